"""The sampling grid: who took part by one attribute, or by two, how many were wanted, and where nobody is yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import AttributeRow, attribute_rows, values
from qda.core.naming import clean
from qda.core.settings_of_study import listed, put_setting
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_
from qda.storage.models import Participant, SamplingTarget


@dataclass(frozen=True, slots=True)
class SamplingCell:
    """A cell: the pseudonyms of who is in it, and how many are `wanted` (None: nobody said)."""

    value: str
    across: str
    people: tuple[str, ...]
    wanted: int | None = None

    @property
    def missing(self) -> int:
        """Return how many are still wanted."""
        return max(0, (self.wanted or 0) - len(self.people))

    def words(self) -> str:
        """Return what stands in the cell: how many there are of how many wanted, and in words where nobody is."""
        if self.wanted is None:
            return str(len(self.people)) if self.people else _("nobody")
        if not self.people:
            return _("nobody of {wanted}").format(wanted=self.wanted)
        return _("{n} of {wanted}").format(n=len(self.people), wanted=self.wanted)


@dataclass(frozen=True, slots=True)
class SamplingGrid:
    """The grid: the attributes, their values as rows and columns, a cell for each pair, and who is in no cell.

    Without a second attribute there is one column, "". A person with several values stands in several cells.
    """

    attribute: AttributeRow
    across: AttributeRow | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], SamplingCell]
    unplaced: tuple[str, ...]
    people: int

    def empty(self) -> list[SamplingCell]:
        """Return the cells in which somebody is wanted and nobody is."""
        return [cell for cell in self.cells.values() if cell.wanted and not cell.people]


def choose_grid(session: Session, attribute_id: str, across_id: str | None = None) -> None:
    """Keep by which attributes the study samples; the second one may be left out, and is never the first again."""
    rows = {row.id: row for row in attribute_rows(session, "participant")}
    for key in filter(None, (attribute_id, across_id)):
        if key not in rows:
            raise NotFoundError(_("That attribute is not in this project any more."))
    if attribute_id == across_id:
        raise RefusedError(_("Choose another attribute across; this one stands in the rows already."))
    put_setting(session, "sampling.grid", [attribute_id, across_id])


def chosen_grid(session: Session) -> tuple[str, str | None] | None:
    """Return the ids of the attributes by which the study samples, or None where there are none.

    Where nobody chose, these are the first choices there are.
    """
    rows = attribute_rows(session, "participant")
    known = {row.id for row in rows}
    kept = listed(session, "sampling.grid", [])
    if len(kept) == 2 and kept[0] in known:
        return kept[0], kept[1] if kept[1] in known else None
    choices = [row.id for row in rows if row.type in ("choice", "choices", "yesno")] or [row.id for row in rows]
    return (choices[0], choices[1] if len(choices) > 1 else None) if choices else None


def sampling_grid(session: Session, attribute_id: str, across_id: str | None = None) -> SamplingGrid:
    """Return who took part by one attribute, or by two, beside how many are wanted."""
    known = {row.id: row for row in attribute_rows(session, "participant")}
    if attribute_id not in known or (across_id and across_id not in known):
        raise NotFoundError(_("That attribute is not in this project any more."))
    said = values(session)
    people = session.execute(select(Participant.id, Participant.name).order_by(Participant.position, Participant.id))
    inside: dict[tuple[str, str], list[str]] = {}
    unplaced: list[str] = []
    number = 0
    for key, name in people:
        number += 1
        down = said.of_person(attribute_id, key)
        along = said.of_person(across_id, key) if across_id else ("",)
        for value in down:
            for across in along:
                inside.setdefault((value, across), []).append(name)
        if not down or not along:
            unplaced.append(name)
    wanted = _targets(session, attribute_id, across_id)
    pairs = [*inside, *wanted]
    rows = _values(known[attribute_id], (value for value, _across in pairs))
    columns = _values(known[across_id], (across for _value, across in pairs)) if across_id else ("",)
    cells = {
        (row, column): SamplingCell(row, column, tuple(inside.get((row, column), ())), wanted.get((row, column)))
        for row in rows
        for column in columns
    }
    across_row = known[across_id] if across_id else None
    return SamplingGrid(known[attribute_id], across_row, rows, columns, cells, tuple(unplaced), number)


def set_target(
    session: Session, attribute_id: str, value: str, wanted: int | None, across_id: str | None = None, across: str = ""
) -> None:
    """Say how many are wanted in a cell; None takes what was said away. RefusedError for a number below nothing."""
    if wanted is not None and not 0 <= wanted <= 10_000:
        raise RefusedError(_("The number of people wanted in a cell is from 0 to 10,000."))
    known = {row.id for row in attribute_rows(session, "participant")}
    if attribute_id not in known or (across_id and across_id not in known):
        raise NotFoundError(_("That attribute is not in this project any more."))
    value, across = clean(value), clean(across) if across_id else ""
    rows = _target_rows(session, attribute_id, across_id)
    found = [row for row, (one, other) in rows if (one, other) == (value, across)]
    if wanted is None:
        for row in found:
            session.delete(row)
    elif found:
        found[0].wanted = wanted
    else:
        session.add(
            SamplingTarget(attribute_id=attribute_id, value=value, across_id=across_id, across=across, wanted=wanted)
        )
    session.flush()


def _target_rows(
    session: Session, attribute_id: str, across_id: str | None
) -> list[tuple[SamplingTarget, tuple[str, str]]]:
    """Return the targets of a grid with their cells; a grid turned on its side has the same ones."""
    found = []
    for row in session.scalars(select(SamplingTarget).order_by(SamplingTarget.id)):
        if (row.attribute_id, row.across_id) == (attribute_id, across_id):
            found.append((row, (row.value, row.across)))
        elif across_id and (row.attribute_id, row.across_id) == (across_id, attribute_id):
            found.append((row, (row.across, row.value)))
    return found


def _targets(session: Session, attribute_id: str, across_id: str | None) -> dict[tuple[str, str], int]:
    return {cell: row.wanted for row, cell in _target_rows(session, attribute_id, across_id)}


def _values(attribute: AttributeRow, found: Iterable[str]) -> tuple[str, ...]:
    """Return the values of an attribute: its options in order, and then what else there is."""
    usual = ("yes", "no") if attribute.type == "yesno" else attribute.options
    return tuple(dict.fromkeys((*usual, *sorted(set(found) - set(usual)))))


def sampling_sentences(grid: SamplingGrid) -> list[str]:
    """Return what the grid says: how many cells are filled, which are wanted and empty, and who stands in none."""
    asked = [cell for cell in grid.cells.values() if cell.wanted]
    sentences = []
    if asked:
        full = sum(not cell.missing for cell in asked)
        words = n_("{n} cell has a number wanted", "{n} cells have a number wanted", len(asked))
        reached = n_("{n} has reached it", "{n} have reached it", full)
        sentences.append(f"{words}; {reached}.")
    if empty := grid.empty():
        names = "; ".join(_named(cell) for cell in empty)
        sentences.append(_("Wanted, and nobody yet: {names}.").format(names=names))
    elif asked and (short := [cell for cell in asked if cell.missing]):
        names = "; ".join(f"{_named(cell)} ({cell.words()})" for cell in short)
        sentences.append(_("Some are still wanted: {names}.").format(names=names))
    if grid.unplaced:
        sentence = _("Without a value, so in no cell: {names}.")
        sentences.append(sentence.format(names=", ".join(grid.unplaced)))
    if any(attribute.type == "choices" for attribute in (grid.attribute, grid.across) if attribute):
        sentences.append(_("A person with several values stands in several cells."))
    return sentences


def _named(cell: SamplingCell) -> str:
    return f"{cell.value}, {cell.across}" if cell.across else cell.value
