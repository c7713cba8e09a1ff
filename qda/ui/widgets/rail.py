"""The narrow bar of places at the left of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.ui import keys
from qda.ui.actions import Row
from qda.ui.icons import icon
from qda.ui.theme import Theme


class Rail(QScrollArea):
    """One button a place, made from the rows ``go_PLACE``; it scrolls in a low window. Signal: `chosen(place)`."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._group = QButtonGroup(self)
        inside = QFrame(self)
        inside.setProperty("bar", True)
        self.setWidget(inside)
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        self._places = [row.name.partition("_")[2] for row in rows]
        for number, row in enumerate(rows):
            button = QToolButton(inside)
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
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._places[number]))

    def buttons(self) -> list[QToolButton]:
        """Return the buttons from top to bottom."""
        return [button for button in self._group.buttons() if isinstance(button, QToolButton)]

    def mark(self, place: str) -> None:
        """Show which place is in front."""
        button = self._group.button(self._places.index(place))
        button.setChecked(True)
        self.ensureWidgetVisible(button, 0, 4)

    def dress(self, worn: Theme) -> None:
        """Tint the icons, and make room for words of the size they have now."""
        metrics = QFontMetrics(QApplication.font())
        for button in self.buttons():
            button.setIcon(icon(button.property("sign"), worn))
            button.setIconSize(QSize(metrics.height() + 4, metrics.height() + 4))
            button.setMinimumSize(max(68, metrics.horizontalAdvance(button.text()) + 24), metrics.height() * 3 + 8)
        self._column.invalidate()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Be as wide as the buttons, and as the scroll bar where there is one."""
        wanted = self._column.sizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if wanted.height() > self.height() else 0
        return QSize(wanted.width() + bar, wanted.height())

    def minimumSizeHint(self) -> QSize:
        """As wide as always; in height it scrolls."""
        return QSize(self.sizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # the buttons have other words, or wear another style
        return super().eventFilter(watched, event)
