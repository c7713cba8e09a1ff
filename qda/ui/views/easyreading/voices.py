"""What statements sound like: a recording of a person where there is one, else the voice of this computer."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.easyread import voicing
from qda.core.easyread.voicing import Voiced
from qda.core.review import people
from qda.core.speech.sounds import LARGEST
from qda.core.speech.voices import can_speak
from qda.i18n import _
from qda.ui import recording, theme
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.read_aloud import ReadAloud
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.titled import lay_out
from qda.ui.workspace import Workspace

_KINDS = frozenset(
    {"easy_summary", "easy_page", "easy_statement", "review_person", "consent", "consent_answer", "participant"}
)
_ABOUT = _(
    "A voice that people know is the best one: let somebody of the group say the statements. Where nobody has, the "
    "voice of this computer reads them."
)


class VoicesPage(QWidget):
    """The statements at the left; the chosen one can be heard, recorded, and said whose voice it is."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.rows: list[Voiced] = []
        self._recorded_for = ""
        self.list = TallRows(_("Statements"), self)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.listen, self.record = QPushButton(self), QPushButton(self)
        self.file, self.remove = QPushButton(_("From a file…"), self), QPushButton(_("Take away"), self)
        self.who = QComboBox(self)
        self.who.setAccessibleName(_("Whose voice it is"))
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.note = Wrapped(parent=self)
        self.aloud, self.recorder = ReadAloud(self), recording.Recorder(self)
        self.aloud.word.connect(self._mark)
        self.aloud.finished.connect(self._dress)
        self.aloud.missing.connect(self.note.setText)
        self.recorder.recorded.connect(self._keep)
        self.recorder.failed.connect(self.note.setText)
        self.listen.clicked.connect(self.hear)
        self.record.clicked.connect(self.record_or_stop)
        self.file.clicked.connect(self.choose_file)
        self.remove.clicked.connect(self.take_away)
        self.who.activated.connect(lambda _at: self._say_who())
        self._lay_out()

    def _lay_out(self) -> None:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(12)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("Whose voice it is"), self.who)
        column.addWidget(self.said)
        for pair in ((self.listen, self.record), (self.file, self.remove)):
            line = QHBoxLayout()
            line.setSpacing(8)
            for button in pair:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addStretch(1)
        parts = split("easy-read voices", self, (self.list, right), (480, 420), grows=0)
        lay_out(self, (heading(_("Voices"), self, 1.3), Wrapped(_ABOUT, self), parts))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.list.setFocus()

    def opened(self) -> None:
        """Show the project that was opened."""
        self.list.setCurrentRow(-1)
        self.show_all()

    def closing(self) -> None:
        """Be silent, and let the microphone be off; what was being recorded is kept."""
        self.aloud.stop()
        self.recorder.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Be silent where nobody sees it."""
        self.closing()
        super().hideEvent(event)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & _KINDS:
            self.show_all()

    def show_all(self) -> None:
        """Show the statements, with the same as before chosen."""
        before = self.chosen()
        self.rows = self.workspace.read(voicing.voiced)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.rows:
            QListWidgetItem(f"{one.text}\n{_voice_in_words(one)}", self.list).setToolTip(one.page)
        ids = [one.statement_id for one in self.rows]
        wanted = before.statement_id if before else ""
        self.list.setCurrentRow(ids.index(wanted) if wanted in ids else min(0, len(ids) - 1))
        self.list.blockSignals(False)
        self._show_chosen()

    def chosen(self) -> Voiced | None:
        """Return the statement that is chosen."""
        row = self.list.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def _show_chosen(self) -> None:
        self.aloud.stop()
        one = self.chosen()
        if self.recorder.running and (one is None or one.statement_id != self._recorded_for):
            self.recorder.stop()
        self.who.clear()
        self.who.addItem(_("Nobody in particular"), None)
        for person in self.workspace.read(people.people):
            self.who.addItem(person.name, person.id)
        if one is not None:
            self.who.setCurrentIndex(max(0, self.who.findData(one.person_id)))
        self.note.setText(_("Write statements first, on the pages.") if one is None else _about(one))
        self._dress()

    def _dress(self) -> None:
        one, writable = self.chosen(), not self.workspace.project.read_only
        self.said.setText("" if one is None else escape(one.text))
        self.listen.setText(_("Be silent") if self.aloud.busy else _("Listen"))
        self.record.setText(_("Stop recording") if self.recorder.running else _("Record"))
        self.listen.setEnabled(one is not None)
        for button in (self.record, self.file):
            button.setEnabled(writable and one is not None)
        self.remove.setEnabled(writable and one is not None and one.recorded)
        self.who.setEnabled(writable and one is not None and one.recorded)

    # Hearing and recording -------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """Read the chosen statement aloud, or be silent."""
        one = self.chosen()
        if self.aloud.busy:
            self.aloud.stop()
        elif one is not None:
            self.note.setText(_about(one))
            self.aloud.speak(one.text, one.language or "en", self.workspace.read(voicing.recording, one.statement_id))
            self.listen.setText(_("Be silent") if self.aloud.busy else _("Listen"))

    def _mark(self, start: int, end: int) -> None:
        one, worn = self.chosen(), theme.current()
        if one is not None:
            before, word, after = one.text[:start], one.text[start:end], one.text[end:]
            marked = f'<span style="background:{worn.selection}; font-weight:600">{escape(word)}</span>'
            self.said.setText(f"{escape(before)}{marked}{escape(after)}")

    def record_or_stop(self) -> None:
        """Turn the microphone on, or off again: then the recording is kept."""
        self.aloud.stop()
        one = self.chosen()
        if self.recorder.running:
            self.recorder.stop()
        elif one is not None:
            self._recorded_for = one.statement_id
            self.recorder.start()
        self._dress()

    def choose_file(self) -> None:
        """Ask for a recording that was made elsewhere."""
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a recording"), "", _("Sound files (*.wav)"))
        if not name:
            return
        try:
            with Path(name).open("rb") as file:
                wav = file.read(LARGEST + 1)
        except OSError as error:
            reason = error.strerror or error
            self.note.setText(_("{file} could not be read: {reason}.").format(file=Path(name).name, reason=reason))
            return
        one = self.chosen()
        self._recorded_for = "" if one is None else one.statement_id
        self._keep(wav)

    def _keep(self, wav: bytes) -> None:
        """Keep a recording for the statement that it was begun for, whichever is chosen by now."""
        one = next((one for one in self.rows if one.statement_id == self._recorded_for), None)
        if one is not None:
            self.workspace.do("Record statement", voicing.give_voice, one.statement_id, wav, one.person_id)
        self._dress()

    def _say_who(self) -> None:
        one = self.chosen()
        if one is not None:
            self.workspace.do("Say whose voice it is", voicing.name_voice, one.statement_id, self.who.currentData())

    def take_away(self) -> None:
        """Take the recording of the chosen statement away."""
        one = self.chosen()
        if one is not None:
            done = _("Took the recording away.")
            self.workspace.do("Take recording away", voicing.take_voice_away, one.statement_id, tell=done)


def _voice_in_words(one: Voiced) -> str:
    if one.recorded:
        return _("recorded by {name}").format(name=one.person) if one.person else _("recorded")
    return _("voice of this computer") if can_speak(one.language or "en") else _("no voice yet")


def _about(one: Voiced) -> str:
    if one.allowed:
        return ""
    said = _("{name} does not allow that their voice is used.") if one.allowed is False else ""
    said = said or _("Nobody has recorded that {name} allows their voice to be used.")
    return said.format(name=one.person) + " " + _("The recording is left out of everything that leaves the project.")
