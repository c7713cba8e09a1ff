"""A list of places to look through, tick and code: nothing is coded that was not ticked here."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qda.core.concordance import Place
from qda.i18n import _, n_
from qda.ui.models.places_model import PLACE, PlaceDelegate, PlacesModel
from qda.ui.places_reader import MOST, Making, PlacesReader
from qda.ui.widgets.labels import muted, with_key
from qda.ui.workspace import Workspace

EXTENTS = (
    ("words", _("the exact words")),
    ("sentence", _("the sentence")),
    ("line", _("the line")),
    ("turn", _("the turn or paragraph")),
)


class _List(QListView):
    """Space ticks the selected places, Ctrl+A all of them, Enter goes to the place."""

    keyed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Space:
            self.keyed.emit("tick")
        elif event.key() == Qt.Key.Key_A and control:
            self.keyed.emit("all")
        elif enter:
            self.keyed.emit("code" if control else "open")
        else:
            super().keyPressEvent(event)


class FoundPlaces(QWidget):
    """The places of a search. Signals: `opened(place)` by Enter or double click, `codeAsked()`, `begun()` when the
    first are there, `filled()` when all are."""

    opened = Signal(object)
    codeAsked = Signal()
    begun = Signal()
    filled = Signal()

    def __init__(self, workspace: Workspace, title: str, extent: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._nothing = ""
        self._fresh = False
        self.reader = PlacesReader(workspace, title, self)
        self.reader.found.connect(self._append)
        self.reader.ended.connect(self._ended)
        self.reader.failed.connect(self._refused)
        self.model = PlacesModel(self)
        self.count = muted("", self)
        self.count.setAccessibleName(_("How many places were found"))
        self.list = self._make_list()
        self.all = QPushButton(_("Tick all"), self)
        self.all.setToolTip(with_key(_("Ticks all places of the list, or none"), "Ctrl+A"))
        self.all.clicked.connect(self.tick_all)
        self.extent = QComboBox(self)
        self.extent.setAccessibleName(_("How much of each place is coded"))
        for key, words in EXTENTS:
            self.extent.addItem(words, key)
        self.extent.setCurrentIndex([key for key, _words in EXTENTS].index(extent))
        self._code_words = QLabel(_("Code"), self)
        self._code_words.setBuddy(self.extent)
        self.code = QPushButton(_("Code the ticked ones…"), self)
        self.code.setProperty("primary", True)
        self.code.setToolTip(with_key(_("Gives the ticked places one code or several, as one action"), "Ctrl+Return"))
        self.code.clicked.connect(lambda: self.codeAsked.emit())
        self.model.dataChanged.connect(lambda *_changed: self._show_ticks())
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.all, self._code_words, self.extent):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.clear("")

    def _make_list(self) -> _List:
        view = _List(self)
        view.setAccessibleName(_("Places found"))
        view.setAccessibleDescription(_("Space ticks a place, Enter goes to it"))
        view.setModel(self.model)
        view.setItemDelegate(PlaceDelegate(view))
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.keyed.connect(self._keyed)
        view.doubleClicked.connect(self._open)
        return view

    # Filling ---------------------------------------------------------------------------------------------------------

    def clear(self, words: str) -> None:
        """Show no places, and say `words` instead."""
        self.reader.stop()
        self._fresh = False
        self.model.show([])
        self.count.setText(words)
        self._show_ticks()

    def read(self, making: Making, nothing: str) -> None:
        """Show what ``making(session, progress)`` yields as it comes; where that is nothing, say so."""
        self._nothing = nothing
        self._fresh = True
        self.count.setText(_("Looking…"))
        self.reader.read(making)

    def _append(self, places: list[Place]) -> None:
        # What was found before stays on the screen until there is something new to see.
        if self._fresh:
            self.model.show(places)
            self.list.setCurrentIndex(self.model.index(0))
            self._fresh = False
            self.begun.emit()
        else:
            self.model.append(places)
        self._say(_("so far"))
        self._show_ticks()

    def _ended(self, more: bool) -> None:
        if self._fresh:
            self._fresh = False
            self.model.show([])
        if more:
            words = _("The first {n} places, and there are more; look for something narrower to find fewer.")
            self.count.setText(words.format(n=f"{MOST:,}"))
        else:
            self._say("")
        self._show_ticks()
        self.filled.emit()

    def _refused(self, sentence: str) -> None:
        self.clear(sentence)
        self.filled.emit()

    def _say(self, more: str) -> None:
        found = len(self.model.places)
        words = n_("{n} place", "{n} places", found) if found else self._nothing
        self.count.setText(f"{words} {more}".strip())

    # Ticking ---------------------------------------------------------------------------------------------------------

    def tick_all(self) -> None:
        """Tick all places; where all are ticked already, none."""
        every = range(len(self.model.places))
        self.model.tick(every, len(self.model.ticked) < len(every))

    def _tick_selected(self) -> None:
        rows = [index.row() for index in self.list.selectionModel().selectedIndexes()]
        current = self.list.currentIndex()
        rows = rows or ([current.row()] if current.isValid() else [])
        self.model.tick(rows, not all(row in self.model.ticked for row in rows))

    def _show_ticks(self) -> None:
        ticked, found = len(self.model.ticked), len(self.model.places)
        self.code.setEnabled(bool(ticked) and self._workspace.is_open and not self._workspace.project.read_only)
        self.code.setText(n_("Code {n} place…", "Code {n} places…", ticked) if ticked else _("Code…"))
        self.all.setText(_("Tick none") if found and ticked == found else _("Tick all"))
        self.all.setEnabled(bool(found))

    def _keyed(self, act: str) -> None:
        if act == "tick":
            self._tick_selected()
        elif act == "all":
            self.tick_all()
        elif act == "open":
            self.go()
        elif self.code.isEnabled():
            self.codeAsked.emit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(PLACE))

    def is_waiting(self) -> bool:
        """Tell whether the first places are still being looked for."""
        return self._fresh

    def go(self) -> None:
        """Go to the current place."""
        self._open(self.list.currentIndex())

    def next_place(self) -> None:
        """Go to the next place; at the last one, begin again."""
        if self.model.places:
            row = (self.list.currentIndex().row() + 1) % len(self.model.places)
            self.list.setCurrentIndex(self.model.index(row))
            self.go()
