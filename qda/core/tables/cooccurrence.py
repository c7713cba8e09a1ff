"""Co-occurrence of codes: which stand at the same place in the data, how often, and how alike two codes are in that.

A passage is a stretch of words with a code; what several coders gave the same code is one passage. Pairs are found by
one sweep over the sorted passages of each source, so that the time goes with the number of pairs found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import CodeRow, codes
from qda.core.participants import Voices, voices
from qda.core.retrieval import reach
from qda.core.tables.nearness import LINES, OVERLAPPING, SAME, TURN, WAYS, Ruler, Span, pairs
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.storage.models import Coding, Source

PASSAGES, SOURCES, PARTICIPANTS = "passages", "sources", "participants"
COUNTS = {
    PASSAGES: _("Pairs of passages"),
    SOURCES: _("Sources"),
    PARTICIPANTS: _("Participants"),
}
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What counts as standing together, and what is counted.

    `how` is one of :data:`~qda.core.tables.nearness.WAYS`; `within` so many lines, 0 for the same line, where `how` is
    ``lines``. `count` is one of COUNTS. With `below`, a code has the passages of all codes below it, too. `coder_ids`
    are those whose passages count (None: everybody's); with `across`, one coder's passage and another's may stand
    together, without it both codes must be given by the same person.
    """

    how: str = OVERLAPPING
    within: int = 2
    count: str = PASSAGES
    below: bool = False
    coder_ids: tuple[str, ...] | None = None
    across: bool = True


class Pair(NamedTuple):
    """Two codes together: the `number` counted, and of how many units with `either` code so many are `shared`.

    Units are stretches of words, sources or participants, as is counted.
    """

    number: int
    shared: int
    either: int

    @property
    def similarity(self) -> float:
        """Return the share of units with either code that both share (Jaccard 1901), 0 to 1."""
        return self.shared / self.either


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Which codes stand together. `codes` are those with passages, in the order of the codebook.

    `uses` is the number of units of each, `pairs` are by (number of a code, number of a later one); what is not among
    them never stands together. `related` are pairs of which one is above the other and counts it in: they are not
    compared.
    """

    wanted: Wanted
    codes: tuple[CodeRow, ...]
    uses: tuple[int, ...]
    pairs: Mapping[tuple[int, int], Pair]
    related: frozenset[tuple[int, int]] = frozenset()

    def pair(self, first: int, second: int) -> Pair | None:
        """Return what is known of two codes by their numbers; None for a code and itself, or one above the other."""
        key = (first, second) if first < second else (second, first)
        return None if first == second or key in self.related else self.pairs.get(key, Pair(0, 0, 1))

    def ranked(self, least: int = 1) -> list[tuple[int, int, Pair]]:
        """Return the pairs that count at least `least`, the strongest first."""
        found = [(i, j, pair) for (i, j), pair in self.pairs.items() if pair.number >= least]
        return sorted(found, key=lambda row: (-row[2].number, -row[2].similarity, row[0], row[1]))


def cooccurrence(session: Session, wanted: Wanted | None = None) -> Cooccurrence:
    """Count which codes stand together: 500 codes with 100,000 codings within two seconds.

    Raises RefusedError for a way or a count that there is not.
    """
    wanted = wanted or Wanted()
    _refuse_unknown(wanted)
    speaking = voices(session) if wanted.count == PARTICIPANTS else None
    return tallied(codes(session), wanted, _placed(session, wanted), Ruler(session, wanted.how).measured, speaking)


def tallied(
    book: Sequence[CodeRow],
    wanted: Wanted,
    placed: Iterable[tuple[str, Placed]],
    measured: Callable[[str, Sequence[Span]], list[Span]],
    speaking: Voices | None = None,
) -> Cooccurrence:
    """Count which codes of `book` stand together in (source, what is placed in it) pairs.

    `measured` gives the sorted spans of a source in the unit of the nearness; `speaking` is needed to count people.
    """
    tally = _Tally(book, wanted, speaking)
    for source_id, here in placed:
        tally.add(source_id, here, measured)
    return tally.finished()


def behind(session: Session, wanted: Wanted, first: str, second: str) -> tuple[str, ...]:
    """Return the ids of the codings of two codes that stand together, in the order of sources and text."""
    _refuse_unknown(wanted)
    book = codes(session)
    reached = reach(book)
    sides = [reached[code_id] if wanted.below else frozenset((code_id,)) for code_id in (first, second)]
    ruler = Ruler(session, wanted.how)
    found: list[str] = []
    for source_id, rows in _rows(session, wanted, sides[0] | sides[1]):
        placed = sorted((start, end, key, code_id, coder_id) for start, end, code_id, coder_id, key in rows)
        measured = ruler.measured(source_id, [(start, end) for start, end, *_rest in placed])
        together: set[int] = set()
        for i, j in pairs(measured, wanted.within if wanted.how == LINES else 0):
            (_s1, _e1, _k1, one, by), (_s2, _e2, _k2, other, by_too) = placed[i], placed[j]
            if wanted.how == SAME and measured[i] != measured[j]:
                continue
            if not wanted.across and by != by_too:
                continue
            if (one in sides[0] and other in sides[1]) or (one in sides[1] and other in sides[0]):
                together.update((i, j))
        found.extend(placed[number][2] for number in sorted(together))
    return tuple(found)


def counted(wanted: Wanted) -> str:
    """Return a sentence that says what the numbers are."""
    what = {
        PASSAGES: _("Numbers are pairs of coded passages"),
        SOURCES: _("Numbers are sources that hold passages of both codes"),
        PARTICIPANTS: _("Numbers are participants in whose words both codes stand"),
    }[wanted.count]
    lines = n_("at most {n} line apart", "at most {n} lines apart", wanted.within)
    how = {
        SAME: _("that are the same, word for word"),
        OVERLAPPING: _("that share at least one character"),
        LINES: lines if wanted.within else _("on the same line"),
        TURN: _("in the same turn (where a source has none, in the same paragraph)"),
    }[wanted.how]
    whose = _("of any coders") if wanted.across else _("both given by the same coder")
    with_below = _("codes count with all below them") if wanted.below else _("each code counts by itself")
    once = _("words that several coders gave one code count once")
    return _("{what} {how}, {whose}; {below}, and {once}.").format(
        what=what, how=how, whose=whose, below=with_below, once=once
    )


def _refuse_unknown(wanted: Wanted) -> None:
    if wanted.how not in WAYS or wanted.count not in COUNTS:
        raise RefusedError(
            _("Codes stand together by {ways}, counted by {counts}.").format(
                ways=", ".join(WAYS), counts=", ".join(COUNTS)
            )
        )
    if not 0 <= wanted.within <= MOST_LINES:
        raise RefusedError(_("Passages may be 0 to {most} lines apart.").format(most=MOST_LINES))


# Reading -------------------------------------------------------------------------------------------------------------

_Row = tuple[int, int, str, str, str]
Placed = dict[Span, dict[str, int]]
"""By (start, end): which codes those words have, each with the coders who gave it, as bits."""


def _rows(session: Session, wanted: Wanted, code_ids: Iterable[str]) -> Iterator[tuple[str, list[_Row]]]:
    query = (
        select(Coding.source_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id, Coding.id)
        .join(Source, Source.id == Coding.source_id)
        .where(Coding.code_id.in_(tuple(code_ids)))
        .order_by(Source.position, Source.id)
    )
    if wanted.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(wanted.coder_ids))
    for source_id, rows in groupby(session.execute(query), itemgetter(0)):
        yield source_id, [(start, end, code_id, by, key) for _source, start, end, code_id, by, key in rows]


def _placed(session: Session, wanted: Wanted) -> Iterator[tuple[str, Placed]]:
    # Ids and the order of sources play no part in numbers, and would take a third of the time.
    query = select(Coding.source_id, Coding.start, Coding.end, Coding.code_id, Coding.coder_id)
    if wanted.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(wanted.coder_ids))
    bits: dict[str, int] = {}
    for source_id, rows in groupby(session.execute(query.order_by(Coding.source_id)), itemgetter(0)):
        placed: Placed = {}
        for _source_id, start, end, code_id, coder_id in rows:
            bit = bits.get(coder_id) or bits.setdefault(coder_id, 1 << len(bits))
            here = placed.get((start, end))
            if here is None:
                placed[start, end] = {code_id: bit}
            else:
                here[code_id] = here.get(code_id, 0) | bit
        yield source_id, placed


# Counting ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sum:
    """What is known of one code: how many stretches have it, and where, as bits of sources or participants."""

    stretches: int = 0
    bits: int = 0


@dataclass(slots=True)
class _Met:
    """What is known of two codes: pairs, stretches that share them, stretches that have both, and where, as bits."""

    count: int = 0
    shared: int = 0
    both: int = 0
    bits: int = 0
    here: set[int] = field(default_factory=set)


class _Tally:
    """Sums over all sources."""

    def __init__(self, book: Sequence[CodeRow], wanted: Wanted, speaking: Voices | None) -> None:
        self._wanted, self._book = wanted, book
        self._number = {code.id: number for number, code in enumerate(book)}
        reached = reach(book)
        self._above: dict[str, list[int]] = {code.id: [self._number[code.id]] for code in book}
        self._related: set[tuple[int, int]] = set()
        if wanted.below:
            for code in book:
                for inside in reached[code.id] - {code.id}:
                    upper, lower = self._number[code.id], self._number[inside]
                    self._above[inside].append(upper)
                    self._related.add((min(upper, lower), max(upper, lower)))
        self._voices = speaking
        self._people: dict[str, int] = {}
        self._sources = 0
        self._sums: dict[int, _Sum] = {}
        self._met: dict[tuple[int, int], _Met] = {}

    def add(self, source_id: str, placed: Placed, measured: Callable[[str, Sequence[Span]], list[Span]]) -> None:
        """Count the passages of a source."""
        bit = 1 << self._sources
        self._sources += 1
        spans = sorted(placed)
        has = [list(self._with_above(placed[span]).items()) for span in spans]
        whose = [bit if self._voices is None else self._bits(source_id, span) for span in spans]
        for number, codes_here in enumerate(has):
            for code, _coders in codes_here:
                known = self._sums.get(code)
                if known is None:
                    known = self._sums[code] = _Sum()
                known.stretches += 1
                known.bits |= whose[number]
        touched: set[tuple[int, int]] = set()
        self._within(has, whose, touched)
        if self._wanted.how != SAME:
            apart = self._wanted.within if self._wanted.how == LINES else 0
            self._between(has, whose, pairs(measured(source_id, spans), apart), touched)
        for key in touched:
            met = self._met[key]
            met.shared += len(met.here)
            met.here.clear()

    def _with_above(self, given: dict[str, int]) -> dict[int, int]:
        if not self._wanted.below:
            return {self._number[code_id]: coders for code_id, coders in given.items()}
        found: dict[int, int] = {}
        for code_id, coders in given.items():
            for code in self._above[code_id]:
                found[code] = found.get(code, 0) | coders
        return found

    def _bits(self, source_id: str, span: Span) -> int:
        assert self._voices is not None
        bits = 0
        for person in self._voices.of(source_id, *span):
            bits |= self._people.setdefault(person, 1 << len(self._people))
        return bits

    def _within(self, has: list[list[tuple[int, int]]], whose: list[int], touched: set[tuple[int, int]]) -> None:
        """Count codes that the very same words have."""
        for number, codes_here in enumerate(has):
            for place, (code, coders) in enumerate(codes_here):
                for other, coders_too in codes_here[place + 1 :]:
                    key = (code, other) if code < other else (other, code)
                    met = self._met.get(key)
                    if met is None:
                        met = self._met[key] = _Met()
                    met.both += 1
                    if self._wanted.across or coders & coders_too:
                        touched.add(key)
                        met.count += 1
                        met.bits |= whose[number]
                        met.here.add(number)

    def _between(
        self,
        has: list[list[tuple[int, int]]],
        whose: list[int],
        near: Iterable[tuple[int, int]],
        touched: set[tuple[int, int]],
    ) -> None:
        """Count codes of different stretches that stand near each other."""
        across, known = self._wanted.across, self._met
        for i, j in near:
            bits = whose[i] & whose[j]
            for code, coders in has[i]:
                for other, coders_too in has[j]:
                    if code == other or not (across or coders & coders_too):
                        continue
                    key = (code, other) if code < other else (other, code)
                    met = known.get(key)
                    if met is None:
                        met = known[key] = _Met()
                    touched.add(key)
                    met.count += 1
                    met.bits |= bits
                    met.here.add(i)
                    met.here.add(j)

    def finished(self) -> Cooccurrence:
        """Return the table."""
        used = sorted(self._sums)
        at = {code: place for place, code in enumerate(used)}
        by_passages = self._wanted.count == PASSAGES
        uses = [self._sums[code].stretches if by_passages else self._sums[code].bits.bit_count() for code in used]
        found = {}
        for (one, other), met in self._met.items():
            if (one, other) in self._related:
                continue
            first, second = self._sums[one], self._sums[other]
            if by_passages:
                pair = Pair(met.count, met.shared, first.stretches + second.stretches - met.both)
            else:
                number = met.bits.bit_count()
                pair = Pair(number, number, (first.bits | second.bits).bit_count())
            if pair.number:
                found[at[one], at[other]] = pair
        related = frozenset((at[i], at[j]) for i, j in self._related if i in at and j in at)
        return Cooccurrence(self._wanted, tuple(self._book[code] for code in used), tuple(uses), found, related)
