"""The beginning of a file's text as it would come in: speakers and times set apart, each paragraph in its direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from qda.core.importers import Imported
from qda.core.text import Turn, direction
from qda.i18n import _
from qda.ui import theme

_PARAGRAPHS = 200
_CHARACTERS = 2_000
_PLAIN, _LABEL, _NAME = "plain", "label", "name"


class PreviewText(QTextEdit):
    """Read-only text of the first paragraphs; nothing in it is taken for markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(_("Beginning of the text"))
        self.setTabChangesFocus(True)
        self._imported: Sequence[Imported] = ()

    def show_text(self, imported: Sequence[Imported]) -> None:
        """Show how these sources begin."""
        self._imported = imported
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        looks = _looks()
        left = _PARAGRAPHS
        for number, one in enumerate(imported):
            if left <= 0:
                break
            if len(imported) > 1:
                _new_block(cursor, one.name, first=left == _PARAGRAPHS, gap=16 if number else 0)
                cursor.insertText(one.name, looks[_NAME])
                facts = " · ".join(f"{name}: {value}" for name, value in one.attributes.items())
                if facts:
                    _new_block(cursor, facts)
                    cursor.insertText(facts[:_CHARACTERS], looks[_LABEL])
                left -= 1
            for pieces in _paragraphs(one, left):
                whole = "".join(words for words, _look in pieces)
                _new_block(cursor, whole, first=left == _PARAGRAPHS)
                for words, look in pieces:
                    cursor.insertText(words, looks[look])
                left -= 1
        if left <= 0:
            _new_block(cursor, "", gap=16)
            cursor.insertText(_("This is the beginning; all of it is imported."), looks[_LABEL])
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._imported:
            self.show_text(self._imported)


def _looks() -> dict[str, QTextCharFormat]:
    worn = theme.current()
    plain, label, name = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    plain.setForeground(QColor(worn.text))
    label.setForeground(QColor(worn.muted))
    name.setForeground(QColor(worn.text))
    name.setFontWeight(QFont.Weight.DemiBold)
    return {_PLAIN: plain, _LABEL: label, _NAME: name}


def _new_block(cursor: QTextCursor, words: str, *, first: bool = False, gap: int = 0) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(gap)
    block.setBottomMargin(8)
    block.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    rtl = direction(words) == "rtl"
    block.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    if first:
        cursor.setBlockFormat(block)
    else:
        cursor.insertBlock(block)


def _paragraphs(one: Imported, most: int) -> Iterator[list[tuple[str, str]]]:
    """Yield the first paragraphs that hold words, each as pieces of text with their looks."""
    start, turn, shown = 0, 0, 0
    while start <= len(one.text) and shown < most:
        end = one.text.find("\n", start)
        end = len(one.text) if end < 0 else end
        while turn < len(one.turns) and one.turns[turn].end <= start:
            turn += 1
        if one.text[start:end].strip():
            shown += 1
            yield _pieces(one.text, start, min(end, start + _CHARACTERS), one.turns[turn : turn + 50])
        start = end + 1


def _pieces(text: str, start: int, end: int, turns: Sequence[Turn]) -> list[tuple[str, str]]:
    """Cut one paragraph into labels, names in them and words."""
    pieces: list[tuple[str, str]] = []
    place = start
    for turn in turns:
        if turn.start >= end:
            break
        if turn.start >= start:
            pieces.append((text[place : turn.start], _PLAIN))
            pieces += _leader(turn, text[turn.start : turn.speech])
            place = min(turn.speech, end)
        elif turn.speech > start:
            place = min(turn.speech, end)
            pieces.append((text[start:place], _LABEL))
    pieces.append((text[place:end] + ("…" if text[end : end + 1] not in ("", "\n") else ""), _PLAIN))
    return [piece for piece in pieces if piece[0]]


def _leader(turn: Turn, label: str) -> list[tuple[str, str]]:
    """Return what stands before the words; speaker and time that the text itself does not say come in brackets."""
    pieces: list[tuple[str, str]] = []
    if turn.begin_ms is not None and not any(char.isdigit() for char in label):
        pieces.append((f"{_clock(turn.begin_ms)}  ", _LABEL))
    before, name, after = label.partition(turn.speaker or "\0")
    if name:
        pieces += [(before, _LABEL), (name, _NAME), (after, _LABEL)]
    elif turn.speaker:
        pieces += [(before, _LABEL), (f"{turn.speaker}  ", _NAME)]
    else:
        pieces.append((label, _LABEL))
    return pieces


def _clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
