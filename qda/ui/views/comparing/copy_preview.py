"""What a copy would bring, before anything is written: counted, conflicts to settle, what is held back, and Merge."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from qda.core.merging import Plan
from qda.core.merging.copies import Look
from qda.i18n import _, n_
from qda.ui.views.comparing.brought import BroughtTree, HeldList
from qda.ui.views.comparing.conflicts import ConflictsPanel
from qda.ui.widgets.labels import Wrapped

_WHAT, _CONFLICTS, _HELD = range(3)


class CopyPreview(QWidget):
    """Signals: `mergeAsked()`, `againAsked()` where the project was changed since, `left()`, `goAsked(HeldBack)`."""

    mergeAsked = Signal()
    againAsked = Signal()
    left = Signal()
    goAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.said = Wrapped(parent=self)
        self.what = BroughtTree(self)
        self.conflicts = ConflictsPanel(self)
        self.held = HeldList(self)
        self.held.goAsked.connect(self.goAsked)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for page in (self.what, self.conflicts, self.held):
            self.tabs.addTab(page, "")
        self.hint = Wrapped(parent=self)
        self.merge, self.again = QPushButton(_("Merge"), self), QPushButton(_("Look again"), self)
        self.leave = QPushButton(_("Cancel"), self)
        self.merge.setProperty("primary", True)
        self.merge.clicked.connect(self.mergeAsked)
        self.again.clicked.connect(self.againAsked)
        self.leave.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.hint, 1)
        for button in (self.leave, self.again, self.merge):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def show_plan(self, plan: Plan, look: Look) -> None:
        """Show what merging would do."""
        other = self.plan is None or self.plan.path != plan.path
        self.plan = plan
        if other:
            self.conflicts.forget()
        self.said.setText(_told(plan, look))
        self.what.show_counts(plan.new, plan.changed, plan.removed, plan.names)
        self.conflicts.show_conflicts(plan.conflicts)
        self.held.show_held(plan.held_back)
        for tab, words, number in (
            (_WHAT, _("What it brings"), 0),
            (_CONFLICTS, _("Conflicts"), len(plan.conflicts)),
            (_HELD, _("Held back"), len(plan.held_back)),
        ):
            self.tabs.setTabText(tab, f"{words} {number:,}" if number else words)
            self.tabs.setTabEnabled(tab, tab == _WHAT or bool(number))
        if other:
            self.tabs.setCurrentIndex(_WHAT)
        self.again.hide()
        self.merge.setEnabled(not plan.empty)
        hint = _("Nothing is written before you merge, and one Undo takes all of it back.")
        if plan.empty:
            hint = _("There is nothing to merge: all that this copy has is here, or was decided on before.")
        elif plan.conflicts:
            asked = n_("{n} conflict is yours to settle.", "{n} conflicts are yours to settle.", len(plan.conflicts))
            hint = f"{asked} {hint}"
        self.hint.setText(hint)

    def outdated(self) -> None:
        """Say that the project was changed since, so that the copy must be looked at once more."""
        self.merge.setEnabled(False)
        self.again.show()
        self.hint.setText(_("The project was changed since. Look at the copy again; what you settled stays settled."))

    def say(self, words: str) -> None:
        """Say what went wrong, in place."""
        self.hint.setText(words)

    def busy(self, working: bool) -> None:
        """Let nothing be settled or asked again while the merge is written."""
        for part in (self.merge, self.leave, self.again, self.conflicts):
            part.setEnabled(not working)
        if working:
            self.hint.setText(_("Merging. You can go on reading; writing waits until it is done."))

    def take_keyboard(self) -> None:
        """Give the keyboard to what is in front."""
        fronts = (self.what, self.conflicts.table, self.held.table)
        fronts[self.tabs.currentIndex()].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.leave.isEnabled():
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _told(plan: Plan, look: Look) -> str:
    parts = []
    if look.coder and look.coder not in plan.coders:
        parts.append(_("Made for {name}.").format(name=look.coder))
    if plan.coders:
        parts.append(_("Brings the work of {people}.").format(people=", ".join(plan.coders)))
    if plan.same:
        parts.append(n_("{n:,} thing is the same in both.", "{n:,} things are the same in both.", plan.same))
    return " ".join((*parts, *plan.notes))
