"""The narrow bar of places at the left of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from qda.ui import keys
from qda.ui.actions import Row
from qda.ui.icons import icon
from qda.ui.theme import Theme


class Rail(QFrame):
    """One button a place. Signal: `chosen(number)`, in the order of the rows it was made from."""

    chosen = Signal(int)

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        for number, row in enumerate(rows):
            button = QToolButton(self)
            button.setText(row.text)
            keys.tip(button, row.text, row.name)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setProperty("sign", row.icon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, number)
            column.addWidget(button)
        column.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def buttons(self) -> list[QToolButton]:
        """Return the buttons from top to bottom."""
        return [button for button in self._group.buttons() if isinstance(button, QToolButton)]

    def mark(self, number: int) -> None:
        """Show which place is in front."""
        self._group.button(number).setChecked(True)

    def dress(self, worn: Theme) -> None:
        """Tint the icons, and make room for words of the size they have now."""
        metrics = QFontMetrics(QApplication.font())
        for button in self.buttons():
            button.setIcon(icon(button.property("sign"), worn))
            button.setIconSize(QSize(metrics.height() + 4, metrics.height() + 4))
            button.setMinimumSize(max(68, metrics.horizontalAdvance(button.text()) + 24), metrics.height() * 3 + 8)
