"""Is what coders decided of sources whole?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import Attribute, Judgement


def checks() -> dict[str, Check]:
    """Return the check of judgements, by its name."""
    return {"judgements": _judgements}


def _judgements(session: Session) -> Iterator[Finding]:
    strangers = select(Judgement.id).join(Attribute, Attribute.id == Judgement.attribute_id)
    for key in session.scalars(strangers.where(Attribute.scope != "source")):
        yield Finding("judgements", _("A source was judged by an attribute of people."), f"judgement {key}")
    for key in session.scalars(select(Judgement.id).where(Judgement.value == "")):
        yield Finding("judgements", _("A source was judged, but nothing was decided."), f"judgement {key}")
