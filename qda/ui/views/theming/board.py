"""The theme board: codes as cards, moved into clusters that are themes, beside a tray of codes in no theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from qda.core import retrieval, study
from qda.core.codebook import CodeRow
from qda.core.finding import fold
from qda.core.themes import placing
from qda.core.themes.outline import ThemeRow
from qda.core.themes.placing import Key
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.views.theming.board_work import BoardWork
from qda.ui.views.theming.surface import Shown
from qda.ui.widgets.board_bar import BoardBar
from qda.ui.widgets.board_canvas import BoardCanvas, Content
from qda.ui.widgets.board_items import CardLook, ClusterLook
from qda.ui.widgets.board_quote import CardQuote
from qda.ui.widgets.board_tray import Tray
from qda.ui.widgets.labels import EmptyPlace

if TYPE_CHECKING:
    from qda.ui.views.themes import ThemesView


class BoardSurface(QWidget):
    """A :class:`~qda.ui.views.theming.surface.Surface`; what is done on it is in `work`."""

    name = "board"
    selected = Signal()

    def __init__(self, place: ThemesView) -> None:
        super().__init__(place)
        self.workspace = place.workspace
        self.tray = Tray(self)
        self.canvas = BoardCanvas(self)
        self.bar = BoardBar(self)
        self.quote = CardQuote(self.canvas)
        self.work = BoardWork(self, place)
        self.actors: tuple[object, ...] = (self.work,)
        self._hits: list[Key] = []
        self._empty = EmptyPlace(
            _("Codes stand here as cards, and clusters of them become themes. Make codes first, then come back."),
            _("Go to the transcripts"),
            lambda: place.window().perform("go_code"),  # type: ignore[attr-defined]
            self,
        )
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.canvas, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("themes board")
        self.splitter.setChildrenCollapsible(False)
        for part, share in ((self.tray, 1), (middle, 5)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([200, 900])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty, 1)
        whole.addWidget(self.splitter, 1)
        self.canvas.outside = self._over_tray
        self._connect(place)

    def _connect(self, place: ThemesView) -> None:
        canvas, work = self.canvas, self.work
        canvas.selected.connect(self._selected)
        canvas.dropped.connect(work.drop)
        canvas.takenOut.connect(work.take_out)
        canvas.nudged.connect(work.nudge)
        canvas.renamed.connect(work.rename)
        canvas.asked.connect(self._do)
        canvas.typed.connect(self.bar.look_for)
        canvas.quoteAsked.connect(self.toggle_quote)
        canvas.menuAsked.connect(self._menu)
        self.tray.sent.connect(work.send)
        self.tray.left.connect(canvas.setFocus)
        self.bar.asked.connect(lambda name: place.window().perform(name))  # type: ignore[attr-defined]
        self.bar.zoomAsked.connect(lambda name: getattr(canvas, name)())
        self.bar.looked.connect(self._look_for)
        self.bar.stepped.connect(self._step)
        self.bar.left.connect(canvas.setFocus)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(lambda: self.bar.look_for(""))
        for key, step in (("F3", 1), ("Shift+F3", -1)):
            again = QShortcut(QKeySequence(key), self)
            again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            again.activated.connect(lambda step=step: self._step(step))

    # What the Themes place asks --------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Forget what was chosen in another project."""
        self.canvas.forget()
        self.tray.forget()
        self.bar.field.clear()

    def closing(self) -> None:
        """Take a name that is being written."""
        self.canvas.end_naming()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        part = self.tray.list if not self.canvas.by_key and self.tray.count() else self.canvas
        (self._empty if self.splitter.isHidden() else part).setFocus()

    def show_themes(self, shown: Shown) -> None:
        """Show these themes and codes; what was chosen stays so."""
        self.quote.close_quote()
        counted = self.workspace.read(study.approach).counts
        numbers = _totals(shown) if counted else None
        drawn = {code_id for row in shown.themes for code_id in row.code_ids}
        content = Content(
            shown.themes,
            {row.id: _cluster(row, shown, counted=counted) for row in shown.themes},
            _cards(shown, drawn, numbers),
            self.workspace.read(placing.places, placing.BOARD),
        )
        self.canvas.show_board(content)
        # A code below one that is in a theme is in it with that one; a heading is in none, but what is below it may be.
        covered = set(retrieval.below(shown.codes, drawn))
        used = shown.codings or {}
        left = [row for row in shown.codes if row.id not in covered and (row.kind == "code" or used.get(row.id))]
        self.tray.show_codes(left, numbers)
        self._empty.setVisible(not shown.codes and not shown.themes)
        self.splitter.setVisible(bool(shown.codes or shown.themes))
        self._look_for(self.bar.field.text(), go=False)

    def show_places(self) -> None:
        """Show everything where it stands now: nothing but places was changed."""
        content = self.canvas.content
        places = self.workspace.read(placing.places, placing.BOARD)
        self.canvas.show_board(Content(content.themes, content.clusters, content.cards, places))

    def current(self) -> tuple[str | None, str | None]:
        """Return the chosen theme and, where a card is chosen, its code."""
        return self.canvas.current_key or (None, None)

    def choose(self, theme_id: str | None, code_id: str | None = None) -> None:
        """Choose a cluster, or a card in it; what is not there is not chosen."""
        wanted: Key = (theme_id, code_id)
        for key in (wanted, (theme_id, None)):
            if key in self.canvas.by_key:
                self.canvas.choose_keys([key], key)
                return

    # On the board ----------------------------------------------------------------------------------------------------

    def _do(self, wish: str) -> None:
        """Do what a key on the board asked for."""
        if wish == "show_quote":
            if self.canvas.current_key is not None:
                self.toggle_quote(self.canvas.current_key)
        elif wish == "go_back":
            self._go_back()
        else:
            getattr(self.work, wish)()

    def _go_back(self) -> None:
        """Esc: close the quote, end the search, choose nothing, one after the other."""
        if self.quote.close_quote():
            return
        if self.bar.field.text():
            self.bar.field.clear()
        else:
            self.canvas.choose_keys([], None)

    def _selected(self) -> None:
        if self.quote.card is not None and self.quote.card != self.canvas.current_key:
            if self.canvas.current_key is not None and self.canvas.current_key[1] is not None:
                self._open_quote(self.canvas.current_key)
            else:
                self.quote.close_quote()
        self.selected.emit()

    def toggle_quote(self, key: Key) -> None:
        """Open the first quote of a card, or close it; a cluster is named instead."""
        if key[1] is None:
            self.canvas.name_in_place(key)
        elif self.quote.card == key:
            self.quote.close_quote()
        else:
            self._open_quote(key)

    def _open_quote(self, key: Key) -> None:
        found = self.workspace.read(retrieval.quotes, retrieval.Filter(code_ids=(str(key[1]),)), limit=1)
        self.quote.open_quote(key, found[0] if found else None)

    def _over_tray(self, at: QPoint) -> bool:
        return QRect(self.tray.mapToGlobal(QPoint(0, 0)), self.tray.size()).contains(at)

    # Searching -------------------------------------------------------------------------------------------------------

    def _look_for(self, typed: str, *, go: bool = True) -> None:
        words = fold(typed).split()
        content = self.canvas.content
        self._hits = []
        for key in self.canvas.in_order() if words else ():
            look = content.cards[key[1]] if key[1] is not None else content.clusters[str(key[0])]
            if all(word in fold(look.name) for word in words):
                self._hits.append(key)
        self.canvas.find_keys(self._hits if words else None)
        if go and self._hits:
            self.canvas.choose_keys([self._hits[0]], self._hits[0])
        self._say_found(bool(words))

    def _step(self, step: int) -> None:
        """Go to the next hit, or the one before."""
        if not self._hits:
            return
        here = self.canvas.current_key
        place = self._hits.index(here) + step if here in self._hits else 0
        there = self._hits[place % len(self._hits)]
        self.canvas.choose_keys([there], there)
        self._say_found(True)

    def _say_found(self, looking: bool) -> None:
        here = self.canvas.current_key
        at = self._hits.index(here) + 1 if here in self._hits else 0
        found = _("{at} of {n}").format(at=at, n=len(self._hits)) if self._hits else _("none found")
        self.bar.say(found if looking else "")

    # Menu ------------------------------------------------------------------------------------------------------------

    def _menu(self, place: QPoint) -> None:
        work, canvas = self.work, self.canvas
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def row(words: str, key: str, act: object) -> None:
            shown = keys.native(key) if key else ""
            menu.addAction(f"{words}\t{shown}" if shown else words).triggered.connect(act)

        current = canvas.current_key
        if current is not None and current[1] is not None:
            row(_("First quote"), "Space", lambda: self.toggle_quote(current))
        if canvas.cards_chosen():
            row(_("Make a cluster"), keys.key_of("cluster_cards"), work.cluster_cards)
        if current is not None:
            row(_("Rename"), "F2", work.rename_current)
            row(_("Cut, to move it"), "Ctrl+X", work.cut)
            row(_("Copy"), "Ctrl+C", work.copy)
        if work.held():
            row(_("Paste here"), "Ctrl+V", work.paste)
        if len(canvas.selection) > 1:
            menu.addSeparator()
            row(_("Align at the left"), keys.key_of("align_left"), work.align_left)
            row(_("Align at the top"), keys.key_of("align_top"), work.align_top)
            row(_("Tidy into rows"), keys.key_of("tidy_rows"), work.tidy_rows)
        menu.addSeparator()
        if current is not None:
            row(_("Take card out") if current[1] is not None else _("Delete theme…"), "Delete", work.remove)
        row(_("Lay the board out anew"), "", work.lay_out_anew)
        menu.popup(place)


def _totals(shown: Shown) -> dict[str, int]:
    """Return each code's number of passages with those of all codes below it, at their main places."""
    own = shown.codings or {}
    totals = {row.id: own.get(row.id, 0) for row in shown.codes}
    for row in reversed(shown.codes):
        if row.parent is not None:
            totals[row.parent] += totals[row.id]
    return totals


def _cards(shown: Shown, drawn: set[str], numbers: Mapping[str, int] | None) -> dict[str, CardLook]:
    standing: dict[str, list[str]] = {}
    for row in shown.themes:
        for code_id in row.code_ids:
            standing.setdefault(code_id, []).append(row.name)
    return {row.id: _card(row, standing[row.id], numbers) for row in shown.codes if row.id in drawn}


def _card(row: CodeRow, places: Sequence[str], numbers: Mapping[str, int] | None) -> CardLook:
    told = [row.path, row.definition]
    if numbers is not None:
        told.append(n_("{n} passage", "{n} passages", numbers.get(row.id, 0)))
    if len(places) > 1:
        told.append(_("Stands in {clusters}").format(clusters=", ".join(f"“{name}”" for name in places)))
    number = str(numbers.get(row.id, 0) or "") if numbers is not None else ""
    return CardLook(row.name, row.colour, number, len(places), "\n".join(words for words in told if words))


def _cluster(row: ThemeRow, shown: Shown, *, counted: bool) -> ClusterLook:
    stance = {"barrier": _("barrier"), "enabler": _("enabler"), "both": _("barrier + enabler")}
    status = {"candidate": _("candidate"), "reviewed": _("reviewed"), "named": "", "set aside": _("set aside")}
    facts = [row.level, stance.get(row.stance, row.stance), status[row.status]]
    counts = (shown.counts or {}).get(row.id) if counted else None
    numbers = (
        []
        if counts is None
        else [
            n_("{n} passage", "{n} passages", counts.codings),
            n_("{n} source", "{n} sources", counts.sources),
            n_("{n} participant", "{n} participants", counts.participants),
        ]
    )
    empty = not row.code_ids and not any(other.parent == row.id for other in shown.themes)
    said = " · ".join(words for words in facts if words)
    tip = "\n".join(words for words in (row.name, said, row.idea, ", ".join(numbers)) if words)
    number = str(counts.codings or "") if counts is not None else ""
    return ClusterLook(row.name, said, number, row.depth, row.core, empty, tip)
