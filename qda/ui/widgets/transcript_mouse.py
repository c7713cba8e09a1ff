"""What the mouse means on the page of a transcript, whether it is read or written in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from qda.ui.widgets.transcript_page import TranscriptPage


def on_words(page: TranscriptPage, event: QMouseEvent) -> QMouseEvent:
    """Return `event` moved onto the words of its row: Qt takes the air between rows for the end of a row."""
    y = page.visible_rows().on_words(event.position().y(), page.ascent_gap)
    place = QPointF(event.position().x(), y)
    return QMouseEvent(event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers())


def zoom(event: QWheelEvent) -> int | None:
    """Return how the wheel, turned with Ctrl, makes the words larger (1) or smaller (-1); None where it scrolls."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    up = event.angleDelta().y()
    return (up > 0) - (up < 0)
