"""What a product lets people choose, as a small form: a list for each choice of known values, a line for free words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from qda.core.exporters import Choice


class ChoicesForm(QWidget):
    """Signal: `changed()` when something else is chosen. What was chosen for a product stays while the window lives."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, dict[str, str]] = {}
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        self._product = ""
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(4)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)

    def show_choices(self, product: str, choices: Sequence[Choice], chosen: Mapping[str, str] | None = None) -> None:
        """Show what `product` lets people choose, with what is `chosen`, or what was chosen when it was shown last."""
        if self._product:
            self._kept[self._product] = self.chosen()
        self._product, kept = product, self._kept.get(product, {}) if chosen is None else chosen
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {}
        for choice in choices:
            field = self._field(choice, kept.get(choice.name))
            field.setAccessibleName(choice.title)
            self._form.addRow(choice.title, field)
            self._fields[choice.name] = field
        self.setVisible(bool(choices))

    def _field(self, choice: Choice, value: str | None) -> QComboBox | QLineEdit:
        if not choice.values:
            line = QLineEdit(choice.default if value is None else value, self)
            line.editingFinished.connect(self.changed)
            return line
        box = QComboBox(self)
        for one, words in choice.values:
            box.addItem(words, one)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(self.changed)
        return box

    def chosen(self) -> dict[str, str]:
        """Return what is chosen, by name."""
        return {
            name: str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
            for name, field in self._fields.items()
        }
