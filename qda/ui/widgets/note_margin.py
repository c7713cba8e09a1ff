"""Notes in the margin of a text that is read: cards beside the lines they are about, written where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.widgets.labels import muted
from qda.ui.widgets.transcript import TranscriptView

_GAP = 8
_LETTERS = 34
_SHARE = 0.28
_MOST = 0.6  # of the margin's height: what one card may take before its words scroll
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MarginNote(NamedTuple):
    """A note on ``[start, end)`` of the text; `memo_id` is "" for one that is not written yet."""

    memo_id: str
    start: int
    end: int
    body: str
    head: str
    editable: bool = True


class NoteMargin(QWidget):
    """Whoever owns it sets `keep(note as it was, words as they are)`, asked when a card is left and its words have
    changed; it tells whether they are kept. Signal: `left()` when the keyboard is to go back to the text.
    """

    left = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.keep: Callable[[MarginNote, str], bool] = lambda _note, _words: False
        self.cards: list[NoteCard] = []
        self.setAccessibleName(_("Notes in the margin"))
        view.updateRequest.connect(self.place)
        view.installEventFilter(self)

    def show_notes(self, notes: Sequence[MarginNote]) -> None:
        """Show these notes; a card that stays keeps the keyboard and what is being typed in it."""
        known = {card.note.memo_id: card for card in self.cards if card.note.memo_id}
        cards = []
        for note in notes:
            card = known.pop(note.memo_id, None) or self._made(note)
            card.show_note(note)
            cards.append(card)
        begun = [card for card in self.cards if not card.note.memo_id]
        for card in known.values():
            card.leave_quietly()
        self.cards = sorted([*cards, *begun], key=lambda card: (card.note.start, card.note.end))
        self.place()

    def write(self, note: MarginNote) -> None:
        """Give the keyboard to the card on these words: the one that is there, or a new one."""
        card = next((card for card in self.cards if card.note[1:3] == note[1:3] and card.note.editable), None)
        if card is None:
            card = self._made(note)
            self.cards = sorted([*self.cards, card], key=lambda card: (card.note.start, card.note.end))
        self.place()
        card.show()
        card.field.moveCursor(QTextCursor.MoveOperation.End)
        card.field.setFocus()

    def clear(self) -> None:
        """Take all cards away; what was typed is kept first."""
        for card in list(self.cards):
            card.keep()
        cards, self.cards = self.cards, []
        for card in cards:
            card.leave_quietly()

    def _made(self, note: MarginNote) -> NoteCard:
        card = NoteCard(note, self)
        card.field.textChanged.connect(self.place)
        card.field.left.connect(self.left)
        card.field.focused.connect(self.place)
        card.field.unfocused.connect(lambda: self._keep(card))
        return card

    def _keep(self, card: NoteCard) -> None:
        if card.keep() and not card.note.memo_id and card in self.cards:
            # What was kept is there again by its id; an empty one never was a note.
            self.cards.remove(card)
            card.leave_quietly()
        self.place()

    def fit_into(self, width: int) -> None:
        """Be as wide as is good to write in, but no more than a good quarter of `width`."""
        letters = self.fontMetrics().averageCharWidth() * _LETTERS
        self.setFixedWidth(min(letters, round(width * _SHARE)) + 2 * _GAP)

    # Where the cards stand -------------------------------------------------------------------------------------------

    def place(self, *_what: object) -> None:
        """Put each card beside the line where its words begin, one below the other where they would overlap."""
        if not self.isVisible():
            return
        visible, below = self._view.visible_rows(), 0
        offset = self.mapFromGlobal(self._view.viewport().mapToGlobal(self._view.viewport().rect().topLeft())).y()
        for card in self.cards:
            reached = visible.reach(card.note.start, card.note.end) if card.note.end > visible.start else None
            writing = card.field.hasFocus()
            card.setVisible(reached is not None or writing)
            if card.isHidden():
                continue
            card.fit(self.width() - 2 * _GAP, round(self.height() * _MOST))
            top = offset + round(visible.rows[reached[0]].top) if reached is not None else 0
            top = max(top, below)
            if writing:
                top = max(0, min(top, self.height() - card.height() - _GAP))
            card.move(_GAP, top)
            below = top + card.height() + _GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.place()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.wheelEvent(event)


class NoteCard(QFrame):
    """One note: where it belongs, and its words in a field that is as high as they are."""

    def __init__(self, note: MarginNote, parent: NoteMargin) -> None:
        super().__init__(parent)
        self.note = note
        self._margin = parent
        self._head = muted("", self)
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self.field = _Field(self)
        self.field.setPlainText(note.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self.field)
        self.show_note(note)

    def show_note(self, note: MarginNote) -> None:
        """Show a note as it is now, unless somebody is writing it."""
        self._head.setText(note.head)
        self.field.setReadOnly(not note.editable)
        self.field.setAccessibleName(_("Note, {where}").format(where=note.head))
        if not self.field.hasFocus() and self.field.toPlainText() != note.body:
            self.field.setPlainText(note.body)
        self.note = note

    def keep(self) -> bool:
        """Have what was typed kept, where that is something else than before; tell whether nothing is left to keep."""
        words = self.field.toPlainText()
        typed = self.note.editable and words != self.note.body and bool(words.strip() or self.note.memo_id)
        return not typed or self._margin.keep(self.note, words)

    def leave_quietly(self) -> None:
        """Go, without saying anything any more."""
        self.field.blockSignals(True)
        self.hide()
        self.deleteLater()

    def fit(self, width: int, most: int) -> None:
        """Be as wide as this, and as high as the words need, but for `most`."""
        self._head.setFixedWidth(width)
        head = self._head.heightForWidth(width)
        self.field.resize(width, self.field.height())
        field = min(self.field.wanted(), max(most - head, self.field.fontMetrics().lineSpacing() * 3))
        self.field.setFixedHeight(field)
        self.resize(width, head + field + 2)


class _Field(QPlainTextEdit):
    left, focused, unfocused = Signal(), Signal(), Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("What comes to mind here?"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def wanted(self) -> int:
        """Return how high the words are."""
        lines = max(1, round(self.document().size().height()))
        around = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 8
        return lines * self.fontMetrics().lineSpacing() + around

    def event(self, event: QEvent) -> bool:
        # Esc and Ctrl+Enter leave the card, not the whole of reading, and no action of the window has them here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _leaves(event: QKeyEvent) -> bool:
        done = event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return event.key() == Qt.Key.Key_Escape or bool(done)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.unfocused.emit()
