"""The two margins of a transcript: citable line numbers on one side, stripes and names of codings on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from qda.ui.models.codebook_model import chip
from qda.ui.widgets.citable_lines import label
from qda.ui.widgets.marks import DIMMED, Mark, listing
from qda.ui.widgets.transcript_drops import drag_passage
from qda.ui.widgets.transcript_rows import VisibleRows

if TYPE_CHECKING:
    from qda.ui.widgets.transcript_page import TranscriptPage

_PITCH = 9
_STRIPE = 5
_EDGE = 10
_NAMES = 104  # what the names keep, however many columns there are
_SHORTEST_NAME = 64


class _Side(QWidget):
    """What both margins share: they belong to the view, scroll it, and never take the keyboard from it."""

    def __init__(self, view: TranscriptPage) -> None:
        super().__init__(view)
        self._view = view
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()  # it ends a click here, not one in the words


class LineGutter(_Side):
    """Citable line numbers; a click takes the line, Shift or a drag along them takes several.

    Dragged sideways, what is taken goes along, to be dropped on a code.
    """

    def __init__(self, view: TranscriptPage) -> None:
        super().__init__(view)
        self._pressed: QPointF | None = None
        self._kept = False
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
        if event.button() is not Qt.MouseButton.LeftButton or point is None:
            return
        self._pressed = event.position()
        self._view.setFocus()
        start, end = self._view.selection()
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        # Lines that are selected stay so: they may be about to be dragged.
        self._kept = start <= point < end and not extend
        if not self._kept:
            self._view.take_line_at(point, extend=extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._point(event)
        if self._pressed is None or point is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = event.position() - self._pressed
        if abs(moved.x()) > max(abs(moved.y()), QApplication.startDragDistance()):
            self._pressed, self._kept = None, False
            drag_passage(self._view)
        elif abs(moved.y()) > QApplication.startDragDistance():
            self._kept = False
            self._view.take_line_at(point, extend=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point, self._pressed = self._point(event), None
        if self._kept and point is not None:
            self._view.take_line_at(point)
        self._kept = False
        super().mouseReleaseEvent(event)

    def _point(self, event: QMouseEvent) -> int | None:
        visible = self._view.visible_rows()
        index = visible.at(event.position().y())
        return None if index is None else visible.rows[index].start


class Placed(NamedTuple):
    """A stripe, a name or a "+12" as painted, and the marks it stands for."""

    area: QRectF
    marks: list[Mark]


class StripeMargin(_Side):
    """Stripes of codings in columns, and their names beside them, each code once on a row; a click chooses a coding.

    What finds no room is counted: "+12". Where a click means several codings, a menu asks which.
    """

    def __init__(self, view: TranscriptPage) -> None:
        super().__init__(view)
        self._placed: list[Placed] = []
        self._framed = ""
        self._strong = QFont(self.font())
        self.setMouseTracking(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._view
        visible = view.visible_rows()
        self._placed = []
        framed = view.pointing.framed()
        self._framed = framed.id if framed else ""
        self._strong = QFont(self.font())
        self._strong.setWeight(QFont.Weight.DemiBold)
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
            names[name_row(names, span, mark.name)].append(mark)
        before: set[str] = set()
        for row, here in enumerate(names):
            many = {mark.id for mark in hidden[row]}
            self._paint_names(painter, visible, row, used[row], _groups(here), hidden[row] if many != before else [])
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
        if mark.id == self._framed:
            area.adjust(-1, -1, 1, 1)
        colour = self._view.tints.look(mark)[1]
        if mark.mine:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(area, _STRIPE / 2, _STRIPE / 2)
        else:
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.7, 0.7, -0.7, -0.7), _STRIPE / 2, _STRIPE / 2)
        self._placed.append(Placed(area.adjusted(-2, -2, 2, 2), [mark]))

    def _paint_names(
        self, painter: QPainter, visible: VisibleRows, row: int, used: int, groups: list[list[Mark]], hidden: list[Mark]
    ) -> None:
        if not groups and not hidden:
            return
        painter.setFont(self.font())
        metrics = painter.fontMetrics()
        left = _EDGE + used * _PITCH + 4.0
        top = visible.rows[row].top
        room = self.width() - left - 4
        fit = max(1, int(room // _SHORTEST_NAME))
        shown, dropped = groups[:fit], [*(mark for group in groups[fit:] for mark in group), *hidden]
        if dropped:
            more = f"+{len(dropped)}"
            much = metrics.horizontalAdvance(more) + 6
            area = self._mirror(QRectF(self.width() - 4 - much, top, much, visible.height))
            painter.setPen(QColor(self._view.theme.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, more)
            self._placed.append(Placed(area, dropped))
            room -= much
        for place, group in enumerate(shown):
            share = (room - 6 * place) / (len(shown) - place)
            painter.setFont(self._strong if any(mark.id == self._framed for mark in group) else self.font())
            metrics = painter.fontMetrics()
            words = metrics.elidedText(_label(group), Qt.TextElideMode.ElideRight, max(10, int(share) - 10))
            wide = min(share, metrics.horizontalAdvance(words) + 12)
            area = QRectF(left, top, wide, visible.height)
            self._paint_name(painter, self._mirror(area), group, words)
            left += wide + 6
            room -= wide + 6

    def _paint_name(self, painter: QPainter, area: QRectF, group: list[Mark], words: str) -> None:
        """Paint a dot of the stripe's colour and the name; the dot ties a name to its stripe."""
        mark = group[0]
        colour = self._view.tints.look(mark)[1]
        middle = QPointF(area.right() - 4 if self._view.mirrored else area.left() + 4, area.center().y())
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if mark.mine else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 2.3, 2.3)
        painter.setPen(QColor(self._view.theme.muted if mark.shade == DIMMED else self._view.theme.text))
        side = Qt.AlignmentFlag.AlignRight if self._view.mirrored else Qt.AlignmentFlag.AlignLeft
        inner = area.adjusted(0, 0, -10, 0) if self._view.mirrored else area.adjusted(10, 0, 10, 0)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)
        self._placed.append(Placed(area, group))

    def placed_at(self, position: QPointF) -> Placed | None:
        """Return what was painted at `position`, names before stripes."""
        return next((each for each in reversed(self._placed) if each.area.contains(position)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.placed_at(event.position())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._view.setFocus()
        if len(found.marks) == 1:
            self._view.choose(found.marks[0])
        else:
            self._ask_which(found.marks, event.globalPosition().toPoint())

    def _ask_which(self, marks: list[Mark], place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark in marks:
            action = menu.addAction(chip(mark.colour), mark.about)
            action.hovered.connect(lambda key=mark.id: self._view.pointing.at(key))
            action.triggered.connect(lambda _checked=False, mark=mark: self._view.choose(mark))
        menu.aboutToHide.connect(lambda: self._view.pointing.at(""))
        menu.popup(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.placed_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
        self._view.pointing.at(found.marks[0].id if found is not None and len(found.marks) == 1 else "")

    def leaveEvent(self, _event: QEvent) -> None:
        self._view.pointing.at("")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.placed_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), listing(found.marks) if found else "", self)
            return True
        return super().event(event)


def name_row(names: list[list[Mark]], span: tuple[int, int], name: str) -> int:
    """Return the row for a name over rows `span`: of its first four that which has it already, else the first free."""
    rows = range(span[0], min(span[1], span[0] + 3) + 1)
    same = (row for row in rows if any(mark.name == name for mark in names[row]))
    free = (row for row in rows if not names[row])
    return next(same, next(free, span[0]))


def _groups(marks: list[Mark]) -> list[list[Mark]]:
    """Return `marks` by the names of their codes, one's own before others' in each group."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.name, []).append(mark)
    return [sorted(group, key=lambda mark: not mark.mine) for group in groups.values()]


def _label(group: list[Mark]) -> str:
    """Return the words for codings of one code: its name, and whose they are where they are not all mine."""
    whose = list(dict.fromkeys(mark.coder_initials for mark in group if mark.coder_initials))
    if len(group) == 1 or len(whose) < 2:
        return group[0].label
    return f"{group[0].name} · {', '.join(whose)}"
