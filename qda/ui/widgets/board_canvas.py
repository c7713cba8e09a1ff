"""The canvas of the theme board: codes as cards in clusters, chosen, walked through, moved and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from qda.core.themes.board_layout import BoardLayout, Box, lay_out, next_to
from qda.core.themes.outline import ThemeRow
from qda.core.themes.placing import Key, Place
from qda.i18n import _
from qda.ui.models.codebook_model import CODES_MIME, dragged_codes
from qda.ui.widgets.board_items import BoardItem, CardItem, CardLook, ClusterItem, ClusterLook
from qda.ui.widgets.board_naming import NameField
from qda.ui.widgets.board_pointing import BoardPointing
from qda.ui.widgets.zoom_view import ARROWS, BY_TAB, MARGIN, ZoomView

_SNAP = 4
_CTRL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on the board: themes, what their clusters and the cards say, and the kept places."""

    themes: Sequence[ThemeRow] = ()
    clusters: Mapping[str, ClusterLook] = field(default_factory=dict)
    cards: Mapping[str, CardLook] = field(default_factory=dict)
    places: Mapping[Key, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoardDrop:
    """Things that were dropped: into the cluster `target`, or, where that is None, beside all clusters.

    `at` says where each now stands, seen from the corner of what it stands in, and `pins` where all around them stand,
    which must not jump when some are taken from among them. A `copy` leaves the cards where they were, too.
    """

    keys: tuple[Key, ...]
    target: str | None
    at: Mapping[Key, tuple[int, int]]
    pins: tuple[Place, ...]
    copy: bool = False


class BoardCanvas(ZoomView):
    """Signals: `selected()`, `dropped(BoardDrop)`, `takenOut(keys)` where cards are dropped on what `outside` names,
    `nudged(step)`, `renamed(key, name)`, `asked(name of what to do)`, `typed(letters)`, `quoteAsked(key)`,
    `menuAsked(point on the screen)`.
    """

    selected = Signal()
    dropped = Signal(object)
    takenOut = Signal(object)
    nudged = Signal(object)
    renamed = Signal(object, str)
    asked = Signal(str)
    typed = Signal(str)
    quoteAsked = Signal(object)
    menuAsked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Board of themes"))
        self.setAcceptDrops(True)
        self.content = Content()
        self.layout_of_board = BoardLayout()
        self.by_key: dict[Key, BoardItem] = {}
        self.selection: list[Key] = []
        self.current_key: Key | None = None
        self.outside: Callable[[QPoint], bool] = lambda _at: False
        """Tells whether a point on the screen is where cards that are dropped leave their clusters."""
        self.pointing = BoardPointing(self)
        self._naming: NameField | None = None
        self._found: frozenset[Key] | None = None
        self.dress()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_board(self, content: Content) -> None:
        """Show this board; what was chosen stays so as far as it is there."""
        self.pointing.cancel()
        self.content = content
        self.layout_of_board = lay_out(content.themes, content.places)
        wanted: set[Key] = set()
        for row in content.themes:
            cluster = self._item(
                (row.id, None), self.by_key.get((row.parent, None)), self.layout_of_board.clusters[row.id]
            )
            assert isinstance(cluster, ClusterItem)
            cluster.show_look(content.clusters[row.id])
            wanted.add(cluster.key)
            for code_id in row.code_ids:
                if code_id in content.cards:
                    card = self._item((row.id, code_id), cluster, self.layout_of_board.cards[row.id, code_id])
                    assert isinstance(card, CardItem)
                    card.show_look(content.cards[code_id])
                    wanted.add(card.key)
        gone = [key for key in self.by_key if key not in wanted]
        # Cards first: a cluster that goes would take them along.
        for key in sorted(gone, key=lambda key: key[1] is None):
            self.scene().removeItem(self.by_key.pop(key))
        self.make_room()
        self._mark_found()
        kept = [key for key in self.selection if key in self.by_key]
        current = self.current_key if self.current_key in self.by_key else (kept[-1] if kept else None)
        self.choose_keys(kept, current, visible=False)

    def _item(self, key: Key, parent: BoardItem | None, box: Box) -> BoardItem:
        item = self.by_key.get(key)
        if item is None:
            item = CardItem(key) if key[1] is not None else ClusterItem(key)
            self.by_key[key] = item
            if parent is None:
                self.scene().addItem(item)
        if item.parentItem() is not parent:
            item.setParentItem(parent)  # type: ignore[arg-type]
        item.resize(box.width, box.height)
        item.setPos(box.x, box.y)
        return item

    def forget(self) -> None:
        """Forget what was chosen and how it was looked at in another project."""
        self.forget_look()
        self.selection, self.current_key = [], None
        self.find_keys(None)

    def room(self) -> QRectF:
        """Return what all clusters take up."""
        room = QRectF()
        for item in self.by_key.values():
            if item.parentItem() is None:
                room = room.united(item.mapRectToScene(item.frame()))
        return room

    def dress(self) -> None:
        """Take the colours of the theme and the size of the interface."""
        self.end_naming()
        super().dress()
        for item in self.by_key.values():
            item.update()

    def rings_itself(self) -> bool:
        """Say whether no card or cluster shows who has the keyboard, so that the canvas has to."""
        return self.current_key is None

    # Choosing --------------------------------------------------------------------------------------------------------

    def choose_keys(self, keys: Iterable[Key], current: Key | None, *, visible: bool = True) -> None:
        """Choose cards and clusters; `current` has the keyboard."""
        self.selection = [key for key in dict.fromkeys(keys) if key in self.by_key]
        changed = current != self.current_key
        self.current_key = current
        chosen = set(self.selection)
        for key, item in self.by_key.items():
            item.mark(chosen=key in chosen, current=key == current and self.hasFocus())
        if current is not None and visible:
            self.ensureVisible(self.head_of(current), MARGIN, MARGIN)
        if changed:
            self._tell()
            self.viewport().update()
        self.selected.emit()

    def cards_chosen(self) -> list[Key]:
        """Return the chosen cards."""
        return [key for key in self.selection if key[1] is not None]

    def cluster_chosen(self) -> str | None:
        """Return the cluster of what has the keyboard."""
        return self.current_key[0] if self.current_key is not None else None

    def choose_all(self) -> None:
        """Choose all cards."""
        cards = [key for key in self.in_order() if key[1] is not None]
        current = self.current_key if self.current_key in cards else next(iter(cards), None)
        self.choose_keys(cards, current, visible=False)

    def in_order(self) -> list[Key]:
        """Return everything as it is read: from above, and from the left."""
        return sorted(self.by_key, key=lambda key: (self.by_key[key].scenePos().y(), self.by_key[key].scenePos().x()))

    def _tell(self) -> None:
        """Tell who listens what has the keyboard."""
        self.setAccessibleDescription(self.words_of(self.current_key) if self.current_key is not None else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def words_of(self, key: Key) -> str:
        """Return what a card or cluster says, in words."""
        item = self.by_key[key]
        if isinstance(item, CardItem):
            number = f", {item.look.number}" if item.look.number else ""
            around = self.by_key[key[0], None]
            assert isinstance(around, ClusterItem)
            return _("Card {name}{number} in {cluster}").format(
                name=item.look.name, number=number, cluster=around.look.name
            )
        assert isinstance(item, ClusterItem)
        return _("Cluster {name}, {facts}").format(name=item.look.name, facts=item.look.facts)

    # Searching -------------------------------------------------------------------------------------------------------

    def find_keys(self, found: Sequence[Key] | None) -> None:
        """Let what was found stand out from all else; None shows all alike."""
        self._found = None if found is None else frozenset(found)
        self._mark_found()

    def _mark_found(self) -> None:
        for key, item in self.by_key.items():
            # A cluster's cards would fade with it, so clusters stay as they are.
            faint = self._found is not None and key[1] is not None and key not in self._found
            item.setOpacity(0.3 if faint else 1.0)

    # Where things stand ----------------------------------------------------------------------------------------------

    def head_of(self, key: Key) -> QRectF:
        """Return where the name of a card or cluster stands on the board."""
        item = self.by_key[key]
        return item.mapRectToScene(item.head())

    def item_at(self, place: QPointF) -> BoardItem | None:
        """Return the card, or the innermost cluster, at a place of the board."""
        found = [item for item in self.by_key.values() if item.mapRectToScene(item.frame()).contains(place)]
        # What stands in something is larger than nothing of it: the smallest is the innermost.
        return min(found, key=lambda item: (item.key[1] is None, item.frame().height()), default=None)

    def cluster_at(self, place: QPointF, besides: Iterable[Key] = ()) -> ClusterItem | None:
        """Return the innermost cluster at a place that is not one of `besides`, nor inside one."""
        item: BoardItem | None = self.item_at(place)
        left_out, inside = set(besides), []
        while item is not None:
            inside.append(item)
            parent = item.parentItem()
            item = parent if isinstance(parent, BoardItem) else None
        for number, here in enumerate(inside):
            if isinstance(here, ClusterItem) and not any(above.key in left_out for above in inside[number:]):
                return here
        return None

    def pins(self, container: str | None, besides: Iterable[Key] = ()) -> list[Place]:
        """Return where all that stands in a cluster (None: at the top) is shown now, but for `besides`."""
        left_out = set(besides)
        rows = [(row.id, None) for row in self.content.themes if row.parent == container]
        boxes: list[tuple[Key, Box]] = [((key[0], None), self.layout_of_board.clusters[key[0]]) for key in rows]
        boxes += [(key, box) for key, box in self.layout_of_board.cards.items() if key[0] == container]
        return [Place(*key, box.x, box.y) for key, box in boxes if key not in left_out]

    def container_of(self, key: Key) -> str | None:
        """Return the cluster in which a card or cluster stands."""
        if key[1] is not None:
            return key[0]
        return next(row.parent for row in self.content.themes if row.id == key[0])

    def drop(self, keys: Sequence[Key], target: str | None, at: Mapping[Key, QPointF], *, copy: bool = False) -> None:
        """Say that things were dropped at places of the board."""
        corner = self.by_key[target, None].scenePos() if target is not None else QPointF()
        seen = {key: at[key] - corner for key in keys}
        snapped = {key: (_snap(place.x()), _snap(place.y())) for key, place in seen.items()}
        around = {self.container_of(key) for key in keys if key[0] is not None} | {target}
        # Of what is copied, only what stands in the target already goes elsewhere.
        moved = [key for key in keys if not copy or key[0] == target]
        pins = [pin for container in around for pin in self.pins(container, moved)]
        self.dropped.emit(BoardDrop(tuple(keys), target, snapped, tuple(pins), copy))

    # Naming ----------------------------------------------------------------------------------------------------------

    def name_in_place(self, key: Key) -> None:
        """Let the name of a card or cluster be written where it stands."""
        item = self.by_key[key]
        self.ensureVisible(item.mapRectToScene(item.frame()), MARGIN, MARGIN)
        self.ensureVisible(self.head_of(key), MARGIN, MARGIN)
        self.end_naming()
        self._naming = NameField(self, item)
        self._naming.given.connect(lambda name: self.renamed.emit(key, name))

    def end_naming(self) -> None:
        """Take the name that is being written as it is."""
        if self._naming is not None:
            naming, self._naming = self._naming, None
            naming.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.end_naming()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.end_naming()
        super().wheelEvent(event)

    # Keys ------------------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_key is None and self.by_key and event.reason() != Qt.FocusReason.MouseFocusReason:
            first = self.in_order()[0]
            self.choose_keys([first], first)
        if self.current_key in self.by_key and event.reason() in BY_TAB:
            self.ensureVisible(self.head_of(self.current_key), MARGIN, MARGIN)
        self._mark_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus()

    def _mark_focus(self) -> None:
        if self.current_key in self.by_key:
            item = self.by_key[self.current_key]
            item.mark(chosen=item.chosen, current=self.hasFocus())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        wish = _WISHES.get((key, held)) if not event.text() or key in _SPECIAL or held & _CTRL else None
        if key in ARROWS and held == _ALT:
            self.nudged.emit(ARROWS[key])
        elif key in ARROWS and held in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self._walk(ARROWS[key], extend=held == _SHIFT)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.by_key:
            ends = self.in_order()
            self.choose_keys([end := ends[0 if key == Qt.Key.Key_Home else -1]], end)
        elif key == Qt.Key.Key_Escape and self.pointing.cancel():
            pass
        elif key == Qt.Key.Key_A and held == _CTRL:
            self.choose_all()
        elif event.text() in self.ZOOMS and not held & _CTRL:
            getattr(self, self.ZOOMS[event.text()])()
        elif wish is not None:
            self.asked.emit(wish)
        elif event.text().isprintable() and event.text().strip() and not held & (_CTRL | _ALT):
            self.typed.emit(event.text())
        else:
            event.ignore()

    def _walk(self, step: tuple[int, int], *, extend: bool) -> None:
        if self.current_key is None:
            first = self.in_order()[:1]
            self.choose_keys(first, first[0] if first else None)
            return
        heads = {key: _box(self.head_of(key)) for key in self.by_key}
        here = heads.pop(self.current_key)
        there = next_to(here, heads.items(), step)
        if there is not None:
            self.choose_keys([*self.selection, there] if extend else [there], there)

    # The mouse -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.end_naming()
        self.pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.pointing.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(self.mapToScene(event.position().toPoint()))
        if isinstance(item, ClusterItem):
            self.name_in_place(item.key)
        elif item is not None:
            self.quoteAsked.emit(item.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menuAsked.emit(event.globalPos())
        elif self.current_key is not None:
            where = self.mapFromScene(self.head_of(self.current_key).center())
            self.menuAsked.emit(self.viewport().mapToGlobal(where))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CODES_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CODES_MIME):
            self.pointing.show_target(self.cluster_at(self.mapToScene(event.position().toPoint())))
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.pointing.show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.pointing.show_target(None)
        if event.mimeData().hasFormat(CODES_MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            place = self.mapToScene(event.position().toPoint())
            target = self.cluster_at(place)
            keys: list[Key] = [(None, code_id) for code_id in dragged_codes(event.mimeData())]
            self.drop(keys, target.key[0] if target is not None else None, self.pointing.stacked(keys, place))


# What keys ask for; typed signs among them would be words to look for.
_SPECIAL = (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_NO_KEY = Qt.KeyboardModifier.NoModifier
_WISHES = {
    (Qt.Key.Key_Space, _NO_KEY): "show_quote",
    (Qt.Key.Key_Return, _NO_KEY): "show_quote",
    (Qt.Key.Key_Enter, _NO_KEY): "show_quote",
    (Qt.Key.Key_Delete, _NO_KEY): "remove",
    (Qt.Key.Key_F2, _NO_KEY): "rename_current",
    (Qt.Key.Key_Escape, _NO_KEY): "go_back",
    (Qt.Key.Key_X, _CTRL): "cut",
    (Qt.Key.Key_C, _CTRL): "copy",
    (Qt.Key.Key_V, _CTRL): "paste",
}


def _snap(value: float) -> int:
    return round(value / _SNAP) * _SNAP


def _box(rect: QRectF) -> Box:
    return Box(round(rect.x()), round(rect.y()), round(rect.width()), round(rect.height()))
