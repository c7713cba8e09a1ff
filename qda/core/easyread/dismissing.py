"""Hints that somebody looked at and put aside, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.easyread.hints import Hint
from qda.core.easyread.pages import get_statement
from qda.core.naming import required
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import EasyPage, EasyStatement, HintDismissal


class PutAside(NamedTuple):
    """A hint of a statement that was put aside: its rule, the words it is about, and why."""

    id: str
    statement_id: str
    rule: str
    words: str
    reason: str


def put_aside(session: Session, summary_id: str) -> list[PutAside]:
    """Return the hints of a summary that were put aside, oldest first."""
    query = (
        select(HintDismissal)
        .join(EasyStatement, EasyStatement.id == HintDismissal.statement_id)
        .join(EasyPage, EasyPage.id == EasyStatement.page_id)
        .where(EasyPage.summary_id == summary_id)
        .order_by(HintDismissal.id)
    )
    return [PutAside(row.id, row.statement_id, row.rule, row.words, row.reason) for row in session.scalars(query)]


def put_hint_aside(
    session: Session, statement_id: str, rule: str, words: str, reason: str, coder_id: str | None
) -> str:
    """Put a hint of a statement aside for a reason; again, it gets the new reason. Return its id.

    It comes back where the words that it is about change. RefusedError without a reason.
    """
    get_statement(session, statement_id)
    reason = required(reason, _("Say in a few words why the hint doesn't help here."))
    same = select(HintDismissal).where(
        HintDismissal.statement_id == statement_id, HintDismissal.rule == rule, HintDismissal.words == words
    )
    row = session.scalar(same)
    if row is None:
        row = HintDismissal(statement_id=statement_id, rule=rule, words=words)
        session.add(row)
    row.reason, row.coder_id = reason, coder_id
    session.flush()
    return row.id


def bring_hint_back(session: Session, aside_id: str) -> None:
    """Show a hint again that was put aside; NotFoundError where it is shown already."""
    row = session.get(HintDismissal, aside_id)
    if row is None:
        raise NotFoundError(_("That hint is shown again already."))
    session.delete(row)
    session.flush()


def split(hints: Sequence[Hint], aside: Sequence[PutAside]) -> tuple[list[Hint], list[tuple[Hint, PutAside]]]:
    """Return the hints that are still to be looked at, and those that were put aside, with why."""
    known = {(one.statement_id, one.rule, one.words): one for one in aside}
    left: list[Hint] = []
    done: list[tuple[Hint, PutAside]] = []
    for hint in hints:
        one = known.get((hint.line, hint.rule, hint.text)) if hint.line else None
        if one is None:
            left.append(hint)
        else:
            done.append((hint, one))
    return left, done
