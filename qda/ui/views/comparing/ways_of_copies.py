"""While no copy was handed out: how a team works with copies, in four steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.widgets.labels import Wrapped, heading

_STEPS = (
    (
        _("Hand out"),
        _("Make a copy of this project for a colleague, with everybody's work or without that of others."),
    ),
    (_("Code alone"), _("The colleague opens it anywhere and codes. You go on here; nobody waits for anybody.")),
    (
        _("Bring back"),
        _(
            "Bring the file back, or drop it on this page. You see what is new, what both changed and what has no "
            "place here, before anything is written."
        ),
    ),
    (_("Compare"), _("How far you agree, and where you differ, stands in the other sections of this place.")),
)
_WIDEST = 72  # letters of a step


class WaysOfCopies(QWidget):
    """Four steps, numbered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (title, words) in enumerate(_STEPS):
            number = QLabel(str(at + 1), inner)
            number.setProperty("muted", True)
            grid.addWidget(number, 3 * at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(heading(title, inner), 3 * at, 1)
            grid.addWidget(Wrapped(words, inner), 3 * at + 1, 1)
            grid.setRowMinimumHeight(3 * at + 2, 8)
        inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(inner)
        column.addStretch(1)
