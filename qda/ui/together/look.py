"""How large everything on the simple screen is, and in which letters and colours, from how a person wants it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QFont, QFontDatabase, QPixmap

from qda import resources
from qda.core.review.view import View
from qda.ui import theme
from qda.ui.theme import Theme

TARGET = 120
"""No button is lower or narrower than this, in pixels."""
_FAMILY = "Atkinson Hyperlegible"
_POINTER = 64


@functools.cache
def family() -> str:
    """Return the letters of the screen, which are easy to tell apart (Atkinson Hyperlegible, Braille Institute)."""
    folder = files("fontpkg_atkinson_hyperlegible").joinpath("files")
    for name in ("Regular", "Bold"):
        QFontDatabase.addApplicationFontFromData(folder.joinpath(f"AtkinsonHyperlegible-{name}.ttf").read_bytes())
    return _FAMILY


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in pixels; what people read grows most, so that with the largest words the buttons still have room."""

    view: View
    theme: Theme

    def letters(self, pixels: float, most: float = 3.0, *, bold: bool = False) -> QFont:
        """Return a font of `pixels` at 100 %, at most `most` times that; with space between letters if so wished."""
        font = QFont(family())
        font.setPixelSize(round(pixels * min(self.view.size / 100, most)))
        font.setBold(bold)
        if self.view.space:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
            font.setWordSpacing(font.pixelSize() * 0.2)
        return font

    @property
    def line_height(self) -> float:
        """Return from line to line, in heights of a line."""
        return 1.6 if self.view.space else 1.12

    def text(self) -> QFont:
        """Return the letters of sentences."""
        return self.letters(30)

    def title(self) -> QFont:
        """Return the letters of what a page is called."""
        return self.letters(24, bold=True)

    def question(self) -> QFont:
        """Return the letters of a question."""
        return self.letters(30, 1.9, bold=True)

    def choice(self) -> QFont:
        """Return the letters of a choice."""
        return self.letters(26, 2.0, bold=True)

    def bar(self) -> QFont:
        """Return the letters of what is always there: back, skip, slow down, stop."""
        return self.letters(19, 1.5)

    def picture(self, *, alone: bool) -> int:
        """Return how wide and high a picture is; one alone with its sentence is larger, unless words need the room."""
        return 260 if alone and self.view.size < 200 else 180


def look_of(view: View) -> Look:
    """Return the look for a person: in the colours the person wants, else in those of the program."""
    return Look(view, theme.load(view.colours) if view.colours else theme.current())


def pointer(view: View) -> QCursor:
    """Return the pointer: large, dark with a light edge, so that it is found on any colour."""
    if not view.pointer:
        return QCursor(Qt.CursorShape.ArrowCursor)
    drawn = QPixmap()
    drawn.loadFromData(resources.path("pack", "pointer.svg").read_bytes(), "SVG")
    smooth = Qt.TransformationMode.SmoothTransformation
    return QCursor(drawn.scaled(_POINTER, _POINTER, Qt.AspectRatioMode.KeepAspectRatio, smooth), 5, 4)
