"""From the shape of a table to a file: the suffix decides which writer is asked."""

from __future__ import annotations

from pathlib import Path

from qda.core.exporters import delimited, markup, sheet, word
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.gathered import gathered
from qda.core.exporters.grid import Grid, Listing
from qda.core.figures import GREY, PRINT, SUFFIXES, Figure, save
from qda.core.privacy.withholding import cleaned

_PAGES = {".docx": word.write, ".html": markup.write_html, ".md": markup.write_markdown}
_DATA = {".xlsx": sheet.write, ".csv": delimited.write_csv, ".json": delimited.write_json}


def is_data(path: Path) -> bool:
    """Say whether the format of `path` holds bare data and not a table to be read."""
    return path.suffix in _DATA


def write_grid(path: Path, grid: Grid, facts: Colophon) -> None:
    """Write a table for reading."""
    grid = cleaned(grid)
    if not gathered((grid, *grid.parts)):
        _PAGES[path.suffix](path, grid, facts)


def write_listing(path: Path, listing: Listing, facts: Colophon) -> list[str]:
    """Write a table of data and return sentences on what the format could not hold."""
    return _DATA[path.suffix](path, listing, facts)


def is_picture(path: Path) -> bool:
    """Say whether the format of `path` holds a figure."""
    return path.suffix in SUFFIXES


def write_figure(path: Path, figure: Figure, *, grey: bool = False) -> list[str]:
    """Write a figure, in colours or in grey, and return sentences on what the format could not show."""
    figure = cleaned(figure)
    return [] if gathered((figure,)) else save(path, figure, GREY if grey else PRINT)
