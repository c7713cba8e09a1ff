"""The hints under a statement: what each says, other words to put in, and a way to put it aside with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from qda.core.easyread.dismissing import PutAside
from qda.core.easyread.hints import Hint
from qda.i18n import _, n_
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped

_OFFERED = 3


def said(hint: Hint) -> str:
    """Return what a hint says; one that may be wrong asks."""
    asks = hint.kind != "A" and not hint.hint.rstrip().endswith("?")
    return _("Please check: {hint}").format(hint=hint.hint) if asks else hint.hint


def source_of(hint: Hint) -> str:
    """Return where the rule stands."""
    words = _("Rule {rule}. Source: {source}").format(rule=hint.rule, source=hint.source)
    return f"{words} ({_('to confirm')})" if hint.to_confirm else words


class HintLines(QWidget):
    """Signals: `chosen(Hint, words)` when other words are to be put in, `putAside(Hint)`, `broughtBack(PutAside)`."""

    chosen = Signal(object, str)
    putAside = Signal(object)
    broughtBack = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hints: list[Hint] = []
        self.aside: list[tuple[Hint, PutAside]] = []
        self.buttons: list[QPushButton] = []
        self._lines: list[QWidget] = []
        self.past = QToolButton(self)
        self.past.setAutoRaise(True)
        self.past.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.past)
        self.hide()

    def show_hints(self, hints: Sequence[Hint], aside: Sequence[tuple[Hint, PutAside]], *, writable: bool) -> None:
        """Show hints, and how many were put aside."""
        if (list(hints), list(aside)) == (self.hints, self.aside):
            return
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.hints, self.aside, self.buttons = list(hints), list(aside), []
        self._lines = [self._line(hint, writable=writable) for hint in hints]
        for number, line in enumerate(self._lines):
            self._column.insertWidget(number, line)
            line.show()
        self._show_aside(writable=writable)
        self.setVisible(bool(hints or aside))

    def _line(self, hint: Hint, *, writable: bool) -> QWidget:
        line = QWidget(self)
        label = Wrapped(said(hint), line)
        label.setToolTip(source_of(hint))
        column = QVBoxLayout(line)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        if hint.line:
            row = FlowRow(line)
            for words in hint.instead[:_OFFERED] if hint.end > hint.start else ():
                verb = _("Write “{words}”").format(words=words)
                self._button(row, verb, partial(self.chosen.emit, hint, words))
            put = self._button(row, _("Put aside…"), partial(self.putAside.emit, hint))
            put.setToolTip(_("With a reason; the hint comes back when its words change"))
            for button in row.findChildren(QPushButton):
                button.setEnabled(writable)
                button.setAccessibleDescription(said(hint))
            column.addWidget(row)
        return line

    def _button(self, row: FlowRow, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, row)
        button.setProperty("flat", True)
        button.clicked.connect(lambda: act())
        row.flow.addWidget(button)
        self.buttons.append(button)
        return button

    def _show_aside(self, *, writable: bool) -> None:
        self.past.setVisible(bool(self.aside))
        self.past.setText(n_("{n} hint put aside", "{n} hints put aside", len(self.aside)))
        menu = QMenu(self.past)
        for hint, one in self.aside:
            words = _("Show again: {hint} ({reason})").format(hint=hint.hint, reason=one.reason)
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, one=one: self.broughtBack.emit(one))
            action.setEnabled(writable)
        self.past.setMenu(menu)
