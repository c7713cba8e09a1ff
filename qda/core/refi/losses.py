"""What does not come over or go along as it is, counted while a file is read or written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from qda.core.exchange.bundle import Loss


@dataclass(slots=True)
class Losses:
    """The losses met so far; what is alike in kind, place and reason is counted together."""

    _tally: Counter[tuple[Literal["moved", "unplaced", "dropped"], str, str, str]] = field(
        default_factory=Counter, init=False
    )

    def lose(
        self, kind: Literal["moved", "unplaced", "dropped"], what: str, where: str, why: str, count: int = 1
    ) -> None:
        """Note that something did not come over as it was; `what`, `where` and `why` as in Loss; none where 0."""
        if count:
            self._tally[kind, what, where, why] += count

    @property
    def losses(self) -> tuple[Loss, ...]:
        """All that was lost, in the order in which it was met."""
        return tuple(Loss(*told, count) for told, count in self._tally.items())
