"""What a round of review asks, whom, in which form, and whom the calm page names."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from qda.core.review import rounds
from qda.core.review.rounds import ASKS, AUDIENCES, FORMS, OTHER_WAY, USUAL_ASKS, Round
from qda.i18n import _
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import Wrapped
from qda.ui.workspace import Workspace


class RoundFacts(QScrollArea):
    """The facts of the chosen round as fields; each is kept as it is left."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._round: Round | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.audience, self.form = self._choice("audience", AUDIENCES), self._choice("form", FORMS)
        self.asks = {ask: QCheckBox(words, self.page) for ask, words in ASKS.items()}
        self.shuffled = QCheckBox(_("In another order for each person"), self.page)
        self.lines = {
            "language": KeptLine(_("Language"), self.page),
            "support_name": KeptLine(_("Support person"), self.page),
            "support_phone": KeptLine(_("Number of the support person"), self.page),
        }
        self.lines["language"].setPlaceholderText(_("en, de, es, fr, nb"))
        self.note = KeptProse(_("Note about the round"), 3, self.page)
        self.about = Wrapped(parent=self.page)
        self._lay_out()
        for ask, box in self.asks.items():
            box.clicked.connect(lambda _on, ask=ask: self._asked(ask))
        self.shuffled.clicked.connect(lambda on: self._edit(shuffled=on))
        for column, line in self.lines.items():
            line.kept.connect(lambda words, column=column: self._edit(**{column: words}))
        self.note.kept.connect(lambda words: self._edit(note=words))

    def _choice(self, column: str, choices: Any) -> QComboBox:
        box = QComboBox(self.page)
        for value, words in choices.items():
            box.addItem(words, value)
        box.activated.connect(lambda _at: self._edit(**{column: box.currentData()}))
        return box

    def _lay_out(self) -> None:
        asks = QWidget(self.page)
        below = QVBoxLayout(asks)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        for box in self.asks.values():
            below.addWidget(box)
        below.addWidget(self.about)
        form = QFormLayout(self.page)
        form.setContentsMargins(16, 12, 16, 12)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, part in (
            (_("Shown to"), self.audience),
            (_("In which form"), self.form),
            (_("Questions"), asks),
            (_("Order"), self.shuffled),
            (_("Language"), self.lines["language"]),
            (_("Support person"), self.lines["support_name"]),
            (_("Number"), self.lines["support_phone"]),
            (_("Note"), self.note),
        ):
            if not part.accessibleName() and isinstance(part, QComboBox):
                part.setAccessibleName(title)
            form.addRow(title, part)
        self.lines["support_name"].setToolTip(_("Who can be talked to: the calm page names this person after “Stop”"))
        self.setWidget(self.page)

    def show_round(self, one: Round | None) -> None:
        """Show another round; what was typed for the one before is kept first."""
        if self._round is not None and (one is None or one.id != self._round.id):
            self.closing()
        self._round = one
        self.page.setEnabled(one is not None and not self.workspace.project.read_only)
        if one is None:
            return
        for box, value in ((self.audience, one.audience), (self.form, one.form)):
            box.setCurrentIndex(box.findData(value))
        for ask, check in self.asks.items():
            check.setChecked(ask in one.asks)
        self.shuffled.setChecked(one.shuffled)
        for column, line in self.lines.items():
            line.show_words(getattr(one, column))
        self.note.show_words(one.note)
        self.about.setText(_about(one))

    def closing(self) -> None:
        """Keep what is typed."""
        for line in self.lines.values():
            line.flush()
        self.note.flush()

    def _asked(self, ask: str) -> None:
        """Take a question in or out; the same question is not asked both ways in one round."""
        wanted = {key for key, box in self.asks.items() if box.isChecked()}
        if ask in wanted:
            wanted.discard(OTHER_WAY.get(ask, ""))
        if not self._edit(asks=sorted(wanted)) and self._round is not None:
            self.show_round(self._round)

    def _edit(self, **values: Any) -> bool:
        one = self._round
        if one is None or all(getattr(one, column) == value for column, value in values.items()):
            return False
        return bool(self.workspace.do("Change review round", rounds.edit_round, one.id, **values))


def _about(one: Round) -> str:
    if set(one.asks) >= set(USUAL_ASKS[:2]):
        return _("Whether something is easy and whether it is right are two questions: both are asked.")
    if set(one.asks) & {"hard", "wrong"}:
        return _("Asked the other way round: “yes” is what has to be looked at.")
    return _("Only one of “easy” and “right” is asked: the other stays unknown.")
