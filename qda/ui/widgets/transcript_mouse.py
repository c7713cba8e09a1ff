"""What the mouse means on the page of a transcript, whether it is read or written in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, SignalInstance
from PySide6.QtGui import QMouseEvent, QWheelEvent

from qda.ui.widgets.transcript_page import TranscriptPage


def on_words(page: TranscriptPage, event: QMouseEvent) -> QMouseEvent:
    """Return `event` moved onto the words of its row: Qt takes the air between rows for the end of a row."""
    y = page.visible_rows().on_words(event.position().y(), page.ascent_gap)
    place = QPointF(event.position().x(), y)
    return QMouseEvent(event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers())


def zooms(event: QWheelEvent, asked: SignalInstance) -> bool:
    """Say whether the wheel was turned with Ctrl, and ask for larger (1) or smaller (-1) words then."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    up = event.angleDelta().y()
    if up:
        asked.emit(1 if up > 0 else -1)
        event.accept()
    return True
