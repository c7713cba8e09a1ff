"""Somebody's own words, taken out of what others wrote: excerpts of six words and more, and their name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from qda.core.privacy.speaking import RUN
from qda.core.text import words

GONE = "[withdrawn]"
_CODE = re.compile(r"[A-Za-z]{0,3}[ -]?\d+")
Run = tuple[str, ...]


class OwnWords:
    """What a participant `said`, passages that count as a whole however short (`short`), and `names`.

    What somebody else said in the same words (`others`) is not theirs. A name counts as it is written and in capitals,
    however its marks are encoded; a mere number (P12) stays: it says nothing to strangers.
    """

    def __init__(
        self, said: Iterable[str], short: Iterable[str], names: Iterable[str], others: Iterable[str] = ()
    ) -> None:
        runs: set[Run] = set()
        for text in said:
            runs.update(_runs(_folded(text), RUN))
        whole = {tuple(run) for text in short if len(run := _folded(text)) >= 2}
        lengths = {len(run) for run in whole if len(run) < RUN}
        first = {run[0] for run in (*runs, *whole)}
        for text in others:
            folded = _folded(text)
            shared = {run for length in (RUN, *lengths) for run in _runs(folded, length, first)}
            runs -= shared
            whole -= shared
        self._runs, self._whole = runs, whole
        telling = sorted(
            {re.escape(form) for one in names if tells(one) for form in _forms(one)}, key=len, reverse=True
        )
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(telling)})(?!\w)") if telling else None

    def holds(self, text: str) -> bool:
        """Say whether the participant's words or name stand in `text`."""
        return self.without(text) != text

    def named(self, text: str) -> list[tuple[int, int]]:
        """Return where the participant's name stands in `text`."""
        return [found.span() for found in self._names.finditer(text)] if self._names else []

    def without(self, text: str) -> str:
        """Return `text` with "[withdrawn]" where the participant's words or name stood."""
        if "\n" in text:  # a saying in the words of several people has a line of its own
            lines = text.split("\n")
            text = "\n".join(GONE if tuple(_folded(line)) in self._whole else line for line in lines)
        spans = words(text)
        folded = [text[start:end].casefold() for start, end in spans]
        if tuple(folded) in self._whole:
            return GONE
        cut: list[tuple[int, int]] = []
        for at in range(len(folded) - RUN + 1):
            if tuple(folded[at : at + RUN]) in self._runs:
                start, end = spans[at][0], spans[at + RUN - 1][1]
                if cut and start <= cut[-1][1]:
                    cut[-1] = (cut[-1][0], end)
                else:
                    cut.append((start, end))
        for start, end in reversed(cut):
            text = text[:start] + GONE + text[end:]
        return self._names.sub(GONE, text) if self._names else text


def tells(name: str) -> bool:
    """Say whether a name tells anything of somebody: it is longer than a letter, and no mere number."""
    return len(name) > 1 and not _CODE.fullmatch(name)


def _forms(name: str) -> set[str]:
    return {normalize(form, one) for one in (name, name.upper()) for form in ("NFC", "NFD")}


def _folded(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in words(text)]


def _runs(folded: list[str], length: int, first: set[str] | None = None) -> Iterable[Run]:
    """Give the runs of so many words, those that begin with one of `first` where it is given."""
    for at in range(len(folded) - length + 1):
        if first is None or folded[at] in first:
            yield tuple(folded[at : at + length])
