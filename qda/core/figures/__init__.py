"""Figures fit for print: a drawing of lines, shapes and words, and its files as SVG, PDF and PNG of 300 dots an inch.

A function that makes a figure takes plain data and returns a :class:`Figure`; it goes out with the table that it was
made from. Colours have names, so that the same figure comes in colours that everybody can tell apart, in grey with
hatches, and in the colours of a window (:mod:`qda.core.figures.looks`).
"""

from __future__ import annotations

from pathlib import Path

from qda.core.figures.drawing import LARGE, SIZE, SMALL, Figure, Point, Words
from qda.core.figures.looks import GREY, PRINT, Look
from qda.i18n import _

SUFFIXES = (".svg", ".pdf", ".png")

__all__ = ["GREY", "LARGE", "PRINT", "SIZE", "SMALL", "SUFFIXES", "Figure", "Look", "Point", "save"]


def save(path: Path, figure: Figure, look: Look = PRINT) -> list[str]:
    """Write a figure in the format of the suffix and return sentences on what the format could not show."""
    from qda.core.figures.rendering import pdf, png, svg
    from qda.core.figures.typeface import lacking

    if path.suffix == ".svg":
        path.write_text(svg(figure, look), encoding="utf-8", newline="\n")
        return []
    path.write_bytes(pdf(figure, look) if path.suffix == ".pdf" else png(figure, look))
    if strange := lacking("".join(part.text for part in figure.parts if isinstance(part, Words))):
        sentence = _("PDF and PNG can't show these signs as they should be ({signs}); the SVG file can.")
        return [sentence.format(signs=strange[:12])]
    return []
