"""The versions of a transcript's text: what each one said, and where it differs from another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qda.core.anchoring import Placing
from qda.core.coders import Person
from qda.core.correcting import versions
from qda.core.correcting.versions import Version
from qda.core.replacing import Swap
from qda.i18n import _
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import heading
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.text_differences import TextDifferences
from qda.ui.workspace import Workspace

_JOB = _("Comparing versions")
_HOW = {
    "edit": _("until it was corrected"),
    "replace": _("until it was replaced by a file"),
    "pseudonymise": _("until names were replaced"),
    "withdraw": _("until somebody's words were taken out"),
    "merge": _("until a copy with another text was merged"),
    "copy": _("the text of a copy that was merged; it was not taken"),
}


class VersionsDialog(QDialog):
    """The versions of one source; the chosen one is compared with the one after it, or with another."""

    def __init__(
        self, workspace: Workspace, source_id: str, name: str, people: list[Person], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._source_id = workspace, source_id
        self._people = {person.id: person.name for person in people}
        self.versions: list[Version] = workspace.read(versions.versions, source_id)
        self.setWindowTitle(_("Versions of “{name}”").format(name=name))
        title = heading(self.windowTitle(), self, 1.15)
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        self.list = TallRows(_("Versions, newest first"), self)
        for version in reversed(self.versions):
            QListWidgetItem(self._words(version), self.list)
        self.other = QComboBox(self)
        for version in reversed(self.versions):
            self.other.addItem(_("Version {number}").format(number=version.number), version.number)
        compared = QLabel(_("Compared with"), self)
        compared.setBuddy(self.other)
        self.differences = TextDifferences(_("Where they differ"), self)
        self.whole = QPlainTextEdit(self)
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(_("The text of this version"))
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.differences, _("Where they differ"))
        self.tabs.addTab(self.whole, _("The whole text"))
        self._lay_out(title, compared)
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        self.other.activated.connect(lambda _row: self._compare())
        self.list.setCurrentRow(min(1, len(self.versions) - 1))
        self.list.setFocus()

    def _lay_out(self, title: QLabel, compared: QLabel) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(compared)
        row.addWidget(self.other)
        row.addStretch(1)
        beside = QWidget(self)
        right = QVBoxLayout(beside)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(8)
        right.addLayout(row)
        right.addWidget(self.tabs, 1)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(beside)
        both.setStretchFactor(1, 1)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        both.setSizes([letter * 40, letter * 90])
        box = QDialogButtonBox(self)
        box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(both, 1)
        column.addWidget(box)
        self.resize(
            min(letter * 140, room.width() - 80), min(self.fontMetrics().lineSpacing() * 34, room.height() - 80)
        )

    def _words(self, version: Version) -> str:
        head = _("Version {number}").format(number=version.number)
        if version.at is None:
            return head + "\n" + _("the present text")
        who = self._people.get(version.coder_id or "", "")
        ended = " · ".join(part for part in (when(version.at), who, version.note) if part)
        return f"{head}\n{_HOW.get(version.how, '')}\n{ended}"

    def chosen(self) -> Version:
        """Return the version that is chosen."""
        return self.versions[-1 - max(0, self.list.currentRow())]

    def _choose(self) -> None:
        """Compare the chosen version with the one after it; the present text with the one before."""
        number, last = self.chosen().number, self.versions[-1].number
        numbers = [version.number for version in self.versions]
        at = numbers.index(number)
        beside = numbers[at + 1] if number != last else numbers[max(0, at - 1)]
        self.other.setCurrentIndex(self.other.findData(beside))
        self._compare()

    def _compare(self) -> None:
        """Read both texts and find their differences beside the window; the older one comes first."""
        number, beside = self.chosen().number, int(self.other.currentData())
        older, newer = sorted((number, beside))
        project, source_id = self._workspace.project, self._source_id

        def read(_progress: object) -> tuple[str, str, tuple[Swap, ...]]:
            with project.read() as session:
                before = versions.text_of(session, source_id, older)
                after = versions.text_of(session, source_id, newer)
            return before, after, Placing(before, after).swaps

        def show(found: tuple[str, str, tuple[Swap, ...]]) -> None:
            self.differences.show_differences(*found)
            self.whole.setPlainText(found[0] if number == older else found[1])

        self._workspace.jobs.start(_JOB, read, show, quiet=True)

    def done(self, result: int) -> None:
        """Want nothing more that is still being read."""
        self._workspace.jobs.drop(_JOB)
        super().done(result)
