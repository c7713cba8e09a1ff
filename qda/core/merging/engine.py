"""The three-way merge of two project files: which rows are one, what changed on which side, and what must be asked.

Worked out in steps, each of which sees what those before it found:

1. `source_texts`: whose version of a text stays (:mod:`qda.core.merging.sources`);
2. `identify`: which rows are one, new, or gone on one side; then the versions of texts as one series, who speaks where
   a text differs (:mod:`qda.core.merging.speaking`), and what waits for a place (:mod:`qda.core.merging.waiting`);
3. `merge_pairs`: columns of rows that both sides have;
4. `settle_removals`: what one side removed and the other still uses (:mod:`qda.core.merging.removals`);
5. `bring_in`: new rows, the join rule, places, orders without circles (:mod:`qda.core.merging.settling`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from qda.core.merging import columns, linking, removals, settling, sources, speaking, waiting
from qda.core.merging.numbering import Merger
from qda.core.merging.plan import BOTH, OURS, THEIRS
from qda.core.merging.sides import Key, Side, meet, survivors
from qda.core.merging.state import Merging
from qda.core.merging.tables import DESCRIPTIONS, Form, Row, forms
from qda.i18n import _
from qda.progress import Progress, go_on

STEPS = 8
Rows = dict[bytes, tuple[Any, ...]]


def work_out(
    ours: Session,
    theirs: Session,
    choices: Mapping[str, str],
    by: Merger,
    progress: Progress | None = None,
    first: int = 0,
) -> Merging:
    """Work out what merging does where conflicts are answered so; `progress` counts from `first` for STEPS steps."""

    def tell(step: int) -> None:
        go_on(progress, first + step, 2 * STEPS)

    tables = forms()
    tell(0)
    our_side = Side(ours, tables)
    tell(1)
    their_side = Side(theirs, tables, like=our_side)
    tell(2)
    meeting = meet(ours, theirs, tables)
    merged = (survivors(ours, tables, meeting.point), survivors(theirs, tables, meeting.point))
    state = Merging(our_side, their_side, (ours, theirs), meeting, tables, merged, choices, by)
    if not meeting.bases.known:
        state.notes.append(
            _(
                "It is not known any more where this copy and the project parted, so nothing counts as removed, and "
                "all that differs is asked."
            )
        )
    tell(3)
    texts = sources.source_texts(state)
    identify(state)
    sources.number_versions(state, texts)
    speaking.settle_turns(state, texts)
    waits = waiting.settle_waiting(state, texts)
    linking.follow(state, texts)
    tell(4)
    merge_pairs(state, texts)
    tell(5)
    removals.settle_removals(state, texts)
    tell(6)
    settling.bring_in(state, texts)
    waits.finish()
    _tell_of_namesakes(state)
    tell(7)
    return state


def _tell_of_namesakes(state: Merging) -> None:
    """Say which codes that come are called like one of ours: they stay two, since only people know what they mean."""
    come = {key for table, key in state.inserts if table == "code"}
    names: dict[str, set[bool]] = {}
    for key, row in state.finals("code"):
        names.setdefault(row["name"].strip().casefold(), set()).add(key in come)
    shown = {row["name"].strip() for key, row in state.finals("code") if key in come}
    twins = sorted(name for name in shown if names[name.casefold()] == {True, False})
    if twins:
        sentence = _("Both have codes called {names}. They stay two: merge those in the codebook that mean the same.")
        state.notes.append(sentence.format(names=", ".join(f"“{name}”" for name in twins)))


# Which rows are one --------------------------------------------------------------------------------------------------


def identify(state: Merging) -> None:
    """Say of every row that only one side has what it is: new, removed by the other, or one with another row."""
    bases, before = state.meeting.bases, state.meeting.before
    for (table, gone), to in before.instead.items():
        if gone not in state.ours.tables[table] and to in state.ours.tables[table]:
            state.instead[table, gone] = to
    for table in state.forms:
        here, there = state.ours.tables[table], state.theirs.tables[table]
        if table == "text_version":
            here, there = (_of_one_side(state, rows) for rows in (here, there))
        lost = {t: o for (name, t), o in before.same.items() if name == table and t not in there and o in here}
        for t, o in lost.items():
            if bases.ever_there(table, t) and o not in there:
                state.gone_there.add((table, o))
        for key in here.keys() - there.keys():
            row = state.ours.row(table, key)
            if row is not None and bases.removed_there(table, key, row):
                state.gone_there.add((table, key))
        _identify_theirs(state, table, sorted(there.keys() - here.keys()))


def _of_one_side(state: Merging, rows: Rows) -> Rows:
    """Return the versions of texts that only one side has: those of others are one series, not one row by one."""
    both = state.ours.tables["source"].keys() & state.theirs.tables["source"].keys()
    both |= {key for (table, other), mine in state.same.items() if table == "source" for key in (other, mine)}
    place = state.forms["text_version"].columns.index("source_id")
    return {key: row for key, row in rows.items() if row[place] not in both}


def _identify_theirs(state: Merging, table: str, only_theirs: list[bytes]) -> None:
    bases, before = state.meeting.bases, state.meeting.before
    index: dict[tuple[Any, ...], bytes] | None = None
    for key in only_theirs:
        row = state.theirs.row(table, key)
        assert row is not None
        known = before.same.get((table, key))
        if known is not None and known in state.ours.tables[table]:
            state.same[table, key] = known
            continue
        if (table, key) in before.instead and table == "coding":
            # It became part of another passage here. As it was, it is; changed since, it joins once more.
            if columns.changed(state.forms[table], row, bases.of(table, key, None, key, row)[1]):
                state.new[table, key] = None
            continue
        if bases.removed_here(table, key, row):
            state.gone_here.add((table, key))
            continue
        if index is None:
            index = _naturals(state, table)
        twin = index.get(natural_of(state, table, state.as_ours(table, row)) or ())
        if twin is not None and twin not in state.theirs.tables[table] and _are_one(state, table, row, twin):
            state.same[table, key] = twin
            state.gone_there.discard((table, twin))
        else:
            state.new[table, key] = None


def natural_of(state: Merging, table: str, row: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Return what makes a row the same as one with another id: a key by its description, or a source's text."""
    if table == "source":
        return (row["text_hash"],)
    natural = DESCRIPTIONS[table].natural

    def look(name: str, key: Any) -> Row | None:
        return state.ours.row(name, key) or state.theirs.row(name, key)

    # An empty key stands for the table's only row; a mark in front keeps it apart from no key at all.
    return ("row", *natural(row, look)) if natural is not None else None


def _naturals(state: Merging, table: str) -> dict[tuple[Any, ...], bytes]:
    if table != "source" and DESCRIPTIONS[table].natural is None:
        return {}
    names = state.forms[table].columns
    rows = state.ours.tables[table].items()
    return {natural_of(state, table, dict(zip(names, row, strict=True))) or (): key for key, row in rows}


def _are_one(state: Merging, table: str, row: Row, twin: bytes) -> bool:
    """Ask whether two sources with the same words are one; anything else with the same key is."""
    if table != "source":
        return True
    mine = state.ours.row(table, twin)
    assert mine is not None
    choice = state.ask(
        f"source:{twin.hex()}:{row['id'].hex()}",
        "source",
        state.wording.title("source", row),
        ("", mine["name"], row["name"]),
        {
            OURS: _("Take them for one: what was done with either comes together"),
            BOTH: _("Keep them apart, as two sources with the same words"),
        },
        about=_("imported twice"),
    )
    return choice == OURS


# What both have ------------------------------------------------------------------------------------------------------


def merge_pairs(state: Merging, texts: sources.Texts) -> None:
    """Merge the columns of the rows that both sides have, and ask where both changed one differently."""
    for table, form in state.forms.items():
        if table in ("text_version", "unplaced"):
            continue  # settled by now
        here, there = state.ours.tables[table], state.theirs.tables[table]
        # Equal rows were made one object when they were read.
        differing = [(key, key) for key, row in there.items() if key in here and here[key] is not row]
        twins = [(o, t) for (name, t), o in state.same.items() if name == table and t in there and t not in here]
        for o, t in sorted(differing) + sorted(twins):
            if not (table == "turn" and texts.settles_turns(state.ours.row(table, o))):
                _merge_pair(state, texts, form, o, t)


def _merge_pair(state: Merging, texts: sources.Texts, form: Form, o: bytes, t: bytes) -> None:
    table = form.name
    ours, raw = state.ours.row(table, o), state.theirs.row(table, t)
    assert ours is not None and raw is not None
    our_base, their_base = state.meeting.bases.of(table, o, ours, t, raw)
    theirs = state.as_ours(table, raw)
    bases: columns.Bases = (our_base, state.as_ours(table, their_base) if their_base is not None else None)
    moved = ours
    if form.anchored:
        moved, theirs, bases, lost = texts.level(ours, theirs, bases)
        if lost:
            state.tell(table, raw, sources.unplaced())
    elif table == "memo":
        moved, theirs, bases = linking.level(state, texts, ours, theirs, bases)
    state.update(table, o, {name: value for name, value in moved.items() if ours[name] != value})
    ours = moved
    unsaid = (_unsaid(state, form, ours, theirs, ours_said=True), _unsaid(state, form, theirs, ours, ours_said=False))
    taken, clashes = columns.three_way(form, ours, theirs, bases, unsaid)
    if table == "source":
        # Whose text stays has been settled before.
        taken = {name: value for name, value in taken.items() if name not in sources.TEXT}
        clashes = [clash for clash in clashes if clash.columns[0] not in sources.TEXT]
        taken |= texts.columns.get(o, {})
    state.update(table, o, taken)
    for clash in clashes:
        _ask(state, form, clash, (bases[0] or bases[1], ours, theirs), o)


def _unsaid(state: Merging, form: Form, row: Row, other: Row, *, ours_said: bool) -> set[str]:
    """Return the empty pointers of a row that say nothing, since what they would point to was never on that side."""
    side = state.ours if ours_said else state.theirs
    ever = state.meeting.bases.ever_here if ours_said else state.meeting.bases.ever_there
    return {
        column
        for column, target in form.pointers.items()
        if row[column] is None
        and other[column] is not None
        and other[column] not in side.tables[target]
        and not ever(target, other[column])
    }


def _ask(
    state: Merging, form: Form, clash: columns.Clash, versions: tuple[Mapping[str, Any] | None, Row, Row], key: bytes
) -> None:
    base, ours, theirs = versions
    wording = state.wording
    together = columns.both(form, clash.columns, ours, theirs)
    words = {OURS: _("Keep this one"), THEIRS: _("Take the one of the copy")}
    if together is not None:
        words[BOTH] = _("Keep both, one below the other") if len(together) == 1 else _("Let the passage cover both")
    choice = state.ask(
        f"{form.name}:{key.hex()}:{clash.columns[0]}",
        form.name,
        wording.title(form.name, ours),
        (
            wording.value(form, clash.columns, base),
            wording.value(form, clash.columns, ours),
            wording.value(form, clash.columns, theirs),
        ),
        words,
        default=BOTH if together is not None else OURS,
        about=wording.field(clash.columns[0]),
    )
    if choice == THEIRS:
        state.update(form.name, key, {name: theirs[name] for name in clash.columns})
    elif choice == BOTH and together is not None:
        state.update(form.name, key, together)


__all__ = ["STEPS", "Key", "identify", "merge_pairs", "natural_of", "work_out"]
