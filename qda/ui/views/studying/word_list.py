"""The project's word list: its entries to read and to write, and where wordings to avoid stand in what was written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core import wordlist, wordlist_uses
from qda.core.memo_text import Link
from qda.core.wordlist import Entry
from qda.core.wordlist_uses import PLACES, Use
from qda.i18n import _, n_
from qda.ui.going_to import go_to
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.word_form import WordForm
from qda.ui.workspace import Workspace

_ITEM = Qt.ItemDataRole.UserRole
# What is looked through for wordings to avoid, and the list itself.
_TOUCHING = frozenset(("wording", "code", "theme", "memo", "frame_cell", "study"))
_ABOUT = _(
    "What to call things, and what not: hints stand under names, definitions and themes as you write them. "
    "Participants' own words are never touched, and neither are words in quotation marks."
)
_KINDS = {"code": _("code"), "theme": _("theme"), "summary": _("summary"), "memo": _("memo")}


class WordListPage(QWidget):
    """Entries at the left, the chosen one to write beside them, and below where its wordings to avoid are used."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._entry_id = ""
        self._entries: list[Entry] = []
        self.list = _Entries(self)
        self.list.setAccessibleName(_("Entries of the word list"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_items: self._chosen())
        self.list.deleteAsked.connect(self.remove_entry)
        self.list.itemActivated.connect(lambda _item: self._write())
        self.new = QPushButton(_("New entry"), self)
        self.new.clicked.connect(self.new_entry)
        self.remove = QPushButton(_("Remove entry"), self)
        self.remove.setToolTip(_("Remove the entry; it can be undone (Delete)"))
        self.remove.clicked.connect(self.remove_entry)
        self.form = WordForm(self)
        self.form.edited.connect(self._edited)
        self.uses = QListWidget(self)
        self.uses.setAccessibleName(_("Where wordings to avoid stand"))
        self.uses.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.uses.setToolTip(_("Enter or a double click goes there"))
        self.uses.itemActivated.connect(self._go)
        self._used = Wrapped("", self)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 16, 8, 16)
        column.setSpacing(8)
        column.addWidget(heading(_("Word list"), left, 1.3))
        column.addWidget(Wrapped(_ABOUT, left))
        column.addWidget(self.list, 3)
        buttons = QHBoxLayout()
        buttons.addWidget(self.new)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(heading(_("Where they stand in what was written"), left))
        column.addWidget(self._used)
        column.addWidget(self.uses, 2)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(scroll)
        inside.setObjectName("details")
        right = QVBoxLayout(inside)
        right.setContentsMargins(8, 16, 24, 16)
        right.addWidget(self.form)
        right.addStretch(1)
        scroll.setWidget(inside)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("word list")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(scroll)
        splitter.setSizes([520, 480])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._entry_id = ""
        self._read()

    def closing(self) -> None:
        """Keep what is still being typed."""
        self.form.commit()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING:
            self._read()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        (self.list if self._entries else self.new).setFocus()

    def _read(self) -> None:
        self._entries = self.workspace.read(wordlist.entries)
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._entries:
            avoid = ", ".join(entry.avoid)
            words = _("{preferred} · rather than: {avoid}").format(preferred=entry.preferred, avoid=avoid)
            item = QListWidgetItem(words if avoid else entry.preferred, self.list)
            item.setToolTip(item.text())
            item.setData(_ITEM, entry.id)
        self.list.blockSignals(False)
        ids = [entry.id for entry in self._entries]
        if self._entry_id in ids:
            self.list.setCurrentRow(ids.index(self._entry_id))
        elif ids and self._entry_id:
            self._entry_id = ""
            self.list.setCurrentRow(0)
        elif ids and not self.form.changed():
            self.list.setCurrentRow(0)
        self._show()
        self._show_uses()

    def _show(self) -> None:
        entry = next((entry for entry in self._entries if entry.id == self._entry_id), None)
        self.remove.setEnabled(entry is not None)
        if not self.form.changed():
            self.form.show_entry(entry)

    def _show_uses(self) -> None:
        found: list[Use] = self.workspace.read(wordlist_uses.uses)
        told = n_("{n} place where a wording to avoid stands.", "{n} places where wordings to avoid stand.", len(found))
        self._used.setText(told if found else _("No wording to avoid stands in codes, themes, summaries or memos."))
        self.uses.clear()
        self.uses.setVisible(bool(found))
        for use in found:
            item = QListWidgetItem(_told(use), self.uses)
            item.setData(_ITEM, use)
            item.setToolTip(
                _("{words}: better “{preferred}”").format(words=_around(use), preferred=use.hint.entry.preferred)
            )

    # Entries ---------------------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self.form.commit()
        item = self.list.currentItem()
        self._entry_id = "" if item is None else str(item.data(_ITEM))
        self.form.kept()
        self._show()

    def new_entry(self) -> None:
        """Begin an entry; it is there as soon as its wording is written and left."""
        self.form.commit()
        self.list.setCurrentRow(-1)
        self._entry_id = ""
        self.form.show_entry(None)
        self.remove.setEnabled(False)
        self.form.fields["preferred"].setFocus()

    def _write(self) -> None:
        self.form.fields["preferred"].setFocus()

    def remove_entry(self) -> None:
        """Take the chosen entry off the list; it can be undone."""
        entry = next((entry for entry in self._entries if entry.id == self._entry_id), None)
        if entry is not None:
            tell = _("Removed “{words}” from the word list.").format(words=entry.preferred)
            self.form.kept()
            self.workspace.do("Remove from the word list", wordlist.remove_entry, entry.id, tell=tell)

    def _edited(self, changed: dict[str, Any]) -> None:
        if self._entry_id:
            if self.workspace.do("Change the word list", wordlist.edit_entry, self._entry_id, **changed):
                self.form.kept()
        elif self.form.values()["preferred"]:
            values = self.form.values()
            self.form.kept()
            done = self.workspace.do("Add to the word list", wordlist.add_entry, **values)
            if done:
                self._entry_id = str(done.value)
                self._read()

    def _go(self, item: QListWidgetItem) -> None:
        use: Use = item.data(_ITEM)
        links = {"code": Link(code_id=use.thing_id), "theme": Link(theme_id=use.thing_id)}
        links |= {"memo": Link(other_id=use.thing_id)}
        if use.kind in links:
            go_to(self, links[use.kind])
        else:
            window: Any = self.window()
            window.go("tables")


class _Entries(QListWidget):
    deleteAsked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            self.deleteAsked.emit()
        elif event.key() == Qt.Key.Key_F2 and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _told(use: Use) -> str:
    where = _("{kind} “{name}”, {field}").format(kind=_KINDS[use.kind], name=use.name, field=PLACES[use.field])
    return f"“{use.hint.words}” · {where}"


def _around(use: Use) -> str:
    start, end = max(0, use.hint.start - 40), use.hint.end + 40
    words = " ".join(use.text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(use.text) else ''}"
