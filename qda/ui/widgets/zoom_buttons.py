"""The buttons that show a canvas smaller, larger or whole; each tells the key that does the same on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import with_key

_ZOOMS = (
    ("zoom_out", _("Smaller"), "remove", "-"),
    ("zoom_in", _("Larger"), "add", "+"),
    ("fit_all", _("Show all"), "fit", "0"),
)


class ZoomButtons(QWidget):
    """Signal: `asked(name of what a ZoomView does)`."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name, words, sign, key in _ZOOMS:
            button = QToolButton(self)
            button.setAccessibleName(words)
            button.setToolTip(with_key(words, key))
            button.setAutoRaise(True)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            row.addWidget(button)
            self._signs.append((button, sign))
        self._dress()

    def _dress(self) -> None:
        side = self.fontMetrics().height()
        for button, sign in self._signs:
            button.setIcon(icon(sign, theme.current()))
            button.setIconSize(QSize(side, side))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is it known in which size the interface is.
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()
