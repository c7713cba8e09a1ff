"""What the chosen round shows, in order, in the words in which people see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.core import consent
from qda.core.review import items
from qda.core.review.items import Item
from qda.core.review.offered import offered
from qda.core.review.rounds import Round
from qda.i18n import _
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import scrolled, split
from qda.ui.workspace import Workspace

KINDS = {"theme": _("Theme"), "page": _("Page"), "statement": _("Sentence"), "quote": _("Quote")}
_HEADS = (_("Words"), _("Kind"), _("Content note"))
_NOTHING = _("Nothing is shown in this round yet: choose themes, pages, sentences or quotes.")


def words_of(item: Item) -> str:
    """Return the words by which something shown is known in lists: its title, or what it says."""
    return item.title if item.kind in ("theme", "page") and item.title else " ".join(item.words.split())


class RoundItems(QWidget):
    """A row a thing that is shown; beside it the words of the chosen one, and what is said before it."""

    kinds = frozenset({"review_item", "review_response", "consent", "consent_answer"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.items: list[Item] = []
        self._round: Round | None = None
        self._here = ""
        self.table = RowsTable(_("What is shown"), _("Choose a row to see its words"), self)
        self.table.setSortingEnabled(False)
        self.add, self.remove = QPushButton(_("Show more…"), self), QPushButton(_("Take out"), self)
        self.up, self.down = QPushButton(_("Up"), self), QPushButton(_("Down"), self)
        self.about = Wrapped(parent=self)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.title = KeptLine(_("Title"), self.page)
        self.words = KeptProse(_("Words that people see"), 6, self.page)
        self.content_note = KeptLine(_("Content note"), self.page)
        self.content_note.setPlaceholderText(_("What may upset, said before it is shown"))
        self.content_note.setToolTip(_("What may upset, said before it is shown"))
        self.add.clicked.connect(self.show_more)
        self.remove.clicked.connect(self.take_out)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for column, field in self._fields().items():
            field.kept.connect(lambda words, column=column: self._edit(column, words))
        self.table.picked.connect(self._show_chosen)
        parts = split("review items", self, (self._left(), self._right()), (600, 400))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts)

    def _fields(self) -> dict[str, KeptLine | KeptProse]:
        return {"title": self.title, "words": self.words, "content_note": self.content_note}

    def _left(self) -> QWidget:
        left = QWidget(self)
        buttons = FlowRow(left)
        for button in (self.add, self.up, self.down, self.remove):
            buttons.flow.addWidget(button)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        return left

    def _right(self) -> QWidget:
        column = QVBoxLayout(self.page)
        column.setContentsMargins(8, 8, 0, 0)
        column.setSpacing(4)
        for title, part in (
            (_("Title"), self.title),
            (_("Words that people see"), self.words),
            (_("Content note"), self.content_note),
        ):
            label = QLabel(title, self.page)
            label.setBuddy(part)
            column.addWidget(label)
            column.addWidget(part)
        column.addStretch(1)
        return scrolled(self.page, self)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_round(self, one: Round | None) -> None:
        """Show what another round shows, or the same one as it is now."""
        if self._round is not None and (one is None or one.id != self._round.id):
            self.closing()
            self._here = ""
        self._round = one
        self.items = [] if one is None else self.workspace.read(items.items, one.id)
        rows = {
            item.id: [Cell(words_of(item), about=item.words), Cell(KINDS[item.kind]), Cell(item.content_note)]
            for item in self.items
        }
        self.table.show_by_id(_HEADS, rows, self._here)
        self.about.setText(_NOTHING if one is not None and not self.items else "")
        self.about.setVisible(bool(self.about.text()))
        self._show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Give lines the room that their letters need: where the page is low, a layout would squeeze them."""
        super().showEvent(event)
        for line in (self.title, self.content_note):
            line.setMinimumHeight(line.minimumSizeHint().height())

    def closing(self) -> None:
        """Keep what is typed."""
        for field in self._fields().values():
            field.flush()

    def chosen(self) -> Item | None:
        """Return what is chosen."""
        return self.table.chosen(self.items)

    def _show_chosen(self) -> None:
        item, writable = self.chosen(), not self.workspace.project.read_only
        if self._here != (item.id if item is not None else ""):
            self.closing()
            self._here = item.id if item is not None else ""
        row = self.table.row()
        self.add.setEnabled(writable and self._round is not None)
        self.remove.setEnabled(writable and item is not None)
        self.up.setEnabled(writable and row > 0)
        self.down.setEnabled(writable and 0 <= row < len(self.items) - 1)
        for column, field in self._fields().items():
            field.setEnabled(writable and item is not None)
            field.show_words("" if item is None else getattr(item, column))

    # Changing --------------------------------------------------------------------------------------------------------

    def show_more(self) -> None:
        """Ask what else is to be shown."""
        from qda.ui.dialogs.choose_shown import ChooseShownDialog

        one = self._round
        if one is None:
            return
        dialog = ChooseShownDialog(self.workspace.read(offered, one.id), self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.workspace.do(
                "Show in review round", items.add_items, one.id, dialog.chosen(), tell=consent.left_out_words
            )
        dialog.deleteLater()

    def _edit(self, column: str, words: str) -> None:
        here = self._here
        done = here and self.workspace.do("Change what is shown", _write, here, column, words)
        if here and not done:
            self._put_back(column)

    def _put_back(self, column: str) -> None:
        """Show again what stands, after something was typed that is refused."""
        item = self.chosen()
        if item is not None:
            self._fields()[column].put_back(getattr(item, column))

    def _move(self, step: int) -> None:
        item = self.chosen()
        if item is not None:
            self.workspace.do("Move what is shown", items.move_item, item.id, self.table.row() + step)

    def take_out(self) -> None:
        """Take the chosen thing out of the round, with what was said of it; undo is offered."""
        item = self.chosen()
        if item is not None:
            words = _("Took “{words}” out, with what was said of it.").format(words=_short(words_of(item)))
            self.workspace.do("Take out of review round", items.remove_items, [item.id], tell=words)


def _short(words: str) -> str:
    return words if len(words) < 60 else words[:57].rstrip() + "…"


def _write(session: Any, item_id: str, column: str, words: str) -> None:
    items.edit_item(session, item_id, **{column: words})
