"""Looked over by a second person: another state than coded independently, and never counted as agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.coders import get_coder
from qda.core.documents import source
from qda.core.naming import clean
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coder, Verification, now_ms


class Checked(NamedTuple):
    """A source that a coder looked over: the work of `whose_id`, or of everybody (None); `at` in ms since 1970."""

    source_id: str
    coder_id: str
    whose_id: str | None
    note: str
    at: int


def verified(session: Session) -> list[Checked]:
    """Return what was looked over by whom, in the order in which the coders joined."""
    row = Verification
    query = select(row.source_id, row.coder_id, row.whose_id, row.note, row.at).join(Coder, Coder.id == row.coder_id)
    return [Checked(*one) for one in session.execute(query.order_by(Coder.id, row.at, row.id))]


def verify(
    session: Session,
    coder_id: str,
    source_ids: Sequence[str],
    *,
    whose_id: str | None = None,
    note: str = "",
    verified: bool = True,
) -> None:
    """Say that a coder has looked over what another (None: everybody) coded in sources, or has not.

    Raises RefusedError for one's own work: a second person looks.
    """
    get_coder(session, coder_id)
    if whose_id is not None:
        get_coder(session, whose_id)
    if whose_id == coder_id:
        raise RefusedError(_("A second person looks work over: nobody verifies their own."))
    query = select(Verification).where(Verification.coder_id == coder_id, Verification.source_id.in_(source_ids))
    known = {row.source_id: row for row in session.scalars(query) if row.whose_id == whose_id}
    for source_id in dict.fromkeys(source_ids):
        row = known.get(source_id)
        if not verified:
            if row is not None:
                session.delete(row)
        elif row is None:
            key = source(session, source_id).id
            session.add(Verification(source_id=key, coder_id=coder_id, whose_id=whose_id, note=clean(note)))
        elif clean(note) != row.note:
            row.note, row.at = clean(note), now_ms()
