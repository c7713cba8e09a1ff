"""The strip at the bottom of the window: what was done, with Undo, and what went wrong, with words."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from qda.i18n import _
from qda.ui import keys, theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import with_key

_SHOWN_MS = 9_000


class Notice(QFrame):
    """One message at a time; what was done goes by itself, what went wrong stays until it is closed."""

    undoAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._mark = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setAccessibleName(_("Notice"))
        self._undo = QPushButton(_("Undo"), self)
        keys.tip(self._undo, _("Undo"), "undo")
        self._undo.clicked.connect(self._ask_undo)
        self._close = QToolButton(self)
        self._close.setAccessibleName(_("Close this notice"))
        self._close.setToolTip(with_key(_("Close this notice"), "Esc"))
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, words: str, undo: bool) -> None:
        """Say what was done, and offer to undo it."""
        self._show(words, "check", undo)
        self._timer.start(_SHOWN_MS)

    def fail(self, words: str) -> None:
        """Say what went wrong; it stays until it is closed or something else is done."""
        self._timer.stop()
        self._show(words, "warning", False)

    def words(self) -> str:
        """Return what the strip says now, or nothing."""
        return self._words.text() if self.isVisible() else ""

    def _show(self, words: str, sign: str, undo: bool) -> None:
        worn = theme.current()
        self._mark.setPixmap(icon(sign, worn).pixmap(18, 18))
        self._close.setIcon(icon("close", worn))
        self._words.setText(words)
        self._undo.setVisible(undo)
        self.setProperty("failure", sign == "warning")
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def _ask_undo(self) -> None:
        self.hide()
        self.undoAsked.emit()
