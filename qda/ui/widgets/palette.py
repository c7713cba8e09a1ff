"""The palette: type a few letters of a code, Enter, and the passage has it; a new name makes the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.codebook import CodeRow
from qda.core.finding import CodeFinder, Habits
from qda.i18n import _
from qda.ui import theme

_SHOWN = 9
_HINT = _("Enter applies · Esc goes back · Category > Code makes both")
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ROW = Qt.ItemDataRole.UserRole


class _Choices(QAbstractListModel):
    """The codes that fit, and last the offer to make a new one (its ROW is None)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.codes: list[CodeRow] = []
        self.counts: Mapping[str, int] = {}
        self.fresh = ""

    def show(self, codes: list[CodeRow], fresh: str) -> None:
        self.beginResetModel()
        self.codes, self.fresh = codes, fresh
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.codes) + bool(self.fresh)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self.codes[index.row()] if index.row() < len(self.codes) else None
        if role == _ROW:
            return code
        if role == Qt.ItemDataRole.DisplayRole:
            return code.path if code else _("New code “{name}”").format(name=self.fresh)
        if role == Qt.ItemDataRole.ToolTipRole and code:
            return "\n".join(part for part in (code.path, code.definition) if part)
        return None


class _Line(QStyledItemDelegate):
    """Draws one choice: colour, name, where it stands, how often it is used."""

    def __init__(self, choices: _Choices) -> None:
        super().__init__(choices)
        self._choices = choices

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, option.fontMetrics.height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        worn = theme.current()
        rect: QRect = option.rect
        metrics = option.fontMetrics
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(option.font)
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        code: CodeRow | None = index.data(_ROW)
        inside = rect.adjusted(12, 0, -12, 0)
        count = self._choices.counts.get(code.id, 0) if code else 0
        if code is not None:
            painter.fillRect(QRect(inside.left(), rect.center().y() - 6, 4, 13), QColor(worn.code(code.colour).stripe))
            inside.setLeft(inside.left() + 14)
        number = str(count) if count else ""
        painter.setPen(QColor(worn.text if chosen else worn.muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        inside.setRight(inside.right() - metrics.horizontalAdvance(number) - 12)
        words = code.name if code else index.data()
        painter.setPen(QColor(worn.text if code else worn.accent))
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        if code is not None and code.depth:
            inside.setLeft(inside.left() + metrics.horizontalAdvance(words) + 10)
            painter.setPen(QColor(worn.text if chosen else worn.muted))
            above = metrics.elidedText(code.path.rpartition(" > ")[0], Qt.TextElideMode.ElideMiddle, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, above)
        painter.restore()


class Palette(QFrame):
    """Floats over the transcript while a code is looked for.

    Signals: `chosen(code id)`, `made(name)` for a new code, `left()` when it goes without an answer.
    """

    chosen = Signal(str)
    made = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("palette")
        self.setProperty("card", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Code for this passage"))
        self.field.setPlaceholderText(_("Type a code"))
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.list = QListView(self)
        self.list.setAccessibleName(_("Codes that fit"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._choices = _Choices(self)
        self.list.setModel(self._choices)
        self.list.setItemDelegate(_Line(self._choices))
        self.list.clicked.connect(self._take)
        self._hint = QLabel(_HINT, self)
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self.field, self.list, self._hint):
            column.addWidget(part)
        self._finder = CodeFinder(())
        self._new = True
        self._lately: Sequence[str] = ()
        self.hide()

    def open(
        self,
        typed: str,
        book: Sequence[CodeRow],
        counts: Mapping[str, int],
        lately: Sequence[str],
        near: QRect,
        *,
        new: bool = True,
    ) -> None:
        """Show the palette below (or above) `near`, in coordinates of the parent, with what was typed already.

        Without `new`, only codes that are there can be chosen.
        """
        self._new = new
        self._hint.setText(_HINT if new else _("Enter chooses · Esc goes back"))
        self._finder = CodeFinder(book)
        self._lately = lately
        self._choices.counts = counts
        self.field.setText(typed)
        self._look(typed)
        self._place(near)
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.setCursorPosition(len(typed))

    def _place(self, near: QRect) -> None:
        room = self._room.rect().adjusted(8, 8, -8, -8)
        width = min(max(420, self.fontMetrics().averageCharWidth() * 52), room.width())
        row = max(28, self.list.sizeHintForRow(0) if self._choices.rowCount() else 0)
        rest = self.field.sizeHint().height() + self._hint.heightForWidth(width - 18) + 32
        self.list.setFixedHeight(row * min(_SHOWN, max(2, (room.height() - rest) // row)))
        height = min(self.list.height() + rest, room.height())
        below = near.bottom() + 4
        top = below if below + height <= room.bottom() else max(room.top(), near.top() - 4 - height)
        left = min(max(room.left(), near.left()), max(room.left(), room.right() - width))
        self.setGeometry(left, top, width, height)

    def _look(self, typed: str) -> None:
        habits = Habits(self._choices.counts, self._lately)
        found = [found.code for found in self._finder.find(typed, habits)]
        name = typed.strip()
        self._choices.show(found, name if self._new and name and self._finder.known(name) is None else "")
        if self._choices.rowCount():
            self.list.setCurrentIndex(self._choices.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._leave(focus=False)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        code: CodeRow | None = index.data(_ROW)
        fresh = self._choices.fresh
        self.hide()
        if code is not None:
            self.chosen.emit(code.id)
        else:
            self.made.emit(fresh)
        self.left.emit()

    def _leave(self, focus: bool = True) -> None:
        self.hide()
        if focus:
            self.left.emit()
