"""Passages that a correction left without words or without a place: each gets one, or is given up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from qda.core.correcting import unplaced
from qda.core.correcting.naming import KINDS
from qda.core.correcting.unplaced import Waiting
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.widgets.flow import Flow
from qda.ui.widgets.labels import Wrapped, heading, with_key
from qda.ui.widgets.tall_rows import TallRows
from qda.ui.workspace import Workspace

_LONGEST = 200  # characters of a passage that are shown
_SHOWN = frozenset(("unplaced", "source", "code", "coder", "memo", "theme"))
_WHY = {"emptied": _("its words were taken away"), "unplaced": _("its words were not found again")}


class UnplacedDialog(QDialog):
    """Stays beside the window, in which a person selects words. Signal: `shown(source id, start, end)`.

    `selected` tells which words are selected: a source and a span in it, or None.
    """

    shown = Signal(str, int, int)

    def __init__(
        self,
        workspace: Workspace,
        selected: Callable[[], tuple[str, int, int] | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._selected = selected
        self.waiting: list[Waiting] = []
        self.setWindowTitle(_("Passages without words"))
        words = _(
            "A correction took the words of these passages away, or they were not found in a corrected file. They are "
            "kept with notes and memos. Select words in the transcript and give them to a passage, or give it up."
        )
        self._facts = Wrapped("", self)
        self.list = TallRows(_("Passages without words"), self)
        self.list.itemActivated.connect(lambda _item: self.show_place())
        self.list.currentRowChanged.connect(lambda _row: self._show_ways())
        self.place = self._button(_("Give it the selected words"), self.place_here)
        self.place.setProperty("primary", True)
        self.found = self._button(_("Put it where the same words stand"), self.place_found)
        self.show_button = self._button(_("Show where it stood"), self.show_place, "Return")
        self.give_up = self._button(_("Give it up…"), self.drop, "Delete")
        row = Flow()
        for button in (self.place, self.found, self.show_button, self.give_up):
            row.addWidget(button)
        box = QDialogButtonBox(self)
        close = box.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        box.rejected.connect(self.reject)
        drop = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list)
        drop.setContext(Qt.ShortcutContext.WidgetShortcut)
        drop.activated.connect(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(self.windowTitle(), self, 1.15))
        column.addWidget(Wrapped(words, self))
        column.addWidget(self._facts)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(box)
        letter, room = self.fontMetrics().averageCharWidth(), self.screen().availableSize()
        self.resize(min(letter * 80, room.width() - 80), min(self.fontMetrics().lineSpacing() * 30, room.height() - 80))
        workspace.changed.connect(self._follow)
        workspace.closing.connect(self.close)
        self.read()

    def _button(self, words: str, act: Callable[[], object], key: str = "") -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        if key:
            button.setToolTip(with_key(words.rstrip("…"), key))
        button.clicked.connect(lambda: act())
        return button

    def _follow(self, kinds: frozenset[str]) -> None:
        if self.isVisible() and kinds & _SHOWN:
            self.read()

    def read(self) -> None:
        """Show what waits by now; what was chosen stays so, or else its neighbour."""
        row, chosen = max(0, self.list.currentRow()), self.chosen()
        self.waiting = self._workspace.read(unplaced.listing)
        self.list.clear()
        for one in self.waiting:
            QListWidgetItem(_words(one), self.list)
        ids = [one.id for one in self.waiting]
        at = ids.index(chosen.id) if chosen is not None and chosen.id in ids else min(row, len(ids) - 1)
        self.list.setCurrentRow(at)
        count = n_("{n} passage waits.", "{n} passages wait.", len(ids))
        self._facts.setText(count if ids else _("No passage is without words."))
        self._show_ways()

    def chosen(self) -> Waiting | None:
        """Return the passage that is chosen."""
        row = self.list.currentRow()
        return self.waiting[row] if 0 <= row < len(self.waiting) else None

    def _show_ways(self) -> None:
        one = self.chosen()
        can_write = one is not None and not self._workspace.project.read_only
        for button in (self.place, self.give_up):
            button.setEnabled(can_write)
        self.found.setEnabled(can_write and one is not None and bool(one.found))
        self.show_button.setEnabled(one is not None)

    def show_place(self) -> None:
        """Show where the words of the passage stood, or where the same words stand now."""
        one = self.chosen()
        if one is not None:
            self.shown.emit(one.source_id, *(one.found[0] if one.found else (one.position, one.position)))

    def place_here(self) -> None:
        """Give the passage the words that are selected in its transcript."""
        one, here = self.chosen(), self._selected()
        if one is None:
            return
        if here is None or here[0] != one.source_id:
            sentence = _("Select the words in “{source}” that this passage is to have, then try again.")
            self._workspace.failed.emit(sentence.format(source=one.source))
            self.show_place()
            return
        self._place(one, here[1], here[2])

    def place_found(self) -> None:
        """Put the passage where the very same words stand, nearest to where it was."""
        one = self.chosen()
        if one is not None and one.found:
            self._place(one, *min(one.found, key=lambda span: abs(span[0] - one.position)))

    def _place(self, one: Waiting, start: int, end: int) -> None:
        done = self._workspace.do(
            "Place passage",
            unplaced.place,
            one.id,
            start,
            end,
            about=[("source", one.source_id)],
            tell=_("“{name}” has words again.").format(name=one.name or KINDS[one.kind]),
        )
        if done:
            self.shown.emit(one.source_id, start, end)

    def drop(self) -> None:
        """Give the passage up, after a question."""
        one = self.chosen()
        if one is None or not self.give_up.isEnabled():
            return
        words = _("“{name}” goes, with its note and its links. It can be undone.").format(
            name=one.name or KINDS[one.kind]
        )
        if confirm(self, _("Give this passage up?"), words, _("Give up")):
            about = [("source", one.source_id)]
            self._workspace.do(
                "Give passage up", unplaced.drop, [one.id], about=about, tell=_("The passage was given up.")
            )


def _words(one: Waiting) -> str:
    """Return what the list says of a passage that waits."""
    kind = "" if one.kind == "coding" else KINDS[one.kind]
    head = " · ".join(part for part in (one.name, kind, one.source, _WHY.get(one.why, "")) if part)
    words = one.words.replace("\n", " ¶ ")
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    return "\n".join(part for part in (head, f"“{shown}”" if shown else "", one.note) if part)
