"""Words as they are printed, held against the words that were said: what was changed, left out, added or only tidied.

What a printed quote may do is what papers do: leave words out with a mark (``[…]``, ``[...]``, ``[..]``, ``…``), add or
replace a few in square brackets (a clarification, a masked name, a question), begin with another capital, and have
other punctuation. Case, punctuation, quotation marks, hyphens and line breaks are therefore no differences.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from qda.core import text as texts
from qda.core.text import Turn

DifferenceKind = Literal["changed", "cut", "added", "tidied"]
Block = tuple[int, int, int]
"""Equal words: the first in print, the first in what was said, how many."""

_JOINERS = re.compile('[-"‐‑״״]+')
_APOSTROPHES = {ord("’"): "'", ord("ʼ"): "'", ord("‘"): "'", 0xAD: None, 0x200B: None, 0x200C: None, 0x200D: None}
_DOTS = r"(?:…|\.(?:\s?\.)+)"
_CUT = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|\[\s*[-–—]+\s*\]|{_DOTS}")
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_BRACKETS = re.compile(r"(\w*)\[([^\[\]]*)\](\w*)")
_ROUND = re.compile(r"\(([^()]*)\)")
_REMARK = re.compile(r"\[[^\[\]\n]{1,60}\]|\([^()\n]{1,60}\)")
_FILLERS = frozenset(
    "um umm uh uhm uhuh er erm eh hm hmm mm mmm mhm mmhm ah äh ähm öh öhm euh heu eeh øh öö ehm".split()  # noqa: SIM905
)
_FEW = 6  # so many words of the source may stand behind a bracket, or three for each word in it and three more
_SLIDES = 3
_EDGE = 80  # words of the source before and after, in which the first or last words in print are looked for together
_NEAR = 400  # words of the source between two runs in which single words are still looked for


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in one form, with where each stands; `aside` are no speech (remarks, labels, times).

    `marks` are, by the number of the word they stand before, the marks of a cut (0) and the brackets there (how many
    words each holds, at least 1).
    """

    forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    aside: frozenset[int] = frozenset()
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def spoken(self) -> int:
        """How many words are speech."""
        return len(self.forms) - len(self.aside)

    def between(self, first: int, last: int) -> list[int]:
        """Return the numbers of the spoken words among ``[first, last)``."""
        return [number for number in range(first, last) if number not in self.aside]

    def marked(self, first: int, last: int) -> list[int]:
        """Return the marks that stand before one of the words first to last, `last` included."""
        return [size for place, size in self.marks if first <= place <= last]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where print and source part: `printed` and `said` are the words of each, "" for none.

    `at` is where in the printed text, half-open; `where` the words of the source concerned, as offsets of its text.
    """

    kind: DifferenceKind
    printed: str
    said: str
    at: tuple[int, int]
    where: tuple[int, int]


def printed_words(text: str, labels: Collection[str] = ()) -> Words:
    """Return the words of a printed quote; what stands in brackets is no word of the source, but a mark.

    `labels` are what speakers are called: one of them at the beginning of a line, with a colon, is no word either.
    """
    # A letter in brackets is one of the word's: “[M]y”.
    text = _LETTER.sub(lambda match: f"  {match[1]}", text)
    found: list[tuple[int, int]] = []  # where a mark begins, and its size

    def blank(match: re.Match[str], size: int | None) -> str:
        if size is not None:
            found.append((match.start(), size))
        return " " * len(match[0])

    if labels:
        names = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
        text = re.sub(rf"(?im)^[^\w\n\[(]*(?:{names})[ \t]*:", lambda match: blank(match, None), text)
    text = _CUT.sub(lambda match: blank(match, 0), text)
    text = _BRACKETS.sub(lambda match: blank(match, max(1, texts.count_words(match[0]))), text)
    spans = tuple(_split(text))
    starts = [start for start, _end in spans]
    rounds = [match.span() for match in _ROUND.finditer(text)]
    return Words(
        forms=tuple(form(text[start:end]) for start, end in spans),
        spans=spans,
        aside=frozenset(n for n, (start, end) in enumerate(spans) if any(a <= start and end <= b for a, b in rounds)),
        marks=tuple((bisect_left(starts, place), size) for place, size in sorted(found)),
    )


def said_words(text: str, turns: Sequence[Turn] = (), start: int = 0, end: int | None = None) -> Words:
    """Return the words of ``text[start:end]`` of a source; labels, times and remarks in brackets are set aside."""
    end = len(text) if end is None else end
    spans = tuple(_split(text, start, end))
    asides = [match.span() for match in _REMARK.finditer(text, start, end)]
    asides += [(turn.start, turn.speech) for turn in turns if turn.start < end and turn.speech > start]
    asides.sort()
    aside: set[int] = set()
    place = 0
    reach = 0  # how far the furthest stretch so far goes
    for number, (first, last) in enumerate(spans):
        while place < len(asides) and asides[place][0] <= first:
            reach = max(reach, asides[place][1])
            place += 1
        if last <= reach:
            aside.add(number)
    return Words(tuple(form(text[first:last]) for first, last in spans), spans, frozenset(aside))


def _split(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of words, parted at hyphens, so that a hyphen more or less is no other word."""
    for first, last in texts.words(text, start, end):
        place = first
        for match in _JOINERS.finditer(text, first, last):
            if match.start() > place:
                yield place, match.start()
            place = match.end()
        if last > place:
            yield place, last


@lru_cache(maxsize=200_000)
def form(word: str) -> str:
    """Return a word as it is compared: small letters, composed, one kind of apostrophe, no soft hyphens."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word).translate(_APOSTROPHES).casefold()


def differences(
    printed: Words, said: Words, blocks: Sequence[Block], print_text: str, said_text: str
) -> tuple[Difference, ...]:
    """Return in what print and source differ, given their equal words in order (:func:`aligned`).

    What comes before the first and after the last equal word in the source was not quoted and is no difference.
    """
    found: list[Difference] = []
    shown = _Shown(printed, said, print_text, said_text)
    if not blocks:
        return (shown.difference("changed", 0, len(printed.forms), 0, 0),)
    (q0, s0, _length), (q1, s1, length) = blocks[0], blocks[-1]
    if ours := printed.between(0, q0):
        start = _edge(printed, said, ours, range(s0 - len(ours) - 1, s0), s0)
        if start is not None:
            found.append(shown.difference("changed", 0, q0, start, s0))
    for (q, s, size), (after, there, _size) in pairwise(blocks):
        gap = _at_mark(printed, said, (q + size, after, s + size, there))
        kind = _kind(printed, said, *gap)
        if kind is not None:
            found.append(shown.difference(kind, *gap))
    if ours := printed.between(q1 + length, len(printed.forms)):
        end = _edge(printed, said, ours, range(s1 + length + 1, s1 + length + len(ours) + 2), s1 + length)
        if end is not None:
            found.append(shown.difference("changed", q1 + length, len(printed.forms), s1 + length, end))
    return tuple(found)


def behind_brackets(printed: Words, said: Words, blocks: Sequence[Block]) -> list[int]:
    """Return the numbers of the words that print has brackets for and nothing else, as where a name is masked."""
    ends = [(q + length, s + length) for q, s, length in blocks]
    found: list[int] = []
    for (q0, s0), (q1, s1) in zip(
        [(0, 0), *ends], [*((q, s) for q, s, _size in blocks), (len(printed.forms), None)], strict=True
    ):
        marks = printed.marked(q0, q1)
        there = said.between(s0, len(said.forms) if s1 is None else s1)
        if marks and 0 not in marks and not printed.between(q0, q1) and len(there) <= max(_FEW, 3 * max(marks) + 3):
            found += there
    return found


def _at_mark(printed: Words, said: Words, gap: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Move a gap that has words of the source alone to the mark near it, where the words around allow either place.

    Of “on […] a bus” for “on a train or a bus”, *a* is the one before or the one after.
    """
    q0, q1, s0, s1 = gap
    if q1 > q0 or printed.marked(q0, q1):
        return gap
    for way in (-1, 1):
        q, first, last = q0, s0, s1
        for _step in range(_SLIDES):
            here, there = (q - 1, last - 1) if way < 0 else (q, first)
            if not (0 <= here < len(printed.forms)) or printed.forms[here] != said.forms[there]:
                break
            q, first, last = q + way, first + way, last + way
            if printed.marked(q, q):
                return q, q, first, last
    return gap


def _edge(printed: Words, said: Words, ours: Sequence[int], ways: Iterable[int], known: int) -> int | None:
    """Return to where in the source as many words go as stand in print before or after the known ones.

    None where they are the same words, only parted otherwise.
    """
    bare = "".join(printed.forms[number] for number in ours)
    for way in ways:
        first, last = sorted((way, known))
        if (
            first >= 0
            and last <= len(said.forms)
            and bare == "".join(said.forms[number] for number in said.between(first, last))
        ):
            return None
    number = len(ours) if min(ways) > known else -len(ours)
    return min(max(0, known + number), len(said.forms))


def _kind(printed: Words, said: Words, q0: int, q1: int, s0: int, s1: int) -> DifferenceKind | None:
    """Return in which way the words ``[q0, q1)`` in print are not ``[s0, s1)`` as said; None where they are."""
    ours = [printed.forms[number] for number in printed.between(q0, q1)]
    theirs = [said.forms[number] for number in said.between(s0, s1)]
    if "".join(ours).replace("'", "") == "".join(theirs).replace("'", ""):
        return None
    # A remark of the transcript that print keeps in its brackets marks nothing.
    marks = [size for size in printed.marked(q0, q1) if size == 0 or size != s1 - s0 - len(theirs)]
    if ours:
        return "changed" if theirs and (0 not in marks or len(theirs) <= 2 * len(ours) + 2) else "added"
    if 0 in marks or any(len(theirs) <= max(_FEW, 3 * size + 3) for size in marks):
        return None
    return "tidied" if _only_tidied(said, theirs, s0, s1) else "cut"


def _only_tidied(said: Words, left: Sequence[str], s0: int, s1: int) -> bool:
    """Tell whether what was left out is a filler or a word said twice, which many journals tidy without a mark."""
    if all(word in _FILLERS for word in left):
        return True
    bare = [word for word in left if word not in _FILLERS]
    after = list(said.forms[s1 : s1 + len(bare)])
    before = list(said.forms[max(0, s0 - len(bare)) : s0])
    return len(bare) <= 3 and bare in (after, before)


class _Shown:
    """Differences with their words as they stand in both texts."""

    def __init__(self, printed: Words, said: Words, print_text: str, said_text: str) -> None:
        self._printed, self._said = printed, said
        self._print_text, self._said_text = print_text, said_text

    def difference(self, kind: DifferenceKind, q0: int, q1: int, s0: int, s1: int) -> Difference:
        at, where = _stretch(self._printed.spans, q0, q1), _stretch(self._said.spans, s0, s1)
        said = "" if kind == "added" else self._said_text[slice(*where)]
        return Difference(kind, _line(self._print_text[slice(*at)]), _line(said), at, where)


def _stretch(spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    if last > first:
        return spans[first][0], spans[last - 1][1]
    place = spans[first][0] if first < len(spans) else spans[-1][1] if spans else 0
    return place, place


def _line(words: str) -> str:
    return " ".join(words.split())


def aligned(printed: Words, said: Words, runs: Sequence[Block]) -> list[Block]:
    """Return the equal words of two texts in order, given runs of them: what lies between is looked at, too."""
    found: list[Block] = []
    if not runs:
        return found
    (q0, s0, _length), (q1, s1, length) = runs[0], runs[-1]
    runs = [*_before(printed, said, q0, s0), *runs, *_after(printed, said, q1 + length, s1 + length)]
    q, s = 0, max(0, runs[0][1] - runs[0][0] - 2)
    for run in runs:
        found += _inner(printed, said, (q, run[0], s, run[1]))
        found.append(run)
        q, s = run[0] + run[2], run[1] + run[2]
    rest = len(printed.forms) - q
    found += _inner(printed, said, (q, len(printed.forms), s, min(len(said.forms), s + rest + 2)))
    return _joined(found)


def _before(printed: Words, said: Words, q: int, s: int) -> list[Block]:
    """Return the first `q` words in print as one run where all of them stand together before word `s`."""
    marked = 0 in printed.marked(q, q)
    wanted, reach = printed.forms[:q], _NEAR if marked else _EDGE
    if len(wanted) > (0 if marked else 1):
        for start in range(s - q, max(0, s - q - reach) - 1, -1):
            if said.forms[start : start + q] == wanted:
                return [(0, start, q)]
    return []


def _after(printed: Words, said: Words, q: int, s: int) -> list[Block]:
    """Return the words in print from `q` on as one run where all of them stand together after word `s`."""
    marked = 0 in printed.marked(q, q)
    wanted, reach = printed.forms[q:], _NEAR if marked else _EDGE
    if len(wanted) > (0 if marked else 1):
        for start in range(s, min(len(said.forms) - len(wanted), s + reach) + 1):
            if said.forms[start : start + len(wanted)] == wanted:
                return [(q, start, len(wanted))]
    return []


def _inner(printed: Words, said: Words, gap: tuple[int, int, int, int]) -> list[Block]:
    q0, q1, s0, s1 = gap
    if q1 <= q0 or s1 <= s0 or s1 - s0 > _NEAR:
        return []
    matcher = SequenceMatcher(None, printed.forms[q0:q1], said.forms[s0:s1], autojunk=False)
    return [(q0 + block.a, s0 + block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _joined(blocks: Sequence[Block]) -> list[Block]:
    result: list[Block] = []
    for q, s, length in blocks:
        if result and result[-1][0] + result[-1][2] == q and result[-1][1] + result[-1][2] == s:
            result[-1] = (result[-1][0], result[-1][1], result[-1][2] + length)
        else:
            result.append((q, s, length))
    return result
