"""A table of ratings from anywhere, CSV or Excel: a row a unit, a column a coder, empty where one gave no answer.

How it is read: separator and encoding are recognised; the first sheet with anything in it is taken. A first row is
headings where a cell of it is no number above numbers, or none of its words comes again below. A first column is names
of units where its heading says so, or it has words of which none is an answer and none comes twice, or it numbers the
rows from 0 or 1 and has no heading. Where all answers are numbers they are read as numbers, with comma or point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qda.core.agreement.ratings import Ratings
from qda.core.agreement.scores import ratings_from
from qda.core.attribute_types import number
from qda.core.importers.columns import one_line
from qda.core.importers.grid import read_grids
from qda.core.naming import distinct
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _, n_

MOST_VALUES = 2_000
_UNIT = re.compile(
    r"(?:(?:units?|items?|cases?|subjects?|sources?|records?|rows?|passages?|segments?|texts?|documents?|stud(?:y|ies)|"
    r"reports?|participants?|persons?|interviews?|abstracts?|articles?|titles?|names?|ids?|no|nr|numbers?|index|keys?|#|"
    r"einheit(?:en)?|fall|fälle|nummer)[ _.-]*)+|unnamed: 0",
    re.IGNORECASE,
)
# What R, pandas, databases and spreadsheets write for a missing number.
_MISSING = frozenset(("na", "nan", "n/a", ".", "null", "none", "#n/a", "<na>", "-", "–"))


@dataclass(frozen=True, slots=True)
class TableOfRatings:
    """A table of ratings: `units` are the names of its rows, or their numbers in the file, as long as `rows`.

    `rows` are the answers of the `coders`, None where one gave none. `left_out` are (unit, reason) of those that fewer
    than two coders rated. `warnings` are sentences on how it was read.
    """

    file: str
    coders: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """Return all answers, each once, in the order in which they first come."""
        return tuple(dict.fromkeys(cell for row in self.rows for cell in row if cell is not None))

    @property
    def numeric(self) -> bool:
        """Whether all answers are numbers."""
        return all(number(value) is not None for value in self.values)

    def sets(self) -> Ratings:
        """Return the ratings with each answer as a set of codes, parted by semicolons; ``{}`` is that of no code."""
        rows = [[None if cell is None else _set(cell) for cell in row] for row in self.rows]
        return ratings_from(rows, coders=self.coders)

    def ratings(self, level: str = "nominal", order: Sequence[str] | None = None) -> Ratings:
        """Return the ratings; `order` are the values from low to high, which words need at the level ordinal.

        Raises RefusedError where words at a level of numbers, or an order, do not fit the answers.
        """
        if level in ("interval", "ratio") and not self.numeric:
            other = next(value for value in self.values if number(value) is None)
            sentence = _("The level {level} takes numbers, and “{value}” in {file} is none.")
            raise RefusedError(sentence.format(level=level, value=other, file=self.file))
        return ratings_from(self.rows, order, level, self.coders)


def read_ratings(path: Path) -> TableOfRatings:
    """Read a table of ratings from a .csv, .tsv or .xlsx file.

    Raises UnreadableFileError for what is no such table: no file, nothing in it, fewer than two columns of answers.
    """
    grids = read_grids(path)
    grid = grids[0]
    warnings = list(grid.warnings)
    if len(grids) > 1:
        others = len(grids) - 1
        told = n_("{n} more sheet was not read.", "{n} more sheets were not read.", others)
        warnings.append(told + " " + _("Sheet “{name}” was.").format(name=grid.sheet))
    return _table(path.name, [[one_line(cell) for cell in row] for row in grid.rows], warnings)


def _table(file: str, grid: Sequence[Sequence[str]], warnings: list[str]) -> TableOfRatings:
    width = max(map(len, grid))
    numbered = [(at, [*row, *[""] * (width - len(row))]) for at, row in enumerate(grid, 1) if any(row)]
    headings = numbered[0][1] if _headed([row for _at, row in numbered]) else []
    body = numbered[1:] if headings else numbered
    if not body:
        raise UnreadableFileError(
            _("{file} has no row below its headings; write a unit a row and a coder a column.").format(file=file)
        )
    named = _names_units(headings[0] if headings else "", [row for _at, row in body], bool(headings))
    units = [row[0] if named and row[0] else str(at) for at, row in body]
    columns = [at for at in range(int(named), width) if (headings and headings[at]) or any(row[at] for _n, row in body)]
    if len(columns) < 2:
        sentence = _("{file} has the answers of fewer than two coders; write a unit a row and a coder a column.")
        raise UnreadableFileError(sentence.format(file=file))
    coders: list[str] = []
    for place, at in enumerate(columns, 1):
        coders.append(distinct((headings[at] if headings else "") or _("Coder {n}").format(n=place), coders))
    rows = _answers([[row[at] for at in columns] for _n, row in body], warnings)
    table = TableOfRatings(
        file, tuple(coders), tuple(units), rows, tuple(_left_out(units, rows)), tuple(dict.fromkeys(warnings))
    )
    if len(table.values) > MOST_VALUES:
        sentence = _("{file} holds {count} different answers, more than {most}: is it a table of ratings?")
        raise UnreadableFileError(sentence.format(file=file, count=f"{len(table.values):,}", most=f"{MOST_VALUES:,}"))
    return table


def _set(cell: str) -> frozenset[str]:
    return frozenset(code.strip() for code in cell.strip("{}").split(";") if code.strip())


def _headed(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row names the columns."""
    top, body = rows[0], rows[1:]
    for at, cell in enumerate(top):
        below = [row[at] for row in body if row[at] and row[at].casefold() not in _MISSING]
        if cell and number(cell) is None and below and all(number(other) is not None for other in below):
            return True
    if _UNIT.fullmatch(top[0]) and any(top[1:]):
        return True
    answers = {cell.casefold() for row in body for cell in row if cell}
    words = [cell for cell in top if cell and number(cell) is None]
    return bool(words) and len(words) == sum(map(bool, top)) and not any(cell.casefold() in answers for cell in words)


def _names_units(heading: str, rows: Sequence[Sequence[str]], headed: bool) -> bool:
    """Say whether the first column names the units."""
    if headed and _UNIT.fullmatch(heading):
        return True
    first = [row[0] for row in rows if row[0]]
    if len(rows[0]) < 3 or len(first) < len(rows) or len(set(first)) < len(first):
        return False
    if all(re.fullmatch(r"\d+", cell) for cell in first):
        counted = [int(cell) for cell in first]
        return not heading and len(first) > 2 and counted == list(range(counted[0], counted[0] + len(first)))
    others = {cell for row in rows for cell in row[1:]}
    return all(number(cell) is None for cell in first) and len(first) > 2 and others.isdisjoint(first)


def _answers(rows: Sequence[Sequence[str]], warnings: list[str]) -> tuple[tuple[str | None, ...], ...]:
    """Return the answers with None for empty cells, and for NA and the like among numbers."""
    cells = {cell for row in rows for cell in row if cell}
    holes = {cell for cell in cells if cell.casefold() in _MISSING}
    if holes and cells - holes and all(number(cell) is not None for cell in cells - holes):
        warnings.append(_("{words} among numbers was read as no answer.").format(words=_quoted(holes)))
    else:
        if holes:
            sentence = _("{words}: an answer like any other among words; leave the cell empty where nobody answered.")
            warnings.append(sentence.format(words=_quoted(holes)))
        holes = set()
    warnings.extend(_alike(cells - holes))
    return tuple(tuple(None if not cell or cell in holes else cell for cell in row) for row in rows)


def _alike(cells: Iterable[str]) -> Iterator[str]:
    """Yield a sentence where answers that are written differently count as one, or as two though hardly different."""
    numbers = {cell: number(cell) for cell in sorted(cells)}
    if None not in numbers.values():
        for same in _gathered(numbers):
            # 1 beside 1.0 is what programs write; 1.1 beside 1.10 can be two codes.
            if len({cell.replace(",", ".") for cell in same}) > 1 and not _whole(same[0]):
                sentence = _("{words} were read as the same number; write codes as words if they differ.")
                yield sentence.format(words=_quoted(same))
        return
    for same in _gathered({cell: cell.casefold() for cell in numbers}):
        yield _("{words} count as different answers, though only capitals differ.").format(words=_quoted(same))


def _whole(cell: str) -> bool:
    amount = number(cell)
    return amount is not None and amount == int(amount)


def _gathered(read: Mapping[str, object]) -> list[list[str]]:
    """Return the cells that are read as the same, where there are two or more."""
    together: dict[object, list[str]] = {}
    for cell, as_what in read.items():
        together.setdefault(as_what, []).append(cell)
    return [same for same in together.values() if len(same) > 1]


def _quoted(cells: Iterable[str]) -> str:
    return ", ".join(f"“{cell}”" for cell in sorted(cells))


def _left_out(units: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for unit, row in zip(units, rows, strict=True):
        given = sum(cell is not None for cell in row)
        if given == 0:
            found.append((unit, _("Nobody rated it.")))
        elif given == 1:
            found.append((unit, _("Only one coder rated it.")))
    return found
