"""How a theme was worded over time: who wrote what in the place of what."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.core.themes.outline import ThemeRow
from qda.core.themes.wording_history import wordings
from qda.core.themes.words_for import FIELD_WORDS
from qda.i18n import _
from qda.ui.models.memos_model import day
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace


class WordingHistory(Part):
    """A card a step, the newest first: the words as they were left, and below what stood there before."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._about = self.saying(_("How name, idea, definition and limits came about, the newest first."))
        self.cards = Cards(_("Wording of the theme over time"), self)
        self.column.addWidget(self._about)
        self.column.addWidget(self.cards, 1)

    def fill(self, row: ThemeRow) -> None:
        """Show how `row` was worded."""
        cards = []
        for one in reversed(self.workspace.read(wordings, row.id)):
            head = " · ".join(filter(None, (FIELD_WORDS[one.field], day(one.at), one.coder)))
            foot = _("Before: {words}").format(words=one.before) if one.before else _("The first words for it")
            cards.append(Card(f"{one.change} {one.field}", one.after or _("Taken away"), head, foot))
        self.cards.show_cards(cards)
