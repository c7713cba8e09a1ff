"""One code becomes two: tick the passages that are to have the other code, name it, and see what that does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core import codebook_merge, retrieval
from qda.core.codebook import CodeRow
from qda.core.codebook_merge import Splitting
from qda.core.coding import WEIGHT_ANSWERS
from qda.core.retrieval import Filter, QuoteRow
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted
from qda.ui.widgets.tick_list import TickList, TickModel
from qda.ui.workspace import Workspace

_FIRST = 100  # so many are read at once; the rest follows beside the window
_PAUSE = 60  # milliseconds after the last key or tick until the numbers are counted


@dataclass(frozen=True, slots=True)
class SplitChoice:
    """Which codings are to have the code named `other`, and which weight stays where different ones meet."""

    coding_ids: tuple[str, ...]
    other: str
    weights: str


def ask_split(parent: QWidget, workspace: Workspace, code: CodeRow, book: Sequence[CodeRow]) -> SplitChoice | None:
    """Let passages of `code` be chosen for another one; None where the person went back."""
    dialog = SplitDialog(workspace, code, book, parent)
    choice = dialog.choice() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return choice


class SplitDialog(QDialog):
    """Quotes to tick, the name of the other code, the numbers, and one button."""

    def __init__(
        self, workspace: Workspace, code: CodeRow, book: Sequence[CodeRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._code = workspace, code
        self._names = {row.id: row.path for row in book}
        self.setWindowTitle(_("Split code"))
        room, line = self.screen().availableSize(), self.fontMetrics()
        self.resize(
            min(line.averageCharWidth() * 84, room.width() - 64), min(line.lineSpacing() * 40, room.height() - 64)
        )
        says = QLabel(_("Tick the passages of “{name}” that are to have another code.").format(name=code.name), self)
        says.setWordWrap(True)
        says.setTextFormat(Qt.TextFormat.PlainText)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Find passages"))
        self.filter.setAccessibleName(_("Find passages"))
        self.filter.setClearButtonEnabled(True)
        self.model = TickModel(self)
        self.list = TickList(self.model, self)
        self.list.setAccessibleName(_("Passages of the code"))
        self.list.setToolTip(_("Space ticks what is chosen"))
        self.ticked = QLabel(self)
        self._tick_all = QPushButton(_("Tick all that are shown"), self)
        self._tick_all.clicked.connect(self._all_shown)
        under = QHBoxLayout()
        under.addWidget(self.ticked, 1)
        under.addWidget(self._tick_all)
        self.other = QLineEdit(self)
        self.other.setPlaceholderText(_("A new name, or a code that there is"))
        self._complete([row.path for row in book if row.id != code.id and row.codable])
        self.weights = QComboBox(self)
        for key, words in WEIGHT_ANSWERS:
            self.weights.addItem(words, key)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.addRow(_("Other code"), self.other)
        self.form.addRow(_("Where weights differ"), self.weights)
        self.form.setRowVisible(self.weights, False)
        self.said = muted("", self)
        self.said.setMinimumHeight(line.lineSpacing() * 2)
        box, self.split = buttons(self, _("Split"))
        self.split.setDefault(True)
        self.split.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (says, self.filter):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addLayout(under)
        column.addLayout(self.form)
        column.addWidget(self.said)
        column.addWidget(box)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._look)
        self.filter.textChanged.connect(self.model.look_for)
        self.model.ticked.connect(self._ticked)
        self.other.textChanged.connect(self._changed)
        self._read({row.id: row.colour for row in book})
        self.list.setFocus()
        self._ticked()
        self._look()

    def choice(self) -> SplitChoice:
        """Return what was chosen."""
        weights = str(self.weights.currentData()) if self.form.isRowVisible(self.weights) else "ask"
        return SplitChoice(tuple(self.model.chosen()), self.other.text().strip(), weights)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc goes one step back: to all passages, and only then out.
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    def _complete(self, paths: list[str]) -> None:
        completer = QCompleter(paths, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.other.setCompleter(completer)

    def _read(self, colours: dict[str, str]) -> None:
        """Show the first quotes at once and the rest when it is there."""
        wanted = Filter(code_ids=(self._code.id,), below=False)
        first = self._workspace.read(retrieval.quotes, wanted, limit=_FIRST)
        self.model.take(first, colours)
        if first:
            self.list.setCurrentIndex(self.model.index(0))
        if len(first) < _FIRST:
            return
        project, job = self._workspace.project, _("Reading passages")

        def rest(_progress: object) -> list[QuoteRow]:
            with project.read() as session:
                return retrieval.quotes(session, wanted)

        def show(quotes: list[QuoteRow]) -> None:
            place, row = self.list.verticalScrollBar().value(), self.list.currentIndex().row()
            self.model.take(quotes, colours)
            self.model.look_for(self.filter.text())
            self.list.setCurrentIndex(self.model.index(max(row, 0)))
            self.list.verticalScrollBar().setValue(place)
            self._ticked()

        self.finished.connect(lambda: self._workspace.jobs.drop(job))
        self._workspace.jobs.start(job, rest, show, quiet=True)

    def _all_shown(self) -> None:
        self.model.tick([self.model.index(row) for row in range(self.model.rowCount())])

    def _ticked(self) -> None:
        ticked, whole = len(self.model.ticks), len(self.model.whole())
        self.ticked.setText(_("{n} of {all} ticked").format(n=ticked, all=whole))
        self._changed()

    def _changed(self) -> None:
        # Until it is known what that would do, nothing can be split.
        self.split.setEnabled(False)
        self._soon.start()

    def _look(self) -> None:
        """Say what splitting would do now, or why it can't be done yet."""
        ids = self.model.chosen()
        foretold: Splitting | None = None
        try:
            if ids and self.other.text().strip():
                read = self._workspace.read
                foretold = read(codebook_merge.splitting, self._code.id, ids, self.other.text())
                self.said.setText(self._words(foretold))
            else:
                self.said.setText(_("Space ticks; then name the other code."))
        except QdaError as error:
            self.said.setText(error.sentence)
        self.form.setRowVisible(self.weights, foretold is not None and bool(foretold.weights))
        self.split.setEnabled(foretold is not None)

    def _words(self, what: Splitting) -> str:
        moved = n_("{n} passage moves", "{n} passages move", what.moved)
        stays = n_("{n} stays", "{n} stay", what.left)
        if what.target is None:
            other = self.other.text().strip()
            return _("{moved} to the new code “{name}”, {stays}.").format(moved=moved, name=other, stays=stays)
        words = _("{moved} to “{path}”, {stays}.").format(moved=moved, path=self._names[what.target], stays=stays)
        if what.joined:
            words += " " + n_(
                "{n} joins with one that it overlaps there.",
                "{n} join with others that they overlap there.",
                what.joined,
            )
        return words
