"""The last question before names are replaced: where the key goes, whether it is sealed, and what can't be undone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.pseudonyms.applying import DROP, REPLACE
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped

_SAID = _(
    "Names are replaced in all texts, labels, names, codes, memos, reviews and reports of this project, in its history "
    "and in its backups. This can't be undone, and undo goes no further back than here. Only the key leads back: keep "
    "it in another place than the project. Nobody can make it again."
)
_ORIGINALS = {
    DROP: _("Drop original files with names"),
    REPLACE: _("Put the new text in the place of originals with names"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the key goes, what seals it ("": nothing), and what becomes of original files."""

    key: Path
    passphrase: str
    originals: str


class ReplaceNames(QDialog):
    """Asks all of it at once; the button that goes on is there when a place is chosen and both passphrases agree."""

    def __init__(self, start: Path, numbers: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Replace names"))
        self._wide = min(self.fontMetrics().averageCharWidth() * 70, self.screen().availableSize().width() - 64)
        self.key = QLineEdit(self)
        self.key.setPlaceholderText(_("A file in another place than the project"))
        self._start = start
        self.choose = QPushButton(_("Choose…"), self)
        self.choose.clicked.connect(self._choose)
        self.passphrase, self.again = QLineEdit(self), QLineEdit(self)
        for field, words in ((self.passphrase, _("Passphrase")), (self.again, _("Passphrase once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
        self.passphrase.setPlaceholderText(_("Empty: the key is a plain table"))
        self.originals = QComboBox(self)
        for value, words in _ORIGINALS.items():
            self.originals.addItem(words, value)
        self.problem = Wrapped("", self)
        self._lay_out(numbers)
        for field in (self.key, self.passphrase, self.again):
            field.textChanged.connect(self._check)
        self._check()
        self.key.setFocus()

    def _lay_out(self, numbers: str) -> None:
        place = QHBoxLayout()
        place.addWidget(self.key, 1)
        place.addWidget(self.choose)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Key file"), place)
        form.addRow(_("Passphrase"), self.passphrase)
        form.addRow(_("Once more"), self.again)
        form.addRow(_("Original files"), self.originals)
        self.key.setAccessibleName(_("Key file"))
        self.originals.setAccessibleName(_("Original files"))
        box, self.go = buttons(self, _("Replace names"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for words in (numbers, _SAID):
            said = Wrapped(words, self)
            # A dialog measures wrapped words before they are dressed; it is told how high they are.
            said.ensurePolished()
            said.setFixedWidth(self._wide - 48)
            said.setMinimumHeight(said.heightForWidth(self._wide - 48))
            column.addWidget(said)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(box)
        # On a small screen a dialog would take two thirds of it, and its fields too little.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Where the key is written"),
            str(self._start),
            _("Keys (*.csv)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.key.setText(name)

    def _check(self) -> None:
        key = self.key.text().strip()
        said = ""
        if key and Path(key).exists():
            said = _("That file exists already, and a key is never overwritten. Choose another name.")
        elif self.passphrase.text() != self.again.text():
            said = _("The two passphrases differ.")
        elif key and Path(key).parent == self._start.parent:
            said = _("That is the project's own folder: whoever gets it gets the key. Better choose another one.")
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        self.go.setEnabled(bool(key) and not Path(key).exists() and self.passphrase.text() == self.again.text())

    def choice(self) -> Choice:
        """Return what was chosen."""
        return Choice(Path(self.key.text().strip()), self.passphrase.text(), str(self.originals.currentData()))


def ask_replace(parent: QWidget, start: Path, numbers: str) -> Choice | None:
    """Ask how names are replaced; None where the person went back."""
    dialog = ReplaceNames(start, numbers, parent)
    answer = dialog.choice() if dialog.exec() == QDialog.DialogCode.Accepted else None
    # Dialogs belong to the window and would pile up in it.
    dialog.deleteLater()
    return answer
