"""Is what was settled between coders whole, and is there one consensus?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from qda.core.coders import CONSENSUS
from qda.core.reconciling import KINDS
from qda.core.reconciling.resolutions import OUTCOMES, read_sides
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import Coder, Resolution, Source


def checks() -> dict[str, Check]:
    """Return the checks of settled differences and of the consensus, by name."""
    return {"resolutions": _resolutions, "consensus": _consensus}


def _resolutions(session: Session) -> Iterator[Finding]:
    query = select(Resolution.id, Resolution.kind, Resolution.outcome, Resolution.sides).order_by(Resolution.id)
    for key, kind, outcome, sides in session.execute(query):
        if kind not in KINDS or outcome not in OUTCOMES:
            sentence = _("How a difference between coders was settled is not known.")
            yield Finding("resolutions", sentence, f"resolution {key}")
        if read_sides(sides) is None:
            sentence = _("What coders had where they differed can't be read.")
            yield Finding("resolutions", sentence, f"resolution {key}")
    outside = or_(Resolution.start < 0, Resolution.end > Source.characters, Resolution.start >= Resolution.end)
    strays = select(Resolution.id).join(Source, Source.id == Resolution.source_id).where(outside)
    for key in session.scalars(strays):
        sentence = _("A difference between coders does not lie in the text of its source.")
        yield Finding("resolutions", sentence, f"resolution {key}")


def _consensus(session: Session) -> Iterator[Finding]:
    number = session.scalar(select(func.count()).select_from(Coder).where(Coder.role == CONSENSUS)) or 0
    if number > 1:
        yield Finding("consensus", _("There are {n} consensus coders; one is enough.").format(n=number), "coder")
