"""What somebody agreed to, as a form: a choice for each thing that is asked, and how the consent came about."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from qda.core.consent import Given
from qda.i18n import _
from qda.ui.widgets.kept_fields import KeptLine, KeptProse

CHOICES = ((None, _("Not asked")), (True, _("Yes")), (False, _("No")))
FACTS: Mapping[str, tuple[str, str]] = {
    "form": (_("Version of the form"), ""),
    "given": (_("Given on"), _("2026-03-31")),
    "supported": (_("Supported by"), _("Who helped to decide, and how")),
    "deadline": (_("Can be taken back until"), _("2026-03-31")),
}
"""Titles of the facts of a consent by their columns, and what belongs there."""


class ConsentForm(QWidget):
    """Signals: `answered(kind, answer)` with True, False or None (not asked), `said(column, words)` for a fact."""

    answered = Signal(str, object)
    said = Signal(str, str)

    def __init__(self, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.answers: dict[str, QComboBox] = {}
        for kind, title in kinds.items():
            box = self.answers[kind] = QComboBox(self)
            for value, words in CHOICES:
                box.addItem(words, value)
            box.setAccessibleName(title)
            box.activated.connect(lambda _at, kind=kind, box=box: self.answered.emit(kind, box.currentData()))
            form.addRow(title, box)
        self.facts: dict[str, KeptLine | KeptProse] = {}
        for column, (title, hint) in FACTS.items():
            line = KeptLine(title, self)
            line.setPlaceholderText(hint)
            line.setToolTip(hint)
            self.facts[column] = line
            form.addRow(title, line)
        self.facts["note"] = KeptProse(_("Note about the consent"), 2, self)
        form.addRow(_("Note"), self.facts["note"])
        for column, field in self.facts.items():
            field.kept.connect(lambda words, column=column: self.said.emit(column, words))

    def show_given(self, given: Given) -> None:
        """Show what is recorded; words that are being typed stay until they are kept."""
        for kind, box in self.answers.items():
            box.setCurrentIndex([value for value, _words in CHOICES].index(given.answers.get(kind)))
        for column, field in self.facts.items():
            field.show_words(getattr(given, column))

    def put_back(self, given: Given) -> None:
        """Show what is recorded, whatever is typed: it was refused."""
        self.show_given(given)
        for column, field in self.facts.items():
            field.put_back(getattr(given, column))

    def flush(self) -> None:
        """Keep what is typed."""
        for field in self.facts.values():
            field.flush()
