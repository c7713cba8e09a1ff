"""Finding words in all transcripts: places as you type, to go to, tick and code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.core import concordance, documents, participants, patterns, search
from qda.core.concordance import Place, Scope
from qda.i18n import _
from qda.progress import Progress
from qda.ui.places_reader import Making
from qda.ui.widgets.found_places import FoundPlaces
from qda.ui.workspace import Workspace

_PAUSE = 40  # milliseconds after the last letter
WAYS = (
    ("words", _("Whole words")),
    ("forms", _("Other forms of the words too: went for go")),
    ("inside", _("Inside words too")),
    ("pattern", _("A pattern (regular expression)")),
)
_HINTS = {
    "pattern": _("For example  \\bmask\\w* (on|off)"),
    "inside": _("Letters anywhere in a word"),
}
_HINT = _("prison mask · mask* · *ing · m?sk · mask | cover · \"exact wording\"")  # fmt: skip


class FindDialog(QDialog):
    """Stays open beside the window; Down goes to the list, Enter or F3 to the next place.

    Signals: `passageChosen(source id, start, end)`, `codeAsked(places, extent)`.
    """

    passageChosen = Signal(str, int, int)
    codeAsked = Signal(list, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle(_("Find in all transcripts"))
        letters = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(min(letters * 100, room.width() - 64), min(letters * 95, room.height() - 64))
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Words to find"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.way = QComboBox(self)
        for key, words in WAYS:
            self.way.addItem(words, key)
        self.sources, self.who = QComboBox(self), QComboBox(self)
        for chooser in (self.way, self.sources, self.who):
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            chooser.setMinimumContentsLength(20)
        self.uncoded = QCheckBox(_("Only where I gave no code yet"), self)
        self.places = FoundPlaces(workspace, _("Finding places"), "sentence", self)
        self.places.opened.connect(self._go)
        self.places.codeAsked.connect(self._ask_code)
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, part in (
            (_("Find"), self.field),
            (_("As"), self.way),
            (_("In"), self.sources),
            (_("Said by"), self.who),
            ("", self.uncoded),
        ):
            label = QLabel(words, self)
            label.setBuddy(part)
            form.addRow(label, part)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.places, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.look)
        self._go_on = False
        self._connect()
        self._show_way()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._soon.start)
        self.field.returnPressed.connect(self.next_hit)
        self.way.currentIndexChanged.connect(self._show_way)
        for chooser in (self.sources, self.who):
            chooser.currentIndexChanged.connect(self._soon.start)
        self.uncoded.toggled.connect(self._soon.start)
        self.places.begun.connect(self._begun)
        self._workspace.changed.connect(self._changed)
        self._workspace.opened.connect(self._forget)
        self._workspace.closing.connect(self._forget)

    # Asking ----------------------------------------------------------------------------------------------------------

    def ask(self, words: str | None = None, way: str | None = None) -> None:
        """Come to the front, ready to type; or find `words` in one of the ways of WAYS."""
        self._fill_choosers()
        if way is not None:
            self.way.setCurrentIndex([key for key, _words in WAYS].index(way))
        if words is not None:
            self.field.setText(words)
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()
        self.field.selectAll()

    def _fill_choosers(self) -> None:
        sources = [("", _("All transcripts")), *self._workspace.read(documents.source_names)]
        people = [
            ("", _("Everybody")),
            ("participants", _("Participants, not the interviewer")),
            ("interviewers", _("The interviewer only")),
            *((row.id, row.name) for row in self._workspace.read(participants.participants)),
        ]
        for chooser, rows in ((self.sources, sources), (self.who, people)):
            kept = chooser.currentData()
            chooser.blockSignals(True)
            chooser.clear()
            for key, words in rows:
                chooser.addItem(words, key)
            chooser.setCurrentIndex(max(0, chooser.findData(kept)))
            chooser.blockSignals(False)

    def _show_way(self) -> None:
        self.field.setPlaceholderText(_HINTS.get(self.way.currentData(), _HINT))
        self._soon.start()

    def scope(self) -> Scope:
        """Return whose words are wanted."""
        who = self.who.currentData() or ""
        group = who if who in ("participants", "interviewers") else ""
        coder = (self._workspace.coder_id or "") if self.uncoded.isChecked() else ""
        return Scope(group, "" if group else who, coder)

    def look(self) -> None:
        """Look for the words as they stand in the field; what was being looked for is given up."""
        self._soon.stop()
        words, way = self.field.text(), self.way.currentData()
        if not self._workspace.is_open or not words.strip():
            self.places.clear("")
            return
        nothing = {
            "pattern": _("No line matches this pattern."),
            "inside": _("No transcript has these letters."),
        }.get(way, _("No transcript has these words next to each other."))
        self.places.read(_making(words, way, self.sources.currentData() or "", self.scope()), nothing)

    # Going -----------------------------------------------------------------------------------------------------------

    def next_hit(self) -> None:
        """Go to the next place; at the last one, begin again. Where places are still being looked for, then."""
        if self._soon.isActive():
            self.look()
        if self.places.is_waiting():
            self._go_on = True
        else:
            self.places.next_place()

    def _begun(self) -> None:
        if self._go_on:
            self._go_on = False
            self.places.go()

    def _go(self, place: Place) -> None:
        self.passageChosen.emit(place.source_id, place.start, place.end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        if watched is self.field and down and self.places.model.places:
            self.places.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    # Coding ----------------------------------------------------------------------------------------------------------

    def _ask_code(self) -> None:
        self.codeAsked.emit(self.places.model.chosen(), self.places.extent.currentData())

    def _changed(self, kinds: frozenset[str]) -> None:
        # Places move with their text; codes matter only where coded ones are left out.
        if self.isVisible() and ("source" in kinds or ("coding" in kinds and self.uncoded.isChecked())):
            self._soon.start()

    def _forget(self) -> None:
        self._soon.stop()
        self.places.clear("")
        self.field.clear()
        self._soon.stop()
        self.hide()


def _making(words: str, way: str, source_id: str, scope: Scope) -> Making:
    def making(session: Any, progress: Progress) -> Iterator[Place]:
        only = {source_id} if source_id else None
        if way == "pattern":
            spans = patterns.matching(session, words, source_ids=only, progress=progress)
            return concordance.places(session, spans, scope)
        wanted = search.asked(session, words, inside=way == "inside", forms=way == "forms", progress=progress)
        if wanted is None:
            return iter(())
        found = search.hits(session, wanted, source_ids=only, progress=progress)
        return concordance.places(session, ((hit.source_id, hit.start, hit.end) for hit in found), scope)

    return making
