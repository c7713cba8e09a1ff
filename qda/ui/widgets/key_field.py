"""A field that takes the next key that is pressed, whatever it means elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from qda.i18n import _
from qda.ui.keys import portable

_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyField(QLineEdit):
    """Signals: `taken(key)` in portable words, `left()` by Esc. Tab goes on as everywhere."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("New key"))
        self.setPlaceholderText(_("Press the new key"))
        self.setReadOnly(True)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() not in _MODIFIERS:
            if event.key() == Qt.Key.Key_Escape and not event.modifiers():
                self.left.emit()
            else:
                self.taken.emit(portable(event.keyCombination()))
            return True
        return super().event(event)
