"""The people who code and their rounds: names, roles and colours, how much each has coded, finished and looked over."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from qda.core import coder_merge, coders, readings, verifying
from qda.core.coders import COLOURS, Person
from qda.i18n import _, n_
from qda.ui.coder_signs import coder_dot
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.rows_model import Cell
from qda.ui.views.comparing.rounds_part import RoundsPart
from qda.ui.widgets.labels import heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("Name"), _("Initials"), _("Role"), _("Passages"), _("Sources read"), _("Finished"), _("Looked over"))
_NAMES = {
    "rose": _("Rose"),
    "red": _("Red"),
    "orange": _("Orange"),
    "amber": _("Amber"),
    "olive": _("Olive"),
    "green": _("Green"),
    "teal": _("Teal"),
    "cyan": _("Cyan"),
    "sky": _("Sky"),
    "blue": _("Blue"),
    "indigo": _("Indigo"),
    "violet": _("Violet"),
    "magenta": _("Magenta"),
    "pink": _("Pink"),
    "brown": _("Brown"),
    "slate": _("Slate"),
}
_KINDS = frozenset({"coder", "coding", "reading", "verification", "coding_round", "assignment", "source"})


class CodersPage(QWidget):
    """A row a person, and below it a row a round; people are added, renamed, joined and removed here."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.people: list[Person] = []
        self.add, self.rename = QPushButton(_("Add a coder…"), self), QPushButton(_("Rename…"), self)
        self.role, self.colour = QPushButton(_("Role…"), self), QPushButton(_("Colour"), self)
        self.join, self.remove = QPushButton(_("Same person as"), self), QPushButton(_("Remove…"), self)
        self.rename.setToolTip("F2")
        self.join.setToolTip(_("Two entries for one person become one; undo takes it back"))
        self.add.clicked.connect(self.add_coder)
        self.rename.clicked.connect(self.rename_coder)
        self.role.clicked.connect(self.say_role)
        self.remove.clicked.connect(self.remove_coder)
        for button, fill in ((self.colour, self._fill_colours), (self.join, self._fill_others)):
            menu = QMenu(button)
            menu.aboutToShow.connect(fill)
            button.setMenu(menu)
        self.table = RowsTable(_("Coders"), _("F2 renames the chosen person"), self)
        key = QShortcut(QKeySequence(Qt.Key.Key_F2), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.rename_coder)
        self.table.selectionModel().currentChanged.connect(self._fit)
        self.rounds = RoundsPart(workspace, self)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._upper())
        parts.addWidget(self.rounds)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(parts, 1)

    def _upper(self) -> QWidget:
        upper = QWidget(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(_("Coders and rounds"), self, 1.3), 1)
        head.addWidget(self.add)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.rename, self.role, self.colour, self.join, self.remove):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        return upper

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.table.setFocus()

    def opened(self) -> None:
        """Show the people of a project that was just opened."""
        self.refresh(_KINDS)

    def closing(self) -> None:
        """Nothing is being written here."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if not kinds & _KINDS:
            return
        self.people = self.workspace.read(coders.coders)
        # How far others are is no secret; what they coded is.
        said = self.workspace.read_everything(readings.readings)
        over = self.workspace.read(verifying.verified)
        read = Counter(one.coder_id for one in said if one.read is not None)
        finished = Counter(one.coder_id for one in said if one.finished is not None)
        looked = Counter(coder_id for coder_id, _source in {(one.coder_id, one.source_id) for one in over})
        rows = [
            [
                Cell(person.name, sign=person.colour, about=_NAMES.get(person.colour, person.colour)),
                Cell(person.initials),
                Cell(_("what you agreed on") if person.is_consensus else person.role),
                *(
                    Cell(f"{number:,}", number)
                    for number in (person.codings, read[person.id], finished[person.id], looked[person.id])
                ),
            ]
            for person in self.people
        ]
        self.table.show_rows(_HEADS, rows)
        self.table.choose_first()
        self.rounds.refresh(self.people)
        self._fit()

    def _fit(self) -> None:
        """Offer what can be done with the chosen person."""
        person, writable = self.chosen(), not self.workspace.project.read_only
        self.add.setEnabled(writable)
        for button in (self.rename, self.role, self.colour, self.remove):
            button.setEnabled(writable and person is not None)
        self.join.setEnabled(writable and bool(self._others()))

    # What is done with people ----------------------------------------------------------------------------------------

    def add_coder(self) -> None:
        """Ask for the name of a person who codes."""
        name = ask_text(self.window(), _("Add a coder"), _("The name as your team knows it."), _("Add"))
        if name:
            self.workspace.do("Add coder", coders.add_coder, name)

    def rename_coder(self) -> None:
        """Ask what the chosen person is called."""
        person = self.chosen()
        if person is None or self.workspace.project.read_only:
            return
        name = ask_text(
            self.window(), _("Rename a coder"), _("All work of this person stays."), _("Rename"), person.name
        )
        if name and name != person.name:
            self._edit("Rename coder", person, name=name)

    def say_role(self) -> None:
        """Ask for the role of the chosen person: any words, since no role opens or closes anything."""
        person = self.chosen()
        if person is None:
            return
        words = _("In any words. It is told in reports and doesn't change what a person can do.")
        role = ask_text(self.window(), _("Role"), words, _("Keep"), person.role)
        if role and role != person.role:
            self._edit("Change role", person, role=role)

    def _edit(self, label: str, person: Person, **values: str) -> None:
        about = [("coder", person.id)]
        self.workspace.do(label, lambda session: coders.edit_coder(session, person.id, **values), about=about)

    def _fill_colours(self) -> None:
        menu, person = self.colour.menu(), self.chosen()
        menu.clear()
        for colour in COLOURS if person is not None else ():
            action = menu.addAction(coder_dot(colour), _NAMES[colour])
            action.setCheckable(True)
            action.setChecked(person is not None and colour == person.colour)
            action.triggered.connect(lambda _checked=False, colour=colour: self.choose_colour(colour))

    def choose_colour(self, colour: str) -> None:
        """Give the chosen person another colour."""
        person = self.chosen()
        if person is not None and person.colour != colour:
            self._edit("Change colour", person, colour=colour)

    def _others(self) -> list[Person]:
        person = self.chosen()
        if person is None or person.is_consensus:
            return []
        return [other for other in self.people if other is not person and not other.is_consensus]

    def _fill_others(self) -> None:
        menu = self.join.menu()
        menu.clear()
        for other in self._others():
            action = menu.addAction(coder_dot(other.colour), f"{other.name} ({other.initials})")
            action.triggered.connect(lambda _checked=False, key=other.id: self.join_with(key))

    def join_with(self, kept: str) -> None:
        """Let the chosen person be one with another, whose name stays; undo is offered."""
        person = self.chosen()
        other = next((one for one in self.people if one.id == kept), None)
        if person is None or other is None:
            return
        if self.workspace.coder_id == person.id:
            self.workspace.choose_coder(kept)

        def tell(joined: int) -> str:
            words = _("{gone} and {kept} are one person now.").format(gone=person.name, kept=other.name)
            more = n_("{n} passage was joined.", "{n} passages were joined.", joined) if joined else ""
            return f"{words} {more}".strip()

        about = [("coder", kept)]
        self.workspace.do("Join coders", coder_merge.join_coders, person.id, kept, about=about, tell=tell)

    def remove_coder(self) -> None:
        """Ask, with the numbers, whether the chosen person is to go with all that person coded."""
        person = self.chosen()
        if person is None:
            return
        if person.id == self.workspace.coder_id:
            words = _("{name} is coding now. Let somebody else code first (Ctrl+Alt+P).")
            self.workspace.failed.emit(words.format(name=person.name))
            return
        work = self.workspace.read_everything(coder_merge.work_of, person.id)
        lost = n_("{n} coded passage goes", "{n} coded passages go", work.passages)
        words = _(
            "{lost} with {name}, and what was said to be read and finished. {memos} and {codes} stay, unsigned. "
            "Undo brings everything back."
        ).format(
            lost=lost,
            name=person.name,
            memos=n_("{n} memo", "{n} memos", work.memos),
            codes=n_("{n} code", "{n} codes", work.codes),
        )
        if confirm(self.window(), _("Remove a coder"), words, _("Remove")):
            self.workspace.do("Remove coder", coders.remove_coder, person.id)

    def chosen(self) -> Person | None:
        """Return the person whose row is chosen."""
        return self.table.chosen(self.people)
