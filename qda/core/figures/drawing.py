"""What a figure is made of: lines, areas, discs and words at places in points, in colours that have names.

Nothing here knows a format or a look: the same figure becomes SVG, PDF, a picture of 300 dots an inch in colour or in
grey (:mod:`qda.core.figures.looks`), and what the window shows in its own colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

SMALL, SIZE, LARGE = 8.0, 9.5, 11.0
"""Sizes of type in points: marks of axes, words, titles."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; a `bent` one is a cubic curve of four points. `dash` is (drawn, left out) in points."""

    points: tuple[Point, ...]
    stroke: str = "ink"
    width: float = 0.8
    dash: tuple[float, float] | None = None
    bent: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A closed shape; `radius` rounds the corners of one with four upright sides."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 0.8
    radius: float = 0.0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 0.8


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words whose baseline begins (or has its middle or end) at a place; `turned` in degrees clockwise."""

    x: float
    y: float
    text: str
    size: float = SIZE
    colour: str = "ink"
    anchor: Anchor = "start"
    turned: float = 0.0


Part = Line | Area | Disc | Words


@dataclass(slots=True)
class Figure:
    """A drawing of `width` x `height` points; y grows downwards. `about` says in words what there is to be seen."""

    width: float
    height: float
    title: str
    about: str = ""
    language: str = "en"
    parts: list[Part] = field(default_factory=list)

    def line(
        self,
        points: Sequence[Point],
        stroke: str = "ink",
        width: float = 0.8,
        dash: tuple[float, float] | None = None,
        bent: bool = False,
    ) -> None:
        """Draw a line through points, or a cubic curve of four."""
        self.parts.append(Line(tuple(points), stroke, width, dash, bent))

    def area(self, points: Sequence[Point], fill: str = "", stroke: str = "", width: float = 0.8) -> None:
        """Draw a closed shape."""
        self.parts.append(Area(tuple(points), fill, stroke, width))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "",
        stroke: str = "",
        line: float = 0.8,
        radius: float = 0.0,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw a rectangle whose upper left corner is at a place, with rounded corners where `radius` is given."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.parts.append(Area(corners, fill, stroke, line, radius, dash))

    def disc(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", width: float = 0.8) -> None:
        """Draw a circle around a place."""
        self.parts.append(Disc(x, y, radius, fill, stroke, width))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float = SIZE,
        colour: str = "ink",
        anchor: Anchor = "start",
        turned: float = 0.0,
    ) -> None:
        """Write one line of words; nothing is written where there are none."""
        if text:
            self.parts.append(Words(x, y, text, size, colour, anchor, turned))

    def mark(self, x: float, y: float, kind: str, colour: str, size: float = 3.0) -> None:
        """Draw the mark of a series (:data:`qda.core.figures.looks.MARKERS`) around a place."""
        if kind == "disc":
            self.disc(x, y, size, colour)
        elif kind == "ring":
            self.disc(x, y, size, "ground", colour, 1.2)
        elif kind == "square":
            self.box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, colour)
        elif kind == "triangle":
            self.area([(x, y - size * 1.2), (x + size * 1.1, y + size * 0.8), (x - size * 1.1, y + size * 0.8)], colour)
        elif kind == "diamond":
            self.area([(x, y - size * 1.25), (x + size * 1.25, y), (x, y + size * 1.25), (x - size * 1.25, y)], colour)
        else:
            self.line([(x - size, y - size), (x + size, y + size)], colour, 1.4)
            self.line([(x - size, y + size), (x + size, y - size)], colour, 1.4)
