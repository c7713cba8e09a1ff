"""The page on which a transcript is corrected: the words to write in, and beside them what becomes of the passages."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.keys import key_of, native, tip
from qda.ui.widgets.beside_transcript import BesideTranscript
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.passage_changes import PassageChanges
from qda.ui.widgets.replace_bar import ReplaceBar
from qda.ui.widgets.transcript import TranscriptView
from qda.ui.widgets.transcript_editor import TranscriptEditor


class CorrectingPage(BesideTranscript):
    """Signals: `accepted()`, `discarded()`, `replaceAsked()` for the bar to find and replace, `passageAsked(point)`."""

    accepted = Signal()
    discarded = Signal()
    replaceAsked = Signal()
    passageAsked = Signal(int)

    def __init__(self, beside: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(beside, parent)
        self._how = Wrapped("", self)
        self.replace = QPushButton(_("Find and replace…"), self)
        self.discard = QPushButton(_("Discard…"), self)
        self.accept = QPushButton(_("Accept"), self)
        self.accept.setProperty("primary", True)
        self.editor = TranscriptEditor(self)
        self.bar = ReplaceBar(self)
        self.bar.hide()
        self.passages = PassageChanges(self)
        self.passages.layout().setContentsMargins(8, 0, 0, 0)  # type: ignore[union-attr]
        self._lay_out()
        self.replace.clicked.connect(lambda: self.replaceAsked.emit())
        self.discard.clicked.connect(lambda: self.discarded.emit())
        self.accept.clicked.connect(lambda: self.accepted.emit())
        self.passages.passageAsked.connect(self.passageAsked)
        self.editor.zoomAsked.connect(beside.zoomAsked)
        self.bar.left.connect(self._close_bar)
        self.take_size()
        self.dress()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._how)
        head.addLayout(words, 1)
        for button in (self.replace, self.discard, self.accept):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        text = QWidget(self)
        left = QVBoxLayout(text)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.editor, 1)
        left.addWidget(self.bar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("correcting")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(text)
        self.splitter.addWidget(self.passages)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([820, 330])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.splitter, 1)
        finding, below = self.bar.finding, (self.bar.capitals, self.bar.whole, self.bar.one, self.bar.all)
        order = (self.editor, finding.field, *finding.buttons(), self.bar.words, *below)
        order = (*order, self.passages.list, self.replace, self.discard, self.accept)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def dress(self) -> None:
        """Say the keys as they are now."""
        self._how.setText(
            _("Type, cut and paste as in any text; codes move with their words. {key} accepts, Esc discards.").format(
                key=native(key_of("accept_correction"))
            )
        )
        tip(self.replace, _("Find words in this transcript, and replace them"), "find_replace")
        tip(self.accept, _("Make this the text of the transcript; it can be undone"), "accept_correction")
        tip(self.discard, _("Leave the transcript as it was"), "discard_correction")

    def show_name(self, name: str) -> None:
        """Say which transcript is corrected."""
        self._title.say(_("Correcting “{name}”").format(name=name))

    def step_back(self) -> None:
        """Close the bar, or ask to discard the correction."""
        if self.bar.isVisible():
            self._close_bar()
        else:
            self.discarded.emit()

    def _close_bar(self) -> None:
        self.bar.hide()
        self.editor.show_hits(())
        self.editor.setFocus()

    def take_size(self) -> None:
        """Make the words as large as in the transcript."""
        self.editor.set_text_size(self._beside.font().pointSizeF())
