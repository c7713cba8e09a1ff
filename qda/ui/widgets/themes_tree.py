"""The outline of themes as a tree: themes in themes, and in each the codes on which it draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qda.core.codebook import CodeRow
from qda.core.retrieval import Counts
from qda.core.themes.outline import ThemeRow
from qda.core.themes.words_for import STATUS_WORDS
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.models.codebook_model import CODES_MIME, chip, dragged_codes

_NAME, _NUMBER = range(2)
_THEME, _CODE, _WHAT = (Qt.ItemDataRole.UserRole + number for number in range(3))


class _Rows(QStyledItemDelegate):
    """Draws the name of a theme and, in a quiet line below it, what it is; codes as they are."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(_WHAT):
            size.setHeight(2 * option.fontMetrics.lineSpacing() + 12)
        return size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        what = index.data(_WHAT)
        if not what:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        name, font = shown.text, QFont(shown.font)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        inside = shown.rect.adjusted(4, 4, -4, -4)
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        worn = theme.current()
        painter.save()
        for number, (words, colour, weight) in enumerate(
            (
                (name, worn.text, QFont.Weight.DemiBold),
                (str(what), worn.text if chosen else worn.muted, QFont.Weight.Normal),
            )
        ):
            font.setWeight(weight)
            metrics = QFontMetrics(font)
            line = QRect(
                inside.left(), inside.top() + number * (metrics.lineSpacing() + 2), inside.width(), inside.height()
            )
            painter.setFont(font)
            painter.setPen(QColor(colour))
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignTop), cut)
        painter.restore()


class ThemesTree(QTreeWidget):
    """Signals: `codesDropped(theme id or "", code ids)`, `themeMoved(theme id, new parent id or "", position or -1)`,
    `selected()`, `removeAsked()`, `renameAsked()`, `menuAsked(point on the screen)`.
    """

    codesDropped = Signal(str, list)
    themeMoved = Signal(str, str, int)
    selected = Signal()
    removeAsked = Signal()
    renameAsked = Signal()
    menuAsked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Themes"))
        self.setColumnCount(2)
        self.setHeaderLabels([_("Theme, and what it is"), _("Sources")])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_NUMBER, QHeaderView.ResizeMode.ResizeToContents)
        self.setItemDelegateForColumn(_NAME, _Rows(self))
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menuAsked.emit(self.viewport().mapToGlobal(at)))
        self.itemSelectionChanged.connect(self.selected)
        self._closed: set[str] = set()

    def forget(self) -> None:
        """Forget what was chosen and closed in another project."""
        self._closed = set()
        self.clear()

    def show_themes(
        self, themes: Sequence[ThemeRow], codes: Mapping[str, CodeRow], counts: Mapping[str, Counts] | None
    ) -> None:
        """Show this outline, without numbers where there are no `counts`; what was chosen and closed stays so."""
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        self.setColumnHidden(_NUMBER, counts is None)
        chosen = self.current()
        self._closed = {item.data(0, _THEME) for item in self._items() if not item.isExpanded() and item.childCount()}
        self.blockSignals(True)
        self.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for row in themes:
            above = items[row.parent] if row.parent else self.invisibleRootItem()
            items[row.id] = item = self._theme_item(
                above, row, counts.get(row.id, Counts()) if counts is not None else None
            )
            for code_id in row.code_ids:
                if code_id in codes:
                    self._code_item(item, row.id, codes[code_id])
        for theme_id, item in items.items():
            item.setExpanded(theme_id not in self._closed)
        self.blockSignals(False)
        self.choose(*chosen)

    def _theme_item(self, above: QTreeWidgetItem, row: ThemeRow, counts: Counts | None) -> QTreeWidgetItem:
        what = what_it_is(row)
        item = QTreeWidgetItem(above, [row.name, str(counts.sources or "") if counts else ""])
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setData(0, _THEME, row.id)
        item.setTextAlignment(_NUMBER, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(_NAME, _WHAT, what)
        item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (row.name, what))))
        numbers = ""
        if counts is not None:
            parts = (
                n_("{n} passage", "{n} passages", counts.codings),
                n_("{n} source", "{n} sources", counts.sources),
                n_("{n} participant", "{n} participants", counts.participants),
            )
            numbers = ", ".join(parts)
        item.setToolTip(_NAME, "\n".join(part for part in (row.name, what, row.idea, numbers) if part))
        return item

    def _code_item(self, above: QTreeWidgetItem, theme_id: str, code: CodeRow) -> None:
        item = QTreeWidgetItem(above, [code.name])
        item.setIcon(0, chip(code.colour))
        item.setForeground(0, QBrush(QColor(theme.current().text)))
        item.setData(0, _THEME, theme_id)
        item.setData(0, _CODE, code.id)
        item.setToolTip(0, "\n".join(part for part in (code.path, code.definition) if part))

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = _children(self.invisibleRootItem())
        while waiting:
            item = waiting.pop()
            if item.data(0, _CODE) is None:
                found.append(item)
                waiting.extend(_children(item))
        return found

    # Choosing --------------------------------------------------------------------------------------------------------

    def current(self) -> tuple[str | None, str | None]:
        """Return the chosen theme and, where a code in it is chosen, that code."""
        chosen = self.selectedItems()
        return (chosen[0].data(0, _THEME), chosen[0].data(0, _CODE)) if chosen else (None, None)

    def choose(self, theme_id: str | None, code_id: str | None = None) -> None:
        """Choose a theme, or a code in it; what is not there is not chosen."""
        for item in self._items():
            if item.data(0, _THEME) == theme_id:
                inside = _children(item)
                self.setCurrentItem(next((code for code in inside if code_id and code.data(0, _CODE) == code_id), item))
                return

    # Keys and dragging -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removeAsked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renameAsked.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self or event.mimeData().hasFormat(CODES_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if event.source() is self or event.mimeData().hasFormat(CODES_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        theme_id = item.data(0, _THEME) if item is not None else ""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.mimeData().hasFormat(CODES_MIME):
            self.codesDropped.emit(theme_id, dragged_codes(event.mimeData()))
        elif event.source() is self:
            self._moved(item, theme_id)

    def _moved(self, target: QTreeWidgetItem | None, theme_id: str) -> None:
        moved, code_id = self.current()
        if moved is None or moved == theme_id:
            return
        if code_id is not None:
            self.codesDropped.emit(theme_id, [code_id])
            return
        where = self.dropIndicatorPosition()
        onto = QAbstractItemView.DropIndicatorPosition.OnItem
        if target is None or where == onto or target.data(0, _CODE) is not None:
            self.themeMoved.emit(moved, theme_id, -1)
            return
        above = target.parent() or self.invisibleRootItem()
        siblings = [
            row.data(0, _THEME)
            for row in _children(above)
            if row.data(0, _CODE) is None and row.data(0, _THEME) != moved
        ]
        place = siblings.index(theme_id) + (where == QAbstractItemView.DropIndicatorPosition.BelowItem)
        self.themeMoved.emit(moved, above.data(0, _THEME) or "", place)


def what_it_is(row: ThemeRow) -> str:
    """Return level, core, what it is to the question, and status of a theme, in words."""
    core = _("core") if row.core and "core" not in row.level.casefold() else ""
    parts = (row.level, core, _(row.stance) if row.stance else "", STATUS_WORDS[row.status])
    return " · ".join(part for part in parts if part)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(row) for row in range(item.childCount()))
    return [child for child in children if child is not None]
