"""One statement as it is written: its words, what there is to check, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qda.core.easyread.dismissing import PutAside
from qda.core.easyread.hints import Hint
from qda.core.easyread.pages import Statement
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.views.easyreading.hint_lines import HintLines
from qda.ui.views.easyreading.statement_field import StatementField
from qda.ui.widgets.labels import with_key
from qda.ui.widgets.picture_button import PictureButton


class StatementRow(QWidget):
    """Signals: `moved(by)`, `removed`, `traceAsked`, `pictureAsked`. `statement` is what is shown."""

    moved = Signal(int)
    removed = Signal()
    traceAsked = Signal()
    pictureAsked = Signal()

    statement: Statement

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLabel(self)
        self.number.setProperty("muted", True)
        self.field = StatementField(self)
        self.up = self._button("up", with_key(_("Move up"), "Alt+Up"), lambda: self.moved.emit(-1))
        self.down = self._button("down", with_key(_("Move down"), "Alt+Down"), lambda: self.moved.emit(1))
        self.remove = self._button("remove", _("Remove the statement"), self.removed.emit)
        self.rests = self._button("link", "", self.traceAsked.emit)
        self.rests.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rests.hide()
        self.rests.setToolTip(_("Theme, codes and quotes that the statement rests on; never printed"))
        self.picture = PictureButton(self)
        self.picture.clicked.connect(lambda: self.pictureAsked.emit())
        self.lines = HintLines(self)
        self.lines.chosen.connect(self._put)
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
        self.column.addWidget(self.rests, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.column, 1)
        self._dress()

    def _button(self, sign: str, words: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setProperty("sign", sign)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
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
        self.picture.setEnabled(writable)
        for button, words in ((self.up, _("Move up")), (self.down, _("Move down")), (self.remove, _("Remove"))):
            button.setAccessibleName(f"{words}: {self.number.text()}")

    def show_picture(self, media: str, data: bytes, words: str) -> None:
        """Show the picture of the statement; without data it has none yet."""
        self.picture.show_picture(media, data, words, self.number.text())

    def show_rests(self, on: int) -> None:
        """Show on how many things the statement rests."""
        self.rests.setText(_rests(on) if on else _("Rests on nothing yet"))
        self.rests.show()
        self.rests.setAccessibleName(f"{self.rests.text()}: {self.number.text()}")

    def show_hints(self, hints: Sequence[Hint], aside: Sequence[tuple[Hint, PutAside]]) -> None:
        """Show what there is to check in the statement, and what was put aside."""
        self.lines.show_hints(hints, aside, writable=not self.field.isReadOnly())

    def _put(self, hint: Hint, words: str) -> None:
        """Put other words in the place of those that a hint is about, where they still stand there."""
        said = self.field.words()
        if said[hint.start : hint.end] == hint.text:
            self.field.put(said[: hint.start] + words + said[hint.end :])
            self.field.flush()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "remove"):
            self._dress()

    def _dress(self) -> None:
        for button in (self.rests, self.up, self.down, self.remove):
            button.setIcon(icon(str(button.property("sign")), theme.current()))


def _rests(on: int) -> str:
    return n_("Rests on {n} theme, code or quote", "Rests on {n} themes, codes or quotes", on)
