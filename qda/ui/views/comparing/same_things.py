"""Two separate projects: which of their things are the same, to be confirmed before anything is joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.core.merging.joining import Pair
from qda.core.merging.matching import Known, Match
from qda.i18n import _, n_
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.rows_table import RowsTable

_KINDS = {
    "source": _("Source"),
    "coder": _("Coder"),
    "code": _("Code"),
    "participant": _("Participant"),
    "attribute": _("Attribute"),
}
_WHY = {
    "before": _("joined before"),
    "id": _("the same by its id"),
    "text": _("the same words"),
    "path": _("the same name and category"),
    "name": _("the same name"),
    "similar": _("a similar name"),
    "": "",
}
_HEADS = (_("Kind"), _("In the other project"), _("Here"), _("Why"))
_APART = ""


class SameThings(QWidget):
    """A row a thing of the other project, and what it is here. Signals: `confirmed()`, `left()`."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matches: Sequence[Match] = ()
        self._here: Mapping[str, Sequence[Known]] = {}
        self.decided: dict[str, str] = {}
        self.said = Wrapped(parent=self)
        self.box = QComboBox(self)
        about = _("Space takes for the same, or keeps apart; Return chooses another thing")
        self.table = RowsTable(_("What is the same in both projects"), about, self, wide=1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._look())
        self.table.opened.connect(lambda _row: self.box.setFocus())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.turn)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(24)
        self.box.setAccessibleName(_("What it is here"))
        self.box.activated.connect(lambda _row: self._take())
        label = QLabel(_("&Here it is"), self)
        label.setBuddy(self.box)
        self.toggle = QPushButton(_("Keep apart"), self)
        self.toggle.clicked.connect(self.turn)
        self.confirm, self.leave = QPushButton(_("Show what it brings"), self), QPushButton(_("Cancel"), self)
        self.confirm.setProperty("primary", True)
        self.confirm.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.left)
        choosing = QHBoxLayout()
        choosing.setSpacing(8)
        choosing.addWidget(label)
        choosing.addWidget(self.box, 1)
        choosing.addWidget(self.toggle)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addLayout(choosing)
        column.addLayout(foot)

    def show_matches(self, matches: Sequence[Match], here: Mapping[str, Sequence[Known]]) -> None:
        """Show what is proposed; `here` are the things of this project by kind."""
        # What must be answered stands first.
        self.matches = sorted(matches, key=lambda one: not _is_asked(one))
        self._here = here
        self.decided = {one.id: one.ours if one.joined and one.ours else _APART for one in matches}
        self._fill()
        if matches:
            self._go(0)
        self._look()

    def pairs(self) -> list[Pair]:
        """Return what was decided otherwise than proposed."""
        return [
            (one.kind, one.id, self.decided[one.id])
            for one in self.matches
            if self.decided[one.id] != (one.ours if one.joined and one.ours else _APART)
        ]

    def turn(self) -> None:
        """Keep apart what is taken for the same; take for the same as proposed what is kept apart."""
        one = self._match()
        if one is None:
            return
        self.decided[one.id] = _APART if self.decided[one.id] else (one.ours or _APART)
        self._again()

    def _take(self) -> None:
        one = self._match()
        if one is not None:
            self.decided[one.id] = str(self.box.currentData() or _APART)
            self._again()

    def _again(self) -> None:
        at = self.table.currentIndex().row()
        self._fill()
        self._go(at)
        self._look()

    def _match(self) -> Match | None:
        return self.table.chosen(self.matches)

    def _name(self, one: Match) -> str:
        ours = self.decided[one.id]
        return next((known.name for known in self._here[one.kind] if known.id == ours), "")

    def _fill(self) -> None:
        rows = []
        for one in self.matches:
            name, asked = self._name(one), _is_asked(one)
            why = _WHY.get(one.how, "") if self.decided[one.id] in (one.ours, _APART) else _("chosen")
            if asked and not self.decided[one.id]:
                why = _("{why}: {name}?").format(why=_WHY.get(one.how, ""), name=one.ours_name)
            here = name or _("kept apart; it comes along as it is")
            rows.append((Cell(_KINDS[one.kind]), Cell(one.name), Cell(here), Cell(why)))
        self.table.show_rows(_HEADS, rows)
        asked_for = sum(map(_is_asked, self.matches))
        words = _("This is another project. What is the same in both becomes one; everything else comes along.")
        look = n_("{n} may be the same: look at it.", "{n} may be the same: look at them.", asked_for)
        self.said.setText(f"{words} {look}" if asked_for else words)

    def _look(self) -> None:
        one = self._match()
        self.box.setEnabled(one is not None)
        self.toggle.setEnabled(one is not None and (bool(self.decided[one.id]) or one.ours is not None))
        self.box.clear()
        if one is None:
            return
        self.toggle.setText(_("Keep apart") if self.decided[one.id] or not one.ours else _("Take for the same"))
        self.toggle.setToolTip(f"{self.toggle.text()} ({QKeySequence(Qt.Key.Key_Space).toString()})")
        self.box.addItem(_("something of its own"), _APART)
        for known in self._here[one.kind]:
            if one.kind != "source" or known.id in (one.ours, self.decided[one.id]):
                self.box.addItem(known.name, known.id)
        self.box.setCurrentIndex(max(0, self.box.findData(self.decided[one.id])))

    def _go(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.table.model().index(row, 0), flags)


def _is_asked(one: Match) -> bool:
    """Tell whether something may be the same, so that a person must say."""
    return one.ours is not None and not one.joined
