"""The choice of a round above a page; all pages of the place speak of the same one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from qda.core.review.rounds import Round
from qda.i18n import _
from qda.ui.workspace import Workspace

CHOSEN = "review round"
"""Under which the chosen round is remembered."""


class RoundBox(QComboBox):
    """Signals: `chosen` has the round, when another one is chosen here."""

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._rounds: Sequence[Round] = ()
        self.setAccessibleName(_("Round"))
        self.setToolTip(_("The round that is shown here"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.activated.connect(lambda _row: self._choose())

    def show_rounds(self, found: Sequence[Round]) -> None:
        """Show the rounds of the project; the one that was looked at last is chosen."""
        self._rounds = found
        self.clear()
        for one in found:
            self.addItem(one.name, one.id)
        self.recall(quiet=True)

    def recall(self, *, quiet: bool = False) -> None:
        """Choose the round that was looked at last on any page, and tell it where that is another one."""
        before = self.currentIndex()
        row = self.findData(self.workspace.recall(CHOSEN) or "")
        if row >= 0 and row != before:
            self.setCurrentIndex(row)
            if not quiet:
                self.chosen.emit(self.current())

    def current(self) -> Round | None:
        """Return the chosen round."""
        row = self.currentIndex()
        return self._rounds[row] if 0 <= row < len(self._rounds) else None

    def _choose(self) -> None:
        one = self.current()
        if one is not None:
            self.workspace.remember({CHOSEN: one.id})
            self.chosen.emit(one)
