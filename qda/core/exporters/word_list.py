"""The project's word list: what to call things in which context, what not, why, who says so, and who disagrees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Cell, Column, Field, Grid, Listing, Row, continued, paragraph, paragraphs, visible
from qda.core.wordlist import Entry, entries
from qda.errors import RefusedError
from qda.i18n import _


@exporters.product(
    "word-list",
    title=_("Word list"),
    about=_("Words that this study prefers and avoids, with reasons, who gave them, and different views."),
    suffixes=(".docx", ".xlsx", ".csv"),
)
def write(session: Session, path: Path, _options: ProductOptions) -> Written:
    """Write the word list; RefusedError where it is empty."""
    listed = entries(session)
    if not listed:
        raise RefusedError(_("The word list is empty. Add an entry first."))
    facts = colophon(session)
    if formats.is_data(path):
        return Written(path, tuple(formats.write_listing(path, _listing(listed, facts), facts)), words=len(listed))
    formats.write_grid(path, _grid(listed, facts), facts)
    return Written(path, words=len(listed))


def _grid(listed: Sequence[Entry], facts: Colophon) -> Grid:
    """Return a row for each entry; columns in which nobody has written anything are left out."""
    columns: list[tuple[Column, list[Cell]]] = [
        (Column(_("We say"), 3), [(paragraph(visible(entry.preferred), "theme"),) for entry in listed]),
        (Column(_("Rather than"), 3), [paragraphs("\n".join(entry.avoid)) for entry in listed]),
        (Column(_("Where"), 3), [paragraphs(entry.context) for entry in listed]),
        (Column(_("Why"), 5), [paragraphs(entry.why) for entry in listed]),
        (Column(_("Who says so"), 3), [paragraphs(entry.said_by) for entry in listed]),
        (Column(_("Different view"), 4), [paragraphs(entry.dissent) for entry in listed]),
    ]
    kept = [(column, cells) for number, (column, cells) in enumerate(columns) if number < 2 or any(cells)]
    whole = sum(column.share for column, _cells in kept)
    return Grid(
        title=visible(facts.title),
        caption=_("Word list"),
        columns=tuple(Column(column.heading, column.share / whole) for column, _cells in kept),
        rows=tuple(
            Row(tuple(cells[number] for _column, cells in kept), continued(entry.preferred), opens=True)
            for number, entry in enumerate(listed)
        ),
        notes=(_("Language depends on context and person; participants' own words stand as they were said."),),
    )


def _listing(listed: Sequence[Entry], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is an entry of the word list."),
        fields=(
            Field("preferred", _("We say"), _("The wording that is preferred."), 24),
            Field("avoid", _("Rather than"), _("Wordings to avoid."), 30),
            Field("context", _("Where"), _("In which context."), 24),
            Field("why", _("Why"), _("The reason."), 50),
            Field("said_by", _("Who says so"), _("Whose wish or advice it is."), 24),
            Field("dissent", _("Different view"), _("What others say to the contrary."), 50),
        ),
        rows=[
            (entry.preferred, entry.avoid, entry.context, entry.why, entry.said_by, entry.dissent) for entry in listed
        ],
    )
