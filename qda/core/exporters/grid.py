"""The shape of a table before it has a format: a grid for pages, made of paragraphs, and a listing of bare data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qda.core.text import direction
from qda.i18n import _

Role = Literal["text", "level", "theme", "subtheme", "detail", "count", "code", "quote", "translation", "number"]

# What XML can't hold, and no spreadsheet or word processor shows.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FIRST_RTL = "\u0590"  # no letter below runs from right to left; most texts need no closer look
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def visible(text: str) -> str:
    r"""Return `text` without the control characters that no XML file can hold; all kinds of new lines become ``\n``."""
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text))


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look and language (a tag; "" is the document's); a new line in them is a soft break."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    underlined: bool = False

    @property
    def rtl(self) -> bool:
        """Say whether these words run from right to left."""
        return max(self.text, default="") >= _FIRST_RTL and direction(self.text) == "rtl"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a cell. `role` names what it is and decides the looks; `depth` indents it.

    One that `joins` belongs to the paragraph before and is never parted from it. The run number `lead` decides in
    which direction the paragraph reads. The first paragraph of a cell may give it a `shade`, 0 to 1, as in heat maps.
    """

    runs: tuple[Run, ...]
    role: Role = "text"
    depth: int = 0
    joins: bool = False
    lead: int = 0
    shade: float | None = None

    @property
    def rtl(self) -> bool:
        """Say whether the paragraph reads from right to left."""
        return self.runs[self.lead].rtl

    @property
    def text(self) -> str:
        """Return the bare words."""
        return "".join(run.text for run in self.runs)


Cell = tuple[Paragraph, ...]


def ground(cell: Cell) -> str:
    """Return the colour ``#RRGGBB`` behind a cell, "" for none: a blue on which black words can be read anywhere."""
    shade = cell[0].shade if cell else None
    if shade is None:
        return ""
    return "#" + "".join(f"{round(255 - (255 - part) * shade):02X}" for part in (0x7F, 0xB2, 0xDE))


def paragraph(text: str, role: Role = "text", depth: int = 0) -> Paragraph:
    """Return a paragraph of one plain run."""
    return Paragraph((Run(text),), role, depth)


def paragraphs(text: str, role: Role = "text", depth: int = 0) -> Cell:
    """Return a paragraph for each line of `text` that holds anything."""
    return tuple(paragraph(line, role, depth) for line in visible(text).split("\n") if line.strip())


def continued(name: str, depth: int = 0) -> Cell:
    """Return what heads the rest of a row that had to be parted: its name again."""
    return (paragraph(f"{visible(name)} {_('(continued)')}", "detail", depth),)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, one a column; the first names the row. `continued` heads the rest where a tall row has to be parted.

    A row that `opens` begins a new group and is set off from the one above. `named` is the column in which the name
    comes again, where it isn't the first.
    """

    cells: tuple[Cell, ...]
    continued: tuple[Paragraph, ...] = ()
    opens: bool = False
    named: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page: its heading, its share of the width, and whether it holds numbers."""

    heading: str
    share: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for reading: title of the document, caption without its number, columns, rows, notes below.

    `parts` are further tables below it, as where a table has more columns than a page (their titles are not shown).
    Without a caption a table isn't counted; `about` says then what it is to who can't see it. `upright` is for tables
    that need no page on its side. The rows of one that `flows` are a running text and may be parted by a page's end.
    """

    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    parts: tuple[Grid, ...] = ()
    about: str = ""
    upright: bool = False
    flows: bool = False


def plain_grid(caption: str, columns: tuple[Column, ...], rows: Iterable[Sequence[str]]) -> Grid:
    """Return a table whose cells are words of one look, numbers in the columns that hold numbers."""
    made = (
        Row(
            tuple(
                (paragraph(visible(words), "number" if column.number else "text"),)
                for column, words in zip(columns, row, strict=True)
            )
        )
        for row in rows
    )
    return Grid("", caption, columns, tuple(made))


Value = str | int | float | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of data: `name` is the same in every language (csv, json), `heading` and `about` are for people.

    `width` is in characters. Where the column is a `number`, what is written as one is a number in a spreadsheet.
    """

    name: str
    heading: str
    about: str
    width: int = 14
    number: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of data: one thing a row, values bare. A tuple is several values. Rows may be read once only."""

    title: str
    about: str
    fields: tuple[Field, ...]
    rows: Iterable[tuple[Value, ...]]
