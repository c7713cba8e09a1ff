"""Two separate projects on the same sources become one: what comes along, what is the same, and what must be asked.

Things that are the same (:mod:`qda.core.merging.matching`) become one; what one side left empty is filled in, and what
both filled in differently is a conflict. Everything else comes along under its own id. The report remembers the state
of the other project and which ids stand for which: joined again, only what was done there since comes, so that twice
is once, and what was taken away here stays away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from qda.core.coding import join_overlaps
from qda.core.merging import memory
from qda.core.merging.joint import SPAN, Joint, Place, Then, joint
from qda.core.merging.matching import KINDS, Known, Match, known_things, matches
from qda.core.merging.named import names_of_new
from qda.core.merging.other_project import Ids, Rows, parents_first, rows_in, states_then, tables
from qda.core.merging.plan import BOTH, OURS, THEIRS, Answer, HeldBack, Plan, Report
from qda.core.merging.tables import forms
from qda.core.merging.titles import Titles
from qda.core.merging.withdrawn import heeded
from qda.core.naming import only_id
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage import backups, lineage
from qda.storage.models import Coding
from qda.storage.project import Project
from qda.storage.snapshot import Snapshot
from qda.storage.texts import keep_as_difference, load_blob, load_text, put_blob, put_text

Pair = tuple[str, str, str]
"""A kind of :data:`KINDS`, an id or name of theirs, and one of ours: "" keeps the two apart."""

_STEPS = 4
_TEXTS = {"source": "text_hash", "text_version": "text_hash"}
_TEXTS_WITH_IDS = {"codebook_version": "text_hash", "reading_codes": "text_hash"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What joining works from: the other file as it was looked at, the last change here then, what is to be done."""

    snapshot: Snapshot
    seq: int
    joint: Joint
    memory: memory.Memory


def propose(project: Project, path: Path) -> list[Match]:
    """Return what of another project at `path` may be the same as things here, for somebody to confirm.

    Raises RefusedError for a copy of this project, ProjectFileError for a file that is no project, or open elsewhere.
    """
    other = Snapshot(Path(path))
    _heeded(project, other)
    with _both(project, other) as (ours, theirs):
        return _proposed(ours, theirs)


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a table with the columns kind, theirs and ours; names or ids, "" to keep apart.

    Raises UnreadableFileError for what is no such table.
    """
    from qda.core.importers.grid import read_grids

    headings, *rows = read_grids(Path(path))[0].rows
    places = {name.strip().casefold(): place for place, name in enumerate(headings)}
    missing = [name for name in ("kind", "theirs", "ours") if name not in places]
    if missing:
        sentence = _("{name} lacks the columns {missing}; pairs have kind, theirs and ours.")
        raise UnreadableFileError(sentence.format(name=Path(path).name, missing=", ".join(missing)))
    pairs = []
    for number, row in enumerate(rows, 2):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        kind, other, mine = (cells[name] for name in ("kind", "theirs", "ours"))
        if not any(row):
            continue
        if kind not in KINDS:
            sentence = _("Row {row}: “{kind}” is none of {kinds}.")
            raise UnreadableFileError(sentence.format(row=number, kind=kind, kinds=", ".join(KINDS)))
        pairs.append((kind, other, mine))
    return pairs


def preview_join(project: Project, path: Path, pairs: Sequence[Pair] = (), progress: Progress | None = None) -> Plan:
    """Say what joining the project at `path` would do; changes neither file.

    `pairs` decide what is the same, or is kept apart; whatever they don't name goes as :func:`propose` says. Raises
    what :func:`propose` raises, NotFoundError for a pair of what is not there, CancelledError.
    """
    go_on(progress, 0, _STEPS)
    snapshot = Snapshot(Path(path))
    held = _heeded(project, snapshot)
    with _both(project, snapshot) as (ours, theirs):
        known = memory.remembered(ours, lineage.facts(theirs)[lineage.PROJECT])
        mine = rows_in(ours)
        go_on(progress, 1, _STEPS)
        yours = rows_in(theirs)
        then = None
        if known is not None and lineage.holds(theirs, known.point):
            then = states_then(lineage.states_since(theirs, known.point), yours)
        ids = _same_things(ours, theirs, pairs, known, then)
        go_on(progress, 2, _STEPS)
        titles = Titles(mine, yours, lambda key: load_text(theirs, key))
        found = joint(mine, yours, ids, titles, then)
        found.held_back[:0] = held
        go_on(progress, 3, _STEPS)
        draft = Draft(snapshot, lineage.here(ours).seq, found, memory.memory(theirs, ids.ours))
    go_on(progress, _STEPS, _STEPS)
    names = names_of_new(
        [(table, row) for table, rows in found.new.items() for row in rows], lambda _table, key: titles.any(key)
    )
    return replace(_plan(Path(path), found, yours, draft, first=known is None), names=names)


def join(
    project: Project, plan: Plan, choices: Mapping[str, str] | None = None, progress: Progress | None = None
) -> Report:
    """Join the other project as one change; `choices` maps keys of conflicts, what isn't named goes by its default.

    Raises RefusedError where the project was changed since the preview, CancelledError; then nothing was changed.
    """
    chosen = {one.key: (choices or {}).get(one.key, one.default) for one in plan.conflicts}
    for one in plan.conflicts:
        if chosen[one.key] not in one.choices:
            raise ValueError(f"{one.key} has no choice called {chosen[one.key]}")
    draft: Draft = plan.draft
    if plan.empty:
        return memory.nothing(plan)
    backups.make(project.path, "merged")
    with draft.snapshot.read() as theirs, project.change("Join project") as session:
        if lineage.here(session).seq != draft.seq:
            raise RefusedError(_("The project was changed since; look at the preview again."))
        _bring_texts(session, theirs, draft.joint)
        _write(session, draft.joint, chosen, progress)
        answers = tuple(Answer(one.title, one.field, one.ours, one.theirs, chosen[one.key]) for one in plan.conflicts)
        return memory.keep(session, project.coder_id, plan, answers, draft.memory)


def _heeded(project: Project, other: Snapshot) -> list[HeldBack]:
    with _both(project, other) as (ours, _theirs):
        return heeded(ours, other)


@contextmanager
def _both(project: Project, other: Snapshot) -> Iterator[tuple[Session, Session]]:
    with other.read() as theirs, project.read(everything=True) as ours:
        if lineage.facts(ours)[lineage.PROJECT] == lineage.facts(theirs)[lineage.PROJECT]:
            sentence = _("{name} is a copy of this very project: merge it instead of joining it.")
            raise RefusedError(sentence.format(name=other.path.name))
        yield ours, theirs


# What is the same ----------------------------------------------------------------------------------------------------


def _proposed(ours: Session, theirs: Session) -> list[Match]:
    known = memory.remembered(ours, lineage.facts(theirs)[lineage.PROJECT])
    return matches(known_things(ours), known_things(theirs), known.ids if known is not None else {})


def _same_things(
    ours: Session, theirs: Session, pairs: Sequence[Pair], known: memory.Memory | None, then: Then | None
) -> Ids:
    """Return which things are the same: what was before, what the pairs say, and of the rest what is proposed."""
    here, there = known_things(ours), known_things(theirs)
    ids = Ids(dict(known.ids) if known is not None else {})
    decided = {
        _find(there[kind], other): (kind, _find(here[kind], mine) if mine else "") for kind, other, mine in pairs
    }
    taken = {mine for _kind, mine in decided.values() if mine}
    for match in matches(here, there, ids.ours):
        if then is not None and then.get((match.kind, match.id), match) is not None:
            continue  # it was there at the last join, and what became of it here is settled
        if match.id not in decided and match.joined and match.ours is not None and match.ours not in taken:
            ids.ours[match.id] = match.ours
    for other, (kind, mine) in decided.items():
        if not mine:
            ids.ours.pop(other, None)
            ids.apart.add(other)
        elif kind == "source" and _sign(here[kind], mine) != _sign(there[kind], other):
            raise RefusedError(_("Two sources with different words can't become one."))
        else:
            ids.ours[other] = mine
    return ids


def _find(things: Sequence[Known], name: str) -> str:
    return only_id(
        [(one.id, one.name, one.last) for one in things],
        name,
        several=_("Several things are called {name}; use the id."),
        nothing=_("There is nothing called {name}."),
    )


def _sign(things: Sequence[Known], key: str) -> object:
    return next(one.sign for one in things if one.id == key)


def _plan(path: Path, found: Joint, theirs: Rows, draft: Draft, *, first: bool) -> Plan:
    changed: dict[str, set[str]] = {}
    for table, key, _column in found.filled:
        changed.setdefault(table, set()).add(key)
    removed = [table for table, _key in found.removed]
    at_work = {row["coder_id"] for row in theirs["coding"].values()}
    notes = list(found.notes)
    if first:
        notes.append(_("Title, approach and settings of this project stay as they are."))
    return Plan(
        path=str(path),
        copy=path.name,
        coders=tuple(row["name"] for key, row in theirs["coder"].items() if key in at_work),
        new={table: len(rows) for table, rows in found.new.items() if rows},
        changed={table: len(keys) for table, keys in changed.items()},
        removed={table: removed.count(table) for table in dict.fromkeys(removed)},
        same=found.same,
        conflicts=tuple(found.conflicts),
        held_back=tuple(found.held_back),
        notes=tuple(notes),
        draft=draft,
    )


# Writing -------------------------------------------------------------------------------------------------------------


def _bring_texts(session: Session, theirs: Session, found: Joint) -> None:
    for table, column in (_TEXTS | _TEXTS_WITH_IDS).items():
        for row in found.new.get(table, ()):
            text = load_text(theirs, row[column])
            row[column] = put_text(session, text if table in _TEXTS else found.ids.in_words(text))
    present = {row["id"]: row["text_hash"] for row in found.new.get("source", ())}
    for row in found.new.get("text_version", ()):
        if row["text_hash"] != present[row["source_id"]]:
            keep_as_difference(session, row["text_hash"], present[row["source_id"]])
    named = {form.name: form.hashes for form in forms().values()}
    blobs = [row[column] for table, rows in found.new.items() for column in named[table] for row in rows]
    blobs += [value for (table, _key, column), value in found.filled.items() if column in named[table]]
    for key in filter(None, blobs):
        data = load_blob(theirs, key)
        if data is not None:
            put_blob(session, data)


def _write(session: Session, found: Joint, chosen: Mapping[str, str], progress: Progress | None) -> None:
    by_name = {table.name: table for table in tables()}
    for name, key in found.removed:
        session.execute(delete(by_name[name]).where(by_name[name].c.id == key))
    total = sum(map(len, found.new.values())) or 1
    done = 0
    for table in by_name.values():
        rows = parents_first(table, found.new.get(table.name, ()))
        for first in range(0, len(rows), 2_000):
            part = rows[first : first + 2_000]
            session.execute(insert(table), part)
            done += len(part)
            go_on(progress, done, total)
    for (name, key, column), value in _settled(found, chosen).items():
        table = by_name[name]
        values = dict(zip(("start", "end"), value, strict=True)) if column == SPAN else {column: value}
        session.execute(update(table).where(table.c.id == key).values(values))
    session.expire_all()
    _join(session, found, chosen)


def _settled(found: Joint, chosen: Mapping[str, str]) -> dict[Place, Any]:
    """Return what is to be set: what fills a gap, and what was chosen."""
    settled = dict(found.filled)
    for key, (place, mine, yours) in found.asked.items():
        if chosen[key] == THEIRS:
            settled[place] = yours
        elif chosen[key] == BOTH:
            settled[place] = "\n\n".join(dict.fromkeys((mine, yours)))
    return settled


def _join(session: Session, found: Joint, chosen: Mapping[str, str]) -> None:
    """Bring the join rule about where somebody coded the same in both projects; the chosen side's weight stays."""
    for key, (mine, fresh) in found.weights.items():
        other = fresh if chosen[key] == OURS else mine
        session.execute(update(Coding).where(Coding.id.in_(other)).values(weight=None))
    session.expire_all()
    taken = [
        place[1] for key, (place, *_values) in found.asked.items() if place[0] == "coding" and chosen[key] == THEIRS
    ]
    again = set(session.scalars(select(Coding.code_id).where(Coding.id.in_(taken)))) if taken else set()
    for code_id in sorted(found.overlapping | again):
        join_overlaps(session, code_id, weights="highest")
