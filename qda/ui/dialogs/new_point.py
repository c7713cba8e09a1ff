"""Asks for a point that was raised in talk: the words, about what, and who raised it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qda.core.easyread import pages
from qda.core.review import people, rounds
from qda.core.review.points import KINDS
from qda.core.themes import outline
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.ticked_names import TickedNames
from qda.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NewPoint:
    """What was said: the round, the words, who raised it, and the rest of :func:`qda.core.review.points.add_point`."""

    round_id: str
    words: str
    people: tuple[str, ...]
    values: dict[str, str | None]


class NewPointDialog(QDialog):
    """Themes and easy-read pages can be what it is about; somebody has to have raised it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add a point"))
        room = self.screen().availableSize()
        self.setMinimumWidth(min(self.fontMetrics().averageCharWidth() * 70, room.width() - 64))
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 20)
        self.about, self.kind, self.round = QComboBox(self), QComboBox(self), QComboBox(self)
        self.about.addItem(_("The whole"), ("", ""))
        for theme in workspace.read(outline.themes):
            self.about.addItem(theme.name, ("theme_id", theme.id))
        for page in workspace.read(pages.pages):
            self.about.addItem(_("Page “{title}”").format(title=page.title), ("page_id", page.id))
        for name, words in KINDS.items():
            self.kind.addItem(words, name)
        self.kind.setCurrentIndex(self.kind.count() - 1)
        for one in workspace.read(rounds.rounds):
            self.round.addItem(one.name, one.id)
        self.round.setCurrentIndex(self.round.count() - 1)
        for box in (self.about, self.kind, self.round):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
        self.people = TickedNames(((one.id, one.with_role) for one in workspace.read(people.people)), self)
        self.people.setCurrentRow(0)
        self.people.setFixedHeight(self.fontMetrics().lineSpacing() * 5)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, part in (
            (_("What was raised"), self.words),
            (_("Kind"), self.kind),
            (_("About"), self.about),
            (_("In the round"), self.round),
            (_("Raised by"), self.people),
        ):
            part.setAccessibleName(title)
            part.ensurePolished()
            part.setMinimumHeight(max(part.minimumHeight(), part.minimumSizeHint().height()))
            form.addRow(title, part)
        below, self.make = buttons(self, _("Add"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(below)
        self.words.textChanged.connect(self._fit)
        self.people.itemChanged.connect(lambda _item: self._fit())
        self._fit()
        self.words.setFocus()

    def _fit(self) -> None:
        self.make.setEnabled(bool(self.words.toPlainText().strip() and self.people.chosen() and self.round.count()))

    def answer(self) -> NewPoint:
        """Return what was said."""
        column, key = self.about.currentData()
        values: dict[str, str | None] = {"kind": str(self.kind.currentData())}
        if column:
            values[str(column)] = str(key)
        return NewPoint(str(self.round.currentData()), self.words.toPlainText(), tuple(self.people.chosen()), values)
