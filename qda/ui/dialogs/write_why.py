"""Asks why something was decided, in a few lines that become a memo."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import heading, muted


def ask_why(parent: QWidget, decision: str) -> str | None:
    """Return what the person wrote about a decision, or None where they went back."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Why was this decided?"))
    wide = dialog.fontMetrics().averageCharWidth() * 66
    dialog.setMinimumWidth(wide)
    title = heading(decision, dialog)
    title.setWordWrap(True)
    title.ensurePolished()
    title.setMinimumHeight(title.heightForWidth(wide - 48))
    words = QPlainTextEdit(dialog)
    words.setAccessibleName(_("Why was this decided?"))
    words.setTabChangesFocus(True)
    words.setMinimumHeight(dialog.fontMetrics().lineSpacing() * 8)
    box, primary = buttons(dialog, _("Write memo"))
    primary.setEnabled(False)
    words.textChanged.connect(lambda: primary.setEnabled(bool(words.toPlainText().strip())))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    column.addWidget(title)
    column.addWidget(muted(_("An analytic memo of this title, linked to what the decision is about."), dialog))
    column.addWidget(words)
    column.addWidget(box)
    words.setFocus()
    answer = words.toPlainText().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return answer
