"""Themes with their codes and quotes, as the products that tell of themes need them: chosen, counted and cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import CodeRow, codes
from qda.core.exporters import ProductOptions, citing
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.numbering import numbered
from qda.core.privacy.withholding import may_show
from qda.core.privacy.withholding import shown as shown_quotes
from qda.core.retrieval import Counts, below, theme_counts
from qda.core.themes.outline import ThemeRow, themes
from qda.core.themes.quotes import Picked, picked_quotes
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_
from qda.storage.models import Coding, Source

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme as the table shows it; `parents` are the names above it, from the top. `cut` quotes were left out.

    `number` is that of :mod:`.numbering`: T2, or C for a core theme above others.
    """

    theme: ThemeRow
    depth: int
    parents: tuple[str, ...]
    codes: tuple[str, ...]
    counts: Counts | None
    quotes: tuple[citing.Cited, ...]
    cut: int = 0
    number: str = ""

    @property
    def stands_in(self) -> bool:
        """Say whether coded passages stand in for quotes that nobody has chosen."""
        return any(quote.kind == "coded" for quote in self.quotes)


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


def left_out(outline: Sequence[ThemeRow], chosen: Sequence[object], options: ProductOptions) -> list[str]:
    """Return a sentence on the themes that are set aside and therefore left out, where there are any."""
    if options.theme_ids is not None or len(outline) == len(chosen):
        return []
    one = "{n} theme that is set aside is left out."
    return [n_(one, "{n} themes that are set aside are left out.", len(outline) - len(chosen))]


def read_entries(
    session: Session,
    chosen: Sequence[tuple[ThemeRow, int, tuple[str, ...]]],
    facts: Colophon,
    options: ProductOptions,
    shown: Sequence[str],
) -> list[Entry]:
    """Return what the table tells of each chosen theme, with all its quotes cited; `shown` are names of attributes."""
    book = codes(session)
    names = code_names(book)
    with_counts = facts.counts if options.counts is None else options.counts
    counts = theme_counts(session) if with_counts else {}
    picked: dict[str, list[Picked]] = {}
    every = picked_quotes(session)
    for quote in shown_quotes(every):
        picked.setdefault(quote.theme_id or "", []).append(quote)
    stand_ins = {
        theme.id: _first_passages(session, below(book, theme.code_ids), picked.get(theme.id, ()), options.stand_ins)
        for theme, _depth, _parents in chosen
        if all(quote.kind != "chosen" for quote in picked.get(theme.id, ()))
    }
    places = {quote.source_id for theme, *_rest in chosen for quote in picked.get(theme.id, ())}
    places.update(span[0] for spans in stand_ins.values() for span in spans)
    numbers = numbered(themes(session), every)
    cited = citing.Citations(session, places, shown, by=citing.ATTRIBUTION.of(options), numbers=numbers.quotes)
    return [
        Entry(
            theme=theme,
            depth=depth,
            parents=parents,
            codes=tuple(names[code_id] for code_id in theme.code_ids),
            counts=counts.get(theme.id),
            quotes=tuple(
                citing.dressed(quote, options, facts.language)
                for quote in _quotes(cited, picked.get(theme.id, ()), stand_ins.get(theme.id, ()), options)
            ),
            cut=_cut(picked.get(theme.id, ()), options.quotes_per_theme),
            number=numbers.themes.get(theme.id, ""),
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
        if not may_show(source_id, start, end) or any(
            source_id == other[0] and start < other[2] and other[1] < end for other in (*taken, *found)
        ):
            continue
        found.append((source_id, start, end))
        if len(found) == limit:
            break
    return found


def code_names(book: Sequence[CodeRow]) -> dict[str, str]:
    """Return the name of each code, and its whole path where several codes share the name."""
    times: dict[str, int] = {}
    for code in book:
        times[code.name.casefold()] = times.get(code.name.casefold(), 0) + 1
    return {code.id: code.name if times[code.name.casefold()] == 1 else code.path for code in book}


def notes_on_quotes(entries: Sequence[Entry]) -> list[str]:
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


_LINES = {
    "turn": _("Lines are turns and paragraphs of the transcript, numbered from its beginning."),
    "sentence": _("Lines are sentences of the transcript, numbered from its beginning."),
    "fixed": _("Lines are numbered from the beginning of the transcript."),
}


def line_note(facts: Colophon) -> str:
    """Return a sentence on what the lines are whose numbers stand beside quotes."""
    return _LINES[facts.line_unit]
