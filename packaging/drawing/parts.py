"""Lines, shapes and signs from which the drawings are put together, in a field of 120 by 120."""

from __future__ import annotations

from collections.abc import Callable, Sequence

INK = "#22252B"
WHITE, GREY, STEEL = "#FFFFFF", "#CDD2D8", "#7C848F"
BLUE, SKY, TEAL, GREEN = "#3F6FA8", "#CFE1F3", "#3C8C82", "#3E8A4E"
OCHRE, SUN, ROSE, RED, PLUM, WOOD = "#D9962B", "#F6D77A", "#C4646E", "#B8362F", "#7A5A8C", "#B98A5A"
LINE = 3.0

Point = tuple[float, float]
DRAWINGS: dict[str, Callable[[], str]] = {}
"""All drawings by name."""


def drawing(function: Callable[[], str]) -> Callable[[], str]:
    """Enter a drawing under the name of its function."""
    DRAWINGS[function.__name__.strip("_").replace("_", "-")] = function
    return function


def n(number: float) -> str:
    """Return a number as short as it can be written."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


def svg(inside: str) -> str:
    """Return a whole drawing."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120" viewBox="0 0 120 120" fill="none" '
        f'stroke="{INK}" stroke-width="{n(LINE)}" stroke-linecap="round" stroke-linejoin="round">{inside}</svg>\n'
    )


def path(d: str, fill: str = "none", **more: object) -> str:
    """Return a path; `more` are attributes, with _ for -."""
    return f'<path d="{d}"{_fill(fill)}{_more(more)}/>'


def circle(x: float, y: float, r: float, fill: str = "none", **more: object) -> str:
    """Return a circle."""
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}"{_fill(fill)}{_more(more)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str = "none", **more: object) -> str:
    """Return an ellipse."""
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}"{_fill(fill)}{_more(more)}/>'


def box(x: float, y: float, w: float, h: float, fill: str = WHITE, r: float = 3, **more: object) -> str:
    """Return a rectangle with round corners."""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" rx="{n(r)}"{_fill(fill)}{_more(more)}/>'


def lines(*ways: Sequence[Point], **more: object) -> str:
    """Return open lines, each through its points."""
    d = " ".join("M" + " L".join(f"{n(x)} {n(y)}" for x, y in way) for way in ways)
    return path(d, "none", **more)


def place(x: float, y: float, scale: float, inside: str, turn: float = 0, flip: bool = False) -> str:
    """Return a part moved, made larger or smaller with its lines as thick as all others, turned, or mirrored."""
    turned = f" rotate({n(turn)})" if turn else ""
    across = -scale if flip else scale
    size = f" scale({n(across)} {n(scale)})" if flip or scale != 1 else ""
    thick = f' stroke-width="{n(LINE / scale)}"' if scale != 1 else ""
    return f'<g transform="translate({n(x)} {n(y)}){turned}{size}"{thick}>{inside}</g>'


def limbs(colour: str, width: float, *ways: Sequence[Point], scale: float = 1) -> str:
    """Return thick round lines with an outline around all of them together: arms, legs, fingers."""
    outline = lines(*ways, stroke_width=n(width + 2 * LINE / scale))
    return outline + lines(*ways, stroke=colour, stroke_width=n(width))


def _fill(fill: str) -> str:
    return "" if fill == "none" else f' fill="{fill}"'


def _more(more: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())


# Signs ----------------------------------------------------------------------------------------------------


def tick(x: float, y: float, size: float = 1, colour: str = GREEN, width: float = 7) -> str:
    """Return a tick, about 24 wide."""
    way = [(x - 11 * size, y + 1 * size), (x - 3 * size, y + 9 * size), (x + 12 * size, y - 9 * size)]
    return limbs(colour, width * size, way)


def cross(x: float, y: float, size: float = 1, colour: str = RED, width: float = 7) -> str:
    """Return a cross, about 20 wide."""
    r = 9 * size
    return limbs(colour, width * size, [(x - r, y - r), (x + r, y + r)], [(x - r, y + r), (x + r, y - r)])


def query(x: float, y: float, size: float = 1, colour: str = INK, width: float = 5) -> str:
    """Return a question mark, about 30 high."""
    s = size
    hook = f"M{n(x - 7 * s)} {n(y - 7 * s)} q0 {n(-8 * s)} {n(8 * s)} {n(-8 * s)} q{n(8 * s)} 0 {n(8 * s)} {n(7 * s)} "
    hook += f"q0 {n(5 * s)} {n(-5 * s)} {n(8 * s)} q{n(-3 * s)} {n(2 * s)} {n(-3 * s)} {n(6 * s)}"
    return path(hook, stroke=colour, stroke_width=n(width * s)) + circle(
        x + s, y + 14 * s, 2.9 * s, colour, stroke="none"
    )


def call(x: float, y: float, size: float = 1, colour: str = INK, width: float = 6) -> str:
    """Return an exclamation mark, about 30 high."""
    s = size
    bar = lines([(x, y - 14 * s), (x, y + 4 * s)], stroke=colour, stroke_width=n(width * s))
    return bar + circle(x, y + 14 * s, 3.2 * s, colour, stroke="none")


def arrow(start: Point, end: Point, colour: str = BLUE, width: float = 6) -> str:
    """Return a straight arrow."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    back = 1.7 * width
    left = (x2 - back * (ux + 0.8 * uy), y2 - back * (uy - 0.8 * ux))
    right = (x2 - back * (ux - 0.8 * uy), y2 - back * (uy + 0.8 * ux))
    return limbs(colour, width, [start, end], [left, end, right])


def bubble(x: float, y: float, w: float, h: float, tail: Point, fill: str = WHITE) -> str:
    """Return a speech bubble around (x, y) whose tail ends at `tail`."""
    side = 1 if tail[0] > x else -1
    foot = y + h / 2 if tail[1] > y else y - h / 2
    inner, outer = x + side * w * 0.08, x + side * w * 0.3
    up = 1 if tail[1] > y else -1
    tail_shape = path(f"M{n(inner)} {n(foot - up)} L{n(tail[0])} {n(tail[1])} L{n(outer)} {n(foot - up)}", fill)
    hide = lines([(inner + side, foot - up * 1.5), (outer - side, foot - up * 1.5)], stroke=fill, stroke_width=4)
    return box(x - w / 2, y - h / 2, w, h, fill, 10) + tail_shape + hide


def thought(x: float, y: float, r: float, end: Point) -> str:
    """Return a thought bubble around (x, y), with small ones towards `end`."""
    puffs = [
        (-0.75, 0.15, 0.55),
        (-0.35, -0.5, 0.6),
        (0.4, -0.5, 0.62),
        (0.8, 0.1, 0.55),
        (0.3, 0.5, 0.6),
        (-0.35, 0.5, 0.6),
    ]
    outline = "".join(circle(x + dx * r, y + dy * r * 0.8, k * r, WHITE) for dx, dy, k in puffs)
    inside = ellipse(x, y, r * 1.05, r * 0.72, WHITE, stroke="none")
    trail = "".join(
        circle(x + (end[0] - x) * k, y + (end[1] - y) * k, size, WHITE) for k, size in ((0.72, 4), (0.92, 2.6))
    )
    return trail + outline + inside


def paper(x: float, y: float, w: float, h: float, rows: int = 4, fill: str = WHITE) -> str:
    """Return a sheet of paper with lines of writing."""
    step = h / (rows + 1)
    written = [
        [(x + w * 0.18, y + step * (row + 1)), (x + w * (0.82 if row % 3 != 2 else 0.6), y + step * (row + 1))]
        for row in range(rows)
    ]
    return box(x, y, w, h, fill, 2) + (lines(*written, stroke=STEEL) if rows else "")


def clock(x: float, y: float, r: float, hour: Point = (0, -0.55), minute: Point = (0.45, 0.2)) -> str:
    """Return a clock."""
    marks = [
        [(x + a * r * 0.78, y + b * r * 0.78), (x + a * r * 0.86, y + b * r * 0.86)]
        for a, b in ((0, -1), (1, 0), (0, 1), (-1, 0))
    ]
    hands = lines([(x + hour[0] * r, y + hour[1] * r), (x, y), (x + minute[0] * r, y + minute[1] * r)])
    return circle(x, y, r, WHITE) + lines(*marks) + hands


def house(x: float, y: float, w: float, wall: str = SUN, roof: str = ROSE) -> str:
    """Return a house whose roof has its top at (x, y) and whose width is `w`; it is 0.95 w high."""
    walls = box(x - w * 0.38, y + w * 0.4, w * 0.76, w * 0.55, wall, 1)
    top = path(f"M{n(x - w / 2)} {n(y + w * 0.43)} L{n(x)} {n(y)} L{n(x + w / 2)} {n(y + w * 0.43)} Z", roof)
    return walls + top


def heart(x: float, y: float, size: float = 1, fill: str = ROSE) -> str:
    """Return a heart, about 24 wide."""
    d = f"M{n(x)} {n(y + 11 * size)} C{n(x - 22 * size)} {n(y - 3 * size)} {n(x - 11 * size)} {n(y - 18 * size)} "
    d += f"{n(x)} {n(y - 6 * size)} C{n(x + 11 * size)} {n(y - 18 * size)} {n(x + 22 * size)} {n(y - 3 * size)} "
    return path(d + f"{n(x)} {n(y + 11 * size)} Z", fill)


def star(x: float, y: float, r: float, fill: str = SUN) -> str:
    """Return a star with five points."""
    from math import cos, pi, sin

    points = [
        (x + (r if k % 2 == 0 else r * 0.45) * sin(k * pi / 5), y - (r if k % 2 == 0 else r * 0.45) * cos(k * pi / 5))
        for k in range(10)
    ]
    return path("M" + " L".join(f"{n(a)} {n(b)}" for a, b in points) + " Z", fill)


def padlock(x: float, y: float, size: float = 1, fill: str = OCHRE) -> str:
    """Return a closed padlock around (x, y), about 40 high."""
    s = size
    bow = f"M{n(x - 9 * s)} {n(y - 2 * s)} v{n(-8 * s)} a{n(9 * s)} {n(9 * s)} 0 0 1 {n(18 * s)} 0 v{n(8 * s)}"
    hole = circle(x, y + 8 * s, 3 * s, INK) + lines([(x, y + 8 * s), (x, y + 14 * s)])
    return path(bow, stroke_width=n(4.5 * s)) + box(x - 15 * s, y - 3 * s, 30 * s, 24 * s, fill, 3) + hole
