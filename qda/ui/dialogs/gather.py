"""Coding by speaker and by question: choose whom or what, look the passages through, tick and code them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from qda.core import concordance, gathering
from qda.core.concordance import Place, Span
from qda.core.gathering import Question, Voice
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.places_reader import Making
from qda.ui.widgets.found_places import FoundPlaces
from qda.ui.workspace import Workspace

_MOST = 2_000  # questions that a list shows
_KINDS = {"heading": _("column of a survey"), "source": _("column of a survey"), "asked": ""}

Choice = tuple[str, Voice | Question]
Choices = Callable[[Any, Progress], Sequence[Choice]]
Spans = Callable[[Any, Sequence[Voice | Question], Progress], Iterator[Span]]


class GatherDialog(QDialog):
    """A list of whom or what to choose from above, the passages that belong to them below.

    Signals: `passageChosen(source id, start, end)`, `codeAsked(places, extent)`.
    """

    passageChosen = Signal(str, int, int)
    codeAsked = Signal(list, str)

    def __init__(
        self, workspace: Workspace, title: str, words: str, choices: Choices, spans: Spans, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._spans = spans
        self._chosen: list[Voice | Question] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(40)
        self._soon.timeout.connect(self.look)
        self.setWindowTitle(title)
        letters, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        self.resize(min(letters * 100, room.width() - 64), min(letters * 100, room.height() - 64))
        self.filter = QLineEdit(self)
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.list = QListWidget(self)
        self.list.setAccessibleName(words)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.itemChanged.connect(lambda _item: self._soon.start())
        self.hint = QLabel(words, self)
        self.hint.setProperty("muted", True)
        self.hint.setBuddy(self.list)
        self.places = FoundPlaces(workspace, title, "turn", self)
        self.places.opened.connect(lambda place: self.passageChosen.emit(place.source_id, place.start, place.end))
        self.places.codeAsked.connect(self._ask_code)
        above = QWidget(self)
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.hint, self.filter, self.list):
            column.addWidget(part)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(above)
        splitter.addWidget(self.places)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([self.height() // 2, self.height() // 2])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(splitter)
        workspace.closing.connect(self.close)
        self._job = _("Reading who speaks and what was asked")
        self._read(choices)

    def _read(self, choices: Choices) -> None:
        project = self._workspace.project
        self.filter.setFocus()

        def work(progress: Progress) -> Sequence[Choice]:
            with project.read() as session:
                return choices(session, progress)

        self.places.clear(_("Tick something above; its passages are listed here first, and coded when you say so."))
        self._workspace.jobs.start(self._job, work, self._show, quiet=True)

    def _show(self, choices: Sequence[Choice]) -> None:
        self.list.blockSignals(True)
        for words, thing in choices:
            item = QListWidgetItem(" ".join(words.split()), self.list)
            item.setToolTip(words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, thing)
        self.list.blockSignals(False)
        if choices:
            self.list.setCurrentRow(0)
        else:
            self.places.clear(_("Nothing of that kind is in this project yet."))

    def _narrow(self, typed: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(typed.casefold() not in item.text().casefold())

    def chosen(self) -> list[Voice | Question]:
        """Return what is ticked above."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def look(self) -> None:
        """Show the passages of what is ticked above, all of them ticked."""
        self._soon.stop()
        chosen = self.chosen()
        if not chosen:
            self.places.clear("")
            return
        self.places.read(_making(self._spans, chosen), _("There is no passage of that."))

    def _ask_code(self) -> None:
        self.codeAsked.emit(self.places.model.chosen(), self.places.extent.currentData())

    def done(self, result: int) -> None:
        self.places.reader.stop()
        self._workspace.jobs.drop(self._job)
        super().done(result)


def _making(spans: Spans, chosen: Sequence[Voice | Question]) -> Making:
    def making(session: Any, progress: Progress) -> Iterator[Place]:
        return concordance.places(session, spans(session, chosen, progress))

    return making


def by_speaker(workspace: Workspace, parent: QWidget) -> GatherDialog:
    """Return the dialog in which all that some people say is gathered."""

    def choices(session: Any, _progress: Progress) -> list[Choice]:
        return [(_voice_words(voice), voice) for voice in gathering.speaking(session)]

    words = _("Whose turns are to be coded?")
    return GatherDialog(workspace, _("Code by speaker"), words, choices, gathering.turns_of, parent)  # type: ignore[arg-type]


def by_question(workspace: Workspace, parent: QWidget) -> GatherDialog:
    """Return the dialog in which the answers to questions are gathered."""

    def choices(session: Any, progress: Progress) -> list[Choice]:
        found = gathering.questions(session, progress)[:_MOST]
        return [(_question_words(question), question) for question in found]

    def spans(_session: Any, chosen: Sequence[Any], _progress: Progress) -> Iterator[Span]:
        return iter([span for question in chosen for span in question.answers])

    words = _("The answers to which questions are to be coded?")
    return GatherDialog(workspace, _("Code by question"), words, choices, spans, parent)


def _voice_words(voice: Voice) -> str:
    turns = n_("{n} turn", "{n} turns", voice.turns) if voice.turns else _("whole transcripts")
    sources = n_("{n} transcript", "{n} transcripts", voice.sources)
    return f"{voice.name} · {turns} · {sources}" + (f" · {_('interviewer')}" if voice.interviewer else "")


def _question_words(question: Question) -> str:
    answers = n_("{n} answer", "{n} answers", len(question.answers))
    return " · ".join(part for part in (answers, question.text, _KINDS[question.kind]) if part)
