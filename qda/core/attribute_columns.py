"""A table of people or reports, as spreadsheets have it: what each column is, before anything is brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qda.core import attribute_types
from qda.core.finding import fold
from qda.core.naming import clean, distinct
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _, n_

PERSON, SOURCE, STUDY, SAMPLE, NOTE, ATTRIBUTE, SKIP = (
    *("participant", "source", "study", "sample", "note", "attribute", "skip"),
)
ROLES = {
    PERSON: _("Participant"),
    SOURCE: _("Interview or report"),
    STUDY: _("Study"),
    SAMPLE: _("Sample"),
    NOTE: _("Note on the participant"),
    ATTRIBUTE: _("Attribute"),
    SKIP: _("Leave out"),
}
"""What a column can be, by name, with its words. Study and sample are read where the rows are reports."""
_HEADINGS = {
    PERSON: (
        *("participant", "participants", "pseudonym", "participant id", "participant name", "person", "respondent"),
        *("interviewee", "case", "name", "id", "teilnehmer", "teilnehmerin", "pseudonym participant", "participante"),
    ),
    SOURCE: (
        *("interview", "source", "transcript", "report", "file", "document", "paper", "article", "quelle"),
        *("reference", "citation"),
    ),
    STUDY: ("study", "study id", "studie"),
    SAMPLE: ("sample", "sample id", "stichprobe"),
    NOTE: ("note", "notes", "remark", "remarks", "comment"),
    SKIP: ("sources", "interviews"),
}
_SEARCHED = 20  # rows from the top in which headings are looked for


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place, heading and role, and the type that the attribute made of it would have."""

    index: int
    heading: str
    role: str
    type: str
    options: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactsTable:
    """A table of facts: its columns, and rows with their number in the file; `warnings` are finished sentences."""

    file: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    warnings: tuple[str, ...] = ()

    def having(self, role: str) -> Column | None:
        """Return the column of a role of which there is one."""
        return next((column for column in self.columns if column.role == role), None)

    @property
    def scope(self) -> str:
        """Say whose facts the table holds: participants', or sources' where no column names a participant."""
        return "participant" if self.having(PERSON) else "source"

    def attributes(self) -> list[Column]:
        """Return the columns that are attributes."""
        return [column for column in self.columns if column.role == ATTRIBUTE]

    def chosen(self, index: int, *, role: str | None = None, type: str | None = None) -> FactsTable:
        """Return the table with another role or type of a column; what was in that role before becomes an attribute."""
        columns = []
        for column in self.columns:
            if column.index == index:
                column = replace(column, role=role or column.role, type=type or column.type)
            elif role in (PERSON, SOURCE, STUDY, SAMPLE, NOTE) and column.role == role:
                column = replace(column, role=ATTRIBUTE)
            columns.append(column)
        return replace(self, columns=tuple(columns))


def read_facts(path: Path) -> FactsTable:
    """Read a table of people or reports from .xlsx, .csv or .tsv; the first sheet with anything in it is taken.

    A column is told by its heading; where none says participant or interview, the first column names participants.
    Raises UnreadableFileError for what is no table with a heading and a row.
    """
    from qda.core.importers.grid import read_grids

    grids = read_grids(path)
    grid = grids[0]
    head = next((at for at, row in enumerate(grid.rows[:_SEARCHED]) if sum(map(bool, map(clean, row))) > 1), None)
    if head is None:
        head = next((at for at, row in enumerate(grid.rows) if any(map(clean, row))), 0)
    body = [(at + 1, row) for at, row in enumerate(grid.rows[head + 1 :], head + 1) if any(map(clean, row))]
    if not body:
        sentence = _(
            "{file} has no row below its headings; write a participant a row, with a heading over each column."
        )
        raise UnreadableFileError(sentence.format(file=path.name))
    warnings = list(grid.warnings)
    if len(grids) > 1:
        others = len(grids) - 1
        warnings.append(
            n_("{n} more sheet was not read.", "{n} more sheets were not read.", others)
            + " "
            + _("Sheet “{name}” is shown.").format(name=grid.sheet)
        )
    return facts_table(path.name, grid.rows[head], body, warnings)


def facts_table(
    file: str, headings: Sequence[str], body: Sequence[tuple[int, Sequence[str]]], warnings: Sequence[str] = ()
) -> FactsTable:
    """Return a table with the role and type of each column guessed from its heading and cells."""
    from qda.core.exporters.delimited import unguarded

    width = max(len(headings), *(len(row) for _number, row in body))
    rows = tuple(
        (number, tuple(clean(unguarded(row[at])) if at < len(row) else "" for at in range(width)))
        for number, row in body
    )
    columns: list[Column] = []
    roles = _roles([clean(heading) for heading in headings])
    for at in range(width):
        cells = [row[at] for _number, row in rows if row[at]]
        heading = clean(headings[at]) if at < len(headings) else ""
        if not heading and not cells:
            continue
        name = distinct(heading or _("Column {n}").format(n=at + 1), [column.heading for column in columns])
        type_, options = attribute_types.guessed(cells)
        columns.append(Column(at, name, roles.get(at, ATTRIBUTE), type_, options, tuple(dict.fromkeys(cells))[:3]))
    return FactsTable(file, tuple(columns), rows, tuple(warnings))


def _roles(headings: Sequence[str]) -> dict[int, str]:
    """Return the roles of columns by their headings, each once; without any who, the first column is that."""
    found: dict[int, str] = {}
    for role, names in _HEADINGS.items():
        # The order of names counts: a column "name" is the participant's unless another says participant.
        for name in names:
            at = next((at for at, heading in enumerate(headings) if fold(heading) == name and at not in found), None)
            if at is not None:
                found[at] = role
                break
    roles = set(found.values())
    if PERSON not in roles and SOURCE not in roles:
        study = next((at for at, role in found.items() if role == STUDY), 0)
        # A table of studies alone names its reports by their studies.
        found[study] = SOURCE if found.get(study) == STUDY else PERSON
    elif PERSON in roles:
        found = {at: role for at, role in found.items() if role not in (STUDY, SAMPLE)}
    return found


def refuse_unnamed(table: FactsTable) -> None:
    """Raise RefusedError where no column says whose the rows are."""
    if table.having(PERSON) is None and table.having(SOURCE) is None:
        raise RefusedError(_("Say which column names the participants, or the interviews or reports."))
