"""The flow of reports into a review, as the diagram of PRISMA 2020 and as a table of its boxes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core import prisma as counts
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Column, Grid, Row, paragraph, paragraphs, visible
from qda.core.figures.flow_of_reports import flow_of_reports
from qda.errors import RefusedError
from qda.i18n import _

_COLOURS = Choice("colours", _("Figure"), (("colour", _("In colour")), ("grey", _("In grey"))))


@exporters.product(
    "prisma",
    title=_("Flow of reports"),
    about=_("The flow of reports into a review: the diagram of PRISMA 2020, and its numbers."),
    suffixes=(".docx", ".svg", ".pdf", ".png"),
    choices=(_COLOURS,),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the flow; RefusedError where no number is typed in, a notice for each that doesn't add up."""
    flow = counts.flow(session)
    if flow.empty:
        raise RefusedError(_("No number of the flow is typed in yet. Type them in Study, Flow of reports."))
    facts = colophon(session)
    notices = counts.doubts(flow)
    if formats.is_picture(path):
        figure = flow_of_reports(flow, visible(facts.title), facts.language)
        notices += formats.write_figure(path, figure, grey=_COLOURS.of(options) == "grey")
    else:
        formats.write_grid(path, _grid(flow, visible(facts.title), notices), facts)
    return Written(path, tuple(notices), rows=len(flow.boxes) + len(flow.reasons) + len(flow.other_reasons))


def _grid(flow: counts.Flow, title: str, doubts: list[str]) -> Grid:
    rows = []
    for name, words in counts.BOXES.items():
        if name in flow.boxes:
            rows.append(_row(words, flow.boxes[name], 0))
        for box, after in (("reasons", "assessed"), ("other_reasons", "other_assessed")):
            if name == after and (pairs := getattr(flow, box)):
                rows.append(_row(counts.REASONS[box], sum(number for _reason, number in pairs), 0))
                rows += [_row(reason, number, 1) for reason, number in pairs]
    return Grid(
        title=title,
        caption=_("Flow of reports"),
        columns=(Column(_("Box of the flow"), 0.8), Column(_("n"), 0.2, number=True)),
        rows=tuple(rows),
        notes=tuple(doubts),
    )


def _row(words: str, number: int, depth: int) -> Row:
    return Row((paragraphs(words, "text", depth), (paragraph(f"{number:,}", "number"),)))
