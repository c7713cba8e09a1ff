"""The theme report: a section a theme, with its idea, its quotes by perspective, different views and relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters, memos
from qda.core.exporters import Choice, ProductOptions, Written, citing
from qda.core.exporters.by_perspective import PERSPECTIVE, not_known, perspective
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Run, visible
from qda.core.exporters.memo_prose import day, memo_parts
from qda.core.exporters.numbering import numbers
from qda.core.exporters.prose import Block, Heading, Prose, block, cited, led, write_prose
from qda.core.exporters.theme_entries import Entry, left_out, notes_on_quotes, read_entries, wanted_themes
from qda.core.study import approach
from qda.core.themes import category
from qda.core.themes.outline import themes
from qda.core.themes.perspectives import Perspective, perspectives
from qda.core.themes.relations import Node, RelationRow, relations
from qda.core.themes.stances import stance_words
from qda.core.themes.wording_history import wordings
from qda.core.themes.words_for import FIELD_WORDS, STATUS_WORDS
from qda.i18n import _, n_

_NO_YES = (("no", _("Leave out")), ("yes", _("Add")))
QUOTES = Choice(
    "quotes", _("Quotes"), (("chosen", _("The chosen ones")), ("all", _("The chosen ones, and all coded passages")))
)
MEMOS = Choice("memos", _("Memos on the theme"), _NO_YES)
WORDING = Choice("wording", _("How it was worded over time"), _NO_YES)

Part = Heading | Block


@exporters.product(
    "theme-report",
    title=_("Theme report"),
    about=_("A section a theme: idea, definition, codes, quotes by perspective, different views, relations."),
    suffixes=(".docx", ".html", ".md"),
    choices=(PERSPECTIVE, QUOTES, citing.NUMBERS, *citing.LOOKS, MEMOS, WORDING),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the theme report; RefusedError where there are no themes, NotFoundError for an unknown attribute."""
    facts = colophon(session)
    outline = themes(session)
    chosen = wanted_themes(outline, options)
    entries = read_entries(session, chosen, facts, options, citing.shown_attributes(session, options, False))
    report = _Report(session, facts, options)
    parts: list[Part] = [block(facts.question, "facts")] if facts.question else []
    for entry in entries:
        parts.extend(report.section(entry))
    parts.extend(block(sentence, "note") for sentence in notes_on_quotes(entries))
    write_prose(path, Prose(visible(facts.title), tuple(parts)), facts)
    notices = (*left_out(outline, chosen, options), *notes_on_quotes(entries))
    return Written(path, notices, themes=len(entries), quotes=sum(len(entry.quotes) for entry in entries))


class _Report:
    """What the sections share: choices, relations, memos, and the attribute that quotes are grouped by."""

    def __init__(self, session: Session, facts: Colophon, options: ProductOptions) -> None:
        self._session, self._facts, self._options = session, facts, options
        self._numbers = numbers(session).quotes
        self._by = citing.ATTRIBUTION.of(options)
        self._perspective = perspective(session, options)
        self._all = QUOTES.of(options) == "all"
        self._relations = relations(session)
        self._memos = memos.memos(session) if MEMOS.of(options) == "yes" else []
        self._grounded = approach(session).name == "grounded"

    def section(self, entry: Entry) -> Iterator[Part]:
        """Yield the section of one theme."""
        theme, level = entry.theme, min(entry.depth + 1, 3)
        yield Heading(theme.name, level)
        core = _("core") if theme.core and "core" not in theme.level.casefold() else ""
        told = [theme.level, core, stance_words(theme.stance), STATUS_WORDS[theme.status]]
        if entry.counts is not None:
            told.append(n_("{n} source", "{n} sources", entry.counts.sources))
            told.append(n_("{n} participant", "{n} participants", entry.counts.participants))
        yield block(" · ".join(part for part in told if part), "facts")
        for field in ("idea", "definition", "boundaries"):
            yield from led(f"{FIELD_WORDS[field]}.", getattr(theme, field))
        if entry.codes:
            yield from led(_("Codes."), "; ".join(entry.codes))
        yield from self._quotes(entry)
        yield from self._related(theme.id)
        if self._grounded:
            yield from self._sheet(theme.id)
        yield from self._memos_on(theme.id)
        if WORDING.of(self._options) == "yes":
            yield from self._worded(theme.id)

    # Quotes ----------------------------------------------------------------------------------------------------------

    def _quotes(self, entry: Entry) -> Iterator[Part]:
        views = [quote for quote in entry.quotes if quote.kind == "counter"]
        others = [quote for quote in entry.quotes if quote.kind != "counter"]
        if self._perspective and (others or self._all):
            picked = not self._all and not entry.stands_in
            told = perspectives(self._session, entry.theme.id, self._perspective, picked=picked)
            heard = perspectives(self._session, entry.theme.id, self._perspective) if picked else told
            for one, whole in ((one, next(w for w in heard if w.value == one.value)) for one in told):
                yield from self._group(one, whole, entry)
        elif others:
            yield block(_("Quotes"), "lead")
            for quote in others:
                yield from cited(citing.quote_paragraphs(quote, self._facts.language))
        if views:
            yield block(_("Different views"), "lead")
            for quote in views:
                yield from cited(citing.quote_paragraphs(replace(quote, kind="chosen"), self._facts.language))

    def _group(self, one: Perspective, whole: Perspective, entry: Entry) -> Iterator[Part]:
        """Yield the quotes of one perspective, and who of it says nothing about the theme."""
        said = [quote for quote in one.quotes if quote.kind != "counter"]
        if entry.stands_in and not self._all:
            said = said[: self._options.stand_ins]
        elif self._options.quotes_per_theme is not None:
            said = said[: self._options.quotes_per_theme]
        missing = () if self._by else whole.missing
        if not (said or missing):
            return
        value = one.value or not_known(self._perspective)
        yield block(value[:1].upper() + value[1:], "lead")
        places = {quote.source_id for quote in said}
        words = citing.Citations(self._session, places, self._shown(), by=self._by, numbers=self._numbers)
        for quote in said:
            shown = citing.dressed(words.cite_picked(quote), self._options, self._facts.language)
            yield from cited(citing.quote_paragraphs(shown, self._facts.language))
        if missing:
            yield block(_("Nothing coded here from {names}.").format(names=", ".join(missing)), "facts")

    def _shown(self) -> Sequence[str]:
        return citing.shown_attributes(self._session, self._options, False)

    # What is tied to the theme ---------------------------------------------------------------------------------------

    def _related(self, theme_id: str) -> Iterator[Block]:
        node = Node("theme", theme_id)
        here: list[RelationRow] = [row for row in self._relations if node in (row.start, row.end)]
        if here:
            yield block(_("Relations"), "lead")
        for row in here:
            note = f": {' '.join(row.note.split())}" if row.note else ""
            yield block(row.sentence + note, "item")

    def _sheet(self, theme_id: str) -> Iterator[Block]:
        sheet = category.sheet(self._session, theme_id)
        if sheet.properties:
            yield block(_("Properties"), "lead")
        for one in sheet.properties:
            words = f"{one.name}: {one.range}" if one.range else one.name
            seen = _("(first seen in {source})").format(source=one.source) if one.source else ""
            yield block(" ".join(part for part in (words, seen) if part), "item")
        yield from led(_("Variation."), sheet.variation)
        yield from led(_("Gaps."), sheet.gaps)
        if any(gain.passages or gain.words for gain in sheet.gains):
            yield block(_("What each source added"), "lead")
            for gain in sheet.gains:
                yield block(f"{gain.source}: {gain_words(gain)}", "item")

    def _memos_on(self, theme_id: str) -> Iterator[Part]:
        here = [memo for memo in self._memos if any(link.theme_id == theme_id for link in memo.links)]
        if here:
            yield block(_("Memos"), "lead")
        for memo in sorted(here, key=lambda memo: memo.created):
            title = memos.heading(memo.title, memo.body)
            yield Block((Run(visible(f"{day(memo.created)} · {title}"), bold=True),), stays=True)
            body = memo.body if memo.title.strip() else memo.body.partition("\n")[2]
            yield from memo_parts(body, 3)

    def _worded(self, theme_id: str) -> Iterator[Block]:
        steps = wordings(self._session, theme_id)
        if steps:
            yield block(_("How it was worded"), "lead")
        for step in steps:
            who = ", ".join(part for part in (day(step.at), step.coder) if part)
            words = _("“{before}” became “{after}”") if step.before else "“{after}”"
            told = words.format(before=step.before, after=step.after) if step.after else _("taken away")
            yield block(f"{who} · {FIELD_WORDS[step.field]}: {' '.join(told.split())}", "item")


def gain_words(gain: category.Gain) -> str:
    """Return what a source added to a category: passages, new codes, and the researcher's words."""
    number = n_("{n} coded passage", "{n} coded passages", gain.passages) if gain.passages else _("nothing coded")
    new = _("new: {codes}").format(codes=", ".join(gain.new_codes)) if gain.new_codes else _("no new code")
    return ". ".join(part for part in (f"{number}, {new}", gain.words) if part)
