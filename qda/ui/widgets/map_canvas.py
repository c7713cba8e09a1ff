"""The canvas of the thematic map: nodes are chosen, walked through and moved, and lines follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from qda.core.themes.board_layout import Box, next_to
from qda.core.themes.map_layout import NodeBox, Spot, boxes_of, lay_out
from qda.core.themes.map_routes import Route, rect_of, routes
from qda.core.themes.placing import Key
from qda.core.themes.relations import Node
from qda.core.themes.thematic_map import MapTie, ThematicMap
from qda.i18n import _
from qda.ui.widgets.figure_view import load_typeface
from qda.ui.widgets.map_items import MapNodeItem, TieItem
from qda.ui.widgets.zoom_view import ARROWS, BY_TAB, MARGIN, ZoomView

_STEP = 8
_WISHES = {Qt.Key.Key_F2: "rename", Qt.Key.Key_Delete: "remove"}
_NO_KEY, _SHIFT, _ALT, _CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class MapCanvas(ZoomView):
    """Signals: `selected()`, `moved(places of nodes)`, `asked(rename or remove)`, `menuAsked(point on the screen)`."""

    selected = Signal()
    moved = Signal(object)
    asked = Signal(str)
    menuAsked = Signal(QPoint)
    words = 9.5
    from_corner = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_typeface()
        self.setAccessibleName(_("Thematic map"))
        self.map: ThematicMap | None = None
        self.boxes: dict[Node, NodeBox] = {}
        self.places: dict[Node, Spot] = {}
        self.nodes: dict[Node, MapNodeItem] = {}
        self.ties: dict[MapTie, TieItem] = {}
        self.selection: list[Node] = []
        self.current_node: Node | None = None
        self._pressed: QPointF | None = None
        self._grabbed: Node | None = None
        self._dragging = False
        self.dress()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_map(self, map_: ThematicMap) -> None:
        """Show a map; what was chosen stays so as far as it is there."""
        self.map = map_
        self.boxes = boxes_of(map_)
        self.places = lay_out(map_, self.boxes)
        for node in [node for node in self.nodes if node not in self.boxes]:
            self.scene().removeItem(self.nodes.pop(node))
        for one in map_.nodes:
            item = self.nodes.get(one.node)
            if item is None:
                item = self.nodes[one.node] = MapNodeItem(one, self.boxes[one.node])
                self.scene().addItem(item)
            item.show_node(one, self.boxes[one.node])
            item.setPos(*self.places[one.node])
        self._draw_ties(routes(map_, self.places, self.boxes, layout=map_.layout))
        self.make_room()
        current = self.current_node if self.current_node in self.nodes else None
        self.choose_nodes([node for node in self.selection if node in self.nodes], current, visible=False)

    def _draw_ties(self, found: Iterable[Route], *, all_of_them: bool = True) -> None:
        ways = {route.tie: route for route in found}
        if all_of_them:
            for tie in [tie for tie in self.ties if tie not in ways]:
                self.scene().removeItem(self.ties.pop(tie))
        for tie, route in ways.items():
            if tie in self.ties:
                self.ties[tie].run(route)
            else:
                self.ties[tie] = TieItem(route)
                self.scene().addItem(self.ties[tie])

    def forget(self) -> None:
        """Forget what was chosen and how it was looked at in another project."""
        self.forget_look()
        self.selection, self.current_node = [], None

    def room(self) -> QRectF:
        """Return what all nodes and lines take up."""
        room = QRectF()
        for item in (*self.nodes.values(), *self.ties.values()):
            room = room.united(item.mapRectToScene(item.boundingRect()))
        return room

    def dress(self) -> None:
        """Take the colours of the theme and the size of the interface."""
        super().dress()
        for item in (*self.nodes.values(), *self.ties.values()):
            item.update()

    def rings_itself(self) -> bool:
        """Say whether no node shows who has the keyboard, so that the canvas has to."""
        return self.current_node is None

    # Choosing --------------------------------------------------------------------------------------------------------

    def choose_nodes(self, nodes: Iterable[Node], current: Node | None, *, visible: bool = True) -> None:
        """Choose nodes; `current` has the keyboard."""
        self.selection = [node for node in dict.fromkeys(nodes) if node in self.nodes]
        changed, self.current_node = current != self.current_node, current
        chosen = set(self.selection)
        for node, item in self.nodes.items():
            item.mark(chosen=node in chosen, current=node == current and self.hasFocus())
        if current is not None and visible:
            item = self.nodes[current]
            self.ensureVisible(item.mapRectToScene(item.frame()), MARGIN, MARGIN)
        if changed:
            self.setAccessibleDescription(self.words_of(current) if current is not None else "")
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.viewport().update()
        self.selected.emit()

    def words_of(self, node: Node) -> str:
        """Return a node and all that it is tied to, in words."""
        assert self.map is not None
        names = {one.node: one.name for one in self.map.nodes}
        said = [names[node]]
        for tie in self.map.ties:
            if node in (tie.start, tie.end):
                words = tie.name or _("is part of")
                said.append(
                    _("“{start}” {name} “{end}”").format(start=names[tie.start], name=words, end=names[tie.end])
                )
        return ". ".join(said)

    def node_at(self, place: QPointF) -> Node | None:
        """Return the node at a place of the map."""
        found = (node for node, item in self.nodes.items() if item.mapRectToScene(item.frame()).contains(place))
        return next(found, None)

    # Moving ----------------------------------------------------------------------------------------------------------

    def _move_by(self, nodes: Iterable[Node], step: QPointF) -> None:
        """Let nodes, and the lines to them, be seen elsewhere."""
        assert self.map is not None
        moving = set(nodes)
        seen: Mapping[Node, Spot] = {
            node: (x + step.x(), y + step.y()) if node in moving else (x, y) for node, (x, y) in self.places.items()
        }
        for node in moving:
            self.nodes[node].setPos(*seen[node])
        ties = [tie for tie in self.map.ties if tie.start in moving or tie.end in moving]
        ways = routes(self.map, seen, self.boxes, layout=self.map.layout, ties=ties)
        self._draw_ties(ways, all_of_them=False)

    def _settle(self, nodes: Iterable[Node], step: QPointF) -> None:
        """Say where nodes were put."""
        places = {node: (self.places[node][0] + step.x(), self.places[node][1] + step.y()) for node in nodes}
        self.moved.emit({node: (round(x), round(y)) for node, (x, y) in places.items()})

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self.mapToScene(event.position().toPoint())
        node = self.node_at(place)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._grabbed, self._dragging = place, node, False
            adding = bool(event.modifiers() & (_CTRL | _SHIFT))
            if node is None:
                self.choose_nodes([], None)
            elif adding:
                kept = [one for one in self.selection if one != node]
                self.choose_nodes(kept if node in self.selection else [*kept, node], node, visible=False)
            elif node not in self.selection:
                self.choose_nodes([node], node, visible=False)
        elif node is not None and node not in self.selection:
            self.choose_nodes([node], node, visible=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        step = self.mapToScene(event.position().toPoint()) - self._pressed
        if self._grabbed is None:
            for bar, moved in ((self.horizontalScrollBar(), step.x()), (self.verticalScrollBar(), step.y())):
                bar.setValue(bar.value() - round(moved * self.transform().m11()))
            return
        far = (step * self.transform().m11()).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            self._dragging = True
            self._move_by(self.selection, step)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, grabbed, dragging = self._pressed, self._grabbed, self._dragging
        self._pressed, self._grabbed, self._dragging = None, None, False
        if dragging and pressed is not None:
            self._settle(self.selection, self.mapToScene(event.position().toPoint()) - pressed)
        elif grabbed is not None and not event.modifiers() & (_CTRL | _SHIFT):
            self.choose_nodes([grabbed], grabbed, visible=False)

    def _let_go(self) -> bool:
        """Put back what is dragged; tell whether anything was."""
        dragging = self._dragging
        self._pressed, self._grabbed, self._dragging = None, None, False
        if dragging:
            self._move_by(self.selection, QPointF())
        return dragging

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.node_at(self.mapToScene(event.position().toPoint())) is not None:
            self.asked.emit("rename")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menuAsked.emit(event.globalPos())
        elif self.current_node is not None:
            where = self.mapFromScene(self.nodes[self.current_node].pos())
            self.menuAsked.emit(self.viewport().mapToGlobal(where))

    # Keys ------------------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_node is None and self.nodes and event.reason() != Qt.FocusReason.MouseFocusReason:
            first = next(iter(self.nodes))
            self.choose_nodes([first], first, visible=False)
        if self.current_node in self.nodes and event.reason() in BY_TAB:
            item = self.nodes[self.current_node]
            self.ensureVisible(item.mapRectToScene(item.frame()), MARGIN, MARGIN)
        self._mark_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus()

    def _mark_focus(self) -> None:
        if self.current_node in self.nodes:
            item = self.nodes[self.current_node]
            item.mark(chosen=item.chosen, current=self.hasFocus())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS and held == _ALT and self.selection:
            across, down = ARROWS[key]
            self._settle(self.selection, QPointF(across * _STEP, down * _STEP))
        elif key in ARROWS and held in (_NO_KEY, _SHIFT):
            self._walk(ARROWS[key], extend=held == _SHIFT)
        elif key == Qt.Key.Key_A and held == _CTRL:
            self.choose_nodes(self.nodes, self.current_node, visible=False)
        elif key == Qt.Key.Key_Escape and (self._let_go() or self.selection):
            self.choose_nodes([], None)
        elif event.text() in self.ZOOMS and not held & _CTRL:
            getattr(self, self.ZOOMS[event.text()])()
        elif key in _WISHES and held == _NO_KEY:
            self.asked.emit(_WISHES[key])
        else:
            event.ignore()

    def _walk(self, step: tuple[int, int], *, extend: bool) -> None:
        if self.current_node is None:
            first = next(iter(self.nodes), None)
            self.choose_nodes([first] if first is not None else [], first)
            return
        by_key: dict[Key, Node] = {(node.kind, node.id): node for node in self.nodes}
        rects = {key: _box(self.places[node], self.boxes[node]) for key, node in by_key.items()}
        here = rects.pop((self.current_node.kind, self.current_node.id))
        there = next_to(here, rects.items(), step)
        if there is not None:
            node = by_key[there]
            self.choose_nodes([*self.selection, node] if extend else [node], node)


def _box(place: Spot, box: NodeBox) -> Box:
    rect = rect_of(place, box)
    return Box(round(rect.left), round(rect.top), round(box.width), round(box.height))
