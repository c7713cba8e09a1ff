"""Finding letters in one text just as they stand there, capitals aside: what a person sees while typing them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from qda.storage.fulltext import fold


class FoldedText:
    """A text without the difference of capitals, made once for many searches in it; places are those of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)
        self._back: array[int] | None = None
        if len(self._folded) != len(text):
            # Some letters became two (ß): for each folded letter, the place of the one that it came from.
            self._back = array("I", (place for place, letter in enumerate(text) for _more in fold(letter)))

    def places(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield ``[start, end)`` of every place where `words` stand, in order; none of them share a letter.

        White space in `words` stands for any in the text, line breaks too.
        """
        pieces = fold(words).split()
        if not pieces:
            return
        back = self._back
        for match in re.finditer(r"\s+".join(map(re.escape, pieces)), self._folded):
            start, end = match.span()
            yield (start, end) if back is None else (back[start], back[end - 1] + 1)
