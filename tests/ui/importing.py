"""What the tests of sources and import share: choosing from a combo box as a person does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox


def choose_entry(box: QComboBox, row: int) -> None:
    """Open the list of a combo box, go to an entry and press Enter."""
    QApplication.processEvents()
    assert box.isVisible() and box.isEnabled() and 0 <= row < box.count()
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(row, 0))
    # Not by QTest: it warns of keys that the list takes by a filter.
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(box.view(), key)
    QApplication.processEvents()
