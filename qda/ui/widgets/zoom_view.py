"""A canvas that is shown larger and smaller; at its normal size its words are as large as the interface's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from qda.ui import theme

WORDS = 13
"""How high words of the usual size are on the board, in its own units, as pixels of a typeface."""
_NEAREST, _FARTHEST, _STEP = 3.0, 0.15, 1.2
_READABLE = 0.7  # of the normal size: smaller, nothing is shown by itself
_AROUND = 600  # units of empty canvas around all that stands on it: room to drop and to move
MARGIN = 24
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Where each arrow key points: steps across and down."""
BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class ZoomView(QGraphicsView):
    """Signal: `zoomed()`. What stands on it says where that is by :meth:`room`."""

    zoomed = Signal()
    words: float = WORDS
    from_corner = True
    """What is larger than the canvas is shown from its upper left corner at first, else from its middle."""
    ZOOMS = {"+": "zoom_in", "-": "zoom_out", "0": "fit_all"}  # noqa: RUF012 - never changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        # Few things that seldom come and go: a list is searched in no time.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setMinimumSize(240, 200)
        self._zoom = 1.0
        self._looked_at = False

    def room(self) -> QRectF:
        """Return what all that stands on the canvas takes up; nothing where it is empty."""
        raise NotImplementedError

    def dress(self) -> None:
        """Take the colours of the theme and the size of the interface."""
        self.scene().setBackgroundBrush(QColor(theme.current().surface))
        self._apply_zoom()

    def rings_itself(self) -> bool:
        """Say whether nothing on the canvas shows who has the keyboard, so that the canvas has to."""
        return True

    def drawForeground(self, painter: QPainter, _rect: QRectF | object) -> None:
        """Draw the ring of the canvas that has the keyboard, where it has to show it itself."""
        if self.hasFocus() and self.rings_itself():
            painter.save()
            painter.resetTransform()
            painter.setPen(QColor(theme.current().focus))
            for inset in (0, 1):
                painter.drawRect(self.viewport().rect().adjusted(inset, inset, -inset - 1, -inset - 1))
            painter.restore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.dress()

    def make_room(self) -> None:
        """Let there be empty canvas around all that stands on it, and show all of it where nobody looked yet."""
        self.setSceneRect(self.room().adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND))
        self.look_first()

    def look_first(self) -> None:
        """Show all as long as nobody has looked at it in another size."""
        if not self._looked_at and self.isVisible() and not self.room().isEmpty():
            self.fit()
            self._looked_at = False

    def forget_look(self) -> None:
        """Forget how it was looked at in another project."""
        self._looked_at = False

    @property
    def zoom(self) -> float:
        """Return how large it is shown; at 1 its words are as large as the interface's."""
        return self._zoom

    def set_zoom(self, zoom: float, *, at_mouse: bool = False) -> None:
        """Show it larger or smaller; the middle, or what is under the mouse, stays where it is."""
        self._looked_at = True
        anchor = QGraphicsView.ViewportAnchor
        self.setTransformationAnchor(anchor.AnchorUnderMouse if at_mouse else anchor.AnchorViewCenter)
        self._zoom = min(max(zoom, _FARTHEST), _NEAREST)
        self._apply_zoom()

    def _apply_zoom(self) -> None:
        scale = self._zoom * self._normal()
        self.setTransform(QTransform.fromScale(scale, scale))
        self.zoomed.emit()

    def _normal(self) -> float:
        """Return the scale at which words of the usual size are as large as the interface's."""
        return QFontInfo(QApplication.font()).pixelSize() / self.words

    def zoom_in(self) -> None:
        """Show it larger."""
        self.set_zoom(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self.set_zoom(self._zoom / _STEP)

    def fit_all(self) -> None:
        """Show the whole, however small."""
        self.fit(_FARTHEST)

    def fit(self, least: float = _READABLE) -> None:
        """Show the whole, but never larger than in its normal size, nor smaller than `least`."""
        room = self.room().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        scale = min(self.viewport().width() / room.width(), self.viewport().height() / room.height())
        self.set_zoom(min(1.0, max(least, scale / self._normal())))
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        middle = room.center()
        if self.from_corner and shown.width() < room.width():
            middle.setX(room.left() + shown.width() / 2)
        if self.from_corner and shown.height() < room.height():
            middle.setY(room.top() + shown.height() / 2)
        self.centerOn(middle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look_first()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * _STEP ** (event.angleDelta().y() / 120), at_mouse=True)
            event.accept()
        else:
            super().wheelEvent(event)
