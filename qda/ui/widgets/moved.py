"""Turns, lines and codings of a stored text, at their places in a draft of it; each is placed when it is looked at.

So a key costs nothing for what is not on the screen, however many codings there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar, overload

from qda.core.drafting import Draft
from qda.core.text import Turn
from qda.ui.widgets.citable_lines import CitableLines
from qda.ui.widgets.marks import Mark, MarkIndex

Item = TypeVar("Item")


class _Moved(Sequence[Item], Generic[Item]):
    """A sequence of which each item is placed when it is asked for."""

    def __init__(self, items: Sequence[Item], place: Callable[[Item], Item]) -> None:
        self._items = items
        self._place = place

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return [self._place(item) for item in self._items[index]]
        return self._place(self._items[index])

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return (self._place(item) for item in self._items)


def moved_turns(draft: Draft, turns: Sequence[Turn]) -> tuple[Sequence[Turn], Sequence[int]]:
    """Return the turns where they are in the draft, and where each begins."""

    def placed(turn: Turn) -> Turn:
        start = draft.now.at(turn.start)
        end = (draft.now.place(turn.start, turn.end) or (start, start))[1]
        return replace(turn, start=start, end=end, speech=min(max(start, draft.now.at(turn.speech)), end))

    return _Moved(turns, placed), _Moved([turn.start for turn in turns], lambda start: draft.now.at(start))


class MovedLines(CitableLines):
    """The citable lines of the stored text where they are in the draft; they are numbered anew when it is accepted."""

    def __init__(self, draft: Draft, spans: Sequence[tuple[int, int]]) -> None:
        def placed(span: tuple[int, int]) -> tuple[int, int]:
            return draft.now.place(*span) or (draft.now.at(span[0]), draft.now.at(span[0]))

        super().__init__(spans)
        self._draft = draft
        self.spans = _Moved(spans, placed)

    def at(self, point: int) -> int | None:
        return super().at(self._draft.to_base(point))

    def beginning(self, start: int, end: int) -> range:
        return super().beginning(self._draft.to_base(start, closing=True), self._draft.to_base(end, closing=True))


class MovedMarks(MarkIndex):
    """The codings of the stored text where they are in the draft; what has no words left is not shown.

    Columns in the margin are those they have without the draft.
    """

    def __init__(self, draft: Draft, marks: Iterable[Mark] = ()) -> None:
        super().__init__(draft.base, marks)
        self._draft = draft

    def get(self, mark_id: str) -> Mark | None:
        mark = super().get(mark_id)
        return None if mark is None else self._placed(mark)

    def between(self, start: int, end: int) -> list[Mark]:
        draft = self._draft
        near = super().between(draft.to_base(start) - 1, draft.to_base(end, closing=True) + 1)
        placed = [mark for mark in map(self._placed, near) if mark and mark.start < end and mark.end > start]
        return sorted(placed, key=lambda mark: (mark.start, -mark.end, mark.name))

    def exactly(self, start: int, end: int) -> list[Mark]:
        return [mark for mark in self.between(start, end) if (mark.start, mark.end) == (start, end)]

    def _placed(self, mark: Mark) -> Mark | None:
        span = self._draft.now.place(mark.start, mark.end)
        return None if span is None else mark._replace(start=span[0], end=span[1])
