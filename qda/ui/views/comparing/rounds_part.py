"""The rounds of double coding below the coders: planned, how far everybody is, changed and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qda.core import coders, documents, draws, plan
from qda.core.attributes import attribute_rows
from qda.core.coders import Person
from qda.core.draws import Draw, draw
from qda.core.plan import Done, Round
from qda.i18n import _, n_
from qda.ui.dialogs.question import ask_text
from qda.ui.models.rows_model import Cell
from qda.ui.widgets.labels import heading
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.workspace import Workspace

_HEADS = (_("Round"), _("Kind"), _("Parts"), _("Finished"), _("Others' work"), _("Drawn"))
_KINDS = {"counted": _("counted"), "training": _("training")}
_LETTERS = 140  # of names of sources that a sentence gives: long ones are fewer


def parts_in_words(unit: str, number: int) -> str:
    """Return so many transcripts, turns or pages in words."""
    if unit == "turn":
        return n_("{n} turn", "{n} turns", number)
    return n_("{n} page", "{n} pages", number) if unit == "page" else n_("{n} transcript", "{n} transcripts", number)


class RoundsPart(QWidget):
    """A row a round; the sentence below is about the chosen one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.rounds: list[Round] = []
        self.plan, self.rename = QPushButton(_("Plan a round…"), self), QPushButton(_("Rename…"), self)
        self.kind, self.hiding, self.remove = (QPushButton(self) for _button in range(3))
        self.rename.setToolTip("F2")
        self.rename.setAccessibleName(_("Rename the round"))
        self.remove.setText(_("Remove"))
        self.remove.setAccessibleName(_("Remove the round; what was coded stays"))
        self.remove.setToolTip(_("What was coded in it stays"))
        self.plan.clicked.connect(self.plan_round)
        self.rename.clicked.connect(self.rename_round)
        self.kind.clicked.connect(self.change_kind)
        self.hiding.clicked.connect(self.change_hiding)
        self.remove.clicked.connect(self.remove_round)
        self.table = RowsTable(_("Rounds"), _("F2 renames the chosen round"), self)
        key = QShortcut(QKeySequence(Qt.Key.Key_F2), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.rename_round)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setProperty("muted", True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(_("Rounds"), self, 1.15), 1)
        head.addWidget(self.plan)
        below = QHBoxLayout()
        below.setSpacing(8)
        for button in (self.rename, self.kind, self.hiding, self.remove):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addLayout(below)
        self.table.selectionModel().currentChanged.connect(self._fit)

    def refresh(self, people: list[Person]) -> None:
        """Show the rounds, with how far these people are in them."""
        initials = {person.id: person.initials for person in people}
        self.rounds = self.workspace.read(plan.rounds)
        rows = []
        for one in self.rounds:
            # How far others are is no secret; what they coded is.
            done = self.workspace.read_everything(plan.progress, one.id)
            words = _far(initials, done)
            share = sum(row.finished for row in done) / max(1, sum(row.assigned for row in done))
            rows.append(
                [
                    Cell(one.name, about=one.note),
                    Cell(_("looked over") if one.task == "verify" else _KINDS[one.kind]),
                    Cell(parts_in_words(one.unit, one.parts), one.parts),
                    Cell(words, share),
                    Cell(_("hidden until finished") if one.blind else _("shown")),
                    Cell(_drawn(one)),
                ]
            )
        self.table.show_rows(_HEADS, rows)
        self.table.choose_first()
        self._fit()

    def _fit(self) -> None:
        """Offer what can be done with the chosen round, and say what is to be known of it."""
        one = self.chosen()
        writable = not self.workspace.project.read_only
        self.plan.setEnabled(writable)
        for button in (self.rename, self.kind, self.hiding, self.remove):
            button.setEnabled(writable and one is not None)
        training = one is not None and one.kind == "training"
        self.kind.setText(_("Count it") if training else _("Make it training"))
        self.hiding.setText(_("Show others' work") if one is not None and one.blind else _("Hide others' work"))
        verify = one is not None and one.task == "verify"
        self.kind.setVisible(not verify)
        self.hiding.setVisible(not verify)
        self.about.setText(self._sentence(one) if one is not None else self._nothing())

    def _nothing(self) -> str:
        if self.rounds:
            return ""
        return _("A round is a part of the transcripts that two or more people code, each alone, or one looks over.")

    def _sentence(self, one: Round) -> str:
        names = dict(self.workspace.read(documents.source_names))
        parts = [_("In it: {names}.").format(names=_listed([names[key] for key in one.source_ids]))]
        late = self.workspace.read(plan.came_later, one.id)
        if late:
            words = n_(
                "{n} transcript came in after it was drawn and is not in it.",
                "{n} transcripts came in after it was drawn and are not in it.",
                len(late),
            )
            parts.append(words)
        if one.task == "verify":
            parts.append(_("What is looked over never counts as agreement."))
        elif one.kind == "training":
            parts.append(_("It is for calibration and stays out of the sentence for the methods section."))
        if one.note:
            parts.append(one.note)
        return " ".join(parts)

    def chosen(self) -> Round | None:
        """Return the round whose row is chosen."""
        return self.table.chosen(self.rounds)

    def plan_round(self) -> None:
        """Ask what is to be drawn and who does it, and plan it."""
        from qda.ui.dialogs.plan_round import PlanRoundDialog

        read = self.workspace.read
        people = [person for person in read(coders.coders, counted=False) if not person.is_consensus]
        names = dict(read(documents.source_names))

        def told(wanted: Draw) -> str:
            drawn = read(draw, wanted)
            everything = len(read(draws.parts, wanted.unit, wanted.source_ids))
            sources = [key for key in names if key in {part.source_id for part in drawn}]
            return _("{parts} of {all}, from: {names}.").format(
                parts=parts_in_words(wanted.unit, len(drawn)),
                all=everything,
                names=_listed([names[key] for key in sources]),
            )

        seed = max((one.seed for one in self.rounds), default=0) + 1
        dialog = PlanRoundDialog(people, read(attribute_rows), told, seed, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            said = dialog.answer()
            self.workspace.do("Plan round", plan.plan_round, said.name, said.draw, said.coder_ids, **said.how)
        dialog.deleteLater()

    def rename_round(self) -> None:
        """Ask what the chosen round is called."""
        one = self.chosen()
        if one is None or self.workspace.project.read_only:
            return
        name = ask_text(self.window(), _("Rename a round"), _("What was drawn stays drawn."), _("Rename"), one.name)
        if name and name != one.name:
            self._edit("Rename round", one, name=name)

    def change_kind(self) -> None:
        """Let the chosen round be counted, or be training."""
        one = self.chosen()
        if one is not None:
            self._edit("Change kind of round", one, kind="counted" if one.kind == "training" else "training")

    def change_hiding(self) -> None:
        """Hide others' work in the chosen round from those who have not finished, or show it."""
        one = self.chosen()
        if one is not None:
            self._edit("Change round", one, blind=not one.blind)

    def _edit(self, label: str, one: Round, **values: str | bool) -> None:
        self.workspace.do(label, lambda session: plan.edit_round(session, one.id, **values))

    def remove_round(self) -> None:
        """Remove the chosen round; undo is offered."""
        one = self.chosen()
        if one is not None:
            words = _("Removed the round “{name}”; what was coded stays.").format(name=one.name)
            self.workspace.do("Remove round", plan.remove_round, one.id, tell=words)


def _drawn(one: Round) -> str:
    if one.how in ("all", "chosen"):
        return _("all") if one.how == "all" else _("chosen")
    words = _("by lot, seed {seed}") if one.how == "random" else _("by lot in proportion, seed {seed}")
    return words.format(seed=one.seed)


def _far(initials: Mapping[str, str], done: Sequence[Done]) -> str:
    """Say how far everybody is; those who are equally far are named together."""
    groups: dict[tuple[int, int], list[str]] = {}
    for row in done:
        groups.setdefault((row.finished, row.assigned), []).append(initials[row.coder_id])
    said = _("{who}: {done} of {all}")
    return "; ".join(
        said.format(who=", ".join(who), done=finished, all=given) for (finished, given), who in groups.items()
    )


def _listed(names: list[str]) -> str:
    told = names[:1]
    for name in names[1:]:
        if len(", ".join((*told, name))) > _LETTERS:
            break
        told.append(name)
    more = len(names) - len(told)
    words = ", ".join(told)
    return words + " " + n_("and {n} more", "and {n} more", more) if more > 0 else words
