"""Tables of data as an Excel workbook: a table that can be filtered, and a page that explains its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import BinaryIO

from qda.core.attribute_types import plain_number
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.delimited import guarded
from qda.core.exporters.grid import Listing, Value, visible
from qda.core.exporters.officefile import HEAD, RELATIONS, office_file, relations, write_part
from qda.core.privacy.withholding import cleaned
from qda.i18n import _, n_

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "xl/workbook.xml": f"{_KIND}.sheet.main+xml",
    "xl/styles.xml": f"{_KIND}.styles+xml",
}
_LONGEST = 32_767  # what Excel takes in a cell, in UTF-16 units
_LINE, _TALLEST = 15, 409  # points; Excel's rows grow no taller
_SHORT, _MANY = 120, 5_000  # characters of a text that is remembered, and so many of a column
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as a letter, unless its first sign is coded itself
_PLAIN, _LITERAL, _HEADING, _LITERAL_HEADING = 1, 2, 3, 4  # looks of cells, in the order of the formats in _styles


def write(path: Path, listing: Listing, facts: Colophon) -> list[str]:
    """Write a listing as .xlsx and return a sentence where words had to be cut, since Excel's cells hold only so much.

    No cell is ever a formula: what looks like one is text, marked so that it stays text when it is edited.
    """
    return write_book(path, {_("Table"): listing}, facts)


def write_book(path: Path | BinaryIO, listings: Mapping[str, Listing], facts: Colophon) -> list[str]:
    """Write several listings, each on a sheet of that name, and a last sheet that explains them; as :func:`write`."""
    names = [*map(_title, listings), _title(_("About"))]
    files = [f"sheet{number}.xml" for number in range(1, len(names) + 1)]
    parts = _PARTS | {f"xl/worksheets/{file}": f"{_KIND}.worksheet+xml" for file in files}
    title = next(iter(listings.values())).title
    filtered, cut = [], 0
    with office_file(path, parts, facts, title) as package:
        package.writestr("xl/_rels/workbook.xml.rels", relations(_related(files)))
        package.writestr("xl/styles.xml", _styles())
        for number, listing in enumerate(listings.values()):
            numbers = [place for place, field in enumerate(listing.fields) if field.number]
            table = _Rows([field.width for field in listing.fields], numbers)
            write_part(package, f"xl/worksheets/{files[number]}", _table(table, listing, facts, first=number == 0))
            filtered.append(f"$A$1:${letter(len(listing.fields))}${table.count}")
            cut += table.cut
        write_part(package, f"xl/worksheets/{files[-1]}", _about(_Rows([28, 100]), listings, facts))
        package.writestr("xl/workbook.xml", _workbook(names, filtered))
    if not cut:
        return []
    return [
        n_(
            "{n} text is longer than a cell of Excel holds (32,767 characters) and was cut; CSV has it whole.",
            "{n} texts are longer than a cell of Excel holds (32,767 characters) and were cut; CSV has them whole.",
            cut,
        )
    ]


def _table(rows: _Rows, listing: Listing, facts: Colophon, *, first: bool) -> Iterator[str]:
    """Give the sheet of data: its first row stays in sight and filters, prints on every page."""
    side = (' tabSelected="1"' if first else "") + (' rightToLeft="1"' if facts.rtl else "")
    yield f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
    yield f'<sheetView workbookViewId="0"{side}>'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
    yield _columns(rows.widths)
    yield "<sheetData>"
    yield rows.heading([field.heading for field in listing.fields])
    for row in map(cleaned, listing.rows):
        yield rows.row(row)
    yield f'</sheetData><autoFilter ref="A1:{letter(len(listing.fields))}{rows.count}"/>'
    yield '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _about(rows: _Rows, listings: Mapping[str, Listing], facts: Colophon) -> Iterator[str]:
    side = ' rightToLeft="1"' if facts.rtl else ""
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"{side}/></sheetViews>'
    yield _columns(rows.widths)
    yield "<sheetData>"
    yield rows.heading([_("Study"), next(iter(listings.values())).title])
    for name, listing in listings.items():
        yield rows.row([name, listing.about])
    yield rows.row([_("Written"), facts.written.strftime("%Y-%m-%d %H:%M")])
    yield rows.row([_("Written by"), f"Themeloom {facts.version}"])
    yield rows.row([_("Coders"), ", ".join(facts.authors)])
    for name, listing in listings.items():
        yield rows.row([])
        yield rows.heading([_("Column") if len(listings) == 1 else name, _("What it holds")])
        for field in listing.fields:
            yield rows.row([field.heading, field.about])
    yield "</sheetData></worksheet>"


class _Rows:
    """Makes the rows of one sheet: `count` those made so far, `cut` the texts that were too long.

    Each row gets the height its longest text needs, as far as that can be guessed from the `widths` of the columns:
    not every program works it out by itself. In the columns `numbers` what is written as a number is one.
    """

    def __init__(self, widths: Sequence[int], numbers: Sequence[int] = ()) -> None:
        self.widths = widths
        self._numbers = frozenset(numbers)
        self.count = 0
        self.cut = 0
        self._letters = [letter(number) for number in range(1, len(widths) + 1)]
        # Codes, people and sources stand in thousands of rows: what was made of a short text is made once.
        self._made: list[dict[str, tuple[str, int]]] = [{} for _width in widths]
        self._lines = 1

    def heading(self, texts: Sequence[str]) -> str:
        """Return a row of headings."""
        self.count += 1
        self._lines = 1
        looks = [_HEADING if guarded(text) is text else _LITERAL_HEADING for text in texts]
        cells = [self._cell(number, *self._text(number, text, looks[number])) for number, text in enumerate(texts)]
        return self._finished(cells)

    def row(self, values: Iterable[Value]) -> str:
        """Return a row of values; empty ones have no cell."""
        self.count += 1
        self._lines = 1
        cells = []
        for number, value in enumerate(values):
            if isinstance(value, tuple):
                value = "; ".join(value)
            if number in self._numbers and isinstance(value, str):
                value = value if (plain := plain_number(value)) is None else plain
            if not isinstance(value, str):
                if value is not None:
                    cells.append(f'<c r="{self._letters[number]}{self.count}" s="{_PLAIN}"><v>{value}</v></c>')
                continue
            if not value:
                continue
            known = self._made[number]
            if (made := known.get(value)) is None:
                made = self._text(number, value, _PLAIN if guarded(value) is value else _LITERAL)
                if len(value) <= _SHORT and len(known) < _MANY:
                    known[value] = made
            cells.append(self._cell(number, *made))
        return self._finished(cells)

    def _finished(self, cells: list[str]) -> str:
        height = f' ht="{min(_TALLEST, _LINE * self._lines)}"' if self._lines > 1 else ""
        return f'<row r="{self.count}"{height}>{"".join(cells)}</row>'

    def _cell(self, number: int, made: str, lines: int) -> str:
        """Return a cell of text in the row that is being made, which grows to as many lines."""
        if lines > self._lines:
            self._lines = lines
        return f'<c r="{self._letters[number]}{self.count}" {made}'

    def _text(self, number: int, text: str, look: int) -> tuple[str, int]:
        """Return a cell of text but for its place, and how many lines it takes in a column."""
        if not text.isprintable():
            text = visible(text)
        if len(text) > _LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST:
            text = text.encode("utf-16-le")[: 2 * (_LONGEST - 2)].decode("utf-16-le", "ignore") + " …"
            self.cut += 1
        width, lines = self.widths[number], 1
        if len(text) > width or "\n" in text:
            lines = sum(len(line) // width + 1 for line in text.split("\n"))
        if "_x" in text:
            text = _CODED.sub("_x005F_", text)
        said = escape(text, quote=False)
        return f's="{look}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>', lines


def letter(number: int) -> str:
    """Return the name of a column, counted from 1: A, B, …, Z, AA, …"""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _title(name: str) -> str:
    """Return `name` as a sheet may be called, in whatever language it comes."""
    return "".join("-" if char in "[]:*?/\\'" else char for char in name)[:31]


def _columns(widths: Iterable[int]) -> str:
    rows = (
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return f'<sheetFormatPr defaultRowHeight="15"/><cols>{"".join(rows)}</cols>'


def _related(files: Sequence[str]) -> dict[str, tuple[str, str]]:
    sheets = {f"rId{n}": (f"{RELATIONS}/worksheet", f"worksheets/{file}") for n, file in enumerate(files, start=1)}
    return sheets | {f"rId{len(files) + 1}": (f"{RELATIONS}/styles", "styles.xml")}


def _workbook(names: Sequence[str], filtered: Sequence[str]) -> str:
    """Return the workbook: its sheets by name, and what of each but the last can be filtered and is printed on top."""
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1)
    )
    tables = [(n, escape(name), area) for n, (name, area) in enumerate(zip(names, filtered, strict=False))]
    defined = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">\'{name}\'!{area}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">\'{name}\'!$1:$1</definedName>'
        for n, name, area in tables
    )
    return (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{defined}</definedNames></workbook>"
    )


def _styles() -> str:
    wrap = '<alignment vertical="top" wrapText="1"/>'
    look = '<xf numFmtId="0" fillId="0" xfId="0" applyAlignment="1"'
    font = '<font>{bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    edge = "<border><left/><right/><top/>{bottom}<diagonal/></border>"
    return (
        f'{HEAD}<styleSheet xmlns="{_MAIN}">'
        f'<fonts count="2">{font.format(bold="")}{font.format(bold="<b/>")}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        f'</fill></fills><borders count="2">{edge.format(bottom="<bottom/>")}'
        + edge.format(bottom='<bottom style="thin"/>')
        + "</borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'{look} fontId="0" borderId="0">{wrap}</xf>'
        f'{look} fontId="0" borderId="0" quotePrefix="1">{wrap}</xf>'
        f'{look} fontId="1" borderId="1" applyFont="1" applyBorder="1">{wrap}</xf>'
        f'{look} fontId="1" borderId="1" applyFont="1" applyBorder="1" quotePrefix="1">{wrap}</xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
