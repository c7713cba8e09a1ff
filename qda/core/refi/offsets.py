"""What a position in a text file counts, as each program has it, and how that becomes a position in canonical text.

The standard counts code points from nought (section 10.2) and says nothing about line ends. Programs count code points
or UTF-16 units, a line end of Windows as one or as two, and never the byte order mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from qda.core.text import Utf16Map, canonical

_NEWLINE = re.compile("(?<!\r)\n")
_RETURN = re.compile("\r(?=\n)")
# With NULs or further byte order marks, which canonical text leaves out as well; where \r\n has become one sign, a
# return before NULs and a newline is still one to be left out.
_DAMAGE = re.compile("\x00|\\A\ufeff+|\r(?=\x00+\n)")


@dataclass(frozen=True, slots=True)
class Convention:
    """How a program counts: its `units`, and what ``\\r\\n`` counts (1 or 2).

    Two things that no program is known to do, but that would put all passages wrong: `inclusive` where the end is the
    last character, not behind it; `doubled` where every newline counts two, since the text lost the line ends of
    Windows on its way into the file.
    """

    units: Literal["points", "utf16"] = "points"
    line_end: Literal[1, 2] = 2
    inclusive: bool = False
    doubled: bool = False


CONVENTIONS = tuple(Convention(units, line_end) for units in ("points", "utf16") for line_end in (1, 2))
"""The four that programs use, each with the end behind the last character."""


class Positions:
    """Positions of one text file in a convention, turned into code points of its canonical text."""

    def __init__(self, raw: str, convention: Convention) -> None:
        """`raw` is the text as decoded, without byte order mark, its line ends untouched."""
        counted = raw if convention.line_end == 2 else raw.replace("\r\n", "\n")
        if convention.doubled:
            counted = _NEWLINE.sub("\r\n", counted)
        self._utf16 = Utf16Map(counted) if convention.units == "utf16" else None
        # Between \r and \n is before the line end, so that a passage never gains it.
        returns = _RETURN.finditer(counted) if convention.line_end == 2 else ()
        dropped = [found.start() for found in returns]
        if "\x00" in counted or counted.startswith("\ufeff"):
            dropped += (place for found in _DAMAGE.finditer(counted) for place in range(*found.span()))
        self._dropped = sorted(dropped)
        self._more = int(convention.inclusive)
        self._counted = len(counted)
        self.length = len(canonical(raw))

    def point(self, position: int) -> int:
        """Return the code point of a position; what is outside stays outside (below 0, or beyond `length`)."""
        if position < 0:
            return position
        place = self._utf16.to_points(position) if self._utf16 else position
        if place > self._counted:
            return self.length + place - self._counted
        return place - bisect_left(self._dropped, place)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the passage from `start` to `end` as code points, half-open, not cut to the text."""
        return self.point(start), self.point(end + self._more)


def same_in_all(raw: str) -> bool:
    """Whether every convention, but for the end, counts alike in this text."""
    return "\r\n" not in raw and (raw.isascii() or max(raw) <= "\uffff")


class Counted:
    """The other way: positions of canonical `text` as a program for which it is written counts them."""

    def __init__(self, text: str, convention: Convention) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)] if convention.line_end == 2 else []
        self._utf16 = Utf16Map(text) if convention.units == "utf16" else None

    def position(self, point: int) -> int:
        """Return what a code point of the text counts."""
        more = bisect_left(self._ends, point)
        return (self._utf16.to_utf16(point) if self._utf16 else point) + more
