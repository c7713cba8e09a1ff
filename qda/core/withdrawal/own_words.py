"""Somebody's own words, taken out of what others wrote: six words in a row and more, short sayings, their name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from qda.core.privacy.speaking import RUN
from qda.core.pseudonyms.finding import Finder
from qda.core.pseudonyms.table import Entry
from qda.core.text import words

GONE = "[withdrawn]"
_CODE = re.compile(r"[A-Za-z]{0,3}[ -]?\d+")
_QUOTED = re.compile(r"(?<!\w)[\"'“„‟«‹‘‚]([^\n]{1,240}?)[\"'”“‟»›’‘](?!\w)")
_LONG = 4  # letters of a name that is one in small letters, too: “ana” and “bo” are words of many languages
Run = tuple[str, ...]


class OwnWords:
    """What a participant `said`, sayings that count as a whole however short (`short`), and `names`.

    A short saying of two words or more is theirs where it is all that stands somewhere, in a line, or in quotation
    marks; inside other sentences so few words are anybody's. What somebody else said in the same words (`others`) is
    not theirs. Names are found in any letters, those that are `common` words or short only where they have a capital,
    and never inside `others_names`, which somebody else is called.
    A name that is a mere number (P12) stays: it says nothing to who does not know the study.
    """

    def __init__(
        self,
        said: Iterable[str],
        short: Iterable[str],
        names: Iterable[str],
        others: Iterable[str] = (),
        common: Collection[str] = (),
        others_names: Collection[str] = (),
    ) -> None:
        runs: set[Run] = set()
        for text in said:
            runs.update(_runs(folded(text), RUN))
        whole = {run for text in short if len(run := folded(text)) >= 2}
        lengths: dict[str, set[int]] = {}
        for run in whole:
            lengths.setdefault(run[0], set()).add(len(run))
        first = {run[0] for run in runs}
        for text in others:
            theirs = folded(text)
            runs.difference_update(_runs(theirs, RUN, first))
            for at, word in enumerate(theirs):
                whole.difference_update(theirs[at : at + length] for length in lengths.get(word, ()))
        self._runs, self._whole = runs, whole
        telling = [one for one in names if tells(one)]
        entries = [Entry(one, GONE, small=len(one) >= _LONG and one not in common) for one in telling]
        stay = [Entry(one, one) for one in others_names]
        self._names = Finder((*entries, *stay), left=others_names) if entries else None

    def holds(self, text: str) -> bool:
        """Say whether the participant's words or name stand in `text`."""
        return self.without(text) != text

    def named(self, text: str) -> list[tuple[int, int]]:
        """Return where the participant's name stands in `text`."""
        hits = self._names.hits(text) if self._names else []
        return [(found.start, found.end) for found in hits if not found.kept]

    def without(self, text: str) -> str:
        """Return `text` with "[withdrawn]" where the participant's words or name stood."""
        if self._whole:
            if folded(text) in self._whole:
                return GONE
            # A saying in the words of several people has a line of its own, and what is cited stands in marks.
            if "\n" in text:
                text = "\n".join(GONE if folded(line) in self._whole else line for line in text.split("\n"))
            text = _QUOTED.sub(self._cited, text)
        spans = words(text)
        all_words = [text[start:end].casefold() for start, end in spans]
        cut: list[tuple[int, int]] = []
        for at in range(len(all_words) - RUN + 1):
            if tuple(all_words[at : at + RUN]) in self._runs:
                start, end = spans[at][0], spans[at + RUN - 1][1]
                if cut and start <= cut[-1][1]:
                    cut[-1] = (cut[-1][0], end)
                else:
                    cut.append((start, end))
        for start, end in reversed(cut):
            text = text[:start] + GONE + text[end:]
        return self._names.words(text) if self._names else text

    def _cited(self, found: re.Match[str]) -> str:
        if folded(found[1]) not in self._whole:
            return found[0]
        start, end = (at - found.start() for at in found.span(1))
        return found[0][:start] + GONE + found[0][end:]


def tells(name: str) -> bool:
    """Say whether a name tells anything of somebody: it is longer than a letter, and no mere number."""
    return len(name) > 1 and not _CODE.fullmatch(name)


def folded(text: str) -> Run:
    """Return the words of a text as they are compared: in small letters."""
    return tuple(text[start:end].casefold() for start, end in words(text))


def _runs(all_words: Run, length: int, first: set[str] | None = None) -> Iterable[Run]:
    """Give the runs of so many words, those that begin with one of `first` where it is given."""
    for at in range(len(all_words) - length + 1):
        if first is None or all_words[at] in first:
            yield all_words[at : at + length]
