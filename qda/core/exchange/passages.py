"""Passages of another program's texts, put where their words are.

A program that keeps the words of a passage beside its two positions says thereby how it counts, and one program may
count in several ways: QualCoder marks by hand in a window of Qt and by machine in the text as it is stored. So every
passage is taken in the convention in which its own words come out; what has no words goes with the others of its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qda.core.refi.offsets import CONVENTIONS, Convention, Positions, same_in_all
from qda.core.text import canonical

_SPACE = re.compile(r"\s")
_MARK = "\ufeff"


class Passage(NamedTuple):
    """Part of a text as the other program has it: positions in its own counting, and the words it keeps, if any."""

    text: Hashable
    start: int
    end: int
    words: str = ""


class Place(NamedTuple):
    """Where a passage lies in canonical text, in code points. `sure` is False where its words are not the text's."""

    start: int
    end: int
    sure: bool


class Counting:
    """One stored text, and what a position in each convention is in its canonical text.

    A byte order mark counts where the stored text is counted, whose line ends count as they are (2); a window shows
    neither. `folded` is the text with every sign of white space as a space.
    """

    def __init__(self, raw: str) -> None:
        plain = raw.lstrip(_MARK)
        self._marks = len(raw) - len(plain)
        self.text = canonical(raw)
        self.folded = _folded(self.text)
        self._alike = same_in_all(plain) and not self._marks
        asked = CONVENTIONS[:1] if self._alike else CONVENTIONS
        astral = len(raw.encode("utf-16-le", "surrogatepass")) // 2 - len(raw)
        self._lengths = {count + more for count in (len(raw), len(self.text)) for more in (0, astral)}
        self._positions = {one: Positions(raw if one.line_end == 2 else plain, one) for one in asked}

    def span(self, passage: Passage, convention: Convention) -> tuple[int, int]:
        """Return where a passage lies if it is counted in a convention, cut to the text; empty where it is outside."""
        positions = self._positions[CONVENTIONS[0] if self._alike else convention]
        start, end = positions.span(passage.start, passage.end)
        start, end = max(0, start), min(end, len(self.text))
        return start, max(start, end)

    def whole(self, start: int, end: int) -> bool:
        """Tell whether two positions take in all of the text, in whatever way they are counted.

        QualCoder links a case to a whole file by the length of the stored text, some versions by one less.
        """
        return start <= self._marks and (end >= max(self._lengths) or bool({end, end + 1} & self._lengths))


def placed(
    texts: Mapping[Hashable, Counting], passages: Sequence[Passage], likely: Iterable[Convention]
) -> list[Place | None]:
    """Return where each passage lies, None for one that is nowhere in its text.

    `likely` are the conventions the program is known to use, the likeliest first; they decide where words do not.
    """
    order = [*likely, *CONVENTIONS]
    fitting = [_fitting(texts[passage.text], passage) for passage in passages]
    everywhere: Counter[Convention] = Counter()
    within: dict[Hashable, Counter[Convention]] = {}
    for passage, found in zip(passages, fitting, strict=True):
        # Where all fit, nothing is said.
        if 0 < len(found) < len(CONVENTIONS):
            everywhere.update(found)
            within.setdefault(passage.text, Counter()).update(found)
    nowhere: Counter[Convention] = Counter()

    def best(passage: Passage, among: Iterable[Convention]) -> Convention:
        here = within.get(passage.text, nowhere)
        return max(among, key=lambda one: (here[one], everywhere[one], -order.index(one)))

    places: list[Place | None] = []
    for passage, found in zip(passages, fitting, strict=True):
        counting = texts[passage.text]
        start, end = counting.span(passage, best(passage, found or CONVENTIONS))
        place = Place(start, end, bool(found) or not passage.words) if start < end else None
        places.append(place if found or not passage.words else _between(counting, passage) or place)
    return places


def _fitting(counting: Counting, passage: Passage) -> tuple[Convention, ...]:
    """Return the conventions in which the text of a passage is the words that are kept with it."""
    if not passage.words:
        return ()
    said = _folded(canonical(passage.words))
    found = []
    for convention in CONVENTIONS:
        start, end = counting.span(passage, convention)
        if counting.folded[start:end] == said:
            found.append(convention)
    return tuple(found)


def _between(counting: Counting, passage: Passage) -> Place | None:
    """Return where the words of a passage are between the places that the conventions give, if they are there once.

    QualCoder shows long texts in parts: what lies before the part is counted as it is stored, the rest as it is shown.
    """
    said = _folded(canonical(passage.words))
    starts = [counting.span(passage, convention)[0] for convention in CONVENTIONS]
    first, last = min(starts), max(starts) + len(said)
    start = counting.folded.find(said, first, last)
    if start < 0 or counting.folded.find(said, start + 1, last) >= 0:
        return None
    return Place(start, start + len(said), True)


def _folded(text: str) -> str:
    """Return `text` with one space for each sign of white space: windows turn line ends into signs of their own."""
    return _SPACE.sub(" ", text)
