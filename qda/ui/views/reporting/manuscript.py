"""Checking a manuscript: its quotations with what is wrong, each beside the words that were said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from qda.core.exporters.citing import place
from qda.core.manuscript.checking import KINDS, STANDINGS, Check, Quoted, check
from qda.core.manuscript.reading import SUFFIXES
from qda.core.memo_text import Link
from qda.errors import CancelledError, QdaError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.going_to import go_to
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.quoted_people import QuotedPeople
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out
from qda.ui.widgets.word_difference import WordDifference
from qda.ui.workspace import Workspace

_HEADS = (_("No."), _("Quotation"), _("What is wrong"), _("Who"), _("In the manuscript"))
_CHECKING = _("Checking the manuscript")
_INVITE = _(
    "Open the Word file of a paper, or drop it here. Each quotation is looked for in the transcripts: changed words, "
    "words left out without a mark, a wrong label, no consent, and one person too often are told. Nothing is changed."
)


class ManuscriptPage(QWidget):
    """Quotations and people at the left; beside them what is wrong with the chosen one, and what was said."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setAcceptDrops(True)
        self.checked: Check | None = None
        self.quotations: list[Quoted] = []
        self._path: Path | None = None
        self.open = QPushButton(_("Check a manuscript…"), self)
        self.open.setProperty("primary", True)
        self.open.clicked.connect(self.choose_file)
        self.again = QPushButton(_("Check again"), self)
        self.again.setToolTip(_("Read the same file once more, as after changes in Word"))
        self.again.clicked.connect(lambda: self._path is not None and self.check(self._path))
        self.problem = Wrapped(parent=self)
        self.problem.setProperty("muted", False)
        self.problem.setProperty("danger", True)
        self.problem.setAccessibleName(_("What went wrong"))
        self.told = Wrapped(_INVITE, self)
        self.which = QComboBox(self)
        self.which.setAccessibleName(_("Which quotations are shown"))
        self.which.addItem(_("What is wrong"), "wrong")
        self.which.addItem(_("All quotations"), "")
        for name, words in STANDINGS.items():
            self.which.addItem(words, name)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(16)
        self.which.activated.connect(lambda _row: self._show_rows())
        self.table = RowsTable(_("Quotations"), _("Choose a row to see what was said"), self, wide=1)
        self.table.picked.connect(self._show_chosen)
        self.table.opened.connect(lambda _row: self.show_in_transcript())
        self.people = QuotedPeople(_("Quotations per participant"), _("Quotations"), "", self)
        self.findings = Wrapped(parent=self)
        self.findings.setProperty("muted", False)
        self.findings.setAccessibleName(_("What is wrong with the quotation"))
        self.difference = WordDifference(_("The words that were said, and those in print"), self)
        self.difference.setPlaceholderText(_("Choose a quotation; what was said and what is printed are shown here."))
        self.show_it = QPushButton(_("Show in the transcript"), self)
        self.show_it.clicked.connect(self.show_in_transcript)
        self._lay_out()

    def _lay_out(self) -> None:
        top, right = QWidget(self), QWidget(self)
        above = QVBoxLayout(top)
        above.setContentsMargins(0, 0, 8, 0)
        above.setSpacing(8)
        ways = FlowRow(top)
        ways.flow.addWidget(self.which)
        above.addWidget(ways)
        above.addWidget(self.table, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(heading(_("The chosen quotation"), right))
        beside.addWidget(self.findings)
        beside.addWidget(self.difference, 1)
        beside.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeft)
        left = split("quotations and people", self, (top, self.people), (420, 200), down=True, grows=0)
        self.parts = split("manuscript", self, (left, right), (680, 380), grows=0)
        buttons = FlowRow(self)
        for button in (self.open, self.again):
            buttons.flow.addWidget(button)
        parts = (heading(_("Manuscript"), self, 1.3), buttons, self.told, self.problem, self.parts)
        lay_out(self, parts).addStretch(0)

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.table if self.quotations else self.open).setFocus()

    def opened(self) -> None:
        """Begin without a manuscript: it belongs to no project."""
        self._path = None
        self._show(None)

    def closing(self) -> None:
        """Nobody waits for the check of a project that is closed."""
        self.workspace.jobs.drop(_CHECKING)

    def refresh(self, _kinds: frozenset[str]) -> None:
        """Leave what was found as it is; the button checks again."""

    # Checking --------------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for the Word file, and check it."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Check a manuscript"), "", _("Word files (*.docx *.docm)"))
        if name:
            self.check(Path(name))

    def check(self, path: Path) -> None:
        """Check a manuscript beside the window."""
        project = self.workspace.project
        self._path = path

        def look(progress: Progress) -> Check:
            with project.read(everything=True) as session:
                return check(session, path, progress)

        self._say("")
        self.told.setText(_("Looking through {name}…").format(name=path.name))
        self.workspace.jobs.start(_CHECKING, look, self._show, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, QdaError):
            raise error
        self._show(self.checked)
        self._say(_("Stopped.") if isinstance(error, CancelledError) else error.sentence)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _show(self, found: Check | None) -> None:
        self.checked = found
        self._say("")
        self.again.setVisible(found is not None)
        self.parts.setVisible(found is not None)
        self.told.setText(_INVITE if found is None else _told(found))
        self.people.show_people(
            (one.participant, len(one.quotations), one.consent, one.often, ", ".join(map(str, one.quotations)))
            for one in (() if found is None else found.people)
        )
        self._show_rows()
        if found is not None and self.isVisible():
            self.table.setFocus()

    def _show_rows(self) -> None:
        wanted = str(self.which.currentData())
        every = () if self.checked is None else self.checked.quotations
        self.quotations = [one for one in every if _fits(one, wanted)]
        self.table.show_rows(_HEADS, [_cells(one) for one in self.quotations])
        self.table.choose_first()
        self._show_chosen()

    def chosen(self) -> Quoted | None:
        """Return the quotation whose row is chosen."""
        return self.table.chosen(self.quotations)

    def _show_chosen(self) -> None:
        one = self.chosen()
        self.show_it.setEnabled(one is not None and one.source_id is not None)
        if one is None:
            self.findings.setText("")
            self.difference.show_words("", "")
            return
        where = place(one.participants, one.source, one.lines)
        told = [f"• {finding.sentence}" for finding in one.findings] + list(one.notes)
        self.findings.setText("\n".join([where or STANDINGS[one.standing], *told]))
        self.difference.show_words(one.said, one.text)

    def show_in_transcript(self) -> None:
        """Go to the words in the Code place."""
        one = self.chosen()
        if one is not None and one.source_id is not None:
            go_to(self, Link(source_id=one.source_id, start=one.start, end=one.end))

    # Dropping a file -------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _papers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.check(_papers(event.mimeData())[0])


def _papers(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


def _fits(one: Quoted, which: str) -> bool:
    return bool(one.findings) if which == "wrong" else which in ("", one.standing)


def _cells(one: Quoted) -> list[Cell]:
    kinds = dict.fromkeys(KINDS[finding.kind] for finding in one.findings)
    return [
        Cell(str(one.number), one.number),
        Cell(" ".join(one.text.split()), about=one.text),
        Cell("; ".join(kinds) or STANDINGS[one.standing], about="\n".join(found.sentence for found in one.findings)),
        Cell(", ".join(one.participants)),
        Cell(one.where),
    ]


def _told(found: Check) -> str:
    """Say in sentences how the whole manuscript stands."""
    numbers = Counter(one.standing for one in found.quotations)
    said = [f"{found.file}: " + n_("{n} quotation.", "{n} quotations.", len(found.quotations))]
    said.append(" · ".join(f"{words}: {numbers[name]}" for name, words in STANDINGS.items() if numbers[name]) + ".")
    if not found.wrong:
        said.append(_("Nothing is wrong with them."))
    never = [one.participant for one in found.people if not one.quotations]
    if never:
        said.append(_("Never quoted: {names}.").format(names=", ".join(never)))
    return " ".join(part for part in (*said, *(one.sentence for one in found.findings), *found.notices) if part)
