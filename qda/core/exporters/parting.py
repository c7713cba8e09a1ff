"""Tables wider than a page, parted into several below each other, each with the names of the rows again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qda.core.exporters.grid import Column, Grid, Row
from qda.i18n import _

NAMES = 0.26
"""The share of the width that the names of rows take."""


def shared(heads: Sequence[Column], names: float = NAMES) -> tuple[Column, ...]:
    """Return columns of which the first has its share of the width, and the others an equal one each."""
    each = (1 - names) / max(1, len(heads) - 1)
    return tuple(replace(column, share=each if at else names) for at, column in enumerate(heads))


def parted(grid: Grid, most: int, names: float = NAMES) -> Grid:
    """Return a grid with at most so many columns beside the first; the others stand in its parts, with its notes last.

    Columns are dealt out evenly, so that no part has a single one left over. A last column of totals stays last.
    """
    wide = len(grid.columns) - 1
    count = max(1, -(-wide // most))
    if count == 1:
        return replace(grid, columns=shared(grid.columns, names))
    pieces = []
    for number in range(count):
        begin, end = 1 + number * wide // count, 1 + (number + 1) * wide // count
        caption = _("{caption} (part {number} of {count})")
        pieces.append(
            replace(
                grid,
                caption=caption.format(caption=grid.caption, number=number + 1, count=count),
                columns=shared((grid.columns[0], *grid.columns[begin:end]), names),
                rows=tuple(_piece(row, begin, end) for row in grid.rows),
                notes=grid.notes if number == count - 1 else (),
            )
        )
    return replace(pieces[0], parts=tuple(pieces[1:]))


def _piece(row: Row, begin: int, end: int) -> Row:
    return replace(row, cells=(row.cells[0], *row.cells[begin:end]))
