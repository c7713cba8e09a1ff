"""The outline of themes: the codebook beside a tree of themes, into which codes are dragged or sent by Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import keys
from qda.ui.views.theming.surface import Shown
from qda.ui.widgets.codebook_tree import CodebookTree
from qda.ui.widgets.hints_strip import HintsStrip
from qda.ui.widgets.labels import EmptyPlace, heading
from qda.ui.widgets.themes_tree import ThemesTree


class OutlineSurface(QWidget):
    """A :class:`~qda.ui.views.theming.surface.Surface`. Signal besides: `newAsked()`."""

    name = "outline"
    actors: tuple[object, ...] = ()
    selected = Signal()
    newAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes = CodebookTree(self, new=False)
        self.tree = ThemesTree(self)
        self._empty = EmptyPlace(
            _("A theme says what a pattern in the data means. Make the first one, then drag codes into it."),
            _("New theme…"),
            self.newAsked.emit,
            self,
        )
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(_("Themes"), middle))
        column.addWidget(self._empty, 1)
        column.addWidget(self.tree, 1)
        self.hints = HintsStrip(middle)
        self.hints.chosen.connect(self.tree.choose)
        column.addWidget(self.hints)
        self.new = QPushButton(_("New theme"), middle)
        self.new.setProperty("flat", True)
        keys.tip(self.new, _("New theme"), "new_theme")
        self.new.clicked.connect(self.newAsked)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("themes outline")
        for part, share in ((self.codes, 2), (middle, 3)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([290, 390])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.codes.left.connect(self.tree.setFocus)
        self.setTabOrder(self.tree, self.hints.button)
        self.setTabOrder(self.hints.cards, self.new)
        self.tree.selected.connect(self.selected)

    def opened(self) -> None:
        """Forget what was chosen in another project."""
        self.tree.forget()

    def closing(self) -> None:
        """Nothing is unfinished here."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        (self._empty if self.tree.isHidden() else self.tree).setFocus()

    def show_themes(self, shown: Shown) -> None:
        """Show these themes and codes; what was chosen and closed stays so."""
        self.codes.show_codes(shown.codes, shown.codings or {})
        self.tree.show_themes(shown.themes, {row.id: row for row in self.codes.model.rows()}, shown.counts)
        self.hints.show_hints(shown.hints)
        self._empty.setVisible(not shown.themes)
        for part in (self.tree, self.new):
            part.setVisible(bool(shown.themes))

    def show_places(self) -> None:
        """Nothing stands anywhere by hand here."""

    def current(self) -> tuple[str | None, str | None]:
        """Return the chosen theme and, where a code in it is chosen, that code."""
        return self.tree.current()

    def choose(self, theme_id: str | None, code_id: str | None = None) -> None:
        """Choose a theme, or a code in it."""
        self.tree.choose(theme_id, code_id)
