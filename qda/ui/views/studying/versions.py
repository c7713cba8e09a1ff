"""Codebook versions: those that were kept, and what two of them, or one and the codebook of now, differ in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core import coders
from qda.core.trail import differences, versions
from qda.core.trail.differences import KINDS, Difference
from qda.core.trail.events import Thing
from qda.core.trail.versions import Version
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.dialogs.keep_version import ask_version
from qda.ui.dialogs.question import confirm
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.word_difference import WordDifference
from qda.ui.workspace import Workspace

_JOB = _("Comparing codebooks")
_ID = Qt.ItemDataRole.UserRole


class VersionsPage(QWidget):
    """The versions at the left; at the right what two codebooks differ in, and the words of the difference chosen."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._rows: list[Version] = []
        self.told: list[Difference] = []
        self.keep = QPushButton(_("Keep this codebook…"), self)
        self.keep.setProperty("primary", True)
        keys.tip(self.keep, _("Keep this codebook as a version"), "keep_version")
        self.keep.clicked.connect(self._keep)
        head = QHBoxLayout()
        head.addWidget(heading(_("Codebook versions"), self, 1.3), 1)
        head.addWidget(self.keep)
        self.note = Wrapped(parent=self)
        self.list = TallRows(_("Codebook versions, oldest first"), self)
        self.list.currentRowChanged.connect(self._chosen)
        self.edit, self.remove = QPushButton(_("Name and note…"), self), QPushButton(_("Delete…"), self)
        self.edit.setToolTip("F2")
        self.remove.setToolTip(_("Delete"))
        self.edit.clicked.connect(self.edit_version)
        self.remove.clicked.connect(self.delete_version)
        for key, act in ((Qt.Key.Key_F2, self.edit_version), (Qt.Key.Key_Delete, self.delete_version)):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self.earlier, self.later = QComboBox(self), QComboBox(self)
        self.earlier.setAccessibleName(_("Earlier codebook"))
        self.later.setAccessibleName(_("Later codebook"))
        self.differences = TallRows(_("Differences"), self)
        self.differences.currentRowChanged.connect(lambda _row: self._show_words())
        self.words = WordDifference(_("Words before and after"), self)
        for box in (self.earlier, self.later):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _row: self.compare())
            box.currentTextChanged.connect(box.setToolTip)
        self._build(head)

    def _build(self, head: QHBoxLayout) -> None:
        left = QWidget(self)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        row.addStretch(1)
        side.addWidget(self.list, 1)
        side.addLayout(row)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        between = QHBoxLayout()
        for words, box in ((_("&From"), self.earlier), (_("&to"), self.later)):
            label = QLabel(words, self)
            label.setBuddy(box)
            between.addWidget(label)
            between.addWidget(box, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.differences)
        split.addWidget(self.words)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        self.result = Wrapped(parent=self)
        column.addLayout(between)
        column.addWidget(self.result)
        column.addWidget(split, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setObjectName("codebook versions")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([300, 640])
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addLayout(head)
        page.addWidget(self.note)
        page.addWidget(self.split, 1)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Want nothing more that is still being compared."""
        self.workspace.jobs.drop(_JOB)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & {"codebook_version", "code", "code_place", "coder"}:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.list if self._rows else self.keep).setFocus()

    def show_all(self) -> None:
        """Show the versions, with the same ones chosen and compared as before."""
        chosen, compared = self._version_id(), (self.earlier.currentData(), self.later.currentData())
        known = {row.id for row in self._rows}
        self._rows = self.workspace.read(versions.versions)
        people = {one.id: one.name for one in self.workspace.read(coders.coders)}
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._rows:
            counted = n_("{n} code", "{n} codes", row.codes)
            facts = " · ".join(filter(None, (when(row.at), people.get(row.coder_id or "", ""), counted)))
            item = QListWidgetItem("\n".join(filter(None, (row.name, facts, row.note))), self.list)
            item.setData(_ID, row.id)
        self.list.blockSignals(False)
        for box in (self.earlier, self.later):
            box.clear()
            for row in self._rows:
                box.addItem(row.name, row.id)
        self.later.addItem(_("Now"), None)
        fresh = [row.id for row in self._rows if row.id not in known]
        ids = [row.id for row in self._rows]
        last = len(ids) - 1
        wanted = fresh[-1] if fresh else chosen
        self.list.setCurrentRow(ids.index(wanted) if wanted in ids else last)
        if not fresh and compared[0] in ids and (compared[1] is None or compared[1] in ids):
            self.earlier.setCurrentIndex(ids.index(compared[0]))
            self.later.setCurrentIndex(ids.index(compared[1]) if compared[1] else len(ids))
        writable = not self.workspace.project.read_only
        for button in (self.edit, self.remove):
            button.setEnabled(bool(self._rows) and writable)
        self.keep.setEnabled(writable)
        self.split.setVisible(bool(self._rows))
        self.note.setText(
            ""
            if self._rows
            else _(
                "A version is the codebook as it stands, under a name: keep one after a meeting or before a big "
                "change, and see later what became of it."
            )
        )
        self.note.setVisible(not self._rows)
        self.compare()

    # Versions --------------------------------------------------------------------------------------------------------

    def _version_id(self) -> str | None:
        item = self.list.currentItem()
        return None if item is None else str(item.data(_ID))

    def _version(self) -> Version | None:
        return next((row for row in self._rows if row.id == self._version_id()), None)

    def _chosen(self, row: int) -> None:
        """Compare the version that is chosen with the one before it, the first with now."""
        if row < 0:
            return
        self.earlier.setCurrentIndex(max(0, row - 1))
        self.later.setCurrentIndex(row if row else self.later.count() - 1)
        self.compare()

    def _keep(self) -> None:
        from qda.ui.main_window import MainWindow

        window = self.window()
        assert isinstance(window, MainWindow)
        window.perform("keep_version")

    def edit_version(self) -> None:
        """Change name and note of the chosen version."""
        row = self._version()
        if row is None or self.workspace.project.read_only:
            return
        taken = [one.name for one in self._rows]
        named = ask_version(self, taken, row.name, row.note, verb=_("Change"))
        if named is not None and named != (row.name, row.note):
            about = [("codebook_version", row.id)]
            values = dict(zip(("name", "note"), named, strict=True))
            self.workspace.do("Describe codebook version", versions.edit_version, row.id, about=about, **values)

    def delete_version(self) -> None:
        """Delete the chosen version after a question."""
        row = self._version()
        if row is None or self.workspace.project.read_only:
            return
        words = _("“{name}” is kept no more. The codebook itself stays as it is, and this can be undone.")
        if confirm(self, _("Delete codebook version?"), words.format(name=row.name), _("Delete")):
            self.workspace.do("Delete codebook version", versions.delete_version, row.id)

    # Differences -----------------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Compare the two codebooks that are chosen, beside the window: the journal between them is read."""
        self.workspace.jobs.drop(_JOB)
        if not self._rows:
            return
        earlier, later = self.earlier.currentData(), self.later.currentData()
        order = [row.id for row in self._rows]
        if later is not None and order.index(earlier) > order.index(later):
            earlier, later = later, earlier
        self.result.setText(_("Comparing…"))
        project = self.workspace.project

        def work(_progress: object) -> list[Difference]:
            with project.read() as session:
                return differences.differences(session, earlier, later)

        self.workspace.jobs.start(_JOB, work, self._show, quiet=True)

    def _show(self, told: list[Difference]) -> None:
        self.told = told
        self.differences.clear()
        for one in told:
            item = QListWidgetItem(f"{KINDS[one.kind]} · {one.sentence}", self.differences)
            item.setToolTip(one.path)
        counted = n_("{n} difference.", "{n} differences.", len(told))
        self.result.setText(counted if told else _("These two codebooks are the same."))
        self.differences.setCurrentRow(0 if told else -1)
        self._show_words()

    def _show_words(self) -> None:
        row = self.differences.currentRow()
        one = self.told[row] if 0 <= row < len(self.told) else None
        worded = one is not None and one.kind in ("redefined", "renamed", "added", "split", "removed", "merged")
        self.words.show_words(one.before if one and worded else "", one.after if one and worded else "")

    def chosen_thing(self) -> Thing | None:
        """Return the code of the difference that is chosen, for its history."""
        row = self.differences.currentRow()
        return Thing("code", self.told[row].code_id, self.told[row].name) if 0 <= row < len(self.told) else None
