"""How each interview came about: a row a source, a column a field, what they come to, and the way in for tables."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qda.core import guides, interviews, interviews_table
from qda.core.interviews import TITLES, Sheet
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.import_sheets import ask_sheets
from qda.ui.models.fill_model import FillColumn
from qda.ui.widgets.fill_grid import FillGrid
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace

_WIDE = {"minutes": 9, "guide": 14, "note": 30, "place": 20, "relationship": 22}
_TIPS = {
    "relationship": _("What the interviewer was to the person before: stranger, nurse on the ward, neighbour"),
    "date": _("The day, or only month or year: 2026-03-14, 2026-03, 2026"),
    "mode": _("In person, by video, by phone, in writing"),
    "minutes": _("How long it was: 75 or 1:15"),
    "others": _("Who else was in the room"),
    "guide": _("The version of the interview guide; versions stand under Facts"),
}
_OFFERED = ("interviewer", "relationship", "place", "mode", "transcribed_by", "checked_by")


def columns(rows: list[Sheet], versions: list[str]) -> list[FillColumn]:
    """Return the fields of a sheet as columns; what others say in one is offered while it is typed."""
    found = []
    for field, title in TITLES.items():
        offered = tuple(dict.fromkeys(row.words(field) for row in rows if row.words(field)))
        choices = tuple(versions) if field == "guide" else offered if field in _OFFERED else ()
        found.append(FillColumn(field, title, _TIPS.get(field, ""), field == "minutes", choices, _WIDE.get(field, 16)))
    return found


class InterviewsPage(QWidget):
    """The grid of all sheets."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(heading(_("Interviews"), self, 1.3), 1)
        self.bring = QPushButton(_("Import table…"), self)
        self.bring.setToolTip(_("Fill the sheets in from a table with a column “source”: Excel or CSV"))
        self.bring.clicked.connect(self.import_table)
        head.addWidget(self.bring)
        column.addLayout(head)
        self.note = Wrapped(parent=self)
        column.addWidget(self.note)
        self.grid = FillGrid(_("Interviews"), self)
        self.grid.typed.connect(self._typed)
        column.addWidget(self.grid, 1)

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Keep what is unfinished; cells are kept as they are left."""

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & {"source", "interview_sheet", "guide_version"} and self.workspace.is_open:
            self.show_all()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.grid.setFocus()

    def show_all(self) -> None:
        """Show all sheets and what they come to."""
        rows: list[Sheet] = self.workspace.read(interviews.sheets)
        versions = [row.name for row in self.workspace.read(guides.guide_versions)]
        words = {(row.source_id, field): row.words(field) for row in rows for field in TITLES}
        read_only = self.workspace.project.read_only
        names = [(row.source_id, row.source) for row in rows]
        self.grid.fill.show(names, columns(rows, versions), words, read_only=read_only)
        self.bring.setEnabled(bool(rows) and not read_only)
        said = interviews.methods_sentences(rows)
        if not rows:
            said = [_("Each source has a row here: who asked, where, when and how long. Import transcripts first.")]
        elif not said:
            said = [_("Type in cells. What the sheets come to stands here, in words for the methods section.")]
        self.note.setText(" ".join(said))

    def _typed(self, cells: dict[tuple[str, str], str]) -> None:
        about = [("source", key) for key in dict.fromkeys(key for key, _field in cells)]
        if not self.workspace.do("Fill in interview sheets", interviews.fill_sheets, cells, about=about[:20]):
            self.show_all()

    def import_table(self) -> None:
        """Ask for a table, show what would become of its rows, and fill the sheets in."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Import table of interviews"), "", _("Tables (*.xlsx *.csv *.tsv)")
        )
        if not name:
            return
        try:
            table = interviews_table.read_sheets(Path(name))
        except QdaError as error:
            self.workspace.failed.emit(error.sentence)
            return
        replace = ask_sheets(self, table, self.workspace.read(interviews_table.plan_sheets, table))
        if replace is None:
            return
        self.workspace.do(
            "Import interview sheets",
            interviews_table.import_sheets,
            table,
            replace=replace,
            tell=lambda value: _told(*value),
        )


def _told(changed: int, refused: list[tuple[int, str]]) -> str:
    words = n_("Filled in {n} cell.", "Filled in {n} cells.", changed)
    if refused:
        left = n_("{n} row or cell was left out:", "{n} rows or cells were left out:", len(refused))
        words += f" {left} {refused[0][1]}"
    return words
