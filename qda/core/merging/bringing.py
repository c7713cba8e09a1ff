"""Bringing a copy back: looking at it, and merging it as one change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from qda.core.merging import engine
from qda.core.merging.named import names_of_new
from qda.core.merging.numbering import Merger
from qda.core.merging.plan import HeldBack, Plan, Report
from qda.core.merging.reports import report_of, written
from qda.core.merging.sides import Key, sync_of
from qda.core.merging.state import Merging
from qda.core.merging.tables import Row
from qda.core.merging.withdrawn import heeded
from qda.core.pseudonyms import keyfile
from qda.core.pseudonyms.before import catch_up
from qda.errors import RefusedError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage import backups, lineage, texts
from qda.storage.ids import new_id
from qda.storage.lineage import Point
from qda.storage.models import Blob, MergeReport
from qda.storage.project import Project
from qda.storage.snapshot import Snapshot

_BATCH = 2_000
_UNCOUNTED = frozenset(("merge_report",))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a plan keeps for the merge: the copy as it was looked at, and the point at which the project was.

    `withdrawn` tells what is not in it any more, since somebody was withdrawn here.
    """

    snapshot: Snapshot
    at: Point
    withdrawn: tuple[HeldBack, ...] = ()


def preview(
    project: Project, path: Path, progress: Progress | None = None, *, keys: Sequence[keyfile.Key] = ()
) -> Plan:
    """Say what merging the copy at `path` would do; neither file is touched.

    A copy from before names were replaced by pseudonyms needs the `keys` that were written then; what was withdrawn
    here is not looked at in it. Raises RefusedError for the project itself and for a project that is not the same one,
    KeyNeededError where a key is missing, WithdrawnThereError where it lacks somebody who was withdrawn in it alone,
    ProjectFileError for a file that is missing, foreign, newer, damaged or open elsewhere, CancelledError.
    """
    path = Path(path)
    if path.exists() and path.samefile(project.path):
        raise RefusedError(_("{name} is this project itself. Choose a copy of it.").format(name=path.name))
    go_on(progress, 0, 2 * engine.STEPS)
    snapshot = Snapshot(path)
    with project.read(everything=True) as ours:
        with snapshot.read() as theirs:
            _refuse_strangers(ours, theirs, path)
        held = heeded(ours, snapshot)
        catch_up(ours, snapshot, keys)
    with project.read(everything=True) as ours, snapshot.read() as theirs:
        state = engine.work_out(ours, theirs, {}, _merger(project, path.name), progress, engine.STEPS)
        go_on(progress, 2 * engine.STEPS, 2 * engine.STEPS)
        return _plan(state, path, Draft(snapshot, lineage.here(ours), tuple(held)))


def _merger(project: Project, copy: str) -> Merger:
    return Merger(copy, bytes.fromhex(project.coder_id) if project.coder_id else None)


def _refuse_strangers(ours: Session, theirs: Session, path: Path) -> None:
    if lineage.facts(ours).get(lineage.PROJECT) != lineage.facts(theirs).get(lineage.PROJECT):
        sentence = _("{name} is another project, no copy of this one. Two projects are joined, not merged.")
        raise RefusedError(sentence.format(name=path.name))


def _plan(state: Merging, path: Path, draft: Draft) -> Plan:
    counts = _counts(state)
    rows = sum(len(rows) for table, rows in state.theirs.tables.items() if table not in _UNCOUNTED)
    return Plan(
        path=str(path),
        copy=path.name,
        coders=_whose(state),
        new=counts["new"],
        changed=counts["changed"],
        removed=counts["removed"],
        same=max(rows - sum(counts["new"].values()) - sum(counts["changed"].values()) - len(state.held), 0),
        conflicts=tuple(state.conflicts),
        held_back=(*draft.withdrawn, *state.held_back),
        notes=tuple(state.notes),
        draft=draft,
        names=names_of_new(((table, row) for (table, _key), row in state.inserts.items()), state.wording.name),
    )


def _counts(state: Merging) -> dict[str, dict[str, int]]:
    ops = {"new": state.inserts, "changed": state.updates, "removed": state.deletes}
    return {name: dict(Counter(table for table, _key in keys if table not in _UNCOUNTED)) for name, keys in ops.items()}


def _whose(state: Merging) -> tuple[str, ...]:
    """Return the names of those whose work comes, by the coder of the rows."""
    people: dict[bytes, None] = {}
    for (table, key), row in (*state.inserts.items(), *state.updates.items()):
        whose = row if (table, key) in state.inserts else state.theirs.row(table, key) or {}
        coder = whose.get("coder_id")
        if coder is not None and table not in _UNCOUNTED:
            people[coder] = None
    return tuple(sorted(filter(None, (state.wording.name("coder", key) for key in people))))


def merge(
    project: Project, plan: Plan, choices: Mapping[str, str] | None = None, progress: Progress | None = None
) -> Report:
    """Merge a copy that was looked at, as one change labelled "Merge copy", which one undo takes back.

    `choices` say how conflicts are settled, by their keys; the others go by their defaults, and so does what only
    comes up by a choice (it is listed in the report). Afterwards the project holds what both sides had, less what
    either removed; merging the same copy again changes nothing. Raises RefusedError where the project was changed
    since the preview, ValueError for a choice that is none, CancelledError; then nothing was changed.
    """
    draft: Draft = plan.draft
    choices = choices or {}
    backups.make(project.path, "merged")
    with draft.snapshot.read() as theirs, _change(project) as ours:
        if lineage.here(ours) != draft.at:
            raise RefusedError(_("The project was changed since the copy was looked at. Look at the copy once more."))
        state = engine.work_out(ours, theirs, choices, _merger(project, plan.copy), progress)
        state.held_back.extend(draft.withdrawn)
        report = report_of(ours, plan.copy, project.coder_id, _whose(state), _counts(state), state)
        if plan.empty and not (state.inserts or state.updates or state.deletes):
            return report
        _write(state, progress)
        report_id = new_id()
        sync = sync_of(state.meeting, state.same, state.instead, state.held)
        ours.add(
            MergeReport(
                id=report_id,
                name=plan.copy,
                copy_id=state.meeting.there.file,
                report=json.dumps({"sync": sync, **written(report)}, ensure_ascii=False),
                coder_id=project.coder_id,
                at=report.at,
            )
        )
        return replace(report, id=report_id)


@contextmanager
def _change(project: Project) -> Iterator[Session]:
    with project.change("Merge copy") as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield session


# Writing -------------------------------------------------------------------------------------------------------------


def _write(state: Merging, progress: Progress | None) -> None:
    """Write what was worked out, in an order in which no row goes with an owner it has left."""
    _bring_texts(state)
    total = len(state.inserts) + len(state.updates) + len(state.deletes)
    done = 0
    for what, keys in _order(state):
        for table, columns, values in _statements(state, what, keys):
            for first in range(0, len(values), _BATCH):
                part = values[first : first + _BATCH]
                state.sessions[0].connection().exec_driver_sql(_sql(what, table, columns), part)
                done += len(part)
                go_on(progress, engine.STEPS + done * engine.STEPS // max(total, 1), 2 * engine.STEPS)


def _order(state: Merging) -> list[tuple[str, list[Key]]]:
    """Return what is done one after another.

    A row comes after what it belongs to and goes before it, also when undo does all of this backwards: otherwise it
    would go with it. Where keys must be unique, what goes or changes makes room for what comes.
    """
    order = {table: number for number, table in enumerate(state.forms)}
    unique = {table for table in order if state.forms[table].unique}

    def sorted_by_owner(keys: Iterable[Key], sign: int = 1) -> list[Key]:
        return sorted(keys, key=lambda key: (sign * order[key[0]], key[1]))

    left = _left(state)
    making_room = {key for key in state.deletes if key[0] in unique and key not in left}
    return [
        ("delete", sorted_by_owner(making_room, -1)),
        ("insert", sorted_by_owner(key for key in state.inserts if key[0] not in unique)),
        ("update", [key for key in state.updates if key[0] in unique]),
        ("insert", sorted_by_owner(key for key in state.inserts if key[0] in unique)),
        ("update", [key for key in state.updates if key[0] not in unique]),
        ("delete", sorted_by_owner(state.deletes - making_room, -1)),
    ]


def _left(state: Merging) -> set[Key]:
    """Return what something that stays points to now and won't any more."""
    found = set()
    for (table, key), values in state.updates.items():
        before = state.ours.row(table, key) or {}
        for column, target in state.forms[table].pointers.items():
            if column in values and before.get(column) is not None:
                found.add((target, before[column]))
    return found


def _statements(
    state: Merging, what: str, keys: list[Key]
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Any, ...]]]]:
    """Give tables, columns and the values of rows, those of one kind together, in the order of `keys`."""
    runs: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
    for table, key in keys:
        if what == "delete":
            runs.setdefault((table, ()), []).append((key,))
            continue
        row: Row = (state.inserts if what == "insert" else state.updates)[table, key]
        columns = state.forms[table].columns if what == "insert" else tuple(sorted(row))
        values = tuple(row[name] for name in columns)
        runs.setdefault((table, columns), []).append(values if what == "insert" else (*values, key))
    for (table, columns), rows in runs.items():
        yield table, columns, rows


def _sql(what: str, table: str, columns: tuple[str, ...]) -> str:
    if what == "delete":
        return f'DELETE FROM "{table}" WHERE id = ?'
    if what == "update":
        changes = ", ".join(f'"{name}" = ?' for name in columns)
        return f'UPDATE "{table}" SET {changes} WHERE id = ?'
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'


def _bring_texts(state: Merging) -> None:
    """Bring the texts and files that rows name which come or change."""
    ours, theirs = state.sessions
    wanted: dict[bytes, None] = {}
    for (table, _key), row in (*state.inserts.items(), *state.updates.items()):
        for column in state.forms[table].hashes:
            if row.get(column) is not None:
                wanted[row[column]] = None
    roots = texts.roots(theirs)
    came = [key for key in wanted if texts.has_text(theirs, key)]
    for key in came:
        texts.put_text(ours, texts.load_text(theirs, key))
    for key in came:
        if (root := roots.get(key)) is not None and texts.has_text(ours, root):
            texts.keep_as_difference(ours, key, root)
    for (table, _key), row in state.inserts.items():
        if table == "text_version" and (source := state.final("source", row["source_id"])) is not None:
            old, new = row["text_hash"], source["text_hash"]
            if texts.has_text(ours, old) and texts.has_text(ours, new):
                texts.keep_as_difference(ours, old, new)
    for key in wanted:
        body = theirs.execute(select(Blob.body).where(Blob.hash == key)).scalar()
        if body is not None:
            ours.execute(insert(Blob).values(hash=key, body=body).on_conflict_do_nothing())
