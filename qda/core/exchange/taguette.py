"""Projects of Taguette, read.

What the format is, established from its public source (repository remram44/taguette): taguette/database/models.py and
the migrations beside it, from the first ones to 63d7ca28fc0c (2024), which adds tags.parent_id.

- One SQLite file holds users (login), projects, and of each project documents, tags (path, description, and since 2024
  the tag above in `parent_id`), highlights, highlight_tags, and commands. A file of somebody's own computer may hold
  several projects; one that was exported holds one.
- documents.contents is HTML; highlights.start_offset and end_offset count bytes of its text
  (:mod:`qda.core.exchange.taguette_text`). highlights.snippet repeats the words as HTML, but was cut by characters for
  some years, so it is no witness where a text has accents (taguette/extract.py).
- A highlight does not say whose it is. The commands do: each has a user, a date and a payload in JSON, where
  ``highlight_add`` (also written when tags of a highlight change) names `highlight_id` and `tags`, and ``tag_merge``
  `src_tag_id` and `dest_tag_id`; before the migration bc8e0e0677e9 they were called `id`, `src` and `dest`.
- Times are UTC.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from qda.core.exchange.bundle import About, Bundle, CodeItem, CodingItem, NoteItem, TextItem, User
from qda.core.exchange.foreign_rows import Ids, parents_first, some, whole, words
from qda.core.exchange.taguette_text import Laid, lay_out
from qda.core.exchange.times import moment
from qda.core.refi.losses import Losses
from qda.errors import UnreadableFileError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.foreign import Foreign, opened

_NEEDED = ("projects", "documents", "tags", "highlights", "highlight_tags")

Given = dict[tuple[int, int], tuple[str, int | None]]
"""Who gave a tag to a highlight, and when, by the numbers of both."""


@dataclass(slots=True)
class _Project:
    """A project of the file: its row number, name, and how its things are called in the bundle."""

    number: int
    name: str
    description: str
    ids: Ids
    members: list[str] = field(default_factory=list)
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """What was read of the file so far."""

    foreign: Foreign
    projects: dict[int, _Project]
    losses: Losses = field(default_factory=Losses)
    users: dict[str, User] = field(default_factory=dict)
    laid: dict[int, tuple[_Project, TextItem, Laid]] = field(default_factory=dict)

    def coder(self, login: str) -> str:
        """Return the id of somebody, who is the same in all projects of the file.

        Not in all files: whoever works alone is called “admin” on every computer.
        """
        first = next(iter(self.projects.values()))
        user = User(first.ids.of("coder", login), login)
        return self.users.setdefault(user.id, user).id


def read(path: Path, progress: Progress | None = None) -> Bundle:
    """Read a Taguette file (.sqlite3). Where it holds several projects all of them come, each under its own heading.

    Raises UnreadableFileError where it is none, or harmful, and CancelledError.
    """
    with opened(path) as foreign:
        if not all(table in foreign.columns for table in _NEEDED):
            raise UnreadableFileError(_("{file} is no project of Taguette.").format(file=path.name))
        reading = _Reading(foreign, _projects(foreign))
        for project in reading.projects.values():
            for login in project.members:
                reading.coder(login)
        codes = _codes(reading)
        sources = _documents(reading, path, progress)
        given = _given(foreign)
        codings, notes = _highlights(reading, given)
        projects = list(reading.projects.values())
        return Bundle(
            program="Taguette",
            title=", ".join(one.name for one in projects),
            description="\n\n".join(filter(None, (one.description.strip() for one in projects))),
            id=projects[0].ids.of("project") if len(projects) == 1 else "",
            users=tuple(reading.users.values()),
            codes=codes,
            sources=sources,
            codings=codings,
            notes=notes,
            losses=reading.losses.losses,
        )


def _projects(foreign: Foreign) -> dict[int, _Project]:
    found = {}
    for id, name, description, created in foreign.rows("projects", "id", "name", "description", "created"):
        number = whole(id) or 0
        found[number] = _Project(number, words(name), words(description), Ids(f"taguette {words(created)}"))
    for id, login in foreign.rows("project_members", "project_id", "user_login"):
        if whole(id) in found:
            found[whole(id) or 0].members.append(words(login))
    return found


def _codes(reading: _Reading) -> tuple[CodeItem, ...]:
    """Return the tags; those of several projects under a heading with the name of each."""
    several = len(reading.projects) > 1
    rows = list(reading.foreign.rows("tags", "id", "project_id", "path", "description", "parent_id"))
    headed = reading.projects.values() if several else ()
    items = [CodeItem(project.ids.of("heading"), project.name, codable=False) for project in headed]
    for id, project_id, path, *_others in rows:
        owner = reading.projects.get(whole(project_id) or 0)
        if owner is not None:
            owner.tags[whole(id) or 0] = (owner.ids.of("tag", words(path)), words(path))
    for id, project_id, path, description, above in rows:
        owner = reading.projects.get(whole(project_id) or 0)
        if owner is None:
            reading.losses.lose("unplaced", _("Tags"), words(path), _no_project())
            continue
        over = owner.tags.get(whole(above) or 0)
        parent = over[0] if over else owner.ids.of("heading") if several else None
        items.append(CodeItem(owner.tags[whole(id) or 0][0], words(path), parent, description=words(description)))
    ordered, freed = parents_first(items)
    why = _("They lie below each other in a ring; the ring was opened at: {names}.")
    reading.losses.lose("moved", _("Tags"), "", why.format(names=some(one.name for one in freed)), len(freed))
    return ordered


def _documents(reading: _Reading, path: Path, progress: Progress | None) -> tuple[TextItem, ...]:
    columns = ("id", "project_id", "name", "description", "filename", "created", "contents")
    found: list[TextItem] = []
    for id, project_id, name, description, filename, created, contents in reading.foreign.rows("documents", *columns):
        go_on(progress, len(found), 0)
        project = reading.projects.get(whole(project_id) or 0)
        if project is None:
            reading.losses.lose("unplaced", _("Documents"), words(name), _no_project())
            continue
        raw = contents if isinstance(contents, str) else ""
        try:
            laid = lay_out(raw)
        except OverflowError as error:
            raise UnreadableFileError(
                _("{file} holds a document larger than any transcript, and was not read.").format(file=path.name)
            ) from error
        original_name = f"{PurePosixPath(words(filename).replace(chr(92), '/')).stem or 'document'}.html"
        # When it was added, to the microsecond, tells a document better than a name that may change.
        key = project.ids.of("document", words(created), words(filename))
        item = TextItem(
            id=key,
            name=words(name),
            text=laid.text,
            description=words(description),
            original=raw.encode("utf-8", "replace"),
            original_name=original_name,
            format=".html",
            created=moment(created, utc=True),
        )
        reading.laid[whole(id) or 0] = (project, item, laid)
        found.append(item)
    return tuple(found)


def _given(foreign: Foreign) -> Given:
    """Return who gave tags to highlights: the first command that names both; with tag 0, who made the highlight."""
    given: Given = {}
    bearing: dict[int, set[int]] = {}
    for date, login, payload in foreign.rows("commands", "date", "user_login", "payload"):
        said = _payload(payload)
        made = (words(login), moment(date, utc=True))
        if said.get("type") == "highlight_add":
            highlight = whole(said.get("highlight_id", said.get("id"))) or 0
            tags = said.get("tags")
            for tag in (0, *(tags if isinstance(tags, list) else ())):
                given.setdefault((highlight, whole(tag) or 0), made)
                bearing.setdefault(whole(tag) or 0, set()).add(highlight)
        elif said.get("type") == "tag_merge":
            source = whole(said.get("src_tag_id", said.get("src"))) or 0
            target = whole(said.get("dest_tag_id", said.get("dest"))) or 0
            moved = bearing.pop(source, set())
            for highlight in moved:
                given.setdefault((highlight, target), given[highlight, source])
            bearing.setdefault(target, set()).update(moved)
    return given


def _payload(value: object) -> dict[str, Any]:
    try:
        said = json.loads(words(value))
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _highlights(reading: _Reading, given: Given) -> tuple[tuple[CodingItem, ...], tuple[NoteItem, ...]]:
    """Return the codings, and as notes the highlights that have no tag."""
    tags: dict[int, list[int]] = {}
    for highlight, tag in reading.foreign.rows("highlight_tags", "highlight_id", "tag_id"):
        tags.setdefault(whole(highlight) or 0, []).append(whole(tag) or 0)
    codings: list[CodingItem] = []
    notes: list[NoteItem] = []
    for id, document, start, end in reading.foreign.rows(
        "highlights", "id", "document_id", "start_offset", "end_offset"
    ):
        number = whole(id) or 0
        if (whole(document) or 0) not in reading.laid:
            why = _("Its document is not in the project any more.")
            reading.losses.lose("unplaced", _("Highlights"), "", why)
            continue
        project, item, laid = reading.laid[whole(document) or 0]
        place = laid.span(whole(start) or 0, whole(end) or 0)
        if place is None:
            why = _("It lies outside the text, or holds nothing but white space.")
            reading.losses.lose("unplaced", _("Highlights"), item.name, why)
            continue
        for tag in tags.get(number, ()):
            if tag not in project.tags:
                why = _("Its tag is not in the project any more.")
                reading.losses.lose("unplaced", _("Highlights"), item.name, why)
                continue
            code, path = project.tags[tag]
            who, when = _maker(project, given.get((number, tag)) or given.get((number, 0)))
            key = project.ids.of("highlight", item.id, start, end, path)
            coder = reading.coder(who) if who else None
            codings.append(CodingItem(key, item.id, code, coder, *place, created=when))
        if number not in tags:
            who, when = _maker(project, given.get((number, 0)))
            key = project.ids.of("highlight", item.id, start, end)
            coder = reading.coder(who) if who else None
            passage = laid.text[place[0] : place[1]]
            title = _("Highlight without a tag")
            notes.append(NoteItem(key, title, passage, (About("source", item.id, *place),), "", coder, when, when))
    return tuple(codings), tuple(notes)


def _maker(project: _Project, known: tuple[str, int | None] | None) -> tuple[str, int | None]:
    """Return who made a highlight and when; where no command tells, the only member of the project."""
    if known is not None:
        return known
    return (project.members[0] if len(project.members) == 1 else "", None)


def _no_project() -> str:
    return _("Its project is not in the file.")
