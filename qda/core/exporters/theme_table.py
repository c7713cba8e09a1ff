"""The theme-quote table: each theme with its definition, its codes and the quotes that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import SEPARATOR
from qda.core.exporters import Choice, ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Cell,
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
from qda.core.exporters.theme_entries import Entry, left_out, line_note, notes_on_quotes, read_entries, wanted_themes
from qda.core.retrieval import Counts
from qda.core.themes.outline import ThemeRow, themes
from qda.i18n import _, n_
from qda.storage.models import Participant, Source

FORM = Choice(
    "form",
    _("Form of the table"),
    (
        ("outline", _("Subthemes indented below their theme")),
        ("columns", _("A column for each level: core category, main categories, sub-categories")),
    ),
)


@exporters.product(
    "theme-table",
    title=_("Theme-quote table"),
    about=_("Themes with their definitions, codes and quotes, as a table for the paper."),
    suffixes=(".docx", ".xlsx", ".csv", ".html", ".md"),
    choices=(FORM, citing.NUMBERS, *citing.LOOKS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the theme-quote table; RefusedError where there are no themes."""
    facts = colophon(session)
    data = formats.is_data(path)
    outline = themes(session)
    chosen = wanted_themes(outline, options)
    shown = citing.shown_attributes(session, options, data)
    entries = read_entries(session, chosen, facts, options, shown)
    notices = [*left_out(outline, chosen, options), *notes_on_quotes(entries)]
    if data:
        notices += formats.write_listing(path, _listing(entries, shown, facts), facts)
    else:
        grid = _columns if FORM.of(options) == "columns" else _grid
        formats.write_grid(path, grid(session, entries, facts, options), facts)
    return Written(path, tuple(notices), themes=len(entries), quotes=sum(len(entry.quotes) for entry in entries))


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
    depth = min(entry.depth, 3)
    return Row(
        cells=(_name(entry, options, depth), _codes(entry), _quotes(entry, facts)),
        continued=continued(entry.theme.name, depth),
        opens=depth == 0,
    )


def _name(entry: Entry, options: ProductOptions, depth: int, *, level: bool = True) -> Cell:
    """Return the cell that names a theme and says what it is; `level` says whether its level stands there too."""
    theme = entry.theme
    role: Role = "theme" if depth == 0 else "subtheme"
    name = [paragraph(visible(theme.name), role, depth)]
    if kind := " · ".join(part for part in (theme.level if level else "", _core(theme), _(theme.stance)) if part):
        name.append(paragraph(visible(kind), "level", depth))
    if options.definitions and (words := theme.definition.strip() or theme.idea.strip()):
        name.extend(paragraphs(words, "detail", depth))
    if entry.counts is not None:
        name.append(paragraph("n = " + _numbers(entry.counts), "count", depth))
    return tuple(name)


def _codes(entry: Entry) -> Cell:
    return tuple(paragraph(visible(code), "code") for code in entry.codes)


def _quotes(entry: Entry, facts: Colophon) -> Cell:
    return tuple(part for quote in entry.quotes for part in citing.quote_paragraphs(quote, facts.language))


def _columns(session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> Grid:
    """Return the table with a column for each level: core category, main categories, sub-categories.

    A core category that is not above the others in the outline, but bound to them by relations, stands before them all
    the same. A theme with neither codes nor quotes of its own shares the row of the first one below it.
    """
    cores = [entry for entry in entries if entry.theme.core and entry.depth == 0]
    beside = bool(cores) and any(entry.depth == 0 and not entry.theme.core for entry in entries)
    inside = {entry.theme.id for entry in cores}
    placed: list[tuple[int, Entry]] = []
    for entry in entries:
        if entry.theme.parent in inside:
            inside.add(entry.theme.id)
        placed.append((entry.depth + (beside and entry.theme.id not in inside), entry))
    placed.sort(key=lambda one: one[1].theme.id not in inside)  # what belongs to the core comes first
    deep = min(max(depth for depth, _entry in placed), 3)
    with_quotes = any(entry.quotes for entry in entries)
    shares = [0.16] * (deep + 1) + [0.16] + ([0.36] if with_quotes else [])
    titles = [_level_title(placed, depth) for depth in range(deep + 1)]
    titles += [_("Codes"), *([_("Quotes")] if with_quotes else [])]
    rows: list[Row] = []
    waiting: dict[int, Cell] = {}
    for number, (depth, entry) in enumerate(placed):
        depth = min(depth, deep)
        waiting[depth] = _name(entry, options, 0, level=False)
        below = placed[number + 1][0] > depth if number + 1 < len(placed) else False
        if below and not (entry.codes or entry.quotes):
            continue
        names = tuple(waiting.pop(place, ()) for place in range(deep + 1))
        cells = (*names, _codes(entry), *([_quotes(entry, facts)] if with_quotes else []))
        rows.append(Row(cells, continued(entry.theme.name), opens=bool(names[0])))
    return Grid(
        title=visible(facts.title),
        caption=_("Themes with their codes and quotes") if with_quotes else _("Themes and their codes"),
        columns=tuple(Column(title, share / sum(shares)) for title, share in zip(titles, shares, strict=True)),
        rows=tuple(rows),
        notes=tuple(_notes(session, entries, facts)),
    )


def _level_title(placed: Sequence[tuple[int, Entry]], depth: int) -> str:
    """Return the name of the level that all themes of a column share, else what stands there."""
    names = {entry.theme.level for place, entry in placed if place == depth}
    if len(names) == 1 and (name := names.pop()):
        return visible(name[:1].upper() + name[1:])
    return _("Theme") if depth == 0 else _("Subtheme")


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
