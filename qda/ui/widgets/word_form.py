"""The fields of an entry of the word list; what was written is handed over when a field is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from qda.core.wordlist import Entry
from qda.i18n import _

_FIELDS = (
    ("preferred", _("We say"), _("The wording that is preferred"), 1),
    ("avoid", _("Rather than"), _("Wordings to avoid, one a line"), 3),
    ("context", _("Where"), _("In which context"), 1),
    ("why", _("Why"), _("The reason, as it was given"), 3),
    ("said_by", _("Who says so"), _("Whose wish or advice it is"), 1),
    ("dissent", _("Different view"), _("What others say to the contrary"), 3),
)


class WordForm(QWidget):
    """Signal: `edited(values)` with the fields that were changed, when one is left; avoid is a list of wordings."""

    edited = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Any] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        for name, title, hint, lines in _FIELDS:
            field = QLineEdit(self) if lines == 1 else QPlainTextEdit(self)
            field.setAccessibleName(title)
            field.setPlaceholderText(hint)
            field.installEventFilter(self)
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
            form.addRow(title, field)
            self.fields[name] = field
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry; None is one that is not there yet."""
        for name, field in self.fields.items():
            value = getattr(entry, name) if entry is not None else ""
            words = "\n".join(value) if isinstance(value, tuple) else value
            if isinstance(field, QLineEdit):
                field.setText(words)
                field.setCursorPosition(0)
            else:
                field.setPlainText(words)
        self._shown = self.values()

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            found[name] = (
                [line.strip() for line in words.split("\n") if line.strip()] if name == "avoid" else words.strip()
            )
        return found

    def changed(self) -> dict[str, Any]:
        """Return the fields that differ from what was shown."""
        return {name: value for name, value in self.values().items() if value != self._shown[name]}

    def commit(self) -> None:
        """Hand over what was changed."""
        changed = self.changed()
        if changed:
            self.edited.emit(changed)

    def kept(self) -> None:
        """Take what stands here as what is in the project."""
        self._shown = self.values()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """Give every field the height that its words need in the size the interface has now."""
        line = self.fontMetrics().lineSpacing()
        for name, _title, _hint, lines in _FIELDS:
            self.fields[name].setFixedHeight(line * lines + 14)
