"""The page of a transcript: the words of the participants, their line numbers, the codings, and where the reader is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from qda.core.text import Turn
from qda.i18n import _
from qda.ui import theme as themes
from qda.ui.widgets import transcript_headers as headers
from qda.ui.widgets.citable_lines import CitableLines
from qda.ui.widgets.display_text import DisplayText
from qda.ui.widgets.marks import Mark, MarkIndex
from qda.ui.widgets.transcript_drops import Drops
from qda.ui.widgets.transcript_layout import RowLayout, fit_column
from qda.ui.widgets.transcript_margin import LineGutter, StripeMargin
from qda.ui.widgets.transcript_pointing import Handles, Pointing
from qda.ui.widgets.transcript_rows import VisibleRows
from qda.ui.widgets.transcript_steps import Steps
from qda.ui.widgets.transcript_tints import Place, TintPainter

FONTS = ("Atkinson Hyperlegible", "Source Sans 3", "Noto Sans", "Segoe UI", "Lucida Grande", "Open Sans", "Sans Serif")
TEXT_SIZE = 12.0
_CHARACTERS = 72
_SAMPLE = "The words of the participants are the loudest thing on the screen, and so it should be."
STRIPES, NO_STRIPES = (168, 248), (24, 24)
_PADDING = 12
_HEADER_SIZE = 0.8  # of the words
_LOOKS = {getattr(QEvent.Type, f"{kind}Change") for kind in ("Palette", "Style", "Font", "ApplicationFont")}


class TranscriptPage(QPlainTextEdit):
    """A source as it is shown; all positions are code points of the text given to :meth:`show_source`.

    The widget is never read back: Qt's document holds what is shown, not what is stored. What keys and mouse do on it
    is said by :class:`qda.ui.widgets.transcript.TranscriptView`.
    """

    selectionChangedPoints = Signal(int, int)
    lineChanged = Signal(int)
    codingClicked = Signal(str)
    sourceShown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = themes.current()
        self.tints = TintPainter(self.theme)
        self.index = MarkIndex("")
        self.mirrored = False
        self._display = DisplayText("")
        self._turns: Sequence[Turn] = ()
        self._turn_starts: Sequence[int] = ()
        self._people: Mapping[str, str] = {}
        self._interviewers: frozenset[str] = frozenset()
        self.lines = CitableLines()
        self.steps = Steps("", (), self.lines)
        self.characters = _CHARACTERS  # how many the column of words wishes for
        self.fixed = False  # whether the borders of passages stay as they are: no handles
        self._stripes = STRIPES
        self.source_id = ""
        self.pointing = Pointing(self)
        self.handles = Handles(self)
        self.drops = Drops(self)
        self.hits: Sequence[tuple[int, int]] = ()
        self._told: tuple[int, int, int | None] = (0, 0, None)
        self._visible: tuple[tuple[float, ...], VisibleRows] | None = None
        self._drawn = 0
        self._margins = (-1, -1)
        self._dressed = False
        self._header_font = self.font()
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(_PADDING)
        self._rows = RowLayout(document)
        document.setDocumentLayout(self._rows)
        self.setDocument(document)
        self._gutter = LineGutter(self)
        self._margin = StripeMargin(self)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Transcript"))
        self.set_text_size(TEXT_SIZE)
        self.updateRequest.connect(self._follow_viewport)
        self.cursorPositionChanged.connect(self._tell)
        self.selectionChanged.connect(self._tell)

    # What is shown

    def show_source(
        self,
        text: str,
        turns: Sequence[Turn] = (),
        lines: Sequence[tuple[int, int]] = (),
        direction: str = "ltr",
        *,
        people: Mapping[str, str] | None = None,
        source_id: str = "",
    ) -> None:
        """Show canonical `text` with its turns and citable lines, ``ltr`` or ``rtl``; codings start empty.

        `people` are the pseudonyms of the speakers by their labels; `source_id` goes with passages dragged from here.
        """
        self._display = self._displayed(text)
        self._turns, self._turn_starts = turns, [turn.start for turn in turns]
        self.lines = CitableLines(lines)
        self.steps = Steps(text, turns, self.lines, self.steps.unit)
        self.source_id = source_id
        self.index = MarkIndex(text)
        self.hits = ()
        self._told = (0, 0, None)
        self.mirrored = direction == "rtl"
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if self.mirrored else Qt.LayoutDirection.LeftToRight)
        option.setAlignment(Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft)
        self.document().setDefaultTextOption(option)
        self._people = people or {}
        self._rows.take(self._display, turns, headers.Headers(text, people))
        self.blockSignals(True)
        self.setPlainText(self._display.shown)
        self.blockSignals(False)
        # A text of one block is laid out by Qt while it is set, without our rows.
        self.document().firstBlock().layout().clearLayout()
        self._fit_column()
        self._redraw()
        self._tell()
        self.sourceShown.emit()

    def _displayed(self, text: str) -> DisplayText:
        return DisplayText(text)

    def leave_room(self, stripes: tuple[int, int]) -> None:
        """Keep a margin for stripes, at least and at most so wide (:data:`STRIPES`, :data:`NO_STRIPES`)."""
        self._stripes = stripes
        self._fit_column()

    def name_people(self, people: Mapping[str, str]) -> None:
        """Show other pseudonyms above the turns, by the labels of their speakers."""
        if people == self._people:
            return
        self._people = people
        self._rows.lay_out_anew(headers.Headers(self.text, people))
        self._redraw()

    @property
    def text(self) -> str:
        """The stored text that is shown."""
        return self._display.text

    @property
    def ascent_gap(self) -> float:
        """How many pixels of air each row has above its words."""
        return self._rows.ascent_gap

    @property
    def gutter(self) -> QWidget:
        """The margin with the line numbers."""
        return self._gutter

    def set_codings(self, codings: Iterable[Mark]) -> None:
        """Show exactly these codings."""
        self.index = MarkIndex(self.text, codings)
        self._marks_changed()

    def add_mark(self, mark: Mark) -> None:
        """Show one coding more (or anew, by its id)."""
        self.index.add(mark)
        self._marks_changed()

    def remove_mark(self, mark_id: str) -> None:
        """Show one coding less; an unknown id is fine."""
        if self.index.remove(mark_id) is not None:
            self._marks_changed()

    def set_interviewers(self, labels: Collection[str]) -> None:
        """Set the turns of these speaker labels apart from the participants' by a quiet ground."""
        self._interviewers = frozenset(labels)
        self.viewport().update()

    def show_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Frame these passages, in their order: places that were found."""
        self.hits = hits
        self.viewport().update()

    def go_by(self, unit: str) -> None:
        """Let Up and Down go by one of :data:`qda.ui.widgets.transcript_steps.UNITS`."""
        if unit != self.steps.unit:
            self.steps = Steps(self.text, self._turns, self.lines, unit)
            self._told = (-1, -1, None)
            self._tell()

    def set_text_size(self, points: float) -> None:
        """Show the words at `points`, whatever the size of the interface."""
        font = QFont()
        font.setFamilies(list(FONTS))
        font.setPointSizeF(points)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._dress()

    # Where the reader is

    def selection(self) -> tuple[int, int]:
        """Return the selected ``[start, end)``; both are the cursor where nothing is selected."""
        cursor = self.textCursor()
        return (
            self._display.to_point(cursor.selectionStart()),
            self._display.to_point(cursor.selectionEnd()),
        )

    def passage(self) -> tuple[int, int]:
        """Return what an action is about: the selection, or without one the current unit of what Up and Down go by."""
        start, end = self.selection()
        unit = self.steps.at(start) if start == end else None
        return unit or (start, end)

    def said(self, start: int, end: int) -> tuple[int, int] | None:
        """Return what is said in ``[start, end)``: without the label of who speaks and white space; None for nothing.

        Whole lines are coded so: the quote is what was said.
        """
        turn = bisect_left(self._turn_starts, start)
        if turn < len(self._turns) and self._turns[turn].start == start and self._turns[turn].speech < end:
            start = self._turns[turn].speech
        words = self.text[start:end]
        if not words.strip():
            return None
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def line_number(self) -> int:
        """Return the number of the current citable line, from 1; 0 where the source has none."""
        line = self.lines.at(self._point())
        return 0 if line is None else line + 1

    def select(self, start: int, end: int) -> None:
        """Select ``[start, end)`` and bring its beginning on the screen."""
        self._select(start, end)
        self.scroll_to(start)

    def focus_line(self, number: int) -> None:
        """Make citable line `number` (from 1) the current one, with nothing selected; out of range: the nearest."""
        if self.lines.spans:
            start, end = self.lines.spans[min(max(number, 1), len(self.lines.spans)) - 1]
            self._select(start, start)
            self._reveal(start, end)

    def take_line_at(self, point: int, extend: bool = False) -> None:
        """Make the line at `point` current, or with `extend` select from the current place through it.

        Where Up and Down go by something else, the line is selected.
        """
        line = self.lines.at(point)
        if line is not None and extend:
            self._select(*self.lines.through(self._display.to_point(self.textCursor().anchor()), line))
        elif line is not None:
            self.focus_line(line + 1)
            if self.passage() != self.lines.spans[line]:
                self._select(*self.lines.spans[line])

    def go_to(self, point: int) -> None:
        """Make the unit at `point` the current one, with nothing selected."""
        unit = self.steps.at(point)
        if unit is not None:
            self._select(unit[0], unit[0])
            self._reveal(*unit)

    def step(self, down: bool, extend: bool = False) -> None:
        """Go to the next or previous unit, or with `extend` move the end of the selection by one."""
        start, end = self.passage()
        if not extend:
            unit = self.steps.beside(max(start, end - 1) if down else start, down)
            if unit is not None:
                self.go_to(unit[0])
            return
        if self.textCursor().hasSelection():
            anchor, head = self._display.to_point(self.textCursor().anchor()), self._point()
        else:
            anchor, head = (start, end) if down else (end, start)
        self._select(anchor, self.steps.next_edge(head, down))

    def codings_at(self, point: int) -> list[Mark]:
        """Return the codings over the character at `point`."""
        return self.index.at(point)

    def choose(self, mark: Mark) -> None:
        """Select the passage of a coding and say that it was clicked."""
        self.choose_silently(mark)
        self.codingClicked.emit(mark.id)

    def choose_silently(self, mark: Mark) -> None:
        """Choose a coding: its passage is selected, it is framed and has handles."""
        self._select(mark.start, mark.end)
        self.pointing.choose(mark.id)

    def scroll_to(self, point: int) -> None:
        """Bring `point` on the screen: nothing moves where it is there, else it comes into the upper third."""
        self._reveal(point, point + 1)

    def put_on_top(self, point: int) -> None:
        """Let the row of `point` be the first one on the screen, as far as the text goes on below it."""
        self.verticalScrollBar().setValue(self._rows.line_above(self._display.to_position(point), 0.0))

    def _point(self) -> int:
        return self._display.to_point(self.textCursor().position())

    def _select(self, anchor: int, head: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._display.to_position(anchor, closing=anchor > head))
        cursor.setPosition(self._display.to_position(head, closing=head > anchor), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _reveal(self, start: int, end: int) -> None:
        """Bring the whole of ``[start, end)`` on the screen; the beginning into the upper third where it was not."""
        if not self.visible_rows().hold(start, end, self.viewport().height()):
            position = self._display.to_position(start)
            self.verticalScrollBar().setValue(self._rows.line_above(position, self.viewport().height() / 3))

    def _tell(self) -> None:
        """Tell the owner and a screen reader where the reader is now."""
        start, end = self.selection()
        line = self.lines.at(self._point())
        if (start, end, line) == self._told:
            return
        before, self._told = self._told, (start, end, line)
        self.viewport().update()
        self._gutter.update()
        if line != before[2]:
            self.lineChanged.emit(0 if line is None else line + 1)
        if (start, end) != before[:2]:
            self.selectionChangedPoints.emit(start, end)
        self._describe()

    def _describe(self) -> None:
        """Say the codes of the current passage to a screen reader (the text interface stays Qt's own)."""
        names = list(dict.fromkeys(mark.label for mark in self.index.between(*self.passage())))
        codes = ", ".join(names) if names else _("no codes")
        words = _("Line {line}: {codes}").format(line=self.line_number(), codes=codes)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def repaint_marks(self) -> None:
        """Paint codings and their stripes again, which are the same but for what is framed."""
        self.viewport().update()
        self._margin.update()

    def _marks_changed(self) -> None:
        self.repaint_marks()
        self._describe()

    # Drawing

    def visible_rows(self) -> VisibleRows:
        """Return the rows on the screen now; reckoned once for each place, size and font."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset().y()
        size = self.viewport().size()
        key = (block.blockNumber(), offset, size.width(), size.height(), self._drawn)
        if self._visible is not None and self._visible[0] == key:
            return self._visible[1]
        # What stands above a row is on the screen before the row is.
        below = size.height() + headers.height(self._header_font)
        visible = VisibleRows(self._rows.rows_from(block, offset, below), self._rows.row, self._display)
        self._visible = (key, visible)
        return visible

    def paintEvent(self, event: QPaintEvent) -> None:
        visible = self.visible_rows()
        above = headers.height(self._header_font)
        rows = visible.between(event.rect().top(), event.rect().bottom() + above)
        if rows:
            painter = QPainter(self.viewport())
            place = self._place()
            self.tints.paint(painter, visible, rows, self.index, place, self._is_interviewers)
            named = [(row, words) for row in rows if (words := self._rows.header_above(row))]
            if named:
                muted = QColor(self.theme.muted)
                headers.paint(painter, named, self._header_font, muted, place.width, self.mirrored)
            painter.end()
        super().paintEvent(event)
        if rows and self.textCursor().hasSelection():
            painter = QPainter(self.viewport())
            self.handles.paint(painter, QColor(self.theme.focus), QColor(self.theme.surface))
            painter.end()

    def _place(self) -> Place:
        return Place(
            self.passage(),
            self.textCursor().hasSelection(),
            self.viewport().width(),
            self.mirrored,
            framed=self.pointing.framed(),
            target=self.drops.target or self.handles.preview,
            hits=self.hits,
        )

    def _is_interviewers(self, point: int) -> bool:
        if not self._interviewers:
            return False
        turn = bisect_right(self._turn_starts, point) - 1
        return turn >= 0 and self._turns[turn].speaker in self._interviewers

    def _follow_viewport(self) -> None:
        self._gutter.update()
        self._margin.update()

    def _redraw(self) -> None:
        self._drawn += 1
        self.viewport().update()
        self._follow_viewport()

    # Size, font, theme

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_column()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS and hasattr(self, "_margin"):
            self._dressed = False
            if self.isVisible():
                self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        # While a window is built, looks change a dozen times; nobody sees it.
        if not self._dressed:
            self._dress()
        super().showEvent(event)

    def _dress(self) -> None:
        """Take theme and fonts: the words in their own, the margins in the interface's."""
        self._dressed = True
        self.theme = themes.current()
        self.tints = TintPainter(self.theme)
        small = QFont(QApplication.font())
        # Names stand beside rows, so they can't be higher than these, however large menus and lists are.
        small.setPointSizeF(min(small.pointSizeF() * 0.92, self.font().pointSizeF()))
        for side in (self._gutter, self._margin):
            side.setFont(small)
        self._header_font = QFont(self.font())
        self._header_font.setPointSizeF(self.font().pointSizeF() * _HEADER_SIZE)
        self._rows.set_font(self.font(), QColor(self.theme.muted), headers.height(self._header_font))
        self.document().setDefaultFont(self.font())
        self._fit_column()
        self._redraw()

    def _fit_column(self) -> None:
        """Stand the column of words in the middle, as wide as is good to read, with the margins at its sides."""
        frame = self.contentsRect().adjusted(0, 0, -self.verticalScrollBar().sizeHint().width(), 0)
        words = QFontMetricsF(self.font()).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * self.characters
        count = len(self.lines.spans)
        several = any(self.text[start - 1 : start] not in ("", "\n") for start, _end in self.lines.spans[1:200])
        longest = f"{count}–{count}" if several else str(max(count, 100))
        gutter = round(self._gutter.fontMetrics().horizontalAdvance(longest)) + 2 * _PADDING
        inner, outer = fit_column(frame.width(), round(words) + 2 * _PADDING, gutter, self._stripes)
        left, right = (outer, inner) if self.mirrored else (inner, outer)
        if (left, right) != self._margins:  # Qt would lay everything out anew
            self._margins = (left, right)
            self.setViewportMargins(left, 0, right, 0)
        sides = (self._margin, self._gutter) if self.mirrored else (self._gutter, self._margin)
        sides[0].setGeometry(frame.left(), frame.top(), left, frame.height())
        sides[1].setGeometry(frame.right() + 1 - right, frame.top(), right, frame.height())
