"""What people said of a theme in rounds of review, as they said it, and what became of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from qda.core.review.answers import ANSWERS
from qda.core.review.points import STATES
from qda.core.review.rounds import AUDIENCES
from qda.core.themes.checks import Check, checks, decision, talked
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.ui.models.memos_model import day
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace


class Checks(Part):
    """Answers under the round in which they were given, with what was decided; then what was raised in talk."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._nothing = self.saying(_("Nobody has been asked about this theme in a round of review yet."))
        self.cards = Cards(_("What people said of the theme"), self)
        self.to_points = QPushButton(_("To the open points"), self)
        self.to_points.clicked.connect(self.go_to_points)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.cards, 1)
        self.column.addWidget(self.to_points, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(0)

    def fill(self, row: ThemeRow) -> None:
        """Show what was said of `row`."""
        cards: list[Card] = []
        round_ = None
        found: list[Check] = self.workspace.read(checks, row.id)
        for number, one in enumerate(found):
            if one.round != round_:
                round_ = one.round
                audience = AUDIENCES.get(one.audience, one.audience)
                cards.append(Card("", " · ".join(filter(None, (one.round, _(audience))))))
            cards.append(_card(number, one))
        raised = self.workspace.read(talked, row.id)
        if raised:
            cards.append(Card("", _("Raised in talk")))
        for number, (point, names) in enumerate(raised):
            head = " · ".join((", ".join(names), day(point.created)))
            cards.append(Card(f"point {number}", point.words, head, _foot((point.state,), decision(point))))
        self.cards.show_cards(cards)
        self.cards.setVisible(bool(cards))
        self.to_points.setVisible(bool(raised) or any(one.states for one in found))
        self._nothing.setVisible(not cards)

    def go_to_points(self) -> None:
        """Show the open points in the place Review together."""
        window: Any = self.window()
        window.go("review")
        window.review.choose("points")


def _card(number: int, one: Check) -> Card:
    who = _("{person}, with {helper}").format(person=one.person, helper=one.helper) if one.helper else one.person
    said = [
        _("right: {answer}").format(answer=_(ANSWERS[one.right]).lower()) if one.right else "",
        _("easy to understand: {answer}").format(answer=_(ANSWERS[one.easy]).lower()) if one.easy else "",
    ]
    head = " · ".join(filter(None, (who, one.date or day(one.at), *said)))
    body = one.words or _("No words of their own.")
    seen = _("about: {words}").format(words=" ".join(one.shown.split())) if one.shown else ""
    return Card(f"answer {number}", body, head, "\n".join(filter(None, (seen, _foot(one.states, one.decision)))))


def _foot(states: tuple[str, ...], decided: str) -> str:
    told = ", ".join(STATES[state] for state in states)
    return _("{state}: {decision}").format(state=told, decision=decided) if told and decided else told
