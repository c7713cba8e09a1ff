"""Versions of a summary: kept, set side by side, agreed to by people by name; and the logo that waits for that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from qda.core.easyread import agreeing, assembling, versions
from qda.core.easyread.agreeing import Agreement
from qda.core.easyread.picture_files import LARGEST
from qda.core.easyread.versions import Version
from qda.core.review.people import people
from qda.core.whole_file import bytes_of
from qda.i18n import _, n_
from qda.ui.dialogs.agree import ask_agreement
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.models.history_model import when
from qda.ui.views.easyreading.side_by_side import SideBySide
from qda.ui.views.easyreading.summary_bar import SummaryBar
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.widgets.titled import lay_out
from qda.ui.workspace import Workspace

_KINDS = frozenset(
    {"easy_summary", "easy_page", "easy_statement", "easy_version", "easy_agreement", "review_person", "hard_word"}
    | {"consent", "consent_answer", "picture"}
)
_NOTHING = _(
    "A version is the summary as it stands, under a number: keep one before you show it to people. Then you can "
    "see what became of it, and write down who agreed."
)


class VersionsPage(QWidget):
    """Versions and who agreed at the left; at the right the chosen one beside the one before it."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.versions: list[Version] = []
        self.agreed: list[Agreement] = []
        self.bar = SummaryBar(workspace, _("Versions and agreement"), self)
        self.bar.chosen.connect(self.show_all)
        self.keep = QPushButton(_("Keep this version…"), self)
        self.keep.clicked.connect(self.keep_version)
        self.bar.row.addWidget(self.keep)
        self.note = Wrapped(_NOTHING, self)
        self.list = TallRows(_("Versions, oldest first"), self)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.remove = QPushButton(_("Delete…"), self)
        self.people = TallRows(_("Who agreed"), self)
        self.people.currentRowChanged.connect(lambda _row: self._offer())
        self.agree, self.back = QPushButton(_("We agree…"), self), QPushButton(_("Take back"), self)
        self.agree.setToolTip(_("Write down that somebody agrees to a page, or to all of the version"))
        self.gate = Wrapped(parent=self)
        self.logo = QPushButton(_("File of the logo…"), self)
        for button, act in (
            (self.remove, self.remove_version),
            (self.agree, self.add_agreement),
            (self.back, self.take_back),
            (self.logo, self.choose_logo),
        ):
            button.clicked.connect(act)
        self.beside = SideBySide(self)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget(self)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.list, 2)
        side.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(heading(_("Who agreed"), left))
        side.addWidget(self.people, 2)
        row = FlowRow(left)
        for button in (self.agree, self.back, self.logo):
            row.flow.addWidget(button)
        side.addWidget(row)
        side.addWidget(heading(_("Easy-to-read logo"), left))
        side.addWidget(self.gate)
        self.parts = split("easy-read versions", self, (left, self.beside), (320, 640), grows=1)
        column = lay_out(self, (self.bar, self.note, self.parts))
        column.addStretch(0)

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.list if self.versions else self.keep).setFocus()

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Nothing is unfinished here."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & _KINDS:
            self.show_all()

    def show_all(self) -> None:
        """Show the versions; the one chosen before stays so, a new one is chosen."""
        before, one = {version.id for version in self.versions}, self.chosen()
        self.bar.reload()
        about = self.bar.summary
        self.versions = [] if about is None else self.workspace.read(versions.versions, about.id)
        ids = [version.id for version in self.versions]
        fresh = [key for key in ids if key not in before]
        wanted = fresh[-1] if fresh else one.id if one else ""
        self.list.blockSignals(True)
        self.list.clear()
        for version in self.versions:
            agreed = n_("{n} person agreed", "{n} people agreed", version.agreed) if version.agreed else ""
            facts = " · ".join(filter(None, (when(version.at), agreed)))
            title = _("Version {n}").format(n=version.number)
            QListWidgetItem("\n".join(filter(None, (title, facts, version.note))), self.list)
        self.list.setCurrentRow(ids.index(wanted) if wanted in ids else len(ids) - 1)
        self.list.blockSignals(False)
        self.note.setVisible(not ids)
        self.parts.setVisible(bool(ids))
        self.keep.setVisible(about is not None)
        self.keep.setEnabled(not self.workspace.project.read_only)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.agreed = [] if one is None else self.workspace.read(agreeing.agreements, one.id)
        self.people.clear()
        titles = {} if one is None else self.workspace.read(agreeing.page_titles, one.id)
        for said in self.agreed:
            QListWidgetItem(_agreed(said, titles), self.people)
        self._offer()
        if one is None:
            return
        gate = self.workspace.read(agreeing.gate, one.id)
        readers = _("It is printed, with the names of those who read it: {names}.").format(
            names=", ".join(gate.readers)
        )
        self.gate.setText(readers if gate.open else "\n".join(gate.missing))
        number = self.versions.index(one)
        after = self.workspace.read(versions.version_booklet, one.id)
        if number:
            before = self.workspace.read(versions.version_booklet, self.versions[number - 1].id)
            titles_ = (_("Version {n}").format(n=one.number - 1), _("Version {n}").format(n=one.number))
        else:
            before, after = after, self.workspace.read(assembling.booklet, one.summary_id)
            titles_ = (_("Version {n}").format(n=one.number), _("Now"))
        self.beside.show_pages(*titles_, versions.side_by_side(before, after))

    def _offer(self) -> None:
        writable, one = not self.workspace.project.read_only, self.chosen()
        for button in (self.remove, self.agree, self.logo):
            button.setEnabled(writable and one is not None)
        self.back.setEnabled(writable and self.people.currentRow() >= 0)

    def chosen(self) -> Version | None:
        """Return the version that is chosen."""
        row = self.list.currentRow()
        return self.versions[row] if 0 <= row < len(self.versions) else None

    # Versions, agreements, the logo ----------------------------------------------------------------------------------

    def keep_version(self) -> None:
        """Ask what the version is for, and keep the summary as it is."""
        if self.bar.summary is None:
            return
        words = _("Say what it is for, such as “For the second meeting”.")
        note = ask_text(self.window(), _("Keep a version"), words, _("Keep"))
        if note:
            facts = (self.bar.summary.id, self.workspace.coder_id, note)
            self.workspace.do("Keep version of easy-read summary", versions.keep_version, *facts)

    def remove_version(self) -> None:
        """Ask whether the chosen version is to go."""
        one = self.chosen()
        if one is not None:
            words = _("The summary itself stays as it is, and Undo brings the version back.")
            if confirm(self.window(), _("Delete version {n}?").format(n=one.number), words, _("Delete")):
                self.workspace.do("Delete version of easy-read summary", versions.remove_version, one.id)

    def add_agreement(self) -> None:
        """Ask who agrees to what."""
        one = self.chosen()
        if one is None:
            return
        there = self.workspace.read(people)
        if not there:
            self.workspace.failed.emit(_("Nobody takes part in the review yet. Add people in Review together."))
            return
        said = ask_agreement(self.window(), there, self.workspace.read(agreeing.page_titles, one.id))
        if said is not None:
            facts = (one.id, said.person_id, said.page)
            how: dict[str, Any] = {"reader": said.reader, "words": said.words, "date": said.date}
            self.workspace.do("Agree to easy-read pages", agreeing.agree, *facts, **how)

    def take_back(self) -> None:
        """Take the chosen agreement back."""
        row = self.people.currentRow()
        if 0 <= row < len(self.agreed):
            words = _("The agreement was taken back.")
            self.workspace.do("Take agreement back", agreeing.agree_no_more, self.agreed[row].id, tell=words)

    def choose_logo(self) -> None:
        """Ask for the file of the logo."""
        about = self.bar.summary
        if about is None:
            return
        pattern = _("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg *.svg")
        name, _filter = QFileDialog.getOpenFileName(self.window(), _("File of the logo"), "", pattern)
        if name:
            path = Path(name)
            self.workspace.do(
                "Choose logo", lambda session: agreeing.put_logo(session, about.id, bytes_of(path, LARGEST))
            )


def _agreed(said: Agreement, titles: dict[str, str]) -> str:
    what = titles.get(said.page, "") if said.page else _("all of it")
    reader = _("read it as the person it is for") if said.reader else ""
    facts = " · ".join(filter(None, (what, said.date, reader)))
    return "\n".join(filter(None, (f"{said.person.name}: {facts}", said.words)))
