"""The page of the palette about one code: what is written of a known one, or the definition of one to be made."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QLabel, QTextEdit, QVBoxLayout, QWidget

from qda.core.codebook import CodeRow
from qda.i18n import _

_PARTS = (
    (_("Definition"), "definition"),
    (_("Belongs here"), "include"),
    (_("Does not belong here"), "exclude"),
    (_("Example"), "example"),
)


class AboutCode(QWidget):
    """Name of a code and a field with its definition: to be read where the code is known, to be written where not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = QLabel(self)
        self._name.setProperty("heading", True)
        self._name.setWordWrap(True)
        self.field = QTextEdit(self)
        self.field.setAcceptRichText(False)
        self.field.setPlaceholderText(_("What belongs to this code?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self.field, 1)

    def read(self, code: CodeRow) -> None:
        """Show what is written about a known code."""
        self._name.setText(code.path)
        parts = [(words, getattr(code, field)) for words, field in _PARTS]
        pages = [f"<p><b>{escape(words)}</b><br>{_html(text)}</p>" for words, text in parts if text.strip()]
        self.field.setReadOnly(True)
        self.field.setAccessibleName(_("About this code"))
        self.field.setHtml("".join(pages) or _("Nothing is written about this code yet."))

    def write(self, name: str, definition: str) -> None:
        """Let the definition of a new code be written."""
        self._name.setText(_("New code “{name}”").format(name=name))
        self.field.setReadOnly(False)
        self.field.setAccessibleName(_("Definition"))
        self.field.setPlainText(definition)

    def written(self) -> str:
        """Return the definition that was written for a new code; "" while a known one is read."""
        return "" if self.field.isReadOnly() else self.field.toPlainText().strip()


def _html(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")
