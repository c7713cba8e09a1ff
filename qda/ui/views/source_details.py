"""What is known about the chosen source: its file, who speaks in it, and who these people are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.core import documents, participants
from qda.core.documents import SourceRow, SpeakerRow
from qda.core.participants import ParticipantRow
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.models.sources_model import format_words
from qda.ui.widgets.labels import heading, muted
from qda.ui.widgets.participant_facts import ParticipantFacts
from qda.ui.widgets.sheet_form import SheetForm
from qda.ui.workspace import Workspace

_LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "da", "nb", "sv", "fi", "is", "pl", "cs", "hu", "ro", "el", "ru", "uk"),
    *("tr", "ar", "he", "fa", "hi", "zh", "ja", "ko", "vi", "id", "sw"),
)
_NOBODY, _NEW = "", "new"


class SourceDetails(QScrollArea):
    """Facts, speakers and participants of one source; every correction is a change of its own."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.source: SourceRow | None = None
        self._people: list[ParticipantRow] = []
        self._shown: object = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget(self)
        self._page.setObjectName("details")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._title = heading("", self._page, 1.15)
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._title)
        column.addLayout(self._make_facts())
        column.addSpacing(8)
        column.addWidget(heading(_("Speakers"), self._page))
        self._no_speakers = muted(_("Nobody is named in this text."), self._page)
        column.addWidget(self._no_speakers)
        self._speakers = QVBoxLayout()
        self._speakers.setSpacing(8)
        column.addLayout(self._speakers)
        column.addSpacing(8)
        column.addWidget(heading(_("Participants"), self._page))
        self.people = ParticipantFacts(workspace, self._page)
        column.addWidget(self.people)
        column.addSpacing(8)
        self.sheet = SheetForm(workspace, self._page)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.setWidget(self._page)
        self.show_source(None)

    def _make_facts(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._facts = {name: QLabel(self._page) for name in ("file", "format", "words")}
        for name, title in (("file", _("File")), ("format", _("Format")), ("words", _("Length"))):
            label = self._facts[name]
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            form.addRow(muted(title, self._page), label)
        self.language = QComboBox(self._page)
        self.language.setAccessibleName(_("Language"))
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.addItem(_("Not said"), "")
        for code in _LANGUAGES:
            self.language.addItem(QLocale.languageToString(QLocale(code).language()), code)
        self.language.activated.connect(self._set_language)
        form.addRow(muted(_("Language"), self._page), self.language)
        return form

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_source(self, source: SourceRow | None) -> None:
        """Show a source, or nothing."""
        self.source = source
        self._page.setVisible(source is not None)
        if source is None:
            self._shown = None
            return
        self._title.setText(source.name)
        self.sheet.show_sheet(source.id)
        # A name without spaces may be broken after these signs, too.
        self._facts["file"].setText(re.sub(r"([._-])", "\\1\u200b", source.original_name) or "–")
        self._facts["file"].setToolTip(source.original_name)
        self._facts["format"].setText(format_words(source.format, source.encoding or None))
        words = _("{words} words in {turns} turns") if source.turns else _("{words} words")
        self._facts["words"].setText(words.format(words=f"{source.words:,}", turns=f"{source.turns:,}"))
        if self.language.findData(source.language) < 0:
            self.language.addItem(source.language, source.language)
        self.language.setCurrentIndex(self.language.findData(source.language))
        self.language.setEnabled(not self.workspace.project.read_only)
        self._people = self.workspace.read(participants.participants)
        self._show_speakers(self.workspace.read(documents.speakers_of, source.id))
        here = [person for person in self._people if source.id in person.source_ids]
        self.people.show_people(here, self.workspace.read(participants.attributes))

    def _show_speakers(self, rows: Sequence[SpeakerRow]) -> None:
        """List the speakers; the same ones with the same people to choose from are left as they are."""
        names = [(person.id, person.name) for person in self._people]
        wanted = (self.source.id if self.source else None, tuple(rows), tuple(names))
        if wanted == self._shown:
            return
        self._shown = wanted
        self._fill_choices(names)
        focused = self.focusWidget()
        keyboard = focused.objectName() if focused is not None else ""
        while (item := self._speakers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._no_speakers.setVisible(not rows)
        for row in rows:
            self._speakers.addWidget(self._speaker_row(row))
        again = self._page.findChild(QWidget, keyboard) if keyboard else None
        if again is not None:
            again.setFocus()

    def _fill_choices(self, names: Sequence[tuple[str, str]]) -> None:
        """Fill the one list from which all speakers' participants are chosen."""
        self._choices = QStandardItemModel(self)
        for key, name in ((_NOBODY, _("No participant")), *names, (_NEW, _("New participant…"))):
            item = QStandardItem(name)
            item.setData(key, Qt.ItemDataRole.UserRole)
            self._choices.appendRow(item)

    def _speaker_row(self, row: SpeakerRow) -> QWidget:
        box = QWidget(self._page)
        label = QLabel(row.label, box)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        asks = QCheckBox(_("Asks the questions"), box)
        asks.setObjectName(f"asks:{row.label}")
        asks.setAccessibleName(_("{speaker} asks the questions").format(speaker=row.label))
        asks.setChecked(row.interviewer)
        asks.clicked.connect(lambda ticked, key=row.id: self._set_asks(key, ticked))
        who = QComboBox(box)
        who.setObjectName(f"who:{row.label}")
        who.setAccessibleName(_("Who {speaker} is").format(speaker=row.label))
        who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        who.setModel(self._choices)
        who.setCurrentIndex(max(0, who.findData(row.participant_id)))
        who.activated.connect(lambda _place, chooser=who, speaker=row: self._set_person(speaker, chooser))
        who.setEnabled(not row.interviewer and not self.workspace.project.read_only)
        asks.setEnabled(not self.workspace.project.read_only)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(asks)
        column.addLayout(head)
        column.addWidget(who)
        return box

    # Changing --------------------------------------------------------------------------------------------------------

    def _set_language(self, row: int) -> None:
        if self.source is not None and self.language.itemData(row) != self.source.language:
            edit, language = documents.edit_source, self.language.itemData(row)
            self.workspace.do("Edit source", edit, self.source.id, language=language, about=self._about())

    def _set_asks(self, speaker_id: str, asks: bool) -> None:
        """An interviewer is no participant: the link goes when the tick comes."""

        def mark(session: Any) -> None:
            if asks:
                participants.link_speaker(session, speaker_id, None)
            documents.mark_interviewer(session, speaker_id, asks)

        self.workspace.do("Mark interviewer", mark, about=self._about())

    def _set_person(self, speaker: SpeakerRow, chooser: QComboBox) -> None:
        wanted = chooser.currentData()
        if wanted == (speaker.participant_id or _NOBODY):
            return
        if wanted == _NEW:
            self._link_new(speaker, chooser)
        else:
            person_id = wanted or None
            self.workspace.do("Link speaker", participants.link_speaker, speaker.id, person_id, about=self._about())

    def _link_new(self, speaker: SpeakerRow, chooser: QComboBox) -> None:
        chooser.setCurrentIndex(max(0, chooser.findData(speaker.participant_id)))
        name = ask_text(
            self,
            _("New participant"),
            _("The pseudonym under which this person is quoted."),
            _("Make participant"),
            speaker.label,
        )
        if not name:
            return

        def make(session: Any) -> str:
            made = participants.add_participant(session, name)
            participants.link_speaker(session, speaker.id, made)
            return made

        done = self.workspace.do("Make participant", make, about=self._about())
        if done:
            self.people.choose(done.value)

    def _about(self) -> list[tuple[str, str]]:
        return [("source", self.source.id)] if self.source else []
