"""Who agrees to an easy-read version, or to one of its pages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from qda.core.review.people import LIVED, Reviewer
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped


@dataclass(frozen=True, slots=True)
class Said:
    """Who agrees to which page ("": all of it), whether as a reader it is for, in which words, on which day."""

    person_id: str
    page: str
    reader: bool
    words: str
    date: str


def ask_agreement(parent: QWidget | None, people: Sequence[Reviewer], pages: Mapping[str, str]) -> Said | None:
    """Ask who of `people` agrees to which of `pages` (titles by id); None where the person went back."""
    dialog = AgreeDialog(people, pages, parent)
    said = dialog.said() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return said


class AgreeDialog(QDialog):
    """Nobody is a reader before somebody says so; only those who lived it can be."""

    def __init__(self, people: Sequence[Reviewer], pages: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("We agree this page"))
        self.setMinimumWidth(min(560, self.screen().availableSize().width() - 64))
        self._people = {one.id: one for one in people}
        self.person, self.page = QComboBox(self), QComboBox(self)
        for one in people:
            self.person.addItem(one.with_role, one.id)
        self.page.addItem(_("All of it"), "")
        for page_id, title in pages.items():
            self.page.addItem(title or _("Without a title"), page_id)
        self.reader = QCheckBox(_("Read it as somebody with intellectual disability, in their first language"), self)
        self.words, self.date = QLineEdit(self), QLineEdit(datetime.date.today().isoformat(), self)
        about = Wrapped(_("The easy-to-read logo asks for a reader like that, and for the reader's name."), self)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, field in (
            (_("Who"), self.person),
            (_("What"), self.page),
            (_("In their words"), self.words),
            (_("Day"), self.date),
        ):
            field.setAccessibleName(title)
            form.addRow(title, field)
        box, _primary = buttons(self, _("We agree"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.reader)
        column.addWidget(about)
        column.addWidget(box)
        self.person.currentIndexChanged.connect(lambda _row: self._offer())
        self._offer()

    def _offer(self) -> None:
        lived = self._people[str(self.person.currentData())].role in LIVED
        self.reader.setEnabled(lived)
        if not lived:
            self.reader.setChecked(False)

    def said(self) -> Said:
        """Return what is filled in now."""
        return Said(
            str(self.person.currentData()),
            str(self.page.currentData()),
            self.reader.isChecked(),
            self.words.text(),
            self.date.text(),
        )
