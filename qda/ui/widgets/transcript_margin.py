"""The two margins of a transcript: citable line numbers on one side, stripes and names of codings on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from qda.i18n import n_
from qda.ui.widgets.citable_lines import label
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript_rows import VisibleRows

if TYPE_CHECKING:
    from qda.ui.widgets.transcript import TranscriptView

_PITCH = 9
_STRIPE = 5
_EDGE = 10
_NAMES = 104  # what the names keep, however many columns there are
_SHORTEST_NAME = 64


class _Side(QWidget):
    """What both margins share: they belong to the view, scroll it, and never take the keyboard from it."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # it ends a click here, not one in the words


class LineGutter(_Side):
    """Citable line numbers; a click takes the line, Shift or a drag takes several."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        visible = self._view.visible_rows()
        painter = QPainter(self)
        font = QFont(self.font())
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        theme = self._view.theme
        numbers, passage = self._view.lines, self._view.passage()
        muted, accent = QColor(theme.muted), QColor(theme.accent)
        side = Qt.AlignmentFlag.AlignLeft if self._view.mirrored else Qt.AlignmentFlag.AlignRight
        area = QRectF(_EDGE, 0, self.width() - 2 * _EDGE, visible.height)
        clip = event.rect()
        for row in visible.rows:
            lines = numbers.beginning(row.start, row.end) if row.top <= clip.bottom() else range(0)
            if lines:
                current = numbers.touch(lines, passage)
                painter.setFont(strong if current else font)
                painter.setPen(accent if current else muted)
                painter.drawText(area.translated(0, row.top), side | Qt.AlignmentFlag.AlignVCenter, label(lines))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._point(event)
        if event.button() is Qt.MouseButton.LeftButton and point is not None:
            self._view.take_line_at(point, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            self._view.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._point(event)
        if event.buttons() & Qt.MouseButton.LeftButton and point is not None:
            self._view.take_line_at(point, extend=True)

    def _point(self, event: QMouseEvent) -> int | None:
        visible = self._view.visible_rows()
        index = visible.at(event.position().y())
        return None if index is None else visible.rows[index].start


class _Placed(NamedTuple):
    """A stripe or a name as painted, and the mark it stands for (None: a "+12" for many)."""

    area: QRectF
    mark: Mark | None
    words: str


class StripeMargin(_Side):
    """Stripes of codings in columns, and their names beside them; a click on either chooses the coding."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._placed: list[_Placed] = []
        self.setMouseTracking(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        visible = view.visible_rows()
        self._placed = []
        marks = view.index.between(visible.start, visible.end) if visible.rows else []
        if not marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = max(1, int((self.width() - _EDGE - _NAMES) // _PITCH))
        used = [0] * len(visible.rows)
        hidden: list[list[Mark]] = [[] for _row in visible.rows]
        names: list[list[Mark]] = [[] for _row in visible.rows]
        for mark in marks:
            span = visible.reach(mark.start, mark.end)
            if span is None:
                continue
            column = view.index.column(mark.id)
            if column >= columns:
                for row in range(span[0], span[1] + 1):
                    hidden[row].append(mark)
                continue
            self._paint_stripe(painter, visible, mark, column, span)
            for row in range(span[0], span[1] + 1):
                used[row] = max(used[row], column + 1)
            names[_name_row(names, span)].append(mark)
        painter.setFont(self.font())
        before: set[str] = set()
        for row, here in enumerate(names):
            many = {mark.id for mark in hidden[row]}
            self._paint_names(painter, visible, row, used[row], here, hidden[row] if many != before else [])
            before = many
        painter.end()

    def _mirror(self, area: QRectF) -> QRectF:
        """Return `area`, reckoned from the words outwards, where it is on this side of them."""
        if not self._view.mirrored:
            return area
        return QRectF(self.width() - area.right(), area.top(), area.width(), area.height())

    def _paint_stripe(
        self, painter: QPainter, visible: VisibleRows, mark: Mark, column: int, span: tuple[int, int]
    ) -> None:
        top = visible.rows[span[0]].top + 2
        bottom = visible.rows[span[1]].top + visible.height - 2
        area = self._mirror(QRectF(_EDGE + column * _PITCH, top, _STRIPE, bottom - top))
        colour = self._view.tints.look(mark)[1]
        if mark.mine:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(area, _STRIPE / 2, _STRIPE / 2)
        else:
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.7, 0.7, -0.7, -0.7), _STRIPE / 2, _STRIPE / 2)
        self._placed.append(_Placed(area.adjusted(-2, -2, 2, 2), mark, mark.label))

    def _paint_names(
        self, painter: QPainter, visible: VisibleRows, row: int, used: int, marks: list[Mark], hidden: list[Mark]
    ) -> None:
        if not marks and not hidden:
            return
        metrics = painter.fontMetrics()
        left = _EDGE + used * _PITCH + 4.0
        top = visible.rows[row].top
        room = self.width() - left - 4
        fit = max(1, int(room // _SHORTEST_NAME))
        shown, dropped = marks[:fit], [*marks[fit:], *hidden]
        if dropped:
            more = f"+{len(dropped)}"
            much = metrics.horizontalAdvance(more) + 6
            area = self._mirror(QRectF(self.width() - 4 - much, top, much, visible.height))
            painter.setPen(QColor(self._view.theme.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, more)
            self._placed.append(_Placed(area, None, _listing(dropped)))
            room -= much
        for place, mark in enumerate(shown):
            share = (room - 6 * place) / (len(shown) - place)
            words = metrics.elidedText(mark.label, Qt.TextElideMode.ElideRight, max(10, int(share) - 10))
            wide = min(share, metrics.horizontalAdvance(words) + 12)
            area = QRectF(left, top, wide, visible.height)
            self._paint_name(painter, self._mirror(area), mark, words)
            left += wide + 6
            room -= wide + 6

    def _paint_name(self, painter: QPainter, area: QRectF, mark: Mark, words: str) -> None:
        """Paint a dot of the stripe's colour and the name; the dot ties a name to its stripe."""
        colour = self._view.tints.look(mark)[1]
        middle = QPointF(area.right() - 4 if self._view.mirrored else area.left() + 4, area.center().y())
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if mark.mine else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 2.3, 2.3)
        painter.setPen(QColor(self._view.theme.text))
        side = Qt.AlignmentFlag.AlignRight if self._view.mirrored else Qt.AlignmentFlag.AlignLeft
        inner = area.adjusted(0, 0, -10, 0) if self._view.mirrored else area.adjusted(10, 0, 10, 0)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)
        self._placed.append(_Placed(area, mark, mark.label))

    def placed_at(self, position: QPointF) -> _Placed | None:
        """Return what was painted at `position`, names before stripes."""
        return next((each for each in reversed(self._placed) if each.area.contains(position)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.placed_at(event.position())
        if found is not None and found.mark is not None and event.button() is Qt.MouseButton.LeftButton:
            self._view.choose(found.mark)
            self._view.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.placed_at(event.position())
        hand = found is not None and found.mark is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.placed_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), found.words if found else "", self)
            return True
        return super().event(event)


def _name_row(names: list[list[Mark]], span: tuple[int, int]) -> int:
    """Return the row for the name of a mark over rows `span`: the first free of its first four, else its first."""
    return next((row for row in range(span[0], min(span[1], span[0] + 3) + 1) if not names[row]), span[0])


def _listing(marks: list[Mark]) -> str:
    """Return the names of `marks` for a tooltip, one below the other, twenty at most."""
    words = [mark.label for mark in marks[:20]]
    if len(marks) > 20:
        words.append(n_("and {n} more", "and {n} more", len(marks) - 20))
    return "\n".join(words)
