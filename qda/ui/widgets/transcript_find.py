"""The bar below a transcript in which words are looked for while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from qda.i18n import _, n_
from qda.ui import keys, theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import with_key


class FindBar(QWidget):
    """A field, the count and the way on and back.

    Signals: `changed(words)` while typing, `onwards(1 or -1)` by Enter and Shift+Enter or the buttons, `left()` by Esc.
    """

    changed = Signal(str)
    onwards = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Find in this transcript"))
        self.field.setPlaceholderText(_("Find in this transcript"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setProperty("muted", True)
        self._buttons = {
            "up": self._button(_("Previous place"), lambda: self.onwards.emit(-1)),
            "down": self._button(_("Next place"), lambda: self.onwards.emit(1)),
            "close": self._button(_("Close"), self.left.emit),
        }
        keys.tip(self._buttons["up"], _("Previous place"), "find_previous")
        keys.tip(self._buttons["down"], _("Next place"), "find_next")
        self._buttons["close"].setToolTip(with_key(_("Close"), "Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for button in self._buttons.values():
            row.addWidget(button)
        self._dress()

    def _button(self, words: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(words)
        button.setAutoRaise(True)
        button.clicked.connect(act)
        return button

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icon(name, theme.current()))

    def ask(self, words: str = "") -> None:
        """Come up ready to type, with `words` in the field where there are any."""
        if words:
            self.field.setText(words)
        self.show()
        self.field.setMinimumHeight(self.field.sizeHint().height())  # the row measured it before it was dressed
        self.field.setFocus()
        self.field.selectAll()

    def tell(self, place: int, count: int) -> None:
        """Say which place of how many is shown, from 1; with 0 only how many there are."""
        if count and not place:
            words = n_("{n} place", "{n} places", count)
        elif count:
            words = _("{place} of {count}").format(place=place, count=count)
        else:
            words = _("Not in this transcript") if self.field.text().strip() else ""
        self._count.setText(words)
        self.field.setAccessibleDescription(words)
        for name in ("up", "down"):
            self._buttons[name].setEnabled(count > 0)

    def buttons(self) -> list[QToolButton]:
        """Return the buttons as they stand."""
        return list(self._buttons.values())

    def words(self) -> str:
        """Return how the count is said now."""
        return self._count.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_buttons"):
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.onwards.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        return True
