"""The section "Agreement": how far coders agree, code by code, with what must be known to read the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.core import codebook, coders, documents, plan, study
from qda.core.memo_text import Link
from qda.errors import CancelledError, QdaError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.dialogs.question import ask_text
from qda.ui.going_to import go_to
from qda.ui.views.comparing.agreement_why import WhyNot
from qda.ui.views.tabling.counted_page import CountedPage
from qda.ui.widgets.people_button import PeopleButton
from qda.ui.widgets.rows_table import RowsTable
from qda.ui.widgets.sections import SectionsView
from qda.ui.widgets.shaded_cells import ShadedCells
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.core.agreement.asking import Agreement, Ask
    from qda.core.agreement.methods import Sample
    from qda.core.agreement.snapshots import Snapshot
    from qda.ui.views.comparing.reconcile import ReconcilePage

_UNITS = {
    "sentence": _("Sentences"),
    "turn": _("Turns"),
    "line": _("Lines"),
    "word": _("Words"),
    "character": _("Characters"),
    "passage": _("Passages as they are"),
}
_FEW, _MORE = "few", "all"
_FIGURES = "figures"
_LOOKS = ("show", "between")  # what is counted stays the same
_LETTERS = 84  # of the interface that the page holds where all stands beside each other
_ANYWAY = "agreement anyway"
_TOUCHING = frozenset(
    (
        *("coding", "code", "code_place", "coder", "source", "turn", "speaker", "reading", "resolution"),
        *("theme", "theme_code", "coding_round", "assignment", "setting", "study", "agreement_snapshot"),
    )
)


class AgreementPage(CountedPage):
    """Choices above, a table or heat map in the middle, and beside it what the chosen row says."""

    product = "agreement"
    touching = _TOUCHING

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        from qda.ui.views.comparing.agreement_beside import AgreementBeside

        self.found: Agreement | None = None
        self.sample: Sample | None = None
        self.kept: list[Snapshot] = []
        self.compared: list[str] = []
        self._depths: Mapping[str, int] = {}
        self._about: list[tuple[str, str | None, str]] = []
        self._make_choices()
        self.table = RowsTable(_("Agreement by code"), _("Return shows the differences about a code in the text"), self)
        self.heat = RowsTable(_("Codes by pairs of coders"), _("The darker, the higher the value"), self)
        self.heat.setItemDelegate(ShadedCells(self.heat))
        for table in (self.table, self.heat):
            table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # long names often differ at their end
            table.opened.connect(self._open_row)
            table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.heat)
        self.beside = AgreementBeside(self)
        self.why = WhyNot(self)
        self._lay_out()
        self._connect()

    def _make_choices(self) -> None:
        bar = self.choices
        self.coders = PeopleButton(self)
        bar.add(self.coders)
        bar.box("unit", _("Unit"), _UNITS.items(), 16)
        bar.box("statistics", _("Statistics"), ((_FEW, _("A few")), (_MORE, _("More"))), 8)
        bar.box("round", _("Sources"), letters=18)
        bar.box("between", _("Between"), letters=10)
        bar.box("show", _("Show"), ((_FIGURES, _("Figures")),), 24)
        bar.tick("bands", _("Landis and Koch"), _("Words for a kappa, with their caveat. They are no verdict."))

    def _lay_out(self) -> None:
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setObjectName("agreement")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.framed(self.stack))
        splitter.addWidget(self.beside)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 300])
        # Only one of them is ever there: a stack would give the page the height that the other one wants.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        column.addWidget(self.why)
        self._explain(False)

    def _explain(self, why: bool) -> None:
        """Show why there are no figures, or the figures."""
        self._splitter.setHidden(why)
        self.why.setHidden(not why)

    def _connect(self) -> None:
        self.coders.peopleChosen.connect(self._choose_people)
        self.why.sideBySide.connect(lambda: self._place().choose("reconcile"))
        self.why.anyway.connect(self._show_anyway)
        beside = self.beside
        beside.codersAs.connect(self._tell_methods)
        beside.copyAsked.connect(self._copy_methods)
        beside.keepAsked.connect(self.keep_figures)
        beside.deleteAsked.connect(self._delete_snapshot)
        beside.snapshotChosen.connect(self._tell_difference)
        beside.sourceAsked.connect(lambda key: go_to(self, Link(source_id=key)))
        beside.differences.clicked.connect(lambda: self._open_row(self._table().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_splitter"):
            self._turn()

    def _turn(self) -> None:
        """Put what stands beside below, where large words leave no room for both."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _LETTERS
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() != way:
            self._splitter.setOrientation(way)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        (self._table() if self.why.isHidden() else self.why).setFocus()

    def _table(self) -> RowsTable:
        return cast(RowsTable, self.stack.currentWidget())

    def _place(self) -> SectionsView:
        above = self.parentWidget()
        while above is not None and not isinstance(above, SectionsView):
            above = above.parentWidget()
        assert above is not None
        return above

    # Choosing --------------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened; a reflexive one says first why many authors don't score."""
        self.found, self.compared = None, []
        with suppress(ValueError, TypeError, AttributeError):
            kept = json.loads(self.workspace.recall(f"{self.product} coders") or "[]")
            self.compared = [str(key) for key in kept]
        if self.workspace.read(study.approach).agreement or self.workspace.recall(_ANYWAY):
            self._explain(False)
            super().opened()
        else:
            self._explain(True)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Count again after a change that concerns this."""
        if not self.why.isHidden():
            if kinds & {"study", "setting"}:
                self.opened()
        elif kinds == {"agreement_snapshot"}:
            self._show_snapshots()
        else:
            super().refresh(kinds)

    def _show_anyway(self) -> None:
        self.workspace.remember({_ANYWAY: "1"})
        self._explain(False)
        super().opened()
        self.table.setFocus()

    def offer(self) -> None:
        """Offer the coders and rounds there are."""
        from qda.core.coders import CONSENSUS

        people = self.workspace.read(coders.coders, counted=False)
        there = [person.id for person in people if person.role != CONSENSUS]
        offered = [person for person in people if person.id in there or person.id in self.compared]
        self.compared = [person.id for person in people if person.id in self.compared]
        if len(self.compared) < 2:
            self.compared = self._finishers(there)
        self.coders.show_people([(person.id, person.name) for person in offered], self.compared)
        rounds = [row for row in self.workspace.read(plan.rounds) if row.task == "code"]
        named = [(row.id, _("Round: {name}").format(name=row.name)) for row in rounds]
        self.choices.offer("round", [("", _("All finished sources")), *named])
        self.choices.show_part("round", bool(named))
        self._depths = {row.id: row.depth for row in self.workspace.read(codebook.codes)}

    def _finishers(self, there: list[str]) -> list[str]:
        """Return the coders who have finished a source, where there are two; else all there are."""
        from qda.core import readings

        said = self.workspace.read(readings.readings)
        done = [key for key in there if any(one.coder_id == key and one.finished is not None for one in said)]
        return done if len(done) > 1 else there

    def _choose_people(self, coder_ids: list[str]) -> None:
        self.compared = coder_ids
        self.workspace.remember({f"{self.product} coders": json.dumps(coder_ids)})
        self.offer()
        self.recount()

    def chosen(self) -> Mapping[str, str]:
        """Return what is chosen in the words of the product."""
        names = {person.id: person.name for person in self.workspace.read(coders.coders, counted=False)}
        return {
            "unit": self.choices.value("unit"),
            "statistics": self.choices.value("statistics"),
            "coders": ",".join(names[key] for key in self.compared if key in names),
            "round": self.choices.value("round"),
            "names": str(self.beside.called.currentData()),
            "bands": "yes" if self.choices.ticks["bands"].isChecked() else "no",
        }

    # Counting --------------------------------------------------------------------------------------------------------

    def ask(self) -> Ask | None:
        """Return what is to be compared; None where everything is still hidden from the present coder."""
        from qda.core.agreement.asking import Ask
        from qda.core.agreement.choosing import few, offered

        hidden = set(self.workspace.hidden_sources)
        sources: tuple[str, ...] = ()
        if hidden:
            sources = tuple(key for key, _n in self.workspace.read(documents.source_names) if key not in hidden)
            if not sources:
                return None
        unit, number = self.choices.value("unit"), len(self.compared)
        more = [name for name, _title in offered(number, unit)]
        return Ask(
            coder_ids=tuple(self.compared),
            source_ids=sources,
            unit=unit,
            statistics=tuple(more) if self.choices.value("statistics") == _MORE else few(number, unit),
            round_id=self.choices.value("round") or None,
        )

    def recount(self) -> None:
        """Compare anew beside the window, with progress and Stop; what was being counted is given up."""
        from qda.core.agreement.comparing import compare
        from qda.core.agreement.methods import sample_of

        self.workspace.jobs.drop(self._job())
        ask, project = self.ask(), self.workspace.project
        if ask is None:
            self._show_nothing(self.workspace.own_view())
            return

        def work(progress: Progress) -> tuple[Agreement, Sample | None]:
            with project.read() as session:
                return compare(session, ask, progress), sample_of(session, ask.round_id)

        self.note.setText(_("Counting…"))
        self.workspace.jobs.start(self._job(), work, self.show_counted, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            old = _("Stopped. The figures above are those from before; choose anything to count again.")
            self.note.setText(old if self.found is not None else _("Stopped. Choose anything to count again."))
        elif isinstance(error, QdaError):
            self._show_nothing(" ".join(part for part in (self.workspace.own_view(), error.sentence) if part))
        else:
            raise error

    def _show_nothing(self, why: str) -> None:
        self.found = None
        self._about = []
        self.table.show_rows((), ())
        self.heat.show_rows((), ())
        self.choices.show_part("between", False)
        self.note.setText(why)
        self.beside.read_row("", [why], code=False)
        self.beside.show_methods("", usable=False)
        self.beside.show_left(None)
        self.beside.keep.setEnabled(False)
        self._show_snapshots()

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_counted(self, counted: tuple[Agreement, Sample | None]) -> None:
        """Show what was compared."""
        from qda.core.agreement.heat import groups
        from qda.core.agreement.methods import not_independent
        from qda.core.agreement.wording import band_caveat, title_of
        from qda.ui.views.comparing import agreement_rows as made

        self.found, self.sample = counted
        found = self.found
        offered = made.groups_offered(found)
        self.choices.offer("between", offered)
        self.choices.show_part("between", len(offered) > 1)
        names = list(dict.fromkeys(one.statistic for one in found.results))
        maps = [(name, _("Heat map: {name}").format(name=title_of(name))) for name in names]
        self.choices.offer("show", [(_FIGURES, _("Figures")), *maps])
        notes = [self.workspace.own_view()]
        if label := not_independent(found):
            notes.append(_("These figures are {label}.").format(label=label))
        if found.training:
            notes.append(_("A training round: practice is no result."))
        notes.append(
            n_("{n} source compared.", "{n} sources compared.", len(found.sources))
            + (f" {n_('{n} code nobody gave.', '{n} codes nobody gave.', len(found.unused))}" if found.unused else "")
        )
        if self.choices.ticks["bands"].isChecked():
            notes.append(band_caveat())
        self.note.setText(" ".join(part for part in (*notes, *found.notes) if part))
        self.beside.keep.setEnabled(not self.workspace.project.read_only and bool(groups(found)))
        self.beside.show_left(found.left_out)
        self._tell_methods()
        self._look()
        self._show_snapshots()

    def _asked(self, name: str) -> None:
        self.keep()
        if name in _LOOKS and self.found is not None:
            self._look()
        elif name == "bands" and self.found is not None:
            self.show_counted((self.found, self.sample))
        else:
            self.recount()

    def _group(self) -> tuple[str, ...]:
        return tuple(self.choices.value("between").split())

    def _look(self) -> None:
        """Show what was compared as it is chosen to look."""
        from qda.core.agreement.heat import heat_of
        from qda.ui.views.comparing import agreement_rows as made

        assert self.found is not None
        show = self.choices.value("show")
        if show == _FIGURES:
            heads, cells, self._about = made.figures(self.found, self._group(), self._depths)
        else:
            heads, cells, self._about = made.heat_cells(heat_of(self.found, show), self._depths)
        self.stack.setCurrentIndex(0 if show == _FIGURES else 1)
        table = self._table()
        table.show_rows(heads, cells)
        if table.row() < 0 and cells:
            table.setCurrentIndex(table.model().index(0, 0))
        self._row_chosen()

    def _row_chosen(self, *_indexes: QModelIndex) -> None:
        from qda.core.agreement.wording import band
        from qda.ui.views.comparing import agreement_rows as made

        row = self._table().row()
        if self.found is None or not 0 <= row < len(self._about):
            return
        what = self._about[row]
        sentences = made.reading(self.found, what, self._group())
        if self.choices.ticks["bands"].isChecked():
            value = made.kappa(self.found, what, self._group())
            if value is not None:
                sentences.append(_("Landis and Koch call such a kappa “{word}”.").format(word=band(value)))
        self.beside.read_row(what[2].rpartition(" > ")[2], sentences, code=what[0] == "code")

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        self._table().copy()

    def _open_row(self, row: int) -> None:
        """Go to the differences about the code of a row, side by side in the text."""
        scope, code_id, _name = self._about[row] if 0 <= row < len(self._about) else ("", None, "")
        if scope == "code" and code_id is not None:
            cast("ReconcilePage", self._place().choose("reconcile")).show_code(code_id)

    # The methods section ---------------------------------------------------------------------------------------------

    def methods(self) -> str:
        """Return the sentences for the methods section, "" where there are none."""
        from qda.core.agreement.methods import methods_text

        if self.found is None:
            return ""
        return methods_text(self.found, self.sample, coders_as=str(self.beside.called.currentData()))

    def _tell_methods(self) -> None:
        from qda.core.agreement.methods import why_no_methods

        words = self.methods()
        self.beside.show_methods(words or why_no_methods(), usable=bool(words))

    def _copy_methods(self) -> None:
        QGuiApplication.clipboard().setText(self.methods())
        self.workspace.told.emit(_("The sentences are on the clipboard."), False)

    # Snapshots -------------------------------------------------------------------------------------------------------

    def keep_figures(self) -> None:
        """Keep these figures as they are today, under a name."""
        from qda.core.agreement.snapshots import keep_snapshot

        found = self.found
        if found is None or self.workspace.project.read_only:
            return
        words = _("They stay as they are today, to be compared with later ones.")
        name = ask_text(self.window(), _("Keep these figures"), words, _("Keep"), found.round)
        if name:
            self.workspace.do(
                *("Keep agreement figures", keep_snapshot, found, name),
                methods=self.methods(),
                coder_id=self.workspace.coder_id,
                tell=_("The figures are kept."),
            )

    def _delete_snapshot(self, snapshot_id: str) -> None:
        from qda.core.agreement.snapshots import delete_snapshot

        if not self.workspace.project.read_only:
            tell = _("The snapshot is deleted.")
            self.workspace.do("Delete agreement figures", delete_snapshot, snapshot_id, tell=tell)

    def _show_snapshots(self) -> None:
        from qda.core.agreement.snapshots import snapshots

        self.kept = self.workspace.read(snapshots)
        self.beside.show_snapshots(self.kept)

    def _tell_difference(self, snapshot_id: str) -> None:
        from qda.ui.views.comparing import agreement_rows as made

        chosen = next((one for one in self.kept if one.id == snapshot_id), None)
        words = "" if chosen is None or self.found is None else made.since(chosen, self.found)
        self.beside.moved.setText(words)
        self.beside.moved.setVisible(bool(words))
