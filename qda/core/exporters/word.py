"""Tables for reading as a Word document: captioned, headed on every page, no row broken where it fits a page.

Lengths are twentieths of a point (Word's dxa) unless said otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from math import ceil
from pathlib import Path

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Cell, Column, Grid, Paragraph, Role, Row, Run, ground
from qda.core.exporters.wordfile import FOOTER, field, language_of, write_document
from qda.i18n import _, n_

_PAGE, _MARGIN = (16838, 11906), 1134  # A4 on its side, 2 cm
_WIDTH = _PAGE[0] - 2 * _MARGIN
_UPRIGHT = _PAGE[1] - 2 * _MARGIN
_GAP = 200  # between columns, as in the table style
_APART = 150  # above a row that opens a group
_BEFORE_WORDS = 420  # between a column of numbers, which stand at its right edge, and one of words
_STYLES: dict[Role, str] = {
    "text": "ThemeloomTableText",
    "level": "ThemeloomLevel",
    "theme": "ThemeloomTheme",
    "subtheme": "ThemeloomSubtheme",
    "detail": "ThemeloomDetail",
    "count": "ThemeloomCount",
    "code": "ThemeloomCode",
    "quote": "ThemeloomQuote",
    "translation": "ThemeloomTranslation",
    "number": "ThemeloomNumber",
}
_STAYS = "<w:keepNext/>"
_INDENT = 227  # of a subtheme, for each level: 0.4 cm
# For guessing how tall a row will be: 9 point Arial, whose letters are half as wide as tall, CJK signs as wide.
_BOLD = 130  # a letter of a head, which is bold
_LETTER, _LINE, _SPACING = 92, 224, 80
_BODY = _PAGE[1] - 2 * _MARGIN - 3 * _LINE  # what a page holds below the repeated heading
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U0001f300-\U0001faff\U00020000-\U0003ffff]"
)


def write(path: Path, grid: Grid, facts: Colophon) -> None:
    """Write a grid as .docx: title, caption with a number that Word counts, table, notes."""
    write_document(path, _body(grid, facts), facts, grid.title)


def _body(grid: Grid, facts: Colophon) -> Iterator[str]:
    if grid.title:
        yield plain_xml(grid.title, "Title")
    for number, one in enumerate((grid, *grid.parts), start=1):
        yield from table_xml(one, facts, number, _UPRIGHT if grid.upright else _WIDTH)
    yield section_xml(facts, upright=grid.upright)


def table_xml(grid: Grid, facts: Colophon, number: int = 1, width: int = _WIDTH) -> Iterator[str]:
    """Give a table with its caption and notes; `number` is shown until Word counts, `width` is that of the page."""
    widths = _widths(grid.columns, width)
    if grid.caption:
        yield _caption(grid.caption, number)
    margins = _margins(grid.columns)
    yield _table_head(grid, widths, margins, facts)
    pieces = [piece for row in grid.rows for piece in ((row,) if grid.flows else _pieces(row, widths))]
    for number, piece in enumerate(pieces, start=1):
        # A row that only names a group stays with the group, the last one with the notes.
        stays = piece.opens and not any(piece.cells[1:]) if number < len(pieces) else bool(grid.notes)
        yield _row(piece, widths, margins, facts, flows=grid.flows, stays=stays)
    yield "</w:tbl>"
    notes = grid.notes or ("",)
    for number, note in enumerate(notes, start=1):
        yield plain_xml(note, "ThemeloomNote", stays=number < len(notes))


def section_xml(facts: Colophon, *, upright: bool = False, margin: int = _MARGIN) -> str:
    """Return the section of pages, on their side unless `upright`."""
    wide, high = sorted(_PAGE) if upright else _PAGE
    orient = "" if upright else ' w:orient="landscape"'
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{orient}/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}"'
        f' w:header="567" w:footer="567" w:gutter="0"/>{"<w:bidi/>" if facts.rtl else ""}</w:sectPr>'
    )


def _caption(caption: str, number: int) -> str:
    before, _number, after = _("Table {number}. {caption}").partition("{number}")
    inner = (
        run_xml(Run(before)) + field("SEQ Table \\* ARABIC", str(number)) + run_xml(Run(after.format(caption=caption)))
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{inner}</w:p>'


def plain_xml(text: str, style: str, *, stays: bool = False) -> str:
    """Return a paragraph of one plain run in a style; one that `stays` is on the page of the next."""
    run = Run(text)
    keep = _STAYS if stays else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{_bidi(run.rtl)}</w:pPr>{run_xml(run) if text else ""}</w:p>'


# The table ---------------------------------------------------------------------------------------------------------


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """Return how wide columns are: their share, but no narrower than a word of their head while another has room."""
    widths = [round(column.share * width) for column in columns]
    least = [
        max(map(len, column.heading.split()), default=0) * _BOLD + (_GAP // 2 + _BEFORE_WORDS if margin else _GAP)
        for column, margin in zip(columns, _margins(columns), strict=True)
    ]
    for at, short in enumerate(need - wide for need, wide in zip(least, widths, strict=True)):
        widest = widths.index(max(widths))
        if short > 0 and widths[widest] - short >= least[widest]:
            widths[at] += short
            widths[widest] -= short
    return widths


def _margins(columns: Sequence[Column]) -> list[str]:
    """Return the margin at the right of each column where it isn't the table's."""
    words = [not column.number for column in columns[1:]]
    wide = f'<w:right w:w="{_BEFORE_WORDS}" w:type="dxa"/>'
    return [wide if column.number and after else "" for column, after in zip(columns, [*words, False], strict=True)]


def _table_head(grid: Grid, widths: Sequence[int], margins: Sequence[str], facts: Colophon) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = "".join(map(_heading, grid.columns, widths, margins))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="ThemeloomTable"/>'
        f"{'<w:bidiVisual/>' if facts.rtl else ''}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="1"/><w:tblCaption w:val="{escape(grid.caption or grid.about)}"/>'
        f'<w:tblDescription w:val="{escape(_described(grid))}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    )


def _described(grid: Grid) -> str:
    """Return what a table is to those who can't see it: how many rows there are, and what stands in its columns."""
    heads = ", ".join(column.heading for column in grid.columns)
    return n_("{n} row. Columns:", "{n} rows. Columns:", len(grid.rows)) + f" {heads}."


def _heading(column: Column, width: int, margin: str) -> str:
    run = Run(column.heading)
    align = '<w:jc w:val="right"/>' if column.number else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>'
        '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'
        f'{_mar(margin)}<w:vAlign w:val="bottom"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="ThemeloomHeading"/>{_bidi(run.rtl)}{align}</w:pPr>{run_xml(run)}</w:p></w:tc>'
    )


def _mar(margins: str) -> str:
    return f"<w:tcMar>{margins}</w:tcMar>" if margins else ""


def _row(row: Row, widths: Sequence[int], margins: Sequence[str], facts: Colophon, *, flows: bool, stays: bool) -> str:
    apart = f'<w:top w:w="{_APART}" w:type="dxa"/>' if row.opens else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_shading(cell)}{_mar(apart + margin)}</w:tcPr>'
        f"{_cell(cell, facts, stays=stays)}</w:tc>"
        for cell, width, margin in zip(row.cells, widths, margins, strict=True)
    )
    keep = "" if flows or _height(row.cells, widths) >= _BODY else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{keep}{cells}</w:tr>"


def _shading(cell: Cell) -> str:
    colour = ground(cell)
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>' if colour else ""


def _cell(cell: Cell, facts: Colophon, *, stays: bool) -> str:
    if not cell:
        return f'<w:p><w:pPr><w:pStyle w:val="ThemeloomTableText"/>{_STAYS if stays else ""}</w:pPr></w:p>'
    return "".join(_paragraph(part, facts, last=part is cell[-1], stays=stays) for part in cell)


def _paragraph(part: Paragraph, facts: Colophon, *, last: bool, stays: bool) -> str:
    indent = f'<w:ind w:left="{part.depth * _INDENT}"/>' if part.depth else ""
    space = '<w:spacing w:after="0"/>' if last else ""
    style = f'<w:pStyle w:val="{_STYLES[part.role]}"/>'
    turn = f'<w:bidi w:val="{part.rtl:d}"/>' if part.rtl != facts.rtl else ""
    keep = _STAYS if stays else ""
    return f"<w:p><w:pPr>{style}{keep}{turn}{space}{indent}</w:pPr>{''.join(map(run_xml, part.runs))}</w:p>"


def run_xml(run: Run) -> str:
    """Return words with their looks and language; new lines in them are soft breaks."""
    looks = "<w:b/><w:bCs/>" if run.bold else ""
    if run.italic:
        looks += "<w:i/><w:iCs/>"
    if run.underlined:
        looks += '<w:u w:val="dotted"/>'
    if run.rtl:
        looks += "<w:rtl/>"
    if run.language:
        looks += language_of(run.language)
    text = escape(run.text, quote=False)
    if "\n" in text or "\t" in text:
        text = text.replace("\n", f"{_END}<w:br/>{_START}").replace("\t", f"{_END}<w:tab/>{_START}")
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{_START}{text}{_END}</w:r>"


_START, _END = '<w:t xml:space="preserve">', "</w:t>"


def _bidi(rtl: bool) -> str:
    return "<w:bidi/>" if rtl else ""


# Rows and pages ----------------------------------------------------------------------------------------------------


def _pieces(row: Row, widths: Sequence[int]) -> Iterator[Row]:
    """Part a row taller than half a page between the paragraphs of its tallest cell, so that pages fill well.

    What belongs together stays together; the name of the row comes again at the head of each further piece.
    """
    heights = [_height_of(cell, width) for cell, width in zip(row.cells, widths, strict=True)]
    tallest = heights.index(max(heights))
    if heights[tallest] <= _BODY // 2 or tallest == 0:
        yield row
        return
    parts = _parts(row.cells[tallest], widths[tallest])
    for number, part in enumerate(parts):
        others = row.cells
        if number:
            others = tuple(row.continued if column == row.named else () for column in range(len(row.cells)))
        cells = tuple(part if column == tallest else cell for column, cell in enumerate(others))
        yield Row(cells, opens=row.opens and number == 0)


def _parts(cell: Cell, width: int) -> list[Cell]:
    parts: list[list[Paragraph]] = [[]]
    height = 0
    for group in _groups(cell):
        extra = _height_of(group, width)
        if parts[-1] and height + extra > _BODY // 2:
            parts.append([])
            height = 0
        parts[-1].extend(group)
        height += extra
    return [tuple(part) for part in parts]


def _groups(cell: Cell) -> Iterator[Cell]:
    group: list[Paragraph] = []
    for part in cell:
        if group and not part.joins:
            yield tuple(group)
            group = []
        group.append(part)
    if group:
        yield tuple(group)


def fits(row: Row, columns: Sequence[Column], *, upright: bool) -> bool:
    """Return whether a row is surely lower than a page, by a guess with room to spare."""
    width = _UPRIGHT if upright else _WIDTH
    return _height(row.cells, [round(column.share * width) for column in columns]) < _BODY * 2 // 3


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    return max(_height_of(cell, width) for cell, width in zip(cells, widths, strict=True))


def _height_of(cell: Sequence[Paragraph], width: int) -> int:
    """Guess the height of paragraphs in a column of `width`."""
    return sum(_lines(part, width) * _LINE + _SPACING for part in cell)


def _lines(part: Paragraph, width: int) -> int:
    room = max(width - _GAP - part.depth * _INDENT, _LETTER)
    count = 0
    for line in part.text.split("\n"):
        letters = len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))
        count += max(1, ceil(letters * _LETTER / room))
    return count
