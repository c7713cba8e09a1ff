"""The thematic map in the window: themes by level and their relations, laid out by the program or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from qda.core.themes import placing, thematic_map
from qda.core.themes.relations import Node
from qda.i18n import _
from qda.ui import keys
from qda.ui.actions import NAMED
from qda.ui.views.theming.surface import Shown
from qda.ui.widgets.labels import EmptyPlace, Wrapped
from qda.ui.widgets.map_bar import MapBar
from qda.ui.widgets.map_canvas import MapCanvas

if TYPE_CHECKING:
    from qda.ui.views.themes import ThemesView


class MapSurface(QWidget):
    """A :class:`~qda.ui.views.theming.surface.Surface`."""

    name = "map"
    selected = Signal()
    actors: tuple[object, ...] = ()

    def __init__(self, place: ThemesView) -> None:
        super().__init__(place)
        self._place = place
        self.workspace = place.workspace
        self.bar = MapBar(self)
        self.canvas = MapCanvas(self)
        self.hint = Wrapped("", self)
        self._empty = EmptyPlace(
            _("Themes, and how they are related, are drawn here as a map. Make the first theme to begin."),
            _("New theme…"),
            place.new_theme,
            self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty, 1)
        column.addWidget(self.bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.hint)
        self.hint.setContentsMargins(12, 6, 12, 6)
        self.canvas.selected.connect(self.selected)
        self.canvas.moved.connect(self._moved)
        self.canvas.asked.connect(self._do)
        self.canvas.menuAsked.connect(self._menu)
        self.bar.layoutChosen.connect(self._choose_layout)
        self.bar.codesShown.connect(self._show_codes)
        self.bar.writeAsked.connect(lambda: place.window().perform("write_map"))  # type: ignore[attr-defined]
        self.bar.zoomAsked.connect(lambda name: getattr(self.canvas, name)())

    # What the Themes place asks --------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Forget what was chosen in another project."""
        self.canvas.forget()

    def closing(self) -> None:
        """Nothing is unfinished here."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        (self._empty if self.canvas.isHidden() else self.canvas).setFocus()

    def show_themes(self, _shown: Shown) -> None:
        """Show the map as it is now."""
        self.show_places()

    def show_places(self) -> None:
        """Show the map as it is now: relations and places are read, and that is little."""
        map_ = self.workspace.read(thematic_map.thematic_map)
        there = any(one.node.kind == "theme" for one in map_.nodes)
        self._empty.setVisible(not there)
        for part in (self.bar, self.canvas):
            part.setVisible(there)
        self.bar.show_choices(map_.layout, codes=map_.codes_shown)
        self.canvas.show_map(map_)
        related = any(not tie.nested for tie in map_.ties)
        self.hint.setVisible(there and not related)
        if not related:
            words = _("Nothing is related yet. Choose a theme and say what it leads to, helps or contradicts{key}.")
            key = f" ({keys.native(keys.key_of('relate'))})" if "relate" in NAMED else ""
            self.hint.setText(words.format(key=key))

    def current(self) -> tuple[str | None, str | None]:
        """Return the chosen theme, or the chosen code and the theme in which it stands."""
        item = self.canvas.nodes.get(self.canvas.current_node) if self.canvas.current_node is not None else None
        if item is None:
            return None, None
        if item.node.node.kind == "theme":
            return item.node.node.id, None
        parent = item.node.parent
        return (parent.id, item.node.node.id) if parent is not None else (None, None)

    def choose(self, theme_id: str | None, code_id: str | None = None) -> None:
        """Choose a theme, or a code where codes are shown; what is not there is not chosen."""
        wanted = [Node("code", code_id)] if code_id is not None else []
        wanted += [Node("theme", theme_id)] if theme_id is not None else []
        for node in wanted:
            if node in self.canvas.nodes:
                self.canvas.choose_nodes([node], node)
                return

    # What is done on it ----------------------------------------------------------------------------------------------

    def _moved(self, places: dict[Node, tuple[int, int]]) -> None:
        about = [(node.kind, node.id) for node in places]
        self.workspace.do("Move on the map", thematic_map.move_nodes, places, about=about)

    def _choose_layout(self, name: str) -> None:
        self.workspace.do("Lay the map out anew", thematic_map.choose_layout, name)
        self.canvas.fit()

    def _show_codes(self, shown: bool) -> None:
        self.workspace.do("Show codes on the map", thematic_map.show_codes, shown=shown)
        self.canvas.fit()

    def lay_out_anew(self) -> None:
        """Forget where everything was put by hand."""
        self.workspace.do("Lay the map out anew", placing.lay_out_anew, placing.MAP)
        self.canvas.fit()

    def _do(self, wish: str) -> None:
        if wish == "rename":
            self._place.rename_theme()
        else:
            self._place.remove()

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window = self._place.window()
        for name in ("relate", "new_theme", "new_subtheme"):
            action = window.menus.actions.get(name)  # type: ignore[attr-defined]
            if action is not None:
                menu.addAction(action)
        if self.current()[0] is not None:
            menu.addAction(_("Rename theme…\tF2")).triggered.connect(self._place.rename_theme)
        menu.addSeparator()
        menu.addAction(_("Lay the map out anew")).triggered.connect(self.lay_out_anew)
        menu.popup(at)
