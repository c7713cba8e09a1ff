"""What plots draw: bars as long as shares, marks where codes are, networks whose names don't lie over each other."""

from __future__ import annotations

from itertools import combinations

from qda.core.figures import Figure
from qda.core.figures.axes import steps
from qda.core.figures.bars import Bars, bars
from qda.core.figures.drawing import Area, Disc, Line, Words
from qda.core.figures.emergence import emergence
from qda.core.figures.growth import Growth, growth
from qda.core.figures.network import Tie, network, places
from qda.core.figures.typeface import width_of

LONG = "Aufnahmeverfahrensdurchführungsverordnung und Waschmaschinennutzung"


def areas(figure: Figure, fill: str) -> list[Area]:
    return [part for part in figure.parts if isinstance(part, Area) and part.fill == fill]


def said(figure: Figure) -> list[str]:
    return [part.text for part in figure.parts if isinstance(part, Words)]


def inside(figure: Figure) -> bool:
    """Tell whether every upright word and every shape is on the page."""
    for part in figure.parts:
        if isinstance(part, Words) and not part.turned:
            wide = width_of(part.text, part.size)
            left = part.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[part.anchor]
            if left < 0 or left + wide > figure.width or not 0 < part.y < figure.height:
                return False
        elif isinstance(part, Area | Line) and not all(
            -0.1 <= x <= figure.width + 0.1 and -0.1 <= y <= figure.height + 0.1 for x, y in part.points
        ):
            return False
    return True


def test_bars_are_as_long_as_shares() -> None:
    groups = [Bars("a", (0.5, 0.25)), Bars(LONG, (1.0, 0.0)), Bars("none", (None, None))]
    figure = bars("Share coded", "", "characters", ("All", "Ann"), groups)
    lengths = [round(area.points[1][0] - area.points[0][0], 3) for area in areas(figure, "s0")[1:]]  # the legend first
    assert lengths == [lengths[1] / 2, lengths[1]]
    (ann,) = areas(figure, "s1")[1:]
    assert round(ann.points[1][0] - ann.points[0][0], 3) == lengths[1] / 4
    words = said(figure)
    assert [word for word in words if word.endswith(" %")][-6:] != [] and words.count("–") == 2
    assert "50 %" in words and "25 %" in words and inside(figure)


def test_one_series_needs_no_legend() -> None:
    assert "All" not in said(bars("T", "", "x", ("All",), [Bars("a", (0.5,))]))


def test_growth_marks_base_and_where_it_was_reached() -> None:
    drawn = Growth(["one", "two", LONG, "four"], [4, 0, 2, 0], 2, 3, ("New", "So far"), ("Base", "3+1"), "Codes")
    figure = growth("New codes", "", drawn)
    assert len(areas(figure, "s0")[1:]) == 2  # sources without new codes have no bar
    high, low = (area.points[3][1] - area.points[0][1] for area in areas(figure, "s0")[1:])
    assert round(high / low, 3) == 2
    line = next(part for part in figure.parts if isinstance(part, Line) and part.stroke == "s1")
    assert [round((line.points[0][1] - y) / high, 3) for _x, y in line.points] == [0.0, 0.0, 0.5, 0.5]
    base, reached = (
        areas(figure, "heat:0.08")[0],
        next(part for part in figure.parts if isinstance(part, Line) and part.dash),
    )
    each = (base.points[1][0] - base.points[0][0]) / 2
    assert round((reached.points[0][0] - base.points[0][0]) / each, 3) == 3
    assert {"Base", "3+1", "1 one"} <= set(said(figure)) and inside(figure)


def test_emergence_fills_the_mark_where_a_code_is_new() -> None:
    figure = emergence("T", "", ["fear", LONG], ["A", "B"], [{0}, {0, 1}], [{0}, {1}], ("first met", "comes back"))
    discs = [part for part in figure.parts if isinstance(part, Disc)][2:]  # after the two of the legend
    assert [(disc.fill, disc.stroke) for disc in discs] == [("s0", ""), ("ground", "s0"), ("s0", "")]
    assert discs[0].y == discs[1].y != discs[2].y and discs[1].x == discs[2].x != discs[0].x
    assert inside(figure)


def test_a_network_is_drawn_the_same_each_time_and_ties_bear_their_numbers() -> None:
    names, ties = ["mask", "fear", "asked", LONG, "alone"], [Tie(0, 1, 12), Tie(1, 2, 3), Tie(0, 3, 1)]
    one, other = (network("T", "", names, [9, 4, 3, 2, 1], ties) for _time in range(2))
    assert one.parts == other.parts and inside(one)
    widths = {part.width for part in one.parts if isinstance(part, Line)}
    assert len(widths) == 3 and {"12", "3", "1"} <= set(said(one))
    radii = [part.radius for part in one.parts if isinstance(part, Disc)]
    assert radii == sorted(radii, reverse=True)


def test_names_of_a_network_do_not_lie_over_each_other() -> None:
    count = 24
    ties = [Tie(n, (n * 5 + 1) % count, n % 7 + 1) for n in range(count) if (n * 5 + 1) % count > n]
    figure = network("T", "", [f"{LONG} {n}" for n in range(count)], [1] * count, ties)
    discs = [(part.x, part.y) for part in figure.parts if isinstance(part, Disc)]
    assert len(discs) == count and inside(figure)
    near = sum(abs(a[0] - b[0]) < 40 and abs(a[1] - b[1]) < 14 for a, b in combinations(discs, 2))
    assert near == 0


def test_what_goes_together_stands_nearer() -> None:
    spots = places(6, [Tie(0, 1, 9), Tie(2, 3, 9), Tie(4, 5, 9)])

    def far(a: int, b: int) -> float:
        return ((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2) ** 0.5

    assert max(far(0, 1), far(2, 3), far(4, 5)) < min(far(0, 2), far(0, 4), far(2, 4))
    assert places(1, []) == [(0.5, 0.5)] and places(0, []) == []


def test_scales_end_at_round_numbers_above_all() -> None:
    assert steps(39) == [0, 10, 20, 30, 40]
    assert steps(3) == [0, 1, 2, 3]
    assert steps(0) == [0, 1]
    assert steps(114)[-1] >= 114
