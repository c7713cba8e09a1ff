"""Finding what a memo is to be linked to, by a few typed letters, in a card that floats at the words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.core import memo_things
from qda.core.memo_things import Named
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.floating import beside
from qda.ui.widgets.labels import muted
from qda.ui.widgets.thing_signs import KIND_WORDS, SIGNS, told
from qda.ui.workspace import Workspace

_THING = Qt.ItemDataRole.UserRole
_ROWS = 9
_PAUSE_MS = 150  # texts are looked through when typing pauses
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LinkFinder(QFrame):
    """Floats over its parent while something to link to is looked for: Enter takes it, Esc leaves all as it was."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._room = parent
        self.setProperty("card", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Link to"))
        self.field.setPlaceholderText(_("Code, theme, source, person, memo, or words of a text"))
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("What can be linked to"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._take())
        self._nothing = muted(_("Nothing is called so, and no text has these words."), self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self.field, self.list, self._nothing):
            column.addWidget(part)
        self._things: list[Named] = []
        self._then: Callable[[Named], object] = lambda _thing: None
        self._before: QWidget | None = None
        self._near = QRect()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._look_in_texts)
        self.hide()

    def open(self, near: QRect, then: Callable[[Named], object], before: QWidget, but: str = "") -> None:
        """Show it at `near`, in coordinates of the parent; `then` gets what is chosen, `before` the keyboard after.

        `but` is a memo that can't be linked to: the one that is written.
        """
        self._things = self._workspace.read(memo_things.linkable, but=but)
        self._then, self._before, self._near = then, before, near
        self.field.clear()
        self._look()
        self.show()
        self.raise_()
        self.field.setFocus()

    def _look(self) -> None:
        self._show(memo_things.meant(self._things, self.field.text()))
        self._later.start()

    def _look_in_texts(self) -> None:
        if self.isVisible() and self._workspace.is_open:
            for thing in self._workspace.read(memo_things.passages_with, self.field.text()):
                self._add(thing)
            self._fit()

    def _show(self, things: list[Named]) -> None:
        self.list.clear()
        for thing in things:
            self._add(thing)
        self._fit()

    def _add(self, thing: Named) -> None:
        where = " · ".join(filter(None, (KIND_WORDS[thing.link.kind], thing.where)))
        item = QListWidgetItem(icon(SIGNS[thing.link.kind], theme.current(), "muted"), f"{thing.name}   {where}")
        item.setData(_THING, thing)
        item.setToolTip(told(thing))
        self.list.addItem(item)
        if self.list.count() == 1:
            self.list.setCurrentRow(0)

    def _fit(self) -> None:
        rows = self.list.count()
        self.list.setVisible(rows > 0)
        self._nothing.setVisible(not rows)
        side = self.fontMetrics().height()
        self.list.setIconSize(QSize(side, side))
        if rows:
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * min(rows, _ROWS) + 4)
        room = self._room.rect().adjusted(8, 8, -8, -8)
        width = min(room.width(), 30 * self.fontMetrics().averageCharWidth() + 240)
        self._nothing.setFixedWidth(width - 20)
        self._column.activate()
        self.setGeometry(beside(room, self._near, width, min(room.height(), self.sizeHint().height())))

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._leave()
            self._then(item.data(_THING))

    def _leave(self) -> None:
        self._later.stop()
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, *_LIST_KEYS):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() in _LIST_KEYS:
                self.list.keyPressEvent(event)
                return True
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            # Its own menu may take the keyboard for a while.
            self.setVisible(event.reason() == Qt.FocusReason.PopupFocusReason and self.isVisible())
        return super().eventFilter(watched, event)
