"""The form for a new project: title, who codes, approach, and where the file goes."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.approaches import APPROACHES
from qda.core.naming import clean
from qda.i18n import _
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.passphrase_fields import NO_WAY_BACK, PassphraseFields
from qda.ui.workspace import Workspace


def begin_project(workspace: Workspace, parent: QWidget, title: str = "") -> bool:
    """Ask for what a project needs, make and open it; return whether that was done."""
    dialog = NewProjectDialog(workspace.settings.person, parent)
    dialog.title.setText(title)
    begun = False
    if dialog.exec() == QDialog.DialogCode.Accepted:
        person = dialog.person.text().strip()
        workspace.settings.person = person
        approach = str(dialog.approach.currentData())
        begun = workspace.create(dialog.path(), dialog.title.text().strip(), approach, person, dialog.passphrase())
    dialog.deleteLater()
    return begun


class NewProjectDialog(QDialog):
    """Asks for what a project needs; the file name follows the title until it is changed by hand."""

    def __init__(self, person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New project"))
        self.setMinimumWidth(
            min(self.fontMetrics().averageCharWidth() * 80, self.screen().availableSize().width() - 64)
        )
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(_("Access to care in prison"))
        self.person = QLineEdit(person, self)
        self.person.setPlaceholderText(_("Your name, as your team knows you"))
        self.approach = QComboBox(self)
        for one in APPROACHES.values():
            self.approach.addItem(one.title, one.name)
        self.file = QLineEdit(self)
        browse = QPushButton(_("Choose…"), self)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.file, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(_("&Title"), self.title)
        form.addRow(_("&Who is coding"), self.person)
        form.addRow(_("&Approach"), self.approach)
        where = QLabel(_("&File"), self)
        where.setBuddy(self.file)
        form.addRow(where, place)
        for field, name in ((self.title, _("Title")), (self.person, _("Who is coding")), (self.file, _("File"))):
            field.setAccessibleName(name)
            field.textChanged.connect(self._look)
        self.approach.setAccessibleName(_("Approach"))
        hint = QLabel(
            _("Everything stays on this computer, in this one file. The approach can be changed later."), self
        )
        hint.setWordWrap(True)
        hint.setProperty("muted", True)
        self.locked = QCheckBox(_("&Lock it with a passphrase"), self)
        self.locked.toggled.connect(self._lock)
        self.secret = PassphraseFields(lambda: (self.title.text(), self.person.text(), self.file.text()), self)
        self.secret.changed.connect(self._look)
        self._no_way_back = Wrapped(NO_WAY_BACK, self)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._problem.setProperty("danger", True)
        box = QDialogButtonBox(self)
        self._make = QPushButton(_("Make project"), self)
        self._make.setProperty("primary", True)
        box.addButton(self._make, QDialogButtonBox.ButtonRole.AcceptRole)
        self._make.setDefault(True)
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(hint)
        for part in (self.locked, self._no_way_back, self.secret, self._problem):
            column.addWidget(part)
        column.addWidget(box)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._folder = documents if documents.is_dir() else Path.home()
        self._by_hand = False
        self.title.textChanged.connect(self._suggest)
        self.file.textEdited.connect(self._typed)
        self._suggest("")
        self._lock()

    def passphrase(self) -> str | None:
        """Return what the project is to be locked with, None where it is not."""
        return self.secret.words() if self.locked.isChecked() else None

    def _lock(self) -> None:
        for part in (self._no_way_back, self.secret):
            part.setVisible(self.locked.isChecked())
        if self.locked.isChecked():
            self.secret.first.setFocus()
        self._look()
        # What it wishes for would leave room below each sentence: twice as large, it would be higher than the screen.
        self._column.activate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def path(self) -> Path:
        """Return where the project goes, with its suffix."""
        path = Path(self.file.text().strip()).expanduser()
        return path if path.suffix == ".loom" else path.with_name(path.name + ".loom")

    def _suggest(self, title: str) -> None:
        if not self._by_hand:
            name = clean(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title)).strip(" .") or _("Study")
            self.file.setText(str(self._folder / f"{name}.loom"))

    def _typed(self, text: str) -> None:
        self._by_hand = bool(text.strip())

    def _browse(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Where the project goes"), self.file.text(), _("Themeloom projects (*.loom)")
        )
        if name:
            self.file.setText(name)
            self._by_hand = True

    def _look(self) -> None:
        problem = ""
        if self.file.text().strip():
            path = self.path()
            if path.exists():
                problem = _("There is a file of that name already.")
            elif not path.parent.is_dir():
                problem = _("There is no folder {folder}.").format(folder=path.parent)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        filled = all(field.text().strip() for field in (self.title, self.person, self.file))
        self._make.setEnabled(filled and not problem and self.passphrase() != "")
