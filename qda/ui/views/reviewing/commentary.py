"""Lived-experience commentaries: written by people who lived it, and changed by their authors alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.core.review import commentary, people
from qda.core.review.commentary import Comment
from qda.core.review.people import Reviewer
from qda.i18n import _, n_
from qda.ui.dialogs.new_commentary import NewCommentaryDialog
from qda.ui.dialogs.question import confirm
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import EmptyPlace, Wrapped, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_KINDS = frozenset({"commentary", "commentary_author", "review_person", "consent", "consent_answer"})
_HEADS = (_("Title"), _("By"), _("Words"))
_NOTHING = _(
    "People who lived it can say in their own words what the study means to them, what it got right and what is "
    "missing. A commentary stands by name in the record, and nobody but its authors changes it."
)


class CommentaryPage(QWidget):
    """A row a commentary; beside it its words, which are open only while one of its authors is writing."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.comments: list[Comment] = []
        self._people: list[Reviewer] = []
        self._here = ""
        self._writing = ""
        self._shown = ""
        self.add = QPushButton(_("New commentary…"), self)
        self.remove, self.author = QPushButton(_("Remove…"), self), QPushButton(_("Add an author"), self)
        self.table = RowsTable(_("Commentaries"), _("Choose a row to read it"), self)
        self.writer = QComboBox(self)
        self.writer.setAccessibleName(_("Who is writing now"))
        self.title = KeptLine(_("Title"), self)
        self.words = QPlainTextEdit(self)
        self.words.setAccessibleName(_("Words of the commentary"))
        self.words.setTabChangesFocus(True)
        self.about = Wrapped(parent=self)
        self.keep = QPushButton(_("Keep the words"), self)
        self.keep.setProperty("primary", True)
        self.empty = EmptyPlace(_NOTHING, _("New commentary…"), self.add_commentary, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._filled())
        lay_out(self, (title_bar(heading(_("Commentary"), self, 1.3), self.add), self.stack))
        self._connect()

    def _filled(self) -> QWidget:
        left, right = QWidget(self), QWidget(self)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.author, self.remove):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        form = QFormLayout()
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Who is writing now"), self.writer)
        form.addRow(_("Title"), self.title)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.about)
        column.addWidget(self.words, 1)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        return split("review commentary", self, (left, right), (420, 580))

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_commentary)
        self.remove.clicked.connect(self.remove_commentary)
        menu = QMenu(self.author)
        menu.aboutToShow.connect(self._fill_authors)
        self.author.setMenu(menu)
        self.table.picked.connect(self._show_chosen)
        self.writer.activated.connect(lambda _row: self._choose_writer())
        self.title.kept.connect(lambda words: self._edit("title", words))
        self.words.textChanged.connect(self._fit)
        self.keep.clicked.connect(self.keep_words)

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.comments else self.empty).setFocus()

    def opened(self) -> None:
        """Show the commentaries of a project that was just opened; nobody is writing yet."""
        self._here, self._writing = "", ""
        self._show_all()

    def closing(self) -> None:
        """Keep what an author is writing."""
        self.title.flush()
        self.keep_words()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _KINDS and self.workspace.is_open:
            self._show_all()

    def _show_all(self) -> None:
        self.comments, self._people = self.workspace.read(commentary.commentaries), self.workspace.read(people.people)
        self.table.show_by_id(_HEADS, {one.id: _cells(one) for one in self.comments}, self._here)
        self.stack.setCurrentIndex(int(bool(self.comments)))
        self.add.setVisible(bool(self.comments))
        self._show_chosen()

    def chosen(self) -> Comment | None:
        """Return the commentary whose row is chosen."""
        return self.table.chosen(self.comments)

    def _show_chosen(self) -> None:
        one = self.chosen()
        if one is not None and self._here and one.id != self._here:
            self.title.flush()
            self.keep_words()
        same = one is not None and one.id == self._here
        typed = same and self.words.toPlainText() != self._shown
        self._here = one.id if one is not None else ""
        self.writer.clear()
        self.writer.addItem(_("Nobody"), "")
        for person in self._people:
            self.writer.addItem(person.with_role, person.id)
        self.writer.setCurrentIndex(max(0, self.writer.findData(self._writing)))
        if not typed:
            self._shown = one.words if one is not None else ""
            self.words.setPlainText(self._shown)
        self.title.show_words("" if one is None else one.title)
        self._fit()

    def _choose_writer(self) -> None:
        self._writing = str(self.writer.currentData() or "")
        self._fit()

    def _fit(self) -> None:
        """Open what is written to its authors alone."""
        one = self.chosen()
        read_only = self.workspace.is_open and self.workspace.project.read_only
        may = one is not None and self._writing in one.authors and not read_only
        self.add.setEnabled(not read_only)
        self.title.setReadOnly(not may)
        self.words.setReadOnly(not may)
        self.keep.setEnabled(may and self.words.toPlainText() != self._shown)
        self.author.setEnabled(may)
        self.remove.setEnabled(may or (one is not None and not one.authors and not read_only))
        names = {person.id: person.name for person in self._people}
        who = ", ".join(names.get(key, "") for key in (one.authors if one is not None else ()))
        if one is None or may:
            self.about.setText(_("In what is written it is by {names}.").format(names=", ".join(one.by)) if one else "")
        elif not one.authors:
            self.about.setText(_("Its authors take part no more: it can be read, but nobody changes it."))
        else:
            self.about.setText(_("Only {names} can change it: say above who is writing.").format(names=who))

    # Commentaries ----------------------------------------------------------------------------------------------------

    def add_commentary(self) -> None:
        """Ask for the title and the authors of a commentary; the first of them is writing then."""
        if not self._people:
            self.workspace.failed.emit(_("Add people first, under People and consent: a commentary has authors."))
            return
        dialog = NewCommentaryDialog(self._people, self.window())
        if dialog.exec():
            title, authors = dialog.answer()
            done = self.workspace.do("Add commentary", commentary.add_commentary, title, authors)
            if done:
                self._here, self._writing = str(done.value), authors[0]
                self._show_all()
                self.words.setFocus()
        dialog.deleteLater()

    def keep_words(self) -> None:
        """Keep what the author wrote."""
        words = self.words.toPlainText()
        if self._here and not self.words.isReadOnly() and words != self._shown:
            self._shown = words
            self._edit("words", words)

    def _edit(self, column: str, words: str) -> None:
        here, by = self._here, self._writing
        if not self.workspace.do("Change commentary", _write, here, by, column, words):
            self._shown = ""
            self._show_all()

    def _fill_authors(self) -> None:
        menu, one = self.author.menu(), self.chosen()
        menu.clear()
        for person in self._people if one is not None else ():
            if one is not None and person.id not in one.authors:
                action = menu.addAction(person.name)
                action.triggered.connect(lambda _checked=False, key=person.id: self._add_author(key))

    def _add_author(self, person_id: str) -> None:
        self.workspace.do("Add author", commentary.add_author, self._here, self._writing, person_id)

    def remove_commentary(self) -> None:
        """Ask whether the chosen commentary is to go."""
        one = self.chosen()
        title = _("Remove the commentary?")
        words = _("It goes with all its words. Undo brings it back.")
        if one is not None and confirm(self.window(), title, words, _("Remove")):
            self._shown = self.words.toPlainText()
            self.workspace.do("Remove commentary", commentary.remove_commentary, one.id, self._writing)


def _cells(one: Comment) -> list[Cell]:
    number = len(one.words.split())
    words = n_("{n} word", "{n} words", number)
    return [Cell(one.title), Cell(", ".join(one.by)), Cell(str(number), number, about=words)]


def _write(session: Any, commentary_id: str, by: str, column: str, words: str) -> None:
    commentary.edit_commentary(session, commentary_id, by, **{column: words})
