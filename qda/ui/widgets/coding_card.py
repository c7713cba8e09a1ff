"""A card near the words with the note and the weight of one coding."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qda.core.coding import WEIGHTS, CodingRow
from qda.i18n import _
from qda.ui.widgets.floating import beside, room_beside
from qda.ui.widgets.labels import heading, muted

_NONE = -1
_LINES = (3, 6)  # of the note that are seen at once
_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CodingCard(QFrame):
    """Shows one coding at a time; `left()` however it is left, and what was written is there to be kept.

    There is no way out that throws words away: Undo takes back what was kept.
    """

    left = Signal()
    _row: CodingRow

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = parent
        self.setProperty("card", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._name = heading("", self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setWordWrap(True)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("Why this code, here?"))
        self.note.setAccessibleName(_("Note"))
        self.weight = QSpinBox(self)
        self.weight.setRange(_NONE, WEIGHTS[-1])
        self.weight.setSpecialValueText(_("none"))
        self.weight.setAccessibleName(_("Weight"))
        self.weight.setToolTip(_("A whole number from {least} to {most}").format(least=WEIGHTS[0], most=WEIGHTS[-1]))
        self._done = QPushButton(_("Keep"), self)
        self._done.clicked.connect(self.leave)
        words = QLabel(_("&Weight"), self)
        words.setBuddy(self.weight)
        foot = QHBoxLayout()
        foot.addWidget(words)
        foot.addWidget(self.weight)
        foot.addStretch(1)
        foot.addWidget(self._done)
        self._hint = muted("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self.note, 1)
        column.addWidget(self._hint)
        column.addLayout(foot)
        for part in (self.note, self.weight, self._done):
            part.installEventFilter(self)
        self._before: QWidget | None = None
        self.hide()

    def open(self, row: CodingRow, name: str, near: QRect, *, editable: bool = True) -> None:
        """Show the card beside `near`, in coordinates of the parent; one that isn't `editable` can only be read."""
        self._row, self._before = row, QApplication.focusWidget()
        self._name.setText(name)
        self.note.setPlainText(row.note)
        self.note.setReadOnly(not editable)
        self.weight.setValue(_NONE if row.weight is None else row.weight)
        self.weight.setEnabled(editable)
        self._done.setText(_("Keep") if editable else _("Close"))
        self._hint.setText(_("Ctrl+Enter and Esc keep it and go back") if editable else _("Esc goes back"))
        room = self.room.rect().adjusted(8, 8, -8, -8)
        width = min(self.fontMetrics().averageCharWidth() * 56, room.width())
        rest = self.sizeHint().height() - self.note.sizeHint().height() + 2 * self.note.frameWidth() + 8
        space, line = max(room_beside(room, near)), self.fontMetrics().lineSpacing()
        # As many lines as stand beside the words, which are to be read meanwhile.
        lines = min(max(_LINES[0], (space - rest) // line), _LINES[1])
        self.setGeometry(beside(room, near, width, min(rest + lines * line, room.height())))
        self.show()
        self.raise_()
        self.note.setFocus()
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)

    def changes(self) -> dict[str, Any]:
        """Return what the person changed, by the names that the fields of a coding have."""
        changed: dict[str, Any] = {}
        if self.note.document().isModified():
            changed["note"] = self.note.toPlainText().strip()
        weight = None if self.weight.value() == _NONE else self.weight.value()
        if weight != self._row.weight:
            changed["weight"] = weight
        return {name: value for name, value in changed.items() if value != getattr(self._row, name)}

    def leave(self) -> None:
        """Put the card away and give the keyboard back."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and self.isVisible():
            now = QApplication.focusWidget()
            if event.reason() not in _STAYS_OPEN and not (now is not None and self.isAncestorOf(now)):
                self._before = None
                self.leave()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_Escape or (enter and (control or watched is not self.note)):
                self.leave()
                return True
        return super().eventFilter(watched, event)
