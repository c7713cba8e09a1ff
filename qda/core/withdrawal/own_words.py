"""Somebody's own words, taken out of what others wrote: excerpts of six words and more, and their name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qda.core.text import words

GONE = "[withdrawn]"
SIX = 6
_CODE = re.compile(r"[A-Za-z]{0,3}[ -]?\d+")


class OwnWords:
    """What a participant `said`, passages that count as a whole however short (`short`), and `names`.

    A name that is a mere number (P12) stays: it says nothing to who does not know the study.
    """

    def __init__(self, said: Iterable[str], short: Iterable[str], names: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in said:
            folded = _folded(text)
            self._runs.update(tuple(folded[at : at + SIX]) for at in range(len(folded) - SIX + 1))
        self._whole = {tuple(run) for text in short if len(run := _folded(text)) >= 2}
        telling = [re.escape(one) for one in names if len(one) > 1 and not _CODE.fullmatch(one)]
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(telling)})(?!\w)") if telling else None

    def without(self, text: str) -> str:
        """Return `text` with "[withdrawn]" where the participant's words or name stood."""
        spans = words(text)
        folded = [text[start:end].casefold() for start, end in spans]
        if tuple(folded) in self._whole:
            return GONE
        cut: list[tuple[int, int]] = []
        for at in range(len(folded) - SIX + 1):
            if tuple(folded[at : at + SIX]) in self._runs:
                start, end = spans[at][0], spans[at + SIX - 1][1]
                if cut and start <= cut[-1][1]:
                    cut[-1] = (cut[-1][0], end)
                else:
                    cut.append((start, end))
        for start, end in reversed(cut):
            text = text[:start] + GONE + text[end:]
        return self._names.sub(GONE, text) if self._names else text


def _folded(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in words(text)]
