"""The row of buttons that brings one of several surfaces to the front."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from qda.ui import keys
from qda.ui.widgets.sections import Section


class SurfaceSwitch(QFrame):
    """One button a surface, with the key of the action ``show_NAME`` in its tooltip. Signal: `chosen(name)`."""

    chosen = Signal(str)

    def __init__(self, sections: Mapping[str, Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        self._buttons: dict[str, QToolButton] = {}
        for name, section in sections.items():
            button = QToolButton(self)
            button.setText(section.title)
            button.setCheckable(True)
            button.setAutoRaise(True)
            keys.tip(button, section.about, f"show_{name}")
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            row.addWidget(button)
            self._buttons[name] = button
        row.addStretch(1)
        self._row = row
        self.mark(next(iter(sections)))

    def add_toggle(self, words: str, action: str) -> QToolButton:
        """Add a button at the end that is on or off, with the key of an action in its tooltip, and return it."""
        button = QToolButton(self)
        button.setText(words)
        button.setCheckable(True)
        button.setAutoRaise(True)
        keys.tip(button, words, action)
        self._row.addWidget(button)
        return button

    def mark(self, name: str) -> None:
        """Show which surface is in front."""
        # No group of buttons: in one, Tab would reach only the one that is on.
        for other, button in self._buttons.items():
            button.setChecked(other == name)
