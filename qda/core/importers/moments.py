"""Times in the cells of a table: clock times, and the plain seconds or milliseconds that speech recognisers write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

CLOCK = re.compile(r"[\[(]?\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?\s*[\])]?")
_SAYS_MILLISECONDS = re.compile(r"ms\b|milli", re.IGNORECASE)
_SAYS_SECONDS = re.compile(r"(?:\b|_)(?:s|secs?|seconds|sekunden)\b", re.IGNORECASE)
# Utterances follow each other by seconds; numbers that rise by hundreds a row count milliseconds.
_MILLISECOND_STEP = 500


def moments(cells: Sequence[str], heading: str = "") -> list[int | None]:
    """Return the milliseconds that `cells` of one column mean, None where a cell is no time."""
    numbers = [float(cell) for cell in cells if _is_number(cell)]
    unit = 1 if numbers and _in_milliseconds(numbers, heading) else 1000
    return [_moment(cell.strip(), unit) for cell in cells]


def ascending(cells: Sequence[str]) -> bool:
    """Say whether the times of a column never go back, as in a transcript and hardly in answers to a question."""
    known = [moment for moment in moments(cells) if moment is not None]
    return len(known) > 1 and all(one <= other for one, other in pairwise(known))


def _moment(cell: str, unit: int) -> int | None:
    if match := CLOCK.fullmatch(cell):
        hours, minutes, seconds, fraction = match.groups()
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        return whole * 1000 + int((fraction or "0").ljust(3, "0"))
    return round(float(cell) * unit) if _is_number(cell) else None


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\s*\d{1,12}(?:\.\d{1,9})?\s*", cell) is not None


def _in_milliseconds(numbers: Sequence[float], heading: str) -> bool:
    if _SAYS_MILLISECONDS.search(heading) or _SAYS_SECONDS.search(heading):
        return _SAYS_MILLISECONDS.search(heading) is not None
    if any(number != int(number) for number in numbers):
        return False
    steps = sorted(other - one for one, other in pairwise(numbers))
    return bool(steps) and steps[len(steps) // 2] >= _MILLISECOND_STEP
