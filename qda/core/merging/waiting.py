"""Passages that wait for a place on one side (`unplaced`) and lie in the text on the other: they are one or the other.

What waits here goes on waiting until a person decides, here or in the copy. Where both texts were corrected, the side
whose text stays says what has words in it; what waits only on the other side is not brought over it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from qda.core.merging.sides import Key
from qda.core.merging.sources import Texts
from qda.core.merging.state import Merging
from qda.core.merging.tables import SPAN, Form, Row
from qda.i18n import _

_WAITS = "unplaced"
Rows = list[tuple[str, Row]]
"""What was put aside, ids as hexadecimal digits: the row itself, what went with it, and (id, column) of what pointed
to it."""


@dataclass(slots=True)
class Waiting:
    """What is to be done once it is known which rows come: one step each."""

    steps: list[Callable[[], None]] = field(default_factory=list)

    def finish(self) -> None:
        """Do what had to wait."""
        for step in self.steps:
            step()


def settle_waiting(state: Merging, texts: Texts) -> Waiting:
    """Decide on every passage that waits on either side whether it waits here afterwards; the rest is done later."""
    waiting = Waiting()
    here, there = state.ours.tables[_WAITS], state.theirs.tables[_WAITS]
    used = _used(state) if here else {}
    for key in sorted(here.keys() | there.keys()):
        row = state.ours.row(_WAITS, key) or state.theirs.row(_WAITS, key)
        if row is None or row["kind"] not in state.forms:
            continue
        thing, waits = (row["kind"], key), (_WAITS, key)
        if waits in state.gone_there or waits in state.gone_here:
            _decided(state, waiting, thing)
        elif key in here and key in there:
            waiting.steps.append(partial(_both_wait, state, key))
        elif key in here and key in state.theirs.tables[thing[0]]:
            _waits_here(state, texts, waiting, thing, told=bool(used.get(thing)))
        elif key in there:
            if key in state.ours.tables[thing[0]]:
                _waits_there(state, texts, waiting, thing)
            waiting.steps.append(partial(_pointing_here, state, key))
    return waiting


def _used(state: Merging) -> dict[Key, list[Key]]:
    """Return what comes and belongs to something, by that."""
    found: dict[Key, list[Key]] = {}
    for table, key in state.new:
        row = state.theirs.row(table, key) or {}
        for column, target in state.forms[table].owners.items():
            if row[column] is not None:
                found.setdefault((target, row[column]), []).append((table, key))
    return found


def _decided(state: Merging, waiting: Waiting, thing: Key) -> None:
    """Let count, without a question, that somebody has given it a place or given it up on one side."""
    waits = (_WAITS, thing[1])
    state.gone_here.discard(waits)
    if waits in state.gone_there:
        state.gone_there.discard(waits)
        state.deletes.add(waits)
        if thing[1] in state.theirs.tables[thing[0]]:
            waiting.steps.append(partial(_unless_it_came, state, thing))


# It waits here, and lies in the text of the copy ---------------------------------------------------------------------


def _waits_here(state: Merging, texts: Texts, waiting: Waiting, thing: Key, *, told: bool) -> None:
    source_id = (state.ours.row(_WAITS, thing[1]) or {})["source_id"]
    theirs = state.theirs.row(*thing) or {}
    was = state.meeting.bases.of(*thing, None, thing[1], theirs)[1]
    state.gone_here.discard(thing)
    if texts.takes_theirs(source_id):
        _come_back(state, thing)
        waiting.steps.append(partial(_with_all, state, thing, was))
        waiting.steps.append(partial(_unless_it_came, state, thing))
        return
    fresh = thing in state.new
    state.new.pop(thing, None)
    reason = _("A correction took its words here, and it waits for a place. Place it or give it up first.")
    if fresh or texts.changed(thing[0], theirs, was, ours=False):
        state.hold(thing[0], theirs, reason)
    elif told:
        # Only what came to it is held back, and comes where it has a place again.
        state.tell(thing[0], theirs, reason)


def _come_back(state: Merging, thing: Key) -> None:
    """Let come what waits here, with what went with it: its words are in the text that stays."""
    state.new[thing] = None
    state.deletes.add((_WAITS, thing[1]))
    for table, row in _kept(state.ours.row(_WAITS, thing[1])):
        key = (table, bytes.fromhex(row["id"]))
        if key in state.gone_here:
            state.gone_here.discard(key)
            state.new[key] = None


def _with_all(state: Merging, thing: Key, was: Mapping[str, Any] | None) -> None:
    """Give what came back what only we did with it before it lost its words: its note, and what was linked to it."""
    row = state.inserts.get(thing)
    (table, own), *others = _kept(state.ours.row(_WAITS, thing[1]))
    if row is not None and was is not None:
        form = state.forms[table]
        mine = _read(form, own)
        values = {name: mine[name] for name in mine if name not in SPAN and mine[name] != was[name] == row[name]}
        row.update(values)
    _linked(state, thing, others)


def _unless_it_came(state: Merging, thing: Key) -> None:
    """Let go on waiting what has no place here after all."""
    if not state.there(*thing) and thing not in state.instead:
        state.deletes.discard((_WAITS, thing[1]))


# It waits in the copy, and lies in the text here ---------------------------------------------------------------------


def _waits_there(state: Merging, texts: Texts, waiting: Waiting, thing: Key) -> None:
    waits = (_WAITS, thing[1])
    ours = state.ours.row(*thing) or {}
    changed = texts.changed(*(thing[0], ours, state.meeting.bases.of(*thing, ours, thing[1], None)[0]), ours=True)
    state.gone_there.discard(thing)
    if changed or texts.keeps_ours(ours):
        state.new.pop(waits, None)
        for key in _belonging(state, thing):
            state.gone_there.discard(key)
        waiting.steps.append(partial(_linked, state, thing, _kept(state.theirs.row(*waits))[1:]))
        return
    state.new[waits] = None
    extra: Rows = [(table, _written(state.ours.row(table, key) or {})) for table, key in _belonging(state, thing)]
    waiting.steps.append(partial(_waits_too, state, thing[1], extra))
    state.drop(*thing)


def _belonging(state: Merging, thing: Key) -> list[Key]:
    """Return the rows of ours that go with something."""
    found = []
    for table, form in state.forms.items():
        for column in (column for column, target in form.owners.items() if target == thing[0]):
            place = form.columns.index(column)
            found += [(table, key) for key, row in state.ours.tables[table].items() if row[place] == thing[1]]
    return found


def _both_wait(state: Merging, key: bytes) -> None:
    """Let what went with it in the copy wait here with it; all else stays as it is here."""
    theirs = _kept_as_ours(state, _kept(state.theirs.row(_WAITS, key)))
    new = [(table, row) for table, row in theirs if bytes.fromhex(row["id"]) not in state.ours.tables[table]]
    _waits_too(state, key, new)


def _pointing_here(state: Merging, key: bytes) -> None:
    """Let what waits and comes from the copy point to rows of ours."""
    row = state.inserts.get((_WAITS, key))
    if row is not None:
        kept = _kept(row)
        mapped = _kept_as_ours(state, kept)
        if mapped != kept:
            row["rows"] = _as_json(mapped)


def _waits_too(state: Merging, key: bytes, extra: Rows) -> None:
    row = state.final(_WAITS, key)
    if row is None:
        return
    kept = _kept(row)
    known = {(table, one["id"]) for table, one in kept}
    new = [(table, one) for table, one in extra if (table, one["id"]) not in known]
    if new:
        state.update(_WAITS, key, {"rows": _as_json([*kept, *new])})


# Kept rows -----------------------------------------------------------------------------------------------------------


def _linked(state: Merging, thing: Key, kept: Rows) -> None:
    """Let what was kept with a passage be linked to it again, as far as it is not there and belongs to what is."""
    if not state.there(*thing) and thing not in state.instead:
        return
    for table, written in _kept_as_ours(state, kept):
        form, key = state.forms[table], bytes.fromhex(written["id"])
        row = _read(form, written)
        if len(row) < len(form.columns):
            (column,) = row.keys() - {"id"}
            there = state.final(table, key)
            if there is not None and there[column] is None:
                state.update(table, key, {column: row[column]})
        elif key not in state.ours.tables[table] and (table, key) not in state.inserts:
            owners = [(target, row[column]) for column, target in form.owners.items() if row[column] is not None]
            if all(state.there(*owner) for owner in owners):
                links = {name: row[name] if state.there(to, row[name]) else None for name, to in form.links.items()}
                state.inserts[table, key] = {**row, **links}


def _kept_as_ours(state: Merging, kept: Rows) -> Rows:
    """Return kept rows whose pointers mean rows of ours."""
    found: Rows = []
    for table, row in kept:
        pointers = state.forms[table].pointers
        mapped = {
            name: state.mapped(pointers[name], bytes.fromhex(row[name]))
            for name in row
            if name in pointers and row[name]
        }
        found.append((table, {**row, **{name: key.hex() for name, key in mapped.items() if key is not None}}))
    return found


def _kept(row: Mapping[str, Any] | None) -> Rows:
    return [(table, kept) for table, kept in json.loads((row or {"rows": "[]"})["rows"])]


def _as_json(kept: Rows) -> str:
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _written(row: Row) -> Row:
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}


def _read(form: Form, row: Row) -> Row:
    return {name: bytes.fromhex(value) if value and name in form.binary else value for name, value in row.items()}
