"""What the codebook counts beside each code: a small button with a menu, and the same menu on the tree's head."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.models.codebook_model import PARTICIPANTS, PASSAGES, SOURCES

_COLUMNS = (
    ("passages", PASSAGES, _("Passages")),
    ("sources", SOURCES, _("Sources")),
    ("participants", PARTICIPANTS, _("Participants")),
)
_SCOPES = (("below", _("With all codes below")), ("own", _("Of the code alone")))


class CountsButton(QToolButton):
    """Signal: `chosen()`. What is shown can be put in words (:meth:`state`) and taken from them."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What is counted"))
        self.setToolTip(_("What is counted beside each code"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_of_counts = QMenu(self)
        self._columns: dict[str, QAction] = {}
        for name, _column, words in _COLUMNS:
            self._columns[name] = self._row(words)
        self.menu_of_counts.addSeparator()
        group = QActionGroup(self)
        self._scopes: dict[str, QAction] = {}
        for name, words in _SCOPES:
            self._scopes[name] = self._row(words)
            group.addAction(self._scopes[name])
        self.setMenu(self.menu_of_counts)
        self.take("passages below")
        self.dress()

    def _row(self, words: str) -> QAction:
        action = self.menu_of_counts.addAction(words)
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False: self.chosen.emit())
        return action

    def columns(self) -> list[int]:
        """Return the columns of the codebook that are shown."""
        return [column for name, column, _words in _COLUMNS if self._columns[name].isChecked()]

    def all_below(self) -> bool:
        """Tell whether the codes below a code count with it."""
        return self._scopes["below"].isChecked()

    def state(self) -> str:
        """Return what is shown in words that :meth:`take` understands."""
        return " ".join(name for name, action in (self._columns | self._scopes).items() if action.isChecked())

    def take(self, state: str) -> None:
        """Show what was remembered; words that mean nothing here are passed over."""
        words = state.split()
        for name, action in self._columns.items():
            action.setChecked(name in words)
        self._scopes["own" if "own" in words else "below"].setChecked(True)

    def dress(self) -> None:
        """Tint what is drawn with the theme's colours."""
        self.setIcon(icon("counts", theme.current()))
        side = self.fontMetrics().height() + 2
        self.setIconSize(QSize(side, side))
