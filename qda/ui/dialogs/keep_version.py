"""Asks under which name, and with which note, the codebook is kept; or a kept one is called from now on."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted


def ask_version(
    parent: QWidget, taken: Collection[str], name: str = "", note: str = "", *, verb: str = ""
) -> tuple[str, str] | None:
    """Return name and note, or None where the person went back; names in `taken` can't be had again."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Keep this codebook") if not verb else _("Name and note of the codebook version"))
    dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * 60)
    field, words = QLineEdit(name, dialog), QPlainTextEdit(note, dialog)
    field.setAccessibleName(_("Name"))
    field.setPlaceholderText(_("After the first six interviews"))
    words.setAccessibleName(_("Note"))
    words.setTabChangesFocus(True)
    words.setFixedHeight(dialog.fontMetrics().lineSpacing() * 5)
    about = _("Codes with their definitions are kept as they are now, to be compared with any later codebook.")
    said = muted(about, dialog)
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    form.addRow(_("&Name"), field)
    form.addRow(_("N&ote"), words)
    box, primary = buttons(dialog, verb or _("Keep"))
    primary.setDefault(True)
    known = {one.casefold() for one in taken if one != name}

    def look() -> None:
        wanted = " ".join(field.text().split()).casefold()
        primary.setEnabled(bool(wanted) and wanted not in known)
        said.setText(_("There is a version of that name already.") if wanted in known else about)

    field.textChanged.connect(look)
    look()
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    column.addWidget(said)
    column.addLayout(form)
    column.addWidget(box)
    field.setFocus()
    answer = (field.text().strip(), words.toPlainText()) if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return answer
