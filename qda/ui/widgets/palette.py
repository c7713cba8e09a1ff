"""The palette: type a few letters of a code, Enter, and the passage has it; a new name makes the code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from qda.core.chosen import Choice
from qda.core.codebook import CodeRow
from qda.core.finding import CodeFinder, Habits
from qda.i18n import _, n_
from qda.ui.widgets.floating import beside, room_beside
from qda.ui.widgets.palette_about import AboutCode
from qda.ui.widgets.palette_list import CODE, SHOWN, ChoiceRows, Choices, CountSources

_FEWEST = 4  # rows that are worth standing beside the passage for
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_STAYS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Offer(NamedTuple):
    """What a person chooses from: the codes, what makes them likely, and how many sources use them.

    With `new`, a name that is not there makes a code; with `several`, more than one can be taken at once, and
    Shift+Enter goes on to the next line. `title` says what the code is for, where that is not the passage.
    """

    book: Sequence[CodeRow]
    habits: Habits = Habits({})
    count_sources: CountSources | None = None
    new: bool = True
    several: bool = True
    title: str = ""


class Answer(NamedTuple):
    """The codes that were chosen, in their order, and whether to go on to the next line."""

    choices: tuple[Choice, ...]
    go_on: bool = False


class Palette(QFrame):
    """Floats over its parent while codes are looked for; `left()` when it goes, with or without an answer."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = parent
        self.setObjectName("palette")
        self.setProperty("card", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._title = self._words(heading=True)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(_("Code for this passage"))
        self.field.setPlaceholderText(_("Type a code"))
        self.field.textChanged.connect(self._look)
        self.ticked = self._words()
        self.ticked.setAccessibleName(_("Codes taken already"))
        self.list = self._make_list()
        self.about = AboutCode(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.about)
        self.detail = QLabel(self)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self._hint = self._words(muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self._title, self.field, self.ticked, self._pages, self.detail, self._hint):
            column.addWidget(part)
        for writing in (self.field, self.about.field):
            writing.installEventFilter(self)
        self._finder = CodeFinder(())
        self._offer = Offer(())
        self._near = QRect()
        self._then: Callable[[Answer], object] = lambda _answer: None
        self._taken: dict[str, Choice] = {}
        self._definitions: dict[str, str] = {}
        self._before: QWidget | None = None
        self.hide()

    def _words(self, **looks: bool) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        for look, on in looks.items():
            label.setProperty(look, on)
        label.hide()
        return label

    def _make_list(self) -> QListView:
        self._choices = Choices(self)
        view = QListView(self)
        view.setAccessibleName(_("Codes that fit"))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self._choices)
        view.setItemDelegate(ChoiceRows(self._choices))
        view.clicked.connect(self._clicked)
        view.selectionModel().currentChanged.connect(self._tell)
        return view

    def open(self, near: QRect, offer: Offer, then: Callable[[Answer], object], typed: str = "") -> None:
        """Show the palette below (or above) `near`, in coordinates of the parent, with what was `typed` already.

        `then` gets the answer when there is one, after the palette went.
        """
        self._offer, self._then, self._near = offer, then, near
        if self._finder.book != list(offer.book):
            self._finder = CodeFinder(offer.book)
        self._taken = {}
        self._choices.count_by(offer.habits.counts, offer.count_sources)
        self._title.setText(offer.title)
        self._title.setVisible(bool(offer.title))
        self._before = QApplication.focusWidget() if not self.isVisible() else self._before
        self._pages.setCurrentWidget(self.list)
        self.detail.show()
        self._show_hint()
        self.field.blockSignals(True)
        self.field.setText(typed)
        self.field.blockSignals(False)
        self._show_taken()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.setCursorPosition(len(typed))

    def _show_hint(self) -> None:
        if self._pages.currentWidget() is self.about:
            parts = [_("Enter applies"), _("Tab and Esc go back to the list")]
        elif self._offer.several:
            parts = [
                _("Enter applies"),
                _("Shift+Enter applies and goes on"),
                _("Ctrl+Space takes one of several"),
                _("Tab shows the definition"),
                _("Esc goes back"),
            ]
        else:
            parts = [_("Enter chooses"), _("Tab shows the definition"), _("Esc goes back")]
        # Lines break after a dot, not before one.
        self._hint.setText("\u00a0· ".join(parts))
        self._hint.show()

    def _place(self) -> None:
        room = self.room.rect().adjusted(8, 8, -8, -8)
        width = min(max(420, self.fontMetrics().averageCharWidth() * 64), room.width())
        row = max(28, self.list.sizeHintForRow(0) if self._choices.rowCount() else 0)
        rest = self.field.sizeHint().height() + self.detail.sizeHint().height() + 36
        for words in (self._title, self.ticked, self._hint):
            if not words.isHidden():
                words.setFixedHeight(words.heightForWidth(width - 18))
                rest += words.height() + 4
        # Beside the passage, which is to be read meanwhile; over it only where it leaves no room.
        space = max(room_beside(room, self._near))
        space = space if space >= rest + row * _FEWEST else room.height()
        self._pages.setFixedHeight(row * min(SHOWN, max(2, (space - rest) // row)))
        height = min(self._pages.height() + rest, room.height())
        self.setGeometry(beside(room, self._near, width, height))

    # Looking ---------------------------------------------------------------------------------------------------------

    def _look(self, typed: str) -> None:
        found = self._finder.find(typed, self._offer.habits)
        name = " ".join(typed.split())
        fresh = name if self._offer.new and name and self._finder.known(name) is None else ""
        self._choices.show(typed, found, fresh)
        # With some taken and nothing typed, Enter applies those; what it applies is what is marked.
        if self._choices.rowCount() and (name or not self._taken):
            self.list.setCurrentIndex(self._choices.index(0))
        else:
            self._tell()

    def _tell(self) -> None:
        """Say what is written about the current row, to the eye and to a screen reader."""
        index = self.list.currentIndex()
        code: CodeRow | None = index.data(CODE) if index.isValid() else None
        if code is not None:
            words = " ".join(code.definition.split()) or _("No definition yet")
        elif index.isValid():
            words = self._definitions.get(self._choices.fresh) or _("Makes this code; Tab writes a definition for it")
        elif self._taken:
            words = n_("Enter applies the one above", "Enter applies the {n} above", len(self._taken))
        else:
            words = _("No code fits")
        width = self.width() - 18
        self.detail.setText(self.detail.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width))
        self.detail.setToolTip(words)
        spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else words
        self.field.setAccessibleDescription(spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, spoken))

    # Several at once -------------------------------------------------------------------------------------------------

    def _current(self) -> tuple[str, Choice] | None:
        """Return what the current row stands for, with the name it is kept by."""
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        code: CodeRow | None = index.data(CODE)
        if code is not None:
            return code.id, Choice(code_id=code.id)
        fresh = self._choices.fresh
        return fresh, Choice(path=fresh, definition=self._definitions.get(fresh, ""))

    def _tick(self) -> None:
        """Take the current code, or put it back, and make room for the next."""
        current = self._current()
        if current is None or not self._offer.several:
            return
        if self._taken.pop(current[0], None) is None:
            self._taken[current[0]] = current[1]
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._show_taken()

    def _show_taken(self) -> None:
        names = {code.id: code.name for code in self._finder.book}
        self.ticked.setText("   ".join(f"✓ {names.get(key, key)}" for key in self._taken))
        self.ticked.setVisible(bool(self._taken))
        self._choices.ticked = set(self._taken)
        self._look(self.field.text())
        self._place()
        self._tell()

    # The definition --------------------------------------------------------------------------------------------------

    def _turn_page(self) -> None:
        """Go to what is written about the current code, or back from there."""
        current = self._current()
        if self._pages.currentWidget() is self.about:
            self._keep_definition()
            # First, since a page that goes would hand the keyboard to anybody.
            self.field.setFocus()
            self._pages.setCurrentWidget(self.list)
        elif current is not None:
            code: CodeRow | None = self.list.currentIndex().data(CODE)
            if code is not None:
                self.about.read(code)
            else:
                self.about.write(current[0], current[1].definition)
            self._pages.setCurrentWidget(self.about)
            self.about.field.setFocus()
        self.detail.setVisible(self._pages.currentWidget() is self.list)
        self._show_hint()
        self._place()
        self._tell()

    def _keep_definition(self) -> None:
        """Keep a definition as it was written; also when the palette goes without an answer."""
        if self._pages.currentWidget() is self.about and not self.about.field.isReadOnly():
            self._definitions[self._choices.fresh] = self.about.written()

    # Keys and mouse --------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and self.isVisible():
            now = QApplication.focusWidget()
            if event.reason() not in _STAYS_OPEN and not (now is not None and self.isAncestorOf(now)):
                self._leave(focus=False)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._turn_page()
        elif key in _ENTER and not held & _CONTROL:
            self._take(go_on=bool(held & _SHIFT) and self._offer.several)
        elif watched is self.about.field:
            if key != Qt.Key.Key_Escape:
                return False
            self._turn_page()
        elif key in _LIST_KEYS:
            self.list.keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Insert or (key == Qt.Key.Key_Space and held & _CONTROL):
            self._tick()
        elif key == Qt.Key.Key_Backspace and self._taken and not self.field.text():
            self._taken.popitem()
            self._show_taken()
        else:
            return False
        return True

    def _clicked(self, _index: QModelIndex) -> None:
        if QApplication.keyboardModifiers() & _CONTROL:
            self._tick()
        else:
            self._take()

    def _take(self, go_on: bool = False) -> None:
        self._keep_definition()
        current = self._current()
        chosen = list(self._taken.values()) + ([current[1]] if current and current[0] not in self._taken else [])
        if not chosen:
            return
        for choice in chosen:
            self._definitions.pop(choice.path, None)
        self._leave()
        self._then(Answer(tuple(chosen), go_on))

    def _leave(self, focus: bool = True) -> None:
        self._keep_definition()
        before, self._before = self._before, None
        self.hide()
        # What had the keyboard before may be gone, as the field of a name that was edited in place.
        if focus and before is not None and isValid(before):
            before.setFocus()
        self.left.emit()
