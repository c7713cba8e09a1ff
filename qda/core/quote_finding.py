"""Where the words of a quotation stand in a text, as they came through other programs, tables and people's hands.

Typographic marks, white space and capitals may differ, and parts may be cut out as […]. Where the words stand more than
once, hints tell the places apart: offsets (as any of the usual programs counts them), words around, speaker, line.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice

from qda.core.text import Turn, Utf16Map, line_numbers
from qda.storage.fulltext import fold

Span = tuple[int, int]

THERE, FOUND, MOVED, DOUBTFUL, NOWHERE = "there", "found", "moved", "doubtful", "nowhere"
MOST_PLACES = 20
"""So many places are named where a quotation may stand in several."""
_NEAR = 200  # characters from a stated offset within which the nearest place is taken, if no other is as near
_MOST_BEGUN = 1_000  # places are followed where a quotation with cuts may begin
_WIDEST_CUT = 3_000  # characters that may have been left out as […]
_ALIKE = 0.75  # of the words of a quotation must stand in a place, in order, for it to be offered
_FEWEST = 4  # words that a quotation has at least to be looked for with changed words
_CUT_SHORT = 30  # characters of a quotation that ends in … are enough to know the passage at its offsets by
_DEPTH = 60  # characters around a quotation that are compared with those of a hint

_SAME = {
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("“”„‟″«»「」『』", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
_ODD = re.compile(f"[{re.escape(''.join(_SAME))}]")
_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.?\.?|\. \. \.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|\[[^\]\n]{1,80}\])\s*")
_EDGES = " \t\n\"'“”„‟«»‘’‚…"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known of where a quotation stands; offsets as some program counted them, `lines` as 12 or 12-14."""

    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    speaker: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a quotation was found and its `places`, the likeliest first; one that is DOUBTFUL is for a person to place.

    THERE: its words stand where the offsets say. FOUND: they stand in one place, or the hints tell which. MOVED: they
    stand elsewhere than the offsets say. DOUBTFUL: in several places (`count`, of which the first are named), or only
    with other words. NOWHERE: no place.
    """

    kind: str
    places: tuple[Span, ...] = ()
    exact: bool = True
    count: int = 0


class QuoteFinder:
    """Finds quotations in one text; its plain form is made once.

    `turns` and citable `lines` serve the hints, and so do the names of `people` by the labels of speakers.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[Turn] = (),
        lines: Sequence[Span] = (),
        people: Mapping[str, str] | None = None,
    ) -> None:
        self.text = text
        self._turns = turns
        self._lines = lines
        self._people = people or {}

    def find(self, quote: str, hints: Hints | None = None, *, changed: bool = True) -> Standing:
        """Return where the words of `quote` stand; NOWHERE where it has no words.

        With `changed`, words much like these are looked for where they stand nowhere as they are.
        """
        hints = hints or Hints()
        stated = self._stated(hints)
        for span in stated:
            if self._holds(span, quote):
                return Standing(THERE if span == (hints.start, hints.end) else MOVED, (span,))
        places = self._places(quote)
        if not places:
            alike = self._alike(quote) if changed else []
            return Standing(DOUBTFUL, tuple(alike), exact=False) if alike else Standing(NOWHERE)
        found = MOVED if stated else FOUND
        if len(places) == 1:
            return Standing(found, tuple(places))
        for fits in (self._around(hints), self._beside([start for start, _end in stated]), self._said(hints)):
            kept = fits(places)
            if len(kept) == 1:
                return Standing(found, tuple(kept))
            places = kept or places
        return Standing(DOUBTFUL, tuple(places[:MOST_PLACES]), count=len(places))

    # What the offsets may mean -------------------------------------------------------------------------------------

    def _stated(self, hints: Hints) -> list[Span]:
        """Return what the offsets mean in code points, for the ways in which programs count: ours first."""
        if hints.start is None or hints.end is None:
            return []
        ways: tuple[Callable[[int], int], ...]
        ways = (int, self._units.to_points, self._without_returns, self._without_returns_in_units)
        spans = dict.fromkeys((way(hints.start), way(hints.end)) for way in ways)
        return [span for span in spans if 0 <= span[0] <= span[1] <= len(self.text)]

    @cached_property
    def _units(self) -> Utf16Map:
        return Utf16Map(self.text)

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def _without_returns(self, at: int) -> int:
        """Return the place of an offset into a text whose lines ended in two characters."""
        return at - _returns(self._breaks, at)

    def _without_returns_in_units(self, at: int) -> int:
        """Return the place of such an offset that counts UTF-16 units."""
        return self._units.to_points(at - _returns([self._units.to_utf16(one) for one in self._breaks], at))

    def _holds(self, span: Span, quote: str) -> bool:
        """Say whether a span is what is quoted, or the whole of what a program cut short."""
        there, wanted = _plain(self.text[slice(*span)]), _plain(quote)
        begun = wanted.removesuffix("...").rstrip()
        return there == wanted != "" or (len(begun) >= _CUT_SHORT and begun != wanted and there.startswith(begun))

    # Where the words stand -----------------------------------------------------------------------------------------

    @cached_property
    def _folded(self) -> tuple[str, array[int]]:
        """Return the plain form of the text, and for each of its characters the place it came from."""
        pieces: list[str] = []
        back = array("I")
        blank = True  # white space at the beginning is none
        for at, char in enumerate(self.text):
            plain = " " if char.isspace() else _plain_char(char)
            if plain == " " and blank:
                continue
            if plain:
                blank = plain == " "
                pieces.append(plain)
                back.extend([at] * len(plain))
        return "".join(pieces), back

    def _places(self, quote: str) -> list[Span]:
        """Return every place where the words stand as they are, else in their plain form, else with cuts."""
        bare = quote.strip()
        exact = [match.span() for match in re.finditer(re.escape(bare), self.text)] if bare else []
        for found in (exact, self._matching(_plain(bare)), self._matching(_plain(bare.strip(_EDGES)))):
            if found:
                return self._on_borders(found)
        parts = [plain for part in _CUT.split(bare.strip(_EDGES)) if (plain := _plain(part))]
        return self._on_borders(self._with_cuts(parts)) if len(parts) > 1 else []

    def _matching(self, words: str) -> list[Span]:
        """Return where words in their plain form stand."""
        if not words:
            return []
        plain, back = self._folded
        return [self._whole(back[at.start()], back[at.end() - 1] + 1) for at in re.finditer(re.escape(words), plain)]

    def _whole(self, start: int, end: int) -> Span:
        """Return a span with the accents that follow its last letter."""
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return start, end

    def _with_cuts(self, parts: Sequence[str]) -> list[Span]:
        """Return where parts stand one after the other, not far apart: what was between them was left out."""
        plain, back = self._folded
        found: list[Span] = []
        for match in islice(re.finditer(re.escape(parts[0]), plain), _MOST_BEGUN):
            end = match.end()
            for part in parts[1:]:
                at = plain.find(part, end, end + _WIDEST_CUT + len(part))
                if at < 0:
                    break
                end = at + len(part)
            else:
                found.append(self._whole(back[match.start()], back[end - 1] + 1))
        return found

    def _on_borders(self, found: list[Span]) -> list[Span]:
        """Return the places that are no parts of words, or all where each is."""
        whole = [(start, end) for start, end in found if not (self._inside(start) or self._inside(end))]
        return whole or found

    def _inside(self, at: int) -> bool:
        return 0 < at < len(self.text) and self.text[at - 1].isalnum() and self.text[at].isalnum()

    # Which of several places is meant ------------------------------------------------------------------------------

    def _around(self, hints: Hints) -> Callable[[list[Span]], list[Span]]:
        """Return what keeps the places that have the words of the hints before and after them."""
        before, after = _plain(hints.before)[-_DEPTH:], _plain(hints.after)[:_DEPTH]

        def score(start: int, end: int) -> int:
            left = _plain(self.text[max(0, start - 2 * _DEPTH) : start])
            right = _plain(self.text[end : end + 2 * _DEPTH])
            return _shared(before[::-1], left[::-1]) + _shared(after, right)

        return lambda places: _best(places, score) if before or after else []

    def _beside(self, stated: Sequence[int]) -> Callable[[list[Span]], list[Span]]:
        """Return what keeps the place nearest to a stated offset, if it is near and no other is about as near."""

        def keep(places: list[Span]) -> list[Span]:
            if not stated:
                return []
            far = sorted((min(abs(start - at) for at in stated), (start, end)) for start, end in places)
            return [far[0][1]] if far[0][0] <= _NEAR and far[1][0] > 2 * far[0][0] else []

        return keep

    def _said(self, hints: Hints) -> Callable[[list[Span]], list[Span]]:
        """Return what keeps the places in turns of the speaker and on the lines of the hints."""
        speaker = fold(hints.speaker).strip()
        numbers = [int(number) for number in re.findall(r"\d+", hints.lines)][:2]

        def keep(places: list[Span]) -> list[Span]:
            kept = [place for place in places if speaker and speaker in self._speakers(place[0])] or places
            if numbers:
                wanted = (numbers[0], numbers[-1])
                kept = [place for place in kept if line_numbers(self._lines, *place) == wanted] or kept
            return kept if kept != places else []

        return keep

    def _speakers(self, at: int) -> set[str]:
        """Return what is said of who speaks at a place: the label, and the person's name."""
        number = bisect_right(self._turns, at, key=lambda turn: turn.start) - 1
        label = self._turns[number].speaker if number >= 0 else None
        return {fold(name).strip() for name in (label, self._people.get(label or "")) if name}

    # Words that were changed ---------------------------------------------------------------------------------------

    @cached_property
    def _words(self) -> tuple[list[str], list[Span], dict[str, list[int]]]:
        words: list[str] = []
        spans: list[Span] = []
        at: dict[str, list[int]] = {}
        for match in _WORD.finditer(self.text):
            word = fold(match[0])
            at.setdefault(word, []).append(len(words))
            words.append(word)
            spans.append(match.span())
        return words, spans, at

    def _alike(self, quote: str) -> list[Span]:
        """Return the place where most of the words stand in their order, if that is most of them."""
        wanted = [fold(match[0]) for match in _WORD.finditer(quote)]
        if len(wanted) < _FEWEST:
            return []
        words, spans, at = self._words
        rare = sorted(set(wanted), key=lambda word: len(at.get(word, ())) or len(words))[:3]
        starts = {max(0, place - wanted.index(word) - 3) for word in rare for place in at.get(word, ())[:MOST_PLACES]}
        size, whole = len(wanted) + 6, set(wanted)
        likely = sorted(starts, key=lambda start: -len(whole.intersection(words[start : start + size])))
        best, kept = _ALIKE, []
        for start in likely[:3]:
            blocks = SequenceMatcher(None, wanted, words[start : start + size], autojunk=False).get_matching_blocks()
            shared = sum(block.size for block in blocks) / len(wanted)
            if shared >= best:
                best, first, last = shared, blocks[0], blocks[-2]
                kept = [(spans[start + first.b][0], spans[start + last.b + last.size - 1][1])]
        return kept


def _returns(breaks: Sequence[int], at: int) -> int:
    """Return how many line ends lie before an offset that counts each of them as two."""
    return bisect_left(range(len(breaks)), True, key=lambda number: breaks[number] + number >= at)


def _plain_char(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    return fold(char if char.isascii() else unicodedata.normalize("NFKD", char))


def _plain(text: str) -> str:
    """Return words as they are compared: one kind of marks and spaces, no capitals, nothing that divides words."""
    text = _ODD.sub(lambda match: _SAME[match[0]], text)
    return " ".join("".join(fold(unicodedata.normalize("NFKD", char)) for char in text).split())


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their beginning."""
    differs = (number for number, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(differs, min(len(one), len(other)))


def _best(places: list[Span], score: Callable[[int, int], int]) -> list[Span]:
    scored = [(score(*place), place) for place in places]
    most = max(number for number, _place in scored)
    return [place for number, place in scored if number == most] if most else []
