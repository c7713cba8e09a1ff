"""A new attribute: its name, its type, and the options of a choice."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from qda.core.attribute_types import TYPES, WITH_OPTIONS
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import muted

_ABOUT = {
    "participant": _("Something you know about people, such as role, site or age band."),
    "source": _("Something you know about transcripts or reports, such as a quality score, design or country."),
}


def ask_attribute(parent: QWidget, scope: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Ask for (name, type, options) of a new attribute; None where the person went back."""
    dialog = NewAttributeDialog(scope, parent)
    given = dialog.given() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return given


class NewAttributeDialog(QDialog):
    """Name, type, and an option a line where the type has options."""

    def __init__(self, scope: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add attribute"))
        letter = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(min(letter * 60, self.screen().availableSize().width() - 64))
        self.name = QLineEdit(self)
        self.name.setAccessibleName(_("Name"))
        self.type = QComboBox(self)
        self.type.setAccessibleName(_("Type"))
        for key, words in TYPES.items():
            self.type.addItem(words, key)
        self.options = QPlainTextEdit(self)
        self.options.setAccessibleName(_("Options, one a line"))
        self.options.setTabChangesFocus(True)
        self.options.setPlaceholderText(_("One a line; more can come later"))
        self.options.setFixedHeight(self.fontMetrics().lineSpacing() * 6)
        box, primary = buttons(self, _("Add attribute"))
        primary.setDefault(True)
        primary.setEnabled(False)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Type"), self.type)
        form.addRow(_("Options"), self.options)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(muted(_ABOUT[scope], self))
        column.addLayout(form)
        column.addWidget(box)
        self.name.textChanged.connect(lambda words: primary.setEnabled(bool(words.strip())))
        self.type.currentIndexChanged.connect(lambda _row: form.setRowVisible(self.options, self._takes_options()))
        form.setRowVisible(self.options, False)
        self.name.setFocus()

    def _takes_options(self) -> bool:
        return self.type.currentData() in WITH_OPTIONS

    def given(self) -> tuple[str, str, tuple[str, ...]]:
        """Return name, type and options."""
        lines = self.options.toPlainText().split("\n") if self._takes_options() else []
        return self.name.text().strip(), str(self.type.currentData()), tuple(filter(None, map(str.strip, lines)))
