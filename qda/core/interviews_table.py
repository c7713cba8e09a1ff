"""Sheets of interviews from a table: a row a source by its name, a column a field, and what would become of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.finding import fold
from qda.core.guides import add_guide
from qda.core.interviews import Sheet, fill_sheets, minutes, sheets
from qda.core.naming import clean
from qda.errors import QdaError, UnreadableFileError
from qda.i18n import _
from qda.storage.models import GuideVersion, Source

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "source": ("source", "interview", "name", "transcript", "file", "id"),
    "interviewer": ("interviewer", "interviewed by"),
    "relationship": ("relationship", "relationship with participant"),
    "date": ("date", "day", "interview date"),
    "place": ("place", "location", "setting", "where"),
    "mode": ("mode", "medium", "how"),
    "minutes": ("minutes", "length", "duration", "min", "length (minutes)", "duration (minutes)"),
    "others": ("others present", "others", "present"),
    "guide": ("guide version", "guide", "version of the guide"),
    "transcribed_by": ("transcribed by", "transcriber"),
    "checked_by": ("checked by", "checker"),
    "note": ("note", "notes", "remarks"),
}
"""The fields, and the headings by which a column of each is known, capitals and accents aside."""
_SEARCHED = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its number in the file, what it calls the source, and what it says."""

    row: int
    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of interviews as it stands in a file; `unused` are headings that mean nothing here."""

    name: str
    lines: tuple[Line, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """What would become of a row: fields that are filled in and ones in which the sheet says something else by now.

    `refused` is the reason for which nothing can become of it, "" where something can.
    """

    line: Line
    source_id: str = ""
    source: str = ""
    fills: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    refused: str = ""


def read_sheets(path: Path) -> SheetTable:
    """Read a table of interviews from .csv, .tsv or .xlsx; UnreadableFileError where it names no sources or fields."""
    from qda.core.importers.grid import read_grids

    known = {heading: name for name, headings in HEADINGS.items() for heading in headings}
    grids = read_grids(path)
    for grid in grids:
        for number, row in enumerate(grid.rows[:_SEARCHED]):
            places: dict[str, int] = {}
            for place, cell in enumerate(row):
                name = known.get(" ".join(fold(cell).replace("_", " ").split()))
                if name:
                    places.setdefault(name, place)
            if "source" in places and len(places) > 1:
                unused = tuple(
                    cell.strip() for place, cell in enumerate(row) if cell.strip() and place not in places.values()
                )
                return SheetTable(path.name, tuple(_lines(grid.rows, number + 1, places)), unused)
    sentence = _("{file} has no column “source” beside one such as “date”, “minutes” or “interviewer”.")
    raise UnreadableFileError(sentence.format(file=path.name))


def _lines(rows: Sequence[list[str]], first: int, places: Mapping[str, int]) -> list[Line]:
    from qda.core.exporters.delimited import unguarded

    found = []
    for number, row in enumerate(rows[first:], first + 1):
        cells = {name: clean(unguarded(row[place])) for name, place in places.items() if place < len(row)}
        if any(cells.values()):
            name = cells.pop("source", "")
            found.append(Line(number, name, {field: words for field, words in cells.items() if words}))
    return found


def plan_sheets(session: Session, table: SheetTable) -> list[PlannedSheet]:
    """Say what :func:`import_sheets` would do with every row."""
    rows = {row.source_id: row for row in sheets(session)}
    known = _names(session)
    return [_planned(line, known, rows) for line in table.lines]


def _names(session: Session) -> dict[str, list[str]]:
    """Return the ids of sources by the names under which a table may know them, the file's among them."""
    found: dict[str, list[str]] = {}
    for key, name, file in session.execute(select(Source.id, Source.name, Source.original_name)):
        for known in {fold(name).strip(), fold(file).strip(), fold(Path(file).stem).strip()} - {""}:
            found.setdefault(known, []).append(key)
    return found


def _planned(line: Line, known: Mapping[str, list[str]], rows: Mapping[str, Sheet]) -> PlannedSheet:
    found = known.get(fold(line.name).strip(), [])
    if len(found) != 1:
        several, nothing = _("Several sources are called “{name}”."), _("There is no source called “{name}”.")
        return PlannedSheet(line, refused=(several if found else nothing).format(name=line.name))
    here = rows[found[0]]
    said = {field: _same(field, words, here.source) for field, words in line.values.items()}
    fills = tuple(field for field in said if not here.words(field))
    differs = tuple(field for field, words in said.items() if here.words(field) and words != here.words(field))
    return PlannedSheet(line, here.source_id, here.source, fills, differs)


def _same(field: str, words: str, source: str) -> str:
    """Return a value as the sheet would write it, so that 1:15 and 75 are the same; what it doesn't take as it is."""
    from qda.core.attribute_types import written

    try:
        return (
            str(minutes(words, source)) if field == "minutes" else (field == "date" and written("date", words)) or words
        )
    except QdaError:
        return words


def import_sheets(session: Session, table: SheetTable, *, replace: bool = False) -> tuple[int, list[tuple[int, str]]]:
    """Fill in the sheets from a table; return how many cells were set, and (row, reason) of what was refused.

    Where a sheet says something else its words stay, but with `replace` the table's are taken. A version of the guide
    that is not known is added by its name.
    """
    refused: list[tuple[int, str]] = []
    changed = 0
    for step in plan_sheets(session, table):
        if step.refused:
            refused.append((step.line.row, step.refused))
            continue
        for field in (*step.fills, *(step.differs if replace else ())):
            words = step.line.values[field]
            try:
                with session.begin_nested():
                    if field == "guide":
                        _know_guide(session, words)
                    changed += fill_sheets(session, {(step.source_id, field): words})
            except QdaError as error:
                refused.append((step.line.row, error.sentence))
    return changed, refused


def _know_guide(session: Session, name: str) -> None:
    if not any(known.casefold() == name.casefold() for known in session.scalars(select(GuideVersion.name))):
        add_guide(session, name)
