"""Bars of shares, one group a thing, one bar a series, lying so that long names can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.figures.axes import MARGIN, WIDTH, across, head, legend
from qda.core.figures.drawing import SIZE, SMALL, Figure
from qda.core.figures.typeface import shortened, width_of

_NAMES, _BAR, _GAP, _NUMBER = 190.0, 10.0, 7.0, 34.0


@dataclass(frozen=True, slots=True)
class Bars:
    """A named group of shares, 0 to 1, one a series; None is nothing to have a share of."""

    name: str
    shares: tuple[float | None, ...]


def bars(title: str, about: str, axis: str, series: Sequence[str], groups: Sequence[Bars]) -> Figure:
    """Return a figure of bars of shares; the legend is left out where there is one series only."""
    names = min(_NAMES, max((width_of(group.name, SIZE) for group in groups), default=0.0))
    left, right = MARGIN + names + 8, WIDTH - MARGIN - _NUMBER
    each = _BAR * len(series) + _GAP
    figure = Figure(WIDTH, 0, title, about)
    top = head(figure)
    if len(series) > 1:
        top = legend(figure, top + 2, series)
    bottom = top + each * len(groups) + _GAP
    for tenth in range(0, 11, 2):
        x = left + (right - left) * tenth / 10
        figure.line([(x, top), (x, bottom)], "grid", 0.6)
        figure.words(x, bottom + 11, f"{tenth * 10} %", SMALL, "muted", "middle")
    y = top + _GAP
    for group in groups:
        middle = y + _BAR * len(series) / 2 + SIZE * 0.35
        figure.words(left - 8, middle, shortened(group.name, names, SIZE), SIZE, "ink", "end")
        for number, share in enumerate(group.shares):
            at = y + _BAR * number
            if share:
                figure.box(left, at, (right - left) * share, _BAR - 1.2, f"s{number}")
            said = "–" if share is None else f"{100 * share:.0f} %"
            figure.words(left + (right - left) * (share or 0) + 4, at + _BAR - 2.4, said, SMALL)
        y += each
    figure.line([(left, top), (left, bottom)], "ink")
    across(figure, bottom + 26, axis, left, right)
    figure.height = bottom + 26 + MARGIN
    return figure
