"""What the mouse does on the board: cards and clusters are dragged, a frame is drawn around what is to be chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QGraphicsPixmapItem, QGraphicsRectItem

from qda.core.themes.board_layout import CARD_HEIGHT, CARD_WIDTH, GAP
from qda.core.themes.placing import Key
from qda.ui import theme
from qda.ui.widgets.board_items import BoardItem, CardItem, ClusterItem, lettering

if TYPE_CHECKING:
    from qda.ui.widgets.board_canvas import BoardCanvas

_MOST_GHOSTS = 12
_EDGE = 24  # pixels from the edge of the canvas where it begins to scroll
_NEAR = 28  # units outside a cluster that still count as in it for what comes from there
_COPYING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class BoardPointing:
    """One press of the mouse, from its beginning to its end."""

    def __init__(self, canvas: BoardCanvas) -> None:
        self._canvas = canvas
        self._start: QPointF | None = None
        self._pressed_at = QPoint()
        self._grabbed: BoardItem | None = None
        self._dragged: list[Key] = []
        self._ghosts: list[tuple[QGraphicsPixmapItem, QPointF]] = []
        self._band: QGraphicsRectItem | None = None
        self._before: list[Key] = []
        self._panning = False
        self._target: ClusterItem | None = None

    # The three events ------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin: take hold of what is pressed, of the board itself, or of an empty place."""
        canvas = self._canvas
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed_at = event.position().toPoint()
        self._start = canvas.mapToScene(self._pressed_at)
        self._panning = event.button() == Qt.MouseButton.MiddleButton
        item = canvas.item_at(self._start)
        adding = bool(event.modifiers() & _ADDING)
        if event.button() == Qt.MouseButton.RightButton:
            if item is not None and item.key not in canvas.selection:
                canvas.choose_keys([item.key], item.key, visible=False)
            self._start = None
        elif self._panning:
            canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif item is None or (isinstance(item, ClusterItem) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self._before = list(canvas.selection) if adding else []
            if not adding:
                canvas.choose_keys([], None, visible=False)
            self._band = self._new_band()
        else:
            self._grab(item, adding)

    def _grab(self, item: BoardItem, adding: bool) -> None:
        canvas = self._canvas
        assert self._start is not None
        if isinstance(item, CardItem) and item.hovered and item.quote_sign().contains(item.mapFromScene(self._start)):
            canvas.choose_keys([item.key], item.key, visible=False)
            canvas.quoteAsked.emit(item.key)
            self._start = None
            return
        self._grabbed = item
        if item.key not in canvas.selection and not adding:
            canvas.choose_keys([item.key], item.key, visible=False)

    def move(self, event: QMouseEvent) -> bool:
        """Go on, and tell whether anything is held."""
        if self._start is None:
            return False
        canvas, at = self._canvas, event.position().toPoint()
        place = canvas.mapToScene(at)
        if self._panning:
            step = at - self._pressed_at
            self._pressed_at = at
            for bar, moved in ((canvas.horizontalScrollBar(), step.x()), (canvas.verticalScrollBar(), step.y())):
                bar.setValue(bar.value() - moved)
        elif self._band is not None:
            self._draw_band(place)
        elif self._dragged or (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            if not self._dragged:
                self._begin_drag()
            self._drag(at, place, bool(event.modifiers() & _COPYING))
        return True

    def release(self, event: QMouseEvent) -> None:
        """End: drop what is held, or choose what was only pressed."""
        if self._start is None:
            return
        canvas, place = self._canvas, canvas_place(self._canvas, event)
        dragged, grabbed, start, target = self._dragged, self._grabbed, self._start, self._target
        copying, adding = bool(event.modifiers() & _COPYING), bool(event.modifiers() & _ADDING)
        self.cancel()
        if dragged:
            outside = not canvas.viewport().rect().contains(event.position().toPoint())
            if outside and canvas.outside(event.globalPosition().toPoint()):
                canvas.takenOut.emit([key for key in dragged if key[1] is not None])
            elif not outside and grabbed is not None:
                self._drop(dragged, grabbed, target, place - start, copying)
        elif grabbed is not None and adding:
            chosen = [key for key in canvas.selection if key != grabbed.key]
            chosen = chosen if grabbed.key in canvas.selection else [*chosen, grabbed.key]
            canvas.choose_keys(chosen, grabbed.key, visible=False)
        elif grabbed is not None:
            canvas.choose_keys([grabbed.key], grabbed.key, visible=False)

    def cancel(self) -> bool:
        """Let go of everything, as if nothing had been pressed; tell whether anything was held."""
        held = self._start is not None
        for ghost, _corner in self._ghosts:
            self._canvas.scene().removeItem(ghost)
        for key in self._dragged:
            if key in self._canvas.by_key:
                self._canvas.by_key[key].setOpacity(1.0)
        if self._band is not None:
            self._canvas.scene().removeItem(self._band)
        self.show_target(None)
        self._canvas.viewport().unsetCursor()
        self._start, self._grabbed, self._band, self._panning = None, None, None, False
        self._dragged, self._ghosts = [], []
        return held

    # Dragging --------------------------------------------------------------------------------------------------------

    def _begin_drag(self) -> None:
        canvas, grabbed = self._canvas, self._grabbed
        assert grabbed is not None
        if grabbed.key not in canvas.selection:
            canvas.choose_keys([grabbed.key], grabbed.key, visible=False)
        if isinstance(grabbed, CardItem):
            self._dragged = canvas.cards_chosen()
        else:
            chosen = {key for key in canvas.selection if key[1] is None}
            self._dragged = [key for key in canvas.selection if key in chosen and not self._inside(key, chosen)]
        few = self._dragged if len(self._dragged) <= _MOST_GHOSTS else [grabbed.key]
        for key in few:
            number = 0 if few == self._dragged else len(self._dragged)
            item = canvas.by_key[key]
            ghost = QGraphicsPixmapItem(_picture(canvas, item, number))
            ghost.setZValue(10)
            ghost.setOpacity(0.9)
            canvas.scene().addItem(ghost)
            self._ghosts.append((ghost, item.scenePos()))

    def _inside(self, key: Key, chosen: set[Key]) -> bool:
        above = self._canvas.by_key[key].parentItem()
        while isinstance(above, BoardItem):
            if above.key in chosen:
                return True
            above = above.parentItem()
        return False

    def _drag(self, at: QPoint, place: QPointF, copying: bool) -> None:
        canvas = self._canvas
        assert self._start is not None
        copying = copying and isinstance(self._grabbed, CardItem)
        for ghost, corner in self._ghosts:
            ghost.setPos(corner + place - self._start)
        for key in self._dragged:
            canvas.by_key[key].setOpacity(1.0 if copying else 0.35)
        moving_clusters = self._dragged if isinstance(self._grabbed, ClusterItem) else ()
        self.show_target(canvas.cluster_at(place, moving_clusters) or self._left_just_now(place))
        shape = Qt.CursorShape.DragCopyCursor if copying else Qt.CursorShape.ClosedHandCursor
        canvas.viewport().setCursor(shape)
        room = canvas.viewport().rect()
        if room.contains(at):
            for bar, before, after in (
                (canvas.horizontalScrollBar(), at.x() - room.left(), room.right() - at.x()),
                (canvas.verticalScrollBar(), at.y() - room.top(), room.bottom() - at.y()),
            ):
                step = -8 if before < _EDGE else 8 if after < _EDGE else 0
                bar.setValue(bar.value() + step)

    def _left_just_now(self, place: QPointF) -> ClusterItem | None:
        """Return the cluster around what is dragged while that is hardly out of it: so a cluster can be made larger."""
        around = self._grabbed.parentItem() if self._grabbed is not None else None
        if not isinstance(around, ClusterItem):
            return None
        near = around.frame().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        return around if around.mapRectToScene(near).contains(place) else None

    def _drop(
        self, dragged: list[Key], grabbed: BoardItem, target: ClusterItem | None, moved: QPointF, copying: bool
    ) -> None:
        canvas = self._canvas
        stood = {key: canvas.by_key[key].scenePos() for key in dragged}
        came_from = {canvas.container_of(key) for key in dragged}
        goes_to = target.key[0] if target is not None else None
        at = {key: place + moved for key, place in stood.items()}
        if isinstance(grabbed, CardItem) and came_from != {goes_to}:
            # Cards of several clusters, or for another one, stand together where the one under the mouse is dropped.
            order = [grabbed.key, *(key for key in dragged if key != grabbed.key)]
            at = self.stacked(order, at[grabbed.key] + QPointF(CARD_WIDTH / 2, CARD_HEIGHT / 2))
        canvas.drop(dragged, goes_to, at, copy=copying and isinstance(grabbed, CardItem))

    def stacked(self, keys: Sequence[Key], place: QPointF) -> dict[Key, QPointF]:
        """Return places for cards that stand together, in columns, the first of them with its middle at `place`."""
        abreast = 1 if len(keys) <= 5 else math.ceil(math.sqrt(len(keys) / 3))
        corner = place - QPointF(CARD_WIDTH / 2, CARD_HEIGHT / 2)
        return {
            key: corner + QPointF(number % abreast * (CARD_WIDTH + GAP), number // abreast * (CARD_HEIGHT + GAP))
            for number, key in enumerate(keys)
        }

    def show_target(self, target: ClusterItem | None) -> None:
        """Show into which cluster what is held would fall."""
        if target is self._target:
            return
        for cluster in (self._target, target):
            if cluster is not None:
                cluster.target = cluster is target
                cluster.update()
        self._target = target

    # Choosing by a frame ---------------------------------------------------------------------------------------------

    def _new_band(self) -> QGraphicsRectItem:
        worn = theme.current()
        band = QGraphicsRectItem()
        pen = QPen(QColor(worn.accent), 1)
        pen.setCosmetic(True)
        band.setPen(pen)
        tint = QColor(worn.accent)
        tint.setAlphaF(0.1)
        band.setBrush(tint)
        band.setZValue(9)
        self._canvas.scene().addItem(band)
        return band

    def _draw_band(self, place: QPointF) -> None:
        canvas = self._canvas
        assert self._start is not None and self._band is not None
        room = QRectF(self._start, place).normalized()
        self._band.setRect(room)
        inside = [
            key
            for key, item in canvas.by_key.items()
            if isinstance(item, CardItem) and room.intersects(item.mapRectToScene(item.frame()))
        ]
        chosen = [*self._before, *inside]
        if chosen != canvas.selection:
            canvas.choose_keys(chosen, chosen[-1] if chosen else None, visible=False)


def canvas_place(canvas: BoardCanvas, event: QMouseEvent) -> QPointF:
    """Return where on the board the mouse is."""
    return canvas.mapToScene(event.position().toPoint())


def _picture(canvas: BoardCanvas, item: BoardItem, number: int) -> QPixmap:
    """Return a picture of a card or cluster with all in it, in the board's units, and how `number` more go with it."""
    scale = canvas.transform().m11() * canvas.devicePixelRatioF()
    size = item.frame().size().toSize()
    picture = QPixmap(round(size.width() * scale) + 2, round(size.height() * scale) + 2)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _paint(painter, item)
    if number:
        worn = theme.current()
        room = QRectF(item.frame().right() - 40, item.frame().bottom() - 22, 36, 18)
        painter.setBrush(QColor(worn.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(room, 9, 9)
        painter.setPen(QColor(worn.accent_text))
        painter.setFont(lettering(11))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    return picture


def _paint(painter: QPainter, item: BoardItem) -> None:
    current, item.current = item.current, False
    item.paint(painter, None, None)  # type: ignore[arg-type]
    item.current = current
    for child in item.childItems():
        if isinstance(child, BoardItem):
            painter.save()
            painter.translate(child.pos())
            _paint(painter, child)
            painter.restore()
