"""Two fields for a new passphrase, with what is said of it while it is typed: how strong it is, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from qda.core.privacy.passphrases import strength
from qda.i18n import _
from qda.ui.widgets.labels import muted

NO_WAY_BACK = _(
    "Without the passphrase nobody can open the project again, not even we: write it down and keep it in another place."
)
DISKS = _(
    "The plain file and its backups are deleted. Disks may keep what was deleted for a while, and copies that were "
    "sent on stay as they are."
)
_PAUSE_MS = 150


def secret_field(parent: QWidget, name: str) -> QLineEdit:
    """Return a field in which a passphrase is typed unseen."""
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field


class PassphraseFields(QWidget):
    """The passphrase, once more, and a line below; signal `changed()` where what was typed did."""

    changed = Signal()

    def __init__(self, about: Callable[[], Iterable[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = about
        self.first, self.again = secret_field(self, _("Passphrase")), secret_field(self, _("Passphrase once more"))
        self.hint = muted("", self)
        # Three lines from the start, or the fields would give way to the last one.
        self.hint.ensurePolished()
        self.hint.setMinimumHeight(3 * self.hint.fontMetrics().lineSpacing())
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addRow(_("&Passphrase"), self.first)
        form.addRow(_("&Once more"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.hint)
        # Word lists are looked through: a key that is pressed does not wait for that.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._say)
        for field in (self.first, self.again):
            field.textChanged.connect(self._typed)
        self._say()

    def words(self) -> str:
        """Return the passphrase where both fields agree, else ""."""
        return self.first.text() if self.first.text() == self.again.text() else ""

    def _typed(self) -> None:
        self._later.start()
        self.changed.emit()

    def _say(self) -> None:
        typed = self.first.text()
        said = strength(typed, self._about()).hint if typed else _("Five or six unrelated words are a good one.")
        if self.again.text() and not self.words():
            said = f"{_('The two are not the same yet.')} {said}"
        self.hint.setText(said)
        self.first.setAccessibleDescription(said)
