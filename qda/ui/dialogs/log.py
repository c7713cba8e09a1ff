"""Shows the log of errors: what it says, where it lies, and that it holds nothing of a study."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from qda import eventlog
from qda.i18n import _
from qda.ui.widgets.labels import muted


def show_log(parent: QWidget) -> None:
    """Show the log, its end first in sight, with a button that copies it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Log of errors"))
    letters = dialog.fontMetrics().averageCharWidth()
    room = dialog.screen().availableSize()
    dialog.resize(min(letters * 100, room.width() - 64), min(letters * 70, room.height() - 64))
    about = _(
        "Faults of the program on this computer: when, of which kind, and in which of its lines. No words of a study "
        "and no names are in it. Whoever looks for a fault may need it; nothing is sent."
    )
    words = QPlainTextEdit(dialog)
    words.setReadOnly(True)
    words.setAccessibleName(_("Log of errors"))
    words.setTabChangesFocus(True)
    words.setPlainText(eventlog.read_log() or _("Nothing went wrong so far."))
    words.verticalScrollBar().setValue(words.verticalScrollBar().maximum())
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    box.button(QDialogButtonBox.StandardButton.Close).setText(_("Close"))
    copy = box.addButton(_("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words.toPlainText()))
    box.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    column.addWidget(muted(about, dialog))
    column.addWidget(words, 1)
    column.addWidget(muted(_("It lies here: {path}").format(path=eventlog.log_path()), dialog))
    column.addWidget(box)
    words.setFocus()
    dialog.exec()
    dialog.deleteLater()
