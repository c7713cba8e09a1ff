"""What plots share: heads, legends, steps of a scale that people like, and how wide a page is."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from qda.core.figures.drawing import LARGE, SIZE, SMALL, Figure
from qda.core.figures.looks import marker
from qda.core.figures.typeface import width_of, wrapped

WIDTH = 482.0
"""Two columns of a journal, 17 cm, in points."""
MARGIN = 12.0


def head(figure: Figure) -> float:
    """Write the title of a figure and return where what is below may begin."""
    y = MARGIN + LARGE
    for line in wrapped(figure.title, figure.width - 2 * MARGIN, LARGE, 3):
        figure.words(MARGIN, y, line, LARGE)
        y += LARGE * 1.35
    return y


def legend(figure: Figure, y: float, names: Sequence[str], *, marks: bool = False) -> float:
    """Write which colour (or mark) stands for what and return where what is below may begin."""
    x = MARGIN
    for number, name in enumerate(names):
        width = 16 + width_of(name, SMALL) + 14
        if x > MARGIN and x + width > figure.width - MARGIN:
            x, y = MARGIN, y + SMALL * 1.6
        if marks:
            figure.mark(x + 5, y - 3, marker(number), f"s{number}")
        else:
            figure.box(x, y - 8, 12, 9, f"s{number}", "ink", 0.4)
        figure.words(x + 16, y, name, SMALL, "muted")
        x += width
    return y + SMALL * 1.6


def steps(most: float, wanted: int = 5) -> list[int]:
    """Return round whole numbers from 0 to at least `most`, about `wanted` of them."""
    rough = max(1.0, most / wanted)
    power = 10 ** floor(log10(rough))
    step = next((nice * power for nice in (1, 2, 5, 10) if nice * power >= rough), 10 * power)
    return [number * int(step) for number in range(max(1, ceil(most / step)) + 1)]


def across(figure: Figure, y: float, title: str, left: float, right: float) -> None:
    """Write what a horizontal axis shows, in the middle below it."""
    figure.words((left + right) / 2, y, title, SIZE, "muted", "middle")


def upright(figure: Figure, x: float, title: str, top: float, bottom: float) -> None:
    """Write what a vertical axis shows, turned, beside it."""
    figure.words(x, (top + bottom) / 2, title, SIZE, "muted", "middle", -90)
