"""Outlines of shapes as moves, lines and curves, which all formats know, and the strokes of hatches inside them."""

from __future__ import annotations

from collections.abc import Sequence

from qda.core.figures.drawing import Area, Disc, Line, Point

Move = tuple[str, tuple[Point, ...]]
"""``M`` to a point, ``L`` to a point, ``C`` by two points to a third, ``Z`` back to the beginning."""

_ROUND = 0.5523  # of the radius: how far the handles of a quarter of a circle lie from its ends
_APART = 5.0  # points between the strokes of a hatch


def outline(part: Line | Area | Disc) -> list[Move]:
    """Return the outline of a part."""
    if isinstance(part, Disc):
        return _circle(part)
    if isinstance(part, Area):
        return _rounded(part) if part.radius else [*_through(part.points), ("Z", ())]
    if part.bent:
        first, *rest = part.points
        return [("M", (first,)), ("C", tuple(rest))]
    return _through(part.points)


def _through(points: Sequence[Point]) -> list[Move]:
    return [("L" if number else "M", (point,)) for number, point in enumerate(points)]


def _circle(disc: Disc) -> list[Move]:
    x, y, r, k = disc.x, disc.y, disc.radius, disc.radius * _ROUND
    return [
        ("M", ((x + r, y),)),
        ("C", ((x + r, y + k), (x + k, y + r), (x, y + r))),
        ("C", ((x - k, y + r), (x - r, y + k), (x - r, y))),
        ("C", ((x - r, y - k), (x - k, y - r), (x, y - r))),
        ("C", ((x + k, y - r), (x + r, y - k), (x + r, y))),
        ("Z", ()),
    ]


def _rounded(area: Area) -> list[Move]:
    (left, top), (right, bottom) = area.points[0], area.points[2]
    r = min(area.radius, (right - left) / 2, (bottom - top) / 2)
    k = r * (1 - _ROUND)
    return [
        ("M", ((left + r, top),)),
        ("L", ((right - r, top),)),
        ("C", ((right - k, top), (right, top + k), (right, top + r))),
        ("L", ((right, bottom - r),)),
        ("C", ((right, bottom - k), (right - k, bottom), (right - r, bottom))),
        ("L", ((left + r, bottom),)),
        ("C", ((left + k, bottom), (left, bottom - k), (left, bottom - r))),
        ("L", ((left, top + r),)),
        ("C", ((left, top + k), (left + k, top), (left + r, top))),
        ("Z", ()),
    ]


def hatching(points: Sequence[Point], kind: str) -> list[tuple[Point, Point]]:
    r"""Return the strokes of a hatch (``/``, ``\``, ``-``, ``|``, ``x``) inside a convex shape; none in a mark."""
    if min(max(side) - min(side) for side in zip(*points, strict=True)) < 1.4 * _APART:
        return []
    if kind == "x":
        return [*hatching(points, "/"), *hatching(points, "\\")]
    # A stroke is where a*x + b*y is constant.
    a, b = {"/": (1.0, 1.0), "\\": (1.0, -1.0), "-": (0.0, 1.0), "|": (1.0, 0.0)}[kind]
    apart = _APART * (2**0.5 if a and b else 1.0)
    values = [a * x + b * y for x, y in points]
    strokes = []
    at = (min(values) // apart + 1) * apart
    while at < max(values):
        crossed = sorted(_crossings(points, values, at))
        if len(crossed) >= 2:
            strokes.append((crossed[0], crossed[-1]))
        at += apart
    return strokes


def _crossings(points: Sequence[Point], values: Sequence[float], at: float) -> set[Point]:
    found = set()
    for number, (x, y) in enumerate(points):
        x0, y0 = points[number - 1]
        before, after = values[number - 1], values[number]
        if before != after and min(before, after) <= at <= max(before, after):
            share = (at - before) / (after - before)
            found.add((round(x0 + (x - x0) * share, 3), round(y0 + (y - y0) * share, 3)))
    return found
