"""The bar below a text that is written in: words are found in it, and replaced one by one or everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _, n_
from qda.ui.widgets.flow import Flow
from qda.ui.widgets.transcript_find import FindBar


class ReplaceBar(QWidget):
    """A field for the words to find, as anywhere, and below it one for what takes their place.

    Signals: `changed()` when other places are looked for, `onwards(1 or -1)`, `replaceAsked()` for the place that is
    selected, `allAsked()` for every place, `left()` by Esc.
    """

    changed = Signal()
    onwards = Signal(int)
    replaceAsked = Signal()
    allAsked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = FindBar(self)
        self.words = QLineEdit(self)
        self.words.setAccessibleName(_("Replace with"))
        self.words.setPlaceholderText(_("Replace with"))
        self.words.setToolTip(_("Replace with these words; with none, the words that are found go"))
        self.capitals = QCheckBox(_("Same capitals"), self)
        self.capitals.setToolTip(_("“Maria” is not found in “MARIA”"))
        self.whole = QCheckBox(_("Whole words"), self)
        self.whole.setToolTip(_("“Mar” is not found in “Maria”"))
        self.one = QPushButton(_("Replace"), self)
        self.one.setToolTip(_("Replaces the place that is selected and goes to the next one"))
        self.all = QPushButton(_("Replace all"), self)
        self.all.setToolTip(_("Replaces every place, as one step that can be taken back"))
        self._done = QLabel(self)
        self._done.setProperty("muted", True)
        for tick in (self.capitals, self.whole):
            tick.setChecked(True)
            tick.toggled.connect(lambda _on: self.changed.emit())
        self.finding.changed.connect(lambda _words: self.changed.emit())
        self.finding.onwards.connect(self.onwards)
        self.finding.left.connect(self.left)
        self.one.clicked.connect(lambda: self.replaceAsked.emit())
        self.all.clicked.connect(lambda: self.allAsked.emit())
        self.words.returnPressed.connect(self.replaceAsked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self._done)
        ways = Flow()
        for part in (self.capitals, self.whole, self.one, self.all):
            ways.addWidget(part)
        below = QVBoxLayout()
        below.setContentsMargins(8, 0, 8, 4)
        below.setSpacing(4)
        below.addLayout(row)
        below.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finding)
        column.addLayout(below)

    def places(self, text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return those of the places `found` in `text` that are meant: with the same capitals, as whole words."""
        words = " ".join(self.finding.field.text().split())
        return [
            (start, end)
            for start, end in found
            if (not self.capitals.isChecked() or " ".join(text[start:end].split()) == words)
            and (not self.whole.isChecked() or _is_whole(text, start, end))
        ]

    def tell(self, place: int, count: int) -> None:
        """Say which place of how many is selected, from 1; with 0 only how many there are."""
        self.finding.tell(place, count)
        self.one.setEnabled(count > 0)
        self.all.setEnabled(count > 0)

    def tell_replaced(self, count: int) -> None:
        """Say how many places were replaced just now; 0 says nothing."""
        self._done.setText(n_("{n} replaced", "{n} replaced", count) if count else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no word goes on over the ends of ``[start, end)``."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())
