"""Quotes that stay open beside the work: the passages of the chosen codes, to read, compare and jump to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from qda.core import comparing, quote_groups, retrieval
from qda.core.codebook import CodeRow
from qda.core.comparing import Passage
from qda.core.following import Recoded
from qda.core.quote_groups import Grouping
from qda.core.retrieval import Filter, QuoteRow
from qda.core.text import direction
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.models.quotes_model import QUOTE, Heading, QuotesModel
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.quotes_list import QuotesList
from qda.ui.widgets.words_around import WordsAround
from qda.ui.workspace import Workspace

# So many are read at once; the rest follows beside the window.
_FIRST = 100
_PAUSE = 60  # milliseconds until the rest is read


def passage_of(row: QuoteRow) -> Passage:
    """Return which words a quote is: source id, start, end."""
    return row.source_id, row.start, row.end


class QuotesPanel(QWidget):
    """A list of quotes, in groups where `groups` are offered, with the words around one where they are asked for.

    Signals: `opened(quote)` by Enter or double click, `spacePressed()`, `typed(text)`, `menuAsked(point on the
    screen)`, `wayChosen(way)` when the person groups the quotes otherwise.
    """

    opened = Signal(object)
    menuAsked = Signal(QPoint)
    spacePressed = Signal()
    typed = Signal(str)
    wayChosen = Signal(str)

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, *, groups: bool = False, job: str = ""
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = job or _("Reading quotes")
        self._first: list[QuoteRow] = []
        self._ahead: Collection[Passage] = ()
        self._nothing = ""
        self._rest: tuple[Filter, dict[str, str], int] | None = None
        self._all: list[QuoteRow] = []
        self._only: Collection[str] | None = None
        self._shown: object = None
        self._way = ""
        self._grouping: Grouping | None = None
        self._soon = _timer(self, _PAUSE, self._read_rest)
        self._around_soon = _timer(self, 0, self._show_around)
        self.title = heading("", self)
        self.title.setWordWrap(True)
        self._count = Wrapped(parent=self)
        self.model = QuotesModel(self)
        self.list = QuotesList(self.model, self)
        self.list.spacePressed.connect(self.spacePressed)
        self.list.typed.connect(self.typed)
        self.list.customContextMenuRequested.connect(
            lambda at: self.menuAsked.emit(self.list.viewport().mapToGlobal(at))
        )
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda *_moved: self._around_soon.start())
        self.around: WordsAround | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._count, 1)
        self._groups = groups
        if groups:
            self.groups = self._make_groups()
            head.addWidget(self.groups)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(head)
        column.addWidget(self.list, 3)
        column.addStretch(0)

    # Showing ---------------------------------------------------------------------------------------------------------

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
        self._say_title(title)
        place = self._begin(wanted)
        quotes = [] if wanted is None else self._workspace.read(retrieval.quotes, wanted, limit=_FIRST, book=book)
        self._grouping = self._workspace.read(quote_groups.grouping, self._way) if self._way else None
        self._show(self._ordered(quotes), colours, place)
        self._rest = (wanted, colours, place) if len(quotes) == _FIRST and wanted is not None else None
        # The first ones are painted before the rest is read: a thread that works slows the window's down.
        self._soon.start()

    def show_rows(
        self, title: str, rows: Sequence[QuoteRow], colours: dict[str, str], nothing: str, about: object
    ) -> None:
        """Show rows that were made elsewhere, in their order; `about` tells whether they are of the same as before."""
        self._workspace.jobs.drop(self._job)
        self._rest, self._grouping, self._nothing = None, None, nothing
        self._say_title(title)
        self._show(list(rows), colours, self._begin(about))

    def _begin(self, about: object) -> int:
        """Return where the list is scrolled to; something else than before is read from its beginning."""
        if about != self._shown:
            self._shown = about
            self.list.setCurrentIndex(QModelIndex())
            self.list.scrollToTop()
        return self.list.verticalScrollBar().value()

    def _say_title(self, title: str) -> None:
        self.title.setText(title)
        self.title.setVisible(bool(title))

    def _read_rest(self) -> None:
        if self._rest is None or not self._workspace.is_open:
            return
        (wanted, colours, place), self._rest = self._rest, None
        project = self._workspace.project

        def rest(progress: Progress) -> list[QuoteRow]:
            with project.read() as session:
                return retrieval.quotes(session, wanted, progress=progress)

        self._workspace.jobs.start(self._job, rest, lambda found: self._show(self._ordered(found), colours, place))

    def is_reading(self) -> bool:
        """Say whether quotes are still to come."""
        return self._rest is not None or self._job in self._workspace.jobs.running()

    def _show(self, quotes: list[QuoteRow], colours: dict[str, str], place: int) -> None:
        current, row = self.current(), self.list.currentIndex().row()
        self._all = quotes
        shown = quotes if self._only is None else [quote for quote in quotes if quote.id in self._only]
        self.model.show(shown, colours, self._grouping)
        self._say(self._nothing)
        self._choose_again(current, row)
        self.list.verticalScrollBar().setValue(place)
        self._around_soon.start()

    def follow(
        self, done: Recoded, inside: Collection[str], book: Sequence[CodeRow], order: Callable[[QuoteRow], Any]
    ) -> bool:
        """Show what a change did to the quotes of the codes `inside`, and nothing else anew; False where it can't.

        `order` sorts quotes as the list does.
        """
        if self.is_reading() or self._only is not None:
            return False
        fresh = tuple(row.id for row in done.rows if row.code_id in inside)
        quotes = self._workspace.read(retrieval.quotes, Filter(coding_ids=fresh), book=book) if fresh else []
        current, row = self.current(), self.list.currentIndex().row()
        self.model.replace(done.gone.union(row.id for row in done.rows), quotes, order)
        self._say(self._nothing)
        self._choose_again(current, row)
        return True

    def show_only(self, coding_ids: Collection[str] | None) -> None:
        """Show only the quotes of these codings, or all (None)."""
        quotes = self.model.quotes if self._only is None else self._all
        self._only = coding_ids
        self._show(quotes, self.model.colours, 0)

    def _ordered(self, quotes: list[QuoteRow]) -> list[QuoteRow]:
        spans = {passage_of(row) for row in quotes}
        own = [row for row in self._first if passage_of(row) not in spans]
        return own + sorted(quotes, key=lambda row: passage_of(row) not in self._ahead)

    def _say(self, nothing: str) -> None:
        count = self.model.count
        if self._only is not None and self._all and not count:
            nothing = _("No passage of this code shares words with the other one.")
        self._count.setText(n_("{n} passage", "{n} passages", count) if count else nothing)
        if self._groups:
            self.groups.setVisible(bool(count))
        self.list.setVisible(bool(count))

    # Groups ----------------------------------------------------------------------------------------------------------

    def _make_groups(self) -> QPushButton:
        button = QPushButton(_("In order"), self)
        button.setProperty("flat", True)
        button.setToolTip(_("How the quotes are grouped"))
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self.fill_groups(menu))
        button.setMenu(menu)
        return button

    def fill_groups(self, menu: QMenu) -> None:
        """Fill a menu with the ways to group the quotes."""
        menu.clear()
        together = QActionGroup(menu)
        for way, words in (("", _("In the order of the text")), *self._workspace.read(quote_groups.ways)):
            action = QAction(words, together)
            action.setCheckable(True)
            action.setChecked(way == self._way)
            action.triggered.connect(lambda _checked=False, way=way: self.wayChosen.emit(way))
            menu.addAction(action)

    def use_way(self, way: str) -> None:
        """Group by source, participant, coder or an attribute, or not (nothing); from the next look on."""
        known = dict(self._workspace.read(quote_groups.ways))
        self._way = way if way in known else ""
        self.groups.setText(known.get(self._way, _("In order")))
        self.groups.setAccessibleName(_("Quotes grouped: {way}").format(way=self.groups.text()))

    # Signs and the words around --------------------------------------------------------------------------------------

    def toggle_around(self) -> None:
        """Show the words around the current quote, or hide them."""
        if self.around is None:
            self.around = WordsAround(self)
            self._column.insertWidget(self._column.indexOf(self.list) + 1, self.around, 2)
            self.setTabOrder(self.list, self.around.text)
            self.around.show()
        else:
            self.around.setVisible(self.around.isHidden())
        self._show_around()

    def _show_around(self) -> None:
        if self.around is None or self.around.isHidden() or not self._workspace.is_open:
            return
        quote = self.current()
        found = None if quote is None else self._workspace.read(comparing.around, passage_of(quote))
        self.around.show_words(found, direction(found.words) if found else "ltr")

    # Choosing --------------------------------------------------------------------------------------------------------

    def current(self) -> QuoteRow | None:
        """Return the quote that has the keyboard."""
        index = self.list.currentIndex()
        quote = index.data(QUOTE) if index.isValid() else None
        return quote if isinstance(quote, QuoteRow) else None

    def chosen(self) -> list[QuoteRow]:
        """Return the chosen quotes, or the one that has the keyboard where none is chosen."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        found = [row for row in map(self.model.rows.__getitem__, rows) if isinstance(row, QuoteRow)]
        current = self.current()
        return found or ([current] if current is not None else [])

    def near(self, widget: QWidget) -> QRect:
        """Return where the current quote stands, in coordinates of `widget`."""
        index = self.list.currentIndex()
        rect = self.list.visualRect(index) if index.isValid() else QRect(0, 0, 1, 1)
        return QRect(self.list.viewport().mapTo(widget, rect.topLeft()), rect.size())

    def _choose_again(self, quote: QuoteRow | None, row: int) -> None:
        """Choose the quote that was current, or where it is gone the one that took its place."""
        if quote is None:
            return
        rows = self.model.rows
        same = (place for place, other in enumerate(rows) if isinstance(other, QuoteRow) and other.id == quote.id)
        place = next(same, min(row, len(rows) - 1))
        if place >= 0 and isinstance(rows[place], Heading):
            place += 1 if place + 1 < len(rows) else -1
        if place >= 0 and (self.list.currentIndex().row() != place or not self.list.selectionModel().hasSelection()):
            self.list.setCurrentIndex(self.model.index(place))

    def _open(self, index: QModelIndex) -> None:
        quote = index.data(QUOTE)
        if quote is not None:
            self.opened.emit(quote)


def _timer(parent: QWidget, pause: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(act)
    return timer
