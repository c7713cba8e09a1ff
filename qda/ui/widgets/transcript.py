"""The transcript: its page, and what keys, mouse, input methods and dragged things do on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from qda.ui.widgets import transcript_keys as keys
from qda.ui.widgets.marks import listing
from qda.ui.widgets.transcript_drops import drag_passage, passage_data
from qda.ui.widgets.transcript_mouse import on_words, zooms
from qda.ui.widgets.transcript_page import TranscriptPage

SIDE_BY_SIDE = "side by side"
"""What the transcript in which coders compare is called, so that its words are shown as large as those one codes."""


class TranscriptView(TranscriptPage):
    """A source to read and code, read-only; all positions are code points of the text given to :meth:`show_source`.

    The widget is never read back: Qt's document holds what is shown, not what is stored. Whoever owns it listens to

    - ``selectionChangedPoints(start, end)``: the selection changed; ``start == end`` when nothing is selected, and then
      the current line is what an action is about (:meth:`passage` returns the one or the other);
    - ``lineChanged(number)``: another citable line is current, from 1; 0 where the source has none;
    - ``typed(text)``: a letter was typed or an input method committed words: the palette opens with it;
    - ``codingClicked(id)``: a stripe or its name was clicked, its passage is selected now;
    - ``menuRequested(place)``: the context menu is asked for, at a place on the screen;
    - ``resizeAsked(id, start, end)``: a handle of a coding was dragged to where its passage begins or ends now;
    - ``codesDropped(code ids, start, end)``: codes were dropped on a passage;
    - ``zoomAsked(steps)``: the wheel was turned with Ctrl, up (1) or down (-1);
    - ``sourceShown()``: another text is shown.

    Up and Down move by units (lines, sentences, paragraphs: :meth:`go_by`), with Shift they select by units; words are
    selected by mouse or by Shift with the arrow keys; Enter, Escape, Tab and all commands are left to the owner.
    """

    _pressed: QPointF | None = None

    typed = Signal(str)
    menuRequested = Signal(QPoint)
    resizeAsked = Signal(str, int, int)
    codesDropped = Signal(list, int, int)
    zoomAsked = Signal(int)

    # Keys and input methods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.handles.held:
            if event.key() == Qt.Key.Key_Escape:
                self.handles.give_up()
            return
        kind = keys.meaning(event)
        if kind is keys.Meaning.STEP:
            self.step(event.key() == Qt.Key.Key_Down, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif kind is keys.Meaning.TYPE:
            self.typed.emit(event.text())
        elif kind is keys.Meaning.READ:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString().strip():
            self.typed.emit(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: object) -> object:
        return True if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query, *argument)

    def createMimeDataFromSelection(self) -> QMimeData:
        return passage_data(self, self.selection())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if event.button() is Qt.MouseButton.LeftButton:
            if self.handles.take(event.position()):
                return
            if not event.modifiers() and self._is_selected(event.position()):
                # Qt would drag these words, too, but a copy of the words only.
                self._pressed = event.position()
                return
        super().mousePressEvent(on_words(self, event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.handles.held:
            self._drag_handle(event)
        elif self._pressed is not None:
            moved = (event.position() - self._pressed).manhattanLength()
            if event.buttons() and moved >= QApplication.startDragDistance():
                self._pressed = None
                drag_passage(self)
        elif event.buttons():
            super().mouseMoveEvent(on_words(self, event))
        else:
            self._point_at(event.position())

    def _is_selected(self, place: QPointF) -> bool:
        point = self.visible_rows().point_at(place.x(), place.y())
        start, end = self.selection()
        return point is not None and start <= point < end

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            # Selected words were clicked, not dragged: the cursor goes there.
            self._pressed = None
            self.setTextCursor(self.cursorForPosition(on_words(self, event).position().toPoint()))
            return
        if not self.handles.held:
            super().mouseReleaseEvent(event)
            return
        asked = self.handles.leave()
        if asked is not None:
            self.resizeAsked.emit(*asked)

    def _drag_handle(self, event: QMouseEvent) -> None:
        place = event.position()
        if not 0 <= place.y() <= self.viewport().height():
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + (1 if place.y() > 0 else -1))
        under = self.cursorForPosition(on_words(self, event).position().toPoint())
        exactly = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self.handles.drag(self._display.to_point(under.position()), exactly=exactly)

    def _point_at(self, place: QPointF) -> None:
        handle = self.handles.at(place)
        mark = None if handle else self.pointing.over_words(place)
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if handle else Qt.CursorShape.IBeamCursor)
        self.pointing.at(mark.id if mark else "")

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            point = self.visible_rows().point_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), "" if point is None else listing(self.codings_at(point)), self)
            return True
        if event.type() is QEvent.Type.Leave:
            self.pointing.at("")
        return super().viewportEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.drops.hover(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.drops.hover(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = self.drops.drop(event)
        if dropped is not None:
            self.codesDropped.emit(*dropped)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not zooms(event, self.zoomAsked):
            super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(on_words(self, event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menuRequested.emit(event.globalPos())
