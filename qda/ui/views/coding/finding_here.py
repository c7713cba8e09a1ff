"""Finding words in the transcript that is open: every place framed while they are typed, one of them selected."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.core.literal import FoldedText
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.transcript_find import FindBar

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_LONGEST = 60  # characters of a selection that is taken for the words to find


class FindingHere:
    """The actions by which a person finds words here, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self._bar: FindBar | None = None
        self._text: FoldedText | None = None
        self._from = 0
        self._hits: list[tuple[int, int]] = []
        self._back = on_escape(place.view, self._leave, inside=False)
        self._back.setEnabled(False)
        place.view.sourceShown.connect(self._another_source)

    def find_here(self) -> None:
        """Open the bar below the transcript, with what is selected where that is short."""
        if self.place.transcript is None:
            return
        start, end = self.place.view.selection()
        self._from = start
        words = self.place.view.text[start:end]
        bar = self._shown_bar()
        bar.ask(words if len(words) <= _LONGEST and "\n" not in words else "")
        self._look(bar.field.text())

    def find_next(self) -> None:
        """Go to the next place where the words stand; without any, to what was found in all transcripts."""
        if self._hits and self._bar is not None:
            self._go(1)
        else:
            self.place.helping.next_found()

    def find_previous(self) -> None:
        """Go to the place before."""
        if self._hits and self._bar is not None:
            self._go(-1)

    def bar(self) -> FindBar | None:
        """Return the bar where it is open."""
        return self._bar if self._bar is not None and not self._bar.isHidden() else None

    def _shown_bar(self) -> FindBar:
        if self._bar is None:
            self._bar = FindBar(self.place)
            self._bar.changed.connect(self._look)
            self._bar.onwards.connect(self._go)
            self._bar.left.connect(self._leave)
            self.place.add_below(self._bar)
            chain = (self.place.view, self._bar.field, *self._bar.buttons())
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)
        self._back.setEnabled(True)
        return self._bar

    def _look(self, words: str) -> None:
        """Frame every place of `words` and select the first one from where the search began."""
        self._frame(words)
        first = bisect_left(self._hits, (self._from, 0))
        self._show(first if first < len(self._hits) else 0)

    def _frame(self, words: str) -> None:
        if self._text is None:
            self._text = FoldedText(self.place.view.text)
        self._hits = list(self._text.places(words))
        self.place.view.show_hits(self._hits)

    def _go(self, by: int) -> None:
        """Go `by` so many places on from where the cursor is; after the last one comes the first."""
        if not self._hits:
            return
        start, end = self.place.view.selection()
        here = bisect_left(self._hits, (start, end))
        there = here < len(self._hits) and self._hits[here] == (start, end)
        step = by if there or by < 0 else by - 1
        self._show((here + step) % len(self._hits))

    def _show(self, number: int) -> None:
        if self._hits:
            self.place.view.pointing.choose("")
            self.place.view.select(*self._hits[number])
        if self._bar is not None:
            self._bar.tell(number + 1 if self._hits else 0, len(self._hits))

    def _leave(self) -> None:
        """Close the bar; the place that was found stays selected."""
        if self.place.view.handles.held:
            self.place.view.handles.give_up()
            return
        if self._bar is not None:
            self._bar.hide()
        self._back.setEnabled(False)
        self._hits = []
        self.place.view.show_hits(())
        self.place.view.setFocus()

    def _another_source(self) -> None:
        self._hits, self._text, self._from = [], None, 0
        bar = self.bar()
        if bar is not None and self.place.view.text:
            self._frame(bar.field.text())
            bar.tell(0, len(self._hits))
