"""Matrices: codes or themes by people, sources, coders or the values of an attribute, and attribute by attribute.

Everything is counted in one pass over the codings, grouped by the database as far as one person speaks in a source.
What is counted several times over in single cells (a passage in which two people speak, a report in two areas) counts
once in every total, so that totals need not be the sums of their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import add as add_up
from operator import or_ as unite

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.codebook import codes
from qda.core.participants import Voices, voices
from qda.core.retrieval import Filter
from qda.core.tables import crossing
from qda.core.tables.axes import CODERS, CODES, PARTICIPANTS, Columns, Head, attribute_id, row_heads
from qda.core.themes.outline import themes
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coding

CODINGS, SOURCES, PEOPLE = "codings", "sources", "participants"
COUNTS = {
    CODINGS: _("Coded passages"),
    SOURCES: _("Sources"),
    PEOPLE: _("Participants"),
}
NO, OF_COLUMN, OF_ROW, OF_ALL = "no", "column", "row", "all"
_Add = Callable[[int, int], int]
PERCENTS = {NO: _("Numbers"), OF_COLUMN: _("% of the column"), OF_ROW: _("% of the row"), OF_ALL: _("% of all")}


@dataclass(frozen=True, slots=True)
class Ask:
    """Which matrix is wanted: axes of :mod:`qda.core.tables.axes`, what is counted, with all codes `below` or not.

    `coder_ids` are those whose codings count (None: everybody's).
    """

    rows: str = CODES
    columns: str = PARTICIPANTS
    count: str = CODINGS
    below: bool = True
    coder_ids: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A counted matrix: ``cells[row][column]``, totals by row and by column, and all together, each thing once.

    `count` says what the numbers are of.
    """

    ask: Ask
    count: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int

    @property
    def crosses(self) -> bool:
        """Say whether it is a table of attribute by attribute, in which codes play no part."""
        return attribute_id(self.ask.rows) is not None

    def share(self, row: int | None, column: int | None, of: str) -> float | None:
        """Return a cell (None: the total's) as a share, 0 to 1, of its column, its row or all; None of nothing."""
        whole = self._whole(row, column, of)
        return self.number(row, column) / whole if whole else None

    def percent(self, row: int | None, column: int | None, of: str) -> int | None:
        """Return the share as a whole percentage, halves rounded up as in papers; None of nothing."""
        whole = self._whole(row, column, of)
        return (200 * self.number(row, column) + whole) // (2 * whole) if whole else None

    def _whole(self, row: int | None, column: int | None, of: str) -> int:
        if of == OF_COLUMN:
            return self.number(None, column)
        return self.number(row, None) if of == OF_ROW else self.total

    def number(self, row: int | None, column: int | None) -> int:
        """Return the number in a cell; None stands for the totals."""
        if row is None:
            return self.total if column is None else self.column_totals[column]
        return self.row_totals[row] if column is None else self.cells[row][column]


def matrix(session: Session, ask: Ask) -> Matrix:
    """Count a matrix. 500 codes by 300 sources with 100,000 codings take some tenths of a second.

    Raises RefusedError for axes or counts that there are not, NotFoundError for an attribute that is gone.
    """
    if ask.count not in COUNTS:
        raise RefusedError(_("A table can't count {name}.").format(name=ask.count))
    if attribute_id(ask.rows) is not None:
        down, across, crossed = crossing.cross(session, ask.rows, ask.columns, ask.count)
        count = PEOPLE if crossed.people else SOURCES
        totals = (crossed.row_totals, crossed.column_totals, crossed.total)
        return _finished(ask, count, down, across, crossed.rows, *totals)
    return _of_passages(session, ask)


def _of_passages(session: Session, ask: Ask) -> Matrix:
    heads = row_heads(ask.rows, codes(session), themes(session), lower=ask.below)
    columns = Columns(session, ask.columns)
    tally = _counted(session, ask, columns)
    add: _Add = add_up if ask.count == CODINGS else unite
    cells = [_line(tally, add, head.code_ids, len(columns.heads)) for head in heads]
    row_totals = [_all(add, (tally.once.get(code_id, 0) for code_id in head.code_ids)) for head in heads]
    # A code counts once in the totals of columns, in however many rows it stands.
    together = {code_id for head in heads for code_id in head.code_ids}
    column_totals = _line(tally, add, together, len(columns.heads))
    total = _all(add, (tally.once.get(code_id, 0) for code_id in together))
    return _finished(ask, ask.count, heads, columns.heads, cells, row_totals, column_totals, total)


def _line(tally: _Tally, add: _Add, code_ids: Iterable[str], width: int) -> list[int]:
    """Return what was found of some codes together, column by column."""
    line = [0] * width
    for code_id in code_ids:
        for at, found in tally.cells.get(code_id, {}).items():
            line[at] = add(line[at], found)
    return line


def _finished(
    ask: Ask,
    count: str,
    rows: Sequence[Head],
    columns: Sequence[Head],
    cells: Sequence[Sequence[int]],
    row_totals: Sequence[int],
    column_totals: Sequence[int],
    total: int,
) -> Matrix:
    """Turn what was collected into numbers, and leave out columns and rows of the unknown that nothing is in."""
    size: Callable[[int], int] = int if count == CODINGS else int.bit_count
    kept = [at for at, head in enumerate(columns) if head.key or column_totals[at]]
    lines = [at for at, head in enumerate(rows) if head.key or row_totals[at]]
    return Matrix(
        ask,
        count,
        tuple(rows[at] for at in lines),
        tuple(columns[at] for at in kept),
        tuple(tuple(size(cells[line][at]) for at in kept) for line in lines),
        tuple(size(row_totals[line]) for line in lines),
        tuple(size(column_totals[at]) for at in kept),
        size(total),
    )


# Counting ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    """What was found of each code: in its columns, and altogether. Numbers of codings, or sets of things as bits."""

    cells: dict[str, dict[int, int]] = field(default_factory=dict)
    once: dict[str, int] = field(default_factory=dict)


class _Bits(dict[str, int]):
    """Gives each thing a bit of its own, so that sets of them are numbers, and joining them is quick."""

    def __missing__(self, key: str) -> int:
        self[key] = bit = 1 << len(self)
        return bit

    def of(self, things: Iterable[str]) -> int:
        """Return these things as a set."""
        return _all(unite, (self[thing] for thing in things))


def _all(add: _Add, parts: Iterable[int]) -> int:
    whole = 0
    for part in parts:
        whole = add(whole, part)
    return whole


def _counted(session: Session, ask: Ask, columns: Columns) -> _Tally:
    tally, bits = _Tally(), _Bits()
    cells, totals, counts = tally.cells, tally.once, ask.count == CODINGS
    add: _Add = add_up if ask.count == CODINGS else unite
    places: dict[tuple[str, str, tuple[str, ...]], tuple[int, list[tuple[int, int]]]] = {}
    for code_id, source_id, coder_id, people, number in _passages(session, ask, by_coder=columns.by_coder):
        known = places.get((source_id, coder_id, people))
        if known is None:
            # Where one belongs depends on who said it where, not on the code.
            known = (
                _worth(ask.count, bits, source_id, people),
                [
                    (at, _worth(ask.count, bits, source_id, some))
                    for at, some in columns.of(source_id, coder_id, people)
                ],
            )
            places[source_id, coder_id, people] = known
        once, found = known
        times = number if counts else 1
        totals[code_id] = add(totals.get(code_id, 0), once * times)
        line = cells.get(code_id)
        if line is None:
            line = cells[code_id] = {}
        for at, worth in found:
            line[at] = add(line.get(at, 0), worth * times)
    return tally


def _worth(count: str, bits: _Bits, source_id: str, people: Iterable[str]) -> int:
    if count == CODINGS:
        return 1
    return bits[source_id] if count == SOURCES else bits.of(people)


def _passages(session: Session, ask: Ask, *, by_coder: bool) -> Iterator[tuple[str, str, str, tuple[str, ...], int]]:
    """Yield code, source, coder ("" unless `by_coder`), whose words they are, and how many codings: see usage()."""
    speaking = voices(session)
    what = (Coding.code_id, Coding.source_id, *((Coding.coder_id,) if by_coder else ()))
    query = select(*what, func.count()).group_by(*what)
    if ask.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(ask.coder_ids))
    alone: dict[str, tuple[str, ...] | None] = {}
    for code_id, source_id, *coder, number in session.execute(query):
        if source_id not in alone:
            everyone = speaking.everyone(source_id)
            alone[source_id] = tuple(everyone) if len(everyone) < 2 else None
        people = alone[source_id]
        if people is not None:
            yield code_id, source_id, coder[0] if coder else "", people, number
    shared = [source_id for source_id, people in alone.items() if people is None]
    if shared:
        yield from _in_shared(session, ask, speaking, shared)


def _in_shared(
    session: Session, ask: Ask, speaking: Voices, shared: Sequence[str]
) -> Iterator[tuple[str, str, str, tuple[str, ...], int]]:
    """Yield each coding where several people speak in a source: there each must be looked at."""
    query = select(Coding.code_id, Coding.source_id, Coding.coder_id, Coding.start, Coding.end)
    query = query.where(Coding.source_id.in_(shared))
    if ask.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(ask.coder_ids))
    for code_id, source_id, coder_id, start, end in session.execute(query):
        yield code_id, source_id, coder_id, tuple(speaking.of(source_id, start, end)), 1


# What is behind a number ---------------------------------------------------------------------------------------------


def behind(session: Session, found: Matrix, row: int | None, column: int | None) -> Filter:
    """Return the filter for the coded passages behind a cell, or (None) behind a total.

    In a table of attribute by attribute they are all passages of the sources, or participants, that it counts.
    """
    ask = found.ask
    if found.crosses:
        return crossing.behind(
            session,
            (ask.rows, None if row is None else found.rows[row].key),
            (ask.columns, None if column is None else found.columns[column].key),
            people=found.count == PEOPLE,
        )
    heads = found.rows if row is None else (found.rows[row],)
    code_ids = tuple(dict.fromkeys(code_id for head in heads for code_id in head.code_ids))
    wanted = Filter(code_ids=code_ids, below=False, coder_ids=ask.coder_ids)
    if column is None:
        return wanted
    key = found.columns[column].key
    columns = Columns(session, ask.columns)
    if ask.columns == CODERS:
        return replace(wanted, coder_ids=(key,))
    if (source_ids := columns.sources_of(key)) is not None:
        return replace(wanted, source_ids=source_ids)
    if (people := columns.people_of(key)) is not None:
        return replace(wanted, participant_ids=people)
    at = next(number for number, head in enumerate(columns.heads) if head.key == key)
    speaking = voices(session)
    query = select(Coding.id, Coding.source_id, Coding.coder_id, Coding.start, Coding.end)
    query = query.where(Coding.code_id.in_(code_ids))
    if ask.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(ask.coder_ids))
    ids = [
        coding_id
        for coding_id, source_id, coder_id, start, end in session.execute(query)
        if any(at == number for number, _some in columns.of(source_id, coder_id, speaking.of(source_id, start, end)))
    ]
    return Filter(coding_ids=tuple(ids))
