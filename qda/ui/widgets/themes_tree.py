"""The outline of themes as a tree: themes in themes, and in each the codes on which it draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from qda.core.codebook import CodeRow
from qda.core.retrieval import Counts
from qda.core.themes.outline import ThemeRow
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.models.codebook_model import CODES_MIME, chip, dragged_codes

_THEME, _CODE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


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
        self.setHeaderLabels([_("Theme"), _("Sources")])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setUniformRowHeights(True)
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
        self, themes: Sequence[ThemeRow], codes: Mapping[str, CodeRow], counts: Mapping[str, Counts]
    ) -> None:
        """Show this outline; what was chosen and closed stays so."""
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        chosen = self.current()
        self._closed = {item.data(0, _THEME) for item in self._items() if not item.isExpanded() and item.childCount()}
        self.blockSignals(True)
        self.clear()
        items: dict[str, QTreeWidgetItem] = {}
        for row in themes:
            above = items[row.parent] if row.parent else self.invisibleRootItem()
            items[row.id] = item = self._theme_item(above, row, counts.get(row.id, Counts()))
            for code_id in row.code_ids:
                if code_id in codes:
                    self._code_item(item, row.id, codes[code_id])
        for theme_id, item in items.items():
            item.setExpanded(theme_id not in self._closed)
        self.blockSignals(False)
        self.choose(*chosen)

    def _theme_item(self, above: QTreeWidgetItem, row: ThemeRow, counts: Counts) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [row.name, str(counts.sources or "")])
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setData(0, _THEME, row.id)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        numbers = ", ".join(
            (
                n_("{n} passage", "{n} passages", counts.codings),
                n_("{n} source", "{n} sources", counts.sources),
                n_("{n} participant", "{n} participants", counts.participants),
            )
        )
        item.setToolTip(0, "\n".join(part for part in (row.name, row.level, row.idea, numbers) if part))
        return item

    def _code_item(self, above: QTreeWidgetItem, theme_id: str, code: CodeRow) -> None:
        item = QTreeWidgetItem(above, [code.name, ""])
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


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(row) for row in range(item.childCount()))
    return [child for child in children if child is not None]
