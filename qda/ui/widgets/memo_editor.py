"""The words of a memo, formatted while they are written, with links that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from qda.core import memo_text
from qda.core.memo_text import LineKind, Link, Run
from qda.core.memo_things import excerpt
from qda.i18n import _
from qda.ui import theme
from qda.ui.widgets import memo_document
from qda.ui.widgets.memo_document import kind_of, line_at, look, put_line, shape
from qda.ui.widgets.passage_mime import unpack

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
# After these signs a line is looked through for what was typed in Markdown.
_FORMING = ("*", " ", ")")
_KEYS = {
    "bold": (CTRL, Qt.Key.Key_B),
    "italic": (CTRL, Qt.Key.Key_I),
    "heading": (CTRL, Qt.Key.Key_1),
    "subheading": (CTRL, Qt.Key.Key_2),
    "text": (CTRL, Qt.Key.Key_0),
    "list": (CTRL, Qt.Key.Key_L),
    "link": (CTRL, Qt.Key.Key_K),
    "follow": (ALT, Qt.Key.Key_Return),
}
KEYS = {name: QKeyCombination(held, key) for name, (held, key) in _KEYS.items()}
"""The keys that format and link; they are the editor's while it has the keyboard."""


class MemoEditor(QTextEdit):
    """Signals: `linkAsked()` for something to link to, `followed(Link)` when a link is gone along, `typed()`.

    ``[[`` asks for a link too; the two signs give way to it. Where the memo can only be read, a click follows a link;
    while it is written Ctrl and a click do, or Alt+Enter.
    """

    linkAsked = Signal()
    followed = Signal(object)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        self._worn = theme.current().name
        self._filling = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Memo"))
        self.viewport().setMouseTracking(True)
        self._acts: dict[QKeyCombination, Callable[[], object]] = {
            KEYS["bold"]: self.toggle_bold,
            KEYS["italic"]: self.toggle_italic,
            KEYS["heading"]: partial(self.toggle_kind, "heading", 1),
            KEYS["subheading"]: partial(self.toggle_kind, "heading", 2),
            KEYS["text"]: partial(self.set_kind, "text"),
            KEYS["list"]: partial(self.toggle_kind, "item"),
            KEYS["link"]: self.linkAsked.emit,
        }
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._leave_anchor)

    # Words in and out ------------------------------------------------------------------------------------------------

    def show_body(self, body: str) -> None:
        """Show the words of a memo."""
        self._given = body
        self._filling = True
        memo_document.fill(self.document(), body)
        self._filling = False
        self.setCurrentCharFormat(look(Run(""), *kind_of(self.textCursor().block())))

    def body(self) -> str:
        """Return the words as they are now; what nobody has touched is returned as it was given."""
        return memo_document.body_of(self.document()) if self.document().isModified() else self._given

    def setReadOnly(self, read_only: bool) -> None:
        """Let the memo be read only; then a click follows a link."""
        super().setReadOnly(read_only)
        if read_only:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def _changed(self) -> None:
        if not self._filling:
            self.typed.emit()

    # Formatting ------------------------------------------------------------------------------------------------------

    def toggle_bold(self) -> None:
        """Make the selected words, or what is typed next, bold, or no more so."""
        now = memo_document.is_bold(self._form_here())
        self._merge(lambda run: Run(run.text, not now, run.italic, run.link))

    def toggle_italic(self) -> None:
        """Make the selected words, or what is typed next, italic, or no more so."""
        now = self._form_here().fontItalic()
        self._merge(lambda run: Run(run.text, run.bold, not now, run.link))

    def _form_here(self) -> QTextCharFormat:
        """Return the look of the first selected letter, or of what is typed next."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return self.currentCharFormat()
        first = QTextCursor(self.document())
        first.setPosition(cursor.selectionStart() + 1)
        return first.charFormat()

    def _merge(self, change: Callable[[Run], Run]) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        kind, level = kind_of(cursor.block())
        if not cursor.hasSelection():
            form = self.currentCharFormat()
            run = Run("", memo_document.is_bold(form), form.fontItalic())
            self.setCurrentCharFormat(look(change(run), kind, level))
            return
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        part = QTextCursor(self.document())
        part.beginEditBlock()
        for place in range(start, end):
            part.setPosition(place)
            part.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            form = part.charFormat()
            link = memo_text.link_of(form.anchorHref()) if form.isAnchor() else None
            run = change(Run("", memo_document.is_bold(form), form.fontItalic(), link))
            part.setCharFormat(look(run, *kind_of(self.document().findBlock(place))))
        part.endEditBlock()

    def toggle_kind(self, kind: LineKind, level: int = 0) -> None:
        """Let the lines at the cursor be of a kind, or plain text where they all are of it already."""
        wanted = kind_of(self.textCursor().block()) != (kind, level)
        self.set_kind(kind if wanted else "text", level if wanted else 0)

    def set_kind(self, kind: LineKind, level: int = 0) -> None:
        """Let the lines at the cursor, or those in which something is selected, be of a kind."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        part = QTextCursor(self.document())
        part.beginEditBlock()
        for number in range(first, last + 1):
            part.setPosition(self.document().findBlockByNumber(number).position())
            shape(part, kind, level)
        part.endEditBlock()
        self.setCurrentCharFormat(look(Run(""), kind, level))

    def _form(self) -> None:
        """Let what was typed in Markdown in the line at the cursor look like what it means."""
        cursor = self.textCursor()
        block = cursor.block()
        line = line_at(block)
        meant = memo_text.line_of(memo_text.body_of([line]))
        if meant == line or (meant.kind, meant.text) == (line.kind, line.text):
            return
        behind = block.length() - 1 - cursor.positionInBlock()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        put_line(cursor, meant)
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, n=behind)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(look(Run(""), meant.kind, meant.level))

    # Links -----------------------------------------------------------------------------------------------------------

    def insert_link(self, link: Link, name: str) -> None:
        """Link the selected words; where none are, put the name of what is linked to in the place of ``[[``."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        words = cursor.selectedText()
        if not words:
            words = " ".join(name.split())
            before = cursor.block().text()[: cursor.positionInBlock()]
            for _sign in range(2 if before.endswith("[[") else 0):
                cursor.deletePreviousChar()
        kind, level = kind_of(cursor.block())
        cursor.insertText(words, look(Run(words, link=link), kind, level))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(look(Run(""), kind, level))

    def _leave_anchor(self) -> None:
        """Let what is typed behind a link not belong to it."""
        form = self.currentCharFormat()
        cursor = self.textCursor()
        if not form.isAnchor() or cursor.hasSelection():
            return
        following = QTextCursor(cursor)
        moved = not cursor.atBlockEnd() and following.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if not moved or following.charFormat().anchorHref() != form.anchorHref():
            run = Run("", memo_document.is_bold(form), form.fontItalic())
            self.setCurrentCharFormat(look(run, *kind_of(cursor.block())))

    def _target_here(self) -> str:
        """Return where the link leads that ends, stands or begins at the cursor, "" where there is none."""
        following = QTextCursor(self.textCursor())
        following.movePosition(QTextCursor.MoveOperation.NextCharacter)
        return self.textCursor().charFormat().anchorHref() or following.charFormat().anchorHref()

    def _follow(self, target: str) -> bool:
        link = memo_text.link_of(target)
        if link is not None:
            self.followed.emit(link)
        return link is not None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        led = self.isReadOnly() or bool(event.modifiers() & CTRL)
        clicked = event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection()
        if not (led and clicked and self._follow(self.anchorAt(event.position().toPoint()))):
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        led = self.isReadOnly() or bool(event.modifiers() & CTRL)
        pointing = led and bool(self.anchorAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.IBeamCursor)

    # Keys ------------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the editor's own keys, which mean other things elsewhere in the window; say how a link is followed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.keyCombination() in (*self._acts, KEYS["follow"]):
                event.accept()
                return True
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.viewport().mapFrom(self, event.pos())
            if self.anchorAt(place):
                words = _("Click to go there") if self.isReadOnly() else _("Ctrl and a click, or Alt+Enter, go there")
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._acts.get(event.keyCombination())
        if event.keyCombination() == KEYS["follow"]:
            self._follow(self._target_here())
        elif act is not None:
            act()
        elif self.isReadOnly() or not self._takes(event):
            super().keyPressEvent(event)
            self._after(event.text())

    def _takes(self, event: QKeyEvent) -> bool:
        """End a list or a heading by Enter or Backspace where that is meant; tell whether it was."""
        cursor = self.textCursor()
        kind, _level = kind_of(cursor.block())
        plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (CTRL | ALT)
        if cursor.hasSelection() or kind == "text":
            return False
        if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart():
            self.set_kind("text")
            return True
        if plain_enter and kind == "heading" and cursor.atBlockEnd():
            cursor.insertBlock()
            self.setTextCursor(cursor)
            self.set_kind("text")
            return True
        if plain_enter and kind != "heading" and not cursor.block().text():
            self.set_kind("text")
            return True
        return False

    def _after(self, typed: str) -> None:
        if self.isReadOnly() or self.textCursor().hasSelection():
            return
        if typed in _FORMING:
            self._form()
        elif typed == "[" and self.textCursor().block().text()[: self.textCursor().positionInBlock()].endswith("[["):
            self.linkAsked.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words as they are, without the looks they had elsewhere; a passage that is dropped becomes a link."""
        passage = unpack(source)
        if passage is not None:
            link = Link(source_id=passage.source_id, start=passage.start, end=passage.end)
            self.insert_link(link, excerpt(source.text()))
        elif source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    # Looks -----------------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and theme.current().name != self._worn:
            # Links have a colour of the theme; what can be undone here begins anew with it.
            self._worn = theme.current().name
            modified, body, place = self.document().isModified(), self.body(), self.textCursor().position()
            given = self._given
            self.show_body(body)
            self._given = given
            self.document().setModified(modified)
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
