"""Tables of data as text: CSV, which spreadsheets open safely and `qda codings import` reads back, and JSON.

CSV is UTF-8 with a byte order mark (Excel needs it to see UTF-8; R and pandas read it as ``utf-8-sig``), commas and
CRLF (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front: :func:`guarded`.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TextIO

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Listing, Value
from qda.core.privacy.withholding import cleaned

# After OWASP, "CSV Injection": these begin a formula, the wide forms in East Asian Excel, also after white space. One
# that begins with apostrophes already gets one more, so that :func:`unguarded` restores every text exactly.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")


def guarded(text: str) -> str:
    """Return `text` with an apostrophe before it where a spreadsheet would run it as a formula."""
    return text if text[:1].isalnum() or not _FORMULA.match(text) else "'" + text


def unguarded(cell: str) -> str:
    """Return the text that :func:`guarded` made `cell` of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_csv(path: Path, listing: Listing, _facts: Colophon) -> list[str]:
    """Write a listing as CSV; several values of one cell stand apart by ``; ``."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        put_csv(file, listing)
    return []


def put_csv(file: TextIO, listing: Listing) -> None:
    """Write a listing as CSV into a file that is open (``utf-8-sig``, no newlines of its own)."""
    writer = csv.writer(file)
    writer.writerow([guarded(field.name) for field in listing.fields])
    writer.writerows([_cell(value) for value in row] for row in map(cleaned, listing.rows))


def _cell(value: Value) -> str | int | float | None:
    if value is None or isinstance(value, (int, float)):
        return value
    return guarded(value if isinstance(value, str) else "; ".join(value))


def write_json(path: Path, listing: Listing, _facts: Colophon) -> list[str]:
    """Write a listing as a JSON list of objects, UTF-8, a row a line."""
    names = [field.name for field in listing.fields]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, row in enumerate(map(cleaned, listing.rows)):
            record = dict(zip(names, row, strict=True))
            file.write(("," if number else "") + "\n" + json.dumps(record, ensure_ascii=False))
        file.write("\n]\n")
    return []
