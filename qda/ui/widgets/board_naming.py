"""The field in which a name on the board is written, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from qda.core.naming import clean
from qda.i18n import _
from qda.ui.widgets.board_items import BoardItem, CardItem, ClusterItem

if TYPE_CHECKING:
    from qda.ui.widgets.board_canvas import BoardCanvas


class NameField(QLineEdit):
    """Over the name of a card or cluster, all of it chosen. Enter and leaving give the name, Esc leaves it as it was.

    Signal: `given(name)`, only where it is another one than before.
    """

    given = Signal(str)

    def __init__(self, canvas: BoardCanvas, item: BoardItem) -> None:
        assert isinstance(item, CardItem | ClusterItem)
        super().__init__(item.look.name, canvas.viewport())
        self._canvas = canvas
        self._before = item.look.name
        self._ended = False
        is_cluster = isinstance(item, ClusterItem)
        self.setAccessibleName(_("Name of the theme") if is_cluster else _("Name of the code"))
        room = item.title_room() if isinstance(item, ClusterItem) else item.frame()
        seen: QRect = canvas.mapFromScene(item.mapRectToScene(room)).boundingRect()
        high = self.sizeHint().height()
        wide = max(seen.width(), self.fontMetrics().averageCharWidth() * 24)
        left = max(0, min(seen.left(), canvas.viewport().width() - wide))
        self.setGeometry(left, seen.center().y() - high // 2, min(wide, canvas.viewport().width()), high)
        self.selectAll()
        self.installEventFilter(self)
        self.show()
        self.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.setText(self._before)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.finish()
                self._canvas.setFocus()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.finish()
        return False

    def finish(self) -> None:
        """Give the name, if it is another one, and go."""
        if self._ended:
            return
        self._ended = True
        name = clean(self.text())
        self.hide()
        self.deleteLater()
        if name and name != self._before:
            self.given.emit(name)
