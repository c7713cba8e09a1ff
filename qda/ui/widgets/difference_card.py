"""One difference: what each coder has, how it was settled and why, and the ways to settle it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import keys
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.kept_fields import KeptProse
from qda.ui.widgets.labels import Wrapped

WAYS = ("take_mine", "take_theirs", "take_both", "settle_new", "settle_later", "take_nobody", "open_again")
# A place at which a word as long as German ones are may be broken: a label would cut it off.
_LONG = re.compile(r"\w{14}(?=\w{4})")
_TIPS = {
    "take_mine": _("The consensus gets this coder's passages"),
    "take_theirs": _("The consensus gets this coder's passages"),
    "take_both": _("The consensus gets what everybody has"),
    "settle_new": _("The consensus gets another code on the whole passage"),
    "settle_later": _("Put it off until you talk about it"),
    "take_nobody": _("The consensus gets nothing of it"),
    "open_again": _("Take back what was decided; the note stays"),
}


class Told(NamedTuple):
    """What is said of a difference: a line for each coder, how it stands and the note; words of three buttons."""

    sides: Sequence[str]
    standing: str
    note: str
    mine: str
    theirs: str
    both: str
    settled: bool


class DifferenceCard(QWidget):
    """Signals: `noted(words)` when a note was written; `left()` where the keyboard goes back to the list.

    `asked(name)` is one of :data:`WAYS`, the actions of the same names.
    """

    noted = Signal(str)
    left = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sides = Wrapped(parent=self)
        self.sides.setProperty("muted", False)
        self.sides.setTextFormat(Qt.TextFormat.PlainText)
        self.standing = Wrapped(parent=self)
        self.standing.setTextFormat(Qt.TextFormat.PlainText)
        self.note = KeptProse(_("Note on this difference: why, or what to talk about"), 2, self)
        self.note.setPlaceholderText(_("Why, or what to talk about"))
        self.note.kept.connect(self.noted)
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return | Qt.KeyboardModifier.ControlModifier):
            back = QShortcut(QKeySequence(key), self.note)
            back.setContext(Qt.ShortcutContext.WidgetShortcut)
            back.activated.connect(self.left)
        self.buttons: dict[str, QPushButton] = {}
        for words in (self.sides, self.standing):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        ways = self._ways = FlowRow(self)
        for name in WAYS:
            button = QPushButton(ways)
            keys.tip(button, _TIPS[name], name)
            button.clicked.connect(lambda _on=False, name=name: self.asked.emit(name))
            ways.flow.addWidget(button)
            self.buttons[name] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        for part in (self.sides, self.standing, ways, self.note):
            column.addWidget(part)
        self.tell(None)

    def tell(self, told: Told | None) -> None:
        """Show a difference, or that none is chosen."""
        for button in self.buttons.values():
            button.setEnabled(told is not None)
        self.note.setEnabled(told is not None)
        words = ("", "", _("Mine"), _("Theirs"), _("Both"))
        if told is not None:
            words = ("\n".join(told.sides), told.standing, told.mine, told.theirs, told.both)
        self.sides.setText(_LONG.sub("\\g<0>\u200b", words[0]))
        self.sides.setAccessibleName(words[0])
        self.standing.setText(words[1])
        self.standing.setVisible(bool(words[1]))
        fixed = (_("Another code…"), _("Later"), _("Nobody's"), _("Open again"))
        for name, said in zip(WAYS, (*words[2:], *fixed), strict=True):
            key = keys.native(keys.key_of(name))
            self.buttons[name].setText(f"{key}  {said}" if len(key) == 1 else said)
            self.buttons[name].setAccessibleName(said)
        self.buttons["open_again"].setVisible(told is not None and told.settled)
        self._ways.fit()
        self.note.show_words("" if told is None else told.note)
