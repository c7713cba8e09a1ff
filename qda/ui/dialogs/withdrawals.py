"""Who was taken out of the project, without names: the certificates of all withdrawals, read and saved as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core.withdrawal import Certificate, certificate
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.workspace import Workspace

_KINDS = {
    ".docx": _("Word (*.docx)"),
    ".html": _("Web page (*.html)"),
    ".md": _("Markdown (*.md)"),
    ".txt": _("Text (*.txt)"),
}


class WithdrawalsDialog(QDialog):
    """The withdrawals at the left, newest first; the certificate of the chosen one at the right, to be saved."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.certificates: list[Certificate] = workspace.read(certificate.certificates)
        self.setWindowTitle(_("Withdrawals"))
        self.list = TallRows(_("Withdrawals, newest first"), self)
        for one in self.certificates:
            number = sum(one.counts.values())
            words = n_("{n} thing taken out", "{n} things taken out", number)
            QListWidgetItem(f"{when(one.at)}\n{words}", self.list)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The certificate"))
        self.problem = Wrapped("", self)
        self.problem.hide()
        self.save = QPushButton(_("Save certificate…"), self)
        self.save.setProperty("primary", True)
        self.save.setToolTip(_("As Word, web page, Markdown or text; it holds no content and no name of who withdrew"))
        self.save.clicked.connect(lambda _checked: self._save())
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.setCurrentRow(0)
        self._show()
        self.list.setFocus()

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self.text)
        both.setStretchFactor(1, 1)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        both.setSizes([letter * 28, letter * 82])
        box = QDialogButtonBox(self)
        box.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        none = _("Nobody was taken out of this project. A withdrawal begins with a participant of the table of people.")
        every = _("The certificates say what went, how many of each, when and by whom. They can be saved at any time.")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(self.windowTitle(), self, 1.15))
        column.addWidget(Wrapped(every if self.certificates else none, self))
        column.addWidget(both, 1)
        column.addWidget(self.problem)
        column.addWidget(box)
        self.resize(
            min(letter * 116, room.width() - 80), min(self.fontMetrics().lineSpacing() * 30, room.height() - 80)
        )

    def chosen(self) -> Certificate | None:
        """Return the certificate that is chosen."""
        row = self.list.currentRow()
        return self.certificates[row] if 0 <= row < len(self.certificates) else None

    def _show(self) -> None:
        one = self.chosen()
        self.save.setEnabled(one is not None)
        if one is not None:
            self.text.setPlainText("\n".join(self._workspace.read(certificate.lines, one)))

    def _save(self) -> None:
        one = self.chosen()
        if one is None:
            return
        start = self._workspace.project.path.with_name(_("Certificate of withdrawal") + ".docx")
        kinds = ";;".join(_KINDS.values())
        name, kind = QFileDialog.getSaveFileName(self, _("Save certificate"), str(start), kinds)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in _KINDS:
            path = Path(f"{name}{next((suffix for suffix, words in _KINDS.items() if words == kind), '.docx')}")
        try:
            self._workspace.read(lambda session: certificate.write(path, one, session))
            said = _("The certificate is saved: {path}").format(path=path)
        except QdaError as error:
            said = error.sentence
        except OSError as error:
            said = _("{path} could not be written ({why}). Choose another place.").format(path=path, why=error.strerror)
        self.problem.setText(said)
        self.problem.show()


def show_withdrawals(parent: QWidget, workspace: Workspace) -> None:
    """Show the certificates of the project, the newest first."""
    dialog = WithdrawalsDialog(workspace, parent)
    dialog.exec()
    # Dialogs belong to the window and would pile up in it.
    dialog.deleteLater()
