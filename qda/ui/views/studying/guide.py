"""The guide of phases: what each is for, what in the project shows that it is done, and a tick of one's own."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.core import phases
from qda.core.phases import Phase, Sign
from qda.i18n import _
from qda.ui.views.studying.scrolled import ScrolledPage, has_section, link
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace

_SIGNS = {True: "✓", False: "○", None: "·"}
_SAID = {True: _("done"), False: _("not yet"), None: _("for your information")}


class GuidePage(ScrolledPage):
    """A phase below the other; nothing is locked by a phase that isn't done."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.title(_("Guide of phases"), 1.3)
        self.sentence(
            _(
                "A guide and never a lock: go back and forth as the analysis asks. What is counted here shows how far "
                "a phase may have come; whether it is done you say yourself."
            )
        )
        self.ticks: dict[str, QCheckBox] = {}
        self._box = QWidget(self.page)
        self._phases = QVBoxLayout(self._box)
        self._phases.setContentsMargins(0, 0, 0, 0)
        self._phases.setSpacing(4)
        self.column.addWidget(self._box)
        self.column.addStretch(1)
        self._shown: list[Phase] = []

    def refresh(self, kinds: frozenset[str]) -> None:
        """Count again, whatever was changed: nearly everything may show that a phase is done."""
        if kinds and self.workspace.is_open:
            self.show_all()

    def show_all(self) -> None:
        """Show the phases of the approach as far as they have come."""
        found: list[Phase] = self.workspace.read(phases.phases)
        if found == self._shown:
            return
        at = next((key for key, tick in self.ticks.items() if tick.hasFocus()), None)
        self._shown = found
        self.ticks = {}
        while (item := self._phases.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, phase in enumerate(found, 1):
            self._phases.addWidget(self._phase(number, phase))
        if at in self.ticks:
            self.ticks[at].setFocus()

    def _phase(self, number: int, phase: Phase) -> QWidget:
        box = QWidget(self._box)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 12, 0, 4)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(16)
        title = heading(f"{number}. {phase.title}", box)
        title.setWordWrap(True)
        head.addWidget(title, 1)
        tick = QCheckBox(_ticked(phase), box)
        tick.setAccessibleName(_("{phase} is done").format(phase=phase.title))
        tick.setChecked(bool(phase.ticked))
        tick.setEnabled(not self.workspace.project.read_only)
        tick.clicked.connect(lambda done, key=phase.key: self._tick(key, done))
        self.ticks[phase.key] = tick
        head.addWidget(tick)
        column.addLayout(head)
        column.addWidget(Wrapped(phase.purpose, box))
        for sign in phase.signs:
            column.addLayout(self._sign(sign, box))
        return box

    def _sign(self, sign: Sign, box: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = QLabel(_SIGNS[sign.done], box)
        mark.setToolTip(_SAID[sign.done])
        mark.setAccessibleName(_SAID[sign.done])
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedWidth(self.fontMetrics().averageCharWidth() * 3)
        row.addWidget(mark)
        if not sign.section or has_section(sign.place, sign.section):
            button = link(sign.words, box, sign.place, sign.section)
            button.setAccessibleName(f"{sign.words} ({_SAID[sign.done]})")
            row.addWidget(button)
        else:
            row.addWidget(QLabel(sign.words, box))
        row.addStretch(1)
        return row

    def _tick(self, key: str, done: bool) -> None:
        self.workspace.do("Tick off a phase", phases.tick_phase, key, done=done, coder_id=self.workspace.coder_id)


def _ticked(phase: Phase) -> str:
    if not phase.ticked:
        return _("Done")
    day = QLocale().toString(QDate.fromString(phase.ticked, Qt.DateFormat.ISODate), QLocale.FormatType.ShortFormat)
    return _("Done {day}, {by}").format(day=day, by=phase.by) if phase.by else _("Done {day}").format(day=day)
