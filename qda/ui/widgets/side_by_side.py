"""A transcript with several coders' codings: in lanes beside it, or laid over each other as in the Code place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from qda.ui.widgets.coder_lanes import Lane, LaneMargin
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript import SIDE_BY_SIDE, TranscriptView
from qda.ui.widgets.transcript_page import STRIPES
from qda.ui.widgets.transcript_tints import Place

_LANE = (64, 124)  # pixels that a lane has at least, and wishes for, with letters of the usual size
_CHARACTERS = (42, 72)  # of the words, which give way to the lanes where there is little room
_FEW, _FEWEST = 3, 36  # beside more lanes than a few, so many characters are enough


class SideBySideView(TranscriptView):
    """Read-only: nothing is coded here. What is looked at is framed in the text and through all lanes.

    Signal: `lanesMoved()` when lanes stand elsewhere or are others.
    """

    lanesMoved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(SIDE_BY_SIDE)
        self.fixed = True
        self.setAcceptDrops(False)
        self._stripe_margin = self._margin
        self.lane_margin = LaneMargin(self)
        self.overlaid = True
        self._all: list[Mark] = []
        self._framed: list[Mark] = []
        self._span: tuple[int, int] | None = None
        self.overlay(False)

    def overlay(self, overlaid: bool) -> None:
        """Lay all codings over each other, or show each coder's in a lane."""
        if overlaid == self.overlaid:
            return
        self.overlaid = overlaid
        self._margin = self._stripe_margin if overlaid else self.lane_margin
        self._stripe_margin.setVisible(overlaid)
        self.lane_margin.setVisible(not overlaid)
        self._dress()
        self._leave_room()
        self._show_marks()

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show what these coders have in the source that is shown."""
        self._all = [mark for lane in lanes for mark in lane.marks]
        self.lane_margin.show_lanes(lanes)
        self._leave_room()
        self._show_marks()

    def look_at(self, span: tuple[int, int] | None, mark_ids: Sequence[str] = (), without: Sequence[str] = ()) -> None:
        """Frame a passage, tint the codings it is about and bring it on the screen; None frames nothing."""
        about = set(mark_ids)
        self._span = span
        self._framed = [mark for mark in self._all if mark.id in about]
        self.lane_margin.frame(span, without)
        self._show_marks()
        self.show_hits([span] if span is not None else [])
        if span is not None:
            # The cursor goes along, so that a screen reader and the keys for lines begin here.
            self._select(span[0], span[0])
            self._reveal(*span)

    def _show_marks(self) -> None:
        self.set_codings(self._all if self.overlaid else self._framed)

    def _leave_room(self) -> None:
        number = max(1, len(self.lane_margin.lanes))
        scale = max(1.0, self.lane_margin.fontMetrics().averageCharWidth() / 7)
        wide = [round(number * one * min(scale, 1.6)) for one in _LANE]
        self.leave_room(STRIPES if self.overlaid else (wide[0], wide[1]))
        self.lanesMoved.emit()

    def _place(self) -> Place:
        # The present difference is what one looks at, not the line it begins in.
        return replace(super()._place(), passage=self._span or (0, 0))

    def _fit_column(self) -> None:
        if not hasattr(self, "lane_margin"):
            super()._fit_column()
            return
        letter = QFontMetricsF(self.font()).averageCharWidth()
        room = (self.contentsRect().width() - self._stripes[1]) / letter if letter else 0
        least, most = _CHARACTERS
        if len(self.lane_margin.lanes) > _FEW:
            least = _FEWEST
        self.characters = most if self.overlaid else round(min(max(room - 10, least), most))
        super()._fit_column()
        self.lanesMoved.emit()
