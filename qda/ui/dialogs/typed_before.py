"""What was typed in a dialog that locking had to close: kept in the project, and shown after it was opened again."""

from __future__ import annotations

import json

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace

_KEY = "typed in dialogs"


def keep(workspace: Workspace, dialog: QWidget) -> None:
    """Keep in the project what a person typed in the fields of `dialog`, but no passphrase; more joins what is kept."""
    typed = _typed(dialog)
    if typed:
        kept = [*_kept(workspace), [dialog.windowTitle(), typed]]
        # As letters and not as their codes: names are looked for in what is kept, too.
        workspace.remember({_KEY: json.dumps(kept, ensure_ascii=False)})


def show(workspace: Workspace, parent: QWidget) -> None:
    """Show what is kept, if anything, to be copied. It is kept until it was copied or given up; Esc leaves it."""
    kept = _kept(workspace)
    if not kept:
        return
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Typed before it was locked"))
    wide = min(dialog.fontMetrics().averageCharWidth() * 70, dialog.screen().availableSize().width() - 64)
    about = Wrapped(_("A dialog was closed when the project was locked. What you had typed there:"), dialog)
    about.setFixedWidth(wide - 48)
    words = QPlainTextEdit("\n\n".join(_words(title, typed) for title, typed in kept), dialog)
    words.setReadOnly(True)
    words.setTabChangesFocus(True)
    words.setAccessibleName(_("What you had typed"))
    words.setMinimumHeight(words.fontMetrics().lineSpacing() * 8)
    copy = QPushButton(_("Copy and close"), dialog)
    copy.setProperty("primary", True)
    copy.setDefault(True)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words.toPlainText()))
    box = QDialogButtonBox(dialog)
    box.addButton(copy, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(_("Give it up"), QDialogButtonBox.ButtonRole.DestructiveRole).clicked.connect(dialog.accept)
    box.addButton(_("Later"), QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    for part in (about, words, box):
        column.addWidget(part)
    words.setFocus()
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if done and workspace.is_open:
        workspace.remember({_KEY: "[]"})


def _kept(workspace: Workspace) -> list[tuple[str, list[tuple[str, str]]]]:
    return json.loads(workspace.recall(_KEY) or "[]")  # type: ignore[no-any-return]


def _typed(dialog: QWidget) -> list[tuple[str, str]]:
    """Return the names of the fields in which a person typed, and the words in them."""
    fields: list[tuple[QWidget, str, bool]] = [
        (one, one.text(), one.isModified())
        for one in dialog.findChildren(QLineEdit)
        if one.echoMode() == QLineEdit.EchoMode.Normal
    ]
    texts: list[QPlainTextEdit | QTextEdit] = [*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QTextEdit)]
    fields += [(one, one.toPlainText(), one.document().isModified()) for one in texts]
    fields.sort(key=lambda one: (one[0].mapTo(dialog, one[0].rect().topLeft()).y(), one[0].x()))
    return [(_name(dialog, one), words) for one, words, by_hand in fields if by_hand and words.strip()]


def _name(dialog: QWidget, field: QWidget) -> str:
    for label in dialog.findChildren(QLabel):
        if label.buddy() is field:
            return label.text().replace("&", "")
    return field.accessibleName()


def _words(title: str, typed: list[tuple[str, str]]) -> str:
    return "\n".join([title, *(f"{name}: {words}" if name and name != title else words for name, words in typed)])
