"""A framework matrix: its frame by its cases, the written summaries, and the passages they rest on."""

from __future__ import annotations

from collections.abc import Iterator
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
    paragraphs,
    visible,
)
from qda.core.exporters.parting import parted
from qda.core.naming import distinct
from qda.core.tables import frame_cells, frameworks
from qda.core.tables.frameworks import FrameLine, Framework, PutQuote
from qda.errors import RefusedError
from qda.i18n import _, n_

FRAME = Choice("frame", _("Framework matrix (empty: the first one)"))
QUOTES = Choice(
    "quotes",
    _("Passages the summaries rest on"),
    (("references", _("Where they stand")), ("words", _("Their words")), ("no", _("Leave out"))),
)
_ACROSS = 4  # columns on a page
_NAMES = 0.18


@exporters.product(
    "framework",
    title=_("Framework matrix"),
    about=_("A framework matrix: a frame by people, sources, groups or nothing, with summaries and references."),
    suffixes=(".docx", ".xlsx", ".html"),
    choices=(FRAME, QUOTES),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write a framework matrix; RefusedError where there is none, NotFoundError for a name that none has."""
    facts = colophon(session)
    known = frameworks.frames(session)
    if not known:
        raise RefusedError(_("There is no framework matrix yet. Make one in the place of tables."))
    wanted = FRAME.of(options).strip()
    found = frameworks.framework(session, frameworks.find_frame(session, wanted) if wanted else known[0].id)
    quotes = QUOTES.of(options)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, _listing(found, facts, quotes), facts)
    else:
        sources = {quote.source_id for cell in found.cells.values() for quote in cell.quotes}
        cited = citing.Citations(session, sources) if quotes == "words" else None
        formats.write_grid(path, _grid(found, facts, quotes, cited), facts)
    if len(known) > 1 and not wanted:
        names = ", ".join(f"“{one.name}”" for one in known[1:])
        notices.append(_("This is “{name}”; there are {names}, too.").format(name=found.facts.name, names=names))
    return Written(path, tuple(notices), quotes=sum(len(cell.quotes) for cell in found.cells.values()))


# As a table on pages -------------------------------------------------------------------------------------------------


def _grid(found: Framework, facts: Colophon, quotes: str, cited: citing.Citations | None) -> Grid:
    def fill(row: FrameLine, column_id: str) -> Cell:
        cell = found.cell(row.id, column_id)
        parts: list[Paragraph] = list(paragraphs(cell.summary))
        if cited is not None:
            for quote in cell.quotes:
                parts += citing.quote_paragraphs(cited.cite(quote.source_id, quote.start, quote.end), facts.language)
        elif quotes == "references" and cell.quotes:
            parts.append(paragraph(visible(f"({'; '.join(_references(cell.quotes))})"), "detail"))
        return tuple(parts)

    grid = Grid(
        title=visible(facts.title),
        caption=visible(found.facts.name),
        columns=(Column(_("Frame"), 0), *(Column(visible(one.name), 0) for one in found.columns)),
        rows=tuple(
            Row((_head(row), *(fill(row, one.id) for one in found.columns)), continued(row.name), row.depth == 0)
            for row in found.rows
        ),
        notes=_notes(found, quotes),
    )
    return parted(grid, _ACROSS, _NAMES)


def _head(row: FrameLine) -> Cell:
    name = paragraph(visible(row.name), "text" if row.depth else "theme", row.depth)
    added = (paragraph(_("added from the data"), "detail", row.depth),) if row.added else ()
    return (name, *paragraphs(row.about, "detail", row.depth), *added)


def _references(quotes: tuple[PutQuote, ...]) -> list[str]:
    return list(dict.fromkeys(citing.place(one.participants, one.source, one.lines) for one in quotes))


def _notes(found: Framework, quotes: str) -> tuple[str, ...]:
    notes = [visible(found.facts.note)] if found.facts.note else []
    if quotes == "references":
        notes.append(_("In brackets, where the passages stand on which a summary rests."))
    done = frame_cells.progress(found)
    if done.written < done.whole:
        notes.append(n_("{n} cell is not written yet.", "{n} cells are not written yet.", done.whole - done.written))
    return tuple(notes)


# As data -------------------------------------------------------------------------------------------------------------


def _listing(found: Framework, facts: Colophon, quotes: str) -> Listing:
    fields = [
        Field("row", _("Frame"), _("Row of the frame, with what is above it."), 30),
        Field("about", _("What belongs in it"), _("What is said of the row."), 30),
        Field("added", _("Added"), _("1 where the row came from the data."), 8),
    ]
    names = [field.name for field in fields]
    for one in found.columns:
        names.append(distinct(one.name, names))
        fields.append(Field(names[-1], names[-1], _("Summary"), 50))
        if quotes != "no":
            names.append(distinct(f"{one.name} ({_('passages')})", names))
            fields.append(Field(names[-1], names[-1], _("Passages on which the summary rests."), 40))
    return Listing(
        title=facts.title,
        about=" ".join((f"{found.facts.name}.", *_notes(found, quotes))),
        fields=tuple(fields),
        rows=_data_rows(found, quotes),
    )


def _data_rows(found: Framework, quotes: str) -> Iterator[tuple[Value, ...]]:
    paths: dict[str, str] = {}
    for row in found.rows:
        paths[row.id] = f"{paths[row.parent]} > {row.name}" if row.parent else row.name
        values: list[Value] = [paths[row.id], row.about, int(row.added)]
        for one in found.columns:
            cell = found.cell(row.id, one.id)
            values.append(cell.summary)
            if quotes == "references":
                values.append(tuple(_references(cell.quotes)))
            elif quotes == "words":
                values.append(
                    tuple(
                        f"{put.text} ({citing.place(put.participants, put.source, put.lines)})" for put in cell.quotes
                    )
                )
        yield tuple(values)
