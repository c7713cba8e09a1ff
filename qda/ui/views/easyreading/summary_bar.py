"""The head of every page of the place: its title, and which easy-read summary is looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from qda.core.easyread import summaries
from qda.core.easyread.summaries import Summary
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.widgets.labels import heading
from qda.ui.workspace import Workspace

CHOSEN = "easy summary"
"""Under which the chosen summary is remembered, for all pages of the place."""


class SummaryBar(QWidget):
    """Signal: `chosen` when another summary is looked at, or none; `summary` is that one."""

    chosen = Signal()

    def __init__(self, workspace: Workspace, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.summary: Summary | None = None
        self._all: list[Summary] = []
        self.box = QComboBox(self)
        self.box.setAccessibleName(_("Easy-read summary"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(16)
        self.box.activated.connect(lambda _row: self._choose(str(self.box.currentData())))
        self.add = QPushButton(_("New summary…"), self)
        self.add.setToolTip(_("Usually one is enough; in a second language it is another"))
        self.add.clicked.connect(self.add_summary)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(heading(title, self, 1.3), 1)
        self.row.addWidget(self.box)
        self.row.addWidget(self.add)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what was chosen on another page meanwhile."""
        super().showEvent(event)
        if self.workspace.is_open and self._wanted() != (self.summary.id if self.summary else ""):
            self.reload()
            self.chosen.emit()

    def reload(self) -> None:
        """Read the summaries anew, and keep to the chosen one."""
        self._all = self.workspace.read(summaries.summaries)
        wanted = self._wanted()
        self.summary = next((one for one in self._all if one.id == wanted), None)
        self.box.clear()
        for one in self._all:
            self.box.addItem(one.title, one.id)
        self.box.setCurrentIndex(self.box.findData(wanted))
        self.box.setVisible(len(self._all) > 1)
        self.add.setVisible(bool(self._all))
        self.add.setEnabled(not self.workspace.project.read_only)

    def _wanted(self) -> str:
        known = [one.id for one in self.workspace.read(summaries.summaries)]
        remembered = self.workspace.recall(CHOSEN) or ""
        return remembered if remembered in known else next(iter(known), "")

    def _choose(self, summary_id: str) -> None:
        self.workspace.remember({CHOSEN: summary_id})
        self.reload()
        self.chosen.emit()

    def add_summary(self) -> None:
        """Ask what a new summary is called, and make it."""
        words = _("Its title stands on the front page, such as “What you told us about seeing the doctor”.")
        title = ask_text(self.window(), _("New easy-read summary"), words, _("Make"))
        if title:
            done = self.workspace.do("Add easy-read summary", summaries.add_summary, title)
            if done:
                self._choose(str(done.value))
