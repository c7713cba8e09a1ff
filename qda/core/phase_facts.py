"""What a project holds, counted once, by which the guide of phases says how far each phase has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import Session

from qda.core import prisma
from qda.core.codebook import codes
from qda.core.retrieval import below
from qda.core.study_details import research_questions
from qda.storage.models import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    Coding,
    Confidence,
    Frame,
    FrameCell,
    GuideVersion,
    InterviewSheet,
    Memo,
    Quote,
    Reading,
    Relation,
    Source,
    Theme,
    ThemeCode,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers of what there is. Themes that are set aside don't count; a code that can't be applied doesn't either."""

    sources: int
    read: int
    readers: tuple[tuple[str, int], ...]
    finished: int
    twice: int
    codes: int
    defined_codes: int
    leftover_codes: int
    passages: int
    memos: Mapping[str, int]
    themes: int
    drawing_themes: int
    reviewed_themes: int
    named_themes: int
    defined_themes: int
    countered_themes: int
    quoted_themes: int
    cores: int
    relations: int
    frames: int
    summaries: int
    questions: int
    guides: int
    sheets: int
    flow: bool
    charted: int
    rated: int


def facts(session: Session) -> Facts:
    """Count what the project holds."""

    def count(query: Select[Any]) -> int:
        return session.scalar(query) or 0

    def rows(column: Any, *conditions: Any) -> int:
        return count(select(func.count(distinct(column))).where(*conditions))

    kept = Theme.status != "set aside"
    codable = Code.codable.is_(True)
    served = select(ThemeCode.code_id).join(Theme, Theme.id == ThemeCode.theme_id).where(kept)
    book = codes(session)
    # A code below one that is in a theme is in it with that one.
    covered = set(below(book, session.scalars(served)))
    picked = select(func.count(distinct(Quote.theme_id))).join(Theme, Theme.id == Quote.theme_id).where(kept)
    drawing = select(func.count(distinct(ThemeCode.theme_id))).join(Theme, Theme.id == ThemeCode.theme_id).where(kept)
    done = Counter(session.scalars(select(Reading.source_id).where(Reading.finished.is_not(None))))
    readers = (
        select(Coder.name, func.count())
        .join(Reading, Reading.coder_id == Coder.id)
        .where(Reading.read.is_not(None))
        .group_by(Coder.id)
        .order_by(Coder.id)
    )
    charted = (
        select(func.count(distinct(AttributeValue.source_id)))
        .join(Attribute, Attribute.id == AttributeValue.attribute_id)
        .where(Attribute.scope == "source", AttributeValue.participant_id.is_(None))
    )
    return Facts(
        sources=rows(Source.id),
        read=rows(Reading.source_id, Reading.read.is_not(None)),
        readers=tuple((name, number) for name, number in session.execute(readers)),
        finished=len(done),
        twice=sum(number > 1 for number in done.values()),
        codes=rows(Code.id, codable),
        defined_codes=rows(Code.id, codable, func.trim(Code.definition) != ""),
        leftover_codes=sum(row.kind == "code" and row.id not in covered for row in book),
        passages=count(select(func.count()).select_from(Coding)),
        memos=Counter(session.scalars(select(Memo.kind))),
        themes=rows(Theme.id, kept),
        drawing_themes=count(drawing),
        reviewed_themes=rows(Theme.id, Theme.status.in_(("reviewed", "named"))),
        named_themes=rows(Theme.id, Theme.status == "named"),
        defined_themes=rows(Theme.id, kept, or_(func.trim(Theme.definition) != "", func.trim(Theme.idea) != "")),
        countered_themes=count(picked.where(Quote.kind == "counter")),
        quoted_themes=count(picked.where(Quote.kind == "chosen")),
        cores=rows(Theme.id, kept, Theme.core.is_(True)),
        relations=rows(Relation.id),
        frames=rows(Frame.id),
        summaries=rows(FrameCell.id, func.trim(FrameCell.summary) != ""),
        questions=len(research_questions(session)),
        guides=rows(GuideVersion.id),
        sheets=rows(InterviewSheet.id),
        flow=not prisma.flow(session).empty,
        charted=count(charted),
        rated=rows(Confidence.id),
    )
