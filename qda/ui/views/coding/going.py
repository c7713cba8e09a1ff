"""Going through the material: to the next line without a code, to the next transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class Going:
    """Actions that move through transcripts, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace

    def next_uncoded(self) -> None:
        """Go to the next line that the present coder gave no code."""
        if self.place.transcript is None:
            return
        mine = sorted((mark.start, mark.end) for mark in self.place.marks.values() if mark.mine)
        reach, place = -1, 0
        for number, (start, end) in enumerate(self.place.transcript.lines, start=1):
            while place < len(mine) and mine[place][0] < end:
                reach = max(reach, mine[place][1])
                place += 1
            if number > self.place.view.line_number() and reach <= start:
                self.place.view.focus_line(number)
                return
        self.workspace.told.emit(_("No line without a code below here."), False)

    def next_line(self) -> None:
        """Go to the line after the current one, or after the selected words."""
        start, end = self.place.view.passage()
        line = self.place.view.lines.at(max(start, end - 1))
        if line is not None:
            self.place.view.focus_line(line + 2)

    def next_source(self) -> None:
        """Open the next transcript."""
        self._step(1)

    def previous_source(self) -> None:
        """Open the transcript before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.place.transcript is not None:
            row = self.place.sources.index(self.place.transcript.id) + by
            if 0 <= row < len(self.place.sources):
                self.place.open_source(self.place.sources[row])
