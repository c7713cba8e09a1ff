"""Questions about passphrases: the one that opens a project, a new one, and after how many minutes it locks itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from qda.i18n import _
from qda.settings import MOST_LOCK_MINUTES
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.passphrase_fields import PassphraseFields, secret_field


def ask_to_open(parent: QWidget | None, name: str, wrong: str = "") -> str | None:
    """Ask for the passphrase of the project file called `name`; `wrong` is what was wrong with the last one.

    None where the person went back.
    """
    dialog, column = _dialog(parent, _("Open a locked project"))
    _say(dialog, column, _("{name} is locked. Its passphrase opens it.").format(name=name))
    field = secret_field(dialog, _("Passphrase"))
    form = QFormLayout()
    form.addRow(_("&Passphrase"), field)
    column.addLayout(form)
    if wrong:
        _say(dialog, column, wrong, "danger")
        field.setAccessibleDescription(wrong)
    box, primary = buttons(dialog, _("Open"))
    primary.setDefault(True)
    primary.setEnabled(False)
    field.textChanged.connect(lambda words: primary.setEnabled(bool(words)))
    column.addWidget(box)
    field.setFocus()
    return field.text() if _accepted(dialog) else None


def ask_new(parent: QWidget | None, title: str, said: Iterable[str], verb: str, about: Iterable[str]) -> str | None:
    """Ask for a new passphrase, twice; `said` is what it means, `about` what a guesser knows.

    None where the person went back.
    """
    dialog, column = _dialog(parent, title)
    for words in said:
        _say(dialog, column, words)
    known = list(about)
    fields = PassphraseFields(lambda: known, dialog)
    column.addWidget(fields)
    box, primary = buttons(dialog, verb)
    primary.setDefault(True)
    primary.setEnabled(False)
    fields.changed.connect(lambda: primary.setEnabled(bool(fields.words())))
    column.addWidget(box)
    fields.first.setFocus()
    return fields.words() if _accepted(dialog) else None


def ask_minutes(parent: QWidget | None, minutes: int) -> int | None:
    """Ask after how many minutes without a key or the mouse a locked project is closed; 0 is never."""
    dialog, column = _dialog(parent, _("Lock by itself"))
    _say(dialog, column, _("A project with a passphrase is closed, and asks for it again, when nobody works in it."))
    field = QSpinBox(dialog)
    field.setRange(0, MOST_LOCK_MINUTES)
    field.setValue(minutes)
    field.setSuffix(_(" min"))
    field.setSpecialValueText(_("never"))
    field.setAccessibleName(_("Minutes until it locks by itself"))
    form = QFormLayout()
    form.addRow(_("&After"), field)
    column.addLayout(form)
    box, primary = buttons(dialog, _("Keep"))
    primary.setDefault(True)
    column.addWidget(box)
    field.setFocus()
    field.selectAll()
    return field.value() if _accepted(dialog) else None


def _dialog(parent: QWidget | None, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    return dialog, column


def _say(dialog: QDialog, column: QVBoxLayout, words: str, look: str = "muted") -> None:
    said = Wrapped(words, dialog)
    said.setProperty("muted", False)
    said.setProperty(look, True)
    # A dialog measures wrapped words before they are dressed; it is told how wide and high they are.
    said.ensurePolished()
    said.setFixedWidth(min(dialog.fontMetrics().averageCharWidth() * 60, dialog.screen().availableSize().width() - 112))
    said.setMinimumHeight(said.heightForWidth(said.width()))
    said.setMaximumHeight(said.minimumHeight())
    column.addWidget(said)


def _accepted(dialog: QDialog) -> bool:
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return answer
