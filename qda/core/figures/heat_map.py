"""A heat map: things by groups, each cell with its number and as dark as the number is high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.figures.axes import MARGIN, WIDTH, head
from qda.core.figures.drawing import SIZE, SMALL, Figure
from qda.core.figures.typeface import shortened, width_of, wrapped

_NAMES, _HIGH, _WIDE, _NARROW = 230.0, 16.0, 70.0, 34.0
_DARKEST = 0.85


@dataclass(frozen=True, slots=True)
class HeatCells:
    """A row: its name, and for each column the words in it and how dark it is (0 to 1, None: left white)."""

    name: str
    cells: tuple[tuple[str, float | None], ...]


def heat_map(title: str, about: str, columns: Sequence[str], rows: Sequence[HeatCells], note: str = "") -> Figure:
    """Return a heat map; it is wider than a page where columns would become too narrow to read."""
    names = min(_NAMES, max((width_of(row.name, SIZE) for row in rows), default=0.0)) + 8
    room = WIDTH - 2 * MARGIN - names
    each = min(_WIDE, max(_NARROW, room / max(1, len(columns)), *(width_of(name, SMALL) + 8 for name in columns)))
    figure = Figure(max(WIDTH, 2 * MARGIN + names + each * len(columns)), 0, title, about)
    top = head(figure) + 4
    left = MARGIN + names
    for number, name in enumerate(columns):
        figure.words(
            left + each * (number + 0.5), top + SMALL, shortened(name, each - 4, SMALL), SMALL, "ink", "middle"
        )
    y = top + SMALL * 1.8
    for row in rows:
        middle = y + _HIGH / 2 + SIZE * 0.35
        figure.words(left - 6, middle, shortened(row.name, names - 8, SIZE), SIZE, "ink", "end")
        for number, (words, dark) in enumerate(row.cells):
            ground = "ground" if dark is None else f"heat:{dark * _DARKEST:.3f}"
            figure.box(left + each * number, y, each, _HIGH, ground, "grid", 0.6)
            figure.words(left + each * (number + 0.5), middle, words, SMALL, f"on {ground}", "middle")
        y += _HIGH
    for line in wrapped(note, figure.width - 2 * MARGIN, SMALL) if note else ():
        y += SMALL * 1.4
        figure.words(MARGIN, y + 4, line, SMALL, "muted")
    figure.height = y + MARGIN + 4
    return figure
