"""The memos about a theme and the codes it draws on: read, written and begun beside the theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from qda.core import memo_text, memos
from qda.core.memos import Link, MemoRow
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.ui.going_to import go_to
from qda.ui.memo_keeping import MemoKeeping
from qda.ui.models.memos_model import day
from qda.ui.widgets.cards import Card, Cards
from qda.ui.widgets.memo_fields import KIND_WORDS, MemoFields
from qda.ui.widgets.theme_page.part import Part
from qda.ui.workspace import Workspace

_OPENING = 240  # characters of a memo that its card shows


class MemosOn(Part):
    """Cards of memos, those on the theme itself first; Enter opens one below. What is written is kept as it is left."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._nothing = self.saying(_("No memo is about this theme or its codes yet."))
        self.cards = Cards(_("Memos about the theme and its codes"), self)
        self.cards.opened.connect(self._open)
        self.memo = MemoFields(workspace, self)
        self.memo.followed.connect(lambda link: go_to(self, link))
        self._keeping = MemoKeeping(workspace, self.memo)
        self.memo.hide()
        row = QHBoxLayout()
        self.new = self.button(_("New memo on the theme"), self.begin)
        row.addWidget(self.new)
        row.addStretch(1)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.cards)
        self._split.addWidget(self.memo)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._split, 1)
        self.column.addLayout(row)

    def show_theme(self, row: ThemeRow | None) -> None:
        """Show the memos on a theme; one that is open stays so as long as it is the same theme."""
        if self.row is not None and (row is None or row.id != self.row.id):
            self.commit()
            self.memo.hide()
        super().show_theme(row)

    def fill(self, row: ThemeRow) -> None:
        """Show the memos about `row` and its codes."""
        codes = set(row.code_ids)
        own, others = [], []
        for memo in self.workspace.read(memos.memos):
            if any(link.theme_id == row.id for link in memo.links):
                own.append(memo)
            elif any(link.code_id in codes for link in memo.links if link.code_id):
                others.append(memo)
        cards = [_card(memo) for memo in own]
        if others:
            cards += [Card("", _("On its codes")), *map(_card, others)]
        self.cards.show_cards(cards)
        self._nothing.setVisible(not cards)
        self.cards.setVisible(bool(cards))
        resting = not self.memo.isHidden() and self._keeping.there and not self._keeping.changed()
        if resting and self._keeping.load(self._keeping.memo_id) is None:
            self._keeping.lost()
            self.memo.hide()

    def begin(self) -> None:
        """Begin a memo about the theme."""
        if self.row is not None and self._keeping.keep():
            self._keeping.begin(links=(Link(theme_id=self.row.id),))
            self.memo.show()
            self.memo.body.setFocus()

    def _open(self, memo_id: str) -> None:
        if self._keeping.keep() and self._keeping.load(memo_id) is not None:
            self.memo.show()
            self.memo.body.setFocus()

    def commit(self) -> None:
        """Keep what is being written."""
        self._keeping.keep()


def _card(memo: MemoRow) -> Card:
    words = " ".join(memo_text.plain(memo.body).split())
    words = words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + " …"
    title = memos.heading(memo.title, memo.body) or _("Untitled")
    head = " · ".join((KIND_WORDS.get(memo.kind, memo.kind), day(memo.created)))
    return Card(memo.id, title, head, words if memo.title.strip() else "")
