"""Where a coder left off: reading positions and the like, kept in the project but outside its history."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage.models import ViewState


def recall(session: Session, coder_id: str, key: str) -> str | None:
    """Return what was remembered for a coder under `key`, or None."""
    query = select(ViewState.value).where(ViewState.coder_id == coder_id, ViewState.key == key)
    return session.execute(query).scalar()


def remember(session: Session, coder_id: str, values: dict[str, str]) -> None:
    """Remember values for a coder; to be run outside the journal (:meth:`Project.unjournalled`)."""
    for key, value in values.items():
        session.merge(ViewState(coder_id=coder_id, key=key, value=value))
