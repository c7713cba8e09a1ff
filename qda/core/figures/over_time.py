"""Numbers over time: a panel for each of a few series, one below the other, each with a scale of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from qda.core.figures.axes import MARGIN, WIDTH, across, head, steps
from qda.core.figures.drawing import SIZE, SMALL, Anchor, Figure
from qda.core.figures.looks import marker

_HIGH, _APART = 74.0, 26.0
_MARKS = 60  # points in time up to which each has a mark


@dataclass(frozen=True, slots=True)
class Series:
    """What one panel shows: its name and a value for each day."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Moments:
    """What is drawn upright through all panels: the day of each and its words."""

    days: Sequence[date] = ()
    words: Sequence[str] = ()


def over_time(
    title: str, about: str, days: Sequence[date], series: Sequence[Series], moments: Moments, axis: str
) -> Figure:
    """Return a figure of how some numbers went from day to day; `moments` are marked and numbered by their words.

    A number holds until the next day that has one, so lines go in steps. Panels never share a scale: passages are
    thousands where themes are few.
    """
    figure = Figure(WIDTH, 0, title, about)
    top = head(figure) + (SMALL * 3.2 if moments.days else 4)
    left, right = MARGIN + 44, WIDTH - MARGIN
    first, last = days[0].toordinal(), max(days[-1].toordinal(), days[0].toordinal() + 1)

    def at(day: date) -> float:
        return left + (right - left) * (day.toordinal() - first) / (last - first)

    bottom = top + len(series) * (_HIGH + _APART) - _APART
    _mark_moments(figure, moments, at, top, bottom)
    for number, one in enumerate(series):
        begin = top + number * (_HIGH + _APART)
        _panel(figure, one, number, [at(day) for day in days], (left, right, begin, begin + _HIGH))
    for day, anchor in _labelled(days):
        figure.words(at(day), bottom + SMALL * 1.6, day.isoformat(), SMALL, "muted", anchor)
    across(figure, bottom + SMALL * 1.6 + SIZE * 1.7, axis, left, right)
    figure.height = bottom + SMALL * 1.6 + SIZE * 1.7 + MARGIN
    return figure


def _panel(
    figure: Figure, one: Series, number: int, across_: Sequence[float], room: tuple[float, float, float, float]
) -> None:
    left, right, top, bottom = room
    scale = steps(max(one.values, default=1) or 1, 3)
    colour = f"s{number}"

    def up(value: float) -> float:
        return bottom - (bottom - top) * value / scale[-1]

    for value in scale:
        figure.line([(left, up(value)), (right, up(value))], "grid", 0.6)
        figure.words(left - 5, up(value) + 3, f"{value:,}", SMALL, "muted", "end")
    figure.words(left, top - 6, one.name, SIZE)
    line: list[tuple[float, float]] = []
    for x, value in zip(across_, one.values, strict=True):
        if line:
            line.append((x, line[-1][1]))
        line.append((x, up(value)))
    figure.line([*line, (right, line[-1][1])] if line else [], colour, 1.4)
    points = list(zip(across_, one.values, strict=True))
    for x, value in points if len(points) <= _MARKS else points[-1:]:
        figure.mark(x, up(value), marker(number), colour, 2.4)
    figure.line([(left, bottom), (right, bottom)], "ink")


def _mark_moments(figure: Figure, moments: Moments, at: Callable[[date], float], top: float, bottom: float) -> None:
    free = 0.0
    for day, words in zip(moments.days, moments.words, strict=True):
        x = at(day)
        figure.line([(x, top - 16), (x, bottom)], "muted", 0.8, (3, 2))
        # Words that would run into those before are left to the table; the line says that something was kept.
        if x >= free:
            anchor: Anchor = "end" if x > figure.width * 0.75 else "start"
            figure.words(x, top - SMALL * 2.4, words, SMALL, "muted", anchor)
            free = x + 8 + SMALL * 0.55 * len(words)


def _labelled(days: Sequence[date]) -> list[tuple[date, Anchor]]:
    if len(days) == 1 or days[0] == days[-1]:
        return [(days[0], "start")]
    middle = date.fromordinal((days[0].toordinal() + days[-1].toordinal()) // 2)
    between: list[tuple[date, Anchor]] = [(middle, "middle")] if (days[-1] - days[0]).days > 1 else []
    return [(days[0], "start"), *between, (days[-1], "end")]
