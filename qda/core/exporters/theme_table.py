"""The theme-quote table: each theme with its definition, its codes and the quotes that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import SEPARATOR
from qda.core.exporters import Choice, ProductOptions, Written, citing, formats, theme_grids
from qda.core.exporters.by_perspective import PERSPECTIVE, perspective
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Field, Listing, Value
from qda.core.exporters.theme_entries import Entry, left_out, notes_on_quotes, read_entries, wanted_themes
from qda.core.themes.outline import themes
from qda.i18n import _

FORM = Choice(
    "form",
    _("Form of the table"),
    (
        ("outline", _("Subthemes below their theme")),
        ("columns", _("A column for each level of themes")),
        ("perspective", _("A column for each perspective")),
        ("translation", _("Translations beside quotes")),
    ),
)


@exporters.product(
    "theme-table",
    title=_("Theme-quote table"),
    about=_("Themes with their definitions, codes and quotes, as a table for the paper."),
    suffixes=(".docx", ".xlsx", ".csv", ".html", ".md"),
    choices=(FORM, PERSPECTIVE, citing.NUMBERS, *citing.LOOKS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the theme-quote table; RefusedError where there are no themes."""
    facts = colophon(session)
    data = formats.is_data(path)
    outline = themes(session)
    chosen = wanted_themes(outline, options)
    shown = citing.shown_attributes(session, options, data)
    form = FORM.of(options)
    perspective(session, options)  # a slip in its name is told whatever the form
    if form == "translation" and not data:
        # Both stand in the table whatever is chosen for the other forms.
        options = replace(options, chosen={**options.chosen, citing.TRANSLATION.name: "both"})
    entries = read_entries(session, chosen, facts, options, shown)
    notices = [*left_out(outline, chosen, options), *notes_on_quotes(entries)]
    if data:
        notices += formats.write_listing(path, _listing(entries, citing.attribute_fields(session, shown), facts), facts)
    else:
        grid = theme_grids.FORMS[form](session, entries, facts, options)
        formats.write_grid(path, grid, facts)
    return Written(path, tuple(notices), themes=len(entries), quotes=sum(len(entry.quotes) for entry in entries))


# As data -----------------------------------------------------------------------------------------------------------


def _listing(entries: Sequence[Entry], said: Sequence[Field], facts: Colophon) -> Listing:
    """Return a row for each quote; a theme without quotes has a row too."""
    return Listing(
        title=facts.title,
        about=_("Each row is a quote of a theme; a theme without quotes has one row. Filter by theme or participant."),
        fields=(*_fields(), *said),
        rows=(row for entry in entries for row in _data_rows(entry, len(said))),
    )


def _fields() -> tuple[Field, ...]:
    return (
        Field("level", _("Level"), _("The level of the theme in this study."), 12),
        Field("theme", _("Theme"), _("Names of the theme and of those above it."), 34),
        Field("definition", _("Definition"), _("The definition of the theme, or its central idea."), 40),
        Field("stance", _("Barrier or enabler"), _("What the theme is to the question: barrier, enabler, both."), 12),
        Field("sources", _("Sources"), _("Number of sources coded for the theme; empty where counts are hidden."), 9),
        Field("participants", _("Participants"), _("Number of participants coded for the theme, likewise."), 12),
        Field("codes", _("Codes"), _("The codes on which the theme draws."), 34),
        Field("kind", _("Kind"), _("chosen; counter: a different view; coded: stands in where none is chosen."), 10),
        Field("quote", _("Quote"), _("The words as they stand in the source."), 80),
        Field("participant", _("Participant"), _("Who says it."), 18),
        Field("source", _("Source"), _("Where it is said."), 18),
        Field("lines", _("Lines"), _("The numbered lines of the source."), 9),
        Field("translation", _("Translation"), _("The quote in another language."), 60),
        Field("translator", _("Translator"), _("Who translated it."), 16),
    )


def _data_rows(entry: Entry, attributes: int) -> Iterator[tuple[Value, ...]]:
    theme, counts = entry.theme, entry.counts
    head: tuple[Value, ...] = (
        theme.level,
        SEPARATOR.join((*entry.parents, theme.name)),
        theme.definition or theme.idea,
        theme.stance,
        counts.sources if counts else None,
        counts.participants if counts else None,
        entry.codes,
    )
    for quote in entry.quotes:
        people = ", ".join(quote.people)
        words = (quote.kind, quote.text, people, quote.source, quote.lines, quote.translation, quote.translator)
        yield (*head, *words, *quote.values)
    if not entry.quotes:
        yield (*head, *(None,) * (7 + attributes))
