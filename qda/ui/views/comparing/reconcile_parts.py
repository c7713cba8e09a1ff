"""What stands beside the text: how far a source is settled, the differences, one at length, and what all agree on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.core.reconciling.looking import Tally
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.widgets.difference_card import DifferenceCard
from qda.ui.widgets.differences_list import DifferencesList
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import Shortened, Wrapped


class Beside(QWidget):
    """The right side of the section; its buttons ask the window for the actions of their names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.settled = Shortened(self)
        self.settled.setProperty("heading", True)
        self.list = DifferencesList(self)
        self.card = DifferenceCard(self)
        self.card.asked.connect(self._perform)
        self.card.left.connect(self.list.setFocus)
        self.agreed = Wrapped(parent=self)
        self.agreed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.take = QPushButton(self)
        self.finish = QPushButton(self)
        for button, name, words in (
            (self.take, "take_agreed", _("The consensus gets what all of them have alike in this source")),
            (self.finish, "finish_consensus", _("Say that you have settled everything in this source, or have not")),
        ):
            keys.tip(button, words, name)
            button.clicked.connect(lambda _on=False, name=name: self._perform(name))
        lower = QWidget(self)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 8)
        below.setSpacing(6)
        below.addWidget(self.card)
        below.addStretch(1)
        ends = QVBoxLayout()
        ends.setContentsMargins(12, 0, 8, 0)
        ends.setSpacing(6)
        ends.addWidget(self.agreed)
        row = FlowRow(lower)
        row.flow.addWidget(self.take)
        row.flow.addWidget(self.finish)
        ends.addWidget(row)
        below.addLayout(ends)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setObjectName("reconcile beside")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(lower)
        self.splitter.addWidget(area)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([330, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.addWidget(self.settled, 1)
        column.addLayout(head)
        column.addWidget(self.splitter, 1)

    def stand(self, below: bool) -> None:
        """Stand below the text, list and card beside each other; or beside it, the card below the list."""
        self.splitter.setOrientation(Qt.Orientation.Horizontal if below else Qt.Orientation.Vertical)
        self.splitter.setSizes([400, 600] if below else [330, 300])

    def _perform(self, name: str) -> None:
        self.window().perform(name)  # type: ignore[attr-defined]

    def say(self, tally: Tally, shown: int, finished: bool) -> None:
        """Say how far the source is settled, and what all agree on; `shown` differences are listed."""
        whole = tally.differences
        parts = [_("{done} of {all} settled").format(done=tally.settled, all=whole)] if whole else []
        if tally.later:
            parts.append(n_("{n} later", "{n} later", tally.later))
        if tally.stale:
            parts.append(n_("{n} changed since", "{n} changed since", tally.stale))
        if shown != whole:
            parts.append(n_("{n} shown", "{n} shown", shown))
        self.settled.say(" · ".join(parts) or _("No differences in this source"))
        left = tally.agreed - tally.taken
        agreed = n_("You agree on {n} passage.", "You agree on {n} passages.", tally.agreed)
        taken = _("The consensus has them.") if not left else _("The consensus has {n} of them.").format(n=tally.taken)
        self.agreed.setText(
            f"{agreed} {taken}" if tally.agreed else _("There is no passage that all of you have alike.")
        )
        self.take.setText(n_("Take over {n} passage", "Take over {n} passages", left) if left else _("Taken over"))
        self.take.setEnabled(bool(left))
        self.finish.setText(_("Not finished yet") if finished else _("Consensus finished"))
        self.finish.setEnabled(finished or not (left or whole - tally.settled))
