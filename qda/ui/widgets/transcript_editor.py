"""A transcript in which people write: what was typed is a draft of the stored text, and codings follow every key."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QWidget

from qda.core.documents import Transcript
from qda.core.drafting import Draft, Piece, Put
from qda.core.text import canonical
from qda.i18n import _
from qda.ui.widgets.display_text import LONGEST_BLOCK
from qda.ui.widgets.edited_display import EditedDisplay, Shown, with_cuts
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.moved import MovedLines, MovedMarks, moved_turns
from qda.ui.widgets.transcript_mouse import on_words, zooms
from qda.ui.widgets.transcript_page import TranscriptPage

_LONG = 3 * LONGEST_BLOCK  # a paragraph that grew so long is cut for display
_FEW = 20  # so many places are changed one by one in the document; of more, all is shown anew
_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class TranscriptEditor(TranscriptPage):
    """Shows a :class:`Draft` and lets people type, cut, paste, and take back; positions are code points of its text.

    Signals: `edited()` after every change of the text, `zoomAsked(steps)` as in the transcript. The document is looked
    at only where Qt says that it changed (:mod:`qda.ui.widgets.edited_display`), and taking back is the draft's own:
    Qt would bring back what was shown, which is not what is stored.
    """

    edited = Signal()
    zoomAsked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft("")
        self.fixed = True
        self._display: EditedDisplay = EditedDisplay("")
        self._given: Shown | None = None
        self._writes: tuple[int, int] | None = None  # where what is written comes
        self._loading = False
        self._changed = False
        self._stored_starts: list[int] = []
        self.setReadOnly(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setAccessibleName(_("Transcript that is corrected"))
        self.document().contentsChange.connect(self._follow_document)
        self.document().contentsChanged.connect(self._document_changed)

    # What is shown

    def show_draft(self, draft: Draft, here: Transcript, people: Mapping[str, str] | None = None) -> None:
        """Show a draft of a transcript, with its turns and lines where they are now; codings start empty."""
        self.draft = draft
        turns, starts = moved_turns(draft, here.turns)
        self._loading = True
        self.show_source(draft.text, turns, here.lines, here.direction, people=people, source_id=here.id)
        self._loading = False
        self._turn_starts = starts
        self._stored_starts = [turn.start for turn in here.turns]
        self._rows.move_turns(starts)
        self.lines = MovedLines(draft, here.lines)
        self.index = MovedMarks(draft)
        self._redraw()

    def _is_interviewers(self, point: int) -> bool:
        # Asked for each row at each key: looked for among the stored turns, none of which has to be placed for it.
        turn = bisect_right(self._stored_starts, self.draft.to_base(point)) - 1
        return turn >= 0 and self._turns[turn].speaker in self._interviewers

    def set_codings(self, codings: Iterable[Mark]) -> None:
        """Show exactly these codings, which are placed in the stored text."""
        self.index = MovedMarks(self.draft, codings)
        self._marks_changed()

    def passage(self) -> tuple[int, int]:
        """Return what is selected: a line is nothing that is corrected as a whole."""
        return self.selection()

    # Changing the text

    def put(self, start: int, end: int, words: str) -> None:
        """Put `words` in the place of ``[start, end)``, as one step, with the cursor after them."""
        words = canonical(words)
        self.draft.put(start, end, words)
        self._show_puts([Put(start, self.text[start:end], words)])

    def put_all(self, pieces: Iterable[Piece]) -> None:
        """Put words in the place of several stretches, as one step."""
        self.draft.put_all(pieces)
        self._show_anew()

    def undo_step(self) -> None:
        """Take back what was typed last."""
        self._show_puts(self.draft.undo())

    def redo_step(self) -> None:
        """Do again what was taken back last."""
        self._show_puts(self.draft.redo())

    def _show_puts(self, puts: list[Put]) -> None:
        """Bring the document in step with puts that the draft has already."""
        if len(puts) > _FEW:
            self._show_anew(puts[-1].start + len(puts[-1].words))
        elif puts:
            cursor = self.textCursor()
            for put in puts:
                self._given = self._display.change_of((put.start, put.start + len(put.gone), put.words))
                cursor.setPosition(self._given.start)
                cursor.setPosition(self._given.end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(with_cuts(self._given))
            self.setTextCursor(cursor)

    def _show_anew(self, cursor: int | None = None) -> None:
        """Show the whole text anew, with the cursor there (None: where it is), and the same row at the top."""
        at = min(self._point() if cursor is None else cursor, len(self.draft.text))
        row = self.verticalScrollBar().value()
        self._loading = True
        self._display = self._displayed(self.draft.text)
        self._rows.show_anew(self._display)
        self.setPlainText(self._display.shown)
        self._loading = False
        self.document().firstBlock().layout().clearLayout()
        self.verticalScrollBar().setValue(row)
        self._select(at, at)
        self.ensureCursorVisible()
        self._changed = True
        self._document_changed()

    def _displayed(self, text: str) -> EditedDisplay:
        return EditedDisplay(text)

    def _follow_document(self, at: int, removed: int, added: int) -> None:
        """Take what Qt says that changed into display and draft, before anything is laid out."""
        if self._loading:
            return
        given, self._given = self._given, None
        self._changed = True
        if given is not None:
            self._display.follow(given)
            return
        change = self._display.changed(self.document(), at, removed, added, self._writes)
        self._changed = change is not None
        if change is not None:
            self.draft.put(*self._display.follow(change), typing=True)

    def _document_changed(self) -> None:
        if self._loading:
            return
        self._rows.reword(self.text)
        self._redraw()
        if self.textCursor().block().length() > _LONG:
            QTimer.singleShot(0, self._cut_anew)
        changed, self._changed = self._changed, False
        if changed:
            self.edited.emit()

    def _cut_anew(self) -> None:
        """Cut for display what became one long paragraph: each key in it would cost what all of it does."""
        if self.textCursor().block().length() > _LONG:
            self._show_anew()

    # Keys, input methods, clipboard, mouse

    def event(self, event: QEvent) -> bool:
        step = isinstance(event, QKeyEvent) and any(event.matches(key) for key in _STEPS)
        if event.type() is QEvent.Type.ShortcutOverride and step:
            # Else the window would take the key, and undo what was done before.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_step()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_step()
        elif event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
        elif enter:
            # With Shift, too: Qt would write a sign that divides lines but no paragraphs.
            self.put(*self.selection(), "\n")
            self.ensureCursorVisible()
        else:
            if not self.textCursor().hasSelection():
                self._step_over_cut(event.key())
            cursor = self.textCursor()
            self._writes = (cursor.selectionStart(), cursor.selectionEnd())
            super().keyPressEvent(event)
            self._writes = None

    def _step_over_cut(self, key: int) -> None:
        """Go over a place where a paragraph is cut for display: there is nothing to take away in it."""
        cursor = self.textCursor()
        if key == Qt.Key.Key_Backspace and self._display.continues(cursor.position() - 1):
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            self.setTextCursor(cursor)
        elif key == Qt.Key.Key_Delete and self._display.continues(cursor.position()):
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            self.setTextCursor(cursor)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        cursor, begin = self.textCursor(), event.replacementStart()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self._writes = (min(start, start + begin), max(end, start + begin + event.replacementLength()))
        super().inputMethodEvent(event)
        self._writes = None

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.text[slice(*self.selection())])
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.text():
            self.put(*self.selection(), source.text())
            self.ensureCursorVisible()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(on_words(self, event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(on_words(self, event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(on_words(self, event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(on_words(self, event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not zooms(event, self.zoomAsked):
            super().wheelEvent(event)
