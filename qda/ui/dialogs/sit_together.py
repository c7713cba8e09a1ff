"""Before the simple screen opens: who sits at it, at which meeting, and how the screen is for that person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.consent import left_out_words
from qda.core.review import meetings, people, sitting, sorting
from qda.core.review.meetings import Meeting
from qda.core.review.pack_content import WHO, content
from qda.core.review.people import Reviewer
from qda.core.review.rounds import Round
from qda.core.review.view import COLOURS, SCANS, SIZES, View, read_view, write_view
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.dialogs.question import buttons
from qda.ui.together.answering import Answering
from qda.ui.together.screen import TogetherScreen
from qda.ui.together.sort_course import Sorting
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace

_SECONDS = _("Lights up one button after the other, each for {n} s")
_NAMED = {
    "": _("As in the whole program"),
    "light": _("Light"),
    "dark": _("Dark"),
    "contrast": _("High contrast"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who sits at the screen (one to answer, several to sort), at which meeting (None: a new one), and its view."""

    people: tuple[str, ...]
    meeting_id: str | None
    view: View


class SitTogether(QDialog):
    """Asks once; `several` for sorting together, where all who sort are named and the first one's view counts.

    `left_out` says what is not shown, since it was not allowed."""

    def __init__(
        self,
        there: list[Reviewer],
        met: list[Meeting],
        parent: QWidget | None,
        *,
        several: bool = False,
        left_out: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sort together") if several else _("Show on this screen"))
        self._people = {one.id: one for one in there}
        self.who = QComboBox(self)
        self.who.setAccessibleName(_("Who sits at the screen"))
        for one in there:
            self.who.addItem(one.name, one.id)
        self.meeting = QComboBox(self)
        self.meeting.setAccessibleName(_("Meeting"))
        for meeting in met:
            self.meeting.addItem(", ".join(filter(None, (meeting.date, meeting.place))) or _("No date"), meeting.id)
        self.meeting.addItem(_("A new meeting, today"), None)
        self.size_ = self._box(_("Size of words"), [(one, f"{one} %") for one in SIZES])
        scans = [(one, _SECONDS.format(n=one // 1000) if one else _("No")) for one in SCANS]
        self.scan = self._box(_("One switch"), scans)
        self.colours = self._box(_("Colours"), [(one, _NAMED[one]) for one in COLOURS])
        self.space = QCheckBox(_("More space between words and lines"), self)
        self.pointer = QCheckBox(_("Large pointer"), self)
        words = _("The screen covers everything, and each answer is kept at once. Esc asks whether to leave.")
        about = Wrapped(f"{words} {left_out}".strip(), self)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(_("Screen as for") if several else _("Person"), self.who)
        self.others = QListWidget(self)
        self.others.setAccessibleName(_("Who sorts"))
        self.others.setVisible(several)
        if several:
            for one in there:
                item = QListWidgetItem(one.name, self.others)
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                item.setCheckState(Qt.CheckState.Checked)
            self.others.setMaximumHeight(6 * self.fontMetrics().lineSpacing())
            form.addRow(_("Who sorts"), self.others)
        form.addRow(_("Meeting"), self.meeting)
        form.addRow(_("Size of words"), self.size_)
        form.addRow(_("One switch"), self.scan)
        form.addRow(_("Colours"), self.colours)
        form.addRow("", self.space)
        form.addRow("", self.pointer)
        wide = min(self.fontMetrics().averageCharWidth() * 64, self.screen().availableSize().width() - 64)
        self.setMinimumWidth(wide)
        about.resize(wide - 48, about.height())  # a dialog measures wrapped words before they are laid out
        box, primary = buttons(self, _("Sort") if several else _("Show"))
        primary.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(box)
        self.who.currentIndexChanged.connect(lambda _row: self._show_view())
        self._show_view()

    def _box(self, name: str, choices: Sequence[tuple[object, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for value, words in choices:
            box.addItem(words, value)
        return box

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Boxes are measured before they are dressed, and would be too low for large words.
        for box in (self.who, self.meeting, self.size_, self.scan, self.colours):
            box.setMinimumHeight(box.sizeHint().height())
        self.adjustSize()

    def _show_view(self) -> None:
        """Show how the screen is for the chosen person."""
        one = self._people.get(self.who.currentData())
        if one is None:
            return
        self._view = read_view(one.view)
        for box, value in ((self.size_, self._view.size), (self.scan, self._view.scan)):
            box.setCurrentIndex(box.findData(value))
        self.colours.setCurrentIndex(self.colours.findData(self._view.colours))
        self.space.setChecked(self._view.space)
        self.pointer.setChecked(self._view.pointer)

    def asked(self) -> Asked:
        """Return what was chosen; whose view counts comes first among the people."""
        first = self.who.currentData()
        rows = [self.others.item(row) for row in range(self.others.count())]
        ticked = [row.data(Qt.ItemDataRole.UserRole) for row in rows if row.checkState() == Qt.CheckState.Checked]
        view = replace(
            self._view,
            size=self.size_.currentData(),
            scan=self.scan.currentData(),
            colours=self.colours.currentData(),
            space=self.space.isChecked(),
            pointer=self.pointer.isChecked(),
        )
        return Asked((first, *(one for one in ticked if one != first)), self.meeting.currentData(), view)


def sit_together(workspace: Workspace, parent: QWidget, about: Round, *, sort: bool = False) -> TogetherScreen | None:
    """Ask who sits at the screen and open it, over the whole screen; None where somebody went back or it can't be.

    With `sort` the quotes of the round are sorted on piles.
    """
    there = [one for one in workspace.read(people.people) if one.role in WHO[about.audience]]
    met = [one for one in workspace.read(meetings.meetings, about.id) if one.form == "screen"]
    if not there:
        workspace.failed.emit(_("Nobody is in the review whom this round is for; add people first."))
        return None
    try:
        shown = workspace.read(content, about.id)
        if sort:
            sorting.to_sort(shown)
    except QdaError as error:
        workspace.failed.emit(error.sentence)
        return None
    dialog = SitTogether(there, met[::-1], parent, several=sort, left_out=left_out_words(shown.left_out))
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    asked = dialog.asked()
    dialog.deleteLater()
    if not answer:
        return None
    person = asked.people[0]
    if write_view(asked.view) != write_view(read_view(next(one for one in there if one.id == person).view)):
        workspace.do("Set the simple screen", people.edit_person, person, view=write_view(asked.view))
    today = date.today().isoformat()
    begun = workspace.do("Sit down at the screen", sitting.begin, about.id, asked.people, asked.meeting_id, today)
    if not begun:
        return None
    here = workspace.read(sitting.sitting, begun.value, person)
    screen = TogetherScreen(workspace, Sorting(workspace, here) if sort else Answering(workspace, here), parent)
    screen.showFullScreen()
    return screen
