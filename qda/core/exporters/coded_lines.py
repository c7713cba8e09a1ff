"""Transcripts cut into citable lines, and each line into pieces: labels of speakers, coded words, other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qda.core.documents import Transcript


@dataclass(frozen=True, slots=True)
class Mark:
    """A coded passage ``[start, end)`` of a source (code points): its code, its coder, the note and when it was made.

    `lines` are the citable numbers it covers; `at` is in milliseconds since 1970.
    """

    start: int
    end: int
    code: str
    coder: str
    initials: str
    note: str
    lines: str
    at: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that are alike; `start` is that of the first in the source."""

    start: int
    text: str
    label: bool
    coded: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A citable line ``[start, end)`` with its number, its pieces and the passages that begin in it."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    begins: tuple[Mark, ...]

    @property
    def speech(self) -> int:
        """Return where what is said begins, after the label of who says it."""
        return next((piece.start for piece in self.pieces if not piece.label), self.start)

    def words_from(self, start: int, end: int) -> str:
        """Return the words of the line that lie in ``[start, end)`` of the source."""
        text = "".join(piece.text for piece in self.pieces)
        return text[max(0, start - self.start) : max(0, end - self.start)]


def coded_lines(source: Transcript, marks: Sequence[Mark]) -> list[Line]:
    """Return the lines of a source in order, cut at every border of what is coded and of speakers' labels."""
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    labels = [(turn.start, turn.speech) for turn in source.turns if turn.start < turn.speech]
    found: list[Line] = []
    begun: list[Mark] = []  # those that reach into the line at hand
    place = label = 0
    for number, (start, end) in enumerate(source.lines, start=1):
        first = place
        while place < len(waiting) and waiting[place].start < end:
            place += 1
        begins = tuple(mark for mark in waiting[first:place] if mark.end > start)
        begun = [mark for mark in (*begun, *begins) if mark.end > start]
        while label < len(labels) and labels[label][1] <= start:
            label += 1
        heads = []
        for head in labels[label:]:
            if head[0] >= end:
                break
            heads.append(head)
        found.append(Line(number, start, end, tuple(_pieces(source.text, start, end, begun, heads)), begins))
    return found


def _pieces(
    text: str, start: int, end: int, marks: Sequence[Mark], labels: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    spans = [(mark.start, mark.end) for mark in marks]
    inside = (min(max(border, start), end) for span in (*spans, *labels) for border in span)
    cuts = sorted({start, end, *inside})
    for begin, stop in pairwise(cuts):
        yield Piece(
            begin,
            text[begin:stop],
            label=any(first <= begin < last for first, last in labels),
            coded=any(first <= begin < last for first, last in spans),
        )
