"""Times as other programs write them, in milliseconds since 1970, and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_LAST = 32_503_680_000_000  # the year 3000
_NUMBERS = re.compile(r"(\d{4})-(\d{1,2})-\s?(\d{1,2})[ _T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WORDS = re.compile(r"\w+\s+(\w{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(\d{4})")


def moment(words: object, utc: bool = False) -> int | None:
    """Return the time that is written as ``2024-05-06 07:08:09`` or, by R, as ``Mon May  6 07:08:09 2024``.

    It is the time of this computer's zone unless it is `utc`. None for what is no time.
    """
    text = str(words or "").strip()
    found = _NUMBERS.match(text)
    if found:
        year, month, day, hour, minute = map(int, found.groups()[:5])
        second, part = int(found[6] or 0), int((found[7] or "0").ljust(6, "0"))
    else:
        found = _WORDS.match(text)
        if found is None or found[1].lower() not in _MONTHS:
            return None
        year, month, part = int(found[6]), _MONTHS.index(found[1].lower()) + 1, 0
        day, hour, minute, second = map(int, found.groups()[1:5])
    try:
        read = datetime(year, month, day, hour, minute, second, part, UTC if utc else None)
        return possible(round(read.timestamp() * 1000))
    except (ValueError, OverflowError, OSError):
        return None


def possible(moment: int) -> int | None:
    """Return a time that some program can have kept; None before 1970 and after 2999.

    Such a time stands for none (.NET writes ``0001-01-01`` where it knows nothing), and not every system can show it.
    """
    return moment if 0 < moment < _LAST else None


def written(moment: int | None) -> str:
    """Return a time as QualCoder writes it, in this computer's zone; nothing for None."""
    if moment is None:
        return ""
    return datetime.fromtimestamp(moment / 1000).strftime("%Y-%m-%d %H:%M:%S")
