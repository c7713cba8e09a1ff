"""The text of a source as the transcript widget shows it, and every position in it, there and back.

Qt counts UTF-16 units and is slow with very long paragraphs, so what is shown differs from what is stored: long
paragraphs are cut into several blocks, and four characters that Qt gives a meaning of its own are replaced by a sign.
The stored text never changes; quotes are always sliced from it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from qda.core.text import Utf16Map

LONGEST_BLOCK = 5_000
# Qt takes these for an inline object, a frame's begin and end, and half a line break; one sign each keeps positions.
_MEANT_FOR_QT = "\ufffc\ufdd0\ufdd1\r"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|[。！？][”’」』）]*")


class DisplayText:
    """`text` as shown, and its positions: points (code points of `text`) and positions (of the text document)."""

    def __init__(self, text: str, longest: int = LONGEST_BLOCK) -> None:
        self.text = text
        self._map = Utf16Map(text)
        self._cuts = cuts(text, longest)
        self._breaks = [self._map.to_utf16(cut) + earlier for earlier, cut in enumerate(self._cuts)]
        pieces = [text[start:end] for start, end in zip([0, *self._cuts], [*self._cuts, len(text)], strict=True)]
        self.shown = as_shown("\n".join(pieces))

    def to_position(self, point: int, closing: bool = False) -> int:
        """Return the document position of `point`; at a cut, that of the block that begins there.

        With `closing` it is the end of the block before the cut, where a passage that ends there ends for the eye.
        """
        breaks = bisect_left(self._cuts, point) if closing else bisect_right(self._cuts, point)
        return self._map.to_utf16(point) + breaks

    def to_point(self, position: int) -> int:
        """Return the point of a document `position`; both sides of a cut are one point."""
        return self._map.to_points(position - bisect_left(self._breaks, position))

    def continues(self, position: int) -> bool:
        """Say whether the block that ends at document `position` goes on in the next one, as one paragraph."""
        index = bisect_left(self._breaks, position)
        return index < len(self._breaks) and self._breaks[index] == position


def as_shown(text: str) -> str:
    """Return `text` with a sign in the place of each character that means something else to Qt."""
    for character in _MEANT_FOR_QT:
        text = text.replace(character, "\ufffd")
    return text


def cuts(text: str, longest: int = LONGEST_BLOCK) -> list[int]:
    """Return the points where paragraphs of more than `longest` characters are cut for display."""
    found: list[int] = []
    start = 0
    while len(text) - start > longest:
        newline = text.rfind("\n", start, start + longest + 1)
        if newline >= start:
            start = newline + 1
            continue
        # rfind found no newline nearby: a long paragraph
        start = _cut(text, start, start + longest)
        found.append(start)
    return found


def _cut(text: str, start: int, latest: int) -> int:
    """Return where best to cut between the middle of ``[start, latest)`` and its end: sentence, word, character."""
    middle = (start + latest) // 2
    ends = [match.end() for match in _SENTENCE_END.finditer(text, middle, latest) if match.end() < latest]
    if ends:
        return ends[-1]
    for point in range(latest, middle, -1):
        if text[point - 1].isspace() and not _joins(text, point):
            return point
    point = latest
    while point > middle and _joins(text, point):
        point -= 1
    return point


def _joins(text: str, point: int) -> bool:
    """Say whether the character at `point` belongs to the one before: a mark, a joiner, a variation selector."""
    joined = text[point] == "\u200d" or text[point - 1] == "\u200d"
    return joined or unicodedata.category(text[point]).startswith("M") or "\U0001f3fb" <= text[point] <= "\U0001f3ff"
