"""The record of co-production: what was shown, who was there, what was said, what changed and why, and what did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.consent import left_out_words
from qda.core.exporters import Choice, ProductOptions, Written
from qda.core.exporters.colophon import colophon
from qda.core.exporters.contributors import contributor_statement
from qda.core.exporters.coproduction_tables import (
    Part,
    agreed_parts,
    people_table,
    point_parts,
    round_parts,
)
from qda.core.exporters.grid import visible
from qda.core.exporters.gripp2 import gripp2_table
from qda.core.exporters.memo_prose import memo_parts
from qda.core.exporters.prose import Heading, Prose, block, led, write_prose
from qda.core.review import involvement
from qda.core.review.commentary import commentaries
from qda.core.review.numbers import Numbers, methods_sentences, numbers, renamed, summary
from qda.core.review.record import Record, record
from qda.errors import RefusedError
from qda.i18n import _

GRIPP2 = Choice(
    "gripp2",
    _("GRIPP2 headings"),
    (("short", _("The short form, 5 items")), ("long", _("The long form, 34 items")), ("none", _("Leave out"))),
)


@exporters.product(
    "co-production",
    title=_("Record of co-production"),
    about=_("The record of co-production: what people were shown and said, what changed and why, who contributed."),
    suffixes=(".docx", ".html", ".md"),
    choices=(GRIPP2,),
    own_consent=True,
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the record; RefusedError where there was no round of review yet."""
    told, facts = record(session), colophon(session)
    if not told.rounds:
        raise RefusedError(_("There was no round of review yet, so there is nothing to tell of one."))
    counts = numbers(session)
    parts = tuple(_parts(session, told, counts, GRIPP2.of(options)))
    write_prose(path, Prose(visible(facts.title), parts), facts)
    notices = (*involvement.contradictions(session), *_left_out(told))
    return Written(path, notices, themes=counts.themes, people=len(told.people), rows=len(told.points))


def _parts(session: Session, told: Record, counts: Numbers, form: str) -> Iterator[Part]:
    yield Heading(_("Record of co-production"))
    yield from led(_("In short."), f"{summary(counts)[:1].upper()}{summary(counts)[1:]}.")
    yield from led(_("For the methods section."), methods_sentences(counts))
    for before, after in renamed(session):
        yield block(_("Renamed: “{before}” is now “{after}”.").format(before=before, after=after))
    yield Heading(_("Who took part"))
    yield people_table(told)
    for number, one in enumerate(told.rounds, start=1):
        yield from round_parts(one, number)
    yield from point_parts(told)
    yield from agreed_parts(session)
    for comment in commentaries(session):
        yield Heading(_("Lived-experience commentary: {title}").format(title=comment.title))
        yield block(_("By {names}").format(names=", ".join(comment.by)), "facts")
        yield from memo_parts(comment.words, 1)
    yield Heading(_("Contributors"))
    yield from contributor_statement(session, told)
    yield from _involvement(session, counts)
    if form != "none":
        yield Heading(_("GRIPP2"))
        yield gripp2_table(form, told, counts)
    if left := _left_out(told):
        yield Heading(_("What was left out"))
        yield from (block(sentence) for sentence in left)


def _involvement(session: Session, counts: Numbers) -> Iterator[Part]:
    yield Heading(_("Patient and public involvement"))
    written = involvement.paragraph(session)
    if written:
        yield from (block(line) for line in visible(written).split("\n") if line.strip())
        for sentence in involvement.contradictions(session):
            yield from led(_("Please check."), sentence)
        return
    yield block(involvement.suggested(counts, summary(counts)))
    yield block(
        _("This is a beginning, made from the record. Write the paragraph with those who took part (Study, Facts)."),
        "note",
    )


def _left_out(told: Record) -> list[str]:
    parts = (
        (_("Answers."), left_out_words(told.answers)),
        (_("Quotes that were shown."), left_out_words(told.quotes)),
    )
    return [f"{what} {sentence}" for what, sentence in parts if sentence]
