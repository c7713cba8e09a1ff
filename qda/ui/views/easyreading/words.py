"""The word bank: hard words with their explanations, by whom, and in which statements they stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qda.core.easyread import bank
from qda.core.easyread.bank import BankWord, Use
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.models.rows_model import Cell
from qda.ui.views.easyreading.summary_bar import SummaryBar
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import EmptyPlace, Wrapped
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out
from qda.ui.workspace import Workspace

_KINDS = frozenset({"easy_summary", "easy_page", "easy_statement", "hard_word"})
_HEADS = (_("Word"), _("Explanation"), _("Where"), _("By"))
_NOTHING = _(
    "Hard words that have to be there stand here with what they mean. In the pages they are bold where they come "
    "first; explain them in the next sentence. The list of words is printed at the end."
)


class WordsPage(QWidget):
    """A row a word; below it what the chosen one means."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.words: list[BankWord] = []
        self.uses: dict[str, tuple[Use, ...]] = {}
        self.bar = SummaryBar(workspace, _("Word bank"), self)
        self.bar.chosen.connect(self.show_all)
        self.add, self.remove = QPushButton(_("New word…"), self), QPushButton(_("Remove"), self)
        self.add.clicked.connect(self.add_word)
        self.remove.clicked.connect(self.remove_word)
        self.table = RowsTable(_("Words"), _("The chosen one is explained below"), self, wide=1)
        self.table.picked.connect(self._show_chosen)
        self.word, self.explanation = KeptLine(_("Word"), self), KeptLine(_("Explanation"), self)
        self.explanation.setPlaceholderText(_("One short sentence in easy words"))
        self.by = KeptLine(_("Who explained it"), self)
        self.familiar = QCheckBox(_("The people it is for know this word: it needs no explanation"), self)
        self.where = Wrapped(parent=self)
        for column, line in (("word", self.word), ("explanation", self.explanation), ("by", self.by)):
            line.kept.connect(lambda words, column=column: self._edit(**{column: words}))
        self.familiar.clicked.connect(lambda on: self._edit(familiar=on))
        self.empty = EmptyPlace(_NOTHING, _("New word…"), self.add_word, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._filled())
        lay_out(self, (self.bar, self.stack))

    def _filled(self) -> QWidget:
        upper = QWidget(self)
        buttons = FlowRow(upper)
        for button in (self.add, self.remove):
            buttons.flow.addWidget(button)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.details = QWidget(self)
        form = QFormLayout(self.details)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Word"), self.word)
        form.addRow(_("Explanation"), self.explanation)
        form.addRow(_("Who explained it"), self.by)
        form.addRow(self.familiar)
        form.addRow(self.where)
        return split("easy-read words", self, (upper, self.details), down=True, grows=0)

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.words else self.empty).setFocus()

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        for line in (self.word, self.explanation, self.by):
            line.flush()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & _KINDS:
            self.show_all()

    def language(self) -> str:
        """Return the language of the chosen summary, English where there is none yet."""
        return self.bar.summary.language if self.bar.summary else "en"

    def show_all(self, here: str = "") -> None:
        """Show the words of the summary's language, with the same one chosen."""
        one = self.chosen()
        wanted = here or (one.id if one else "")
        self.bar.reload()
        self.words = self.workspace.read(bank.bank, self.language())
        self.uses = self.workspace.read(bank.uses, self.language())
        self.table.show_by_id(_HEADS, {word.id: self._cells(word) for word in self.words}, wanted)
        self.stack.setCurrentIndex(int(bool(self.words)))
        writable = not self.workspace.project.read_only
        for part in (self.add, self.remove, self.details, self.empty):
            part.setEnabled(writable)
        self._show_chosen()

    def _cells(self, one: BankWord) -> list[Cell]:
        places = len(self.uses.get(one.id, ()))
        said = _("known, needs no explanation") if one.familiar else one.explanation or _("not explained yet")
        return [Cell(one.word), Cell(said), Cell(str(places), places), Cell(one.by)]

    def _show_chosen(self) -> None:
        one = self.chosen()
        if one is None:
            return
        self.word.show_words(one.word)
        self.explanation.show_words(one.explanation)
        self.by.show_words(one.by)
        self.familiar.setChecked(one.familiar)
        there = [f"{use.page}: {use.text}" for use in self.uses.get(one.id, ())]
        self.where.setText("\n".join(there) if there else _("It stands on no page."))

    # Words -----------------------------------------------------------------------------------------------------------

    def chosen(self) -> BankWord | None:
        """Return the word whose row is chosen."""
        return self.table.chosen(self.words)

    def _edit(self, **values: Any) -> None:
        one = self.chosen()
        if one is not None:
            self.workspace.do("Change word of word bank", bank.edit_word, one.id, **values)

    def add_word(self) -> None:
        """Ask which word is to be explained."""
        words = _("Only words that have to be there: an easier one is better.")
        word = ask_text(self.window(), _("New word"), words, _("Add"))
        if word:
            done = self.workspace.do("Add word to word bank", bank.add_word, self.language(), word)
            if done:
                self.show_all(str(done.value))
                self.explanation.setFocus()

    def remove_word(self) -> None:
        """Take the chosen word out of the bank; Undo brings it back."""
        one = self.chosen()
        if one is not None:
            tell = _("“{word}” is explained no more.").format(word=one.word)
            self.workspace.do("Remove word from word bank", bank.remove_word, one.id, tell=tell)
