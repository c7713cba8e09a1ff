"""One part of a report: its heading, words of the authors' own, and what its product lets people choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from qda.core.exporters import Product
from qda.core.reports.recipes import RecipePart
from qda.i18n import _
from qda.ui.widgets.choices_form import ChoicesForm
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import Wrapped

_FORMS = {"pages": _("As table or text"), "figure": _("As figure")}
_COUNTED = ("theme-table",)  # products whose numbers and definitions can be left out


class PartForm(QWidget):
    """Signal: `changed(row, part)` has the part as it is now and the row it was shown for, once for each change."""

    changed = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part, self.row = RecipePart(), -1
        self.about = Wrapped(parent=self)
        self.heading = KeptLine(_("Heading"), self)
        self.heading.kept.connect(lambda words: self._change(heading=words))
        self.headed = QCheckBox(_("With a heading"), self)
        self.headed.clicked.connect(lambda ticked: self._change(headed=ticked))
        self.words = KeptProse(_("Words of your own above it"), 4, self)
        self.words.setPlaceholderText(_("A line is a paragraph; begin it with “- ” for a list."))
        self.words.kept.connect(lambda words: self._change(words=words))
        self.form = QComboBox(self)
        self.form.setAccessibleName(_("Form"))
        self.form.activated.connect(lambda _row: self._change(form=str(self.form.currentData())))
        self.counts = QCheckBox(_("Numbers of sources and participants"), self)
        self.counts.clicked.connect(lambda ticked: self._change(counts=ticked))
        self.definitions = QCheckBox(_("Definitions"), self)
        self.definitions.clicked.connect(lambda ticked: self._change(definitions=ticked))
        self.choices = ChoicesForm(self)
        self.choices.changed.connect(lambda: self._change(chosen=self.choices.chosen()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for part in (self.about, self.headed, *self._named(self.heading), *self._named(self.words)):
            column.addWidget(part)
        for part in (self.form, self.counts, self.definitions, self.choices):
            column.addWidget(part)
        column.addStretch(1)

    def _named(self, field: QWidget) -> tuple[QLabel, QWidget]:
        label = QLabel(field.accessibleName(), self)
        label.setBuddy(field)
        return label, field

    def show_part(self, row: int, part: RecipePart, product: Product | None, usual: bool) -> None:
        """Show the part of a row and what its product offers; what was typed for another row is kept before.

        `usual` says whether numbers are shown where nothing is chosen.
        """
        if row != self.row:
            self.flush()
        self.row, self.part = row, part
        title = product.title if product else ""
        self.about.setText(product.about if product else _("Only words of your own, under a heading of your own."))
        self.heading.show_words(part.heading)
        self.heading.setPlaceholderText(title)
        self.heading.setEnabled(part.headed)
        self.headed.setChecked(part.headed)
        self.words.show_words(part.words)
        self.form.clear()
        for form in product.forms if product else ():
            self.form.addItem(_FORMS[form], form)
        self.form.setCurrentIndex(self.form.findData(part.form))
        self.form.setVisible(self.form.count() > 1)
        for box in (self.counts, self.definitions):
            box.setVisible(part.product in _COUNTED)
        self.counts.setChecked(usual if part.counts is None else part.counts)
        self.definitions.setChecked(part.definitions)
        chosen: Mapping[str, str] = part.chosen
        self.choices.show_choices(part.product, product.choices if product else (), chosen)

    def flush(self) -> None:
        """Say what is typed and not kept yet."""
        self.heading.flush()
        self.words.flush()

    def _change(self, **values: object) -> None:
        self.part = replace(self.part, **values)  # type: ignore[arg-type]
        self.changed.emit(self.row, self.part)
