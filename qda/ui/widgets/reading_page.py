"""The page of reading mode: the words alone, large, with notes in the margin; nothing is coded here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.keys import key_of, native, tip
from qda.ui.widgets.beside_transcript import BesideTranscript
from qda.ui.widgets.labels import muted
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.note_margin import NoteMargin
from qda.ui.widgets.read_ticks import ReadTicks
from qda.ui.widgets.transcript import TranscriptView
from qda.ui.widgets.transcript_page import NO_STRIPES, STRIPES

_LARGER = 1.3  # than the text in the Code place


class ReadingPage(BesideTranscript):
    """Signals: `noteAsked()`, `left()`, `codesAsked(yes)`, and `codingTried()` for a key that codes elsewhere.

    `beside` is the transcript of the Code place: the words here are as much larger as that is made larger or smaller.
    """

    noteAsked = Signal()
    left = Signal()
    codesAsked = Signal(bool)
    codingTried = Signal()

    def __init__(self, beside: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(beside, parent)
        self._progress = muted("", self)
        self.ticks = ReadTicks(self)
        self._how = muted("", self)
        self.codes = QCheckBox(_("Show codes faintly"), self)
        self.codes.setToolTip(_("Codes are out of sight while one reads; this shows them faintly"))
        self.note = QPushButton(_("Note here"), self)
        self.back = QPushButton(_("Go back"), self)
        self.view = _Words(self)
        self.view.fixed = True
        self.notes = NoteMargin(self.view, self)
        self._lay_out()
        self.codes.toggled.connect(self.codesAsked)
        self.note.clicked.connect(lambda: self.noteAsked.emit())
        self.back.clicked.connect(lambda: self.left.emit())
        self.view.typed.connect(lambda _letter: self.codingTried.emit())
        self.view.refused.connect(self.codingTried)
        self.notes.left.connect(self.view.setFocus)
        self.view.zoomAsked.connect(beside.zoomAsked)
        self.take_size()
        self.dress()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        head.addWidget(self.ticks)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._how)
        words.addWidget(self._progress)
        tools.addLayout(words, 1)
        for part in (self.codes, self.note, self.back):
            tools.addWidget(part)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(self.notes)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(tools)
        column.addLayout(text, 1)

    def show_words(self, name: str, progress: str, *, can_write: bool) -> None:
        """Show what is read and how far one is with all of it."""
        self._title.say(name)
        self._progress.setText(progress)
        self.note.setEnabled(can_write)

    def show_marks(self, marks: Sequence[Mark], *, room: bool) -> None:
        """Show these codings, with `room` for their stripes beside the words."""
        self.view.leave_room(STRIPES if room else NO_STRIPES)
        self.view.set_codings(marks)

    def dress(self) -> None:
        """Say the keys as they are now."""
        self._how.setText(
            _("Nothing is coded here. {note} writes a note beside the line; Esc or {back} goes back.").format(
                note=native(key_of("memo_here")), back=native(key_of("reading_mode"))
            )
        )
        tip(self.note, _("Write a note beside the selected words or the current line"), "memo_here")
        tip(self.back, _("Leave reading mode"), "reading_mode")

    def step_back(self) -> None:
        """Leave reading mode."""
        self.left.emit()

    def take_size(self) -> None:
        """Make the words as much larger as they are here."""
        self.view.set_text_size(self._beside.font().pointSizeF() * _LARGER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notes.fit_into(event.size().width())


class _Words(TranscriptView):
    """The transcript as it is read; `refused()` for keys that code where one codes."""

    refused = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete):
            self.refused.emit()
        else:
            super().keyPressEvent(event)
