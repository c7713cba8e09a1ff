"""All commands in one list that is searched by typing; Enter does the chosen one where the keyboard was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.finding import ranked
from qda.i18n import _
from qda.ui import theme

_COMMAND = Qt.ItemDataRole.UserRole
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ROWS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class Command:
    """One action as it is listed: `key` as people write it, `why_not` says in a few words why it can't be done now."""

    name: str
    words: str
    menu: str
    key: str = ""
    why_not: str = ""


class _Line(QStyledItemDelegate):
    """Draws a command: what it does, in which menu it stands, and its key or why it can't be done."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, option.fontMetrics.height() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        worn, metrics = theme.current(), option.fontMetrics
        command: Command = index.data(_COMMAND)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        painter.setFont(option.font)
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        inside = rect.adjusted(12, 0, -12, 0)
        secondary = QColor(worn.text if chosen else worn.muted)
        painter.setPen(secondary)
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        end = metrics.elidedText(command.why_not or command.key, Qt.TextElideMode.ElideRight, inside.width() // 2)
        painter.drawText(inside, right | Qt.AlignmentFlag.AlignVCenter, end)
        inside.setRight(inside.right() - metrics.horizontalAdvance(end) - 16)
        painter.setPen(secondary if command.why_not else QColor(worn.text))
        words = metrics.elidedText(command.words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, left | Qt.AlignmentFlag.AlignVCenter, words)
        inside.setLeft(inside.left() + metrics.horizontalAdvance(words) + 12)
        painter.setPen(secondary)
        menu = metrics.elidedText(command.menu, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, left | Qt.AlignmentFlag.AlignVCenter, menu)
        painter.restore()


class CommandsDialog(QDialog):
    """Asks for a command; after :meth:`exec`, `chosen` has its name, or "" where the person went back."""

    def __init__(self, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._commands = list(commands)
        self.chosen = ""
        self.setObjectName("commands")
        self.setWindowTitle(_("All commands"))
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Command to find"))
        self.field.setPlaceholderText(_("Type what you want to do"))
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName(_("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._take)
        self._hint = QLabel(self)
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self.field, self.list, self._hint):
            column.addWidget(part)
        self._look("")
        self._place(parent)
        self.field.setFocus()

    def _place(self, parent: QWidget) -> None:
        """Stand in the upper middle of the window, no larger than it is."""
        self.ensurePolished()
        row = self.fontMetrics().height() + 12
        wide = min(max(520, self.fontMetrics().averageCharWidth() * 80), parent.width() - 32)
        rest = self.field.sizeHint().height() + self._hint.sizeHint().height() + 32
        high = min(rest + row * _ROWS_SHOWN, parent.height() - 64)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.setGeometry(corner.x() + (parent.width() - wide) // 2, corner.y() + 48, wide, high)

    def _look(self, typed: str) -> None:
        places = ranked(typed, [(command.words, command.menu) for command in self._commands])
        self.model.clear()
        for place in places:
            command = self._commands[place]
            item = QStandardItem(command.words)
            item.setData(command, _COMMAND)
            said = [command.words, command.menu, command.key, command.why_not]
            item.setData(", ".join(part for part in said if part), Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(" · ".join(part for part in said if part))
            self.model.appendRow(item)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._hint.setText(
            _("Enter does it · Up and Down choose · Esc goes back") if places else _("No command is called that.")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _LIST_KEYS:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        command: Command = index.data(_COMMAND)
        if command.why_not:
            self._hint.setText(
                _("“{command}” can't be done: {why}.").format(command=command.words, why=command.why_not)
            )
            return
        self.chosen = command.name
        self.accept()
