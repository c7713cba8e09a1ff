"""The list of the palette: codes that fit with what was found of them, and the offer to make a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qda.core.codebook import CodeRow
from qda.core.finding import MEANT, Found, matching
from qda.i18n import _, n_
from qda.ui import theme

CODE = Qt.ItemDataRole.UserRole
SHOWN = 9  # rows at once
_EDGE, _GAP, _STRIPE = 12, 10, 4
_Index = QModelIndex | QPersistentModelIndex
CountSources = Callable[[Sequence[str]], Mapping[str, int]]


class Choices(QAbstractListModel):
    """Codes that are meant, the offer to make a new one (its :data:`CODE` is None), and codes that fit loosely."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.typed = ""
        self.fresh = ""
        self.ticked: set[str] = set()
        self._rows: list[CodeRow | None] = []
        self._counts: Mapping[str, int] = {}
        self._sources: dict[str, int] = {}
        self._count_sources: CountSources | None = None

    def count_by(self, counts: Mapping[str, int], count_sources: CountSources | None) -> None:
        """Take how often each code is used, and what counts the sources of some codes when they come into sight."""
        self._counts, self._count_sources, self._sources = counts, count_sources, {}

    def show(self, typed: str, found: Sequence[Found], fresh: str) -> None:
        """Show what `typed` found; `fresh` is the name of the code that could be made, or empty."""
        self.beginResetModel()
        self.typed, self.fresh = typed, fresh
        self._rows = [one.code for one in found]
        if fresh:
            # A name that is new must not become another code by Enter only because its letters occur there.
            self._rows.insert(sum(one.fit >= MEANT for one in found), None)
        self.endResetModel()

    def use_of(self, index: _Index) -> tuple[int, int | None]:
        """Return how often the code of a row is used, and in how many sources (None where nobody counts them)."""
        code = self._rows[index.row()]
        if code is None:
            return 0, None
        if self._count_sources is not None and code.id not in self._sources:
            near = [row.id for row in self._rows[index.row() : index.row() + SHOWN] if row is not None]
            self._sources |= dict.fromkeys(near, 0) | dict(self._count_sources(near))
        return self._counts.get(code.id, 0), self._sources.get(code.id)

    def is_ticked(self, index: _Index) -> bool:
        """Tell whether the code of a row was taken already, with others to come."""
        code = self._rows[index.row()]
        return (code.id if code is not None else self.fresh) in self.ticked

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self._rows[index.row()]
        if role == CODE:
            return code
        if role == Qt.ItemDataRole.DisplayRole:
            return code.path if code else _("New code “{name}”").format(name=self.fresh)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (code.path, code.definition) if part) if code else self.fresh
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (_("taken") if self.is_ticked(index) else "", str(index.data()), use_words(*self.use_of(index)))
            return ", ".join(filter(None, parts))
        return None


def use_words(codings: int, sources: int | None) -> str:
    """Return how often a code is used and in how many sources, in as few words as can be understood."""
    if not codings:
        return ""
    where = "" if sources is None else n_("{n} source", "{n} sources", sources)
    return _("{codings} in {sources}").format(codings=codings, sources=where) if where else str(codings)


class ChoiceRows(QStyledItemDelegate):
    """Draws one choice: colour, name with the letters that were found, where it stands, how often it is used."""

    def __init__(self, choices: Choices) -> None:
        super().__init__(choices)
        self._choices = choices

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(320, option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        worn = theme.current()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        quiet = QColor(worn.text if chosen else worn.muted)
        code: CodeRow | None = index.data(CODE)
        painter.save()
        painter.setFont(option.font)
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        inside = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if code is not None:
            high = option.fontMetrics.ascent()
            bar = QRect(inside.left(), rect.center().y() - high // 2, _STRIPE, high)
            painter.fillRect(bar, QColor(worn.code(code.colour).stripe))
        inside.setLeft(inside.left() + _STRIPE + _GAP)
        number = use_words(*self._choices.use_of(index))
        painter.setPen(quiet)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        inside.setRight(inside.right() - option.fontMetrics.horizontalAdvance(number) - _GAP)
        if self._choices.is_ticked(index):
            inside.setLeft(inside.left() + self._write(painter, inside, option.font, "✓", QColor(worn.accent)))
        words = code.name if code is not None else str(index.data())
        typed = self._choices.typed if code is not None else ""
        colour = QColor(worn.text if code is not None else worn.accent)
        inside.setLeft(inside.left() + self._write(painter, inside, option.font, words, colour, typed))
        if code is not None and code.depth:
            above = code.path.rpartition(" > ")[0]
            self._write(painter, inside, option.font, above, quiet, typed, Qt.TextElideMode.ElideMiddle)
        painter.restore()

    @staticmethod
    def _write(
        painter: QPainter,
        rect: QRect,
        font: QFont,
        words: str,
        colour: QColor,
        typed: str = "",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """Write `words` with the letters of `typed` in them semibold; return how wide that is, with a gap after it."""
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        # Measured as if all of it were semibold, so that what is emphasised is never cut off.
        shown = QFontMetrics(strong).elidedText(words, elide, rect.width())
        if not shown:
            return 0
        layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        if typed:
            layout.setFormats([_emphasis(strong, *_units(shown, span)) for span in matching(typed, shown)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(rect.width())
        layout.endLayout()
        painter.setPen(colour)
        layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))
        return round(line.naturalTextWidth()) + _GAP


def _units(words: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return start and length of ``[start, end)`` of `words` as Qt counts them."""
    first, length = (len(part.encode("utf-16-le")) // 2 for part in (words[: span[0]], words[slice(*span)]))
    return first, length


def _emphasis(font: QFont, start: int, length: int) -> QTextLayout.FormatRange:
    emphasis = QTextLayout.FormatRange()
    emphasis.start, emphasis.length = start, length
    look = QTextCharFormat()
    look.setFontWeight(font.weight())
    emphasis.format = look
    return emphasis
