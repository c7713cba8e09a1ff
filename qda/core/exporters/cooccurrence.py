"""Codes that stand together: pairs or a matrix as data, the strongest pairs on a page, a network as a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.counted_together import (
    CODER,
    CODERS,
    CODES,
    COUNT,
    HOW,
    LEAST,
    WITHIN,
    least_of,
    wanted_of,
)
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.tables import cooccurrence as together
from qda.core.tables import plots
from qda.core.tables.cooccurrence import Cooccurrence
from qda.errors import RefusedError
from qda.i18n import _

SIMILAR = _("Share of what has either code that both share, 0 to 1 (Jaccard)")
LAYOUT = Choice("layout", _("Table"), (("pairs", _("A row a pair")), ("matrix", _("A matrix"))))
COLOURS = Choice("colours", _("Figure"), (("colour", _("In colour")), ("grey", _("In grey"))))


@exporters.product(
    "cooccurrence",
    title=_("Codes that stand together"),
    about=_("Which codes stand together in the data, how often, and how alike they are in that."),
    suffixes=(".xlsx", ".csv", ".docx", ".svg", ".pdf", ".png"),
    choices=(HOW, WITHIN, COUNT, LEAST, CODES, CODERS, CODER, LAYOUT, COLOURS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write which codes stand together; RefusedError where nothing is coded or a choice is no number."""
    wanted = wanted_of(session, options)
    least = least_of(options)
    found = together.cooccurrence(session, wanted)
    if not found.codes:
        raise RefusedError(_("Nothing is coded yet, so no codes can stand together."))
    facts = colophon(session)
    notices: list[str] = []
    if formats.is_picture(path):
        figure = plots.of_cooccurrence(found, least, facts.language)
        notices = formats.write_figure(path, figure, grey=COLOURS.of(options) == "grey")
    elif formats.is_data(path):
        matrix = LAYOUT.of(options) == "matrix"
        fields, rows = _matrix(found, least) if matrix else _pairs(found, least)
        notices = formats.write_listing(path, Listing(facts.title, together.counted(wanted), fields, rows), facts)
    else:
        formats.write_grid(path, _grid(found, least, facts.title), facts)
    if not found.ranked(least):
        notices.append(plots.nothing(least))
    return Written(path, tuple(notices), codes=len(found.codes))


def _pairs(found: Cooccurrence, least: int) -> tuple[tuple[Field, ...], Iterator[tuple[Value, ...]]]:
    fields = (
        Field("code", _("Code"), _("One of two codes, with its way in the codebook"), 36),
        Field("with", _("With"), _("The other one"), 36),
        Field("number", _("Number"), together.counted(found.wanted)),
        Field("similarity", _("Similarity"), SIMILAR, 12),
        Field("code_number", _("Number of the code"), _("How many passages, sources or participants it has"), 16),
        Field("with_number", _("Number of the other"), _("How many the other one has"), 16),
    )
    rows = (
        (
            found.codes[i].path,
            found.codes[j].path,
            pair.number,
            round(pair.similarity, 3),
            found.uses[i],
            found.uses[j],
        )
        for i, j, pair in found.ranked(least)
    )
    return fields, rows


def _matrix(found: Cooccurrence, least: int) -> tuple[tuple[Field, ...], Iterator[tuple[Value, ...]]]:
    codes = found.codes
    about = _("How often it stands together with the code of the row")
    fields = (
        Field("code", _("Code"), _("The code, with its way in the codebook"), 36),
        *(Field(code.path, code.path, about, 10) for code in codes),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        for i, code in enumerate(codes):
            numbers = (found.pair(i, j) for j in range(len(codes)))
            shown = (None if pair is None or pair.number < least else pair.number for pair in numbers)
            yield (code.path, *shown)

    return fields, rows()


def _grid(found: Cooccurrence, least: int, title: str) -> Grid:
    rows = tuple(
        Row(
            (
                paragraphs(found.codes[i].path),
                paragraphs(found.codes[j].path),
                (paragraph(str(pair.number), "number"),),
                (paragraph(f"{pair.similarity:.2f}", "number"),),
            )
        )
        for i, j, pair in found.ranked(least)
    )
    return Grid(
        title=visible(title),
        caption=_("Codes that stand together"),
        columns=(
            Column(_("Code"), 0.38),
            Column(_("With"), 0.38),
            Column(_("Number"), 0.12, number=True),
            Column(_("Similarity"), 0.12, number=True),
        ),
        rows=rows or (Row((paragraphs(plots.nothing(least)), (), (), ())),),
        notes=(together.counted(found.wanted), _("Similarity: {what}.").format(what=SIMILAR)),
    )
