"""The rounds of review: made, asked again the other way round, ended and removed; below them the chosen one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from qda.core.review import rounds
from qda.core.review.rounds import AUDIENCES, FORMS, Round
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.dialogs.sit_together import sit_together
from qda.ui.models.rows_model import Cell
from qda.ui.views.reviewing.round_box import CHOSEN
from qda.ui.views.reviewing.round_facts import RoundFacts
from qda.ui.views.reviewing.round_items import RoundItems
from qda.ui.views.reviewing.round_meetings import RoundMeetings
from qda.ui.views.reviewing.round_notes import RoundNotes
from qda.ui.views.reviewing.round_packs import RoundPacks
from qda.ui.views.reviewing.round_piles import RoundPiles
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import EmptyPlace, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_HEADS = (_("Round"), _("To whom"), _("How"), _("Shown"), _("Meetings"), _("People"), _("Answers"), _("State"))
_SHORT = {"screen": _("screen"), "pack": _("pack"), "paper": _("paper")}
_NOTHING = _(
    "Show what you found to people who lived it, and write down what they say. A round says what is shown, to whom, "
    "and in which form: on this screen together, in a pack to take away, or on paper."
)


class Part(Protocol):
    """What the page asks of each tab below the table."""

    kinds: frozenset[str]

    def show_round(self, one: Round | None) -> None: ...
    def closing(self) -> None: ...


class RoundsPage(QWidget):
    """A row a round; below it, in tabs, what the chosen one asks and shows, and who met."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.rounds: list[Round] = []
        self.add = QPushButton(_("New round…"), self)
        self.rename, self.again = QPushButton(_("Rename…"), self), QPushButton(_("Ask the other way round…"), self)
        self.end, self.remove = QPushButton(_("End the round"), self), QPushButton(_("Remove…"), self)
        self.show_here, self.sort = QPushButton(_("Show on this screen…"), self), QPushButton(_("Sort together…"), self)
        self.rename.setToolTip("F2")
        self.show_here.setToolTip(_("The simple screen: one sentence and one picture at a time"))
        self.sort.setToolTip(_("People put five quotes or more on piles, and name them"))
        self.again.setToolTip(_("The same is shown, with the questions turned round: many people say yes to be kind"))
        for button, act in (
            (self.add, self.add_round),
            (self.rename, self.rename_round),
            (self.again, self.ask_again),
            (self.end, self.end_round),
            (self.remove, self.remove_round),
            (self.show_here, self.show_on_screen),
            (self.sort, self.sort_together),
        ):
            button.clicked.connect(act)
        self.table = RowsTable(_("Rounds of review"), _("F2 renames the chosen round"), self)
        key = QShortcut(QKeySequence(Qt.Key.Key_F2), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.rename_round)
        self.tabs = QTabWidget(self)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar has the keyboard
        self.facts = RoundFacts(workspace, self.tabs)
        self.items = RoundItems(workspace, self.tabs)
        self.meetings = RoundMeetings(workspace, self.tabs)
        self.notes = RoundNotes(workspace, self.ask_again, self.tabs)
        self.tabs.addTab(self.facts, _("Asked"))
        self.tabs.addTab(self.items, _("Shown"))
        self.tabs.addTab(self.meetings, _("Meetings"))
        self.packs = RoundPacks(workspace, self.tabs)
        self.tabs.addTab(self.packs, _("Packs"))
        self.piles = RoundPiles(workspace, self.tabs)
        self.tabs.addTab(self.piles, _("Piles"))
        self.tabs.addTab(self.notes, _("Notes"))
        self.parts: tuple[Part, ...] = (self.facts, self.items, self.meetings, self.packs, self.piles, self.notes)
        self.stack = QStackedWidget(self)
        self.empty = EmptyPlace(_NOTHING, _("New round…"), self.add_round, self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._filled())
        lay_out(self, (title_bar(heading(_("Rounds"), self, 1.3), self.add), self.stack))
        self.table.picked.connect(self._show_chosen)

    def _filled(self) -> QWidget:
        upper = QWidget(self)
        buttons = FlowRow(upper)
        for button in (self.show_here, self.sort, self.rename, self.again, self.end, self.remove):
            buttons.flow.addWidget(button)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.table.setMinimumHeight(3 * self.table.verticalHeader().defaultSectionSize())
        return split("review rounds", self, (upper, self.tabs), (190, 440), down=True, grows=1)

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.rounds else self.empty).setFocus()

    def opened(self) -> None:
        """Show the rounds of a project that was just opened, the one that was looked at last in front."""
        self._show_rounds(self.workspace.recall(CHOSEN) or "")

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        for part in self.parts:
            part.closing()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _KINDS:
            one = self.chosen()
            self._show_rounds("" if one is None else one.id)
        elif any(kinds & part.kinds for part in self.parts):
            self._show_chosen()

    def _show_rounds(self, here: str) -> None:
        self.rounds = self.workspace.read(rounds.rounds)
        self.table.show_by_id(_HEADS, {one.id: _cells(one) for one in self.rounds}, here)
        self.stack.setCurrentIndex(int(bool(self.rounds)))
        self.tabs.setVisible(bool(self.rounds))
        self.add.setVisible(bool(self.rounds))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the chosen round, and offer what can be done with it."""
        one, writable = self.chosen(), not self.workspace.project.read_only
        self.add.setEnabled(writable)
        for button in (self.show_here, self.sort, self.rename, self.again, self.end, self.remove):
            button.setEnabled(writable and one is not None)
        self.end.setText(_("End the round") if one is None or one.closed is None else _("Open it again"))
        for part in self.parts:
            part.show_round(one)
        if one is not None:
            self.workspace.remember({CHOSEN: one.id})

    # Rounds ----------------------------------------------------------------------------------------------------------

    def chosen(self) -> Round | None:
        """Return the round whose row is chosen."""
        return self.table.chosen(self.rounds)

    def choose(self, round_id: str) -> None:
        """Choose the row of a round."""
        self.table.choose(next(number for number, one in enumerate(self.rounds) if one.id == round_id))

    def add_round(self) -> None:
        """Ask for the name of a round, and make it."""
        words = _("Call it so that you know it again, such as “Themes, with the group in Lofttown”.")
        name = ask_text(self.window(), _("New round"), words, _("Make"))
        if name:
            done = self.workspace.do("Add review round", rounds.add_round, name)
            if done:
                self.choose(str(done.value))

    def rename_round(self) -> None:
        """Ask what the chosen round is called."""
        one = self.chosen()
        if one is None or self.workspace.project.read_only:
            return
        name = ask_text(self.window(), _("Rename a round"), _("What was said in it stays."), _("Rename"), one.name)
        if name and name != one.name:
            self.workspace.do("Rename review round", rounds.edit_round, one.id, name=name)

    def ask_again(self) -> None:
        """Make a round that shows the same and asks it the other way round."""
        one = self.chosen()
        if one is None:
            return
        words = _("It shows the same and asks “Is this hard?” and “Is this wrong?”, in another order.")
        suggested = _("{name}, the other way round").format(name=one.name)
        name = ask_text(self.window(), _("Ask again"), words, _("Make"), suggested)
        if name:
            done = self.workspace.do("Ask again the other way round", rounds.ask_the_other_way, one.id, name)
            if done:
                self.choose(str(done.value))

    def show_on_screen(self) -> None:
        """Open the simple screen for somebody to whom the chosen round is shown."""
        one = self.chosen()
        if one is not None:
            sit_together(self.workspace, self.window(), one)

    def sort_together(self) -> None:
        """Open the simple screen for people who sort the quotes of the chosen round."""
        one = self.chosen()
        if one is not None:
            sit_together(self.workspace, self.window(), one, sort=True)

    def end_round(self) -> None:
        """Say that the chosen round is over, or open it again."""
        one = self.chosen()
        if one is not None:
            ended = one.closed is not None
            label = "Open review round again" if ended else "End review round"
            self.workspace.do(label, lambda session: rounds.close_round(session, one.id, closed=not ended))

    def remove_round(self) -> None:
        """Ask, with the numbers, whether the chosen round is to go with all that was said in it."""
        one = self.chosen()
        if one is None:
            return
        words = _("{meetings}, {answers} and the points that they raised go with it. Undo brings them back.").format(
            meetings=n_("{n} meeting", "{n} meetings", one.meetings),
            answers=n_("{n} answer", "{n} answers", one.answers),
        )
        if confirm(self.window(), _("Remove “{name}”?").format(name=one.name), words, _("Remove")):
            self.workspace.do("Remove review round", rounds.remove_round, one.id)


_KINDS = frozenset({"review_round", "review_item", "review_meeting", "review_response"})


def _cells(one: Round) -> list[Cell]:
    return [
        Cell(one.name, about=one.note),
        Cell(AUDIENCES[one.audience]),
        Cell(_SHORT[one.form], about=FORMS[one.form]),
        *(Cell(str(number), number) for number in (one.items, one.meetings, one.people, one.answers)),
        Cell(_("ended") if one.closed else _("going on")),
    ]
