"""The tree of codes itself: what is dropped where, and names that are written in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from qda.core.codebook import CodeRow
from qda.core.naming import clean
from qda.i18n import _
from qda.ui.models.codebook_model import CODES_MIME, ID, REFERENCE, ROW, dragged_codes, dragged_references
from qda.ui.widgets.passage_mime import PASSAGE_MIME, unpack


@dataclass(frozen=True, slots=True)
class Drop:
    """Codes that were dropped: on the code `on`, or, where that is None, under `parent` (None: the top) and there
    before the code `before` (None: at the end).

    `references` are what was dragged where it was nothing but references; `at` is the point on the screen.
    """

    code_ids: tuple[str, ...]
    references: tuple[tuple[str, str], ...]
    on: str | None
    parent: str | None
    before: str | None
    modifiers: Qt.KeyboardModifier
    at: QPoint


class CodesView(QTreeView):
    """Signals: `codesDropped(Drop)`, `passageDropped(code id, DraggedPassage)`.

    `renaming(code id, name)` says whether a name could be given; without it, names can't be written in place.
    """

    codesDropped = Signal(object)
    passageDropped = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setAutoExpandDelay(700)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def rename_by(self, renaming: Callable[[str, str], bool]) -> None:
        """Let names be written in place, by a click on a code that is chosen already or :meth:`rename`."""
        self.setItemDelegate(_Names(renaming, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.SelectedClicked)

    def rename(self, index: QModelIndex) -> None:
        """Let the name at an index be written anew."""
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Words of a transcript go on a code wherever they fall; codes go between others, too.
        self.setDragDropOverwriteMode(event.mimeData().hasFormat(PASSAGE_MIME))
        super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        index = index.siblingAtColumn(0) if index.isValid() else index
        place = self.dropIndicatorPosition()
        data, modifiers = event.mimeData(), event.modifiers()
        codes = (tuple(dragged_codes(data)), tuple(dragged_references(data))) if data.hasFormat(CODES_MIME) else None
        passage = unpack(data)
        at = self.viewport().mapToGlobal(event.position().toPoint())
        # The model leaves the rows alone; Qt only tidies up after the drag.
        super().dropEvent(event)
        if codes is not None:
            self.codesDropped.emit(Drop(*codes, *self._meant(index, place), modifiers, at))
        elif passage is not None and index.isValid():
            code: CodeRow = index.data(ROW)
            if code.codable:
                event.acceptProposedAction()
                self.passageDropped.emit(code.id, passage)

    def _meant(
        self, index: QModelIndex, place: QAbstractItemView.DropIndicatorPosition
    ) -> tuple[str | None, str | None, str | None]:
        """Return on which code, or under which and before which, a drop falls."""
        where = QAbstractItemView.DropIndicatorPosition
        if not index.isValid() or place == where.OnViewport:
            return None, None, None
        if place == where.OnItem:
            return index.data(ID), None, None
        if place == where.BelowItem and self.isExpanded(index) and self.model().rowCount(index):
            # The line is drawn between a category and the first code in it.
            return None, index.data(ID), self.model().index(0, 0, index).data(ID)
        parent = index.parent()
        beside = index if place == where.AboveItem else index.siblingAtRow(index.row() + 1)
        before = beside.data(ID) if beside.isValid() and not beside.data(REFERENCE) else None
        return None, parent.data(ID) if parent.isValid() else None, before


class _Names(QStyledItemDelegate):
    """The field in which a code's name is written; it stays, with what was typed, while the name can't be given."""

    def __init__(self, renaming: Callable[[str, str], bool], view: CodesView) -> None:
        super().__init__(view)
        self._renaming = renaming
        self._view = view
        self._at, self._code = QPersistentModelIndex(), ""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName(_("Name of the code"))
        self._at, self._code = QPersistentModelIndex(index), str(index.data(ID))
        return field

    def setModelData(
        self, editor: QWidget, _model: QAbstractItemModel, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._give(editor)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, QLineEdit):
            return super().eventFilter(editor, event)
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
            if self._give(editor):
                self._view.setFocus()
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._give(editor)
            return False
        return super().eventFilter(editor, event)

    def _give(self, editor: QWidget) -> bool:
        """Give the code the name that was typed and close the field; False where the name was refused."""
        assert isinstance(editor, QLineEdit)
        name = clean(editor.text())
        if name != self._at.data() and not self._renaming(self._code, name):
            return False
        # Where the name was given the tree is filled anew already, and the field is gone.
        index = self._at.sibling(self._at.row(), self._at.column())
        if index.isValid() and self._view.indexWidget(index) is editor:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        return True
