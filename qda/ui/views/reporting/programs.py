"""Other programs: what was brought in from them, files that came without text, and what can be written for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QWidget,
)

from qda.core.exchange.bundle import Loss
from qda.core.exchange.left_behind import left_behind
from qda.core.exchange.media_listing import MediaLine, media_lines
from qda.core.exchange.reports import Report, reports
from qda.i18n import _
from qda.ui import keys
from qda.ui.models.history_model import when
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.foreign_report import ForeignReport, LossTable
from qda.ui.widgets.labels import EmptyPlace, heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.table_rows import least_rows
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_BROUGHT, _FILES, _BEHIND = range(3)
_TOUCHING = frozenset(("import_report", "media_file", "media_selection"))
_REPORTS = (_("File"), _("Written by"), _("When"), _("Brought in by"), _("Lines of the report"))
_MEDIA = (_("File"), _("Kind"), _("Part"), _("Code"), _("Coder"), _("Note"))
FORMATS = (
    (".qdpx", "standard", _("Project for MAXQDA, ATLAS.ti, NVivo for Mac and others (.qdpx)")),
    (".qdpx", "nvivo", _("Project for NVivo for Windows (.qdpx)")),
    (".qda", "", _("Project for QualCoder (.qda)")),
    (".qdc", "", _("Codebook for all of them (.qdc)")),
)
"""What can be written: suffix, profile and words."""


class ProgramsPage(QWidget):
    """Buttons for both ways above, and a tab each for imports, files without text and what stays behind."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._reports: dict[str, Report] = {}
        title = heading(_("Other programs"), self, 1.3)
        self.bring = QPushButton(_("Bring in a project…"), self)
        keys.tip(self.bring, _("Bring in a project of another program"), "bring_in_project")
        self.bring.clicked.connect(lambda: self._window().perform("bring_in_project"))
        self.format = QComboBox(self)
        self.format.setAccessibleName(_("What to write for another program"))
        self.format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for suffix, profile, words in FORMATS:
            self.format.addItem(words, (suffix, profile))
        self.format.setToolTip(self.format.currentText())
        self.format.currentTextChanged.connect(self.format.setToolTip)
        self.write = QPushButton(_("Write…"), self)
        self.write.setProperty("primary", True)
        self.write.setAccessibleDescription(_("Write the project for another program"))
        self.write.clicked.connect(self.write_file)
        self.refused = QCheckBox(_("With what people refused"), self)
        self.refused.setToolTip(
            _("Words of people who refused to be quoted go along: the file must stay with the team")
        )
        out = QHBoxLayout()
        out.setSpacing(8)
        out.addWidget(self.format, 1)
        out.addWidget(self.refused)
        out.addWidget(self.write)
        row = QWidget(self)
        out.setContentsMargins(0, 0, 0, 0)
        row.setLayout(out)
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self._brought = self._build_brought()
        self.media = RowsTable(_("Files without text and their parts"), _("A row a part that was coded or noted"), self)
        self.behind = LossTable(_("What does not go along"), self)
        for part in (self._brought, self.media, self.behind):
            self.tabs.addTab(part, "")
        lay_out(self, (title_bar(title, self.bring), row, self.tabs), 12)

    def _build_brought(self) -> QWidget:
        self.list = RowsTable(_("Projects brought in"), _("What each brought stands below"), self)
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        least_rows(self.list)
        self.report = ForeignReport(self)
        self.empty = EmptyPlace(
            _(
                "Nothing was brought in yet. Projects of NVivo, MAXQDA, ATLAS.ti and others come and go as REFI-QDA "
                "files (.qdpx, .qdc); those of QualCoder, Taguette and RQDA are read as they are."
            )
        )
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("programs")
        splitter.setChildrenCollapsible(False)
        for part in (self.empty, self.list, self.report):
            splitter.addWidget(part)
        splitter.setSizes([400, 120, 420])
        splitter.setStretchFactor(2, 1)
        return splitter

    def _window(self) -> MainWindow:
        return cast("MainWindow", self.window())

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.show_all()

    def closing(self) -> None:
        """Nothing is kept."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.bring.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING:
            self.show_all()

    def showEvent(self, event: object) -> None:
        """Count anew what would stay behind, which any change may touch."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self.workspace.is_open:
            self._show_behind(self.workspace.read(left_behind))

    def show_all(self) -> None:
        """Show reports and files."""
        chosen = self._chosen()
        self._reports = {one.id: one for one in self.workspace.read(reports)}
        self.bring.setEnabled(not self.workspace.project.read_only)
        self.empty.setVisible(not self._reports)
        self.list.setVisible(bool(self._reports))
        self.report.setVisible(bool(self._reports))
        self.list.show_by_id(_REPORTS, {key: _row(one) for key, one in self._reports.items()}, chosen)
        self._look()
        lines: Sequence[MediaLine] = self.workspace.read(media_lines)
        self.media.show_rows(_MEDIA, [_media_row(line) for line in lines])
        files = len({line.media_id for line in lines})
        self._name(_BROUGHT, _("Brought in"), len(self._reports))
        self._name(_FILES, _("Files without text"), files)

    def _show_behind(self, losses: Sequence[Loss]) -> None:
        self.behind.show_losses(losses)
        self._name(_BEHIND, _("What does not go along"), len(losses))

    def _name(self, tab: int, words: str, number: int) -> None:
        self.tabs.setTabText(tab, f"{words} {number:,}" if number else words)

    def _chosen(self) -> str:
        row = self.list.row()
        return list(self._reports)[row] if 0 <= row < len(self._reports) else ""

    def _look(self) -> None:
        report = self._reports.get(self._chosen())
        if report is not None:
            self.report.show_report(report.new, report.known, report.losses)

    def choose(self, report_id: str) -> None:
        """Show the report with this id, and give it the keyboard."""
        self.tabs.setCurrentIndex(_BROUGHT)
        if report_id in self._reports:
            self.list.choose(list(self._reports).index(report_id))
            self._look()
            self.list.setFocus()

    # Taking out ------------------------------------------------------------------------------------------------------

    def write_file(self) -> None:
        """Ask where the project goes as the chosen kind of file, and write it; then show what did not go along."""
        suffix, profile = self.format.currentData()
        start = self.workspace.project.path.with_suffix(suffix)
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Write for another program"), str(start), f"{self.format.currentText()} (*{suffix})"
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix.lower() == suffix else Path(name + suffix)
        self._window().exchange.take_out(path, profile or "standard", self._written, refused=self.refused.isChecked())

    def _written(self, losses: object) -> None:
        self._show_behind(cast("Sequence[Loss]", losses))
        self.tabs.setCurrentIndex(_BEHIND)
        self.behind.table.setFocus()


def _row(report: Report) -> tuple[Cell, ...]:
    number = len(report.losses)
    named = (Cell(report.file_name or report.title), Cell(report.program), Cell(when(report.at), report.at))
    return (*named, Cell(report.coder), Cell(f"{number:,}", number))


def _media_row(line: MediaLine) -> tuple[Cell, ...]:
    return tuple(
        Cell(words, about=words) for words in (line.name, line.kind, line.part, line.code, line.coder, line.note)
    )
