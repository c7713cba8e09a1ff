"""A memo as a formatted document: filled from its words, and turned into them again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
)

from qda.core import memo_text
from qda.core.memo_text import Line, LineKind, Run
from qda.ui import theme

# Headings are bold by their kind; what somebody made bold is marked apart, so that it is known when they are plain.
_BOLD = QTextFormat.Property.UserProperty.value + 1
_LARGER = {1: 2, 2: 1, 3: 0}  # steps of size over the text, by level of a heading
_STYLES = {"item": QTextListFormat.Style.ListDisc, "number": QTextListFormat.Style.ListDecimal}
_BREAK = "\u2028"


def fill(document: QTextDocument, body: str) -> None:
    """Show the words of a memo; what was there before can't be had back by undo."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    for number, line in enumerate(memo_text.lines(body)):
        if number:
            cursor.insertBlock()
        put_line(cursor, line)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def body_of(document: QTextDocument) -> str:
    """Return the words of a memo as the document shows it."""
    return memo_text.body_of(line_at(block) for block in _blocks(document))


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def put_line(cursor: QTextCursor, line: Line) -> None:
    """Let the block at the cursor, which is empty, be this line."""
    shape(cursor, line.kind, line.level)
    for run in line.runs:
        cursor.insertText(run.text, look(run, line.kind, line.level))


def line_at(block: QTextBlock) -> Line:
    """Return the line that a block shows."""
    kind, level = kind_of(block)
    return Line(kind, tuple(_runs(block)), level)


def kind_of(block: QTextBlock) -> tuple[LineKind, int]:
    """Return kind and level of the line that a block shows."""
    listed = block.textList()
    if listed is not None:
        numbered = listed.format().style() == QTextListFormat.Style.ListDecimal
        return ("number" if numbered else "item"), max(0, listed.format().indent() - 1)
    level = block.blockFormat().headingLevel()
    return ("heading", min(level, memo_text.DEEPEST)) if level else ("text", 0)


def _runs(block: QTextBlock) -> Iterator[Run]:
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        shown = fragment.charFormat()
        link = memo_text.link_of(shown.anchorHref()) if shown.isAnchor() else None
        # The widget's own sign for a break within a block; it is a line of its own when it is read again.
        words = fragment.text().replace(_BREAK, "\n")
        yield Run(words, bool(shown.property(_BOLD)), shown.fontItalic(), link)
        fragments += 1


def shape(cursor: QTextCursor, kind: LineKind, level: int = 0) -> None:
    """Let the block at the cursor be of a kind; its words are dressed for it."""
    block = cursor.block()
    listed = block.textList()
    if listed is not None:
        listed.remove(block)
    form = QTextBlockFormat()
    if kind == "heading":
        form.setHeadingLevel(level)
        form.setTopMargin(6)
    cursor.setBlockFormat(form)
    if kind in _STYLES:
        before = block.previous().textList() if block.previous().isValid() else None
        wanted = QTextListFormat()
        wanted.setStyle(_STYLES[kind])
        wanted.setIndent(level + 1)
        if before is not None and (before.format().style(), before.format().indent()) == (_STYLES[kind], level + 1):
            before.add(block)
        else:
            cursor.createList(wanted)
    _redress(block, kind, level)
    cursor.setBlockCharFormat(look(Run(""), kind, level))


def _redress(block: QTextBlock, kind: LineKind, level: int) -> None:
    place = block.position()
    for run in list(_runs(block)):
        part = QTextCursor(block)
        part.setPosition(place)
        place += len(run.text.encode("utf-16-le")) // 2
        part.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        part.setCharFormat(look(run, kind, level))


def look(run: Run, kind: LineKind = "text", level: int = 0) -> QTextCharFormat:
    """Return how a run looks in a line of a kind."""
    form = QTextCharFormat()
    if run.bold:
        form.setProperty(_BOLD, True)
    if run.bold or kind == "heading":
        form.setFontWeight(600)
    if kind == "heading":
        form.setProperty(QTextFormat.Property.FontSizeAdjustment.value, _LARGER[level])
    form.setFontItalic(run.italic)
    if run.link is not None:
        form.setAnchor(True)
        form.setAnchorHref(memo_text.target_of(run.link))
        form.setFontUnderline(True)
        form.setForeground(QColor(theme.current().accent))
    return form


def is_bold(form: QTextCharFormat) -> bool:
    """Tell whether somebody made these words bold."""
    return bool(form.property(_BOLD))
