"""The piles that people made of the quotes of a round, and what became of them: candidate themes owed to them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qda.core.review import items, meetings, people, sorting
from qda.core.review.rounds import Round
from qda.core.review.sorting import Sorted
from qda.core.themes.outline import themes
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("Pile"), _("Quotes"), _("Sorted by"), _("Date"), _("Theme"))
_NOTHING = _("Nobody has sorted the quotes of this round yet. It needs five quotes or more that may be quoted.")
_ABOUT = _("A pile with a name can become a candidate theme with its quotes; it is owed to those who sorted.")


class RoundPiles(QScrollArea):
    """A row a pile; below it the quotes of the chosen one."""

    kinds = frozenset({"pile", "pile_card", "meeting_person", "review_meeting", "review_person", "theme"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.piles: list[Sorted] = []
        self._words: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.about = Wrapped(parent=self.page)
        self.table = RowsTable(_("Piles"), _("Choose a row to see its quotes; F2 gives it another name"), self.page)
        self.name, self.make = QPushButton(_("Name…"), self.page), QPushButton(_("Make a candidate theme"), self.page)
        self.name.setToolTip("F2")
        self.quotes = Wrapped(parent=self.page)
        self.table.setMinimumHeight(4 * self.table.verticalHeader().defaultSectionSize())
        self.quotes.setProperty("muted", False)
        self.name.clicked.connect(self.name_pile)
        self.make.clicked.connect(self.make_theme)
        key = QShortcut(QKeySequence("F2"), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.name_pile)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name)
        row.addWidget(self.make)
        row.addStretch(1)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(self.quotes)
        column.addLayout(row)
        column.addStretch(0)
        self.setWidget(self.page)
        self.table.picked.connect(self._show_chosen)

    def show_round(self, one: Round | None) -> None:
        """Show the piles of a round."""
        self.piles = [] if one is None else self.workspace.read(sorting.piles, round_id=one.id)
        self._words = {} if one is None else {item.id: item.words for item in self.workspace.read(items.items, one.id)}
        self._known = {row.id: row.name for row in self.workspace.read(themes)} if self.piles else {}
        names = {row.id: row.name for row in self.workspace.read(people.people)} if self.piles else {}
        dates = {} if one is None else {met.id: met.date for met in self.workspace.read(meetings.meetings, one.id)}
        rows = []
        for pile in self.piles:
            who = ", ".join(names[key] for key in self.workspace.read(sorting.sorters, pile.meeting_id))
            count = len(pile.item_ids)
            theme = self._known.get(pile.theme_id or "", "")
            name = pile.name or _("No name yet")
            rows.append([Cell(name), Cell(str(count), count), Cell(who), Cell(dates[pile.meeting_id]), Cell(theme)])
        self.table.show_rows(_HEADS, rows)
        self.table.choose_first()
        self.about.setText(_ABOUT if self.piles else _NOTHING)
        for part in (self.table, self.quotes, self.name, self.make):
            part.setVisible(bool(self.piles))
        self._show_chosen()

    def closing(self) -> None:
        """Nothing is being written here."""

    def chosen(self) -> Sorted | None:
        """Return the pile whose row is chosen."""
        return self.table.chosen(self.piles)

    def _show_chosen(self) -> None:
        pile, writable = self.chosen(), not self.workspace.project.read_only
        self.name.setEnabled(writable and pile is not None)
        self.make.setEnabled(writable and pile is not None and bool(pile.name) and pile.theme_id not in self._known)
        words = [] if pile is None else [f"“{self._words[key]}”" for key in pile.item_ids if key in self._words]
        self.quotes.setText("\n".join(words))

    def name_pile(self) -> None:
        """Ask what the people who made the chosen pile call it."""
        pile = self.chosen()
        if pile is None or self.workspace.project.read_only:
            return
        words = _("In the words of the people who made it.")
        name = ask_text(self.window(), _("Name of the pile"), words, _("Name it"), pile.name)
        if name and name != pile.name:
            self.workspace.do("Name a pile", sorting.name_pile, pile.id, name)

    def make_theme(self) -> None:
        """Make a candidate theme of the chosen pile."""
        pile = self.chosen()
        if pile is not None:
            count = len(pile.item_ids)
            told = n_(
                "A candidate theme was made, with {n} quote.", "A candidate theme was made, with {n} quotes.", count
            )
            coder = self.workspace.coder_id
            self.workspace.do("Make a theme of a pile", sorting.make_theme, pile.id, coder, tell=told)
