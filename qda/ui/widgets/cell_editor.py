"""One cell of a framework matrix in large: its summary, whether it is done, and the passages it rests on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from qda.core.tables.frameworks import EMPTY, Cell, PutQuote
from qda.i18n import _, n_
from qda.ui.models.history_model import when
from qda.ui.widgets.labels import Shortened, Wrapped, with_key
from qda.ui.widgets.passage_mime import unpack_all

_Place = tuple[str, str]
_LEAST = 4  # lines of the field


class CellEditor(QWidget):
    """Signals: `written(row id, column id, summary)` however the field is left, `doneChanged(row id, column id, done)`,

    `doneAsked()` by Ctrl+Return, `left()` by Esc, `dropped(passages)`, `takeAsked(quote ids)` by Delete on passages,
    `readAsked(passage)` by Return or a double click on one.
    """

    written = Signal(str, str, str)
    doneChanged = Signal(str, str, bool)
    doneAsked = Signal()
    left = Signal()
    dropped = Signal(list)
    takeAsked = Signal(list)
    readAsked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place: _Place | None = None
        self._cell = EMPTY
        self.setAcceptDrops(True)
        self.title = Wrapped(parent=self)
        self.title.setProperty("muted", False)
        self.title.setProperty("heading", True)
        self.about = Shortened(self)
        self.about.setProperty("muted", True)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(_("Summary"))
        self.text.setPlaceholderText(_("What do the passages of this row say for this person or study?"))
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)
        self.text.installEventFilter(self)
        self.done = QCheckBox(_("Done"), self)
        self.done.setToolTip(with_key(_("Done, and on to the next cell"), "Ctrl+Return"))
        self.done.clicked.connect(self._done_clicked)
        self.who = Wrapped(parent=self)
        self._rests = Wrapped(parent=self)
        self.passages = QListWidget(self)
        self.passages.setAccessibleName(_("Passages it rests on"))
        self.passages.setToolTip(with_key(_("Take a passage away"), "Del"))
        self.passages.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.passages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.passages.installEventFilter(self)
        self.passages.itemActivated.connect(lambda item: self.readAsked.emit(item.data(Qt.ItemDataRole.UserRole)))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 16, 8)
        column.setSpacing(4)
        for part, stretch in (
            *((self.title, 0), (self.about, 0), (self.text, 3), (self.done, 0), (self.who, 0)),
            *((self._rests, 0), (self.passages, 2)),
        ):
            column.addWidget(part, stretch)
        self.show_cell(None, "", "", EMPTY)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "passages"):
            self._fit()

    def _fit(self) -> None:
        """Leave room to write and to see what it rests on, also where words are large."""
        line = self.fontMetrics().lineSpacing()
        self.text.setMinimumHeight(_LEAST * line + 16)
        self.passages.setMinimumHeight(2 * line + 24)

    def show_cell(self, place: _Place | None, title: str, about: str, cell: Cell) -> None:
        """Show a cell by the ids of its row and column; words being written into the same one are left alone."""
        same = place is not None and place == self._place
        if not same:
            self.commit()
        self._place, self._cell = place, cell
        self.setEnabled(place is not None)
        self.title.setText(title or _("No cell chosen"))
        self.about.say(about)
        self.about.setVisible(bool(about))
        document = self.text.document()
        if not (same and document.isModified()):
            if self.text.toPlainText() != cell.summary:
                self.text.setPlainText(cell.summary)
            document.setModified(False)
        self.done.setChecked(cell.done)
        words = _("Written by {name}, {time}") if cell.coder else _("Written {time}")
        self.who.setText(words.format(name=cell.coder, time=when(cell.modified)) if cell.modified else "")
        self.who.setVisible(bool(cell.modified))
        self._show_passages(cell)

    def _show_passages(self, cell: Cell) -> None:
        self.passages.clear()
        for quote in cell.quotes:
            item = QListWidgetItem(f"{_where(quote)}: “{_short(quote.text)}”", self.passages)
            item.setData(Qt.ItemDataRole.UserRole, quote)
            item.setToolTip(f"{_where(quote)}\n\n{quote.text[:1_500]}")
        some = bool(cell.quotes)
        self.passages.setVisible(some)
        told = n_("It rests on {n} passage:", "It rests on {n} passages:", len(cell.quotes))
        self._rests.setText(told if some else _("Drag quotes here, or choose them below and press Space."))

    def commit(self) -> None:
        """Hand over what was written and is not yet kept."""
        document = self.text.document()
        if self._place is None or not document.isModified():
            return
        document.setModified(False)
        words = self.text.toPlainText().strip()
        if words != self._cell.summary:
            self.written.emit(*self._place, words)

    def begin(self, typed: str = "") -> None:
        """Take the keyboard at the end of the words, with what was typed already."""
        self.text.setFocus()
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        if typed:
            self.text.insertPlainText(typed)

    def _done_clicked(self, on: bool) -> None:
        self.commit()
        if self._place is not None:
            self.doneChanged.emit(*self._place, on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self.commit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.text and self._is_key(event):
                return True
            if watched is self.passages and event.key() == Qt.Key.Key_Delete:
                chosen = [item.data(Qt.ItemDataRole.UserRole).id for item in self.passages.selectedItems()]
                if chosen:
                    self.takeAsked.emit(chosen)
                return True
        return super().eventFilter(watched, event)

    def _is_key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
            self.doneAsked.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.left.emit()
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._place is not None and unpack_all(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        passages = unpack_all(event.mimeData())
        if self._place is not None and passages:
            event.acceptProposedAction()
            self.dropped.emit(passages)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else words[:158] + " …"


def _where(quote: PutQuote) -> str:
    lines = _("line {lines}") if "-" not in quote.lines else _("lines {lines}")
    parts = [*quote.participants, quote.source, *((lines.format(lines=quote.lines),) if quote.lines else ())]
    return " · ".join(dict.fromkeys(parts))
