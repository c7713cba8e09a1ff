"""The matrix: codes, categories or themes by people, sources, coders or groups, and attribute by attribute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Cell,
    Column,
    Field,
    Grid,
    Listing,
    Paragraph,
    Row,
    Value,
    continued,
    paragraph,
    visible,
)
from qda.core.exporters.parting import parted
from qda.core.naming import distinct
from qda.core.privacy.withholding import shown_spans
from qda.core.tables import axes
from qda.core.tables.axes import Head
from qda.core.tables.matrix import COUNTS, NO, PERCENTS, Ask, Matrix, matrix
from qda.core.tables.matrix_words import passages
from qda.errors import RefusedError
from qda.i18n import _, n_

ROWS = Choice("rows", _("Rows: codes, categories, themes or an attribute"), default=axes.CODES)
COLUMNS = Choice(
    "columns", _("Columns: participants, sources, coders, nothing or an attribute"), default="participants"
)
COUNT = Choice("count", _("Count"), tuple(COUNTS.items()))
CELLS = Choice(
    "cells",
    _("In the cells"),
    (
        ("usual", _("As the approach has it")),
        ("counts", _("Numbers")),
        ("quotes", _("Quotes")),
        ("dots", _("Dots: coded here")),
    ),
)
BELOW = Choice("below", _("Codes below"), (("yes", _("Count with them")), ("no", _("Leave out"))))
PERCENT = Choice("percent", _("Numbers as"), tuple(PERCENTS.items()))
MOST = Choice(
    "most", _("Quotes in a cell"), (("3", _("At most 3")), ("1", _("1")), ("10", _("At most 10")), ("all", _("All")))
)
_FIGURES, _QUOTES = 11, 4  # columns on a page
_DOT = "●"


@exporters.product(
    "matrix",
    title=_("Matrix"),
    about=_("Codes or themes by people, sources or groups, or attribute by attribute: numbers or quotes."),
    suffixes=(".docx", ".xlsx", ".csv", ".html"),
    choices=(ROWS, COLUMNS, COUNT, CELLS, MOST, BELOW, PERCENT),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the matrix that is chosen; RefusedError where it has no rows."""
    facts = colophon(session)
    rows = axes.find_axis(session, ROWS.of(options), axes.ROWS)
    columns = axes.find_axis(session, COLUMNS.of(options), axes.COLUMNS)
    if axes.attribute_id(rows) is not None and axes.attribute_id(columns) is None:
        columns = axes.NOTHING
    found = matrix(session, Ask(rows, columns, COUNT.of(options), BELOW.of(options) == "yes"))
    if not found.rows:
        raise RefusedError(_("There is nothing yet that this table could be made of."))
    cells = _cells(found, CELLS.of(options), facts)
    percent = PERCENT.of(options) if cells == "counts" else NO
    shown = _Quoted(session, found, facts, MOST.of(options)) if cells == "quotes" else None
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, _listing(found, facts, percent, cells, shown), facts)
    else:
        titles = axes.title_of(session, rows), axes.title_of(session, columns)
        formats.write_grid(path, _grid(found, facts, titles, percent, cells, shown), facts)
    return Written(path, tuple(notices), codes=len(found.rows), codings=found.total if found.count == "codings" else 0)


def _cells(found: Matrix, wanted: str, facts: Colophon) -> str:
    if found.crosses:
        return "counts"
    if wanted == "usual":
        return "counts" if facts.counts else "dots"
    return wanted


class _Quoted:
    """The quotes of the cells, cited."""

    def __init__(self, session: Session, found: Matrix, facts: Colophon, most: str) -> None:
        self._facts = facts
        every = {cell: shown_spans(inside) for cell, inside in passages(session, found).items()}
        cut = None if most == "all" else int(most)
        self._passages = {cell: inside[:cut] for cell, inside in every.items()}
        self._left = {cell: len(inside) - len(self._passages[cell]) for cell, inside in every.items()}
        sources = {span[0] for inside in self._passages.values() for span in inside}
        self._cited = citing.Citations(session, sources)

    def paragraphs(self, row: int, column: int) -> Cell:
        """Return the quotes of a cell for a page."""
        parts: list[Paragraph] = []
        for span in self._passages.get((row, column), ()):
            parts.extend(citing.quote_paragraphs(self._cited.cite(*span), self._facts.language))
        left = self._left.get((row, column), 0)
        return (*parts, *((paragraph(n_("and {n} more", "and {n} more", left), "detail"),) if left else ()))

    def texts(self, row: int, column: int) -> tuple[str, ...]:
        """Return the quotes of a cell as data, each with where it stands."""
        cited = [self._cited.cite(*span) for span in self._passages.get((row, column), ())]
        return tuple(f"{one.text} ({citing.place(one.people, one.source, one.lines)})" for one in cited)


# As a table on pages -------------------------------------------------------------------------------------------------


def _grid(
    found: Matrix, facts: Colophon, titles: tuple[str, str], percent: str, cells: str, quoted: _Quoted | None
) -> Grid:
    counts = cells == "counts"
    heads = [Column(titles[0], 0), *(Column(visible(head.name), 0, counts) for head in found.columns)]
    if counts:
        heads.append(Column(_("All"), 0, True))

    def fill(row: int | None, column: int | None) -> Cell:
        if quoted is not None and row is not None and column is not None:
            return quoted.paragraphs(row, column)
        number = found.number(row, column)
        if not counts:
            return (paragraph(_DOT),) if number else ()
        return (paragraph(_figure(found, row, column, percent), "number"),)

    rows = [_row(found, at, head, fill, counts) for at, head in enumerate(found.rows)]
    if counts:
        rows.append(_total(found, fill))
    title = _("{rows} by {columns}") if found.columns else "{rows}"
    grid = Grid(
        title=visible(facts.title),
        caption=title.format(rows=titles[0], columns=titles[1].lower() if not found.crosses else titles[1]),
        columns=tuple(heads),
        rows=tuple(rows),
        notes=_notes(found, percent, cells),
    )
    return parted(grid, _QUOTES if cells == "quotes" else _FIGURES)


def _row(found: Matrix, at: int, head: Head, fill: Callable[[int | None, int | None], Cell], counts: bool) -> Row:
    name = paragraph(visible(head.name), "text" if head.depth else "theme", head.depth)
    others = [fill(at, column) for column in range(len(found.columns))]
    if counts:
        others.append(fill(at, None))
    return Row(((name,), *others), continued(head.name), opens=head.depth == 0)


def _total(found: Matrix, fill: Callable[[int | None, int | None], Cell]) -> Row:
    cells = [fill(None, column) for column in (*range(len(found.columns)), None)]
    return Row(((paragraph(_("All"), "theme"),), *cells), opens=True)


def _figure(found: Matrix, row: int | None, column: int | None, percent: str) -> str:
    number = found.number(row, column)
    share = found.percent(row, column, percent) if percent != NO and number else None
    return str(number) if share is None else f"{number} ({share}\u202f%)"


def _notes(found: Matrix, percent: str, cells: str) -> tuple[str, ...]:
    counted = {
        "codings": _("Numbers of coded passages. In totals each passage counts once, also where it stands in several."),
        "sources": _("Numbers of sources. In totals each source counts once, also where it stands in several."),
        "participants": _("Numbers of participants. In totals each counts once, also where they stand in several."),
    }
    notes = [counted[found.count]] if cells == "counts" else []
    if cells == "dots":
        notes.append(_("● = coded here."))
    if not found.crosses and found.ask.rows != axes.THEMES:
        notes.append(_("Codes count with all codes below them.") if found.ask.below else _("Codes below don't count."))
    of = {
        "column": _("Percentages of the column's total, in the last row."),
        "row": _("Percentages of the row's total, in the last column."),
        "all": _("Percentages of all {n}."),
    }
    if percent != NO:
        notes.append(of[percent].format(n=found.total))
    return tuple(notes)


# As data -------------------------------------------------------------------------------------------------------------


def _listing(found: Matrix, facts: Colophon, percent: str, cells: str, quoted: _Quoted | None) -> Listing:
    counts = cells == "counts"
    names: list[str] = ["row"]
    for head in found.columns:
        names.append(distinct(head.name, names))
    about = {"counts": COUNTS[found.count], "quotes": _("Quotes"), "dots": _("1 where something is coded here.")}[cells]
    fields = [Field("row", _("Row"), _("What the row counts, with what is above it."), 40)]
    for name in names[1:]:
        fields.append(Field(name, name, about, 60 if cells == "quotes" else 14))
        if percent != NO:
            fields.append(Field(f"{name} %", f"{name} %", PERCENTS[percent], 8))
    if counts:
        fields.append(Field("all", _("All"), _("Each thing once."), 10))
        if percent != NO:
            fields.append(Field("all %", _("All %"), PERCENTS[percent], 8))
    return Listing(
        title=facts.title,
        about=" ".join(_notes(found, percent, cells)),
        fields=tuple(fields),
        rows=_data_rows(found, percent, counts, quoted),
    )


def _data_rows(found: Matrix, percent: str, counts: bool, quoted: _Quoted | None) -> Iterator[tuple[Value, ...]]:
    rows: list[int | None] = [*range(len(found.rows)), *((None,) if counts else ())]
    columns: list[int | None] = [*range(len(found.columns)), *((None,) if counts else ())]
    for row in rows:
        values: list[Value] = [_("All") if row is None else found.rows[row].path]
        for column in columns:
            if quoted is not None:
                assert row is not None and column is not None
                values.append(quoted.texts(row, column))
                continue
            number = found.number(row, column)
            values.append(number if counts else int(bool(number)))
            if percent != NO:
                values.append(found.percent(row, column, percent))
        yield tuple(values)
