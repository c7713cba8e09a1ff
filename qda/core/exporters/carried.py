"""What a file for another program leaves behind, as sentences beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from qda.core.exchange.bundle import Loss
from qda.i18n import _


def left_behind(losses: Iterable[Loss]) -> Iterator[str]:
    """Yield a sentence for each kind of thing that does not go along as it is, wherever it stands."""
    together: Counter[tuple[str, str]] = Counter()
    for loss in losses:
        together[loss.what, loss.why] += loss.count
    for (what, why), count in together.items():
        yield _("{what}: {count}. {why}").format(what=what, count=count, why=why)
