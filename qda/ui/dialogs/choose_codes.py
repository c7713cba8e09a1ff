"""Choosing codes for many places: known ones and new ones, one or several, by typing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from qda.core.chosen import Choice
from qda.ui.widgets.palette import Answer, Offer, Palette


def choose_codes(parent: QWidget, offer: Offer) -> tuple[Choice, ...]:
    """Ask for codes; none where the person went back."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(offer.title)
    room = dialog.screen().availableSize()
    dialog.resize(
        min(dialog.fontMetrics().averageCharWidth() * 70, room.width() - 64),
        min(dialog.fontMetrics().height() * 28, room.height() - 64),
    )
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    palette = Palette(dialog)
    column.addWidget(palette)
    column.addStretch(1)
    chosen: list[Choice] = []

    def take(answer: Answer) -> None:
        chosen.extend(answer.choices)
        dialog.accept()

    # It goes before it answers; where it goes without an answer, the dialog has nothing left to ask.
    palette.left.connect(lambda: QTimer.singleShot(0, dialog, lambda: None if chosen else dialog.reject()))
    palette.open(QRect(QPoint(0, 0), QPoint(0, 0)), offer, take)
    dialog.exec()
    dialog.deleteLater()
    return tuple(chosen)
