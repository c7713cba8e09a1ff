"""What products hold, taken without a file, so that several of them become one report.

Every product ends by handing what it holds to one of three writers: ``write_grid`` and ``write_figure`` of
:mod:`qda.core.exporters.formats`, and :func:`qda.core.exporters.prose.write_prose`. While somebody gathers, these keep
it instead of writing it; so each product, also one that is added later, can be a part of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qda.core.exporters.prose import Part

_into: ContextVar[list[Part] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathering() -> Iterator[list[Part]]:
    """Give a list that is filled with what would have been written by this thread meanwhile."""
    parts: list[Part] = []
    token = _into.set(parts)
    try:
        yield parts
    finally:
        _into.reset(token)


def gathered(parts: Iterable[Part]) -> bool:
    """Keep what was about to be written and return True while somebody gathers; otherwise do nothing."""
    into = _into.get()
    if into is None:
        return False
    into.extend(parts)
    return True
