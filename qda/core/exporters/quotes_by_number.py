"""Quotes in the order of their numbers, as a table for those products that cite them by numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qda.core.exporters import ProductOptions, citing
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Column, Grid, Role, Row, continued, paragraph, visible
from qda.core.exporters.theme_entries import Entry, line_note
from qda.i18n import _


def numbering(options: ProductOptions) -> ProductOptions:
    """Return the same options with numbers shown, and nothing standing in for quotes: what nobody picked has none."""
    return replace(options, stand_ins=0, chosen={**options.chosen, citing.NUMBERS.name: "yes"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """A quote with its number, and the theme it is picked for."""

    entry: Entry
    quote: citing.Cited


def numbered_quotes(entries: Sequence[Entry]) -> Iterator[Numbered]:
    """Yield the quotes that have numbers, in the order of the themes."""
    return (Numbered(entry, quote) for entry in entries for quote in entry.quotes if quote.number)


def quotes_grid(entries: Sequence[Entry], facts: Colophon, title: str = "") -> Grid:
    """Return the numbered quotes as a table: a row a quote, headed by its number, its theme where another begins."""
    rows: list[Row] = []
    last = ""
    first: dict[str, str] = {}  # the theme that a number counts is the first that has it; its subthemes follow
    for entry in entries:
        first.setdefault(entry.number, entry.theme.id)
    for one in numbered_quotes(entries):
        theme = one.entry.theme
        begins, last = theme.id != last, theme.id
        role: Role = "theme" if first[one.entry.number] == theme.id else "subtheme"
        # The number heads the row, so it doesn't stand before the words again.
        words = citing.quote_paragraphs(replace(one.quote, number=""), facts.language)
        rows.append(
            Row(
                (
                    (paragraph(one.quote.number, "theme"),),
                    (paragraph(visible(theme.name), role),) if begins else (),
                    tuple(words),
                ),
                continued(one.quote.number),
                opens=begins,
            )
        )
    notes = [
        _("Numbers: theme and quote, counted through the theme with its subthemes."),
        _("An empty cell stands for the name above it."),
    ]
    if any(row.quote.lines for row in numbered_quotes(entries)):
        notes.append(line_note(facts))
    return Grid(
        title=title,
        caption=_("Quotes by theme"),
        columns=(Column(_("Number"), 0.13), Column(_("Theme"), 0.22), Column(_("Quote"), 0.65)),
        rows=tuple(rows),
        notes=tuple(notes),
    )
