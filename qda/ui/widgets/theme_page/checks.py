"""What people said of a theme in rounds of review, as they said it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.core.themes.checks import checks
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.ui.models.memos_model import day
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace


class Checks(Part):
    """Answers under the round in which they were given, with what was decided."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._nothing = self.saying(_("Nobody has been asked about this theme in a round of review yet."))
        self.cards = Cards(_("What people said of the theme"), self)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.cards, 1)
        self.column.addStretch(0)

    def fill(self, row: ThemeRow) -> None:
        """Show what was said of `row`."""
        cards: list[Card] = []
        round_ = None
        for number, one in enumerate(self.workspace.read(checks, row.id)):
            if one.round != round_:
                round_ = one.round
                cards.append(Card("", " · ".join(filter(None, (one.round, one.audience)))))
            who = (
                _("{person}, with {helper}").format(person=one.person, helper=one.helper) if one.helper else one.person
            )
            said = [
                _("right: {answer}").format(answer=_(one.right)) if one.right else "",
                _("easy to understand: {answer}").format(answer=_(one.easy)) if one.easy else "",
            ]
            foot = _("Decided: {decision}").format(decision=one.decision) if one.decision else _("Not decided yet")
            head = " · ".join(filter(None, (who, day(one.at), *said)))
            cards.append(Card(f"answer {number}", one.words, head, foot))
        self.cards.show_cards(cards)
        self.cards.setVisible(bool(cards))
        self._nothing.setVisible(not cards)
