"""Which coded passages of a source stand together: as the same words, overlapping, within some lines, in one turn.

Everything is whole numbers here: a passage is where it begins and where it ends, both included, in characters, lines or
turns, whatever the nearness asks for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import line_unit, turn_starts
from qda.core.text import lines, paragraphs, turn_lines
from qda.i18n import _
from qda.storage.models import Source
from qda.storage.texts import load_texts

SAME, OVERLAPPING, LINES, TURN = "same", "overlapping", "lines", "turn"
WAYS = {
    SAME: _("The same passage, word for word"),
    OVERLAPPING: _("Overlapping passages"),
    LINES: _("Passages within some lines of each other"),
    TURN: _("Passages in the same turn"),
}
Span = tuple[int, int]


def pairs(spans: Sequence[Span], apart: int = 0) -> Iterator[Span]:
    """Yield (i, j), i before j, of all spans that touch or lie at most `apart` from each other.

    `spans` are (first, last), both included, sorted. A sweep: it takes as long as there are pairs.
    """
    count = len(spans)
    for i, (_first, last) in enumerate(spans):
        reach = last + apart
        j = i + 1
        while j < count and spans[j][0] <= reach:
            yield i, j
            j += 1


class Ruler:
    """Turns passages (code points, half-open) into what a nearness is measured in, for all sources."""

    def __init__(self, session: Session, how: str) -> None:
        self._how = how
        self._units = {} if how in (SAME, OVERLAPPING) else _units(session, how)

    def measured(self, source_id: str, spans: Sequence[Span]) -> list[Span]:
        """Return where passages of a source begin and end, both included."""
        if self._how in (SAME, OVERLAPPING):
            return [(start, end - 1) for start, end in spans]
        starts, ends = self._units[source_id]
        found = []
        for start, end in spans:
            first = bisect_right(ends, start)
            # What touches no line, as a stretch of blanks, stands where the next one begins.
            found.append((first, max(first, bisect_left(starts, end) - 1)))
        return found


def _units(session: Session, how: str) -> dict[str, tuple[list[int], list[int]]]:
    """Return where lines or turns begin and end; without turns, a paragraph is as good as one."""
    hashes = dict(session.execute(select(Source.id, Source.text_hash)).all())
    starts = turn_starts(session, hashes)
    if how == TURN:
        plain = load_texts(session, [key for source_id, key in hashes.items() if source_id not in starts])
        return {
            source_id: _turns(starts[source_id]) if source_id in starts else _parted(paragraphs(plain[key]))
            for source_id, key in hashes.items()
        }
    unit, width = line_unit(session)
    texts = load_texts(session, hashes.values())
    return {
        source_id: _parted(
            turn_lines(texts[key], starts.get(source_id, ())) if unit == "turn" else lines(texts[key], (), unit, width)
        )
        for source_id, key in hashes.items()
    }


def _parted(spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    return [start for start, _end in spans], [end for _start, end in spans]


def _turns(starts: list[int]) -> tuple[list[int], list[int]]:
    """What stands before the first turn is a stretch of its own."""
    begins = starts if starts[0] == 0 else [0, *starts]
    return begins, [*begins[1:], 1 << 60]
