"""A network of things that go together: discs as large as they are used, lines as wide as they go together.

Places are those of networkx' spring layout, begun on a circle, so that the same network is drawn the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from qda.core.figures.axes import MARGIN, WIDTH, head
from qda.core.figures.drawing import SMALL, Figure, Point
from qda.core.figures.typeface import width_of, wrapped

MOST = 40
_ROUNDS = 120
_SEED = 7
_LABEL = 92.0  # points that a name may take beside its disc


@dataclass(frozen=True, slots=True)
class Tie:
    """Two things, by number, that go together so many times."""

    first: int
    second: int
    number: int


def network(title: str, about: str, names: Sequence[str], sizes: Sequence[int], ties: Sequence[Tie]) -> Figure:
    """Return a figure of a network; each line bears its number. At most MOST things stay readable."""
    figure = Figure(WIDTH, 0, title, about)
    top = head(figure) + 14
    high = min(480.0, 150.0 + 16.0 * len(names))
    figure.height = top + high + MARGIN + 14
    room = (WIDTH - 2 * MARGIN - _LABEL, high - 40)
    corner = (MARGIN + _LABEL / 2, top + 10)
    spread = places(len(names), ties, room[0] / room[1])
    labels = [wrapped(name, _LABEL, SMALL, 2) for name in names]
    sizes_of = [(max(width_of(line, SMALL) for line in label) + 6, 30 + SMALL * 1.2 * len(label)) for label in labels]
    spots = _parted([(corner[0] + x * room[0], corner[1] + y * room[1]) for x, y in spread], sizes_of, corner, room)
    strongest = max((tie.number for tie in ties), default=1)
    for tie in sorted(ties, key=lambda tie: tie.number):
        figure.line([spots[tie.first], spots[tie.second]], "heat:0.4", 0.6 + 5.4 * tie.number / strongest)
    largest = max(sizes, default=1)
    radii = [4 + 7 * sqrt(size / largest) for size in sizes]
    for (x, y), radius in zip(spots, radii, strict=True):
        figure.disc(x, y, radius, "s0", "ground", 1.2)
    for tie in ties:
        (x0, y0), (x1, y1) = spots[tie.first], spots[tie.second]
        _tag(figure, (x0 + x1) / 2, (y0 + y1) / 2, str(tie.number))
    for label, (x, y), radius in zip(labels, spots, radii, strict=True):
        for number, line in enumerate(label):
            _tag(figure, x, y + radius + 6 + number * SMALL * 1.2, line)
    return figure


def _tag(figure: Figure, x: float, y: float, words: str) -> None:
    """Write words around a place, on the ground, so that no line runs through them."""
    wide = width_of(words, SMALL)
    figure.box(x - wide / 2 - 1.5, y - SMALL * 0.62, wide + 3, SMALL * 1.2, "ground")
    figure.words(x, y + SMALL * 0.32, words, SMALL, "ink", "middle")


def places(count: int, ties: Sequence[Tie], wide: float = 1.0) -> list[Point]:
    """Return a place, 0 to 1 both ways, for each of `count` things; those that go together come near each other.

    `wide` is how many times as wide as high the page is.
    """
    if count < 2:
        return [(0.5, 0.5)] * count
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    strongest = max((tie.number for tie in ties), default=1)
    for tie in ties:
        graph.add_edge(tie.first, tie.second, weight=0.35 + 0.65 * tie.number / strongest)
    start = {n: (cos(2 * pi * n / count) * wide, sin(2 * pi * n / count)) for n in range(count)}
    apart = sqrt(4 * wide / count)
    found = nx.spring_layout(graph, k=apart, pos=start, iterations=_ROUNDS, seed=_SEED, scale=None)
    return _fitted([(float(found[n][0]), float(found[n][1])) for n in range(count)])


def _fitted(spots: Sequence[Sequence[float]]) -> list[Point]:
    """Stretch the places over the whole page."""
    low = [min(spot[axis] for spot in spots) for axis in (0, 1)]
    span = [max(spot[axis] for spot in spots) - low[axis] or 1.0 for axis in (0, 1)]
    return [((spot[0] - low[0]) / span[0], (spot[1] - low[1]) / span[1]) for spot in spots]


def _parted(
    spots: Sequence[Point], sizes: Sequence[tuple[float, float]], corner: Point, room: tuple[float, float]
) -> list[Point]:
    """Push things apart whose names would lie over each other, the short way, as far as the page allows."""
    moved = [list(spot) for spot in spots]
    for _round in range(80):
        still = True
        for i, one in enumerate(moved):
            for j in range(i + 1, len(moved)):
                other = moved[j]
                over = [(sizes[i][axis] + sizes[j][axis]) / 2 - abs(one[axis] - other[axis]) for axis in (0, 1)]
                if min(over) <= 0:
                    continue
                axis = 0 if over[0] < over[1] else 1
                push = over[axis] / 2 * (1 if one[axis] >= other[axis] else -1)
                for spot, by in ((one, push), (other, -push)):
                    spot[axis] = min(corner[axis] + room[axis], max(corner[axis], spot[axis] + by))
                still = False
        if still:
            break
    return [(x, y) for x, y in moved]
