"""The codebook: every code with its definition, when to use it and when not, and an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import CodeRow, codes
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Cell,
    Column,
    Field,
    Grid,
    Listing,
    Paragraph,
    Row,
    Value,
    continued,
    paragraph,
    paragraphs,
    visible,
)
from qda.core.privacy.withholding import shown as may_be_shown
from qda.core.retrieval import Counts, code_counts
from qda.core.themes.quotes import picked_quotes
from qda.core.themes.stances import stance_words
from qda.errors import RefusedError
from qda.i18n import _, n_

_Examples = dict[str, list[citing.Cited]]


@exporters.product(
    "codebook",
    title=_("Codebook"),
    about=_("Codes with their definitions, rules and examples, as an appendix or a table."),
    suffixes=(".docx", ".xlsx", ".csv", ".md"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the codebook; RefusedError where there are no codes."""
    book = codes(session)
    if not book:
        raise RefusedError(_("There is no code to write yet. Make a code first."))
    facts = colophon(session)
    shown = facts.counts if options.counts is None else options.counts
    counts = {key: both.below for key, both in code_counts(session).items()} if shown else {}
    examples = _examples(session)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, _listing(book, counts, examples, facts), facts)
    else:
        formats.write_grid(path, _grid(book, counts, examples, facts), facts)
    return Written(path, tuple(notices), codes=len(book))


def _examples(session: Session) -> _Examples:
    """Return the passages picked as examples of codes, by code."""
    picked = may_be_shown(quote for quote in picked_quotes(session, kind="exemplar") if quote.code_id)
    cited = citing.Citations(session, (quote.source_id for quote in picked))
    found: _Examples = {}
    for quote in picked:
        found.setdefault(quote.code_id or "", []).append(cited.cite_picked(quote))
    return found


# As a table on pages -----------------------------------------------------------------------------------------------


def _grid(book: Sequence[CodeRow], counts: dict[str, Counts], examples: _Examples, facts: Colophon) -> Grid:
    """Return the codebook for reading; columns in which no code has a word are left out."""
    paths = {code.id: code.path for code in book}
    parents = {code.parent for code in book}
    columns: list[tuple[Column, list[Cell]]] = [
        (Column(_("Code"), 4), [_name(code, counts.get(code.id), code.id in parents, paths) for code in book]),
        (Column(_("Definition"), 5), [paragraphs(code.definition) for code in book]),
        (Column(_("When to use"), 4), [paragraphs(code.include) for code in book]),
        (Column(_("When not to use"), 4), [paragraphs(code.exclude) for code in book]),
        (Column(_("Example"), 6), [_example(code, examples.get(code.id, ()), facts) for code in book]),
    ]
    kept = [(column, cells) for number, (column, cells) in enumerate(columns) if number < 2 or any(cells)]
    whole = sum(column.share for column, _cells in kept)
    return Grid(
        title=visible(facts.title),
        caption=_("Codebook"),
        columns=tuple(Column(column.heading, column.share / whole) for column, _cells in kept),
        rows=tuple(
            Row(
                cells,
                continued(code.name, _depth(code)),
                opens=code.depth == 0,
            )
            for code, *cells_of in zip(book, *(cells for _column, cells in kept), strict=True)
            for cells in [tuple(cells_of)]
        ),
        notes=(_("n: coded passages, with those of the codes below."),) if counts else (),
    )


def _depth(code: CodeRow) -> int:
    return min(code.depth, 4)


def _name(code: CodeRow, counts: Counts | None, heading: bool, paths: dict[str, str]) -> Cell:
    depth = _depth(code)
    parts = [paragraph(visible(code.name), "theme" if heading or code.kind == "category" else "text", depth)]
    facts = (stance_words(code.stance), code.origin if code.origin != "inductive" else "")
    if kind := " · ".join(fact for fact in facts if fact):
        parts.append(paragraph(visible(kind), "level", depth))
    if code.also:
        places = ", ".join(paths[parent] for parent in code.also)
        parts.append(paragraph(_("Also under {places}").format(places=visible(places)), "level", depth))
    if counts is not None:
        sources = n_("{n} source", "{n} sources", counts.sources)
        number = _("n = {codings} in {sources}").format(codings=counts.codings, sources=sources)
        parts.append(paragraph(number, "count", depth))
    return tuple(parts)


def _example(code: CodeRow, quotes: Sequence[citing.Cited], facts: Colophon) -> Cell:
    parts: list[Paragraph] = [*paragraphs(code.example)]
    for quote in quotes:
        parts.extend(citing.quote_paragraphs(quote, facts.language))
    return tuple(parts)


# As data -----------------------------------------------------------------------------------------------------------


def _listing(book: Sequence[CodeRow], counts: dict[str, Counts], examples: _Examples, facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a code, categories before the codes in them."),
        fields=(
            Field("name", _("Code"), _("The name of the code."), 26),
            Field("path", _("Path"), _("Where the code stands: the categories above it, and its name."), 36),
            Field("kind", _("Kind"), _("code or category."), 10),
            Field("definition", _("Definition"), _("What the code means."), 44),
            Field("include", _("When to use"), _("What is to be coded with it."), 36),
            Field("exclude", _("When not to use"), _("What is not."), 36),
            Field("example", _("Example"), _("A typical passage, as the coders wrote it down."), 44),
            Field("picked", _("Picked passages"), _("Passages picked as examples, and where they stand."), 44),
            Field("origin", _("Origin"), _("inductive, a priori or in vivo."), 12),
            Field("codable", _("For passages"), _("yes, or no for a code that is only a heading over others."), 8),
            Field("stance", _("Barrier or enabler"), _("What the code is to the question."), 12),
            Field("colour", _("Colour"), _("The colour of the code in the program."), 10),
            Field("also", _("Also under"), _("Other categories under which the code stands by reference."), 26),
            Field(
                "codings", _("Passages"), _("Coded passages, codes below included; empty where counts are hidden."), 10
            ),
            Field("sources", _("Sources"), _("Number of sources with such a passage."), 10),
            Field("participants", _("Participants"), _("Number of participants with such a passage."), 12),
            Field("id", _("Id"), _("What the program knows the code by."), 34),
            Field("parent", _("Id of category"), _("The id of the code above."), 34),
        ),
        rows=_data_rows(book, counts, examples),
    )


def _data_rows(book: Sequence[CodeRow], counts: dict[str, Counts], examples: _Examples) -> Iterator[tuple[Value, ...]]:
    paths = {code.id: code.path for code in book}
    for code in book:
        count = counts.get(code.id)
        quotes = [
            f"{quote.text.strip()} ({citing.place(quote.people, quote.source, quote.lines)})"
            for quote in examples.get(code.id, ())
        ]
        yield (
            *(code.name, code.path, code.kind, code.definition, code.include, code.exclude),
            *(code.example, "\n".join(quotes)),
            *(
                code.origin,
                "yes" if code.codable else "no",
                code.stance,
                code.colour,
                tuple(paths[parent] for parent in code.also),
            ),
            *((count.codings, count.sources, count.participants) if count else (None, None, None)),
            *(code.id, code.parent),
        )
