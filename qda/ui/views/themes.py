"""The place where codes grow into themes: codes, the outline, and the page and quotes of one theme."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.core import codebook, retrieval
from qda.core.comparing import Passage
from qda.core.retrieval import Filter, QuoteRow, ThemeQuote
from qda.core.study import approach
from qda.core.themes import graph, outline, quotes
from qda.core.themes.outline import ThemeRow
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text, confirm
from qda.ui.kept_layout import arrange
from qda.ui.views.theming.board_actions import BoardActions
from qda.ui.views.theming.outline import OutlineSurface
from qda.ui.views.theming.surface import Shown, Surface
from qda.ui.widgets.codes_view import Drop
from qda.ui.widgets.quotes_panel import QuotesPanel
from qda.ui.widgets.sections import Section
from qda.ui.widgets.surface_switch import SurfaceSwitch
from qda.ui.widgets.theme_page.page import ThemePage
from qda.ui.widgets.wording_hint import hint_under_all
from qda.ui.workspace import Workspace

SURFACES = {
    "outline": Section("outline", _("Outline"), "theming.outline:OutlineSurface", _("Themes as a tree, codes below.")),
    "board": Section(
        "board", _("Board"), "theming.board:BoardSurface", _("Codes as cards, clusters of them as themes.")
    ),
    "map": Section("map", _("Map"), "theming.map:MapSurface", _("Themes by level, and how they are related.")),
}
# On these the theme's page and quotes are only shown when they are asked for: they need the room.
WIDE = frozenset(("board", "map"))
# The tables whose changes are seen here.
_TOUCHING = frozenset(
    (
        *("theme", "theme_code", "level", "relation", "quote", "placement", "setting"),
        *("code", "code_place", "coding", "source", "participant", "study"),
        *("attribute", "attribute_value", "review_response", "review_point", "point_raised", "memo", "memo_link"),
        *("category_sheet", "category_property", "category_gain"),
    )
)


class ThemesView(QWidget):
    """Surfaces on which themes are developed, always in step, and beside them the page and quotes of the chosen theme.

    Codes are dragged (or sent by Enter) into themes; quotes are chosen with the space bar or the star.
    """

    name = "themes"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.themes: dict[str, ThemeRow] = {}
        self._shown = ""
        self._side_wanted = False
        self._ahead: frozenset[Passage] = frozenset()
        self._now = Shown()
        self.outline = OutlineSurface(self)
        self._surfaces: dict[str, Surface] = {"outline": self.outline}
        self._behind: set[str] = set()
        self.codes, self.tree = self.outline.codes, self.outline.tree
        self.page = ThemePage(workspace, self)
        hint_under_all(workspace, self.page)
        self.quotes = QuotesPanel(workspace, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.outline)
        self.switch = SurfaceSwitch(SURFACES, self)
        self.switch.chosen.connect(self.show_surface)
        self.page_button = self.switch.add_toggle(_("Page and quotes"), "toggle_theme_page")
        self.page_button.setChecked(True)
        self.page_button.clicked.connect(self.toggle_theme_page)
        self.board_actions = BoardActions(self)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.switch)
        column.addWidget(self.stack, 1)
        self.side = right = QSplitter(Qt.Orientation.Vertical, self)
        right.setObjectName("themes side")
        right.addWidget(self.page)
        right.addWidget(self.quotes)
        right.setStretchFactor(1, 1)
        right.setSizes([360, 420])
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("themes")
        for part, share in ((middle, 5), (right, 4)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([680, 590])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._connect()

    def _connect(self) -> None:
        self.outline.newAsked.connect(self.new_theme)
        self.outline.selected.connect(self._show_theme)
        self.codes.activated.connect(self._send_code)
        self.codes.dropped.connect(self._codes_moved)
        self.tree.codesDropped.connect(self.add_codes)
        self.tree.themeMoved.connect(self.move_theme)
        self.tree.menuAsked.connect(self._menu)
        self.tree.removeAsked.connect(self.remove)
        self.tree.renameAsked.connect(self.rename_theme)
        self.page.edited.connect(self._edited)
        self.page.followed.connect(self._follow)
        self.page.readAsked.connect(self._read)
        self.quotes.opened.connect(self._toggle_quote)
        self.quotes.menuAsked.connect(self._quote_menu)
        self.quotes.spacePressed.connect(self.choose_quotes)

    # Surfaces --------------------------------------------------------------------------------------------------------

    @property
    def surface(self) -> Surface:
        """Return the surface in front."""
        return cast(Surface, self.stack.currentWidget())

    @property
    def actors(self) -> tuple[object, ...]:
        """Return who does the actions of the place: the surface in front first."""
        return (self.surface, *self.surface.actors, self.board_actions, self.page)

    def show_outline(self) -> None:
        """Bring the outline to the front."""
        self.show_surface("outline")

    def show_board(self) -> None:
        """Bring the board to the front."""
        self.show_surface("board")

    def show_map(self) -> None:
        """Bring the thematic map to the front."""
        self.show_surface("map")

    def toggle_theme_page(self) -> None:
        """Show page and quotes of the chosen theme at the right, or leave their room to the surface in front."""
        wanted = self.side.isHidden()
        if self.surface.name in WIDE:
            self._side_wanted = wanted
        self._show_side(wanted)

    def _show_side(self, wanted: bool) -> None:
        self.page.commit()
        self.side.setVisible(wanted)
        self.page_button.setChecked(wanted)
        self._show_theme()

    def show_surface(self, name: str) -> None:
        """Bring a surface to the front, with the theme chosen that was chosen on the one before."""
        chosen = self.surface.current()
        surface = self._surfaces.get(name)
        if surface is None:
            module, kind = SURFACES[name].page.split(":")
            surface = getattr(importlib.import_module(f"qda.ui.views.{module}"), kind)(self)
            self._surfaces[name] = surface
            self.stack.addWidget(cast(QWidget, surface))
            arrange(cast(QWidget, surface), self.workspace.settings.window)
            surface.selected.connect(self._show_theme)
            surface.opened()
            self._behind.add(name)
        self.stack.setCurrentWidget(cast(QWidget, surface))
        self._show_side(name not in WIDE or self._side_wanted)
        if name in self._behind:
            self._behind.discard(name)
            surface.show_themes(self._now)
        self.switch.mark(name)
        surface.choose(*chosen)
        surface.setFocus()

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        for surface in self._surfaces.values():
            surface.opened()
        self.refresh(frozenset({"code", "theme"}))
        if self._now.themes and self.surface.current() == (None, None):
            # A page of empty fields that can't be filled in would be the first thing to see.
            self.surface.choose(self._now.themes[0].id)

    def closing(self) -> None:
        """Keep what is still being typed."""
        self.page.commit()
        for surface in self._surfaces.values():
            surface.closing()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        self.surface.setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if not kinds & _TOUCHING:
            return
        if kinds == {"placement"}:
            # As long as somebody moves things about, nothing else is read anew.
            for name, surface in self._surfaces.items():
                if surface is self.surface:
                    surface.show_places()
                else:
                    self._behind.add(name)
            return
        read = self.workspace.read
        counts = read(retrieval.theme_counts) if read(approach).counts else None
        self._now = Shown(
            read(outline.themes),
            read(codebook.codes),
            read(retrieval.coding_numbers),
            counts,
            read(graph.hints, counts=counts),
        )
        self.themes = {row.id: row for row in self._now.themes}
        self.page.set_levels(read(outline.levels))
        for name, surface in self._surfaces.items():
            if surface is self.surface:
                surface.show_themes(self._now)
            else:
                self._behind.add(name)
        self._show_theme()

    def _show_theme(self) -> None:
        if self.side.isHidden():
            return
        theme_id, code_id = self.surface.current()
        row = self.themes.get(theme_id or "")
        self.page.show_theme(row)
        codes = {code.id: code for code in self._now.codes}
        colours = {code.id: code.colour for code in self._now.codes}
        if row is None:
            self.quotes.show_quotes("", None, colours, _("Choose a theme to read and choose its quotes."))
            return
        picked = self.workspace.read(retrieval.theme_quotes, row.id)
        passages = frozenset((quote.source_id, quote.start, quote.end) for quote in picked)
        self.quotes.model.star(passages)
        if self._shown != row.id:
            # Chosen ones stand first when a theme is opened; after that nothing jumps while quotes are chosen.
            self._shown, self._ahead = row.id, passages
        code = codes.get(code_id or "")
        wanted = Filter(code_ids=(code.id,)) if code else Filter(theme_id=row.id)
        title = _("Quotes of “{name}”").format(name=code.name if code else row.name)
        if picked:
            title += " · " + n_("{n} chosen", "{n} chosen", len(picked))
        nothing = _("Drag codes into this theme; their passages appear here.")
        first = [] if code else [_chosen(quote) for quote in picked]
        self.quotes.show_quotes(title, wanted, colours, nothing, first, self._ahead)

    # Themes ----------------------------------------------------------------------------------------------------------

    def new_theme(self) -> None:
        """Make a theme at the top of the outline, drawing on the chosen codes."""
        name = ask_text(self, _("New theme"), _("A working name; it can change as often as you like."), _("Make theme"))
        if not name:
            return
        done = self.workspace.do(
            "Make theme",
            outline.add_theme,
            name,
            code_ids=self.codes.chosen(),
            coder_id=self.workspace.coder_id,
            about=lambda theme_id: [("theme", theme_id)],
        )
        if done:
            self.codes.select([])
            self.surface.choose(done.value)

    def new_subtheme(self) -> None:
        """Make a theme below the chosen one."""
        current, _code = self.surface.current()
        if current is None:
            return
        name = ask_text(
            self,
            _("New subtheme"),
            _("It will stand below “{name}”.").format(name=self.themes[current].name),
            _("Make subtheme"),
        )
        if name:
            done = self.workspace.do(
                "Make theme",
                outline.add_theme,
                name,
                current,
                coder_id=self.workspace.coder_id,
                about=lambda theme_id: [("theme", theme_id)],
            )
            if done:
                self.surface.choose(done.value)

    def rename_theme(self) -> None:
        """Give the chosen theme another name."""
        row = self.themes.get(self.surface.current()[0] or "")
        if row is None:
            return
        name = ask_text(self, _("Rename theme"), "", _("Rename"), row.name)
        if name and name != row.name:
            self.workspace.do("Rename theme", outline.edit_theme, row.id, name=name, about=[("theme", row.id)])

    def remove(self) -> None:
        """Take the chosen code out of its theme, or delete the chosen theme after a question."""
        theme_id, code_id = self.surface.current()
        row = self.themes.get(theme_id or "")
        if row is None:
            return
        if code_id is not None:
            about = [("code", code_id), ("theme", row.id)]
            self.workspace.do("Take code out of theme", outline.remove_code, row.id, code_id, about=about)
            return
        picked = len(self.workspace.read(quotes.picked_quotes, theme_id=row.id))
        words = _("“{name}” goes with {quotes}. Its subthemes move up; its codes and passages stay. It can be undone.")
        counted = n_("{n} chosen quote", "{n} chosen quotes", picked)
        if confirm(self, _("Delete theme?"), words.format(name=row.name, quotes=counted), _("Delete")):
            self.workspace.do("Delete theme", outline.delete_theme, row.id, about=[("theme", row.id)])

    def add_codes(self, theme_id: str, code_ids: list[str]) -> None:
        """Let a theme draw on codes; dropped beside all themes (no id), they become a new one."""
        if not theme_id:
            self.codes.select(code_ids)
            self.new_theme()
            return
        about = [("code", code_id) for code_id in code_ids] + [("theme", theme_id)]
        self.workspace.do("Put code into theme", outline.add_codes, theme_id, code_ids, about=about)

    def move_theme(self, theme_id: str, parent: str, position: int) -> None:
        """Move a theme below another one, or among its neighbours."""
        place = position if position >= 0 else None
        self.workspace.do(
            "Move theme", outline.move_theme, theme_id, parent or None, place, about=[("theme", theme_id)]
        )

    def move_up(self) -> None:
        """Move the quote that has the keyboard, else the chosen theme, one place up among its neighbours."""
        self._step(-1)

    def move_down(self) -> None:
        """Move the quote that has the keyboard, else the chosen theme, one place down among its neighbours."""
        self._step(1)

    def _step(self, by: int) -> None:
        row = self.themes.get(self.surface.current()[0] or "")
        if self.page.move_by(by) or row is None:
            return
        siblings = [other.id for other in self.themes.values() if other.parent == row.parent]
        place = siblings.index(row.id) + by
        if 0 <= place < len(siblings):
            self.move_theme(row.id, row.parent or "", place)

    def _follow(self, kind: str, thing_id: str) -> None:
        """Show what a relation or a card on the theme's page leads to: a theme, or a code and its quotes."""
        theme_id, _code = self.surface.current()
        if kind == "theme":
            self.surface.choose(thing_id)
            return
        here = self.themes.get(theme_id or "")
        drawing = [here] if here is not None and thing_id in here.code_ids else list(self.themes.values())
        owner = next((row.id for row in drawing if thing_id in row.code_ids), None)
        if owner is not None:
            self.surface.choose(owner, thing_id)
        else:
            self.codes.reveal(thing_id)

    def _read(self, source_id: str, start: int, end: int) -> None:
        self.window().show_passage(source_id, start, end)  # type: ignore[attr-defined]

    def _edited(self, theme_id: str, field: str, value: Any) -> None:
        labels = {"status": "Set status of theme", "level_id": "Set level of theme", "core": "Set core category"}
        label = labels.get(field, "Describe theme")
        change = functools.partial(outline.edit_theme, **{field: value})
        self.workspace.do(label, change, theme_id, about=[("theme", theme_id)])

    def _send_code(self, code_id: str) -> None:
        theme_id, _code = self.surface.current()
        chosen = self.codes.chosen() or [code_id]
        if theme_id is None:
            self.workspace.failed.emit(_("Choose the theme first; then Enter sends codes into it."))
        else:
            self.add_codes(theme_id, chosen)

    def _codes_moved(self, drop: Drop) -> None:
        ids = [code_id for code_id in drop.code_ids if code_id != drop.on]
        about = [("code", code_id) for code_id in ids]
        self.workspace.do("Move code", codebook.move_codes, ids, drop.on or drop.parent, drop.before, about=about)

    # Quotes ----------------------------------------------------------------------------------------------------------

    def choose_quotes(self) -> None:
        """Choose the selected quotes for the theme, or choose them no more where all of them are chosen."""
        theme_id, _code = self.surface.current()
        rows = self.quotes.chosen()
        if theme_id is None or not rows:
            return
        if all(self.quotes.model.is_starred(row) for row in rows):
            spans = {(row.source_id, row.start, row.end) for row in rows}
            picked = self.workspace.read(quotes.picked_quotes, theme_id=theme_id)
            ids = [quote.id for quote in picked if (quote.source_id, quote.start, quote.end) in spans]
            self.workspace.do("Choose quote no more", quotes.unpick_quotes, ids, about=[("theme", theme_id)])
        else:
            self._pick(rows, "chosen", "Choose quote")

    def _pick(self, rows: Sequence[QuoteRow], kind: str, label: str) -> None:
        theme_id, _code = self.surface.current()
        if theme_id is not None:
            about = [("theme", theme_id)]
            if all(row.code_id for row in rows):
                ids = [row.id for row in rows]
                self.workspace.do(label, quotes.pick_codings, theme_id, ids, kind=kind, about=about)
            else:
                spans = [(row.source_id, row.start, row.end) for row in rows]
                self.workspace.do(label, quotes.pick_passages, theme_id, spans, kind=kind, about=about)

    def _toggle_quote(self, _quote: QuoteRow) -> None:
        self.choose_quotes()

    def _quote_menu(self, place: QPoint) -> None:
        rows = self.quotes.chosen()
        if not rows or self.surface.current()[0] is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Choose for the theme (Space)")).triggered.connect(self.choose_quotes)
        menu.addAction(_("Keep as a different view")).triggered.connect(
            lambda: self._pick(rows, "counter", "Keep as different view")
        )
        menu.addAction(_("Read in the transcript")).triggered.connect(
            lambda: self._read(rows[0].source_id, rows[0].start, rows[0].end)
        )
        menu.exec(place)

    def _menu(self, place: QPoint) -> None:
        theme_id, code_id = self.surface.current()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("New theme…")).triggered.connect(self.new_theme)
        if theme_id is not None:
            menu.addAction(_("New subtheme…")).triggered.connect(self.new_subtheme)
            menu.addAction(_("Rename theme…")).triggered.connect(self.rename_theme)
            menu.addAction(_("Take code out") if code_id else _("Delete theme…")).triggered.connect(self.remove)
        menu.exec(place)


def _chosen(quote: ThemeQuote) -> QuoteRow:
    """Return a quote picked for a theme as a row of the list; its words need not be those of one coded passage."""
    return QuoteRow(
        id=quote.id,
        source_id=quote.source_id,
        source=quote.source,
        start=quote.start,
        end=quote.end,
        text=quote.text,
        code_id="",
        code=_("Different view") if quote.kind == "counter" else _("Chosen for this theme"),
        themes=(),
        coder="",
        participants=quote.participants,
        lines=quote.lines,
        note="",
    )
