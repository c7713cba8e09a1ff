"""A text as a widget shows it while somebody writes in it: what Qt says that changed becomes an edit of the text.

Qt tells of changes in units of its document, often of more than did change (all of a paragraph while an input method
composes), and its document holds what is shown, not what is stored. So only what differs from what should be shown
counts, and only there is the document looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtGui import QTextDocument

from qda.core.drafting import Piece
from qda.ui.widgets.display_text import DisplayText, as_shown, cuts

_NEVER_STORED = re.compile("[\x00\r\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Shown:
    """`words` in the place of document positions ``[start, end)``; `cuts` are the points in them where they are cut."""

    start: int
    end: int
    words: str
    cuts: tuple[int, ...] = ()


class EditedDisplay(DisplayText):
    """What is shown of a text that changes: :meth:`follow` keeps every position of it right."""

    @property
    def length(self) -> int:
        """How many positions the whole text takes."""
        return self._map.to_utf16(len(self.text)) + len(self._cuts)

    def follow(self, change: Shown) -> Piece:
        """Be the display of the text with a change in it, and return that as a piece of the text as it was."""
        first, last = bisect_left(self._breaks, change.start), bisect_left(self._breaks, change.end)
        start, end, words = self.to_point(change.start), self.to_point(change.end), change.words
        more = len(words) - (end - start)
        self.text = self.text[:start] + words + self.text[end:]
        self._map.follow(start, end, words)
        self._cuts[first:] = [*(start + cut for cut in change.cuts), *(cut + more for cut in self._cuts[last:])]
        self._breaks = [self._map.to_utf16(cut) + earlier for earlier, cut in enumerate(self._cuts)]
        return start, end, words

    def change_of(self, piece: Piece) -> Shown:
        """Return how a piece of the text is shown; where it was cut at the ends of what goes, it stays so."""
        start, end, words = piece
        first = bisect_right(self._cuts, start)
        last = max(first, bisect_left(self._cuts, end))
        at, to = self._map.to_utf16(start) + first, self._map.to_utf16(end) + last
        return Shown(at, to, words, tuple(cuts(words)))

    def changed(
        self, document: QTextDocument, at: int, removed: int, added: int, within: tuple[int, int] | None = None
    ) -> Shown | None:
        """Return what changed in `document`, which says that `removed` positions became `added` ones from `at` on.

        None where nothing did. Qt often says more than did change; `within` is the span (positions of before) where
        the cursor was or what was selected: it began no later than this begins, and ended no earlier than this ends.
        """
        before = self._between(at, min(at + removed, self.length))
        after = _read(document, at, min(at + added, document.characterCount() - 1))
        if before == after:
            return None
        start, end = (at + removed, at) if within is None else within
        head = _alike(before, after, len(self._between(at, max(at, start))))
        rest = len(before) - len(self._between(at, min(max(at, end), at + removed)))
        tail = _alike(before[head:][::-1], after[head:][::-1], rest)
        gone, words = before[head : len(before) - tail], after[head : len(after) - tail]
        start = at + _units(before[:head])
        return Shown(start, start + _units(gone), _NEVER_STORED.sub("\ufffd", words))

    def _between(self, start: int, end: int) -> str:
        """Return what should be shown in positions ``[start, end)``, as the document has it, breaks as newlines."""
        first, last = bisect_left(self._breaks, start), bisect_left(self._breaks, end)
        points = [self.to_point(start), *self._cuts[first:last], self.to_point(end)]
        words = "\n".join(self.text[begin:finish] for begin, finish in pairwise(points))
        return as_shown(words).replace("\u2029", "\n")


def with_cuts(change: Shown) -> str:
    """Return what a document is to be given for a change: its words as they are shown, cut where they are cut."""
    points = (0, *change.cuts, len(change.words))
    return as_shown("\n".join(change.words[begin:end] for begin, end in pairwise(points)))


def _read(document: QTextDocument, start: int, end: int) -> str:
    """Return what the document holds in positions ``[start, end)``; unlike its own plain text with every character."""
    parts = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        begin, words = block.position(), block.text()
        low, high = max(0, start - begin), min(block.length() - 1, end - begin)
        if len(words) == block.length() - 1:
            parts.append(words[low:high])
        else:
            parts.append(words.encode("utf-16-le", "surrogatepass")[2 * low : 2 * high].decode("utf-16-le", "replace"))
        block = block.next()
    return "\n".join(parts)


def _alike(before: str, after: str, most: int) -> int:
    """Return how many characters both begin with alike, `most` at most; it costs no more than comparing them."""
    low, high = 0, min(most, len(before), len(after))
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
