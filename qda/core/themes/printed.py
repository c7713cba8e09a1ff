"""The words of a picked quote as they are printed: cuts as […], added words in brackets, masked words, the question.

The source keeps what was said, and what is printed may differ from it only where it shows that it does. Words hold for
a passage: picked for two themes, it is printed alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from qda.core.documents import source_text, speakers_of, turns_of
from qda.core.importers.speaker_words import INTERVIEWERS
from qda.core.participants import pseudonyms
from qda.core.quoted_words import (
    Block,
    Difference,
    Words,
    aligned,
    behind_brackets,
    differences,
    printed_words,
    said_words,
)
from qda.core.text import Turn, canonical
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Quote, QuoteWords, now_ms

Span = tuple[str, int, int]
"""A passage: source id, start, end."""


def printed(session: Session) -> dict[Span, str]:
    """Return how passages are printed, of those that are not printed as they were said."""
    query = (
        select(Quote.source_id, Quote.start, Quote.end, QuoteWords.words)
        .join(QuoteWords, QuoteWords.quote_id == Quote.id)
        .order_by(QuoteWords.id)
    )
    return {(source_id, start, end): words for source_id, start, end, words in session.execute(query)}


def write_printed(session: Session, quote_id: str, words: str, coder_id: str | None = None) -> None:
    """Say how a picked quote is printed, and who says so.

    Without words, or with those of the source, it is printed as it was said.
    Raises RefusedError where words are not the source's and don't show it, or where none of them are.
    """
    quote = _quote(session, quote_id)
    words = canonical(words).strip()
    if words == source_text(session, quote.source_id)[quote.start : quote.end].strip():
        words = ""
    if words and (sentence := refusal(session, quote_id, words)):
        raise RefusedError(sentence)
    same = (Quote.source_id == quote.source_id, Quote.start == quote.start, Quote.end == quote.end)
    quote_ids = list(session.scalars(select(Quote.id).where(*same)))
    if not words:
        session.execute(delete(QuoteWords).where(QuoteWords.quote_id.in_(quote_ids)))
        return
    known = {row.quote_id: row for row in session.scalars(select(QuoteWords).where(QuoteWords.quote_id.in_(quote_ids)))}
    for key in quote_ids:
        if key not in known:
            session.add(QuoteWords(quote_id=key, words=words, coder_id=coder_id))
        elif known[key].words != words:
            known[key].words, known[key].coder_id, known[key].at = words, coder_id, now_ms()
    session.flush()


def refusal(session: Session, quote_id: str, words: str) -> str:
    """Return in a sentence why a quote can't be printed in these words, "" where it can."""
    found = differing(session, quote_id, words)
    if found is None:
        return _("None of these words stand in the quote; print some of what was said.")
    for one in found:
        if one.kind == "cut":
            return _("“{said}” is left out without a mark. Put […] there.").format(said=one.said)
        if one.kind != "tidied":
            sentence = _("“{printed}” was not said here. Put words that you add in square brackets, [like this].")
            return sentence.format(printed=one.printed)
    return ""


def differing(session: Session, quote_id: str, words: str) -> tuple[Difference, ...] | None:
    """Return in what `words` differ from what was said in a picked quote without a mark; None where all of them do."""
    quote = _quote(session, quote_id)
    ours, theirs = _words(session, (quote.source_id, quote.start, quote.end), words)
    blocks = aligned(ours, theirs, list(_runs(ours, theirs)))
    text = source_text(session, quote.source_id)
    return differences(ours, theirs, blocks, words, text) if blocks else None


def masked(session: Session) -> dict[str, list[tuple[int, int]]]:
    """Return by source where words stand that are printed as something else in brackets, as names that are masked."""
    found: dict[str, list[tuple[int, int]]] = {}
    for (source_id, start, end), words in printed(session).items():
        ours, theirs = _words(session, (source_id, start, end), words)
        hidden = behind_brackets(ours, theirs, aligned(ours, theirs, list(_runs(ours, theirs))))
        found.setdefault(source_id, []).extend(theirs.spans[number] for number in hidden)
    return found


def _words(session: Session, span: Span, words: str) -> tuple[Words, Words]:
    """Return the words in print and those of a passage; what speakers are called there is no word of it."""
    source_id, start, end = span
    labels = {*INTERVIEWERS, *pseudonyms(session, source_id).values()}
    labels.update(one.label for one in speakers_of(session, source_id) if one.label)
    text = source_text(session, source_id)
    return printed_words(words, labels), said_words(text, turns_of(session, source_id), start, end)


def _runs(ours: Words, theirs: Words) -> Iterator[Block]:
    """Yield the longest runs of words that both have, in order."""
    matcher = SequenceMatcher(None, ours.forms, theirs.forms, autojunk=False)
    yield from ((block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size)


def with_question(session: Session, quote_id: str) -> str:
    """Return the words of a quote as printed, after the question that it answers, in brackets.

    Raises RefusedError where no interviewer speaks before it.
    """
    quote = _quote(session, quote_id)
    text, turns = source_text(session, quote.source_id), turns_of(session, quote.source_id)
    asking: set[str | None] = {one.label for one in speakers_of(session, quote.source_id) if one.interviewer}
    question = _question(turns, quote.start, asking)
    if question is None:
        raise RefusedError(_("No interviewer speaks before this quote."))
    asked = " ".join(text[question.speech : question.end].split()).replace("[", "(").replace("]", ")")
    words = printed(session).get((quote.source_id, quote.start, quote.end), text[quote.start : quote.end].strip())
    return f"[{_('Interviewer')}: {asked}] {words}"


def _question(turns: tuple[Turn, ...], start: int, asking: set[str | None]) -> Turn | None:
    number = bisect_right(turns, start, key=lambda turn: turn.start) - 2
    return turns[number] if number >= 0 and turns[number].speaker in asking else None


def no_longer_said(session: Session) -> list[str]:
    """Return the ids of quotes whose printed words are not the source's any more, as after a correction of its text."""
    found = []
    for quote_id, words in session.execute(select(QuoteWords.quote_id, QuoteWords.words).order_by(QuoteWords.id)):
        if refusal(session, quote_id, words):
            found.append(quote_id)
    return found


def _quote(session: Session, quote_id: str) -> Quote:
    row = session.get(Quote, quote_id)
    if row is None:
        raise NotFoundError(_("That quote is not picked any more."))
    return row
