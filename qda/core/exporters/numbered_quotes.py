"""The quotes of the paper with the numbers by which its text cites them: T2-Q3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import SEPARATOR
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Column,
    Field,
    Grid,
    Listing,
    Row,
    Value,
    continued,
    paragraph,
    visible,
)
from qda.core.exporters.theme_entries import Entry, left_out, line_note, read_entries, wanted_themes
from qda.core.themes.outline import themes
from qda.errors import RefusedError
from qda.i18n import _


@exporters.product(
    "numbered-quotes",
    title=_("Numbered quotes"),
    about=_("The quotes picked for themes, with numbers (T2-Q3) by which the text can cite them."),
    suffixes=(".docx", ".xlsx", ".csv", ".html", ".md"),
    choices=citing.LOOKS,
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the numbered quotes; RefusedError where no quote is picked for any of the themes."""
    facts = colophon(session)
    data = formats.is_data(path)
    outline = themes(session)
    wanted = wanted_themes(outline, options)
    shown = citing.shown_attributes(session, options, data)
    entries = read_entries(session, wanted, facts, numbering(options), shown)
    rows = list(_rows(entries))
    if not rows:
        raise RefusedError(_("No quote is picked for a theme yet. Pick some in Themes first."))
    notices = left_out(outline, wanted, options)
    if data:
        notices += formats.write_listing(path, _listing(rows, shown, facts), facts)
    else:
        formats.write_grid(path, quotes_grid(entries, facts, visible(facts.title)), facts)
    return Written(path, tuple(notices), themes=len({row.entry.theme.id for row in rows}), quotes=len(rows))


def numbering(options: ProductOptions) -> ProductOptions:
    """Return the same options with numbers shown, and nothing standing in for quotes: what nobody picked has none."""
    return replace(options, stand_ins=0, chosen={**options.chosen, citing.NUMBERS.name: "yes"})


@dataclass(frozen=True, slots=True)
class _Numbered:
    entry: Entry
    quote: citing.Cited


def _rows(entries: Sequence[Entry]) -> Iterator[_Numbered]:
    return (_Numbered(entry, quote) for entry in entries for quote in entry.quotes if quote.number)


def quotes_grid(entries: Sequence[Entry], facts: Colophon, title: str = "") -> Grid:
    """Return the numbered quotes as a table: a row a quote, headed by its number, its theme where another begins."""
    rows: list[Row] = []
    last = ""
    for one in _rows(entries):
        theme = one.entry.theme
        begins, last = theme.id != last, theme.id
        # The number heads the row, so it doesn't stand before the words again.
        words = citing.quote_paragraphs(replace(one.quote, number=""), facts.language)
        rows.append(
            Row(
                (
                    (paragraph(one.quote.number, "theme"),),
                    (paragraph(visible(theme.name), "subtheme" if one.entry.depth else "theme"),) if begins else (),
                    tuple(words),
                ),
                continued(one.quote.number),
                opens=begins,
            )
        )
    notes = [_("Numbers: theme and quote, counted through the theme with its subthemes.")]
    if any(row.quote.lines for row in _rows(entries)):
        notes.append(line_note(facts))
    return Grid(
        title=title,
        caption=_("Quotes by theme"),
        columns=(Column(_("Number"), 0.1), Column(_("Theme"), 0.22), Column(_("Quote"), 0.68)),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _listing(rows: Sequence[_Numbered], shown: Sequence[str], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a quote picked for a theme, with the number by which the text cites it."),
        fields=(
            Field("number", _("Number"), _("Theme and quote: T2-Q3."), 9),
            Field("theme", _("Theme"), _("Names of the theme and of those above it."), 34),
            Field("kind", _("Kind"), _("chosen; counter: a different view."), 10),
            Field("quote", _("Quote"), _("The words as they stand in the source."), 80),
            Field("participant", _("Participant"), _("Who says it."), 18),
            Field("source", _("Source"), _("Where it is said."), 18),
            Field("lines", _("Lines"), _("The numbered lines of the source."), 9),
            Field("translation", _("Translation"), _("The quote in another language."), 60),
            Field("translator", _("Translator"), _("Who translated it."), 16),
            *(Field(name, name, _("Attribute of the participant."), 16) for name in shown),
        ),
        rows=map(_data, rows),
    )


def _data(row: _Numbered) -> tuple[Value, ...]:
    quote = row.quote
    return (
        quote.number,
        SEPARATOR.join((*row.entry.parents, row.entry.theme.name)),
        quote.kind,
        quote.text,
        ", ".join(quote.people),
        quote.source,
        quote.lines,
        quote.translation,
        quote.translator,
        *quote.values,
    )
