"""Coded passages in a table, as other programs and people write them: which columns there are, and each row.

A row names a passage by its place (characters), by its words, or both. Known are our own exports, the lists of coded
segments, quotations, highlights and excerpts of the usual programs, and tables made by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qda.core.quote_finding import Hints
from qda.core.table_columns import Columns, find_columns
from qda.errors import UnreadableFileError
from qda.i18n import _

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "source": (
        *("source", "document", "document name", "file", "file name", "filename", "transcript", "interview"),
        *("media title", "dokument", "dokumentname", "quelle"),
    ),
    "start": ("start", "start position", "pos0", "from character"),
    "end": ("end", "end position", "pos1", "to character"),
    "quote": (
        *("quote", "text", "words", "passage", "segment", "coded segment", "coded text", "quotation", "excerpt"),
        *("quotation content", "content", "highlight", "excerpt copy", "seltext", "coding", "zitat", "textstelle"),
    ),
    "code": ("code", "code name", "code path", "codename", "tag", "node", "theme", "kode", "código"),
    "codes": ("codes", "tags", "nodes", "codes applied combined"),
    "coder": (
        *("coder", "user", "author", "coded by", "created by", "creator", "excerpt creator", "modified by", "owner"),
        *("autor", "bearbeiter"),
    ),
    "note": ("note", "comment", "memo", "annotation", "kommentar"),
    "weight": ("weight", "weight score", "gewicht"),
    "before": ("before", "context before", "words before", "left context"),
    "after": ("after", "context after", "words after", "right context"),
    "speaker": ("speaker", "participant", "person", "who"),
    "lines": ("lines", "line", "line numbers"),
}
"""The fields of a coded passage, and the headings by which a column of each is known, capitals and accents aside."""
MOST_CELLS = 5_000_000
"""So many cells a table of coded passages may have: hundreds of thousands of rows."""
_SEVERAL = re.compile(r"\s*[\n;|]\s*")


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A coded passage in a table: its `row` (from 1, below the headings), what is said of it, and its words.

    `start` and `end` stand as they are written; `codes` are paths.
    """

    row: int
    source: str
    codes: tuple[str, ...]
    start: str = ""
    end: str = ""
    quote: str = ""
    coder: str = ""
    note: str = ""
    weight: str = ""
    before: str = ""
    after: str = ""
    speaker: str = ""
    lines: str = ""

    @property
    def hints(self) -> Hints:
        """Return what tells where the words stand."""
        ends = (self.start.strip(), self.end.strip())
        start, end = map(int, ends) if all(part.isdecimal() and len(part) < 16 for part in ends) else (None, None)
        return Hints(start, end, self.before, self.after, self.speaker, self.lines)


@dataclass(frozen=True, slots=True)
class CodingTable:
    """The coded passages of a file: `used` are its headings by field, `unused` those that mean nothing here."""

    name: str
    lines: tuple[CodingLine, ...]
    used: Mapping[str, str]
    unused: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_codings(path: Path) -> CodingTable:
    """Read a table of coded passages from .csv, .tsv or .xlsx.

    Raises UnreadableFileError for a file that is damaged, no table, or whose columns don't say which passage has which
    code.
    """
    from qda.core.importers.grid import read_grids

    grids = read_grids(path, most=MOST_CELLS)
    for grid in grids:
        columns = find_columns(grid.rows, HEADINGS, _fit)
        if columns is not None:
            lines = tuple(_line(number, row, columns) for number, row in columns.rows)
            return CodingTable(path.name, lines, columns.used, columns.unused, tuple(grids[0].warnings))
    first = find_columns(grids[0].rows, HEADINGS, lambda _fields: True)
    raise UnreadableFileError(_lacking(path.name, first.places if first is not None else ()))


def _fit(fields: Iterable[str]) -> bool:
    there = set(fields)
    return bool(there & {"code", "codes"}) and ("quote" in there or {"source", "start", "end"} <= there)


def _lacking(name: str, fields: Iterable[str]) -> str:
    there = set(fields)
    missing = [] if there & {"code", "codes"} else ["code"]
    if "quote" not in there:
        placed = there & {"start", "end"}
        missing = [one for one in ("source", "start", "end") if one not in there] + missing if placed else missing
        missing += [] if placed else ["quote"]
    return _(
        "{name} lacks the columns {missing}; a table of coded passages has the columns source, code and coder, and "
        "quote (the words) or start and end (characters), or all of these."
    ).format(name=name, missing=", ".join(missing))


def _line(number: int, row: list[str], columns: Columns) -> CodingLine:
    said = {name: columns.cell(row, name) for name in columns.places if name not in ("code", "codes")}
    code, several = columns.cell(row, "code"), columns.cell(row, "codes")
    codes = [part.strip() for part in code.split("\n")] if code.strip() else _SEVERAL.split(several.strip())
    return CodingLine(number - columns.top, codes=tuple(part for part in codes if part), **{"source": "", **said})
