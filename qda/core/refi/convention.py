"""Which convention a project counts in: told once for all its texts by what its passages then would cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qda.core.refi.elements import ORIGIN
from qda.core.refi.offsets import CONVENTIONS, Convention, Positions, same_in_all
from qda.core.text import canonical

_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_NAME_BEGINS, _NAME_IS, _OUTSIDE, _BORDER, _TIGHT = 4, 8, -8, 1, 1
_FAVOUR = 4  # what a program is known to do counts as two borders of words that are met
_ENOUGH = 1_500  # passages of a project
_UNUSUAL = 8  # no program is known to count the last character as the end; chance must not make one


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
    are borders of words, with a little for what the program is known to do. Where all count alike nothing is guessed.
    """
    likely = expected(origin)
    if origin.startswith(ORIGIN):
        return likely  # we know how we count
    asked = _some([one for one in texts if one.spans])
    looked = [(one, canonical(one.raw)) for one in asked]
    differing = [pair for pair in looked if not same_in_all(pair[0].raw)]
    scores = {one: sum(_score(*pair, one) for pair in differing) + _FAVOUR * (one == likely) for one in CONVENTIONS}
    best = max(CONVENTIONS, key=lambda one: (scores[one], one.units == "points", one.line_end))
    # Where the last character is the end, all texts tell of it, also those that are counted alike otherwise.
    closed = replace(best, inclusive=True)
    gain = sum(_score(*pair, closed) - _score(*pair, best) for pair in looked)
    spans = sum(len(one.spans) for one in asked)
    return closed if gain > _UNUSUAL + spans // 2 else best


def _some(texts: Sequence[Marked]) -> list[Marked]:
    """Return the texts with so many of their passages as tell enough, evenly from all."""
    step = max(1, sum(len(one.spans) for one in texts) // _ENOUGH)
    return [replace(one, spans=one.spans[::step]) for one in texts] if step > 1 else list(texts)


def _score(marked: Marked, text: str, convention: Convention) -> int:
    positions = Positions(marked.raw, convention)
    score = 0
    for start, end, name in marked.spans:
        begin, stop = positions.span(start, end)
        if begin < 0 or stop > len(text):
            score += _OUTSIDE
            continue
        if begin >= stop:
            continue
        score += _borders(text, begin, stop)
        if name:
            score += _named(name, text[begin:stop])
    return score


def _borders(text: str, begin: int, stop: int) -> int:
    """Return how many of the two borders are borders of words, and how many of these have no space inside."""
    score = 0
    if begin == 0 or not (text[begin - 1].isalnum() and text[begin].isalnum()):
        score += _BORDER + (_TIGHT if not text[begin].isspace() else 0)
    if stop == len(text) or not (text[stop - 1].isalnum() and text[stop].isalnum()):
        score += _BORDER + (_TIGHT if not text[stop - 1].isspace() else 0)
    return score


def _named(name: str, covered: str) -> int:
    said, plain = plain_words(name), plain_words(covered)
    if said == plain:
        return _NAME_IS
    begins = _CUT.sub("", said)
    return _NAME_BEGINS if len(begins) > 2 and plain.startswith(begins) else 0


def plain_words(text: str) -> str:
    """Return `text` on one line, as names of passages hold it: XML turns line ends in them into spaces."""
    return " ".join(text.split())
