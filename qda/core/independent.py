"""What a coder doesn't see yet: the work of others on sources that this coder is to code independently.

It is kept away at one place, from every reading session of a window (:attr:`qda.storage.project.Project.sight`), so
that no screen, count, search or product can forget it. Where nothing is hidden, nothing is added to any statement.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, with_loader_criteria

from qda.core.plan import hidden_sources
from qda.storage.models import (
    Coding,
    FrameQuote,
    Judgement,
    Memo,
    MemoLink,
    Quote,
    QuoteWords,
    Reading,
    Resolution,
    Unplaced,
    Verification,
)

DECIDING = frozenset({"coding_round", "assignment", "reading", "coder", "source"})
"""Changes of these tables may hide something, or show it again."""
HIDING = frozenset(
    {
        *("coding", "memo", "memo_link", "quote", "frame_quote", "judgement", "reading", "resolution", "unplaced"),
        "verification",
    }
)
"""Tables of which rows are hidden; who shows any of them looks again when that changes."""


def hidden(session: Session, coder_id: str | None) -> tuple[str, ...]:
    """Return the ids of the sources in which others' work is hidden from a coder, sorted."""
    return tuple(sorted(hidden_sources(session, coder_id))) if coder_id else ()


def sight(coder_id: str | None, sources: tuple[str, ...]) -> tuple[Any, ...]:
    """Return the options of statements that leave out what others did on `sources`; none where nothing is hidden.

    Codings, memos on the source, its passages and codings, what was said to be finished, what was noted in looking
    it over, decisions on it, settled differences, passages that a correction left without words, and quotes picked from
    others' codings, with their printed words.
    """
    if not sources or coder_id is None:
        return ()
    coding, memo, link, quote = Coding.__table__, Memo.__table__, MemoLink.__table__, Quote.__table__
    theirs = select(coding.c.id).where(coding.c.source_id.in_(sources), coding.c.coder_id != coder_id)
    picked = select(quote.c.id).where(quote.c.coding_id.in_(theirs))
    there = select(coding.c.id).where(coding.c.source_id.in_(sources))
    noted = (
        select(memo.c.id)
        .join(link, link.c.memo_id == memo.c.id)
        .where(memo.c.coder_id != coder_id, or_(link.c.source_id.in_(sources), link.c.coding_id.in_(there)))
    )

    def elsewhere(source: Any, whose: Any) -> ColumnElement[bool]:
        return or_(source.not_in(sources), whose == coder_id)

    return (
        *(
            with_loader_criteria(model, elsewhere(model.source_id, model.coder_id), include_aliases=True)
            for model in (Coding, Reading, Judgement, Resolution, Unplaced, Verification)
        ),
        with_loader_criteria(Memo, Memo.id.not_in(noted), include_aliases=True),
        with_loader_criteria(MemoLink, MemoLink.memo_id.not_in(noted), include_aliases=True),
        *(
            with_loader_criteria(
                model, or_(model.coding_id.is_(None), model.coding_id.not_in(theirs)), include_aliases=True
            )
            for model in (Quote, FrameQuote)
        ),
        with_loader_criteria(QuoteWords, QuoteWords.quote_id.not_in(picked), include_aliases=True),
    )
