"""One statement as it is written: its words, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qda.core.easyread.pages import Statement
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.views.easyreading.statement_field import StatementField
from qda.ui.widgets.labels import with_key


class StatementRow(QWidget):
    """Signals: `moved(by)`, `removed`. `statement` is what is shown."""

    moved = Signal(int)
    removed = Signal()

    statement: Statement

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLabel(self)
        self.number.setProperty("muted", True)
        self.field = StatementField(self)
        self.up = self._button("up", with_key(_("Move up"), "Alt+Up"), lambda: self.moved.emit(-1))
        self.down = self._button("down", with_key(_("Move down"), "Alt+Down"), lambda: self.moved.emit(1))
        self.remove = self._button("remove", _("Remove the statement"), self.removed.emit)
        self.field.moved.connect(self.moved)
        self.field.emptied.connect(self.removed)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addWidget(self.number, 1)
        for button in (self.up, self.down, self.remove):
            tools.addWidget(button)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self.column.addLayout(tools)
        self.column.addWidget(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(self.column, 1)
        self._dress()

    def _button(self, sign: str, words: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setProperty("sign", sign)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(act)
        return button

    def show_statement(self, one: Statement, number: int, count: int, *, writable: bool) -> None:
        """Show a statement, the `number`-th of `count`."""
        self.statement = one
        self.number.setText(_("Statement {n} of {all}").format(n=number, all=count))
        self.field.setAccessibleName(self.number.text())
        self.field.show_words(one.text)
        self.field.setReadOnly(not writable)
        self.up.setEnabled(writable and number > 1)
        self.down.setEnabled(writable and number < count)
        self.remove.setEnabled(writable)
        for button, words in ((self.up, _("Move up")), (self.down, _("Move down")), (self.remove, _("Remove"))):
            button.setAccessibleName(f"{words}: {self.number.text()}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "remove"):
            self._dress()

    def _dress(self) -> None:
        for button in (self.up, self.down, self.remove):
            button.setIcon(icon(str(button.property("sign")), theme.current()))
