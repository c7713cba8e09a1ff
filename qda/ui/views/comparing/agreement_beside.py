"""What stands beside the figures of agreement: what a row says, the methods section, what was left out, snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qda.core.agreement.asking import LeftOut
from qda.core.agreement.methods import CODERS_AS
from qda.core.agreement.snapshots import Snapshot
from qda.i18n import _
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.widgets.list_buttons import connect_buttons
from qda.ui.widgets.tall_rows import TallRows

_LINES = 4  # of a list that stay in sight


class AgreementBeside(QScrollArea):
    """Signals: `codersAs()` when coders shall be called otherwise; `sourceAsked(id)`; and those of the buttons."""

    codersAs = Signal()
    sourceAsked = Signal(str)
    copyAsked = Signal()
    keepAsked = Signal()
    snapshotChosen = Signal(str)
    deleteAsked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 16, 16, 16)
        self._column.setSpacing(8)
        self.title = self._part(_("What this says"))
        self.title.setWordWrap(True)
        self.reading = self._words()
        self.differences = QPushButton(_("Show its differences"), inside)
        self.differences.setToolTip(_("Side by side in the text (Return in the table)"))
        self._column.addWidget(self.differences, 0, Qt.AlignmentFlag.AlignLeft)
        self._make_methods(inside)
        self._part(_("Left out"))
        self.none_left = self._words()
        self.left = self._list(_("Sources left out, with reasons"))
        self.left.itemActivated.connect(lambda item: self.sourceAsked.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.left.itemClicked.connect(lambda item: self.sourceAsked.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._make_snapshots(inside)
        self._column.addStretch(1)
        self.setWidget(inside)

    def _make_methods(self, inside: QWidget) -> None:
        self._part(_("For the methods section"))
        self.methods = self._words()
        self.methods.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.called = QComboBox(inside)
        self.called.setAccessibleName(_("How coders are called"))
        self.called.setToolTip(_("How coders are called"))
        for value, words in CODERS_AS.items():
            self.called.addItem(words, value)
        self.called.activated.connect(lambda _row: self.codersAs.emit())
        self.copy = QPushButton(_("Copy"), inside)
        self.copy.setAccessibleName(_("Copy the sentences for the methods section"))
        self.copy.clicked.connect(self.copyAsked)
        row = QHBoxLayout()
        row.addWidget(self.called, 1)
        row.addWidget(self.copy)
        self._column.addLayout(row)

    def _make_snapshots(self, inside: QWidget) -> None:
        self._part(_("Snapshots"))
        self.snapshots = self._list(_("Snapshots"))
        self.moved = self._words()
        self.keep = QPushButton(_("Keep these figures…"), inside)
        self.delete = QPushButton(_("Delete"), inside)
        self.delete.setAccessibleName(_("Delete the snapshot"))
        self.snapshots.currentItemChanged.connect(lambda *_items: self._choose())
        self._column.addLayout(
            connect_buttons(
                self.snapshots, (self.keep, self.keepAsked.emit, ""), (self.delete, self._ask_delete, "Delete")
            )
        )

    def _part(self, title: str) -> Wrapped:
        label = heading(title, self)
        self._column.addWidget(label)
        return label  # type: ignore[return-value]

    def _words(self) -> Wrapped:
        words = Wrapped(parent=self)
        words.setProperty("muted", False)
        self._column.addWidget(words)
        return words

    def _list(self, name: str) -> TallRows:
        rows = TallRows(name, self)
        rows.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._column.addWidget(rows)
        return rows

    # Showing ---------------------------------------------------------------------------------------------------------

    def read_row(self, title: str, sentences: Sequence[str], *, code: bool) -> None:
        """Show what the figures of a row say."""
        self.title.setText(title or _("What this says"))
        self.reading.setText("\n\n".join(sentence for sentence in sentences if sentence))
        self.differences.setVisible(code)

    def show_methods(self, words: str, *, usable: bool) -> None:
        """Show the sentences for the methods section, or why there are none."""
        self.methods.setText(words)
        self.copy.setEnabled(usable)

    def show_left(self, rows: Sequence[LeftOut] | None) -> None:
        """List what did not count; None where nothing was compared."""
        none = _("Nothing was compared.") if rows is None else _("Nothing: all sources count.")
        rows = rows or ()
        self.left.clear()
        self.left.setVisible(bool(rows))
        self.none_left.setText("" if rows else none)
        self.none_left.setVisible(not rows)
        for row in rows:
            item = QListWidgetItem(f"{row.name}: {row.reason}", self.left)
            item.setData(Qt.ItemDataRole.UserRole, row.source_id)
            item.setToolTip(_("Open {source}").format(source=row.name))

    def show_snapshots(self, rows: Sequence[Snapshot]) -> None:
        """List the snapshots; the chosen one stays chosen where it is still there."""
        here = self.snapshot()
        self.snapshots.clear()
        self.snapshots.setVisible(bool(rows))
        self.delete.setVisible(bool(rows))
        for place, one in enumerate(rows):
            told = [day(one.at), one.name]
            if one.discussed:
                told.append(_("after discussion, not independent"))
            if one.training:
                told.append(_("training"))
            item = QListWidgetItem(" · ".join(told), self.snapshots)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setToolTip(one.note or one.methods)
            if one.id == here:
                self.snapshots.setCurrentRow(place)
        self._choose()

    def snapshot(self) -> str:
        """Return the id of the chosen snapshot, "" where none is."""
        item = self.snapshots.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _choose(self) -> None:
        self.delete.setEnabled(bool(self.snapshot()))
        self.snapshotChosen.emit(self.snapshot())

    def _ask_delete(self) -> None:
        if self.snapshot():
            self.deleteAsked.emit(self.snapshot())


def day(at: int) -> str:
    """Return the day of a moment, in milliseconds since 1970, by the clock of this computer."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().strftime("%Y-%m-%d")
