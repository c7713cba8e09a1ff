"""What stands before the figures of agreement in a reflexive analysis: why many authors don't score, and other ways."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.widgets.labels import Wrapped, heading

_LETTERS = 84  # of a line that is read well


class WhyNot(QWidget):
    """Signals: `sideBySide()` to read where coders differ; `anyway()` for the figures."""

    sideBySide = Signal()
    anyway = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Wrapped(
            _(
                "In reflexive thematic analysis many authors don't score agreement (Braun & Clarke 2006, 2021). Coding "
                "is an interpretation, shaped by who reads; that two people code alike shows that they were trained "
                "alike, not that they are right. A second coder enriches the reading rather than checks it.\n\n"
                "What helps here is to read side by side where you differ, to talk about what each of you saw, and to "
                "write a memo on it."
            ),
            self,
        )
        self.words.setProperty("muted", False)
        self.read = QPushButton(_("Read side by side"), self)
        self.read.setProperty("primary", True)
        self.show_ = QPushButton(_("Show figures anyway"), self)
        self.read.clicked.connect(self.sideBySide)
        self.show_.clicked.connect(self.anyway)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.read)
        row.addWidget(self.show_)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(heading(_("Why there are no figures at first"), self, 1.3))
        column.addWidget(self.words)
        column.addLayout(row)
        column.addStretch(1)
        self.words.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.read.setFocus()
