"""The bar above a board: making clusters, aligning, looking for cards, and how large all is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from qda.i18n import _
from qda.ui import keys, theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import Shortened, with_key
from qda.ui.widgets.zoom_buttons import ZoomButtons

_ACTIONS = (
    ("new_theme", _("New theme"), "add"),
    ("cluster_cards", _("Make the chosen cards a cluster"), "cluster"),
    ("align_left", _("Align the chosen at the left"), "align-left"),
    ("align_top", _("Align the chosen at the top"), "align-top"),
    ("tidy_rows", _("Tidy the chosen into rows"), "align-rows"),
)


class BoardBar(QFrame):
    """Signals: `asked(name of an action)`, `zoomAsked(name)`, `looked(words)`, `stepped(1 or -1)`, `left()` by Esc."""

    asked = Signal(str)
    zoomAsked = Signal(str)
    looked = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs: list[tuple[QToolButton, str]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for name, words, sign in _ACTIONS:
            button = self._button(words, sign)
            keys.tip(button, words, name)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            row.addWidget(button)
        row.addSpacing(8)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find on the board"))
        self.field.setAccessibleName(_("Find on the board"))
        self.field.setToolTip(with_key(_("Find cards and clusters"), "Ctrl+F"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.looked)
        self.field.installEventFilter(self)
        self.found = Shortened(self)
        self.found.setProperty("muted", True)
        row.addWidget(self.field, 1)
        row.addWidget(self.found)
        row.addSpacing(8)
        zooms = ZoomButtons(self)
        zooms.asked.connect(self.zoomAsked)
        row.addWidget(zooms)
        self._dress()

    def _button(self, words: str, sign: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(words)
        button.setAutoRaise(True)
        self._signs.append((button, sign))
        return button

    def _dress(self) -> None:
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 16)
        self.field.setFixedHeight(self.fontMetrics().lineSpacing() + 14)
        self.field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
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
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "found"):
            self._dress()

    def look_for(self, letters: str) -> None:
        """Let what is looked for be typed, beginning with these letters."""
        self.field.setFocus()
        if letters:
            self.field.setText(letters)
        else:
            self.field.selectAll()

    def say(self, words: str) -> None:
        """Say what was found."""
        self.found.say(words)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        elif event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.left.emit()
        else:
            return False
        return True
