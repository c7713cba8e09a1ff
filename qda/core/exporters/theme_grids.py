"""The forms of the theme-quote table: outlined, a column a level, by perspective, with translations beside quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.exporters import ProductOptions, citing
from qda.core.exporters.by_perspective import not_known, perspective
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import (
    Cell,
    Column,
    Grid,
    Role,
    Row,
    continued,
    paragraph,
    paragraphs,
    visible,
)
from qda.core.exporters.numbering import numbers
from qda.core.exporters.parting import parted
from qda.core.exporters.theme_entries import Entry, line_note, notes_on_quotes
from qda.core.exporters.theme_levels import level_titles, placed
from qda.core.retrieval import Counts, ThemeQuote
from qda.core.themes.outline import ThemeRow
from qda.core.themes.perspectives import Perspective, perspectives
from qda.core.themes.stances import stance_words
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.storage.models import Participant, Source

_ABREAST = 3  # perspectives whose quotes can be read beside each other on a page on its side


def outlined(session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> Grid:
    """Return the table with subthemes indented below their theme."""
    return Grid(
        title=visible(facts.title),
        caption=_("Themes with their codes and quotes"),
        columns=(Column(_theme_or_subtheme(entries), 0.27), Column(_("Codes"), 0.17), Column(_("Quotes"), 0.56)),
        rows=tuple(_row(entry, options, (_codes(entry), _quotes(entry.quotes, facts))) for entry in entries),
        notes=tuple(_notes(session, entries, facts)),
    )


def _theme_or_subtheme(entries: Sequence[Entry]) -> str:
    return _("Theme and subtheme") if any(entry.depth for entry in entries) else _("Theme")


def _row(entry: Entry, options: ProductOptions, cells: tuple[Cell, ...]) -> Row:
    depth = min(entry.depth, 3)
    return Row(
        cells=(_name(entry, options, depth), *cells),
        continued=continued(entry.theme.name, depth),
        opens=depth == 0,
    )


def _name(entry: Entry, options: ProductOptions, depth: int, *, level: bool = True) -> Cell:
    """Return the cell that names a theme and says what it is; `level` says whether its level stands there too."""
    theme = entry.theme
    role: Role = "theme" if depth == 0 else "subtheme"
    name = [paragraph(visible(theme.name), role, depth)]
    if kind := " · ".join(
        part for part in (theme.level if level else "", _core(theme), stance_words(theme.stance)) if part
    ):
        name.append(paragraph(visible(kind), "level", depth))
    if options.definitions and (words := theme.definition.strip() or theme.idea.strip()):
        name.extend(paragraphs(words, "detail", depth))
    if entry.counts is not None:
        name.append(paragraph("n = " + _numbers(entry.counts), "count", depth))
    return tuple(name)


def _codes(entry: Entry) -> Cell:
    return tuple(paragraph(visible(code), "code") for code in entry.codes)


def _quotes(quotes: Sequence[citing.Cited], facts: Colophon) -> Cell:
    return tuple(part for quote in quotes for part in citing.quote_paragraphs(quote, facts.language))


def in_columns(session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> Grid:
    """Return the table with a column for each level: core category, main categories, sub-categories.

    A theme with neither codes nor quotes of its own shares the row of the first one below it.
    """
    themes = placed(entries)
    titles = level_titles(themes)
    names_ = len(titles)
    with_quotes = any(entry.quotes for entry in entries)
    shares = [0.16] * names_ + [0.16] + ([0.36] if with_quotes else [])
    titles += [_("Codes"), *([_("Quotes")] if with_quotes else [])]
    rows: list[Row] = []
    waiting: dict[int, Cell] = {}
    for number, (depth, entry) in enumerate(themes):
        waiting[depth] = _name(entry, options, 0, level=False)
        below = themes[number + 1][0] > depth if number + 1 < len(themes) else False
        if below and not (entry.codes or entry.quotes):
            continue
        names = tuple(waiting.pop(place, ()) for place in range(names_))
        cells = (*names, _codes(entry), *([_quotes(entry.quotes, facts)] if with_quotes else []))
        rows.append(Row(cells, continued(entry.theme.name), opens=bool(names[0]), named=depth))
    return Grid(
        title=visible(facts.title),
        caption=_("Themes with their codes and quotes") if with_quotes else _("Themes and their codes"),
        columns=tuple(Column(title, share / sum(shares)) for title, share in zip(titles, shares, strict=True)),
        rows=tuple(rows),
        notes=tuple(_notes(session, entries, facts)),
    )


def by_perspective(session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> Grid:
    """Return the table with a column of quotes for each perspective, in several parts where there are many.

    Of a theme without chosen quotes each perspective shows its first coded passages. Raises RefusedError where there
    is no attribute to group by.
    """
    attribute = perspective(session, options)
    if not attribute:
        raise RefusedError(
            _("There is no attribute with choices to group quotes by. Name one, or choose another form.")
        )
    told = {
        entry.theme.id: perspectives(session, entry.theme.id, attribute, picked=not entry.stands_in)
        for entry in entries
    }
    said = {
        (entry.theme.id, one.value): _said(one, entry, options) for entry in entries for one in told[entry.theme.id]
    }
    heads = [
        value
        for value in dict.fromkeys(one.value for found in told.values() for one in found)
        if any(said.get((key, value)) for key in told)
    ]
    places = {quote.source_id for quotes in said.values() for quote in quotes}
    words = citing.Citations(
        session,
        places,
        citing.shown_attributes(session, options, False),
        by=citing.ATTRIBUTION.of(options),
        numbers=numbers(session).quotes,
    )

    def cell(entry: Entry, value: str) -> Cell:
        quotes = [
            citing.dressed(words.cite_picked(quote), options, facts.language)
            for quote in said.get((entry.theme.id, value), ())
        ]
        return _quotes(quotes, facts)

    titles = [visible(value[:1].upper() + value[1:]) if value else not_known(attribute) for value in heads]
    note = _("Columns are by the “{attribute}” of those who say it; an empty cell has no quote of theirs.")
    grid = Grid(
        title=visible(facts.title),
        caption=_("Themes by perspective"),
        columns=(Column(_theme_or_subtheme(entries), 0.24), *(Column(title, 0.2) for title in titles)),
        rows=tuple(_row(entry, options, tuple(cell(entry, value) for value in heads)) for entry in entries),
        notes=(note.format(attribute=visible(attribute)), *_notes(session, entries, facts)),
    )
    return parted(grid, _ABREAST, 0.24)


def _said(one: Perspective, entry: Entry, options: ProductOptions) -> tuple[ThemeQuote, ...]:
    """Return the quotes of a perspective that the table shows, chosen ones before those of a different view."""
    limit = options.stand_ins if entry.stands_in else options.quotes_per_theme
    chosen = [quote for quote in one.quotes if quote.kind != "counter"][:limit]
    return (*chosen, *[quote for quote in one.quotes if quote.kind == "counter"][: options.quotes_per_theme])


def with_translations(session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> Grid:
    """Return the table with a row a quote, its translation beside it; of a theme it tells the name alone.

    A definition would be taller than the first quote, and part it from the others.
    """
    entries = [replace(entry, counts=None) for entry in entries]
    rows: list[Row] = []
    for entry in entries:
        first = _row(entry, replace(options, definitions=False), ())
        for number, quote in enumerate(entry.quotes or (None,)):
            name = first.cells[0] if number == 0 else ()
            cells = _beside(quote, facts) if quote is not None else ((), ())
            rows.append(Row((name, *cells), first.continued, opens=first.opens and number == 0))
    return Grid(
        title=visible(facts.title),
        caption=_("Themes with quotes and their translations"),
        columns=(Column(_theme_or_subtheme(entries), 0.24), Column(_("Quote"), 0.38), Column(_("Translation"), 0.38)),
        rows=tuple(rows),
        notes=(
            _("An empty cell stands for the theme above it, or for a quote that needs no translation."),
            *_notes(session, entries, facts),
        ),
    )


def _beside(quote: citing.Cited, facts: Colophon) -> tuple[Cell, Cell]:
    """Return the cells of a quote and of its translation; words of the document's own language have none."""
    words = citing.quote_paragraphs(replace(quote, translation="", translator=""), facts.language)
    if not quote.translation:
        return tuple(words), ()
    by = _("translated by {name}").format(name=quote.translator) if quote.translator else ""
    told = replace(
        quote,
        text=quote.translation,
        language=facts.language,
        translation="",
        people=(),
        values=(),
        source=by,
        lines="",
        kind="chosen",
        number="",
    )
    return tuple(words), tuple(citing.quote_paragraphs(told, facts.language))


FORMS: Mapping[str, Callable[[Session, Sequence[Entry], Colophon, ProductOptions], Grid]] = {
    "outline": outlined,
    "columns": in_columns,
    "perspective": by_perspective,
    "translation": with_translations,
}
"""The forms by name."""


def _core(theme: ThemeRow) -> str:
    return _("core") if theme.core and "core" not in theme.level.casefold() else ""


def _numbers(counts: Counts) -> str:
    sources = n_("{n} source", "{n} sources", counts.sources)
    return f"{sources}, {n_('{n} participant', '{n} participants', counts.participants)}"


def _notes(session: Session, entries: Sequence[Entry], facts: Colophon) -> Iterator[str]:
    if any(entry.counts is not None for entry in entries):
        sources = session.scalar(select(func.count()).select_from(Source)) or 0
        people = session.scalar(select(func.count()).select_from(Participant)) or 0
        yield _(
            "n: sources and participants with at least one passage coded for the theme or its subthemes, "
            "out of {sources} sources and {people} participants in the study."
        ).format(sources=sources, people=people)
    if any(quote.lines for entry in entries for quote in entry.quotes):
        yield line_note(facts)
    for sentence in notes_on_quotes(entries):
        yield visible(sentence)
