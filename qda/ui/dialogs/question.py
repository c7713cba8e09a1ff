"""Questions before something is lost: what will happen, with numbers, and a button that says what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.errors import QuestionError
from qda.i18n import _


def _dialog(parent: QWidget | None, title: str, words: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    # A dialog measures wrapped words before they are dressed; it is told how wide and high they are.
    wide = min(dialog.fontMetrics().averageCharWidth() * 60, dialog.screen().availableSize().width() - 64)
    dialog.setMinimumWidth(wide)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(16)
    if words:
        label = QLabel(words, dialog)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.ensurePolished()
        label.setMinimumHeight(label.heightForWidth(wide - 48))
        column.addWidget(label)
    return dialog, column


def buttons(dialog: QDialog, verb: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the two buttons under a dialog, of which the one called `verb` goes on, and that one."""
    box = QDialogButtonBox(dialog)
    primary = QPushButton(verb, dialog)
    primary.setProperty("primary", True)
    box.addButton(primary, QDialogButtonBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box, primary


def confirm(parent: QWidget | None, title: str, words: str, verb: str) -> bool:
    """Ask whether to go on; `verb` is the button that does it. Esc and Cancel leave everything as it is."""
    dialog, column = _dialog(parent, title, words)
    box, _primary = buttons(dialog, verb)
    column.addWidget(box)
    return _ask(dialog)


def _ask(dialog: QDialog) -> bool:
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    # Dialogs belong to the window and would pile up in it.
    dialog.deleteLater()
    return answer


def ask_text(parent: QWidget | None, title: str, words: str, verb: str, text: str = "") -> str | None:
    """Ask for one line of text; None where the person went back."""
    dialog, column = _dialog(parent, title, words)
    field = QLineEdit(text, dialog)
    field.setAccessibleName(title)
    field.selectAll()
    box, primary = buttons(dialog, verb)
    field.textChanged.connect(lambda now: primary.setEnabled(bool(now.strip())))
    primary.setEnabled(bool(text.strip()))
    primary.setDefault(True)
    column.addWidget(field)
    column.addWidget(box)
    field.setFocus()
    return field.text().strip() if _ask(dialog) else None


def ask_passphrase(parent: QWidget | None, name: str) -> str | None:
    """Ask for the passphrase of a sealed key called `name`; None where the person went back."""
    words = _("“{name}” is sealed. Its passphrase opens it.").format(name=name)
    dialog, column = _dialog(parent, _("Passphrase"), words)
    field = QLineEdit(dialog)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(_("Passphrase"))
    box, primary = buttons(dialog, _("Open"))
    primary.setDefault(True)
    column.addWidget(field)
    column.addWidget(box)
    field.setFocus()
    return field.text() if _ask(dialog) else None


def ask_which(parent: QWidget | None, title: str, words: str, answers: Sequence[tuple[str, str]]) -> str | None:
    """Ask for one of several `answers`, each a value and the words on its button; None where the person went back.

    The buttons stand one below the other, so that any number of any length can be read.
    """
    dialog, column = _dialog(parent, title, words)
    given: list[str] = []

    def give(value: str) -> None:
        given.append(value)
        dialog.accept()

    choices = QVBoxLayout()
    choices.setSpacing(8)
    for value, verb in answers:
        button = QPushButton(verb, dialog)
        button.clicked.connect(lambda _checked=False, value=value: give(value))
        choices.addWidget(button)
    back = QDialogButtonBox(dialog)
    back.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    back.rejected.connect(dialog.reject)
    column.addLayout(choices)
    column.addWidget(back)
    return given[0] if _ask(dialog) else None


def ask_question(parent: QWidget | None, question: QuestionError) -> str | None:
    """Put what a core function asks to the person and return the answer; None where there was none."""
    return ask_which(parent, _("Which one is to stay?"), question.sentence, question.answers)
