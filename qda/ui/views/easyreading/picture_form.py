"""One picture: large, with its words, what it stands for, whom it shows, and the set it comes from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qda.core import consent, participants
from qda.core.easyread import picture_search, picture_sets, pictures
from qda.core.easyread.picture_search import Found
from qda.core.easyread.pictures import KINDS, PictureRow
from qda.core.review import people
from qda.i18n import _, n_
from qda.ui.dialogs.choose_picture import SEEN
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.picture_list import found_file, picture_on_paper
from qda.ui.workspace import Workspace

_SIDE = 168
_LINES = {
    "words": (SEEN, _("People who can’t see the picture hear these words")),
    "idea": (_("Stands for"), _("One word or two: the same thing has the same picture")),
    "search": (_("Other words"), _("Found by these, too; with commas between them")),
    "credit": (_("Credit"), _("A line for the last page: who made it")),
}
_SET_LINES = {"licence": _("Licence"), "credit": _("Line that is printed")}
_OURS = _(
    "A drawing that comes with Themeloom. It becomes one of the project’s pictures when a statement shows it; nobody "
    "needs to be named for it."
)


class PictureForm(QScrollArea):
    """The facts of the chosen picture as fields; each is kept as it is left.

    Signals: `set_removed(id)` asks to remove a set.
    """

    set_removed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.row: PictureRow | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("The chosen picture"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have the keyboard, and come into sight with it
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.large = QLabel(self.page)
        self.large.setFixedSize(_SIDE, _SIDE)
        self.about = Wrapped(parent=self.page)
        self.fields, self.set_part = QWidget(self.page), QWidget(self.page)
        self.lines = {column: KeptLine(title, self.fields) for column, (title, _hint) in _LINES.items()}
        self.kind, self.shows = QComboBox(self.fields), QComboBox(self.fields)
        self.kind.setAccessibleName(_("Kind of picture"))
        self.shows.setAccessibleName(_("Whom it shows"))
        self.shows.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.allowed = Wrapped(parent=self.fields)
        self.set_lines = {column: KeptLine(title, self.set_part) for column, title in _SET_LINES.items()}
        self.set_about = Wrapped(parent=self.set_part)
        self.set_remove = QPushButton(_("Remove the set…"), self.set_part)
        self._lay_out()
        for column, line in self.lines.items():
            line.setPlaceholderText(_LINES[column][1])
            line.setToolTip(_LINES[column][1])
            line.kept.connect(lambda words, column=column: self._edit(column, words))
        for column, line in self.set_lines.items():
            line.kept.connect(lambda words, column=column: self._edit_set(column, words))
        self.kind.activated.connect(lambda _at: self._edit("kind", self.kind.currentData()))
        self.shows.activated.connect(lambda _at: self._shows(self.shows.currentData()))
        self.set_remove.clicked.connect(lambda: self.set_removed.emit(self.row.set_id if self.row else ""))

    def _lay_out(self) -> None:
        form = QFormLayout(self.fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for column, line in self.lines.items():
            form.addRow(_LINES[column][0], line)
        form.addRow(_("Kind"), self.kind)
        form.addRow(_("Shows"), self.shows)
        form.addRow(self.allowed)
        below = QFormLayout(self.set_part)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        below.addRow(heading(_("The set it comes from"), self.set_part))
        below.addRow(self.set_about)
        for column, line in self.set_lines.items():
            below.addRow(_SET_LINES[column], line)
        below.addRow(self.set_remove)
        column_ = QVBoxLayout(self.page)
        column_.setContentsMargins(8, 0, 8, 16)
        column_.setSpacing(12)
        for part in (self.large, self.about, self.fields, self.set_part):
            column_.addWidget(part)
        column_.addStretch(1)
        self.setWidget(self.page)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_found(self, one: Found | None) -> None:
        """Show another picture; what was typed for the one before is kept first."""
        if self.row is not None and (one is None or one.picture_id != self.row.id):
            self.closing()
        self.page.setVisible(one is not None)
        rows = {} if one is None else {row.id: row for row in self.workspace.read(pictures.pictures)}
        self.row = None if one is None else rows.get(one.picture_id)
        self.fields.setVisible(self.row is not None)
        self.set_part.setVisible(self.row is not None and self.row.set_id is not None)
        if one is None:
            return
        media, data = found_file(self.workspace, one)
        self.large.setPixmap(picture_on_paper(media, data, _SIDE, self.devicePixelRatioF()))
        self.large.setAccessibleName(one.words or one.idea)
        if self.row is None:
            self.about.setText(f"{one.words}.\n{_OURS}")
            return
        self.fields.setEnabled(not self.workspace.project.read_only)
        self.set_part.setEnabled(not self.workspace.project.read_only)
        self._show_row(self.row)

    def _show_row(self, row: PictureRow) -> None:
        used = n_("Shown {n} time.", "Shown {n} times.", row.used) if row.used else _("Not shown anywhere yet.")
        others = self.workspace.read(picture_search.same_idea, row.id)
        if others:
            again = _("There is another picture for “{idea}”. One picture for one thing is easier to understand.")
            used = f"{used} {again.format(idea=row.idea)}"
        self.about.setText(used)
        for column, line in self.lines.items():
            line.show_words(str(getattr(row, column)))
        self.kind.clear()
        for value in [value for value in KINDS if value != "own"] if row.kind != "own" else ["own"]:
            self.kind.addItem(KINDS[value], value)
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self._show_people(row)
        if row.set_id is not None:
            self._show_set(row.set_id)

    def _show_people(self, row: PictureRow) -> None:
        self.shows.clear()
        self.shows.addItem(_("Nobody who could be known"), ("", ""))
        for one in self.workspace.read(participants.participants):
            self.shows.addItem(one.name, ("participant_id", one.id))
        for person in self.workspace.read(people.people):
            self.shows.addItem(person.name, ("person_id", person.id))
        shown = row.participant_id or row.person_id or ""
        at = next((at for at in range(self.shows.count()) if self.shows.itemData(at)[1] == shown), 0)
        self.shows.setCurrentIndex(at)
        self.shows.setToolTip(self.shows.currentText())
        self.allowed.setText(self._allowed(row))

    def _allowed(self, row: PictureRow) -> str:
        if row.participant_id is None and row.person_id is None:
            return _("Who can be seen in it? Say so here: it is printed only if they allow it.")
        who = row.participant_id or row.person_id
        kind = "picture" if row.participant_id else "photo"
        said = self.workspace.read(consent.allows, who, kind)
        if said:
            return _("They allow that the picture is printed.")
        why = _("They do not allow it.") if said is False else _("Nobody has recorded that they allow it.")
        return _("{why} The picture is left out of everything that is printed.").format(why=why)

    def _show_set(self, set_id: str) -> None:
        one = next(one for one in self.workspace.read(picture_sets.sets) if one.id == set_id)
        count = f"{one.name}: {n_('{n} picture.', '{n} pictures.', one.pictures)}"
        money = "" if one.commercial else _("Its licence forbids use for money: do not sell what shows these pictures.")
        self.set_about.setText(f"{count} {money}".strip())
        for column, line in self.set_lines.items():
            line.show_words(str(getattr(one, column)))

    def closing(self) -> None:
        """Keep what is typed."""
        for line in (*self.lines.values(), *self.set_lines.values()):
            line.flush()

    # Changing --------------------------------------------------------------------------------------------------------

    def _edit(self, column: str, value: str) -> None:
        row = self.row
        if row is None or self.workspace.do("Change picture", _write, row.id, {column: value}):
            return
        if column in self.lines:
            self.lines[column].put_back(str(getattr(row, column)))

    def _shows(self, who: tuple[str, str]) -> None:
        if self.row is not None:
            values: dict[str, str | None] = {"participant_id": None, "person_id": None}
            values |= {who[0]: who[1]} if who[0] else {}
            self.workspace.do("Say whom a picture shows", _write, self.row.id, values)

    def _edit_set(self, column: str, words: str) -> None:
        if self.row is not None and self.row.set_id is not None:
            values: dict[str, Any] = {column: words}
            if column == "licence":
                values["commercial"] = not picture_sets.non_commercial(words)
            if not self.workspace.do("Change set of pictures", _write_set, self.row.set_id, values):
                self._show_set(self.row.set_id)


def _write(session: Any, picture_id: str, values: dict[str, str | None]) -> None:
    pictures.edit_picture(session, picture_id, **values)


def _write_set(session: Any, set_id: str, values: dict[str, Any]) -> None:
    picture_sets.edit_set(session, set_id, **values)
