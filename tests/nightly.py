"""Whether long property, kill and fuzz runs are asked for: ``THEMELOOM_NIGHTLY=1`` in the environment."""

from __future__ import annotations

import os

NIGHTLY = bool(os.environ.get("THEMELOOM_NIGHTLY"))
"""Whether there is a whole night."""


def cases(short: int, long: int) -> int:
    """Return how many cases to try: `short` in the daily tests, `long` where there is a whole night."""
    return long if NIGHTLY else short
