"""Writing a whole project as REFI-QDA (.qdpx): valid by the schema, the same bytes for the same project."""

from __future__ import annotations

import secrets
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from qda.core.exchange.bundle import Bundle, Loss, TextItem, Variable
from qda.core.refi.elements import ORIGIN, element, file_of, open_tag, reference, single, tell_illegal, wrapped
from qda.core.refi.schema import check
from qda.core.refi.texts import TRANSCRIPT_OF
from qda.core.refi.values import derived, write_guid, write_time
from qda.core.refi.write_codes import code_elements
from qda.core.refi.write_sources import Profile, Writing, media_sources, passage_id, text_sources
from qda.core.refi.write_values import type_of, value_elements
from qda.i18n import _
from qda.progress import Progress, go_on

NAMESPACE = "urn:QDA-XML:project:1.0"
PROFILES: tuple[tuple[Profile, str], ...] = (
    ("standard", _("Standard (MAXQDA, ATLAS.ti, QualCoder, NVivo for Mac)")),
    ("nvivo", _("NVivo for Windows")),
)
"""How the file is written, with its words: the second counts as NVivo for Windows does, with its line ends."""
_WITHOUT_NOTE_REF = ("person", "coder", "set")  # notes about these are tied by links
_PACKED = (".jpg", ".jpeg", ".png", ".mp3", ".mp4", ".m4a", ".mov", ".pdf")


def write(
    path: Path, bundle: Bundle, *, profile: Profile = "standard", progress: Progress | None = None
) -> tuple[Loss, ...]:
    """Write a bundle to `path` and return what the format can't hold, and where passages may lie elsewhere.

    ``standard``: UTF-8, one newline a line, code points, ends behind the last character; ``nvivo``: byte order mark,
    Windows line ends, UTF-16 units. Ids are the GUIDs, and nothing depends on the day: writing again gives the same
    bytes. Raises RefusedError where the file would not be valid.
    """
    writing = Writing(bundle, profile, users=frozenset(one.id for one in bundle.users))
    for note in bundle.notes:
        for about in note.about:
            if about.start is not None and about.end is not None:
                writing.passages[about.id, about.start, about.end].append(note.id)
            else:
                writing.notes[about.kind, about.id].append(note.id)
    data = file_of(_project(writing))
    go_on(progress, 1, 3)
    check(data, "Project.xsd")
    go_on(progress, 2, 3)
    _pack(path, data, writing.files)
    go_on(progress, 3, 3)
    return writing.losses.losses


def _pack(path: Path, data: bytes, files: dict[str, bytes]) -> None:
    """Write the archive beside its place and put it there when it is whole: half a file must not replace one."""
    unfinished = path.with_name(f".themeloom-{secrets.token_hex(6)}.qdpx")
    contents = {"project.qde": data, **{f"sources/{name}": one for name, one in files.items()}}
    try:
        with zipfile.ZipFile(unfinished, "w") as archive:
            for name, content in contents.items():
                info = zipfile.ZipInfo(name)
                info.create_system = 3  # else the bytes would differ between systems
                info.external_attr = 0o644 << 16
                info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
                archive.writestr(info, content, compresslevel=2)  # thrice as fast as 6, little larger
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _project(writing: Writing) -> Iterator[str]:
    bundle = writing.bundle
    yield open_tag(
        "Project",
        xmlns=NAMESPACE,
        name=bundle.title or _("Project"),
        origin=ORIGIN if writing.profile == "standard" else f"{ORIGIN} (NVivo)",
    )
    users = [single("User", guid=write_guid(one.id), name=one.name, id=one.initials or None) for one in bundle.users]
    yield from wrapped("Users", users)
    notes = {uid: ids for (kind, uid), ids in writing.notes.items() if kind == "code"}
    yield from wrapped("CodeBook", wrapped("Codes", code_elements(writing.losses, bundle, notes)))
    kinds = {one.id: type_of(one, bundle) for one in bundle.variables}
    yield from wrapped("Variables", _variables(writing, kinds))
    values = value_elements(bundle, kinds)
    yield from wrapped("Cases", _cases(writing, values))
    owned: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for person in bundle.persons:
        for source, start, end in person.passages:
            owned[source].add((start, end))
    texts = text_sources(writing, values, owned)
    yield from wrapped("Sources", [*texts, *media_sources(writing, _transcripts(writing))])
    yield from wrapped("Notes", _notes(writing))
    yield from wrapped("Links", _links(writing))
    yield from wrapped("Sets", _sets(writing))
    tell_illegal(writing.losses, bundle.title, bundle.title, bundle.description)
    yield element("Description", bundle.description)
    project_notes = [ids for (kind, _uid), ids in writing.notes.items() if kind == "project"]
    yield from (reference("NoteRef", one) for ids in project_notes for one in ids)
    yield "</Project>\n"


def _variables(writing: Writing, kinds: dict[str, str]) -> Iterator[str]:
    for one in writing.bundle.variables:
        tell_illegal(writing.losses, one.name, one.name, one.description)
        yield open_tag("Variable", guid=write_guid(one.id), name=one.name, typeOfVariable=kinds[one.id])
        yield element("Description", one.description)
        yield "</Variable>\n"
        _tell_type(writing, one)


def _tell_type(writing: Writing, variable: Variable) -> None:
    if variable.type in ("choice", "choices"):
        why = _("The format knows no options to choose from; the values go as text.")
        writing.losses.lose("dropped", _("Options of attributes"), variable.name, why)


def _cases(writing: Writing, values: dict[str, list[str]]) -> Iterator[str]:
    known = {one.id for one in writing.bundle.sources}
    for one in writing.bundle.persons:
        tell_illegal(writing.losses, one.name, one.name, one.description)
        yield open_tag("Case", guid=write_guid(one.id), name=one.name)
        yield element("Description", one.description)
        yield from values.get(one.id, ())
        yield from (reference("SourceRef", source) for source in one.sources if source in known)
        yield from (reference("SelectionRef", passage_id(*passage)) for passage in one.passages)
        yield "</Case>\n"


def _transcripts(writing: Writing) -> dict[str, list[TextItem]]:
    """Return the texts with moments by their recording; moments without one have no place."""
    texts = {one.id: one for one in writing.bundle.sources}
    found: dict[str, list[TextItem]] = defaultdict(list)
    recordings = {one.id for one in writing.bundle.media if one.kind in ("audio", "video")}
    placed = set()
    for link in writing.bundle.links:
        text = texts.get(link.origin[1])
        if link.name == TRANSCRIPT_OF and text and link.target[1] in recordings:
            found[link.target[1]].append(text)
            placed.add(text.id)
    for text in writing.bundle.sources:
        if text.id not in placed:
            why = _("Times belong to a recording in the format, and none goes along.")
            writing.losses.lose("dropped", _("Times in texts"), text.name, why, len(text.moments))
    return found


def _notes(writing: Writing) -> Iterator[str]:
    kinds = sum(bool(note.kind) for note in writing.bundle.notes)
    why = _("The format has no place for them.")
    writing.losses.lose("dropped", _("Kinds of memos"), "", why, kinds)
    for note in writing.bundle.notes:
        yield from _note(writing, note.id, note.title, note.body, note.coder, note.created, note.modified)
    for link in writing.bundle.links:
        if link.note:
            yield from _note(writing, derived("note of link", link.id), "", link.note, None, None, None)


def _note(
    writing: Writing, uid: str, title: str, body: str, coder: str | None, at: int | None, modified: int | None
) -> Iterator[str]:
    """Yield a note: its words inside, or for NVivo, which writes its memos so, in a file of their own."""
    tell_illegal(writing.losses, title, title, body)
    own_file = writing.profile == "nvivo" and body
    yield open_tag(
        "Note",
        guid=write_guid(uid),
        name=title or None,
        plainTextPath=writing.text_file(uid, body) if own_file else None,
        **writing.made(coder, at),
        modifiedDateTime=None if modified is None else write_time(modified),
    )
    if not own_file:
        yield element("PlainTextContent", body)
    yield from (reference("NoteRef", one) for one in writing.notes["memo", uid])
    yield "</Note>\n"


def _links(writing: Writing) -> Iterator[str]:
    for note in writing.bundle.notes:
        for about in note.about:
            if about.kind in _WITHOUT_NOTE_REF:
                yield single(
                    "Link",
                    guid=write_guid(derived("about", note.id, about.id)),
                    direction="OneWay",
                    originGUID=write_guid(note.id),
                    targetGUID=write_guid(about.id),
                )
    for link in writing.bundle.links:
        if link.name == TRANSCRIPT_OF:
            continue  # said by where the transcript stands
        tell_illegal(writing.losses, link.name, link.name, link.note)
        yield open_tag(
            "Link",
            guid=write_guid(link.id),
            name=link.name or None,
            direction=link.direction,
            originGUID=write_guid(link.origin[1]),
            targetGUID=write_guid(link.target[1]),
        )
        if link.note:
            yield reference("NoteRef", derived("note of link", link.id))
        yield "</Link>\n"


def _sets(writing: Writing) -> Iterator[str]:
    names = {"code": "MemberCode", "source": "MemberSource", "media": "MemberSource", "memo": "MemberNote"}
    order = list(names.values())
    for one in writing.bundle.sets:
        tell_illegal(writing.losses, one.name, one.name, one.description)
        held = [(names[kind], uid) for kind, uid in one.members if kind in names]
        why = _("Sets hold codes, sources and memos in the format.")
        writing.losses.lose("dropped", _("Members of sets"), one.name, why, len(one.members) - len(held))
        yield open_tag("Set", guid=write_guid(one.id), name=one.name)
        yield element("Description", one.description)
        yield from (reference(name, uid) for name, uid in sorted(held, key=lambda pair: order.index(pair[0])))
        yield "</Set>\n"
