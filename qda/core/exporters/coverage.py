"""Coverage: which share of each source and of each person's words is coded, by whom, and what is not coded yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.tables import plots
from qda.core.tables.coverage import PARTS, Coverage, CoverageRow, Share, coverage
from qda.errors import RefusedError
from qda.i18n import _

PART = Choice("part", _("Counted is"), tuple(PARTS.items()))
TABLE = Choice(
    "rows",
    _("A row is"),
    (("sources", _("A source")), ("participants", _("A participant")), ("uncoded", _("An uncoded stretch"))),
)
COLOURS = Choice("colours", _("Figure"), (("colour", _("In colour")), ("grey", _("In grey"))))


@exporters.product(
    "coverage",
    title=_("Coverage"),
    about=_("Which share of each source is coded, by whom, and what nobody coded yet."),
    suffixes=(".xlsx", ".csv", ".docx", ".svg", ".pdf", ".png"),
    choices=(PART, TABLE, COLOURS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write what is coded; RefusedError where there is no text."""
    kind = TABLE.of(options)
    found = coverage(session, PART.of(options), gaps=100_000 if kind == "uncoded" and formats.is_data(path) else 200)
    if not found.sources:
        raise RefusedError(_("There is no source yet. Import transcripts first."))
    facts = colophon(session)
    notices: list[str] = []
    people = kind == "participants"
    if formats.is_picture(path):
        figure = plots.of_coverage(found, people=people, language=facts.language)
        notices = formats.write_figure(path, figure, grey=COLOURS.of(options) == "grey")
    elif formats.is_data(path):
        fields, rows = _uncoded(found) if kind == "uncoded" else _shares(found, people)
        notices = formats.write_listing(path, Listing(facts.title, found.said, fields, rows), facts)
    else:
        grid = _gaps_grid(found, facts.title) if kind == "uncoded" else _shares_grid(found, people, facts.title)
        formats.write_grid(path, grid, facts)
    return Written(path, tuple(notices), words=found.whole.share.whole, quotes=len(found.gaps))


def _rows(found: Coverage, people: bool) -> tuple[CoverageRow, ...]:
    return (*(found.people if people else found.sources), found.whole)


def _percent(share: Share) -> float | None:
    return None if share.value is None else round(100 * share.value, 1)


def _shares(found: Coverage, people: bool) -> tuple[tuple[Field, ...], Iterator[tuple[Value, ...]]]:
    fields = (
        Field("name", _("Participant") if people else _("Source"), _("Its name; the last row is all together"), 32),
        Field("characters", _("Characters"), _("So many count: {part}").format(part=PARTS[found.part]), 14),
        Field("coded", _("Coded"), _("So many of them are coded by anybody"), 14),
        Field("percent", _("% coded"), _("These in per cent"), 12),
        *(
            Field(f"percent {coder.name}", f"% {coder.name}", _("Coded by this coder, in per cent"), 14)
            for coder in found.coders
        ),
    )
    rows = (
        (
            row.name,
            row.share.whole,
            row.share.coded,
            _percent(row.share),
            *(_percent(row.by[coder.id]) for coder in found.coders),
        )
        for row in _rows(found, people)
    )
    return fields, rows


def _uncoded(found: Coverage) -> tuple[tuple[Field, ...], Iterator[tuple[Value, ...]]]:
    fields = (
        Field("source", _("Source"), _("Where nobody coded anything"), 30),
        Field("lines", _("Lines"), _("The citable lines"), 12),
        Field("characters", _("Characters"), _("How long it is; the longest stands first"), 12),
        Field("start", _("Start"), _("Its first character, counted from 0"), 10),
        Field("end", _("End"), _("The character after its last one"), 10),
        Field("text", _("Begins"), _("Its first words"), 80),
    )
    return fields, ((gap.source, gap.lines, gap.characters, gap.start, gap.end, gap.text) for gap in found.gaps)


def _shares_grid(found: Coverage, people: bool, title: str) -> Grid:
    def said(share: Share) -> str:
        return "–" if share.value is None else f"{100 * share.value:.1f} %"

    rows = []
    for row in _rows(found, people):
        cells = (f"{row.share.whole:,}", said(row.share), *(said(row.by[coder.id]) for coder in found.coders))
        numbers = tuple((paragraph(cell, "number"),) for cell in cells)
        rows.append(Row((paragraphs(row.name), *numbers), opens=row is found.whole))
    heads = (_("Characters"), _("Coded"), *(visible(coder.name) for coder in found.coders))
    return Grid(
        title=visible(title),
        caption=_("Share of each participant's words that is coded") if people else _("Share of each source coded"),
        columns=(
            Column(_("Participant") if people else _("Source"), 0.34),
            *(Column(head, 0.66 / len(heads), number=True) for head in heads),
        ),
        rows=tuple(rows),
        notes=(found.said,),
    )


def _gaps_grid(found: Coverage, title: str) -> Grid:
    rows = tuple(
        Row(
            (
                paragraphs(gap.source),
                paragraphs(gap.lines),
                (paragraph(f"{gap.characters:,}", "number"),),
                paragraphs(gap.text),
            )
        )
        for gap in found.gaps
    )
    columns = (
        Column(_("Source"), 0.24),
        Column(_("Lines"), 0.1),
        Column(_("Characters"), 0.12, number=True),
        Column(_("Begins"), 0.54),
    )
    return Grid(visible(title), _("What nobody coded yet, the longest first"), columns, rows, (found.said,))
