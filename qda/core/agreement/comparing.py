"""How far coders agree over coded passages: for each code and theme, over all codes, by source, pair and all coders."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.agreement.asking import Agreement, Ask, Compared, LeftOut, Result
from qda.progress import Progress

__all__ = ["Agreement", "Ask", "Compared", "LeftOut", "Result", "compare"]


def compare(session: Session, ask: Ask | None = None, progress: Progress | None = None) -> Agreement:
    """Return how far coders agree.

    Raises RefusedError where there are fewer than two coders or nothing that all of them have finished, NotFoundError
    for what is not in the project or no statistic, CancelledError where `progress` answers False.
    """
    raise NotImplementedError
