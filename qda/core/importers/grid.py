"""Tables as rows of cells: separated text (.csv, .tsv) and Excel sheets, with every cell as a person sees it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as daytime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.core.importers.encodings import text_begins
from qda.core.importers.xmlparts import MOST_TAGS, tags_in
from qda.core.text import canonical
from qda.core.whole_file import bytes_of, refuse_what_is_no_file
from qda.errors import UnreadableFileError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_CELLS = 1_000_000
MOST_BYTES = 50_000_000
"""Bytes of separated text: each becomes up to eight of memory while it is read."""
MOST_LETTERS = 20_000_000
"""Letters of one cell: more than the longest interview has."""
_MOST_PADDED = 10_000_000
_MOST_UNPACKED = 500_000_000
# Empty cells cost time too: a sheet may claim a cell in its last column in every row.
MOST_PLACES = 30_000_000
# Excel's own limit. A row that says it is the billionth would be looked for among as many empty ones.
_MOST_ROWS = 1_048_576
_MOST_LOOKS = 1_000_000  # tags of styles and the like; Excel allows 65,000 looks
_MOST_OF_ROW = 300_000  # cells; Excel's rows have 16,384, and pieces don't end where rows do
_PIECE = 1 << 20
_HEAD = 65_536
_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 100_000
_SAMPLE_ROWS = 200
# Parts no text: for files of one column, in which commas are only commas.
_NO_DELIMITER = "\x1f"


@dataclass(slots=True)
class Grid:
    """One table. `rows` include blank ones, so that the file's row n is item n - 1; no row ends in empty cells.

    `delimiter` is empty for a file of one column and None for Excel, `encoding` is None for Excel.
    """

    rows: list[list[str]]
    sheet: str = ""
    delimiter: str | None = None
    encoding: str | None = None
    warnings: list[str] = field(default_factory=list)


def read_grids(path: Path, encoding: str | None = None, *, most: int = 0) -> list[Grid]:
    """Read all tables with anything in them from a .csv, .tsv or .xlsx file, told by content.

    Raises :class:`UnreadableFileError` for missing and damaged files, more than `most` cells (0:
    :data:`MOST_CELLS`), or nothing at all.
    """
    most = most or MOST_CELLS
    refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFileError(_("{path} can't be read: {reason}.").format(path=path, reason=reason)) from error
    zipped = head.startswith(b"PK\x03\x04")
    # A workbook that is locked is no zip file, and no text either; what is said of it comes from the archive.
    as_sheets = zipped or (path.suffix.lower() in (".xlsx", ".xlsm") and text_begins(head) is None)
    grids = _sheets(path, most) if as_sheets else [_separated(path, encoding, most)]
    grids = [grid for grid in grids if any(grid.rows)]
    if not grids:
        raise UnreadableFileError(_("{file} is an empty table.").format(file=path.name))
    return grids


def _separated(path: Path, encoding: str | None, most: int) -> Grid:
    from qda.core.importers.encodings import decode

    text, used, warnings = decode(bytes_of(path, MOST_BYTES), encoding)
    body = text
    if named := re.match(r"sep=([^\n\"])\n", text):  # Excel's own hint, which it never shows.
        delimiter, body = named[1], text[named.end() :]
    else:
        delimiter = _sniffed(body, path.suffix.lower())
    if body.count(delimiter) > most + 10_000_000:  # all of them may stand in one row, which is read whole
        raise UnreadableFileError(_too_many(path, most))
    rows = _collected(path, _parted(path, body, delimiter), most)
    if body.count('"') % 2 and rows and rows[-1] and "\n" in rows[-1][-1].strip("\n"):
        warnings.append(
            _(
                "A quotation mark in row {row} is never closed, so that all that follows it became one cell. Close it "
                "in the table and import again."
            ).format(row=len(rows))
        )
    return Grid(rows, delimiter="" if delimiter == _NO_DELIMITER else delimiter, encoding=used, warnings=warnings)


def _parted(path: Path, body: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of separated text; a cell without end is refused before it takes eight times its size."""
    csv.field_size_limit(MOST_LETTERS)
    number = 0
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter):
            number += 1
            yield row
    except csv.Error as error:
        raise UnreadableFileError(_endless(path, number + 1)) from error


def _sniffed(text: str, suffix: str) -> str:
    """Return the delimiter that cuts the first rows most evenly into more than one cell."""
    best, best_score = _NO_DELIMITER, (0.0, 0)
    for delimiter in _DELIMITERS:
        rows = _sample(text, delimiter)
        if not rows or len(rows[0]) < 2:
            continue
        width, count = Counter(map(len, rows)).most_common(1)[0]
        share = count / len(rows)
        if suffix in (".tsv", ".tab") and delimiter == "\t":
            return delimiter
        if width > 1 and share >= 0.5:
            # Nearly even counts as even, and then the finer cut wins: answers have their own commas.
            best, best_score = max((best, best_score), (delimiter, (round(share, 1), width)), key=lambda pair: pair[1])
    return best


def _sample(text: str, delimiter: str) -> list[list[str]]:
    head = text[:_SAMPLE_CHARACTERS]
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(head) + 1))
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
        if row:
            rows.append(row)
        if len(rows) > _SAMPLE_ROWS:
            break
    csv.field_size_limit(limit)
    return rows[:-1] if len(head) < len(text) and len(rows) > 1 else rows


def _collected(path: Path, rows: Iterable[list[str]], most: int) -> list[list[str]]:
    collected: list[list[str]] = []
    cells = 0
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
        if row and max(map(len, row)) > MOST_LETTERS:
            raise UnreadableFileError(_endless(path, len(collected) + 1))
        collected.append(row)
        cells += len(row)
        if cells > most:
            raise UnreadableFileError(_too_many(path, most))
    while collected and not collected[-1]:
        collected.pop()
    # Whoever reads on makes all rows as wide as the widest one.
    if max(map(len, collected), default=0) * len(collected) > _MOST_PADDED:
        raise UnreadableFileError(_too_many(path, most))
    return collected


def _endless(path: Path, row: int) -> str:
    sentence = _("{file} has a cell of millions of letters in row {row}. Is a quotation mark missing there?")
    return sentence.format(file=path.name, row=row)


def _too_many(path: Path, most: int) -> str:
    return _(
        "{file} has more than {count} cells. Import the columns and rows you need as a table of their own."
    ).format(file=path.name, count=f"{most:,}")


def _sheets(path: Path, most: int) -> list[Grid]:
    import warnings

    from qda.core.importers.archives import open_archive
    from qda.core.importers.damage import damage_told

    with damage_told(_damaged(path)), open_archive(path, most_bytes=_MOST_UNPACKED) as archive:
        if any(_is_bomb(archive, one) for one in archive.infolist() if one.filename.endswith(".xml")):
            sentence = _("{file} holds far more than a table does and was not read. Save the sheet you need alone.")
            raise UnreadableFileError(sentence.format(file=path.name))
    with damage_told(_damaged(path)), warnings.catch_warnings():
        # openpyxl warns of styles and validations that it leaves alone; no words depend on them.
        warnings.simplefilter("ignore")
        return _worksheets(path, most)


def _is_bomb(archive: ZipFile, member: ZipInfo) -> bool:
    """Say whether a part would fill the memory: words and looks are read whole, of a sheet one row at a time."""
    if "/worksheets/" not in member.filename:
        most = MOST_TAGS if member.filename.endswith("/sharedStrings.xml") else _MOST_LOOKS
        return tags_in(archive, member) > most
    cells = 0
    with archive.open(member) as part:
        for piece in iter(lambda: part.read(_PIECE), b""):
            _before, row, after = piece.rpartition(b"<row")
            cells = after.count(b"<c") if row else cells + piece.count(b"<c")
            if cells > _MOST_OF_ROW:
                return True
    return False


def _damaged(path: Path) -> str:
    return _(
        "{file} cannot be read as an Excel workbook. Open it in Excel or LibreOffice, save it as .xlsx again."
    ).format(file=path.name)


def _worksheets(path: Path, most: int) -> list[Grid]:
    import openpyxl

    grids: list[Grid] = []
    hidden = 0
    # The open file, not its path: by a path the library looks at the name, and a workbook may be called .csv.
    with (
        path.open("rb") as file,
        closing(openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)) as book,
    ):
        for sheet in book.worksheets:
            # What a file says of its own size may be wrong, and then rows would be cut.
            sheet.reset_dimensions()
            rows = _collected(path, _shown_rows(path, sheet, most), most)
            if rows and sheet.sheet_state != "visible":
                hidden += 1
            elif rows:
                grids.append(Grid(rows, sheet=sheet.title))
    if hidden and grids:
        grids[0].warnings.append(n_("{n} hidden sheet was left out.", "{n} hidden sheets were left out.", hidden))
    return grids


def _shown_rows(path: Path, sheet: Any, most: int) -> Iterable[list[str]]:
    places = 0
    for number, row in enumerate(sheet.iter_rows()):
        places += len(row) + 1
        if places > MOST_PLACES:
            raise UnreadableFileError(_too_many(path, most))
        if number >= _MOST_ROWS:
            sentence = _("{file} says that it has more rows than a workbook can have. Save it again in Excel.")
            raise UnreadableFileError(sentence.format(file=path.name))
        yield [_shown(cell) for cell in row]


def _shown(cell: Any) -> str:
    """Return what a person sees in `cell`, as far as words, whole numbers, decimals, percent and dates go."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return canonical(value.replace("_x000D_\n", "\n").replace("_x000D_", "\n"))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format or "General")
    if isinstance(value, datetime):
        text = value.isoformat(" ", "milliseconds" if value.microsecond else "seconds")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, daytime):
        return value.isoformat("milliseconds" if value.microsecond else "seconds")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)


def _number(value: float, form: str) -> str:
    form = form.split(";", 1)[0]
    if re.fullmatch(r"0{2,}", form) and value == int(value):
        return f"{int(value):0{len(form)}}"
    decimals = re.search(r"[0#]\.(0+)(?!.*[eE?])", form)
    if form.rstrip().endswith("%"):
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    if decimals and len(decimals[1]) < 12:
        return f"{value:.{len(decimals[1])}f}"
    # Excel keeps and shows at most 15 digits; more would be the noise of binary numbers.
    return str(value) if isinstance(value, int) else f"{value:.15g}"
