"""Chooses what a round of review shows: themes, easy-read pages and sentences, and quotes that may be quoted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from qda.core.finding import fold
from qda.core.review.items import Thing
from qda.core.review.offered import Offer
from qda.i18n import _, n_
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped

KIND_NAMES = {
    "theme": _("Themes"),
    "page": _("Easy-read pages"),
    "statement": _("Sentences of easy-read pages"),
    "quote": _("Quotes picked for themes"),
}
_TICKED = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FEW = 30  # things are all unfolded at once


class ChooseShownDialog(QDialog):
    """Offers what is not shown yet, kind by kind, to tick; a kind ticks all that it holds."""

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is shown"))
        self._heads: list[QTreeWidgetItem] = []
        self._rows: list[list[tuple[QTreeWidgetItem, Thing]]] = []
        room = self.screen().availableSize()
        letters = self.fontMetrics().averageCharWidth()
        self.setMinimumSize(min(letters * 90, room.width() - 64), min(letters * 70, room.height() - 96))
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter by words"))
        self.filter.setClearButtonEnabled(True)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(_("What can be shown"))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.about = Wrapped(parent=self)
        self._fill([one for one in offers if not one.there])
        box, self.show_button = buttons(self, _("Show them"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        for part in (self.filter, self.tree, self.about, box):
            column.addWidget(part)
        column.setStretch(1, 1)
        self.filter.textChanged.connect(self._look_for)
        self.tree.itemChanged.connect(lambda item, _column: self._ticked(item))
        self._fit()
        self.tree.setFocus()

    def _fill(self, offers: Sequence[Offer]) -> None:
        may = [one for one in offers if one.allowed is True]
        for kind, name in KIND_NAMES.items():
            here = [one for one in may if one.thing.kind == kind]
            if here:
                head = self._head(name)
                head.setFlags(_TICKED)
                head.setCheckState(0, Qt.CheckState.Unchecked)
                for one in here:
                    self._row(head, one)
                head.setExpanded(kind in ("theme", "page") or len(may) < _FEW)
        others = [one for one in offers if one.allowed is not True]
        if others:
            head = self._head(_("Quotes that can't be shown"))
            head.setToolTip(0, _("Consent is recorded in the place Sources, among people and facts"))
            for one in others:
                self._row(head, one)
        if self._heads:
            self.tree.setCurrentItem(self._heads[0])

    def _head(self, name: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.tree, [name])
        self._heads.append(head)
        self._rows.append([])
        return head

    def _row(self, head: QTreeWidgetItem, one: Offer) -> None:
        words = " · ".join(part for part in (_line(one.title), _line(one.words), one.group) if part)
        row = QTreeWidgetItem(head, [words])
        if one.allowed is True:
            row.setFlags(_TICKED)
            row.setCheckState(0, Qt.CheckState.Unchecked)
        else:
            row.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            row.setText(0, f"{_('not allowed') if one.allowed is False else _('no consent recorded')}: {words}")
        row.setToolTip(0, row.text(0))
        self._rows[self._heads.index(head)].append((row, one.thing))

    def _look_for(self, typed: str) -> None:
        wanted = fold(typed).split()
        for head, rows in zip(self._heads, self._rows, strict=True):
            for row, _thing in rows:
                words = fold(row.text(0))
                row.setHidden(not all(word in words for word in wanted))
            head.setHidden(all(row.isHidden() for row, _thing in rows))
            if wanted:
                head.setExpanded(True)

    def _ticked(self, changed: QTreeWidgetItem) -> None:
        """Let a kind tick all of it that is shown now, and follow what is ticked in it."""
        self.tree.blockSignals(True)
        if changed in self._heads:
            for row, _thing in self._rows[self._heads.index(changed)]:
                if not row.isHidden():
                    row.setCheckState(0, changed.checkState(0))
        for head, rows in zip(self._heads, self._rows, strict=True):
            states = {row.checkState(0) for row, _thing in rows}
            if head.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                head.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)
        self.tree.blockSignals(False)
        self.tree.viewport().update()
        self._fit()

    def chosen(self) -> list[Thing]:
        """Return what is ticked, in the order of the list."""
        return [thing for rows in self._rows for row, thing in rows if row.checkState(0) == Qt.CheckState.Checked]

    def _fit(self) -> None:
        number = len(self.chosen())
        self.show_button.setEnabled(bool(number))
        if not self._heads:
            self.about.setText(_("All that there is to show is in the round already."))
        else:
            self.about.setText(n_("{n} is ticked.", "{n} are ticked.", number) if number else "")


def _line(words: str) -> str:
    return " ".join(words.split())
