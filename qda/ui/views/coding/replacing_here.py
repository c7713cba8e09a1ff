"""Finding words in a transcript that is corrected, and replacing them one by one or everywhere."""

from __future__ import annotations

from bisect import bisect_left

from qda.core.literal import FoldedText
from qda.ui.widgets.replace_bar import ReplaceBar
from qda.ui.widgets.transcript_editor import TranscriptEditor

_LONGEST = 60  # characters of a selection that is taken for the words to find


class ReplacingHere:
    """What the `bar` below the words finds and replaces in an `editor`."""

    def __init__(self, editor: TranscriptEditor, bar: ReplaceBar) -> None:
        self._editor = editor
        self._bar = bar
        self._hits: list[tuple[int, int]] = []
        editor.edited.connect(self._follow)
        bar.changed.connect(self._find)
        bar.onwards.connect(self.go)
        bar.replaceAsked.connect(self._replace_one)
        bar.allAsked.connect(self._replace_all)

    def _follow(self) -> None:
        if self._bar.isVisible():
            self.frame()

    def ask(self) -> None:
        """Open the bar below the words, with what is selected where that is short."""
        words = self._editor.text[slice(*self._editor.selection())]
        self._bar.show()
        self._bar.tell_replaced(0)
        self._bar.finding.ask(words if len(words) <= _LONGEST and "\n" not in words else "")
        self._find()

    def frame(self) -> None:
        """Find the words anew in what is typed by now."""
        text = self._editor.text
        found = list(FoldedText(text).places(self._bar.finding.field.text()))
        self._hits = self._bar.places(text, found)
        self._editor.show_hits(self._hits)
        selected = self._editor.selection()
        here = selected in self._hits
        self._bar.tell(self._hits.index(selected) + 1 if here else 0, len(self._hits))

    def _find(self) -> None:
        """Frame every place of the words and select the first one from where the cursor is."""
        self.frame()
        first = bisect_left(self._hits, (self._editor.selection()[0], 0))
        self._select(first if first < len(self._hits) else 0)

    def go(self, by: int) -> None:
        """Go `by` so many places on from where the cursor is; after the last one comes the first."""
        if not self._hits:
            return
        selected = self._editor.selection()
        here = bisect_left(self._hits, selected)
        there = selected in self._hits
        self._select((here + (by if there or by < 0 else by - 1)) % len(self._hits))

    def _select(self, number: int) -> None:
        if self._hits:
            self._editor.select(*self._hits[number])
        self._bar.tell(number + 1 if self._hits else 0, len(self._hits))

    def _replace_one(self) -> None:
        """Replace the place that is selected, and go to the next one; where none is, go to one."""
        editor = self._editor
        selected = editor.selection()
        if selected in self._hits:
            editor.put(*selected, self._bar.words.text())
            self._bar.tell_replaced(1)
            after = bisect_left(self._hits, (editor.selection()[1], 0))
            self._select(after if after < len(self._hits) else 0)
        else:
            self.go(1)

    def _replace_all(self) -> None:
        """Replace every place, as one step."""
        count, words = len(self._hits), self._bar.words.text()
        if count:
            self._editor.put_all([(start, end, words) for start, end in self._hits])
            self._bar.tell_replaced(count)
