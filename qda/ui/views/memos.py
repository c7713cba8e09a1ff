"""The place of all memos: found, read, written, linked, and seen in time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.core import coders, memo_listing, memo_things, memo_timeline, memos
from qda.core.memo_listing import MemoCard
from qda.core.memo_things import Named
from qda.core.memos import Link
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.going_to import go_to
from qda.ui.memo_keeping import MemoKeeping
from qda.ui.models.memos_model import arranged
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import EmptyPlace, muted
from qda.ui.widgets.memo_filter import MemoFilter
from qda.ui.widgets.memo_list import MemoList
from qda.ui.widgets.memo_sheet import MemoSheet
from qda.ui.workspace import Workspace

# The tables whose changes are seen here.
_TOUCHING = frozenset(("memo", "memo_link", "code", "theme", "source", "participant", "coding", "coder"))
_NOTHING = _(
    "Memos are where thinking is written down: what comes to mind, how the codes change, what you bring with you. "
    "A memo can be linked to anything in the project."
)


class MemosView(QWidget):
    """All memos at the left, the chosen one beside them; what is written is kept however it is left."""

    name = "memos"
    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._cards: list[MemoCard] = []
        self.filter = MemoFilter(self)
        self.list = MemoList(self)
        self.list.setAccessibleName(_("Memos"))
        self._count = muted("", self)
        self.sheet = MemoSheet(workspace, self)
        self.keeping = MemoKeeping(workspace, self.sheet.fields)
        self._empty = EmptyPlace(_NOTHING, _("Write a memo"), self.new_memo, self)
        self._none = EmptyPlace(_("Choose a memo to read it, or write a new one."), parent=self)
        self._stack = QStackedWidget(self)
        for page in (self.sheet, self._none, self._empty):
            self._stack.addWidget(page)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.filter, self.list, self._count):
            column.addWidget(part)
        column.setStretchFactor(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("memos")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([400, 880])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self._connect()

    def _connect(self) -> None:
        keys.tip(self.filter.words, _("Find in memos"), "find_memos")
        self.filter.changed.connect(self._arrange)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self.sheet.fields.body.setFocus)
        self.list.renameAsked.connect(self._rename)
        self.list.deleteAsked.connect(self.delete_memo)
        self.sheet.left.connect(self._leave)
        self.sheet.deleteAsked.connect(self.delete_memo)
        self.sheet.memoAsked.connect(self.open_memo)
        self.sheet.fields.followed.connect(self._follow)
        self.sheet.chips.followed.connect(self._follow)
        self.sheet.chips.removeAsked.connect(self._unlink)
        self.sheet.chips.addAsked.connect(self.link_memo)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            shortcut = QShortcut(QKeySequence(key), self.filter.words)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._to_list)
        on_escape(self.filter.words, self._all_again, inside=False)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.filter.show_all()
        self.keeping.memo_id = ""
        self._read()
        self._open_first()

    def closing(self) -> None:
        """Keep what is still being typed."""
        self.keeping.keep()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        (self.list if self._cards else self._empty).setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; what is being typed stays."""
        if not kinds & _TOUCHING:
            return
        self._read()
        keeping = self.keeping
        if not keeping.memo_id:
            self._open_first()
        elif "memo" in kinds and not keeping.changed() and keeping.there and keeping.load(keeping.memo_id) is None:
            keeping.memo_id = ""
            self._open_first()
        self._show_about()

    def _read(self) -> None:
        read = self.workspace.read
        self._cards = read(memo_listing.memo_cards)
        self.filter.offer_authors([(person.id, person.name) for person in read(coders.coders, counted=False)])
        self._arrange()

    def _arrange(self) -> None:
        """List what is wanted now."""
        words = self.filter.words.text()
        found = None
        if words.strip():
            hits = self.workspace.read(memo_listing.search_memos, words, inside=True)
            found = {hit.memo_id: hit for hit in hits}
        order = str(self.filter.order.currentData())
        done = None
        if order == "timeline":
            done = {period.memo_id: period.done for period in self.workspace.read(memo_timeline.timeline)}
        self.list.rows.show(arranged(self._cards, self.filter.wanted(found), order, done))
        self.list.choose(self.keeping.memo_id)
        shown, whole = self.list.rows.numbers(), len(self._cards)
        told = n_("{n} memo", "{n} memos", whole)
        if self.filter.is_narrow():
            told = _("{shown} of {whole}").format(shown=shown, whole=told)
        self._count.setText(told)

    # Opening and writing ---------------------------------------------------------------------------------------------

    def new_memo(
        self, links: tuple[Link, ...] = (), *, kind: str = "analytic", title: str = "", body: str = ""
    ) -> None:
        """Begin a memo; what stood in the fields is kept."""
        if not self.keeping.keep():
            return
        self.sheet.reading.setChecked(False)
        self.keeping.begin(kind, links, title, body)
        self.list.choose("")
        self._show_about()
        editor = self.sheet.fields.body
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.setFocus()

    def open_memo(self, memo_id: str) -> None:
        """Open a memo that is there, also where the filter hides it; what stood in the fields is kept."""
        if self.keeping.keep() and self.keeping.load(memo_id) is not None:
            if self.list.rows.row_of(memo_id) < 0:
                self.filter.show_all()
                self._arrange()
            self.list.choose(memo_id)
            self._show_about()

    def find_memos(self) -> None:
        """Go to the field in which memos are found."""
        self.filter.words.setFocus()
        self.filter.words.selectAll()

    def memo_timeline(self) -> None:
        """Show the memos in time, with what was done between them."""
        order = self.filter.order
        order.setCurrentIndex(order.findData("timeline"))
        self._arrange()
        self.list.setFocus()

    def _open_first(self) -> None:
        self.keeping.memo_id = ""
        if self._cards:
            self.keeping.load(self._cards[0].id)
            self.list.choose(self._cards[0].id)
        self._show_about()

    def _chosen(self, memo_id: str) -> None:
        if memo_id != self.keeping.memo_id:
            self.open_memo(memo_id)

    def _show_about(self) -> None:
        """Show what the open memo is about, who wrote it, and what points to it."""
        keeping, read = self.keeping, self.workspace.read
        if not keeping.memo_id:
            self._stack.setCurrentWidget(self._none if self._cards else self._empty)
            return
        row = read(memos.memo, keeping.memo_id)
        author = next((card.author for card in self._cards if card.id == keeping.memo_id), "")
        mine = row is None or row.coder_id in (None, self.workspace.coder_id)
        editable = mine and not self.workspace.project.read_only
        if row is not None:
            keeping.links = row.links
        self.sheet.show_facts(row, author, editable=editable)
        things = read(memo_things.named, keeping.links)
        pointing = read(memo_listing.pointing_at, Link(other_id=keeping.memo_id))
        self.sheet.show_links(list(things.values()), pointing, editable)
        self._stack.setCurrentWidget(self.sheet)

    def _rename(self) -> None:
        self.sheet.fields.title.setFocus()
        self.sheet.fields.title.selectAll()

    def _leave(self) -> None:
        if self.keeping.keep():
            if not self.keeping.there:
                self._open_first()
            self.list.setFocus()

    def _to_list(self) -> None:
        self.list.setFocus()
        if not self.list.current() and self.list.rows.rows:
            self.list.setCurrentIndex(self.list.moveCursor(MemoList.CursorAction.MoveHome, Qt.KeyboardModifier(0)))

    def _all_again(self) -> None:
        self.filter.show_all()
        self._arrange()
        self.list.setFocus()

    # Deleting and linking --------------------------------------------------------------------------------------------

    def delete_memo(self) -> None:
        """Delete the open memo; it can be undone."""
        keeping = self.keeping
        if not keeping.there or not self.sheet.delete.isEnabled():
            return
        gone, row = keeping.memo_id, self.list.currentIndex().row()
        name = next((card.heading for card in self._cards if card.id == gone), _("Untitled"))
        keeping.memo_id, keeping.there = "", False
        tell = _("Deleted the memo “{name}”.").format(name=name)
        if self.workspace.do("Delete memo", memos.delete_memo, gone, about=[("memo", gone)], tell=tell):
            index = self.list.rows.index(min(row, self.list.rows.rowCount() - 1))
            if index.isValid() and self.list.hasFocus():
                self.list.setCurrentIndex(index)

    def link_memo(self) -> None:
        """Ask for something, and link the open memo to it."""
        if self.keeping.memo_id and self.sheet.chips.add.isVisible():
            self.sheet.fields.find_thing(self._link, self.sheet.chips.add)

    def _link(self, thing: Named) -> None:
        keeping = self.keeping
        if not keeping.keep():
            return
        if keeping.there:
            about = [("memo", keeping.memo_id)]
            self.workspace.do("Link memo", memos.link_memo, keeping.memo_id, thing.link, about=about)
        elif thing.link not in keeping.links:
            keeping.links = (*keeping.links, thing.link)
            self._show_about()

    def _unlink(self, link: Link) -> None:
        keeping = self.keeping
        if not keeping.keep():
            return
        if keeping.there:
            about = [("memo", keeping.memo_id)]
            self.workspace.do("Unlink memo", memos.unlink_memo, keeping.memo_id, link, about=about)
        else:
            keeping.links = tuple(one for one in keeping.links if one != link)
            self._show_about()
        self.sheet.fields.body.setFocus()

    def _follow(self, link: Link) -> None:
        if link.kind == "memo":
            self.keeping.keep()
            if self.workspace.read(memos.memo, link.thing_id) is not None:
                self.open_memo(link.thing_id)
                return
        go_to(self, link)
