"""Dragging between transcript and codebook: a passage out onto a code, and codes in onto a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractSlider

from qda.ui.models.codebook_model import CODES_MIME, dragged_codes
from qda.ui.widgets.passage_mime import DraggedPassage, pack

if TYPE_CHECKING:
    from qda.ui.widgets.transcript_page import TranscriptPage

_EDGE = 28  # pixels at the top and bottom where codes that are held there scroll the transcript


def passage_data(view: TranscriptPage, span: tuple[int, int]) -> QMimeData:
    """Return a passage to carry: its words for other programs, and for the codebook where what is said in it stands."""
    data = QMimeData()
    data.setText(view.text[slice(*span)])
    said = view.said(*span)
    if view.source_id and said is not None:
        pack(data, DraggedPassage(view.source_id, *said))
    return data


def drag_passage(view: TranscriptPage) -> None:
    """Drag what an action is about, until the mouse is let go."""
    drag = QDrag(view)
    drag.setMimeData(passage_data(view, view.passage()))
    drag.exec(Qt.DropAction.CopyAction)


class Drops:
    """What happens while codes are dragged over one transcript; `target` is the passage that would get them."""

    def __init__(self, view: TranscriptPage) -> None:
        self._view = view
        self.target: tuple[int, int] | None = None

    def hover(self, event: QDragMoveEvent) -> None:
        """Show the passage under dragged codes; what is no code is left to the window."""
        if not event.mimeData().hasFormat(CODES_MIME) or not self._view.text:
            event.ignore()
            return
        self._scroll(event.position().y())
        self._show(self._passage_at(event.position()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def leave(self) -> None:
        """Show no target any more."""
        self._show(None)

    def drop(self, event: QDropEvent) -> tuple[list[str], int, int] | None:
        """Take dragged codes; return them with the passage they go to, or None for anything else."""
        span = self._passage_at(event.position())
        self._show(None)
        if not event.mimeData().hasFormat(CODES_MIME) or span is None:
            event.ignore()
            return None
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return dragged_codes(event.mimeData()), *span

    def _passage_at(self, place: QPointF) -> tuple[int, int] | None:
        """Return the selection where the mouse is over it, else the unit under the mouse."""
        visible = self._view.visible_rows()
        start, end = self._view.selection()
        point = visible.point_at(place.x(), place.y())
        if point is not None and start <= point < end:
            return start, end
        index = visible.at(place.y())
        if index is None:
            return None
        return self._view.steps.at(visible.rows[index].start if point is None else point)

    def _show(self, target: tuple[int, int] | None) -> None:
        if target != self.target:
            self.target = target
            self._view.viewport().update()

    def _scroll(self, y: float) -> None:
        action = QAbstractSlider.SliderAction
        if y < _EDGE:
            self._view.verticalScrollBar().triggerAction(action.SliderSingleStepSub)
        elif y > self._view.viewport().height() - _EDGE:
            self._view.verticalScrollBar().triggerAction(action.SliderSingleStepAdd)
