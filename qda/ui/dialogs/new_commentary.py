"""Asks for the title of a commentary and for the people who write it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from qda.core.review.people import Reviewer
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.ticked_names import TickedNames


class NewCommentaryDialog(QDialog):
    """Authors are ticked in the list of people."""

    def __init__(self, people: Sequence[Reviewer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New commentary"))
        room = self.screen().availableSize()
        self.setMinimumWidth(min(self.fontMetrics().averageCharWidth() * 64, room.width() - 64))
        self.title = QLineEdit(self)
        self.authors = TickedNames(((one.id, one.with_role) for one in people), self)
        self.authors.setCurrentRow(0)
        self.authors.setFixedHeight(self.fontMetrics().lineSpacing() * 8)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, part in ((_("Title"), self.title), (_("Written by"), self.authors)):
            part.setAccessibleName(words)
            form.addRow(words, part)
        box, self.make = buttons(self, _("Make"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(box)
        self.title.textChanged.connect(lambda _words: self._fit())
        self.authors.itemChanged.connect(lambda _item: self._fit())
        self._fit()
        self.title.setFocus()

    def _fit(self) -> None:
        self.make.setEnabled(bool(self.title.text().strip() and self.answer()[1]))

    def answer(self) -> tuple[str, list[str]]:
        """Return the title, and the ids of the authors."""
        return self.title.text().strip(), self.authors.chosen()
