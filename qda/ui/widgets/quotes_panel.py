"""Quotes that stay open beside the work: the passages of the chosen codes, to read, compare and jump to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from qda.core import retrieval
from qda.core.codebook import CodeRow
from qda.core.following import Recoded
from qda.core.retrieval import Filter, QuoteRow
from qda.i18n import _, n_
from qda.ui.models.quotes_model import QUOTE, QuoteDelegate, QuotesModel
from qda.ui.widgets.labels import heading
from qda.ui.workspace import Workspace

# So many are read at once; the rest follows beside the window.
_FIRST = 100
_PAUSE = 60  # milliseconds until the rest is read


Passage = tuple[str, int, int]


def passage_of(row: QuoteRow) -> Passage:
    """Return which words a quote is: source id, start, end."""
    return row.source_id, row.start, row.end


class _List(QListView):
    spacePressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spacePressed.emit()
        else:
            super().keyPressEvent(event)


class QuotesPanel(QWidget):
    """A list of quotes. Signals: `opened(quote)` by Enter or double click, `spacePressed()`,
    `menuAsked(point on the screen)`."""

    opened = Signal(object)
    menuAsked = Signal(QPoint)
    spacePressed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = _("Reading quotes")
        self._first: list[QuoteRow] = []
        self._ahead: Collection[Passage] = ()
        self._nothing = ""
        self._rest: tuple[Filter, dict[str, str], int] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._read_rest)
        self.title = heading("", self)
        self.title.setWordWrap(True)
        self._count = QLabel(self)
        self._count.setProperty("muted", True)
        self.model = QuotesModel(self)
        self.list = _List(self)
        self.list.spacePressed.connect(self.spacePressed)
        self.list.setAccessibleName(_("Quotes"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(QuoteDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menuAsked.emit(self.list.viewport().mapToGlobal(at))
        )
        self.list.activated.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self.title, self._count):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def show_quotes(
        self,
        title: str,
        wanted: Filter | None,
        colours: dict[str, str],
        nothing: str,
        first: Sequence[QuoteRow] = (),
        ahead: Collection[Passage] = (),
        book: Sequence[CodeRow] | None = None,
    ) -> None:
        """Show the quotes that `wanted` asks for (None: none, with the sentence `nothing`).

        Those in `first` stand before all others, but for the ones whose words are a coded passage's anyway; then come
        the passages in `ahead`. `book` is the codebook where it is at hand.
        """
        self._first, self._ahead = list(first), ahead
        self._workspace.jobs.drop(self._job)
        self._nothing = nothing
        self.title.setText(title)
        self.title.setVisible(bool(title))
        chosen, bar = self.current(), self.list.verticalScrollBar()
        place = bar.value()
        quotes = [] if wanted is None else self._workspace.read(retrieval.quotes, wanted, limit=_FIRST, book=book)
        self.model.show(self._ordered(quotes), colours)
        self._say(len(self.model.quotes), nothing)
        self._choose_again(chosen)
        bar.setValue(place)
        self._rest = (wanted, colours, place) if len(quotes) == _FIRST and wanted is not None else None
        # The first ones are painted before the rest is read: a thread that works slows the window's down.
        self._soon.start()

    def _read_rest(self) -> None:
        if self._rest is None or not self._workspace.is_open:
            return
        (wanted, colours, place), self._rest = self._rest, None
        project = self._workspace.project

        def rest(_progress: object) -> list[QuoteRow]:
            with project.read() as session:
                return retrieval.quotes(session, wanted)

        self._workspace.jobs.start(self._job, rest, lambda found: self._show_rest(found, colours, place))

    def is_reading(self) -> bool:
        """Say whether quotes are still to come."""
        return self._rest is not None or self._job in self._workspace.jobs.running()

    def follow(
        self, done: Recoded, inside: Collection[str], book: Sequence[CodeRow], order: Callable[[QuoteRow], Any]
    ) -> bool:
        """Show what a change did to the quotes of the codes `inside`, and nothing else anew; False where it can't.

        `order` sorts quotes as the list does.
        """
        if self.is_reading():
            return False
        fresh = tuple(row.id for row in done.rows if row.code_id in inside)
        quotes = self._workspace.read(retrieval.quotes, Filter(coding_ids=fresh), book=book) if fresh else []
        chosen = self.current()
        self.model.replace(done.gone.union(row.id for row in done.rows), quotes, order)
        self._say(len(self.model.quotes), self._nothing)
        self._choose_again(chosen)
        return True

    def _show_rest(self, quotes: list[QuoteRow], colours: dict[str, str], place: int) -> None:
        chosen = self.current()
        self.model.show(self._ordered(quotes), colours)
        self._say(len(self.model.quotes), "")
        self._choose_again(chosen)
        self.list.verticalScrollBar().setValue(place)

    def _ordered(self, quotes: list[QuoteRow]) -> list[QuoteRow]:
        spans = {passage_of(row) for row in quotes}
        own = [row for row in self._first if passage_of(row) not in spans]
        return own + sorted(quotes, key=lambda row: passage_of(row) not in self._ahead)

    def _say(self, count: int, nothing: str) -> None:
        self._count.setText(n_("{n} passage", "{n} passages", count) if count else nothing)
        self._count.setWordWrap(not count)
        self.list.setVisible(bool(count))

    def current(self) -> QuoteRow | None:
        """Return the quote that has the keyboard."""
        index = self.list.currentIndex()
        quote = index.data(QUOTE) if index.isValid() else None
        return quote if isinstance(quote, QuoteRow) else None

    def chosen(self) -> list[QuoteRow]:
        """Return the chosen quotes, or the one that has the keyboard where none is chosen."""
        current = self.list.currentIndex()
        chosen = self.list.selectionModel().selectedIndexes() or ([current] if current.isValid() else [])
        return [index.data(QUOTE) for index in chosen]

    def _choose_again(self, quote: QuoteRow | None) -> None:
        if quote is None:
            return
        for row, other in enumerate(self.model.quotes):
            if other.id == quote.id:
                self.list.setCurrentIndex(self.model.index(row))
                return

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(QUOTE))
