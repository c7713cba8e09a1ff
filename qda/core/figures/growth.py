"""How a codebook grows from source to source: new codes as bars, all so far as a line, base and end marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.figures.axes import MARGIN, WIDTH, head, legend, steps, upright
from qda.core.figures.drawing import SIZE, SMALL, Anchor, Figure
from qda.core.figures.typeface import shortened, width_of

_HIGH, _LABEL = 190.0, 92.0


@dataclass(frozen=True, slots=True)
class Growth:
    """What is drawn: names of the sources in order, new codes of each; the first `base` are shaded, `reached` marked.

    `series` names the bars and the line, `marks` what the shade and the marked source are.
    """

    names: Sequence[str]
    new: Sequence[int]
    base: int
    reached: int | None
    series: tuple[str, str]
    marks: tuple[str, str]
    axis: str


def growth(title: str, about: str, drawn: Growth) -> Figure:
    """Return a figure of the new codes of each source and of all codes so far."""
    figure = Figure(WIDTH, 0, title, about)
    top = legend(figure, head(figure) + 2, drawn.series) + 14
    count = len(drawn.names)
    scale = steps(sum(drawn.new))
    left, right = MARGIN + 44, WIDTH - MARGIN
    bottom, each = top + _HIGH, (right - left) / max(1, count)

    def at(value: float) -> float:
        return bottom - _HIGH * value / scale[-1]

    base = min(drawn.base, count)
    figure.box(left, top, each * base, _HIGH, "heat:0.08")
    figure.words(left + 4, top + 10, shortened(drawn.marks[0], max(60.0, each * base - 6), SMALL), SMALL, "muted")
    for value in scale:
        figure.line([(left, at(value)), (right, at(value))], "grid", 0.6)
        figure.words(left - 5, at(value) + 3, str(value), SMALL, "muted", "end")
    upright(figure, MARGIN + 8, drawn.axis, top, bottom)
    line, so_far = [], 0
    for number, new in enumerate(drawn.new):
        so_far += new
        middle = left + each * (number + 0.5)
        line.append((middle, at(so_far)))
        if new:
            figure.box(middle - each * 0.3, at(new), each * 0.6, bottom - at(new), "s0")
    figure.line(line, "s1", 1.6)
    for x, y in line if count <= 60 else line[-1:]:
        figure.mark(x, y, "square", "s1", 2.6)
    if drawn.reached is not None:
        x = left + each * drawn.reached
        figure.line([(x, top - 10), (x, bottom)], "ink", 1.0, (4, 2))
        anchor: Anchor = "end" if x > (left + right) / 2 else "start"
        figure.words(x - 4 if anchor == "end" else x + 4, top - 4, drawn.marks[1], SMALL, "ink", anchor)
    figure.line([(left, bottom), (right, bottom)], "ink")
    figure.height = _names(figure, drawn.names, left, bottom, each) + MARGIN
    return figure


def _names(figure: Figure, names: Sequence[str], left: float, bottom: float, each: float) -> float:
    """Write the names below the axis, turned, as many as there is room for, and return where they end."""
    every = max(1, round(SIZE * 1.15 / each + 0.4))
    lowest = bottom
    for number, name in enumerate(names):
        if number % every:
            continue
        said = shortened(f"{number + 1} {name}", _LABEL, SMALL)
        figure.words(left + each * (number + 0.5) + 3, bottom + 8, said, SMALL, "ink", "end", -55)
        lowest = max(lowest, bottom + 10 + width_of(said, SMALL) * 0.82)
    return lowest
