"""Saturation of codes: new codes by source and by run, a sentence for the methods section, and curves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters, study
from qda.core.coders import find_coder
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.naming import whole_number
from qda.core.tables import plots
from qda.core.tables.saturation import (
    ORDERS,
    SETS,
    Run,
    Saturation,
    Step,
    Wanted,
    method_sentence,
    notes,
    percent,
    saturation,
    why_not,
)
from qda.errors import RefusedError
from qda.i18n import _

BASE = Choice("base", _("Base, in sources"), default="4")
RUN = Choice("run", _("Run, in sources"), default="2")
THRESHOLD = Choice("threshold", _("New information at most, in per cent"), default="5")
ORDER = Choice("order", _("Order of sources"), tuple(ORDERS.items()))
COUNTED = Choice("counted", _("Counted are"), tuple(SETS.items()))
CODER = Choice("coder", _("Codes of one coder (empty: of all)"))
TABLE = Choice("table", _("Table"), (("sources", _("A row a source")), ("codes", _("Codes by sources"))))
FIGURE = Choice("figure", _("Figure"), (("curve", _("Curve of new codes")), ("emergence", _("Codes by sources"))))
COLOURS = Choice("colours", _("Colours"), (("colour", _("In colour")), ("grey", _("In grey"))))


@exporters.product(
    "saturation",
    title=_("Saturation of codes"),
    about=_("New codes from source to source, and whether new sources stopped to bring them."),
    suffixes=(".docx", ".xlsx", ".csv", ".svg", ".pdf", ".png"),
    choices=(BASE, RUN, THRESHOLD, ORDER, COUNTED, CODER, TABLE, FIGURE, COLOURS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the saturation of codes; RefusedError where nothing is coded or a choice is no number."""
    coder = CODER.of(options)
    wanted = Wanted(
        base=whole_number(BASE.of(options), BASE.title),
        run=whole_number(RUN.of(options), RUN.title),
        threshold=whole_number(THRESHOLD.of(options), THRESHOLD.title),
        order=ORDER.of(options),
        counted=COUNTED.of(options),
        coder_id=find_coder(session, coder) if coder else None,
    )
    found = saturation(session, wanted)
    if not found.steps:
        raise RefusedError(_("Nothing is coded yet, so nothing can be said of new codes."))
    facts = colophon(session)
    notices = [*filter(None, [why_not(study.approach(session))]), *notes(found)]
    if formats.is_picture(path):
        drawn = plots.of_emergence if FIGURE.of(options) == "emergence" else plots.of_growth
        notices += formats.write_figure(path, drawn(found, facts.language), grey=COLOURS.of(options) == "grey")
    elif formats.is_data(path):
        fields, rows = _grown(found) if TABLE.of(options) == "sources" else _met(found)
        about = " ".join((method_sentence(found), *notices))
        notices += formats.write_listing(path, Listing(facts.title, about, fields, rows), facts)
    else:
        formats.write_grid(path, _grid(found, facts.title, notices), facts)
    return Written(path, tuple(notices), codes=len(found.codes))


def _ending(found: Saturation, number: int) -> Run | None:
    """Return the run that ends with a source, counted from 1."""
    return next((run for run in found.runs if run.last == number), None)


def _grown(found: Saturation) -> tuple[tuple[Field, ...], Iterator[tuple[Value, ...]]]:
    fields = (
        Field("number", _("Number"), _("Where it stands in the order"), 8),
        Field("source", _("Source"), _("Its name"), 32),
        Field("date", _("Date"), _("When it was collected, as its interview sheet says"), 14),
        Field("codes", _("Codes"), _("How many codes it has")),
        Field("new", _("New codes"), _("How many of them no source before it has")),
        Field("so_far", _("Codes so far"), _("How many codes there are up to here")),
        Field("run_new", _("New in the run"), _("New codes of the run that ends here"), 16),
        Field("run_percent", _("% of the base"), _("These as a percentage of the codes of the base"), 16),
        Field("new_names", _("Which are new"), _("Their names"), 60),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for number, step in enumerate(found.steps, start=1):
            run = _ending(found, number)
            said = (None, None) if run is None else (run.new, round(100 * run.share, 1))
            names = tuple(found.codes[code].path for code in step.new)
            yield (number, step.source, step.date, len(step.here), len(step.new), step.so_far, *said, names)

    return fields, rows()


def _met(found: Saturation) -> tuple[tuple[Field, ...], Iterator[tuple[Value, ...]]]:
    """Return a row a code and a column a source: 2 where it is first met, 1 where it comes back."""
    about = _("2: first met here; 1: comes back")
    fields = (
        Field("code", _("Code"), _("The code, with its way in the codebook"), 36),
        Field("first", _("First met"), _("Number of the source in which it is first met"), 10),
        *(Field(f"{number} {step.source}", f"{number} {step.source}", about, 12) for number, step in _numbered(found)),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for place, code in enumerate(found.codes):
            marks = [2 if place in step.new else 1 if place in step.here else None for step in found.steps]
            yield (code.path, marks.index(2) + 1, *marks)

    return fields, rows()


def _numbered(found: Saturation) -> Iterator[tuple[int, Step]]:
    return enumerate(found.steps, start=1)


def _grid(found: Saturation, title: str, said: list[str]) -> Grid:
    rows = []
    for number, step in _numbered(found):
        run = _ending(found, number)
        new = ", ".join(visible(found.codes[code].name) for code in step.new)
        share = "" if run is None else f"{run.new} ({percent(run.share)} %)"
        cells = (str(number), step.source, new, str(len(step.new)), str(step.so_far), share)
        rows.append(
            Row(
                tuple(
                    (paragraph(cell, "number"),) if place in (0, 3, 4, 5) else paragraphs(cell)
                    for place, cell in enumerate(cells)
                ),
                opens=found.reached is not None and number == found.reached + 1,
            )
        )
    columns = (
        Column(_("No."), 0.07, number=True),
        Column(_("Source"), 0.22),
        Column(_("New codes"), 0.39),
        Column(_("New"), 0.08, number=True),
        Column(_("So far"), 0.09, number=True),
        Column(_("New in the run"), 0.15, number=True),
    )
    return Grid(
        visible(title), _("New codes from source to source"), columns, tuple(rows), (method_sentence(found), *said)
    )
