"""Coded passages with their words: whose they are, where they stand, which codes and themes they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import CodeRow, codes
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Cell,
    Column,
    Field,
    Grid,
    Listing,
    Paragraph,
    Row,
    Run,
    Value,
    continued,
    paragraph,
    paragraphs,
    visible,
)
from qda.core.privacy.withholding import shown as may_be_shown
from qda.core.retrieval import QuoteRow
from qda.core.retrieval import quotes as coded_passages
from qda.i18n import _


@exporters.product(
    "quotes",
    title=_("Coded passages"),
    about=_("Coded passages with their words, code by code, or as a table of data."),
    suffixes=(".docx", ".xlsx", ".csv", ".json"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the coded passages that `options.wanted` lets through; all of them without it."""
    facts = colophon(session)
    data = formats.is_data(path)
    rows = may_be_shown(coded_passages(session, options.wanted))
    shown = citing.shown_attributes(session, options, data)
    cited = citing.Citations(session, {row.source_id for row in rows}, shown)
    notices: list[str] = []
    if data:
        said = citing.attribute_fields(session, shown, {field.name for field in _fields()})
        notices = formats.write_listing(path, _listing(rows, cited, said, facts), facts)
    else:
        formats.write_grid(path, _grid(rows, codes(session), cited, facts), facts)
    return Written(path, tuple(notices), quotes=len(rows))


# As a table on pages -----------------------------------------------------------------------------------------------


def _grid(rows: Sequence[QuoteRow], book: Sequence[CodeRow], cited: citing.Citations, facts: Colophon) -> Grid:
    """Return a row for each code that has passages, in the order of the codebook."""
    by_code: dict[str, list[QuoteRow]] = {}
    for row in rows:
        by_code.setdefault(row.code_id, []).append(row)
    return Grid(
        title=visible(facts.title),
        caption=_("Coded passages"),
        columns=(Column(_("Code"), 0.25), Column(_("Quotes"), 0.75)),
        rows=tuple(
            Row(
                (_head(code), _passages(by_code[code.id], cited, facts)),
                continued(code.name),
                opens=True,
            )
            for code in book
            if code.id in by_code
        ),
    )


def _head(code: CodeRow) -> Cell:
    above = visible(code.path[: -len(code.name)].rstrip(" >"))
    level = (paragraph(above, "level"),) if above else ()
    return (paragraph(visible(code.name), "theme"), *level, *paragraphs(code.definition, "detail"))


def _passages(rows: Sequence[QuoteRow], cited: citing.Citations, facts: Colophon) -> Cell:
    """Return the passages of a code; one that several people coded stands once, with the notes of all."""
    spans: dict[tuple[str, int, int], list[QuoteRow]] = {}
    for row in rows:
        spans.setdefault((row.source_id, row.start, row.end), []).append(row)
    parts: list[Paragraph] = []
    for span, same in spans.items():
        parts.extend(citing.quote_paragraphs(cited.cite(*span), facts.language))
        for row in same:
            if row.note:
                note = (Run(_("Note by {coder}:").format(coder=visible(row.coder)) + " ", italic=True),)
                parts.append(Paragraph((*note, Run(visible(row.note))), "translation", joins=True, lead=1))
    return tuple(parts)


# As data -----------------------------------------------------------------------------------------------------------


def _listing(rows: Sequence[QuoteRow], cited: citing.Citations, said: Sequence[Field], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a coded passage. The text of the source from start to end is the quote."),
        fields=(*_fields(), *said),
        rows=_data_rows(rows, cited, attributes=bool(said)),
    )


def _fields() -> tuple[Field, ...]:
    return (
        Field("id", _("Id"), _("What the program knows the coded passage by."), 34),
        Field("source", _("Source"), _("Where it is said."), 20),
        Field("start", _("Start"), _("First character of the passage, counted from 0 (Unicode code points)."), 9),
        Field("end", _("End"), _("The character after the last one."), 9),
        Field("text", _("Quote"), _("The words as they stand in the source."), 80),
        Field("code", _("Code"), _("The code, with the categories above it."), 34),
        Field("themes", _("Themes"), _("Themes that draw on the code."), 26),
        Field("coder", _("Coder"), _("Who coded the passage."), 16),
        Field("participant", _("Participant"), _("Who says it."), 18),
        Field("lines", _("Lines"), _("The numbered lines of the source."), 9),
        Field("note", _("Note"), _("The coder's note on the passage."), 40),
    )


def _data_rows(rows: Sequence[QuoteRow], cited: citing.Citations, *, attributes: bool) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        values = cited.cite(row.source_id, row.start, row.end).values if attributes else ()
        people = ", ".join(row.participants)
        yield (
            *(row.id, row.source, row.start, row.end, row.text, row.code, row.themes, row.coder, people),
            *(row.lines, row.note, *values),
        )
