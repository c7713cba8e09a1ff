"""The bank of quotes: every passage that was picked to be shown, and where it is shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import Given
from qda.core.documents import source_names
from qda.core.memos import heading
from qda.core.participants import participants, voices
from qda.core.quotebank.often import too_often
from qda.core.retrieval import Passages
from qda.core.themes.outline import themes
from qda.core.themes.printed import Span, no_longer_said, printed
from qda.core.themes.quotes import picked_quotes
from qda.i18n import _
from qda.storage.models import (
    Code,
    EasyPage,
    EasyStatement,
    Frame,
    FrameCell,
    FrameQuote,
    FrameRow,
    Memo,
    MemoLink,
    Recipe,
    ReviewItem,
    ReviewRound,
    StatementTrace,
)

KINDS = {
    "chosen": _("Theme"),
    "counter": _("Theme, as a different view"),
    "exemplar": _("Example of a code"),
    "framework": _("Framework"),
    "memo": _("Memo"),
    "easy read": _("Easy read"),
    "review": _("Review together"),
    "report": _("Report"),
}
"""Where a quote can be used, and what that is called."""
CONSENT = {True: _("yes"), False: _("refused"), None: _("not recorded")}
"""What is told of consent to be quoted."""
_QUOTING = frozenset(("theme-table", "theme-report", "findings", "numbered-quotes", "quote-bank"))


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a quote is used: its kind (a key of :data:`KINDS`), the id of the thing, and what it is called."""

    kind: str
    thing_id: str
    name: str

    @property
    def words(self) -> str:
        """Return both in words: ``Theme: Waiting``."""
        return ": ".join(part for part in (KINDS[self.kind], self.name) if part)


@dataclass(frozen=True, slots=True)
class Banked:
    """A passage of the bank with its words, as said and as `printed` ("" where that is the same), and its uses.

    `quote_ids` are the rows that pick it; none where it stands in a framework or memo only. `consent` says whether
    those who speak may be quoted (None: not recorded). `overtaken` where its printed words are not the source's now.
    """

    source_id: str
    source: str
    start: int
    end: int
    text: str
    printed: str
    lines: str
    participants: tuple[str, ...]
    uses: tuple[Use, ...]
    quote_ids: tuple[str, ...]
    consent: bool | None
    overtaken: bool

    @property
    def shown(self) -> str:
        """The words as they are printed."""
        return self.printed or self.text


@dataclass(frozen=True, slots=True)
class Voice:
    """A participant with how many passages of theirs were picked; `often` where too many (:mod:`.often`)."""

    participant_id: str
    participant: str
    quotes: int
    consent: bool | None
    often: bool


def bank(session: Session) -> list[Banked]:
    """Return all passages of the bank in the order of sources and text, each once however often it is used."""
    uses = _uses(session)
    names = dict(source_names(session))
    order = {source_id: place for place, source_id in enumerate(names)}
    spans = sorted(uses, key=lambda span: (order[span[0]], span[1], span[2]))
    words, speaking, given = Passages(session, {span[0] for span in spans}), voices(session), consent.consents(session)
    people = {one.id: one.name for one in participants(session)}
    as_printed, overtaken = printed(session), set(no_longer_said(session))
    rows: dict[Span, list[str]] = {}
    for quote in picked_quotes(session):
        rows.setdefault((quote.source_id, quote.start, quote.end), []).append(quote.id)
    found = []
    for span in spans:
        whose = speaking.of(*span)
        quote_ids = tuple(rows.get(span, ()))
        found.append(
            Banked(
                source_id=span[0],
                source=names[span[0]],
                start=span[1],
                end=span[2],
                text=words.text(*span).strip(),
                printed=as_printed.get(span, ""),
                lines=words.lines(*span),
                participants=tuple(people[key] for key in whose),
                uses=tuple(dict.fromkeys(uses[span])),
                quote_ids=quote_ids,
                consent=consent.allowed_by(given, whose, "quote"),
                overtaken=not overtaken.isdisjoint(quote_ids),
            )
        )
    return found


def quoted_people(session: Session, banked: Iterable[Banked]) -> list[Voice]:
    """Return all participants with how many passages of theirs were picked; those who were never quoted, too."""
    people = participants(session)
    numbers = Counter(name for quote in banked if quote.quote_ids for name in quote.participants)
    given = consent.consents(session)
    often = too_often({one.id: numbers[one.name] for one in people}, sum(bool(one.source_ids) for one in people))
    return [
        Voice(
            one.id,
            one.name,
            numbers[one.name],
            given.get(one.id, Given()).answers.get("quote"),
            one.id in often,
        )
        for one in people
    ]


# Where quotes are used -----------------------------------------------------------------------------------------------


def _uses(session: Session) -> dict[Span, list[Use]]:
    found: dict[Span, list[Use]] = {}
    spans: dict[str, Span] = {}
    theme_names = {one.id: one.name for one in themes(session)}
    codes: dict[str, str] = dict(session.execute(select(Code.id, Code.name)).all())
    of_theme: dict[str, list[Span]] = {}
    for quote in picked_quotes(session):
        span = spans[quote.id] = (quote.source_id, quote.start, quote.end)
        if quote.theme_id is not None:
            of_theme.setdefault(quote.theme_id, []).append(span)
        name = theme_names.get(quote.theme_id or "") or codes.get(quote.code_id or "", "")
        found.setdefault(span, []).append(Use(quote.kind, quote.theme_id or quote.code_id or "", name))
    for span, use in (*_in_frameworks(session), *_by_quote(session, spans), *_in_reports(session, of_theme)):
        found.setdefault(span, []).append(use)
    _add_memos(session, found)
    return found


def _in_frameworks(session: Session) -> Iterator[tuple[Span, Use]]:
    query = (
        select(FrameQuote.source_id, FrameQuote.start, FrameQuote.end, Frame.id, Frame.name)
        .join(FrameCell, FrameCell.id == FrameQuote.cell_id)
        .join(FrameRow, FrameRow.id == FrameCell.row_id)
        .join(Frame, Frame.id == FrameRow.frame_id)
        .order_by(Frame.position, Frame.id, FrameQuote.id)
    )
    for source_id, start, end, frame_id, name in session.execute(query):
        yield (source_id, start, end), Use("framework", frame_id, name)


def _by_quote(session: Session, spans: Mapping[str, Span]) -> Iterator[tuple[Span, Use]]:
    """Yield where picked quotes are used that things name by their id: easy-read pages and rounds of the review."""
    pages = (
        select(StatementTrace.quote_id, EasyPage.id, EasyPage.title)
        .join(EasyStatement, EasyStatement.id == StatementTrace.statement_id)
        .join(EasyPage, EasyPage.id == EasyStatement.page_id)
        .order_by(EasyPage.position, StatementTrace.id)
    )
    rounds = (
        select(ReviewItem.quote_id, ReviewRound.id, ReviewRound.name)
        .join(ReviewRound, ReviewRound.id == ReviewItem.round_id)
        .order_by(ReviewRound.position, ReviewItem.id)
    )
    for kind, query in (("easy read", pages), ("review", rounds)):
        for quote_id, thing_id, name in session.execute(query):
            if quote_id is not None and quote_id in spans:
                yield spans[quote_id], Use(kind, thing_id, name)


def _in_reports(session: Session, of_theme: Mapping[str, Collection[Span]]) -> Iterator[tuple[Span, Use]]:
    """Yield the reports whose recipe has a part that prints the quotes of themes."""
    for row in session.scalars(select(Recipe).order_by(Recipe.position, Recipe.id)):
        parts = json.loads(row.content or "{}").get("parts", ())
        if any(part.get("product") in _QUOTING and part.get("included", True) for part in parts):
            for span in dict.fromkeys(span for spans in of_theme.values() for span in spans):
                yield span, Use("report", row.id, row.name)


def _add_memos(session: Session, found: dict[Span, list[Use]]) -> None:
    """Add memos on passages: to each quote that shares words with one."""
    query = (
        select(MemoLink.source_id, MemoLink.start, MemoLink.end, Memo.id, Memo.title, Memo.body)
        .join(Memo, Memo.id == MemoLink.memo_id)
        .where(MemoLink.source_id.is_not(None), MemoLink.start.is_not(None))
        .order_by(Memo.created, Memo.id)
    )
    linked = session.execute(query).all()
    for (source_id, start, end), uses in found.items():
        for other_id, first, last, memo_id, title, body in linked:
            if other_id == source_id and (first or 0) < end and start < (last or 0):
                uses.append(Use("memo", memo_id, heading(title, body)))
