"""The page of a project that was locked while its window stays: its name, and a field for the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.errors import QdaError
from qda.i18n import _
from qda.storage import keyring
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.centred import centred
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.passphrase_fields import secret_field


class LockedView(QWidget):
    """Signals: `unlocked(path)` when the passphrase opened it, `left()` where another project is wanted."""

    unlocked = Signal(Path)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._mark = QLabel(self)
        self.title = heading("", self, 1.6)
        self.title.setWordWrap(True)
        self.words = Wrapped("", self)
        self.field = secret_field(self, _("Passphrase"))
        self.field.setPlaceholderText(_("Passphrase"))
        self.unlock = QPushButton(_("Unlock"), self)
        self.unlock.setProperty("primary", True)
        self.others = QPushButton(_("Other projects"), self)
        self.problem = Wrapped("", self)
        self.problem.setProperty("muted", False)
        self.problem.setProperty("danger", True)
        self.field.returnPressed.connect(self._try)
        self.field.textChanged.connect(self._typed)
        self.unlock.clicked.connect(self._try)
        self.others.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.unlock)
        row.addWidget(self.others)
        page = QVBoxLayout()
        page.setSpacing(16)
        for part in (self._mark, self.title, self.words):
            page.addWidget(part)
        page.addLayout(row)
        page.addWidget(self.problem)
        centred(self, page)

    def show_locked(self, path: Path, words: str, *, working: bool = False) -> None:
        """Show a project that waits for its passphrase, or one that is being written anew (`working`)."""
        self._path = path
        self.title.setText(path.stem)
        self.words.setText(words)
        self.field.clear()
        self.problem.setText("")
        for part in (self.field, self.unlock, self.others):
            part.setVisible(not working)
        self._typed()
        self.dress()

    def dress(self) -> None:
        """Tint the mark with the theme's colours."""
        self._mark.setPixmap(icon("lock", theme.current()).pixmap(QSize(40, 40)))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.field.setFocus()

    def _typed(self) -> None:
        self.unlock.setEnabled(bool(self.field.text()))

    def _try(self) -> None:
        if not self.field.text():
            return
        try:
            keyring.give(self._path, self.field.text())
        except QdaError as error:
            self.problem.setText(error.sentence)
            self.field.setAccessibleDescription(error.sentence)
            self.field.selectAll()
            self.field.setFocus()
            return
        self.field.clear()
        self.unlocked.emit(self._path)
