"""A quiet strip of what might need a second look: how much there is, and on request what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from qda.core.themes.graph import Hint
from qda.i18n import _, n_
from qda.ui.widgets.cards import Card, Cards

_LINES = 6  # of the list in sight; it scrolls


class HintsStrip(QFrame):
    """Signal: `chosen(theme id)` when a hint is opened by Enter or double click, of the first theme it names."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[Hint] = []
        self.button = QToolButton(self)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setToolTip(_("What might need a second look: no faults, only questions"))
        self.button.toggled.connect(lambda _on: self._show())
        self.cards = Cards(_("Worth a second look"), self)
        self.cards.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.cards)
        self._show()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these hints; without any the strip is not there."""
        self._hints = list(hints)
        self.cards.show_cards([Card(str(number), hint.sentence) for number, hint in enumerate(hints)])
        self._show()

    def _show(self) -> None:
        on = self.button.isChecked()
        self.setVisible(bool(self._hints))
        one, several = "{n} thing worth a second look", "{n} things worth a second look"
        self.button.setText(n_(one, several, len(self._hints)))
        self.button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.cards.setVisible(on)
        self._fit()

    def _open(self, key: str) -> None:
        theme_id = next((node.id for node in self._hints[int(key)].nodes if node.kind == "theme"), "")
        if theme_id:
            self.chosen.emit(theme_id)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "cards"):
            self._fit()

    def _fit(self) -> None:
        self.cards.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 8)
