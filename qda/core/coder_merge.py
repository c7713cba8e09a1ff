"""Two identities of one person that become one, and what would go with a coder who is removed, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from qda.core.coders import CONSENSUS, get_coder
from qda.core.coding import join_overlaps
from qda.core.reconciling.resolutions import move_coder
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import (
    Assignment,
    Code,
    Coding,
    Judgement,
    Memo,
    Reading,
    ReadingCodes,
    Reread,
    Verification,
    journalled_tables,
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a coder has in the project: `passages` and `finished` sources go with the coder, the rest stays unsigned."""

    passages: int
    finished: int
    parts: int
    judgements: int
    memos: int
    codes: int


def work_of(session: Session, coder_id: str) -> Work:
    """Count what a coder has: of this, codings, readings, parts to do and decisions go where the coder is removed."""
    get_coder(session, coder_id)

    def count(model: Any, *also: Any) -> int:
        query = select(func.count()).select_from(model).where(model.coder_id == coder_id, *also)
        return session.scalar(query) or 0

    return Work(
        passages=count(Coding),
        finished=count(Reading, Reading.finished.is_not(None)),
        parts=count(Assignment),
        judgements=count(Judgement),
        memos=count(Memo),
        codes=count(Code),
    )


def join_coders(session: Session, gone: str, kept: str, *, weights: str = "ask") -> int:
    """Let two identities of one person be one: all work of `gone` becomes that of `kept`; return the passages joined.

    Passages of one code that overlap become one, with both notes. Of decisions on one source the newer stays; a source
    is finished that either had finished; work that one looked over for the other is not verified any more. The history
    keeps both names. Raises RefusedError for the same coder twice and for the consensus, which is no person;
    QuestionError where passages that become one carry different weights (`weights` says which stays).
    """
    people = [get_coder(session, key) for key in (gone, kept)]
    if gone == kept:
        raise RefusedError(_("{name} is one coder already.").format(name=people[0].name))
    if any(person.role == CONSENSUS for person in people):
        raise RefusedError(_("The consensus is what a team agreed on, no person who could be another."))
    shared = select(Coding.code_id).where(Coding.coder_id == gone).distinct()
    codes = list(session.scalars(shared))
    session.execute(update(Coding).where(Coding.coder_id == gone).values(coder_id=kept))
    joined = sum(join_overlaps(session, code_id, weights=weights) for code_id in codes)
    _join_readings(session, gone, kept)
    for model, same in (
        (Reread, ("source_id", "code_id")),
        (Judgement, ("attribute_id", "source_id")),
        (Verification, ("source_id", "whose_id")),
        (Assignment, ("round_id", "source_id", "start", "task")),
    ):
        _join_rows(session, model, same, gone, kept)
    _join_looked_over(session, gone, kept)
    move_coder(session, gone, kept)
    # What is left is signed only: codes, themes, memos, summaries, settled differences, snapshots.
    for table in journalled_tables():
        for column in table.columns:
            if any(key.column.table.name == "coder" for key in column.foreign_keys):
                session.execute(update(table).where(column == gone).values({column.name: kept}))
    session.flush()
    session.expire_all()
    session.delete(get_coder(session, gone))
    return joined


def _join_readings(session: Session, gone: str, kept: str) -> None:
    mine = {row.source_id: row for row in session.scalars(select(Reading).where(Reading.coder_id == kept))}
    for row in session.scalars(select(Reading).where(Reading.coder_id == gone)).all():
        own = mine.get(row.source_id)
        if own is None:
            row.coder_id = kept
            continue
        own.read = min((at for at in (own.read, row.read) if at is not None), default=None)
        # The codebook of the finishing that stays goes with it.
        if (row.finished or 0) > (own.finished or 0):
            own.finished = row.finished
            session.execute(delete(ReadingCodes).where(ReadingCodes.reading_id == own.id))
            session.execute(update(ReadingCodes).where(ReadingCodes.reading_id == row.id).values(reading_id=own.id))
        session.delete(row)
    session.flush()


def _join_rows(session: Session, model: Any, same: tuple[str, ...], gone: str, kept: str) -> None:
    """Give rows to `kept`; of two that are the same but for the coder, the newer stays."""
    found: dict[tuple[Any, ...], Any] = {}
    order = (getattr(model, "at", model.id), model.id)
    rows = session.scalars(select(model).where(model.coder_id.in_((gone, kept))).order_by(*order)).all()
    for row in rows:
        key = tuple(getattr(row, name) for name in same)
        if key in found:
            session.delete(found[key])
        found[key] = row
    session.flush()
    for row in found.values():
        row.coder_id = kept
    session.flush()


def _join_looked_over(session: Session, gone: str, kept: str) -> None:
    """Let others have looked over the work of `kept`; nobody has looked over their own."""
    rows = session.scalars(select(Verification).order_by(Verification.at.desc(), Verification.id)).all()
    seen = set()
    for row in rows:
        whose = kept if row.whose_id == gone else row.whose_id
        key = (row.source_id, row.coder_id, whose)
        if whose == row.coder_id or key in seen:
            session.delete(row)
        seen.add(key)
    session.flush()
    session.execute(update(Verification).where(Verification.whose_id == gone).values(whose_id=kept))
