"""The history of one thing in sentences, with what words were before and after, and the way to each moment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core.trail import history_of
from qda.core.trail.events import Thing
from qda.core.trail.history_of import Line
from qda.i18n import _
from qda.progress import Progress
from qda.ui.dialogs.choose_thing import choose_thing
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import heading, muted
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.word_difference import WordDifference
from qda.ui.workspace import Workspace

_JOB = _("Reading the history")


class ThingHistory(QDialog):
    """`moment` is the change to which the person wants to go in the history of all, or None."""

    def __init__(self, workspace: Workspace, thing: Thing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._behind: list[Thing] = []
        self.moment: int | None = None
        self.thing = thing
        self.lines: list[Line] = []
        self._title = heading("", self, 1.2)
        self._title.setWordWrap(True)
        self._note = muted("", self)
        self.list = TallRows(_("History, oldest first"), self)
        self.list.currentRowChanged.connect(lambda _row: self._show_line())
        self.list.itemActivated.connect(lambda _item: self.go())
        self.words = WordDifference(_("Words before and after"), self)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.words)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        box = QDialogButtonBox(self)
        self.go_button = QPushButton(_("Show in the history"), self)
        self.go_button.setProperty("primary", True)
        self.other_button = QPushButton(_("History of the other…"), self)
        self.back_button = QPushButton(_("Back"), self)
        for button, act in (
            (self.back_button, self.back),
            (self.other_button, self.go_other),
            (self.go_button, self.go),
        ):
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(act)
        close = box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self._title, self._note, split, box):
            column.addWidget(part)
        column.setStretch(2, 1)
        letter = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(
            min(letter * 100, room.width() - 80), min(self.fontMetrics().lineSpacing() * 34, room.height() - 80)
        )
        self._read()

    def _read(self) -> None:
        """Read the history beside the window: that of a code in a long study takes seconds."""
        self.setWindowTitle(_("History of {thing}").format(thing=self.thing.words() if self.thing.name else _("…")))
        self._title.setText(self.windowTitle())
        self._note.setText(_("Reading the history…"))
        self.back_button.setVisible(bool(self._behind))
        self.list.clear()
        self.lines = []
        self._show_line()
        project, thing = self._workspace.project, self.thing

        def read(progress: Progress) -> tuple[str, list[Line]]:
            with project.read() as session:
                name = history_of.name_of(session, thing)
                return name, history_of.history_of(session, thing.kind, thing.id, progress)

        self._workspace.jobs.start(_JOB, read, lambda found: self._show(thing, *found), quiet=True)

    def _show(self, thing: Thing, name: str, lines: list[Line]) -> None:
        if thing != self.thing:
            return
        self.lines = lines
        self.thing = Thing(thing.kind, thing.id, name or thing.name)
        self.setWindowTitle(_("History of {thing}").format(thing=self.thing.words()))
        self._title.setText(self.windowTitle())
        self._note.setText("" if lines else _("Nothing is recorded of it."))
        self._note.setVisible(not lines)
        for line in lines:
            undone = "" if line.in_force else " · " + _("undone since")
            item = QListWidgetItem(f"{line.sentence}\n{when(line.time)}{undone}", self.list)
            if not line.in_force:
                item.setForeground(self.palette().placeholderText())
        self.list.setCurrentRow(len(lines) - 1)
        self.list.scrollToBottom()
        self.list.setFocus()

    def line(self) -> Line | None:
        """Return the sentence that is chosen."""
        row = self.list.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _show_line(self) -> None:
        line = self.line()
        self.words.show_words(line.before if line else "", line.after if line else "")
        self.go_button.setEnabled(line is not None)
        others = self._others()
        self.other_button.setEnabled(bool(others))
        words = _("History of {thing}").format(thing=others[0].words()) if len(others) == 1 else ""
        self.other_button.setText(words if 0 < len(words) <= 40 else _("History of the other…"))

    def _others(self) -> list[Thing]:
        line = self.line()
        return [one for one in line.others if one.kind in history_of.TOLD] if line else []

    def go(self) -> None:
        """Close, and let the window go to the chosen moment."""
        line = self.line()
        if line is not None:
            self.moment = line.change
            self.accept()

    def go_other(self) -> None:
        """Read the history of what else took part in what is chosen, such as a code that was merged away."""
        others = self._others()
        other = others[0] if len(others) == 1 else choose_thing(self, others)
        if other is not None:
            self._behind.append(self.thing)
            self.thing = other
            self._read()

    def back(self) -> None:
        """Go back to the history that was shown before."""
        if self._behind:
            self.thing = self._behind.pop()
            self._read()

    def done(self, result: int) -> None:
        """Want nothing more that is still being read."""
        self._workspace.jobs.drop(_JOB)
        super().done(result)
