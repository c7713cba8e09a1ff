"""The findings chapter: theme by theme, running text from the theme pages with its quotes, for authors to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, citing
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Cell, Column, Grid, Row, Run, continued, paragraph, paragraphs, visible
from qda.core.exporters.numbering import span
from qda.core.exporters.prose import Block, Heading, Prose, block, cited, write_prose
from qda.core.exporters.quotes_by_number import numbering, quotes_grid
from qda.core.exporters.theme_entries import Entry, left_out, read_entries, wanted_themes
from qda.core.themes.outline import themes
from qda.core.themes.relations import Node, RelationRow, relations
from qda.i18n import _, n_
from qda.storage.models import Participant, Source

QUOTES = Choice(
    "quotes",
    _("Where quotes stand"),
    (
        ("block", _("Each a paragraph")),
        ("running", _("In the text")),
        ("table", _("In a table, cited by number")),
    ),
)
STUBS = Choice(
    "stubs",
    _("What is still to be written"),
    (("yes", _("Add, in square brackets")), ("no", _("Leave out"))),
)
_NAMED = 8  # themes that a sentence names

Part = Heading | Block | Grid


@exporters.product(
    "findings",
    title=_("Findings chapter"),
    about=_(
        "Theme by theme: text from the theme pages, quotes in place with their numbers, and what is to be written."
    ),
    suffixes=(".docx", ".html", ".md"),
    choices=(QUOTES, *citing.LOOKS, STUBS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the chapter; RefusedError where there are no themes."""
    facts = colophon(session)
    outline = themes(session)
    wanted = wanted_themes(outline, options)
    entries = read_entries(session, wanted, facts, numbering(options), citing.shown_attributes(session, options, False))
    chapter = _Chapter(session, entries, facts, options)
    write_prose(path, Prose(_("Findings"), tuple(chapter.parts())), facts)
    notices = (*left_out(outline, wanted, options), *_without_quotes(entries))
    return Written(path, notices, themes=len(entries), quotes=sum(len(entry.quotes) for entry in entries))


def _without_quotes(entries: Sequence[Entry]) -> Iterator[str]:
    bare = [entry.theme.name for entry in entries if not entry.quotes]
    if bare:
        names = ", ".join(f"“{name}”" for name in bare[:_NAMED]) + (" …" if len(bare) > _NAMED else "")
        yield _("No quotes are picked yet for {names}.").format(names=names)


class _Chapter:
    """The parts of the chapter, made from the themes that are wanted in the order of the outline."""

    def __init__(self, session: Session, entries: Sequence[Entry], facts: Colophon, options: ProductOptions) -> None:
        self._entries, self._facts = entries, facts
        self._way = QUOTES.of(options)
        self._stubs = STUBS.of(options) == "yes"
        self._relations = relations(session)
        self._sources = session.scalar(select(func.count()).select_from(Source)) or 0
        self._people = session.scalar(select(func.count()).select_from(Participant)) or 0
        # The first one that has a number is the theme that it counts; those after it are its subthemes.
        self._numbered: dict[str, Entry] = {}
        for entry in entries:
            self._numbered.setdefault(entry.number, entry)
        self._tables = self._way == "table" and any(entry.quotes for entry in entries)

    def parts(self) -> Iterator[Part]:
        """Yield the chapter: what was developed, with a table of it, the themes, and perhaps the table of quotes."""
        yield from self._opening()
        yield self._overview()
        for number, entry in enumerate(self._entries):
            below = [
                other
                for other in self._entries[number + 1 :]
                if other.theme.parent == entry.theme.id and other.depth == entry.depth + 1
            ]
            yield from self._section(entry, below)
        if self._tables:
            yield quotes_grid(self._entries, self._facts)

    # The opening -----------------------------------------------------------------------------------------------------

    def _opening(self) -> Iterator[Block]:
        cores = [entry for entry in self._numbered.values() if entry.number.startswith("C")]
        tops = [entry for entry in self._numbered.values() if entry not in cores]
        one, several = "From the data, {n} theme was developed:", "From the data, {n} themes were developed:"
        yield block(f"{n_(one, several, len(tops))} {_listed([entry.theme.name for entry in tops])}.")
        if cores:
            names = _listed([entry.theme.name for entry in cores])
            yield block(_("What binds them is {names}.").format(names=names))
        if self._tables:
            yield block(_("Quotes are cited by theme and number; their words stand in the table after the last theme."))
        elif any(entry.quotes for entry in self._entries):
            yield block(_("Quotes are numbered by theme."))
        yield from self._stub(_("how the themes answer the question: {question}").format(question=self._question()))

    def _question(self) -> str:
        return visible(self._facts.question) or _("(the research question is not written down yet)")

    def _overview(self) -> Grid:
        """Return the table of themes with their central ideas, which a reader looks for first."""
        return Grid(
            title="",
            caption=_("Themes and subthemes"),
            columns=(Column(_("Theme"), 0.36), Column(_("Central idea"), 0.64)),
            rows=tuple(
                Row(
                    (self._name(entry), paragraphs(entry.theme.idea or entry.theme.definition, "detail")),
                    continued(entry.theme.name),
                    opens=entry.depth == 0,
                )
                for entry in self._entries
            ),
        )

    def _name(self, entry: Entry) -> Cell:
        depth = min(entry.depth, 3)
        own = self._numbered.get(entry.number) is entry
        name = visible(f"{entry.number} {entry.theme.name}" if own else entry.theme.name)
        return (paragraph(name, "theme" if own else "subtheme", depth),)

    # The sections ----------------------------------------------------------------------------------------------------

    def _section(self, entry: Entry, below: Sequence[Entry]) -> Iterator[Part]:
        theme = entry.theme
        yield Heading(theme.name, min(entry.depth + 1, 3))
        for words in dict.fromkeys(text.strip() for text in (theme.idea, theme.definition)):
            for line in paragraphs(words):
                yield Block(line.runs, rtl=line.rtl)
        if counted := self._counted(entry):
            yield block(counted)
        if below:
            names = _listed([other.theme.name for other in below])
            yield block(_("It is told in {names}.").format(names=names))
        for row in self._relations:
            if row.start == Node("theme", theme.id):
                yield block(_related(row))
        if entry.codes:
            codes = "; ".join(entry.codes)
            yield from self._stub(_("what the passages coded with these have in common: {codes}").format(codes=codes))
        elif not below:
            yield from self._stub(_("what this theme is about"))
        chosen = [quote for quote in entry.quotes if quote.kind != "counter"]
        others = [quote for quote in entry.quotes if quote.kind == "counter"]
        yield from self._told(chosen, _("Participants put it like this:"), _("See {numbers}."))
        if others:
            plain = [replace(quote, kind="chosen") for quote in others]
            yield from self._told(plain, _("Not everybody saw it so:"), _("Not everybody saw it so: see {numbers}."))
            yield from self._stub(_("what the different view adds to the theme"))

    def _counted(self, entry: Entry) -> str:
        """Return how many sources and participants the theme was told in, of how many; nothing where it isn't shown."""
        if entry.counts is None:
            return ""
        sentence = _(
            "It was found in {sources} of {of_sources} sources and told by {people} of {of_people} participants."
        )
        return sentence.format(
            sources=entry.counts.sources,
            of_sources=self._sources,
            people=entry.counts.participants,
            of_people=self._people,
        )

    def _told(self, quotes: Sequence[citing.Cited], lead: str, cite: str) -> Iterator[Block]:
        """Yield quotes as they are wanted: as paragraphs of their own, within one, or as their numbers only."""
        if not quotes:
            return
        if self._way == "table":
            yield block(cite.format(numbers=span([quote.number for quote in quotes])))
        elif self._way == "running":
            runs: list[Run] = [Run(lead)]
            for quote in quotes:
                (words, *_translations) = citing.quote_paragraphs(replace(quote, number=""), self._facts.language)
                runs += [Run(" "), *words.runs, Run(f" [{quote.number}]")]
                for translation in _translations:
                    runs += [Run(" "), *translation.runs]
            yield Block(tuple(runs))
        else:
            yield Block((Run(lead),), stays=True)
            for quote in quotes:
                yield from cited(citing.quote_paragraphs(quote, self._facts.language))

    def _stub(self, words: str) -> Iterator[Block]:
        """Yield a note in square brackets on what nobody but the authors can write."""
        if self._stubs:
            yield Block((Run(_("[To write: {words}]").format(words=visible(words)), italic=True),))


def _related(row: RelationRow) -> str:
    note = " ".join(row.note.split())
    return visible(f"{row.sentence}: {note}" if note else f"{row.sentence}.")


def _listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: “A”, “B” and “C”."""
    marked = [f"“{visible(name)}”" for name in names]
    if len(marked) < 2:
        return "".join(marked)
    return _("{names} and {last}").format(names=", ".join(marked[:-1]), last=marked[-1])
