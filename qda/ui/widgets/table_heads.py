"""Heads of wide tables: names of rows that stay in sight, and long names of columns that stand upright."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from qda.ui import theme

NOTE = Qt.ItemDataRole.UserRole + 50
"""The role in which a model gives a few quiet words below the name of a row or column."""
_PAD = 8
_LONGEST = 24  # average characters until a name that stands upright is cut off


def draw_name(painter: QPainter, room: QRect, name: str) -> None:
    """Draw a name in as many lines as there is room for, the last one cut off; words too long for a line are broken."""
    metrics = painter.fontMetrics()
    lines = max(1, room.height() // metrics.lineSpacing())
    most = lines * room.width() - (lines - 1) * metrics.averageCharWidth() * 4
    words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, most)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    if lines > 1:
        long = any(metrics.horizontalAdvance(word) > room.width() for word in words.split())
        flags |= Qt.TextFlag.TextWrapAnywhere if long else Qt.TextFlag.TextWordWrap
    painter.drawText(room, int(flags), words)


def _draw_with_note(painter: QPainter, room: QRect, name: str, note: str, quiet: QFont) -> None:
    """Draw a name and below it its note in `quiet` letters, together in the middle of the room."""
    if not note:
        draw_name(painter, room, name)
        return
    line = painter.fontMetrics().lineSpacing()
    draw_name(painter, room.adjusted(0, 0, 0, -line), name)
    painter.setFont(quiet)
    painter.setPen(QColor(theme.current().muted))
    words = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), words)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


class ColumnHead(QHeaderView):
    """Names of columns: level where all of them fit, else upright; one that is cut off is whole in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.upright = False
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def fit(self) -> None:
        """Stand upright where a name is wider than its column, and be as high as that needs."""
        metrics = QFontMetrics(_bold(self.font()))
        wide = [metrics.horizontalAdvance(self._name(section)) for section in range(self.count())]
        self.upright = any(need + 2 * _PAD > self.sectionSize(section) for section, need in enumerate(wide))
        high = min(max(wide, default=0), metrics.averageCharWidth() * _LONGEST) if self.upright else metrics.height()
        if any(self._note(section) for section in range(self.count())):
            high += metrics.lineSpacing()
        self.setFixedHeight(high + 2 * _PAD)
        self.viewport().update()

    def _name(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def _note(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal, NOTE) or "")

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        worn = theme.current()
        here = self.selectionModel().currentIndex() if self.selectionModel() is not None else QModelIndex()
        current = here.isValid() and here.column() == section
        painter.save()
        painter.fillRect(rect, QColor(worn.raised if current else worn.bg))
        painter.setPen(QColor(worn.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = _bold(self.font())
        painter.setFont(font)
        painter.setPen(QColor(worn.text if current else worn.muted))
        if self.upright:
            painter.translate(rect.left(), rect.bottom() - _PAD)
            painter.rotate(-90)
            draw_name(painter, QRect(0, 2, rect.height() - 2 * _PAD, rect.width() - 4), self._name(section))
        else:
            _draw_with_note(
                painter, rect.adjusted(_PAD, 4, -_PAD, -4), self._name(section), self._note(section), self.font()
            )
        painter.restore()


class RowHead(QHeaderView):
    """Names of rows, indented as they are nested, with the stripe of a code's colour; they never scroll out of sight.

    Names come from the model's heads in the role `role`: things with ``name``, ``depth`` and perhaps ``colour``.
    """

    def __init__(self, parent: QWidget, role: int) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._role = role
        self._wide = 120
        self.tight = False
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit(self, most: int) -> None:
        """Be as wide as the longest name, `most` pixels at the most; `tight` says whether some name needs more."""
        metrics = QFontMetrics(_bold(self.font()))
        need = 0
        for section in range(self.count()):
            name, depth, _colour = self._head(section)
            need = max(need, metrics.horizontalAdvance(name) + self._indent(depth))
        self._wide = max(80, min(need + 3 * _PAD, most))
        self.tight = need + 3 * _PAD > most
        self.setFixedWidth(self._wide)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self._wide, super().sizeHint().height())

    def _indent(self, depth: int) -> int:
        return depth * self.fontMetrics().averageCharWidth() * 2

    def _head(self, section: int) -> tuple[str, int, str]:
        head = self.model().headerData(section, Qt.Orientation.Vertical, self._role)
        name = str(self.model().headerData(section, Qt.Orientation.Vertical) or "")
        return name, getattr(head, "depth", 0), getattr(head, "colour", "")

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        worn = theme.current()
        here = self.selectionModel().currentIndex() if self.selectionModel() is not None else QModelIndex()
        current = here.isValid() and here.row() == section
        name, depth, colour = self._head(section)
        painter.save()
        painter.fillRect(rect, QColor(worn.raised if current else worn.bg))
        painter.setPen(QColor(worn.border))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if colour:
            painter.fillRect(
                QRect(rect.left() + 2, rect.top() + 6, 4, rect.height() - 12), QColor(worn.code(colour).stripe)
            )
        font = _bold(self.font()) if depth == 0 else QFont(self.font())
        painter.setFont(font)
        painter.setPen(QColor(worn.text if current or depth == 0 else worn.muted))
        inside = rect.adjusted(_PAD + 4 + self._indent(depth), 3, -_PAD, -3)
        note = str(self.model().headerData(section, Qt.Orientation.Vertical, NOTE) or "")
        _draw_with_note(painter, inside, name, note, self.font())
        painter.restore()
