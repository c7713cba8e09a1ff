"""Answers: typed in from paper or talk, a person at a time, and all that was said in a round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from qda.core.review import rounds
from qda.core.review.rounds import Round
from qda.i18n import _
from qda.ui.views.reviewing.answers_said import AnswersSaid
from qda.ui.views.reviewing.answers_typing import AnswersTyping
from qda.ui.views.reviewing.round_box import RoundBox
from qda.ui.views.studying.scrolled import go
from qda.ui.widgets.labels import EmptyPlace, heading
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_KINDS = frozenset(
    {
        *("review_round", "review_item", "review_meeting", "meeting_person", "review_person", "review_response"),
        *("review_point", "point_raised"),
    }
)
_NOTHING = _("Answers belong to a round: make one, say what it shows, and write down what people say of it.")


class AnswersPage(QWidget):
    """The chosen round in two tabs: its grid to type in, and its answers to read."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.round_box = RoundBox(workspace, self)
        self.round_box.chosen.connect(self._show_round)
        self.tabs = QTabWidget(self)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar has the keyboard
        self.typing = AnswersTyping(workspace, self.tabs)
        self.said = AnswersSaid(workspace, self.tabs)
        self.tabs.addTab(self.typing, _("Type in"))
        self.tabs.addTab(self.said, _("What was said"))
        self.empty = EmptyPlace(_NOTHING, _("To the rounds"), lambda: go(self, "review", "rounds"), self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.tabs)
        lay_out(self, (title_bar(heading(_("Answers"), self, 1.3), self.round_box), self.stack))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.typing.grid if self.stack.currentIndex() else self.empty).setFocus()

    def opened(self) -> None:
        """Show the project that was opened."""
        self._show_rounds()

    def closing(self) -> None:
        """Nothing is unfinished here: cells are kept as they are left."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _KINDS and self.workspace.is_open:
            self._show_rounds()

    def showEvent(self, event: object) -> None:
        """Show the round that was chosen on another page meanwhile."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self.workspace.is_open and self.round_box.count():
            self.round_box.recall()

    def _show_rounds(self) -> None:
        found: list[Round] = self.workspace.read(rounds.rounds)
        self.stack.setCurrentIndex(int(bool(found)))
        self.round_box.setVisible(bool(found))
        self.round_box.show_rounds(found)
        self._show_round(self.round_box.current())

    def _show_round(self, one: Round | None) -> None:
        self.typing.show_round(one)
        self.said.show_round(one)
