"""Lanes beside a transcript: the codings of each coder below the coder's name, so that a row shows who gave it what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qda.i18n import _
from qda.ui import theme as themes
from qda.ui.widgets.marks import DIMMED, Mark, MarkIndex
from qda.ui.widgets.transcript_margin import Placed, StripeMargin, name_row
from qda.ui.widgets.transcript_rows import VisibleRows

if TYPE_CHECKING:
    from qda.ui.widgets.side_by_side import SideBySideView

_BAR = 6
_PITCH = 9
_SIDE = 6  # pixels between a lane's edge and its first bar
_WORDS = 26  # pixels below which a name says nothing; the tooltip does
_COLUMNS = 3  # of bars in a lane; what stands beside them is counted
PATTERNS = ("full", "hollow", "dashed", "dotted")


@dataclass(frozen=True, slots=True)
class Lane:
    """A coder beside the text, with what that one has in it."""

    coder_id: str
    name: str
    initials: str
    marks: tuple[Mark, ...] = ()


def paint_bar(painter: QPainter, area: QRectF, colour: QColor, pattern: str) -> None:
    """Paint a bar in the pattern of a coder: colours are those of codes, so people are told apart by another sign."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    round_ = area.width() / 2
    if pattern == "full":
        painter.drawRoundedRect(area, round_, round_)
    elif pattern == "hollow":
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.75, 0.75, -0.75, -0.75), round_, round_)
    else:
        long, gap = (9.0, 4.0) if pattern == "dashed" else (area.width(), 3.0)
        top = area.top()
        while top < area.bottom() - 1:
            high = min(long, area.bottom() - top)
            painter.drawRoundedRect(QRectF(area.left(), top, area.width(), high), round_, round_)
            top += long + gap


class LaneMargin(StripeMargin):
    """The stripes of a transcript in a lane for each coder; a click chooses a coding, the tooltip says it whole."""

    def __init__(self, view: SideBySideView) -> None:
        super().__init__(view)
        self._lanes: Sequence[Lane] = ()
        self._indexes: list[MarkIndex] = []
        self._frame: tuple[int, int] | None = None
        self._without: frozenset[str] = frozenset()

    @property
    def lanes(self) -> Sequence[Lane]:
        """Return the lanes from the words outwards."""
        return self._lanes

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show these coders, each with the marks given."""
        self._lanes = lanes
        self._indexes = [MarkIndex(self._view.text, lane.marks) for lane in lanes]
        self.update()

    def frame(self, span: tuple[int, int] | None, without: Sequence[str] = ()) -> None:
        """Frame the rows of a passage through all lanes; in those of the coders `without` it says: nothing."""
        self._frame, self._without = span, frozenset(without)
        self.update()

    def lane_area(self, number: int) -> QRectF:
        """Return where a lane stands, in pixels of the margin."""
        wide = self.width() / max(1, len(self._lanes))
        return self._mirror(QRectF(number * wide, 0, wide, self.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        visible = self._view.visible_rows()
        self._placed = []
        framed = self._view.pointing.framed()
        self._framed = framed.id if framed else ""
        self._strong = QFont(self.font())
        self._strong.setWeight(QFont.Weight.DemiBold)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, lane in enumerate(self._lanes):
            self._paint_lane(painter, visible, number, lane)
        self._paint_frame(painter, visible)
        painter.end()

    def _paint_lane(self, painter: QPainter, visible: VisibleRows, number: int, lane: Lane) -> None:
        area = self.lane_area(number)
        painter.setPen(QPen(QColor(self._view.theme.border), 1))
        edge = area.right() if self._view.mirrored else area.left()
        painter.drawLine(QPointF(edge, 0), QPointF(edge, area.height()))
        index = self._indexes[number]
        used = [0] * len(visible.rows)
        names: list[list[Mark]] = [[] for _row in visible.rows]
        hidden: list[list[Mark]] = [[] for _row in visible.rows]
        for mark in index.between(visible.start, visible.end) if visible.rows else ():
            span = visible.reach(mark.start, mark.end)
            if span is None:
                continue
            column = index.column(mark.id)
            for row in range(span[0], span[1] + 1):
                if column >= _COLUMNS:
                    hidden[row].append(mark)
                else:
                    used[row] = max(used[row], column + 1)
            if column < _COLUMNS:
                self._paint_mark(painter, visible, area, mark, column, span, PATTERNS[number % len(PATTERNS)])
                names[name_row(names, span, mark.name)].append(mark)
        for row, here in enumerate(names):
            self._paint_words(painter, visible, area, row, used[row], here, hidden[row])
        if lane.coder_id in self._without and self._frame is not None:
            self._say_nothing(painter, visible, area, used, names)

    def _bar(self, area: QRectF, column: int, top: float, bottom: float) -> QRectF:
        left = _SIDE + column * _PITCH
        if self._view.mirrored:
            return QRectF(area.right() - left - _BAR, top, _BAR, bottom - top)
        return QRectF(area.left() + left, top, _BAR, bottom - top)

    def _paint_mark(
        self,
        painter: QPainter,
        visible: VisibleRows,
        area: QRectF,
        mark: Mark,
        column: int,
        span: tuple[int, int],
        pattern: str,
    ) -> None:
        top = visible.rows[span[0]].top + 2
        bottom = visible.rows[span[1]].top + visible.height - 2
        bar = self._bar(area, column, top, bottom)
        if mark.id == self._framed:
            bar.adjust(-1, -1, 1, 1)
        paint_bar(painter, bar, self._view.tints.look(mark)[1], pattern)
        self._placed.append(Placed(bar.adjusted(-2, -2, 2, 2), [mark]))

    def _paint_words(
        self,
        painter: QPainter,
        visible: VisibleRows,
        area: QRectF,
        row: int,
        used: int,
        marks: list[Mark],
        hidden: list[Mark],
    ) -> None:
        if not marks and not hidden:
            return
        words = self._beside_bars(visible, area, row, used)
        if words.width() < _WORDS:
            return
        bold = any(mark.id == self._framed for mark in marks)
        painter.setFont(self._strong if bold else self.font())
        metrics = painter.fontMetrics()
        more = len(marks) + len(hidden) - bool(marks)
        tail = f"+{more}" if more else ""
        said = tail
        if marks:
            room = words.width() - (metrics.horizontalAdvance(f" {tail}") if tail else 0)
            name = metrics.elidedText(marks[0].name, Qt.TextElideMode.ElideRight, max(8, int(room)))
            said = f"{name} {tail}".strip()
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(words.width()))
        dimmed = all(mark.shade == DIMMED for mark in (*marks, *hidden))
        painter.setPen(QColor(self._view.theme.muted if dimmed else self._view.theme.text))
        side = Qt.AlignmentFlag.AlignRight if self._view.mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, said)
        self._placed.append(Placed(words, [*marks, *hidden]))

    def _say_nothing(
        self, painter: QPainter, visible: VisibleRows, area: QRectF, used: list[int], names: list[list[Mark]]
    ) -> None:
        """Say in words that this coder has nothing of the difference, where nothing else stands."""
        assert self._frame is not None
        reached = visible.reach(*self._frame)
        free = [] if reached is None else [row for row in range(reached[0], reached[1] + 1) if not names[row]]
        if not free:
            return
        row = min(free, key=lambda each: used[each])
        painter.setFont(self.font())
        painter.setPen(QColor(self._view.theme.muted))
        words = self._beside_bars(visible, area, row, used[row])
        said = _("nothing")
        if painter.fontMetrics().horizontalAdvance(said) > words.width():
            said = "–"
        side = Qt.AlignmentFlag.AlignRight if self._view.mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, said)

    def _beside_bars(self, visible: VisibleRows, area: QRectF, row: int, used: int) -> QRectF:
        """Return the room for words in a row of a lane, beside so many bars."""
        left = _SIDE + used * _PITCH + 2
        words = QRectF(area.left() + left, visible.rows[row].top, area.width() - left - 4, visible.height)
        if self._view.mirrored:
            words.moveLeft(area.left() + 4)
        return words

    def _paint_frame(self, painter: QPainter, visible: VisibleRows) -> None:
        reached = visible.reach(*self._frame) if self._frame is not None else None
        if reached is None:
            return
        top = visible.rows[reached[0]].top + 1
        bottom = visible.rows[reached[1]].top + visible.height - 1
        painter.setPen(QPen(QColor(self._view.theme.warning), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(1, top, self.width() - 2, bottom - top))


class LaneHeads(QWidget):
    """The names above the lanes, each with its pattern; where a name is cut off, the tooltip has it whole."""

    def __init__(self, view: SideBySideView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        view.lanesMoved.connect(self._follow)

    def _follow(self) -> None:
        names = ", ".join(lane.name for lane in self._view.lane_margin.lanes)
        self.setAccessibleName(_("Coders, from left to right: {names}").format(names=names))
        self.setToolTip("\n".join(f"{lane.initials}  {lane.name}" for lane in self._view.lane_margin.lanes))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        margin, worn = self._view.lane_margin, themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = QFont(margin.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        shift = self.mapFromGlobal(margin.mapToGlobal(margin.rect().topLeft())).x()
        for number, lane in enumerate(margin.lanes):
            area = margin.lane_area(number).translated(shift, 0)
            area.setTop(0)
            area.setHeight(self.height())
            bar = QRectF(area.left() + _SIDE, 5, _BAR, self.height() - 10)
            paint_bar(painter, bar, QColor(worn.text), PATTERNS[number % len(PATTERNS)])
            words = area.adjusted(_SIDE + _BAR + 5, 0, -3, 0)
            metrics = painter.fontMetrics()
            fits = metrics.horizontalAdvance(lane.name) <= words.width()
            name = lane.name if fits else lane.name.split()[0]
            if metrics.horizontalAdvance(name) > words.width():
                name = lane.initials
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(words.width()))
            painter.setPen(QColor(worn.text))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QPen(QColor(worn.border), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
