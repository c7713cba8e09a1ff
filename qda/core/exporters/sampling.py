"""Whom the study heard: the sampling grid, and the log of who was approached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.recruitment import OUTCOMES, Approached, recruitment_log, recruitment_sentences
from qda.core.sampling import SamplingGrid, chosen_grid, sampling_grid, sampling_sentences
from qda.errors import RefusedError
from qda.i18n import _

_TABLE = Choice(
    "table", _("Table"), (("grid", _("Sampling grid")), ("log", _("Everybody who was approached, by their code")))
)


@exporters.product(
    "sampling",
    title=_("Sampling and recruitment"),
    about=_("Who took part by two attributes, how many were wanted, and how people were recruited."),
    suffixes=(".docx", ".xlsx"),
    choices=(_TABLE,),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the grid or the log; RefusedError where there is no attribute, or nobody in the log."""
    facts = colophon(session)
    title = visible(facts.title)
    told = recruitment_sentences(session)
    if _TABLE.of(options) == "log":
        rows = recruitment_log(session)
        if not rows:
            raise RefusedError(_("Nobody is in the log yet. Write it in Study, Recruitment."))
        people, grid, listing = len(rows), _log_grid(rows, title, told), _log_listing(rows, facts.title, told)
    else:
        chosen = chosen_grid(session)
        if chosen is None:
            raise RefusedError(_("Participants have no attributes yet. Give them some in Sources."))
        found = sampling_grid(session, *chosen)
        if not found.columns:
            names = " x ".join(one.name for one in (found.attribute, found.across) if one)
            raise RefusedError(_("Nobody has a value of {names}. Fill them in, in Sources.").format(names=names))
        said = [*sampling_sentences(found), *told]
        people, grid, listing = found.people, _grid(found, title, said), _listing(found, facts.title, said)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, listing, facts)
    else:
        formats.write_grid(path, grid, facts)
    return Written(path, tuple(notices), people=people, rows=len(grid.rows))


def _grid(found: SamplingGrid, title: str, said: list[str]) -> Grid:
    share = 0.8 / len(found.columns)
    across = f"{found.attribute.name} x {found.across.name}" if found.across else found.attribute.name
    return Grid(
        title=title,
        caption=visible(_("Participants by {attributes}").format(attributes=across)),
        columns=(
            Column(visible(found.attribute.name), 0.2),
            *(Column(visible(value) or _("Participants"), share) for value in found.columns),
        ),
        rows=tuple(
            Row(
                (
                    (paragraph(visible(row)),),
                    *(
                        (
                            paragraph(found.cells[row, column].words()),
                            *paragraphs(", ".join(found.cells[row, column].people), "detail"),
                        )
                        for column in found.columns
                    ),
                )
            )
            for row in found.rows
        ),
        notes=tuple(visible(sentence) for sentence in said),
    )


def _listing(found: SamplingGrid, title: str, said: list[str]) -> Listing:
    across = found.across.name if found.across else _("Participants")
    fields = (
        Field("value", found.attribute.name, _("The value of the attribute in the rows."), 24),
        Field("across", across, _("The value of the attribute in the columns."), 24),
        Field("participants", _("Participants"), _("How many there are."), 12),
        Field("wanted", _("Wanted"), _("How many are wanted; empty where nobody said."), 12),
        Field("people", _("Who"), _("Their pseudonyms."), 40),
    )
    rows: Iterator[tuple[Value, ...]] = (
        (cell.value, cell.across, len(cell.people), cell.wanted, cell.people) for cell in found.cells.values()
    )
    return Listing(title, " ".join(said), fields, rows)


_LOG = (
    ("label", _("Code"), 0.1),
    ("outcome", _("How it stands"), 0.14),
    ("date", _("Date"), 0.12),
    ("how", _("Approached how"), 0.22),
    ("why", _("Why"), 0.27),
    ("participant", _("Participant"), 0.15),
)


def _words(row: Approached, field: str) -> str:
    return OUTCOMES.get(row.outcome, row.outcome) if field == "outcome" else str(getattr(row, field))


def _log_grid(rows: list[Approached], title: str, told: list[str]) -> Grid:
    return Grid(
        title=title,
        caption=_("Recruitment"),
        columns=tuple(Column(head, share) for _field, head, share in _LOG),
        rows=tuple(Row(tuple(paragraphs(_words(row, field)) for field, _head, _share in _LOG)) for row in rows),
        notes=tuple(visible(sentence) for sentence in told),
    )


def _log_listing(rows: list[Approached], title: str, told: list[str]) -> Listing:
    fields = tuple(Field(field, head, _("What the log says."), 20) for field, head, _share in _LOG)
    found: Iterator[tuple[Value, ...]] = (tuple(_words(row, field) for field, _head, _share in _LOG) for row in rows)
    return Listing(title, " ".join(told), fields, found)
