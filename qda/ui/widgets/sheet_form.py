"""The interview sheet of one source as a form that unfolds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from qda.core import guides, interviews
from qda.core.interviews import TITLES, Sheet
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.fill_grid import offer
from qda.ui.widgets.kept_fields import KeptLine
from qda.ui.widgets.labels import muted
from qda.ui.workspace import Workspace

_KEPT = "sources:sheet"
_FOLDED, _OPEN = "folded", "open"


class SheetForm(QWidget):
    """A head that unfolds the fields; every field is a change of its own."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._source = ""
        self.head = QPushButton(_("How the interview came about"), self)
        self.head.setProperty("flat", True)
        self.head.setCheckable(True)
        self.head.clicked.connect(self._fold)
        self.box = QWidget(self)
        form = QFormLayout(self.box)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields: dict[str, KeptLine] = {}
        for name, title in TITLES.items():
            field = KeptLine(title, self.box)
            field.kept.connect(lambda words, which=name: self._keep(which, words))
            self.fields[name] = field
            form.addRow(muted(title, self.box), field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.box)
        self.box.hide()
        self._dress()

    def opened(self) -> None:
        """Unfold it where its coder left it open."""
        self.head.setChecked(self.workspace.recall(_KEPT) == _OPEN)
        self.box.setVisible(self.head.isChecked())
        self._dress()

    def show_sheet(self, source_id: str) -> None:
        """Show the sheet of a source; nothing is read while it is folded."""
        if source_id != self._source:
            self.flush()
            self._source = source_id
        if not self.head.isChecked():
            return
        sheet: Sheet = self.workspace.read(interviews.sheet_of, source_id)
        versions = [row.name for row in self.workspace.read(guides.guide_versions)]
        for name, field in self.fields.items():
            field.show_words(sheet.words(name))
            field.setReadOnly(self.workspace.project.read_only)
        offer(self.fields["guide"], versions)

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        for field in self.fields.values():
            field.flush()

    def _keep(self, name: str, words: str) -> None:
        cells = {(self._source, name): words}
        about = [("source", self._source)]
        if not self.workspace.do("Fill in interview sheets", interviews.fill_sheets, cells, about=about):
            self.show_sheet(self._source)

    def _fold(self) -> None:
        opened = self.head.isChecked()
        self.box.setVisible(opened)
        self.workspace.remember({_KEPT: _OPEN if opened else _FOLDED})
        self._dress()
        if opened and self._source:
            self.show_sheet(self._source)

    def _dress(self) -> None:
        self.head.setIcon(icon("down" if self.head.isChecked() else "right", theme.current(), "muted"))
        self.head.setIconSize(QSize(14, 14))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "box"):
            self._dress()
