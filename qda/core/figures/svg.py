"""Figures as SVG 1.1: words as words, title and description for those who listen, and no date."""

from __future__ import annotations

from html import escape

from qda.core.exporters.grid import visible
from qda.core.figures.drawing import Area, Disc, Figure, Line, Words
from qda.core.figures.looks import Look, colour, hatch
from qda.core.figures.outlines import Move, hatching, outline
from qda.core.figures.typeface import NAME

_FACES = f"'{NAME}', Verdana, Arial, sans-serif"


def svg(figure: Figure, look: Look, *, ground: bool = True) -> str:
    """Return a figure as SVG; without `ground` it stands on whatever is behind it."""
    size = f'width="{_n(figure.width)}pt" height="{_n(figure.height)}pt"'
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {size}'
        f' viewBox="0 0 {_n(figure.width)} {_n(figure.height)}" role="img" aria-labelledby="title about"'
        f' xml:lang="{escape(figure.language)}" font-family="{_FACES}">',
        f'<title id="title">{_said(figure.title)}</title>',
        f'<desc id="about">{_said(figure.about or figure.title)}</desc>',
    ]
    if ground:
        rows.append(f'<rect width="100%" height="100%" fill="{look.ground}"/>')
    for part in figure.parts:
        if isinstance(part, Words):
            rows.append(_words(part, look))
        elif isinstance(part, Disc):
            paint = _paint(part, look)
            rows.append(f'<circle cx="{_n(part.x)}" cy="{_n(part.y)}" r="{_n(part.radius)}"{paint}/>')
        else:
            rows.append(f'<path d="{_path(outline(part))}"{_paint(part, look)}/>')
        if isinstance(part, Area) and (kind := hatch(part.fill, look)):
            strokes = " ".join(f"M{_p(one)}L{_p(other)}" for one, other in hatching(part.points, kind))
            if strokes:
                rows.append(f'<path d="{strokes}" fill="none" stroke="{look.ground}" stroke-width="0.9"/>')
    return "\n".join([*rows, "</svg>", ""])


def _n(value: float) -> str:
    """Return a number short: two places are a hundredth of a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _p(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _path(moves: list[Move]) -> str:
    return "".join(kind + " ".join(_p(point) for point in points) for kind, points in moves)


def _paint(part: Line | Area | Disc, look: Look) -> str:
    fill = "" if isinstance(part, Line) else colour(part.fill, look)
    words = f' fill="{fill or "none"}"'
    if stroke := colour(part.stroke, look):
        words += f' stroke="{stroke}" stroke-width="{_n(part.width)}"'
        if isinstance(part, Line):
            words += ' stroke-linecap="round" stroke-linejoin="round"'
        if not isinstance(part, Disc) and part.dash:
            words += f' stroke-dasharray="{_n(part.dash[0])} {_n(part.dash[1])}"'
    return words


def _words(part: Words, look: Look) -> str:
    place = f'x="{_n(part.x)}" y="{_n(part.y)}" font-size="{_n(part.size)}" fill="{colour(part.colour, look)}"'
    if part.anchor != "start":
        place += f' text-anchor="{part.anchor}"'
    if part.turned:
        place += f' transform="rotate({_n(part.turned)} {_p((part.x, part.y))})"'
    return f"<text {place}>{_said(part.text)}</text>"


def _said(text: str) -> str:
    return escape(" ".join(visible(text).split()), quote=False)
