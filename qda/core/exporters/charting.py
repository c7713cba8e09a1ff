"""Charting of reports: what each says under fixed headings, and how many say what, in numbers and per cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import charting, exporters
from qda.core.attributes import AttributeRow
from qda.core.charting import UNITS, Counted, Crossed, Report
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Cell, Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.figures import Figure
from qda.core.figures.bars import Bars, bars
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _

_TABLE = Choice(
    "table", _("Table"), (("reports", _("A row a report")), ("counts", _("How many say what under a heading")))
)
_UNIT = Choice("unit", _("What is counted"), tuple(UNITS.items()))
_HEADING = Choice("heading", _("Heading that is counted (empty: all)"))
_ACROSS = Choice("across", _("Crossed with the heading"))
_COLOURS = Choice("colours", _("Figure"), (("colour", _("In colour")), ("grey", _("In grey"))))
_FEW = 6  # headings for which a page on its side has room, beside the name


@exporters.product(
    "charting",
    title=_("Charting of reports"),
    about=_("What each report says under fixed headings, and how many say what."),
    suffixes=(".docx", ".xlsx", ".csv", ".svg", ".pdf", ".png"),
    choices=(_TABLE, _UNIT, _HEADING, _ACROSS, _COLOURS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the charting form or its counts; a picture is always of the counts. RefusedError without headings."""
    known = charting.headings(session)
    if not known:
        raise RefusedError(_("There are no headings to chart reports under yet. Add them in Study, Charting."))
    facts = colophon(session)
    title = visible(facts.title)
    notices: list[str] = []
    wanted = [_named(known, _HEADING.of(options))] if _HEADING.of(options) else known
    unit = _UNIT.of(options)
    if formats.is_picture(path):
        count = charting.count_by(session, wanted[0].id, unit)
        notices = formats.write_figure(path, _figure(count), grey=_COLOURS.of(options) == "grey")
        return Written(path, tuple(notices), rows=len(count.rows))
    if _ACROSS.of(options):
        across = _named(known, _ACROSS.of(options))
        crossed = charting.cross(session, wanted[0].id, across.id, unit)
        grid, listing = _cross_grid(crossed, title), _cross_listing(crossed, facts.title)
    elif _TABLE.of(options) == "counts":
        counts = [charting.count_by(session, heading.id, unit) for heading in wanted]
        grid, listing = _count_grid(counts, title), _count_listing(counts, facts.title)
    else:
        rows = charting.reports(session)
        grid, listing = _grid(rows, known, title), _listing(rows, known, facts.title)
    if formats.is_data(path):
        notices = formats.write_listing(path, listing, facts)
    else:
        formats.write_grid(path, grid, facts)
    return Written(path, tuple(notices), rows=len(grid.rows))


def _named(known: Sequence[AttributeRow], name: str) -> AttributeRow:
    for row in known:
        if name.casefold() in (row.name.casefold(), row.id):
            return row
    sentence = _("There is no heading called {name}; there are {known}.")
    raise NotFoundError(sentence.format(name=name, known=", ".join(row.name for row in known)))


# A row a report ------------------------------------------------------------------------------------------------------


def _grid(rows: Sequence[Report], known: Sequence[AttributeRow], title: str) -> Grid:
    """Return the form as a table; where headings are more than a page has room for, the rest stand in one column."""
    apart, together = known[:_FEW], known[_FEW:]
    columns = [visible(heading.name) for heading in apart] + ([_("Other headings")] if together else [])
    return Grid(
        title=title,
        caption=_("Charting of {n} reports").format(n=len(rows)),
        columns=(Column(_("Report"), 0.18), *(Column(name, 0.82 / len(columns)) for name in columns)),
        rows=tuple(
            Row(
                (
                    _report_name(row),
                    *(paragraphs("\n".join(row.values.get(heading.id, ()))) for heading in apart),
                    *([_others(row, together)] if together else []),
                )
            )
            for row in rows
        ),
    )


def _report_name(row: Report) -> Cell:
    label = " · ".join(part for part in (row.study, row.sample) if part and part != row.name)
    return (paragraph(visible(row.name)), *paragraphs(label, "detail"))


def _others(row: Report, headings: Sequence[AttributeRow]) -> Cell:
    said = (f"{heading.name}: {row.words(heading.id)}" for heading in headings if row.words(heading.id))
    return tuple(part for words in said for part in paragraphs(words, "detail"))


def _listing(rows: Sequence[Report], known: Sequence[AttributeRow], title: str) -> Listing:
    fields = (
        Field("report", _("Report"), _("The name of the source."), 28),
        Field("study", _("Study"), _("Reports of one study have the same label."), 16),
        Field("sample", _("Sample"), _("Reports on one sample have the same label."), 16),
        *(
            Field(heading.name, heading.name, _("What is charted under this heading."), 24, heading.type == "number")
            for heading in known
        ),
    )
    found: Iterator[tuple[Value, ...]] = (
        (row.name, row.study, row.sample, *(row.values.get(heading.id, ()) for heading in known)) for row in rows
    )
    return Listing(title, _("Each row is a report."), fields, found)


# Counts --------------------------------------------------------------------------------------------------------------


def _count_grid(counts: Sequence[Counted], title: str) -> Grid:
    rows = []
    for count in counts:
        for number, (value, n) in enumerate(count.rows):
            rows.append(
                Row(
                    (
                        (paragraph(visible(count.heading), "theme"),) if number == 0 else (),
                        (paragraph(visible(value)),),
                        (paragraph(str(n), "number"),),
                        (paragraph(_percent(count.share(n)), "number"),),
                    ),
                    opens=number == 0,
                )
            )
    said = [f"{count.heading}: {charting.counted_sentence(count)}" for count in counts]
    return Grid(
        title=title,
        caption=_("What {units} say under each heading").format(units=UNITS[counts[0].unit]),
        columns=(
            Column(_("Heading"), 0.28),
            Column(_("Value"), 0.44),
            Column(_("n"), 0.12, number=True),
            Column("%", 0.16, number=True),
        ),
        rows=tuple(rows),
        notes=tuple(visible(sentence) for sentence in said),
    )


def _count_listing(counts: Sequence[Counted], title: str) -> Listing:
    fields = (
        Field("heading", _("Heading"), _("What is counted."), 24),
        Field("value", _("Value"), _("What is said under it."), 30),
        Field("n", _("n"), _("How many say it."), 8),
        Field("percent", "%", _("These in per cent of all that were counted."), 10),
        Field("of", _("Of"), _("How many were counted in all."), 8),
        Field("unit", _("What is counted"), _("Reports, studies or samples."), 14),
    )
    found: Iterator[tuple[Value, ...]] = (
        (count.heading, value, n, round(count.share(n), 1), count.of, UNITS[count.unit])
        for count in counts
        for value, n in count.rows
    )
    said = " ".join(f"{count.heading}: {charting.counted_sentence(count)}" for count in counts)
    return Listing(title, said, fields, found)


def _cross_grid(crossed: Crossed, title: str) -> Grid:
    share = 0.75 / max(1, len(crossed.columns))
    return Grid(
        title=title,
        caption=visible(f"{crossed.heading} x {crossed.across}"),
        columns=(
            Column(visible(crossed.heading), 0.25),
            *(Column(visible(name), share, number=True) for name in crossed.columns),
        ),
        rows=tuple(
            Row(
                (
                    (paragraph(visible(row)),),
                    *((paragraph(_cross_words(crossed, row, column), "number"),) for column in crossed.columns),
                )
            )
            for row in crossed.rows
        ),
        notes=(_cross_sentence(crossed),),
    )


def _cross_words(crossed: Crossed, row: str, column: str) -> str:
    n = crossed.cells.get((row, column), 0)
    return f"{n} ({_percent(crossed.share(n))} %)" if n else "0"


def _cross_sentence(crossed: Crossed) -> str:
    sentence = _("Numbers of {units}, and per cent of all {n}; one with several values stands in several cells.")
    return sentence.format(units=UNITS[crossed.unit], n=crossed.of)


def _cross_listing(crossed: Crossed, title: str) -> Listing:
    fields = (
        Field(crossed.heading, crossed.heading, _("The value in the rows."), 28),
        *(Field(name, name, _("How many say both."), 14) for name in crossed.columns),
    )
    found: Iterator[tuple[Value, ...]] = (
        (row, *(crossed.cells.get((row, column), 0) for column in crossed.columns)) for row in crossed.rows
    )
    return Listing(title, _cross_sentence(crossed), fields, found)


def _percent(share: float) -> str:
    return f"{share:.1f}"


def _figure(count: Counted) -> Figure:
    groups = [Bars(visible(value), (count.share(n) / 100,)) for value, n in count.rows]
    about = "; ".join(f"{value}: {n} ({_percent(count.share(n))} %)" for value, n in count.rows)
    about = f"{charting.counted_sentence(count)} {about}"
    axis = charting.of_sentence(count).rstrip(".")
    return bars(visible(count.heading), visible(about), axis, [count.heading], groups)
