"""Room for the quotes of a code and, while comparing, for a second list beside or below them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.labels import with_key
from qda.ui.widgets.quotes_panel import QuotesPanel

_LEAST_CHARACTERS = 30  # a list narrower than that goes below the other one


class Head(QWidget):
    """What the two lists have to do with each other, and what can be done with both.

    Signals: `onlyShared(on)`, `giveAsked()`, `closeAsked()`.
    """

    onlyShared = Signal(bool)
    giveAsked = Signal()
    closeAsked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told, self._short = ("", "", ""), False
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.shared = QCheckBox(_("Only what they share"), self)
        self.shared.toggled.connect(self.onlyShared)
        self.give = QPushButton(_("Give the code"), self)
        self.give.clicked.connect(self.giveAsked)
        close = QToolButton(self)
        close.setIcon(icon("close", theme.current()))
        close.setAutoRaise(True)
        close.setToolTip(with_key(_("Close the comparison"), "Esc"))
        close.setAccessibleName(_("Close the comparison"))
        close.clicked.connect(self.closeAsked)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.shared)
        column.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, words: str, more: str = "", short: str = "") -> None:
        """Say what there is to say, with `more` in the tooltip and for screen readers.

        Where there is little room only `short` is shown, or the first line, and the rest stands in the tooltip.
        """
        self._told = words, more, short or words.partition("\n")[0]
        self._tell()

    def be_short(self, short: bool) -> None:
        """Take little room."""
        self._short = short
        self._tell()

    def _tell(self) -> None:
        words, more, short = self._told
        shown = short if self._short else words
        rest = "\n\n".join(part for part in (words if shown != words else "", more) if part)
        self.words.setText(shown)
        self.words.setToolTip(rest)
        self.words.setAccessibleDescription(rest)


class QuotesRoom(QWidget):
    """Holds the list that is always there, and a second one with a head line while there is something to compare."""

    def __init__(self, first: QuotesPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = first
        self.head: Head | None = None
        self.second: QuotesPanel | None = None
        self._both = True
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setObjectName("quotes")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(first)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.splitter, 1)

    def open(self, second: QuotesPanel, head: Head, *, both: bool) -> None:
        """Show a second list beside the first, or where there is little room below it or, unless `both`, instead."""
        self._both = both
        if self.second is None:
            self.second, self.head = second, head
            self._column.insertWidget(0, head)
            self.splitter.addWidget(second)
            for place in (0, 1):
                self.splitter.setStretchFactor(place, 1)
            QWidget.setTabOrder(self.first.list, second.list)
        second.setMinimumWidth(_LEAST_CHARACTERS * self.fontMetrics().averageCharWidth() * 2 // 3)
        head.show()
        second.show()
        self._turn()

    def close_second(self) -> None:
        """Let the first list have all the room again."""
        if self.second is not None and self.head is not None:
            self.second.hide()
            self.head.hide()
            self.first.show()

    def is_open(self) -> bool:
        """Tell whether there are two lists."""
        return self.second is not None and not self.second.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        if not self.is_open() or self.head is None:
            return
        wide = self.width() >= 2 * _LEAST_CHARACTERS * self.fontMetrics().averageCharWidth()
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        self.first.setVisible(wide or self._both)
        self.head.be_short(not wide)
        if self.splitter.orientation() != way:
            self.splitter.setOrientation(way)
            self.splitter.setSizes([1000, 1000])
