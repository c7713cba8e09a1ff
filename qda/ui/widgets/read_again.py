"""The list of what to read again: codes that came late, and below each the finished transcripts it came late to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.core.readings import NEW, LateCode, LateSource
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.models.codebook_model import chip
from qda.ui.widgets.labels import heading, muted

_CODE, _SOURCE, _DONE = (Qt.ItemDataRole.UserRole + number for number in range(3))
Likest = Mapping[str, tuple[int, int]]


class ReadAgain(QWidget):
    """Signals: `opened(source id, code id)` by Enter or double click; `ticked(pairs of source and code id, yes)` by
    Space; `wanted(code id)` when a code is opened whose transcripts may be put in a better order; `left()` by Esc.
    """

    opened = Signal(str, str)
    ticked = Signal(list, bool)
    wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._late: Sequence[LateCode] = ()
        self._likest: dict[str, Likest] = {}
        self._nothing = ""
        self.count = muted("", self)
        self.done = QCheckBox(_("Also those read again"), self)
        self.done.setToolTip(_("Show what is ticked off, too"))
        self.list = _Tree(self)
        self.list.setAccessibleName(_("Transcripts to read again"))
        self.list.setToolTip(_("Enter opens a transcript, Space ticks it off, Shift+Space does so for all codes"))
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(_("Close the list"))
        self.close_button.setToolTip(_("Close the list"))
        self.close_button.clicked.connect(lambda: self.left.emit())
        head = QHBoxLayout()
        head.addWidget(heading(_("Read again"), self), 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addWidget(self.done)
        column.addStretch(0)
        self.done.toggled.connect(lambda _on: self._fill())
        self.list.itemActivated.connect(self._activate)
        self.list.itemExpanded.connect(self._expanded)
        self.list.spacePressed.connect(self._tick)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemClicked.connect(self._clicked)

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_late(self, late: Sequence[LateCode], nothing: str) -> None:
        """Show codes that came late; `nothing` is said where all is read again. What is open and current stays so."""
        self._late, self._nothing = late, nothing
        self._fill()

    def show_likest(self, code_id: str, likest: Likest) -> None:
        """Put the transcripts of a code in the order in which they are like its passages."""
        self._likest[code_id] = likest
        self._fill()

    def likest(self, code_id: str) -> Likest | None:
        """Return where each source is most like a code's passages; None where nobody looked yet."""
        return self._likest.get(code_id)

    def forget_likest(self) -> None:
        """Forget what is like what, since words or codes have changed."""
        self._likest.clear()

    def take_keyboard(self) -> None:
        """Take the keyboard: the list, or where there is none what closes it."""
        (self.close_button if self.list.isHidden() else self.list).setFocus()

    def _fill(self) -> None:
        current = self._key(self.list.currentItem())
        row = self._row(self.list.currentItem())
        unfolded = {self._key(item)[0] for item in self._tops() if item.isExpanded()}
        if len(self._late) == 1:
            unfolded.add(self._late[0].code_id)
        self.list.blockSignals(True)
        self.list.clear()
        for code in self._late:
            if code.open or self.done.isChecked():
                self._add(code, unfolded=code.code_id in unfolded)
        self.list.blockSignals(False)
        self._choose(current, row)
        self.count.setText(self._number_words() or self._nothing)
        self.list.setVisible(self.list.topLevelItemCount() > 0)
        self.done.setVisible(any(row.done for code in self._late for row in code.sources))
        self.close_button.setIcon(icon("close", theme.current()))
        self.list.setIconSize(QSize(12, 12))
        unordered = [key for key in map(self._key, self._tops()) if key[0] not in self._likest and key[0] in unfolded]
        if unordered:
            self.wanted.emit(unordered[0][0])

    def _number_words(self) -> str:
        open_codes = [code for code in self._late if code.open]
        sources = {row.source_id for code in open_codes for row in code.sources if not row.done}
        words = _("{n} to read again: {transcripts}, {codes}").format(
            n=sum(code.open for code in open_codes),
            transcripts=n_("{n} transcript", "{n} transcripts", len(sources)),
            codes=n_("{n} code", "{n} codes", len(open_codes)),
        )
        return words if open_codes else ""

    def _add(self, code: LateCode, *, unfolded: bool) -> None:
        left = _("{n} of {all}").format(n=code.open, all=len(code.sources))
        top = QTreeWidgetItem(self.list, [f"{code.name}  ·  {left}"])
        top.setIcon(0, chip(code.colour))
        top.setData(0, _CODE, code.code_id)
        top.setToolTip(0, code.path)
        top.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        if unfolded:
            self._add_sources(top, code)
            top.setExpanded(True)

    def _add_sources(self, top: QTreeWidgetItem, code: LateCode) -> None:
        for source in self._ordered(code):
            if source.done and not self.done.isChecked():
                continue
            why = _("new code") if source.why == NEW else _("redefined")
            item = QTreeWidgetItem(top, [f"{source.name}  ·  {why}"])
            item.setData(0, _CODE, code.code_id)
            item.setData(0, _SOURCE, source.source_id)
            item.setData(0, _DONE, source.done)
            item.setCheckState(0, Qt.CheckState.Checked if source.done else Qt.CheckState.Unchecked)
            words = _("{source} was finished before “{code}” was as it is now")
            item.setToolTip(0, words.format(source=source.name, code=code.name))

    def _ordered(self, code: LateCode) -> list[LateSource]:
        order = {source_id: place for place, source_id in enumerate(self._likest.get(code.code_id, ()))}
        return sorted(code.sources, key=lambda row: order.get(row.source_id, len(order)))

    def _expanded(self, item: QTreeWidgetItem) -> None:
        code_id = item.data(0, _CODE)
        if not item.childCount():
            self._add_sources(item, next(code for code in self._late if code.code_id == code_id))
        if code_id not in self._likest:
            self.wanted.emit(code_id)

    # Where one is ----------------------------------------------------------------------------------------------------

    def _tops(self) -> list[QTreeWidgetItem]:
        return _children(self.list.invisibleRootItem())

    @staticmethod
    def _key(item: QTreeWidgetItem | None) -> tuple[str, str]:
        return ("", "") if item is None else (item.data(0, _CODE), item.data(0, _SOURCE) or "")

    @staticmethod
    def _row(item: QTreeWidgetItem | None) -> int:
        above = None if item is None else item.parent()
        return 0 if item is None or above is None else above.indexOfChild(item)

    def _choose(self, key: tuple[str, str], row: int) -> None:
        """Choose what was chosen; where it is gone, what took its place, or else the first code."""
        for top in self._tops():
            children = _children(top)
            for item in (top, *children):
                if self._key(item) == key:
                    self.list.setCurrentItem(item)
                    return
            if key[0] == self._key(top)[0]:
                self.list.setCurrentItem(children[min(row, len(children) - 1)] if children else top)
                return
        for top in self._tops()[:1]:
            self.list.setCurrentItem(top)

    # Keys and mouse --------------------------------------------------------------------------------------------------

    def _activate(self, item: QTreeWidgetItem) -> None:
        code_id, source_id = self._key(item)
        if source_id:
            self.opened.emit(source_id, code_id)
        else:
            item.setExpanded(not item.isExpanded())

    def _tick(self, everywhere: bool) -> None:
        """Tick the current transcript off (or not) for its code or `everywhere`; on a code, all its transcripts."""
        item = self.list.currentItem()
        code_id, source_id = self._key(item)
        if item is None:
            return
        done = (
            bool(item.data(0, _DONE))
            if source_id
            else not any(code.open for code in self._late if code.code_id == code_id)
        )
        pairs = [
            (row.source_id, code.code_id)
            for code in self._late
            for row in code.sources
            if row.done == done
            and (code.code_id == code_id or (everywhere and source_id))
            and row.source_id in (source_id or row.source_id,)
        ]
        self.ticked.emit(pairs, not done)

    def _clicked(self, item: QTreeWidgetItem) -> None:
        ticked = item.checkState(0) == Qt.CheckState.Checked
        if self._key(item)[1] and ticked != bool(item.data(0, _DONE)):
            self.ticked.emit([(self._key(item)[1], self._key(item)[0])], ticked)

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        self.list.setCurrentItem(item)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._key(item)[1]:
            menu.addAction(_("Open at the likest passage"), lambda: self._activate(item))
            menu.addAction(_("Tick off, or not"), lambda: self._tick(False))
            menu.addAction(_("Tick off for all codes, or not"), lambda: self._tick(True))
        else:
            menu.addAction(_("Tick off all its transcripts, or none"), lambda: self._tick(False))
        menu.exec(self.list.viewport().mapToGlobal(at))


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for row in range(item.childCount()) if (child := item.child(row)) is not None]


class _Tree(QTreeWidget):
    """A tree of one column; signal `spacePressed(with Shift)`."""

    spacePressed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spacePressed.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
