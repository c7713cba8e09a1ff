"""How each interview came about: a row a source, and sentences for the methods section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Cell, Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.interviews import TITLES, Sheet, methods_sentences, sheets
from qda.errors import RefusedError
from qda.i18n import _

_JOINED = (
    (_("Interviewer"), ("interviewer", "relationship"), 0.16),
    (_("Date"), ("date",), 0.09),
    (_("Place and mode"), ("place", "mode"), 0.16),
    (_("Minutes"), ("minutes",), 0.07),
    (_("Others present"), ("others",), 0.1),
    (_("Guide"), ("guide",), 0.07),
    (_("Transcribed, checked"), ("transcribed_by", "checked_by"), 0.13),
    (_("Note"), ("note",), 0.1),
)
_WIDTHS = {"minutes": 9, "date": 12, "guide": 12, "note": 40}


@exporters.product(
    "interviews",
    title=_("Interviews"),
    about=_("How each interview came about: who asked, where, when, how long, and who transcribed it."),
    suffixes=(".docx", ".xlsx", ".csv"),
)
def write(session: Session, path: Path, _options: ProductOptions) -> Written:
    """Write the sheets of interviews; RefusedError where nobody filled one in."""
    rows = sheets(session)
    if not any(row.filled for row in rows):
        raise RefusedError(_("No interview sheet is filled in yet. Fill them in in Study, Interviews."))
    facts = colophon(session)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, Listing(facts.title, _about(rows), _fields(), _data(rows)), facts)
    else:
        formats.write_grid(path, _grid(rows, facts.title), facts)
    return Written(path, tuple(notices), rows=len(rows))


def _about(rows: Sequence[Sheet]) -> str:
    return " ".join(methods_sentences(rows))


def _fields() -> tuple[Field, ...]:
    about = _("What the sheet of the source says.")
    named = (Field(field, title, about, _WIDTHS.get(field, 20)) for field, title in TITLES.items())
    return (Field("source", _("Source"), _("The name of the source."), 20), *named)


def _data(rows: Sequence[Sheet]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        yield (row.source, *(getattr(row, field) for field in TITLES))


def _grid(rows: Sequence[Sheet], title: str) -> Grid:
    used = [part for part in _JOINED if any(row.words(field) for row in rows for field in part[1])]
    room = sum(share for _title, _fields, share in used)
    return Grid(
        title=visible(title),
        caption=_("Interviews"),
        columns=(
            Column(_("Source"), 0.12),
            *(Column(head, 0.88 * share / room, number=fields == ("minutes",)) for head, fields, share in used),
        ),
        rows=tuple(
            Row(((paragraph(visible(row.source)),), *(_cell(row, fields) for _head, fields, _share in used)))
            for row in rows
        ),
        notes=tuple(visible(sentence) for sentence in methods_sentences(rows)),
    )


def _cell(row: Sheet, fields: Sequence[str]) -> Cell:
    if fields == ("minutes",):
        return (paragraph(row.words("minutes"), "number"),)
    first, *others = fields
    more = (part for field in others for part in paragraphs(row.words(field), "detail"))
    return (*paragraphs(row.words(first)), *more)
