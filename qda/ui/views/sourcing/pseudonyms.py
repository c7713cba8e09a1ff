"""The page of pseudonyms: a table of names, the places where they stand, and replacing them everywhere at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from qda.core.pseudonyms import applying
from qda.core.pseudonyms.applying import Applied
from qda.core.pseudonyms.finding import key_of
from qda.core.pseudonyms.keyfile import is_sealed, read_key
from qda.core.pseudonyms.near import Near, near_in
from qda.core.pseudonyms.originals import media_in
from qda.core.pseudonyms.places import TEXT, Occurrence, Place, counted, occurrences, without, words_of
from qda.core.pseudonyms.proposals import Proposal, proposals
from qda.core.pseudonyms.table import Kept, Table
from qda.core.pseudonyms.wording import not_looked_into, sentences
from qda.errors import CancelledError, QdaError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.storage.project import Project
from qda.ui.dialogs.question import ask_passphrase
from qda.ui.dialogs.replace_names import Choice, ask_replace
from qda.ui.views.sourcing.names_table import NamesTable
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.hits_list import MOST, HitsList
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.titled import title_bar
from qda.ui.workspace import Workspace

_PAUSE = 400  # milliseconds after the last cell, before the project is looked through
_LOOKING, _PROPOSING, _REPLACING = _("Looking for the names"), _("Looking for names"), _("Replacing names")
_ABOUT = _(
    "Write who is who, or let likely names be proposed; see at the right where they stand, and untick what is no name "
    "there. Nothing is replaced before you say so, and this table is kept nowhere but in the key that you write then."
)
_NEAR_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Looked:
    """What looking for the names of a table found; of `hidden` places, which the coder may not see, only how many."""

    hits: list[Occurrence]
    near: list[Near]
    hidden: list[Occurrence]


_NOTHING = _Looked([], [], [])


class PseudonymsPage(QWidget):
    """A :class:`~qda.ui.widgets.sections.Page`: the table at the left, places at the right, what to do below."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.names = NamesTable()
        self.kept: set[Kept] = set()
        self._looked = _NOTHING
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        self.propose, self.read_in, self.add, self.remove, self.add_near, self.replace = (
            self._button(words, about, act)
            for words, about, act in (
                (_("Propose names"), _("Look for likely names in texts, labels and files"), self.propose_names),
                (_("Read a table…"), _("A table of names and pseudonyms, or a key"), self.read_table),
                (_("Add name"), _("Add an empty row"), self.add_name),
                (_("Remove"), _("Take the chosen rows out of the table (Delete)"), self.remove_names),
                (_("Add these"), _("Make rows of words spelled almost like a name"), self.take_near),
                (_("Replace names…"), _("Asks for the key first; it can't be undone"), self.replace_names),
            )
        )
        self.replace.setProperty("primary", True)
        self.grid = FillGrid(_("Table of pseudonyms"), self)
        self.grid.removes = True
        self.grid.typed.connect(self._typed)
        self.grid.removeAsked.connect(lambda _rows: self.remove_names())
        self.grid.rowsAsked.connect(self._add_rows)
        self.grid.selectionModel().selectionChanged.connect(lambda *_chosen: self._show_hits())
        self.hits = HitsList(self)
        self.hits.decided.connect(self._decided)
        self.hits.opened.connect(self._go)
        self.about, self.shown, self.near, self.problem = (Wrapped(words, self) for words in (_ABOUT, "", "", ""))

    def _button(self, words: str, about: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setToolTip(about)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.grid, 1)
        row = QHBoxLayout()
        for button in (self.add, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 16, 0)
        column.setSpacing(8)
        column.addWidget(self.shown)
        column.addWidget(self.hits, 1)
        column.addWidget(self.near)
        row = QHBoxLayout()
        row.addWidget(self.add_near)
        row.addStretch(1)
        column.addLayout(row)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("pseudonyms")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([620, 520])
        head = title_bar(heading(_("Pseudonyms"), self, 1.3), self.propose, self.read_in)
        head.setContentsMargins(16, 0, 16, 0)
        self.about.setContentsMargins(16, 0, 16, 0)
        foot = title_bar(self.problem, self.replace)
        foot.setContentsMargins(16, 0, 16, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 16)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.about)
        whole.addWidget(splitter, 1)
        whole.addLayout(foot)
        order = (self.propose, self.read_in, self.grid, self.add, self.remove, self.hits, self.add_near, self.replace)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show an empty table: names of another project are none of this one's."""
        self.names, self.kept, self._looked = NamesTable(), set(), _NOTHING
        self._show_about()
        self._show_all()

    def closing(self) -> None:
        """Forget the table; whoever wants to go on with it reads the key, or a file of their own."""
        self._timer.stop()
        self.workspace.jobs.drop(_LOOKING)
        self.names, self.kept, self._looked = NamesTable(), set(), _NOTHING

    def refresh(self, kinds: frozenset[str]) -> None:
        """Look again where a change may have touched words."""
        self._show_about()
        if kinds and self.workspace.is_open and len(self.names):
            self._timer.start()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.grid if len(self.names) else self.propose).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_about()

    def _show_about(self) -> None:
        """Say what the page is for, and that pictures and sounds are not looked into where the project holds some."""
        if self.isVisible() and self.workspace.is_open:
            unseen = not_looked_into(self.workspace.read(media_in))
            self.about.setText(" ".join(filter(None, (_ABOUT, unseen))))

    def _show_all(self) -> None:
        times: dict[str, int] = {}
        for one in (*self._looked.hits, *self._looked.hidden):
            times[key_of(one.name)] = times.get(key_of(one.name), 0) + len(one.places)
        read_only = self.workspace.project.read_only
        self.grid.fill.show(self.names.rows(), self.names.columns(), self.names.words(times), read_only=read_only)
        self._show_hits()
        self._show_near()
        self._check()

    # The table -------------------------------------------------------------------------------------------------------

    def _typed(self, cells: dict[tuple[str, str], str]) -> None:
        self.names.fill(cells)
        self._changed()

    def _changed(self) -> None:
        self._show_all()
        self._timer.start()

    def _add_rows(self, number: int) -> None:
        for _row in range(number):
            self.names.add()
        self._show_all()

    def add_name(self) -> None:
        """Add an empty row and put the keyboard into it."""
        self._add_rows(1)
        self.grid.setCurrentIndex(self.grid.fill.index(len(self.names) - 1, 0))
        self.grid.setFocus()

    def remove_names(self) -> None:
        """Take the chosen rows out of the table."""
        self.names.remove(self.grid.chosen_rows())
        self._changed()

    def read_table(self) -> None:
        """Ask for a table of names, or a key, and take its rows."""
        kinds = _("Tables and keys (*.csv *.tsv *.xlsx *.key);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Read a table"), "", kinds)
        if name:
            self.take_table(Path(name))

    def take_table(self, path: Path) -> None:
        """Take the rows of a table or a key; what stayed then stays."""
        words = ask_passphrase(self, path.name) if is_sealed(path) else ""
        if words is None:
            return
        try:
            read = read_key(path, words).table
        except QdaError as error:
            self.workspace.failed.emit(error.sentence)
            return
        self.names.add_entries(read.entries)
        self.kept |= read.kept
        self._changed()

    def propose_names(self) -> None:
        """Look for likely names beside the window."""
        project, known = self.workspace.project, self.names.loose()

        def look(progress: Progress) -> list[Proposal]:
            with project.read(everything=True) as session:
                return proposals(session, known, progress=progress)

        self.workspace.jobs.start(_PROPOSING, look, self._proposed)

    def _proposed(self, found: list[Proposal]) -> None:
        added = self.names.add_proposals(found)
        self.workspace.told.emit(n_("{n} name proposed.", "{n} names proposed.", added), False)
        self._changed()
        self.grid.setFocus()

    # Where they stand ------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        if not self.workspace.is_open:
            return
        project, wanted = self.workspace.project, self.names.loose()

        def look(progress: Progress) -> _Looked:
            with project.read() as session:
                hits, near = occurrences(session, wanted, progress), near_in(session, wanted)
            if not project.sight:
                return _Looked(hits, near, [])
            with project.read(everything=True) as session:
                return _Looked(hits, near, without(occurrences(session, wanted, progress), hits))

        self.workspace.jobs.start(_LOOKING, look, self._found, quiet=True)

    def _found(self, looked: _Looked) -> None:
        self._looked = looked
        self._show_all()

    def _shown_hits(self) -> list[Occurrence]:
        """Return the places of the chosen rows, or of all where none has a name."""
        chosen = {key_of(self.names.name(row)) for row in self.grid.chosen_rows()} - {""}
        return [one for one in self._looked.hits if not chosen or key_of(one.name) in chosen]

    def _show_hits(self) -> None:
        found = self._shown_hits()
        self.hits.show_hits(found, self.kept)
        self._tell_hits(found)

    def _tell_hits(self, found: Sequence[Occurrence]) -> None:
        words = n_("{n} place of the chosen names.", "{n} places of the chosen names.", _total(found))
        if len(found) > MOST:
            words += " " + _("The first {n} are shown.").format(n=MOST)
        told = words if found else _("Where the chosen names stand is shown here.")
        self.shown.setText(" ".join(filter(None, (told, self._hidden()))))

    def _hidden(self) -> str:
        """Return what to say of places that lie in what is hidden from the coder; they can't be decided one by one."""
        own_view = self.workspace.own_view()
        if not own_view or not self._looked.hidden:
            return ""
        stays = _total(one for one in self._looked.hidden if one.kept or one.context in self.kept)
        goes = _total(self._looked.hidden) - stays
        words = [own_view]
        if goes:
            words.append(
                n_(
                    "{n} more place of all names lies in it and is replaced as well.",
                    "{n} more places of all names lie in it and are replaced as well.",
                    goes,
                )
            )
        if stays:
            words.append(
                n_(
                    "{n} more place lies in it and stays: it says the same as one that is unticked.",
                    "{n} more places lie in it and stay: they say the same as one that is unticked.",
                    stays,
                )
            )
        return " ".join(words)

    def _show_near(self) -> None:
        near = self._looked.near
        some = ", ".join(f"{one.words} ({one.times})" for one in near[:_NEAR_SHOWN])
        more = _(" and {n} more").format(n=len(near) - _NEAR_SHOWN) if len(near) > _NEAR_SHOWN else ""
        self.near.setText(_("Spelled almost like a name: {words}{more}").format(words=some, more=more) if near else "")
        self.near.setVisible(bool(near))
        self.add_near.setVisible(bool(near))

    def take_near(self) -> None:
        """Make rows of the words that are spelled almost like a name."""
        self.names.add_near(self._looked.near)
        self._changed()

    def _decided(self, context: Kept, stays: bool) -> None:
        (self.kept.add if stays else self.kept.discard)(context)
        self._tell_hits(self._shown_hits())
        self._check()

    def _go(self, place: Place) -> None:
        if place.kind == TEXT:
            self.window().show_passage(place.source_id, place.start, place.start + 1)  # type: ignore[attr-defined]

    # Replacing -------------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        """Say what keeps the names from being replaced, if anything does."""
        said = ""
        if len(self.names):
            try:
                self.names.made(self.kept)
            except QdaError as error:
                said = error.sentence
        self.problem.setText(said)
        writable = not self.workspace.project.read_only
        for button in (self.add, self.propose, self.read_in):
            button.setEnabled(writable)
        self.remove.setEnabled(writable and bool(len(self.names)))
        self.replace.setEnabled(writable and bool(len(self.names)) and not said)

    def replace_names(self) -> None:
        """Ask where the key goes, write it, and replace the names beside the window."""
        made, project = self.names.made(self.kept), self.workspace.project
        hits = [one for one in self._looked.hits if one.context not in self.kept]
        start = project.path.with_name(f"{project.path.stem} - {_('key')}.csv")
        choice = ask_replace(self, start, " ".join(filter(None, (_numbers(hits), self._hidden()))))
        if choice is not None:
            coder_id = self.workspace.coder_id
            self.workspace.work_beside(
                _REPLACING,
                lambda project, progress: _replace(project, made, choice, coder_id, progress),
                lambda done: self._replaced(done, choice.key),
                self._not_replaced,
            )

    def _replaced(self, done: Applied, key: Path) -> None:
        here = self.window().focusWidget()
        self.opened()
        self.workspace.announce()
        said = [*sentences(done), _("The key is {path}; keep it apart from the project.").format(path=key)]
        self.problem.setText(" ".join(said))
        self.workspace.told.emit(said[0], False)
        if here is self.replace and self.isVisible():
            # It can't be pressed any more, and the keyboard would go to whatever comes next in the window.
            self.setFocus()

    def _not_replaced(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self.workspace.told.emit(_("Stopped; nothing was replaced. The key that was written is of no use."), False)
        elif isinstance(error, QdaError):
            self.workspace.failed.emit(error.sentence)
        else:
            raise error


def _replace(project: Project, made: Table, choice: Choice, coder_id: str | None, progress: Progress) -> Applied:
    key = applying.write_new_key(made, choice.key, choice.passphrase)
    return applying.apply(project, key, originals=choice.originals, coder_id=coder_id, progress=progress)


def _total(hits: Iterable[Occurrence]) -> int:
    return sum(len(one.places) for one in hits)


def _numbers(hits: Sequence[Occurrence]) -> str:
    counts = counted(hits)
    total = n_("{n} place will be replaced", "{n} places will be replaced", sum(counts.values()))
    kinds = ", ".join(f"{words_of(kind)}: {number}" for kind, number in counts.items())
    return f"{total} ({kinds})." if kinds else f"{total}."
