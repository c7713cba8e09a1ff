"""How the ties of a thematic map run: from border to border, around boxes where there is a way, each with its label."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qda.core.figures.typeface import width_of
from qda.core.themes.map_layout import BAND, INDENT, LABEL, NodeBox, Spot
from qda.core.themes.relations import Node
from qda.core.themes.thematic_map import MapTie, ThematicMap

_BENDS = (0, 26, -26, 52, -52, 90, -90, 140, -140, 200, -200, 280, -280)
_SAMPLES = 18
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_CLEAR = 3.0
_SEEN = 18.0  # points of its line that a name leaves to be seen
_TRUNK = 7.0  # points from the left edge of a box to the line that leads down to what stands in it


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle in points."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float, gap: float = 0.0) -> bool:
        """Tell whether a point lies in it or nearer than `gap`."""
        return self.left - gap < x < self.right + gap and self.top - gap < y < self.bottom + gap

    def meets(self, other: Rect) -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Route:
    """A tie as it is drawn: points of a line, or (`bent`) the four of a cubic curve, and the middle of its label."""

    tie: MapTie
    points: tuple[Spot, ...]
    bent: bool = False
    label: Spot | None = None


def rect_of(place: Spot, box: NodeBox) -> Rect:
    """Return the rectangle of a node."""
    x, y = place
    return Rect(x - box.width / 2, y - box.height / 2, x + box.width / 2, y + box.height / 2)


def routes(
    map_: ThematicMap,
    places: Mapping[Node, Spot],
    boxes: Mapping[Node, NodeBox],
    *,
    layout: str = "",
    ties: Iterable[MapTie] | None = None,
) -> list[Route]:
    """Return how `ties` (None: all of the map) run, nesting first, so that relations are drawn over it.

    In a `layout` by level, lines lead from a theme down to what is in it, in a tree to the right; else as it comes.
    """
    rects = {node: rect_of(place, boxes[node]) for node, place in places.items()}
    wanted = list(map_.ties if ties is None else ties)
    parents = {one.node: one.parent for one in map_.nodes}
    pairs = {frozenset((tie.start, tie.end)) for tie in map_.ties if not tie.nested}
    # Where two are nested and related as well, the relation says more.
    nested = [tie for tie in wanted if tie.nested and frozenset((tie.start, tie.end)) not in pairs]
    found = [_nesting(tie, rects, layout if parents.get(tie.start) == tie.end else "") for tie in nested]
    lines = [pair for route in found for pair in pairwise(on_curve(route.points) if route.bent else route.points)]
    taken: dict[frozenset[Node], set[int]] = {}
    labels: list[Rect] = []
    for tie in wanted:
        if not tie.nested:
            bends = taken.setdefault(frozenset((tie.start, tie.end)), set())
            found.append(_relation(tie, rects, lines, labels, bends))
    return found


# Nesting --------------------------------------------------------------------------------------------------------------


def _nesting(tie: MapTie, rects: Mapping[Node, Rect], layout: str) -> Route:
    """Return a line that nothing crosses, if there is one."""
    inner, outer = rects[tie.start], rects[tie.end]
    others = [rect for node, rect in rects.items() if node not in (tie.start, tie.end)]
    ways: list[tuple[Spot, ...]] = []
    (x, y), (u, v) = _middle(outer), _middle(inner)
    if layout == "levels" and inner.top >= outer.bottom:
        if abs(inner.left - outer.left - INDENT) < 1:
            trunk = outer.left + _TRUNK
            ways.append(((trunk, outer.bottom), (trunk, v), (inner.left, v)))
        half = outer.bottom + min(BAND, inner.top - outer.bottom) / 2
        beside = inner.left - _TRUNK
        ways.append(((x, outer.bottom), (x, half), (u, half), (u, inner.top)))
        ways.append(((x, outer.bottom), (x, half), (beside, half), (beside, v), (inner.left, v)))
    elif layout == "tree" and inner.left >= outer.right:
        half = inner.left - _TRUNK * 2
        ways.append(((outer.right, y), (half, y), (half, v), (inner.left, v)))
    ways.append(_straight(inner, outer))
    # Of lines that cross as little the first is taken: an upright one is calmer than one askew.
    best = min(ways, key=lambda way: _crossed(_points_on(way), others))
    if not _crossed(_points_on(best), others):
        return Route(tie, best)
    curves = [_curve(inner, outer, bend) for bend in _BENDS]
    bent = min(curves, key=lambda curve: _crossed(on_curve(curve), others))
    less = _crossed(on_curve(bent), others) < _crossed(_points_on(best), others)
    return Route(tie, bent, bent=True) if less else Route(tie, best)


def _straight(start: Rect, end: Rect) -> tuple[Spot, ...]:
    one, other = _middle(start), _middle(end)
    return _border(start, one, other), _border(end, other, one)


def _middle(rect: Rect) -> Spot:
    return (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2


def _border(rect: Rect, inside: Spot, towards: Spot) -> Spot:
    """Return where the way from the middle of a rectangle to a point leaves it."""
    dx, dy = towards[0] - inside[0], towards[1] - inside[1]
    shares = [1.0]
    if dx:
        shares.append(((rect.right if dx > 0 else rect.left) - inside[0]) / dx)
    if dy:
        shares.append(((rect.bottom if dy > 0 else rect.top) - inside[1]) / dy)
    share = min(shares)
    return inside[0] + dx * share, inside[1] + dy * share


def _points_on(way: Sequence[Spot]) -> list[Spot]:
    points: list[Spot] = []
    for (x, y), (u, v) in pairwise(way):
        steps = max(2, int(math.hypot(u - x, v - y) / 8))
        points += [(x + (u - x) * n / steps, y + (v - y) * n / steps) for n in range(steps + 1)]
    return points


def _crossed(points: Iterable[Spot], others: Iterable[Rect]) -> int:
    """Return how many of the rectangles a line goes through."""
    line = list(points)
    return sum(any(rect.holds(x, y, _CLEAR) for x, y in line) for rect in others)


# Relations ------------------------------------------------------------------------------------------------------------


def _relation(
    tie: MapTie, rects: Mapping[Node, Rect], lines: Sequence[tuple[Spot, Spot]], labels: list[Rect], taken: set[int]
) -> Route:
    """Return the curve on which a relation and its name cover least, and of these the one that bends least.

    The bend is added to those `taken` by relations of the same two, the room of the name to `labels`.
    """
    start, end = rects[tie.start], rects[tie.end]
    others = [rect for node, rect in rects.items() if node not in (tie.start, tie.end)]
    best: tuple[float, int] = (math.inf, 0)
    chosen: tuple[tuple[Spot, ...], Spot | None, Rect | None, int] | None = None
    # The other way the same curve bends to the other side.
    turned = -1 if tie.end < tie.start else 1
    curves = [(bend, _curve(start, end, bend)) for bend in _BENDS] + _from_sides(start, end)
    for bend, curve in curves:
        if bend * turned in taken:
            continue
        points = on_curve(curve)
        covered, label, room = _label(tie, curve, points, rects.values(), labels)
        crossings = sum(_cross(*one, *other) for one in pairwise(points[::3]) for other in lines)
        cost = (8 * _crossed(points, others) + 4 * covered + crossings + abs(bend) / 50, abs(bend))
        if cost < best:
            best, chosen = cost, (curve, label, room, bend)
        if not cost[0]:
            break
    assert chosen is not None
    curve, label, room, bend = chosen
    taken.add(bend * turned)
    if room is not None:
        labels.append(room)
    return Route(tie, curve, bent=True, label=label)


def _curve(start: Rect, end: Rect, bend: float) -> tuple[Spot, ...]:
    """Return the cubic curve between two boxes whose middle lies `bend` points beside the straight line."""
    one, other = _middle(start), _middle(end)
    away = math.hypot(other[0] - one[0], other[1] - one[1]) or 1.0
    turn = (
        (one[0] + other[0]) / 2 + (one[1] - other[1]) / away * bend * 2,
        (one[1] + other[1]) / 2 + (other[0] - one[0]) / away * bend * 2,
    )
    return _cubic(_border(start, one, turn), turn, _border(end, other, turn))


def _from_sides(start: Rect, end: Rect) -> list[tuple[int, tuple[Spot, ...]]]:
    """Return curves that leave a box upright to its side and come to the other one so, each with a bend of its own."""
    (x, y), (u, v) = _middle(start), _middle(end)
    ways: list[tuple[int, Spot, Spot, bool]] = []
    if start.right < end.left:
        ways.append((60, (start.right, y), (end.left, v), True))
    if end.right < start.left:
        ways.append((61, (start.left, y), (end.right, v), True))
    if start.bottom < end.top:
        ways.append((62, (x, start.bottom), (u, end.top), False))
    if end.bottom < start.top:
        ways.append((63, (x, start.top), (u, end.bottom), False))
    curves: list[tuple[int, tuple[Spot, ...]]] = []
    for bend, one, other, across in ways:
        middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        first = (middle[0], one[1]) if across else (one[0], middle[1])
        second = (middle[0], other[1]) if across else (other[0], middle[1])
        curves.append((bend, (one, first, second, other)))
    return curves


def _cross(one: Spot, two: Spot, three: Spot, four: Spot) -> bool:
    """Tell whether the stretch from `one` to `two` crosses that from `three` to `four`."""

    def side(a: Spot, b: Spot, c: Spot) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return side(one, two, three) * side(one, two, four) < 0 and side(three, four, one) * side(three, four, two) < 0


def _cubic(start: Spot, turn: Spot, end: Spot) -> tuple[Spot, ...]:
    """Return the cubic curve that is the same as the quadratic one with the handle `turn`."""
    first = (start[0] + (turn[0] - start[0]) * 2 / 3, start[1] + (turn[1] - start[1]) * 2 / 3)
    second = (end[0] + (turn[0] - end[0]) * 2 / 3, end[1] + (turn[1] - end[1]) * 2 / 3)
    return start, first, second, end


def at(curve: Sequence[Spot], share: float) -> Spot:
    """Return the point of a cubic curve after `share` (0 to 1) of its parameter."""
    rest = 1 - share
    weights = (rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def on_curve(curve: Sequence[Spot]) -> list[Spot]:
    """Return points all along a cubic curve."""
    return [at(curve, number / _SAMPLES) for number in range(_SAMPLES + 1)]


def _label(
    tie: MapTie, curve: Sequence[Spot], points: Sequence[Spot], rects: Iterable[Rect], labels: Sequence[Rect]
) -> tuple[float, Spot | None, Rect | None]:
    """Return where the name of a relation covers least, and how much that is: boxes, names, or all of its own line."""
    if not tie.name:
        return 0, None, None
    wide, high = width_of(tie.name, LABEL) + 4, LABEL * 1.5
    boxes = list(rects)
    best: tuple[float, Spot | None, Rect | None] = (math.inf, None, None)
    for share in _ALONG:
        x, y = at(curve, share)
        room = Rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        seen = sum(math.dist(*pair) for pair in pairwise(points) if not room.holds(*pair[0]))
        # To cover the name of another relation is worse than to touch a box.
        cost = 2 * sum(room.meets(other) for other in labels) + sum(room.meets(rect) for rect in boxes)
        cost += seen < _SEEN
        if cost < best[0]:
            best = (cost, (x, y), room)
    return best


def arrow(curve: Sequence[Spot], size: float) -> tuple[Spot, Spot, Spot]:
    """Return the three corners of an arrow's head at the end of a cubic curve."""
    tip, before = curve[-1], at(curve, 0.94) if len(curve) == 4 else curve[-2]
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    sides = [(tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn)) for turn in (0.42, -0.42)]
    return tip, sides[0], sides[1]
