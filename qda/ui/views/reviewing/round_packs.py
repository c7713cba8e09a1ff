"""What was handed out of the chosen round: packs and paper forms are written, and answers of packs read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.core.consent import left_out_words
from qda.core.review import pack_html, pack_import, packs, paper_form, people
from qda.core.review.pack_import import Back
from qda.core.review.packs import Pack
from qda.core.review.people import Reviewer
from qda.core.review.rounds import Round
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.storage.project import Project
from qda.ui.models.memos_model import day
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import muted
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("For whom"), _("Code"), _("Form"), _("Written"), _("Answers came back"))
_FORMS = {"pack": _("pack"), "paper": _("paper")}
_ABOUT = _(
    "A pack is one file that opens in any browser from a memory stick; its answers come back as a small file that this "
    "project alone can open. A form on paper is typed in under Answers. Both hold codes and only what may be quoted."
)


class RoundPacks(QWidget):
    """A row a pack or form; the buttons above write another one, and read answers back."""

    kinds = frozenset({"review_pack", "pack_return", "review_person", "review_item", "consent_answer"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._round: Round | None = None
        self.who = QComboBox(self)
        self.who.setAccessibleName(_("For whom"))
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.pack, self.paper = QPushButton(_("Write a pack…"), self), QPushButton(_("Write a paper form…"), self)
        self.back = QPushButton(_("Read answers back…"), self)
        self.pack.clicked.connect(self.write_pack)
        self.paper.clicked.connect(self.write_paper)
        self.back.clicked.connect(self.read_back)
        self.table = RowsTable(_("What was handed out"), _("A row a pack or form, with its code"), self)
        label = QLabel(_("For whom"), self)
        label.setBuddy(self.who)
        together = QWidget(self)
        row = QHBoxLayout(together)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.who)
        self.head = FlowRow(self)
        for part in (together, self.pack, self.paper, self.back):
            self.head.flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        self.about = muted(_ABOUT, self)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.about, 1)

    def show_round(self, one: Round | None) -> None:
        """Show what was handed out of another round, or of the same one by now."""
        self._round = one
        here = self.who.currentData()
        known: list[Reviewer] = self.workspace.read(people.people)
        self.who.clear()
        self.who.addItem(_("all whom the round is for"), "")
        for person in known:
            self.who.addItem(f"{person.name} ({person.code})", person.id)
        self.who.setCurrentIndex(max(0, self.who.findData(here)))
        found: list[Pack] = [] if one is None else self.workspace.read(packs.packs, one.id)
        self.table.show_rows(_HEADS, [_cells(pack, known) for pack in found])
        self.table.setVisible(bool(found))
        self.about.setVisible(not found)
        writable = one is not None and not self.workspace.project.read_only
        for button in (self.pack, self.paper, self.back):
            button.setEnabled(writable)
        if self.head.isVisible():
            self.head.fit()  # what is not seen has no width yet

    def closing(self) -> None:
        """Nothing is being written here."""

    # Handing out -----------------------------------------------------------------------------------------------------

    def write_pack(self) -> None:
        """Ask where the pack is to be written, and write it."""
        self._write("pack", _("Pack (*.html)"), ".html", pack_html.write)

    def write_paper(self) -> None:
        """Ask where the form is to be written, as Word document or PDF, and write it."""
        kinds = _("Word document (*.docx);;PDF (*.pdf)")
        self._write("paper", kinds, ".docx", paper_form.write)

    def _write(self, form: str, kinds: str, suffix: str, write: Callable[..., Path]) -> None:
        one = self._round
        if one is None:
            return
        start = str(self.workspace.project.path.with_name(f"{one.name}{suffix}"))
        name, kind = QFileDialog.getSaveFileName(self, _("Where it is written"), start, kinds)
        if not name:
            return
        path = Path(name)
        if not path.suffix:
            path = path.with_suffix(".pdf" if ".pdf" in kind else suffix)
        who = [key] if (key := str(self.who.currentData() or "")) else []
        round_id, coder_id = one.id, self.workspace.coder_id

        def work(project: Project, _progress: Progress) -> Pack:
            # In the change: what could not be written was not handed out.
            with project.change("Hand out a pack") as session:
                pack = packs.one_pack(session, packs.hand_out(session, round_id, who, form, coder_id))
                write(session, pack.id, path)
            return pack

        def done(pack: Pack) -> None:
            self.workspace.announce()
            words = _("{file} is written; its code is {code}.").format(file=path.name, code=pack.code)
            self.workspace.told.emit(" ".join((words, left_out_words(pack.left_out))).strip(), True)

        self.workspace.work_beside(_("Writing {file}").format(file=path.name), work, done, self._failed)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, QdaError):
            raise error
        self.workspace.failed.emit(error.sentence)

    # Answers that come back ------------------------------------------------------------------------------------------

    def read_back(self) -> None:
        """Ask for files of answers, and write down what is in them."""
        names, _kind = QFileDialog.getOpenFileNames(self, _("Files of answers"), "", _("Answers (*.json)"))
        for name in names:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Write down the answers of one file; the same file twice is once."""

        def read(session: object) -> Back:
            return pack_import.take_back(session, pack_import.answers_in(path), path.name)  # type: ignore[arg-type]

        self.workspace.do("Read answers of a pack", read, tell=_told)


def _cells(pack: Pack, known: list[Reviewer]) -> list[Cell]:
    names = {person.id: person.name for person in known}
    who = ", ".join(names.get(key, code) for code, key in pack.people.items())
    return [
        Cell(who, about=left_out_words(pack.left_out) or who),
        Cell(pack.code),
        Cell(_FORMS[pack.form]),
        Cell(day(pack.at), float(pack.at)),
        Cell(str(pack.returns), pack.returns),
    ]


def _told(back: Back) -> str:
    if back.known:
        return " ".join(back.notices)
    words = _("{answers} of {person}, from the pack {code}.").format(
        answers=n_("{n} answer", "{n} answers", back.answers), person=back.person, code=back.pack.code
    )
    return " ".join((words, *back.notices))
