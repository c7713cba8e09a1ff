"""Choosing one code of the codebook by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from qda.core.finding import Habits
from qda.ui.models.codebook_model import CodebookModel
from qda.ui.widgets.palette import Answer, Offer, Palette


def choose_code(
    parent: QWidget,
    words: str,
    model: CodebookModel,
    without: set[str],
    *,
    first: Sequence[str] = (),
    headings: bool = False,
) -> str | None:
    """Ask for a code that is not among `without`; None where the person went back.

    Those in `first` stand before the others; with `headings`, codes that are only headings can be chosen, too.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle(words)
    wide = min(dialog.fontMetrics().averageCharWidth() * 70, dialog.screen().availableSize().width() - 64)
    dialog.setMinimumWidth(wide)
    dialog.resize(wide, min(dialog.fontMetrics().height() * 28, dialog.screen().availableSize().height() - 64))
    label = QLabel(words, dialog)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.ensurePolished()
    label.setMinimumHeight(label.heightForWidth(wide - 32))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.addWidget(label)
    palette = Palette(dialog)
    column.addWidget(palette)
    column.addStretch(1)
    found: list[str] = []

    def take(answer: Answer) -> None:
        found.append(answer.choices[0].code_id)
        dialog.accept()

    # It goes before it answers; where it goes without an answer, the dialog has nothing left to ask.
    palette.left.connect(lambda: QTimer.singleShot(0, dialog, lambda: None if found else dialog.reject()))
    book = [row for row in model.rows() if row.id not in without]
    if headings:
        book = [replace(row, codable=True) for row in book]
    offer = Offer(book, Habits(model.own_numbers(), first), new=False, several=False)
    palette.open(QRect(QPoint(0, 0), QPoint(0, 0)), offer, take)
    dialog.exec()
    dialog.deleteLater()
    return found[0] if found else None
