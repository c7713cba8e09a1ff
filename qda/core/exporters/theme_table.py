"""The theme-quote table: each theme with its definition, its codes and the quotes that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import SEPARATOR, CodeRow, codes
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Column,
    Field,
    Grid,
    Listing,
    Role,
    Row,
    Value,
    continued,
    paragraph,
    paragraphs,
    visible,
)
from qda.core.retrieval import Counts, below, theme_counts
from qda.core.themes.outline import ThemeRow, themes
from qda.core.themes.quotes import Picked, picked_quotes
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_
from qda.storage.models import Coding, Participant, Source

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme as the table shows it; `parents` are the names above it, from the top. `cut` quotes were left out."""

    theme: ThemeRow
    depth: int
    parents: tuple[str, ...]
    codes: tuple[str, ...]
    counts: Counts | None
    quotes: tuple[citing.Cited, ...]
    cut: int = 0

    @property
    def stands_in(self) -> bool:
        """Say whether coded passages stand in for quotes that nobody has chosen."""
        return any(quote.kind == "coded" for quote in self.quotes)


@exporters.product(
    "theme-table",
    about=_("Themes with their definitions, codes and quotes, as a table for the paper."),
    suffixes=(".docx", ".xlsx", ".csv", ".html", ".md"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the theme-quote table; RefusedError where there are no themes."""
    facts = colophon(session)
    data = formats.is_data(path)
    outline = themes(session)
    chosen = wanted_themes(outline, options)
    shown = citing.shown_attributes(session, options, data)
    entries = _entries(session, chosen, facts, options, shown)
    notices = [*_left_out(outline, chosen, options), *_notes_on_quotes(entries)]
    if data:
        notices += formats.write_listing(path, _listing(entries, shown, facts), facts)
    else:
        formats.write_grid(path, _grid(session, entries, facts, options), facts)
    return Written(path, tuple(notices), themes=len(entries), quotes=sum(len(entry.quotes) for entry in entries))


def wanted_themes(outline: Sequence[ThemeRow], options: ProductOptions) -> list[tuple[ThemeRow, int, tuple[str, ...]]]:
    """Return the themes of the table with their depth and the names above them, in the order of the outline.

    Without a choice these are all that are not set aside. Raises RefusedError where none is left, NotFoundError for
    an id that is no theme's.
    """
    known = {theme.id: theme for theme in outline}
    if missing := set(options.theme_ids or ()).difference(known):
        raise NotFoundError(_("There is no theme {name} in this project.").format(name=", ".join(sorted(missing))))
    kept: dict[str, tuple[int, tuple[str, ...]]] = {}
    for theme in outline:
        above = kept.get(theme.parent or "")
        if options.theme_ids is not None:
            asked = theme.id in options.theme_ids
        else:
            asked = theme.parent is None and theme.status != "set aside"
        if asked or (above is not None and theme.status != "set aside"):
            parent = known.get(theme.parent or "")
            kept[theme.id] = (above[0] + 1, (*above[1], parent.name)) if above and parent else (0, ())
    if not kept:
        raise RefusedError(_("There is no theme to write yet. Make a theme first."))
    return [(known[key], depth, parents) for key, (depth, parents) in kept.items()]


def _left_out(outline: Sequence[ThemeRow], chosen: Sequence[object], options: ProductOptions) -> list[str]:
    if options.theme_ids is not None or len(outline) == len(chosen):
        return []
    one = "{n} theme that is set aside is left out."
    return [n_(one, "{n} themes that are set aside are left out.", len(outline) - len(chosen))]


# What the table holds ----------------------------------------------------------------------------------------------


def _entries(
    session: Session,
    chosen: Sequence[tuple[ThemeRow, int, tuple[str, ...]]],
    facts: Colophon,
    options: ProductOptions,
    shown: Sequence[str],
) -> list[Entry]:
    book = codes(session)
    names = _code_names(book)
    with_counts = facts.counts if options.counts is None else options.counts
    counts = theme_counts(session) if with_counts else {}
    picked: dict[str, list[Picked]] = {}
    for quote in picked_quotes(session):
        picked.setdefault(quote.theme_id or "", []).append(quote)
    stand_ins = {
        theme.id: _first_passages(session, below(book, theme.code_ids), picked.get(theme.id, ()), options.stand_ins)
        for theme, _depth, _parents in chosen
        if all(quote.kind != "chosen" for quote in picked.get(theme.id, ()))
    }
    places = {quote.source_id for theme, *_rest in chosen for quote in picked.get(theme.id, ())}
    places.update(span[0] for spans in stand_ins.values() for span in spans)
    cited = citing.Citations(session, places, shown)
    return [
        Entry(
            theme=theme,
            depth=depth,
            parents=parents,
            codes=tuple(names[code_id] for code_id in theme.code_ids),
            counts=counts.get(theme.id),
            quotes=tuple(_quotes(cited, picked.get(theme.id, ()), stand_ins.get(theme.id, ()), options)),
            cut=_cut(picked.get(theme.id, ()), options.quotes_per_theme),
        )
        for theme, depth, parents in chosen
    ]


def _quotes(
    cited: citing.Citations, picked: Sequence[Picked], stand_ins: Sequence[Span], options: ProductOptions
) -> Iterator[citing.Cited]:
    """Cite the chosen quotes, or what stands in for them, and then those that show a different view."""
    limit = options.quotes_per_theme
    for source_id, start, end in stand_ins[:limit]:
        yield cited.cite(source_id, start, end)
    for kind in ("chosen", "counter"):
        for quote in [quote for quote in picked if quote.kind == kind][:limit]:
            yield cited.cite_picked(quote)


def _cut(picked: Sequence[Picked], limit: int | None) -> int:
    if limit is None:
        return 0
    numbers = (sum(quote.kind == kind for quote in picked) for kind in ("chosen", "counter"))
    return sum(max(0, number - limit) for number in numbers)


def _first_passages(session: Session, code_ids: Sequence[str], others: Sequence[Picked], limit: int) -> list[Span]:
    """Return the first passages that any of these codes has, none of which shares words with another or `others`."""
    query = (
        select(Coding.source_id, Coding.start, Coding.end)
        .join(Source, Source.id == Coding.source_id)
        .where(Coding.code_id.in_(code_ids))
        .order_by(Source.position, Source.id, Coding.start, Coding.end.desc(), Coding.id)
    )
    taken: list[Span] = [(quote.source_id, quote.start, quote.end) for quote in others]
    found: list[Span] = []
    for source_id, start, end in session.execute(query) if code_ids and limit > 0 else ():
        if any(source_id == other[0] and start < other[2] and other[1] < end for other in (*taken, *found)):
            continue
        found.append((source_id, start, end))
        if len(found) == limit:
            break
    return found


def _code_names(book: Sequence[CodeRow]) -> dict[str, str]:
    """Return the name of each code, and its whole path where several codes share the name."""
    times: dict[str, int] = {}
    for code in book:
        times[code.name.casefold()] = times.get(code.name.casefold(), 0) + 1
    return {code.id: code.name if times[code.name.casefold()] == 1 else code.path for code in book}


# As a table on pages -----------------------------------------------------------------------------------------------


def _grid(session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> Grid:
    nested = any(entry.depth for entry in entries)
    return Grid(
        title=visible(facts.title),
        caption=_("Themes with their codes and quotes"),
        columns=(
            Column(_("Theme and subtheme") if nested else _("Theme"), 0.27),
            Column(_("Codes"), 0.17),
            Column(_("Quotes"), 0.56),
        ),
        rows=tuple(_row(entry, facts, options) for entry in entries),
        notes=tuple(_notes(session, entries, facts)),
    )


def _row(entry: Entry, facts: Colophon, options: ProductOptions) -> Row:
    theme, depth = entry.theme, min(entry.depth, 3)
    role: Role = "theme" if depth == 0 else "subtheme"
    name = [paragraph(visible(theme.name), role, depth)]
    if kind := " · ".join(part for part in (theme.level, _core(theme), theme.stance) if part):
        name.append(paragraph(visible(kind), "level", depth))
    if options.definitions and (words := theme.definition.strip() or theme.idea.strip()):
        name.extend(paragraphs(words, "detail", depth))
    if entry.counts is not None:
        name.append(paragraph("n = " + _numbers(entry.counts), "count", depth))
    quotes = [part for quote in entry.quotes for part in citing.quote_paragraphs(quote, facts.language)]
    return Row(
        cells=(tuple(name), tuple(paragraph(visible(code), "code") for code in entry.codes), tuple(quotes)),
        continued=continued(theme.name, depth),
        opens=depth == 0,
    )


def _core(theme: ThemeRow) -> str:
    return _("core") if theme.core and "core" not in theme.level.casefold() else ""


def _numbers(counts: Counts) -> str:
    sources = n_("{n} source", "{n} sources", counts.sources)
    return f"{sources}, {n_('{n} participant', '{n} participants', counts.participants)}"


_LINES = {
    "turn": _("Lines are turns and paragraphs of the transcript, numbered from its beginning."),
    "sentence": _("Lines are sentences of the transcript, numbered from its beginning."),
    "fixed": _("Lines are numbered from the beginning of the transcript."),
}


def _notes(session: Session, entries: Sequence[Entry], facts: Colophon) -> Iterator[str]:
    if any(entry.counts is not None for entry in entries):
        sources = session.scalar(select(func.count()).select_from(Source)) or 0
        people = session.scalar(select(func.count()).select_from(Participant)) or 0
        yield _(
            "n: sources and participants with at least one passage coded for the theme or its subthemes, "
            "out of {sources} sources and {people} participants in the study."
        ).format(sources=sources, people=people)
    if any(quote.lines for entry in entries for quote in entry.quotes):
        yield _LINES[facts.line_unit]
    for sentence in _notes_on_quotes(entries):
        yield visible(sentence)


def _notes_on_quotes(entries: Sequence[Entry]) -> list[str]:
    """Return sentences on themes whose quotes were not chosen, or not all shown."""
    sentences = []
    if names := _named(entry for entry in entries if entry.stands_in):
        sentence = _("No quotes are chosen yet for {names}; the first coded passages stand in their place.")
        sentences.append(sentence.format(names=names))
    if names := _named(entry for entry in entries if entry.cut):
        sentence = _("Not all chosen quotes are shown for {names}.")
        sentences.append(sentence.format(names=names))
    return sentences


def _named(entries: Iterable[Entry]) -> str:
    return ", ".join(f"“{entry.theme.name}”" for entry in entries)


# As data -----------------------------------------------------------------------------------------------------------


def _listing(entries: Sequence[Entry], shown: Sequence[str], facts: Colophon) -> Listing:
    """Return a row for each quote; a theme without quotes has a row too."""
    return Listing(
        title=facts.title,
        about=_("Each row is a quote of a theme; a theme without quotes has one row. Filter by theme or participant."),
        fields=(*_fields(), *(Field(name, name, _("Attribute of the participant."), 16) for name in shown)),
        rows=(row for entry in entries for row in _data_rows(entry, len(shown))),
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
