"""How slow work says how far it is, and learns that nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable

from qda.errors import CancelledError
from qda.i18n import _

Progress = Callable[[int, int], bool]
"""Takes what is done and all there is (0 where that isn't known); false tells the work to stop."""


def go_on(progress: Progress | None, done: int, total: int) -> None:
    """Report how far slow work is; raise CancelledError where nobody waits for it any more."""
    if progress is not None and not progress(done, total):
        raise CancelledError(_("Stopped before the end."))
