"""The page of decisions on sources: each person decides alone by keys, then both see how far they agree and settle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qda.core import judgements, plan
from qda.core.agreement.telling import Told, tell
from qda.core.attribute_types import SEVERAL, TYPES, parted
from qda.core.attributes import AttributeRow, attribute_rows
from qda.core.coders import Person, coders
from qda.core.judgements import Adopted, Judged
from qda.core.participants import add_attribute, set_values
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.answers_table import AnswersTable
from qda.ui.widgets.flow import FlowRow
from qda.ui.widgets.labels import EmptyPlace, Wrapped, heading
from qda.ui.widgets.scores_table import ScoresTable
from qda.ui.workspace import Workspace

_TOUCHING = frozenset(("judgement", "attribute", "attribute_value", "source", "coder", "coding_round", "assignment"))
_COUNTING = _("Comparing decisions")
_MOST = 9  # answers that have a digit


class DecisionsPage(QWidget):
    """One's own decisions, and, when all of them are made, those of others beside them."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.judged: Judged | None = None
        self.people: list[Person] = []
        self.rows: list[str] = []
        self.attribute, self.round, self.other = QComboBox(self), QComboBox(self), QComboBox(self)
        for box, name in (
            (self.attribute, _("What is decided")),
            (self.round, _("Which sources")),
            (self.other, _("Compared with")),
        ):
            box.setAccessibleName(name)
            box.activated.connect(lambda _at: self.show_all())
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new = QPushButton(_("New decision…"), self)
        self.new.setToolTip(_("Include or exclude, under a name of its own; other attributes are made in Sources"))
        self.new.clicked.connect(self.add_decision)
        self.compare = QPushButton(_("Compare and settle"), self)
        self.compare.setCheckable(True)
        self.compare.toggled.connect(lambda _on: self.show_all())
        self.adopt = QPushButton(self)
        self.adopt.setProperty("primary", True)
        self.adopt.clicked.connect(self.take_agreed)
        self.about = Wrapped(parent=self)
        self.about.setProperty("muted", False)
        self.about.setAccessibleName(_("How far it is"))
        self.keys = Wrapped(parent=self)
        self.keys.setAccessibleName(_("Keys"))
        self.table = AnswersTable(
            _("Sources and decisions"),
            _("A digit decides, 0 takes back, N goes to the next open one"),
            self,
            is_open=self._is_open,
        )
        self.table.answered.connect(self._answered)
        self.table.opened.connect(self._ask)
        self.scores = ScoresTable(self, brief=True)
        workspace.coderChanged.connect(self._other_coder)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(_("Decisions on sources"), self, 1.3), 1)
        head.addWidget(self.new)
        self._filled, self._with = QWidget(self), QLabel(_("with"), self)
        self._choices = FlowRow(self._filled)
        for part in (self.attribute, self.round, self.compare, self._with, self.other, self.adopt):
            self._choices.flow.addWidget(part)
        filled = QVBoxLayout(self._filled)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(8)
        filled.addWidget(self._choices)
        filled.addWidget(self.about)
        filled.addWidget(self.table, 3)
        filled.addWidget(self.keys)
        filled.addWidget(self.scores, 2)
        empty = EmptyPlace(
            _(
                "Here two people decide about the same sources by themselves, such as include or exclude, or a rating. "
                "When you have decided about all of them, you see how far you agree, and settle where you differ."
            ),
            _("New decision…"),
            self.add_decision,
            self,
        )
        self.stack = QStackedWidget(self)
        self.stack.addWidget(empty)
        self.stack.addWidget(self._filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self.new if self.judged is None else self.table).setFocus()

    # A place's page --------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self.compare.setChecked(False)
        self.show_all()

    def closing(self) -> None:
        """Nothing is being written here."""
        self.workspace.jobs.drop(_COUNTING)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING:
            self.show_all()

    def _other_coder(self) -> None:
        if self.workspace.is_open:
            self.compare.setChecked(False)
            self.show_all()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the sources with one's own decisions, or with everybody's."""
        found: list[AttributeRow] = self.workspace.read(attribute_rows, "source")
        rounds = [(one.id, one.name) for one in self.workspace.read(plan.rounds)]
        _fill(self.attribute, [(row.id, row.name) for row in found])
        _fill(self.round, [("", _("All sources")), *rounds])
        self.stack.setCurrentIndex(int(bool(found)))
        self.new.setVisible(bool(found))
        self.new.setEnabled(not self.workspace.project.read_only)
        if not found:
            self.judged = None
            return
        round_id = str(self.round.currentData())
        sources = {part.source_id for part in self.workspace.read(plan.parts_of, round_id)} if round_id else None
        self.judged = self.workspace.read(judgements.judged, str(self.attribute.currentData()), sources)
        self.people = [one for one in self.workspace.read(coders, counted=False) if not one.is_consensus]
        self._show(self.judged)

    def _show(self, judged: Judged) -> None:
        me = self.workspace.coder_id or ""
        mine, all_ = judged.number_by(me), len(judged.sources)
        others = [one for one in judged.coders if one.id != me and not one.is_consensus]
        # What others decided is not looked at before one's own decisions are made.
        ready = bool(all_) and mine == all_ and bool(others)
        self.compare.setEnabled(ready)
        if not ready and self.compare.isChecked():
            self.compare.setChecked(False)
            return
        everybody = [("", _("everybody"))] if len(others) > 1 else []
        _fill(self.other, [*everybody, *((one.id, one.name) for one in others)])
        comparing = self.compare.isChecked()
        self.compare.setText(_("Back to your decisions") if comparing else _("Compare and settle"))
        for part in (self._with, self.other, self.adopt, self.scores):
            part.setVisible(comparing)
        self._choices.fit()
        self.table.setMinimumHeight(5 * self.fontMetrics().height())  # the figures below give way first
        self.rows = self._rows(judged, comparing)
        self._show_rows(judged, comparing)
        if comparing:
            self._show_agreement(judged)
            return
        self.keys.setText(self._legend(judged.attribute, _("Decide by keys")))
        told = _("{mine} of {all} decided by you.").format(mine=mine, all=all_)
        if ready:
            rest = _("You can compare now; your decisions stay as they are.")
        elif mine == all_ and all_:
            rest = _("Nobody else has decided about these yet.")
        else:
            rest = _("What others decide is shown when you have decided about all of them.")
        self.about.setText(f"{told} {rest}")

    def _whose(self) -> list[str]:
        """Return the ids of the people that are compared, oneself first."""
        judged, me = self.judged, self.workspace.coder_id or ""
        chosen = str(self.other.currentData() or "")
        if judged is None:
            return [me]
        known = [one.id for one in judged.coders if one.id != me and not one.is_consensus]
        return [me, *([chosen] if chosen in known else known)]

    def _rows(self, judged: Judged, comparing: bool) -> list[str]:
        keys = [key for key, _name in judged.sources]
        if not comparing:
            return keys
        apart = set(judged.differing(self._whose()))
        return sorted(keys, key=lambda key: key not in apart)  # where they differ comes first

    def _show_rows(self, judged: Judged, comparing: bool) -> None:
        names = dict(judged.sources)
        whose = self._whose() if comparing else [self.workspace.coder_id or ""]
        called = {one.id: one.name for one in self.people}
        apart = set(judged.differing(whose))
        heads = [_("Source"), *(called.get(one, "") if comparing else _("Your decision") for one in whose)]
        if comparing:
            heads += [_("They differ"), _("Settled")]
        rows = []
        for key in self.rows:
            said = [SEVERAL.join(judged.of(key, one)) for one in whose]
            more = [_("differ") if key in apart else "", SEVERAL.join(judged.values.get(key, ()))] if comparing else []
            rows.append([Cell(words) for words in (names[key], *said, *more)])
        self.table.show_rows(heads, rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.model().index(0, 0))

    def _show_agreement(self, judged: Judged) -> None:
        whose = self._whose()
        apart, agreed = judged.differing(whose), judged.agreed(whose)
        fresh = [key for key in agreed if key not in judged.values]
        still = [key for key in apart if key not in judged.values]
        both = sum(all(judged.of(key, one) for one in whose) for key, _name in judged.sources)
        sentence = _("All of them decided about {sources}: {same} alike. Still to settle: {open}.")
        sources = n_("{n} source", "{n} sources", both)
        self.about.setText(sentence.format(sources=sources, same=len(agreed), open=len(still)))
        self.keys.setText(self._legend(judged.attribute, _("Settle by keys")))
        self.adopt.setText(n_("Take over {n} decided alike", "Take over {n} decided alike", len(fresh)))
        self.adopt.setEnabled(bool(fresh) and not self.workspace.project.read_only)
        level = "interval" if judged.attribute.type == "number" else "nominal"

        def work(progress: Callable[[int, int], bool]) -> Told:
            return tell(judged.ratings(whose), level, (), progress)

        self.workspace.jobs.start(_COUNTING, work, self.scores.show_told, quiet=True)

    def _legend(self, attribute: AttributeRow, begin: str) -> str:
        digits = [f"{at} {option}" for at, option in enumerate(_answers(attribute), 1)]
        how = " · ".join(digits) or _("Return asks for the {type}").format(type=TYPES[attribute.type].lower())
        return f"{begin}: {how} · " + _("0 takes back · N next open one")

    # Deciding --------------------------------------------------------------------------------------------------------

    def _is_open(self, row: int) -> bool:
        if self.judged is None:
            return False
        key = self.rows[row]
        if self.compare.isChecked():
            return key in self.judged.differing(self._whose()) and key not in self.judged.values
        return not self.judged.of(key, self.workspace.coder_id or "")

    def _answered(self, row: int, number: int) -> None:
        judged = self.judged
        if judged is None:
            return
        answers = _answers(judged.attribute)
        if number > len(answers):
            return
        if not number:
            self._keep(row, [])
        elif judged.attribute.type == "choices":
            there = self._there(judged, self.rows[row])
            answer = answers[number - 1]
            self._keep(row, [one for one in there if one != answer] if answer in there else [*there, answer], stay=True)
        else:
            self._keep(row, [answers[number - 1]])

    def _there(self, judged: Judged, key: str) -> tuple[str, ...]:
        if self.compare.isChecked():
            return judged.values.get(key, ())
        return judged.of(key, self.workspace.coder_id or "")

    def _ask(self, row: int) -> None:
        judged = self.judged
        if judged is None or not 0 <= row < len(self.rows):
            return
        name = dict(judged.sources)[self.rows[row]]
        words = SEVERAL.join(_answers(judged.attribute)) or TYPES[judged.attribute.type]
        text = ask_text(self.window(), name, words, _("Keep"), SEVERAL.join(self._there(judged, self.rows[row])))
        if text:
            self._keep(row, parted(judged.attribute.type, text))

    def _keep(self, row: int, values: list[str], *, stay: bool = False) -> None:
        judged, me, key = self.judged, self.workspace.coder_id, self.rows[row]
        if judged is None or me is None or self.workspace.project.read_only:
            return
        about, attribute = [("source", key)], judged.attribute.id
        place = self.table.currentIndex()
        if self.compare.isChecked():
            done = self.workspace.do("Settle decision", set_values, None, attribute, values, source_id=key, about=about)
        else:
            done = self.workspace.do("Decide", judgements.judge, attribute, key, me, values, about=about)
        if done and values and not stay:
            self.table.setCurrentIndex(self.table.model().index(place.row(), 0))
            self.table.next_row()

    def take_agreed(self) -> None:
        """Give every source on which all agree that value."""
        if self.judged is None:
            return
        keys = [key for key, _name in self.judged.sources]
        self.workspace.do(
            "Take over what was decided alike",
            judgements.adopt,
            self.judged.attribute.id,
            self._whose(),
            source_ids=keys,
            tell=_told,
        )

    def add_decision(self) -> None:
        """Make an attribute of sources with include and exclude."""
        words = _("What is decided, such as “Title and abstract”. The answers are include and exclude.")
        name = ask_text(self.window(), _("New decision"), words, _("Make"), _("Screening"))
        options = [_("include"), _("exclude")]
        if name and (done := self.workspace.do("Add decision", add_attribute, name, "choice", options, scope="source")):
            self.attribute.setCurrentIndex(self.attribute.findData(done.value))
            self.show_all()
            self.table.setFocus()


def _answers(attribute: AttributeRow) -> tuple[str, ...]:
    """Return what digits stand for."""
    return ("yes", "no") if attribute.type == "yesno" else attribute.options[:_MOST]


def _told(done: Adopted) -> str:
    taken = n_("{n} source has what was decided alike.", "{n} sources have what was decided alike.", done.agreed)
    return taken + (" " + n_("{n} differs still.", "{n} differ still.", done.open) if done.open else "")


def _fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    """Offer `items` (value, words) and keep what was chosen where it is still there."""
    if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == items:
        return
    chosen = box.currentData()
    box.clear()
    for value, words in items:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
