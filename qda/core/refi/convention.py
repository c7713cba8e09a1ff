"""Which convention a project counts in: told once for all its texts by what its passages then would cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qda.core.refi.elements import ORIGIN
from qda.core.refi.offsets import CONVENTIONS, Convention, Positions, same_in_all
from qda.core.text import canonical

_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_NAME_BEGINS, _NAME_IS, _OUTSIDE, _BORDER, _TIGHT = 4, 8, -8, 1, 1
_FAVOUR = 4  # what a program is known to do counts as two borders of words that are met, with no space inside
_AGAINST = 8  # and what no program is known to do must be plainer still
_ENOUGH = 1_500  # passages of a project
_WITHOUT_SPACES = "\u0e00"  # Thai, Chinese, Japanese and their like; Korean comes along, which costs little


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as it lies in the file, and the passages of it: start, end and name, in whatever the program counts."""

    raw: str
    spans: Sequence[tuple[int, int, str]]


def expected(origin: str) -> Convention:
    """Return what the program that calls itself `origin` is known to count; the standard's for one that isn't known.

    NVivo for Windows counts UTF-16 units with both signs of a line end; ATLAS.ti, and QualCoder on Windows, write both
    and count one.
    """
    name = origin.casefold()
    if "nvivo" in name:
        return Convention("utf16", 2)
    if "atlas" in name or "qualcoder" in name:
        return Convention("points", 1)
    return Convention()


def convention_of(origin: str, texts: Sequence[Marked]) -> Convention:
    """Return the convention in which the passages of all `texts` make most sense.

    For each: names that are the words of the passage (or begin with them), passages that lie in the text, borders that
    are borders of words. Another convention than the program's own must be plainly better; where all count alike
    nothing is guessed.
    """
    likely = expected(origin)
    if origin.startswith(ORIGIN):
        return likely  # we know how we count
    asked = enough(texts)
    differing = [one for one in asked if not same_in_all(one.raw)]
    best = _better(differing, likely, CONVENTIONS, _FAVOUR, 3)
    if doubtful(asked, best) * 5 < sum(len(one.spans) for one in asked):
        return best
    # What is unusual shows in all texts, also in those that the four count alike.
    unusual = (replace(best, inclusive=True), Convention(doubled=True), Convention("utf16", doubled=True))
    return _better(asked, best, unusual, _AGAINST, 8)


def enough(texts: Sequence[Marked]) -> list[Marked]:
    """Return the texts that have passages, with so many of these as tell how all are, evenly from each."""
    step = max(1, sum(len(one.spans) for one in texts) // _ENOUGH)
    return [replace(one, spans=one.spans[::step]) for one in texts if one.spans]


def _better(
    texts: Sequence[Marked], likely: Convention, others: Sequence[Convention], margin: int, one_in: int
) -> Convention:
    """Return the convention among `others` that is plainly better than `likely`, or that one.

    Only passages count that lie elsewhere in it. It must be better by half a border for each and by `margin` besides,
    and not more than `one_in` of them may lie badly: passages that lie anywhere would otherwise win or lose by chance.
    """
    best, most = likely, 0
    canon = [canonical(one.raw) for one in texts]
    usual = [list(_placed(one, text, likely)) for one, text in zip(texts, canon, strict=True)]
    for other in others:
        gain = bad = count = 0
        for marked, text, known in zip(texts, canon, usual, strict=True):
            for was, now in zip(known, _placed(marked, text, other), strict=True):
                if was.span != now.span:
                    gain += 2 * (now.score - was.score) - 1
                    bad += now.bad
                    count += 1
        if gain - 2 * margin > most and bad * one_in <= count:
            best, most = other, gain - 2 * margin
    return best


def doubtful(texts: Sequence[Marked], convention: Convention) -> int:
    """Return how many passages of `texts` do not lie in their text, or begin or end inside a word.

    One whose name is its words is right wherever these begin.
    """
    return sum(place.bad for one in texts for place in _placed(one, canonical(one.raw), convention))


class _Place(NamedTuple):
    """Where a passage lies, how much that speaks for the convention, and whether it lies badly."""

    span: tuple[int, int]
    score: int
    bad: bool


def _placed(marked: Marked, text: str, convention: Convention) -> Iterator[_Place]:
    positions = Positions(marked.raw, convention)
    for start, end, name in marked.spans:
        begin, stop = span = positions.span(start, end)
        if not 0 <= begin < stop <= len(text):
            yield _Place(span, 0 if begin >= 0 and stop <= len(text) else _OUTSIDE, True)
            continue
        named = _named(name, text[begin:stop]) if name else 0
        bad = not named and (_inside_word(text, begin) or _inside_word(text, stop))
        yield _Place(span, _borders(text, begin, stop) + named, bad)


def _borders(text: str, begin: int, stop: int) -> int:
    """Return how many of the two borders are borders of words, and how many of these have no space inside."""
    score = 0
    if not _inside_word(text, begin):
        score += _BORDER + (_TIGHT if not text[begin].isspace() else 0)
    if not _inside_word(text, stop):
        score += _BORDER + (_TIGHT if not text[stop - 1].isspace() else 0)
    return score


def _inside_word(text: str, place: int) -> bool:
    """Whether letters of one word stand on both sides; scripts without spaces between words tell nothing."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return before.isalnum() and after.isalnum() and before < _WITHOUT_SPACES and after < _WITHOUT_SPACES


def _named(name: str, covered: str) -> int:
    """Return how much the name of a passage says for its words; a space at an edge that it lacks makes it doubtful."""
    said, plain = plain_words(name), plain_words(covered)
    edges = (name[:1].isspace(), name[-1:].isspace()) == (covered[:1].isspace(), covered[-1:].isspace())
    if said == plain:
        return _NAME_IS if edges else _NAME_BEGINS
    begins = _CUT.sub("", said)
    return _NAME_BEGINS if len(begins) > 2 and plain.startswith(begins) else 0


def plain_words(text: str) -> str:
    """Return `text` on one line, as names of passages hold it: XML turns line ends in them into spaces."""
    return " ".join(text.split())
