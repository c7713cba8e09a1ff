"""Codings as the transcript shows them, found by place and sorted into columns for the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from qda.i18n import n_

# Two passages of one paragraph closer than a visual row may meet on one row, so they get columns of their own.
_ROW_REACH = 96
_BUCKET = 2_048
SHADES = SHOWN, DIMMED, HIDDEN = "shown", "dimmed", "hidden"


class Mark(NamedTuple):
    """One coding to show: ``[start, end)`` in code points of the stored text, and how it looks.

    `colour` is one of the sixteen names in :mod:`qda.ui.theme`; `mine` codings are solid, other coders' are hollow and
    carry `coder_initials`. `coder` is the whole name, `shade` how its codings are to be seen (:data:`SHADES`).
    """

    id: str
    start: int
    end: int
    name: str
    colour: str
    coder_initials: str = ""
    mine: bool = True
    coder: str = ""
    shade: str = SHOWN

    @property
    def label(self) -> str:
        """The words beside the stripe: the code, and whose it is when it is not mine."""
        return self.name if self.mine or not self.coder_initials else f"{self.name} · {self.coder_initials}"

    @property
    def about(self) -> str:
        """The code and the whole name of its coder, as a tooltip says it."""
        whose = self.coder or self.coder_initials
        return f"{self.name} · {whose}" if whose else self.name


_START, _END, _NAME = attrgetter("start"), attrgetter("end"), attrgetter("name")


class MarkIndex:
    """The marks of one text by place; adding or removing one costs what it covers, not what there is.

    Each mark has a column in the margin that stays while others come and go: the lowest one that no mark on the same
    rows has.
    """

    def __init__(self, text: str, marks: Iterable[Mark] = ()) -> None:
        self._text = text
        self._marks: dict[str, Mark] = {}
        self._reach: dict[str, int] = {}
        self._column: dict[str, int] = {}
        self._buckets: dict[int, list[Mark]] = {}
        ends: list[int] = []
        # By start, longer ones first, and by name: three sorts by one field each are quicker than one by a tuple.
        ordered = sorted(marks, key=_NAME)
        ordered.sort(key=_END, reverse=True)
        ordered.sort(key=_START)
        for mark in ordered:
            if not self._keep(mark):
                continue
            column = 0
            while column < len(ends) and ends[column] > mark.start:
                column += 1
            if column == len(ends):
                ends.append(0)
            ends[column] = self._reach[mark.id]
            self._column[mark.id] = column

    def _keep(self, mark: Mark) -> bool:
        """Note `mark` in its buckets; an empty, misplaced or hidden one has nothing to show."""
        key, start, end = mark.id, mark.start, mark.end
        if key in self._marks:
            self.remove(key)
        if not 0 <= start < end <= len(self._text) or mark.shade == HIDDEN:
            return False
        newline = self._text.find("\n", end, end + _ROW_REACH)
        self._reach[key] = newline if newline >= 0 else end + _ROW_REACH
        self._marks[key] = mark
        first, last = start // _BUCKET, (end - 1) // _BUCKET
        for bucket in (first,) if first == last else range(first, last + 1):
            self._buckets.setdefault(bucket, []).append(mark)
        return True

    def __len__(self) -> int:
        return len(self._marks)

    def __contains__(self, mark_id: str) -> bool:
        return mark_id in self._marks

    def get(self, mark_id: str) -> Mark | None:
        """Return the mark of that id; None where it is not shown."""
        return self._marks.get(mark_id)

    def column(self, mark_id: str) -> int:
        """Return the column of a mark in the margin, from 0."""
        return self._column[mark_id]

    def add(self, mark: Mark) -> None:
        """Add one mark, or put it in the place of the one of its id."""
        if not self._keep(mark):
            return
        near = self.between(mark.start - _ROW_REACH, self._reach[mark.id])
        taken = {self._column[other.id] for other in near if other is not mark and self._reach[other.id] > mark.start}
        self._column[mark.id] = next(column for column in range(len(taken) + 1) if column not in taken)

    def remove(self, mark_id: str) -> Mark | None:
        """Take one mark away and return it; None where there is none of that id."""
        mark = self._marks.pop(mark_id, None)
        if mark is not None:
            self._column.pop(mark_id, None)
            self._reach.pop(mark_id, None)
            for bucket in range(mark.start // _BUCKET, (mark.end - 1) // _BUCKET + 1):
                self._buckets[bucket].remove(mark)
        return mark

    def between(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a character with ``[start, end)``, by start, longer ones first."""
        found: dict[str, Mark] = {}
        for bucket in range(max(0, start) // _BUCKET, max(0, end - 1) // _BUCKET + 1):
            for mark in self._buckets.get(bucket, ()):
                if mark.start < end and mark.end > start:
                    found[mark.id] = mark
        return sorted(found.values(), key=lambda mark: (mark.start, -mark.end, mark.name))

    def at(self, point: int) -> list[Mark]:
        """Return the marks over the character at `point`."""
        return self.between(point, point + 1)

    def exactly(self, start: int, end: int) -> list[Mark]:
        """Return the marks of the very passage ``[start, end)``."""
        bucket = self._buckets.get(start // _BUCKET, ()) if start < end else ()
        return [mark for mark in bucket if mark.start == start and mark.end == end]


def listing(marks: Sequence[Mark], most: int = 20) -> str:
    """Return codes and coders of `marks` for a tooltip, one below the other, `most` at most."""
    words = [mark.about for mark in marks[:most]]
    if len(marks) > most:
        words.append(n_("and {n} more", "and {n} more", len(marks) - most))
    return "\n".join(words)
