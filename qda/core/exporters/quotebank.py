"""The quote bank: what was picked to be shown, where it is used, and how often each person is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, paragraph, plain_grid, visible
from qda.core.quotebank.bank import CONSENT, Banked, Voice, bank, quoted_people
from qda.errors import RefusedError
from qda.i18n import _


@exporters.product(
    "quote-bank",
    title=_("Quote bank"),
    about=_("Every quote that was picked, as said and as printed, with where it is used, and quotes per participant."),
    suffixes=(".docx", ".html", ".md", ".xlsx", ".csv", ".json"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the quote bank; RefusedError where no quote was picked."""
    del options
    banked = bank(session)
    if not banked:
        raise RefusedError(_("No quotes are picked yet. Choose quotes for a theme, and they are listed here."))
    facts = colophon(session)
    people = quoted_people(session, banked)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, _listing(banked, facts), facts)
    else:
        cited = citing.Citations(session, {one.source_id for one in banked})
        formats.write_grid(path, _grid(banked, people, cited, facts), facts)
    return Written(path, (*notices, *_notices(banked, people)), quotes=len(banked), people=len(people))


def _notices(banked: Sequence[Banked], people: Sequence[Voice]) -> Iterator[str]:
    if never := ", ".join(one.participant for one in people if not one.quotes):
        yield _("Never quoted: {names}.").format(names=never)
    if often := ", ".join(one.participant for one in people if one.often):
        yield _("Quoted more than twice as often as one person’s share: {names}.").format(names=often)
    if overtaken := sum(one.overtaken for one in banked):
        yield _("Printed in words that the source does not have any more: {n}.").format(n=overtaken)


def _grid(banked: Sequence[Banked], people: Sequence[Voice], cited: citing.Citations, facts: Colophon) -> Grid:
    rows = []
    for one in banked:
        quote = citing.quote_paragraphs(cited.cite(one.source_id, one.start, one.end), facts.language)
        if one.printed:
            said = _("As it was said: {words}").format(words=" ".join(visible(one.text).split()))
            quote.append(paragraph(said, "translation"))
        where = tuple(paragraph(visible(use.words)) for use in one.uses)
        rows.append(Row((tuple(quote), where, (paragraph(CONSENT[one.consent]),))))
    return Grid(
        title=visible(facts.title),
        caption=_("Quotes and where they are used"),
        columns=(Column(_("Quote"), 0.55), Column(_("Used in"), 0.3), Column(_("Consent"), 0.15)),
        rows=tuple(rows),
        parts=(_people(people),),
    )


def _people(people: Sequence[Voice]) -> Grid:
    return plain_grid(
        _("Quotes per participant"),
        (Column(_("Participant"), 0.5), Column(_("Quotes"), 0.2, number=True), Column(_("Consent"), 0.3)),
        [(one.participant, str(one.quotes), CONSENT[one.consent]) for one in people],
    )


def _listing(banked: Sequence[Banked], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a passage that was picked to be shown, or that a framework rests on."),
        fields=(
            Field("source", _("Source"), _("Where it is said."), 20),
            Field("start", _("Start"), _("First character of the passage, counted from 0 (Unicode code points)."), 9),
            Field("end", _("End"), _("The character after the last one."), 9),
            Field("lines", _("Lines"), _("The numbered lines of the source."), 9),
            Field("participant", _("Participant"), _("Who says it."), 18),
            Field("text", _("As said"), _("The words as they stand in the source."), 70),
            Field("printed", _("As printed"), _("How it is printed, where that is not as it was said."), 60),
            Field("consent", _("Consent"), _("Whether those who speak may be quoted."), 14),
            Field("uses", _("Used in"), _("Themes, codes, frameworks, memos, pages, rounds and reports."), 50),
            Field("overtaken", _("Overtaken"), _("1 where its printed words are not the source’s any more."), 11),
        ),
        rows=_rows(banked),
    )


def _rows(banked: Sequence[Banked]) -> Iterator[tuple[Value, ...]]:
    for one in banked:
        yield (
            *(one.source, one.start, one.end, one.lines, one.participants, one.text, one.printed),
            *(CONSENT[one.consent], tuple(use.words for use in one.uses), int(one.overtaken)),
        )
