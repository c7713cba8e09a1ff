"""Units of a text: characters, words, sentences, citable lines, turns, as arrays of where they begin and end."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qda.core.text import lines, paragraphs, sentences, turn_lines, words

Span = tuple[int, int]

_KEPT_UNITS = 4_000_000
_kept: OrderedDict[tuple[object, ...], np.ndarray] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Layout:
    """What cutting needs to know of a source besides its text.

    `turns` are the spans of its turns in order, `stretches` the parts that count, None for all of it; `line` is the
    project's citable line and its width (:func:`qda.core.documents.line_unit`).
    """

    turns: tuple[Span, ...] = ()
    stretches: tuple[Span, ...] | None = None
    line: tuple[str, int] = ("turn", 72)


def cut(text: str, unit: str, layout: Layout) -> np.ndarray:
    """Return the units of `text` (units x 2, first and last + 1 character), in order, none sharing a character.

    What lies outside of the stretches that count is cut off: half a sentence counts as one. Of characters the stretches
    themselves are returned. Turns are turns, and paragraphs where nobody is named. Raises ValueError for no unit.
    """
    stretches = ((0, len(text)),) if layout.stretches is None else layout.stretches
    if unit in ("character", "passage"):
        spans: Iterable[Span] = stretches
    elif unit in ("word", "sentence"):
        pieces = words if unit == "word" else sentences
        spans = [span for start, end in stretches for span in pieces(text, start, end)]
    elif unit in ("line", "turn"):
        whole = _lines(text, layout) if unit == "line" else _turns(text, layout.turns)
        spans = whole if layout.stretches is None else common(whole, stretches)
    else:
        raise ValueError(f"unknown unit {unit!r}")
    return np.array([span for span in spans if span[0] < span[1]], dtype=np.int64).reshape(-1, 2)


def kept_cut(key: bytes, text: str, unit: str, layout: Layout) -> np.ndarray:
    """Return :func:`cut` of the text with hash `key`, from memory where it was cut lately."""
    whole = (key, unit, layout)
    with _lock:
        if whole in _kept:
            _kept.move_to_end(whole)
            return _kept[whole]
    units = cut(text, unit, layout)
    with _lock:
        _kept[whole] = units
        while len(_kept) > 1 and sum(map(len, _kept.values())) > _KEPT_UNITS:
            _kept.popitem(last=False)
    return units


def is_kept(key: bytes, unit: str, layout: Layout) -> bool:
    """Tell whether :func:`kept_cut` has a cut in memory, so that nobody need read the text."""
    with _lock:
        return (key, unit, layout) in _kept


def _lines(text: str, layout: Layout) -> list[Span]:
    unit, width = layout.line
    if unit == "turn":
        return turn_lines(text, [start for start, _end in layout.turns])
    return lines(text, (), unit, width)


def _turns(text: str, turns: Sequence[Span]) -> list[Span]:
    around = without(paragraphs(text), turns)
    return sorted([*turns, *((start, end) for start, end in around if not text[start:end].isspace())])


def common(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return what lies in both; each is in order and without overlaps, and a span stays apart from the next one."""
    found, place = [], 0
    for start, end in spans:
        while place < len(others) and others[place][1] <= start:
            place += 1
        here = place
        while here < len(others) and others[here][0] < end:
            found.append((max(start, others[here][0]), min(end, others[here][1])))
            here += 1
    return found


def without(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return what lies in `spans` and not in `others`; each is in order and without overlaps."""
    found, place = [], 0
    for start, end in spans:
        while place < len(others) and others[place][1] <= start:
            place += 1
        here = place
        while here < len(others) and others[here][0] < end:
            if others[here][0] > start:
                found.append((start, others[here][0]))
            start = max(start, others[here][1])
            here += 1
        if start < end:
            found.append((start, end))
    return found


class Axis:
    """The units of several sources one after the other, and where passages lie among them.

    `cuts` are those of :func:`cut`, `characters` the lengths of the texts. With `single`, every character of a piece is
    a unit; otherwise every piece is one.
    """

    def __init__(self, cuts: Sequence[np.ndarray], characters: Sequence[int], *, single: bool) -> None:
        lengths = np.asarray(characters, dtype=np.int64)
        self.sources = len(cuts)
        self._bases = np.concatenate(([0], np.cumsum(lengths)))[:-1]
        pieces = [piece + base for piece, base in zip(cuts, self._bases, strict=True)]
        whole = np.concatenate(pieces) if pieces else np.empty((0, 2), dtype=np.int64)
        self._starts, self._ends = whole[:, 0], whole[:, 1]
        self._single = single
        sizes = self._ends - self._starts if single else np.ones(len(whole), dtype=np.int64)
        self._before = np.concatenate(([0], np.cumsum(sizes)))
        pieces_before = np.concatenate(([0], np.cumsum([len(piece) for piece in cuts], dtype=np.int64)))
        self.bounds = self._before[pieces_before]
        """Where the units of each source begin, and at last how many there are (sources + 1)."""

    @cached_property
    def numbers(self) -> np.ndarray:
        """How many units each source has."""
        return np.diff(self.bounds)

    @property
    def size(self) -> int:
        """How many units there are."""
        return int(self.bounds[-1])

    def places(self, sources: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first unit that each passage shares a character with, and the one after the last; equal: none.

        `sources` are numbers in the order of the cuts; offsets count characters of the source.
        """
        begin, until = starts + self._bases[sources], ends + self._bases[sources]
        if self._single:
            return self._inside(begin), self._inside(until)
        first = np.searchsorted(self._ends, begin, side="right")
        return first, np.maximum(first, np.searchsorted(self._starts, until, side="left"))

    def _inside(self, positions: np.ndarray) -> np.ndarray:
        """Return how many characters that count lie before each position."""
        if not len(self._starts):
            return np.zeros(len(positions), dtype=np.int64)
        piece = np.searchsorted(self._starts, positions, side="right") - 1
        known = np.maximum(piece, 0)
        inside = np.clip(positions - self._starts[known], 0, self._ends[known] - self._starts[known])
        return np.where(piece < 0, 0, self._before[known] + inside)

    def source_of(self, units: np.ndarray) -> np.ndarray:
        """Return in which source each unit lies, by number."""
        return np.searchsorted(self.bounds, units, side="right") - 1

    def first_units(self, places: Sequence[tuple[int, int]]) -> np.ndarray:
        """Return the first unit at or after each (source number, offset), in order; borders of blocks of units."""
        if not places:
            return np.empty(0, dtype=np.int64)
        sources, offsets = (np.array(column, dtype=np.int64) for column in zip(*places, strict=True))
        begin = offsets + self._bases[sources]
        found = self._inside(begin) if self._single else np.searchsorted(self._starts, begin, side="left")
        return np.unique(found)
