"""The quotes of the paper with the numbers by which its text cites them: T2-Q3."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import SEPARATOR
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Field,
    Listing,
    Value,
    visible,
)
from qda.core.exporters.quotes_by_number import Numbered, numbered_quotes, numbering, quotes_grid
from qda.core.exporters.theme_entries import left_out, read_entries, wanted_themes
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
    rows = list(numbered_quotes(entries))
    if not rows:
        raise RefusedError(_("No quote is picked for a theme yet. Pick some in Themes first."))
    notices = left_out(outline, wanted, options)
    if data:
        notices += formats.write_listing(path, _listing(rows, citing.attribute_fields(session, shown), facts), facts)
    else:
        formats.write_grid(path, quotes_grid(entries, facts, visible(facts.title)), facts)
    return Written(path, tuple(notices), themes=len({row.entry.theme.id for row in rows}), quotes=len(rows))


def _listing(rows: Sequence[Numbered], said: Sequence[Field], facts: Colophon) -> Listing:
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
            *said,
        ),
        rows=map(_data, rows),
    )


def _data(row: Numbered) -> tuple[Value, ...]:
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
