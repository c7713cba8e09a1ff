"""Finding where quotations come from: each source is read once, and all quotations are looked for in it together.

Two or three words in a row that a quotation shares with a source are a trace; traces that follow each other in both are
one chain, and the chain that holds most words says where the quotation was taken from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

from qda.core.quoted_words import Block, Difference, Words, aligned, differences

_LONG = 8  # quotations of so many words are traced by three words in a row, shorter ones by two
_MOST_RUNS = 120
_AREAS = 12
_FAR_MARKED = 3000
_FAR = 400
_HALF = 0.5
_KEPT = 12
_STOPS = ".!?…"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation may come from: `start` and `end` in the text `key`, which `share` of its words stand there.

    `differences` say in what it is otherwise; those that are only tidied are among them.
    """

    key: str
    start: int
    end: int
    share: float
    matched: int
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether all its words are there as they were said."""
        return all(one.kind == "tidied" for one in self.differences)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quotation to be found: its words as printed."""

    text: str
    words: Words


class Matcher:
    """Looks for quotations in one text after the other; what was found is in `found`, best first, by their number."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        self._grams: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._sizes: set[int] = set()
        self.found: dict[int, list[Found]] = {}
        for number, one in enumerate(wanted):
            size = min(3 if one.words.spoken >= _LONG else 2, len(one.words.forms))
            if size:
                self._sizes.add(size)
            for q in range(len(one.words.forms) - size + 1) if size else ():
                self._grams.setdefault(one.words.forms[q : q + size], []).append((number, q))

    def look_in(self, key: str, text: str, said: Words) -> None:
        """Look for all quotations in a text; `said` are its words."""
        hits: dict[int, list[tuple[int, int]]] = {}
        forms, grams = said.forms, self._grams
        for size in self._sizes:
            for s, gram in enumerate(zip(*(forms[n:] for n in range(size)), strict=False)):
                for number, q in grams.get(gram, ()):
                    hits.setdefault(number, []).append((s, q))
        for number, there in hits.items():
            one = self._wanted[number]
            size = min(3 if one.words.spoken >= _LONG else 2, len(one.words.forms))
            runs = _runs(_dense(there, len(one.words.forms)), size)
            whole = [[run] for run in runs if run[2] == len(one.words.forms)]
            # The same words may have been said several times: which is meant, the label says.
            for chain in whole[:_KEPT] or [_chain(one.words, runs)]:
                found = self._judged(one, key, text, said, chain)
                if found is not None:
                    self._keep(number, found)

    def _judged(self, one: Wanted, key: str, text: str, said: Words, chain: Sequence[Block]) -> Found | None:
        blocks = aligned(one.words, said, chain)
        matched = sum(len(one.words.between(q, q + length)) for q, _s, length in blocks)
        share = matched / max(one.words.spoken, 1)
        if share < _HALF:
            return None
        last = blocks[-1][1] + blocks[-1][2] - 1
        start, end = said.spans[blocks[0][1]][0], said.spans[last][1]
        # The stop at the end belongs to what is quoted where print has it, too.
        while end < len(text) and text[end] in _STOPS and text[end] in one.text[one.words.spans[-1][1] :]:
            end += 1
        return Found(key, start, end, share, matched, differences(one.words, said, blocks, one.text, text))

    def _keep(self, number: int, found: Found) -> None:
        kept = [*self.found.get(number, ()), found]
        kept.sort(key=lambda one: (not one.same, -one.share, len(one.differences)))
        self.found[number] = kept[:_KEPT]


def _dense(hits: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return the traces that lie where there are most of them: a common phrase is found all over a transcript."""
    width = 2 * length + 20
    if len(hits) <= length:
        return sorted(hits)
    areas: dict[int, set[int]] = {}
    for s, q in hits:
        areas.setdefault(s // width, set()).add(q)
    best = Counter({area: len(there) for area, there in areas.items()}).most_common(_AREAS)
    kept = {near for area, _number in best for near in (area - 1, area, area + 1)}
    return sorted(hit for hit in hits if hit[0] // width in kept)


def _runs(hits: Iterable[tuple[int, int]], size: int) -> list[Block]:
    """Join traces that follow each other word by word in both texts into runs (q, s, length)."""
    open_runs: dict[int, Block] = {}
    done: list[Block] = []
    for s, q in hits:
        known = open_runs.get(s - q)
        if known is not None and known[1] + known[2] >= s:
            open_runs[s - q] = (known[0], known[1], s + size - known[1])
            continue
        if known is not None:
            done.append(known)
        open_runs[s - q] = (q, s, size)
    done += open_runs.values()
    done.sort(key=lambda run: -run[2])
    return sorted(done[:_MOST_RUNS])


def _chain(printed: Words, runs: Sequence[Block]) -> list[Block]:
    """Return the runs that follow each other in both texts and hold most words; far jumps cost, less where marked."""
    best: list[float] = []
    before: list[int] = []
    cut: list[int] = []  # so many words at the head of a run belong to the run before
    for number, (q, s, length) in enumerate(runs):
        score, origin, taken = float(length), -1, 0
        for other in range(number):
            oq, other_s, other_length = runs[other]
            over = max(0, oq + other_length - q, other_s + other_length - s)
            if over >= length or oq >= q or other_s >= s:
                continue
            skipped = s + over - other_s - other_length
            marked = skipped > 0 and 0 in printed.marked(oq + other_length, q + over)
            if skipped > (_FAR_MARKED if marked else _FAR):
                continue
            cost = (0.1 if marked else 0.3) * log2(1 + skipped) + (0.5 if skipped and not marked else 0.0)
            if best[other] + length - over - cost > score:
                score, origin, taken = best[other] + length - over - cost, other, over
        best.append(score)
        before.append(origin)
        cut.append(taken)
    here = max(range(len(runs)), key=best.__getitem__)
    found: list[Block] = []
    while here >= 0:
        (q, s, length), taken = runs[here], cut[here]
        found.append((q + taken, s + taken, length - taken))
        here = before[here]
    return found[::-1]
