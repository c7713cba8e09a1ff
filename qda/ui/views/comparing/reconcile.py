"""The section "Side by side": a source once, with what each coder has in it beside it, and only where they differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from qda.core import codebook, coders, documents, participants, retrieval, study
from qda.core.codebook import CodeRow
from qda.core.coders import CONSENSUS, Person
from qda.core.coding import coded_spans
from qda.core.documents import Transcript
from qda.core.reconciling import KINDS, Held, looking
from qda.core.reconciling.consensus import find_consensus
from qda.core.reconciling.looking import Look, Tally, Wanted
from qda.core.reconciling.resolutions import LATER, OPEN, SETTLED, STALE, Case
from qda.core.themes import outline
from qda.i18n import _, n_
from qda.ui.views.comparing.reconcile_parts import Beside
from qda.ui.views.comparing.reconcile_words import Names, entry, told
from qda.ui.views.comparing.reconcile_work import Settling
from qda.ui.widgets.choice_bar import ChoiceBar
from qda.ui.widgets.coder_lanes import Lane, LaneHeads
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import EmptyPlace
from qda.ui.widgets.marks import DIMMED, SHOWN, Mark
from qda.ui.widgets.palette import Palette
from qda.ui.widgets.people_button import PeopleButton
from qda.ui.widgets.side_by_side import SideBySideView
from qda.ui.workspace import Workspace

_KEY = "reconcile"
_LETTERS = 96  # of the interface that the page holds where list and card stand beside the text
_LINES = 6  # of the text that stay in sight
_MOST = 4  # coders that are compared unless more are chosen
_LANES, _OVERLAID = "lanes", "overlaid"
_TOUCHING = frozenset(
    ("coding", "code", "coder", "source", "turn", "speaker", "participant", "resolution", "reading", "theme_code")
)
_STATES = {
    "": _("All, however they stand"),
    "left": _("Still to settle"),
    LATER: _("To discuss later"),
    SETTLED: _("Settled"),
}


class ReconcilePage(QWidget):
    """Transcript and lanes at the left, the list of differences and what can be done with one at the right."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.look: Look | None = None
        self.transcript: Transcript | None = None
        self.people: dict[str, Person] = {}
        self.codes: dict[str, CodeRow] = {}
        self.chosen: list[str] = []
        self.current = ""
        self._tallies: Mapping[str, Tally] = {}
        self.choices = ChoiceBar(self)
        self.choices.box("source", _("Source"), letters=22)
        self.coders = PeopleButton(self)
        self.choices.add(self.coders)
        self.choices.box("show", _("Show"), ((_LANES, _("Side by side")), (_OVERLAID, _("Overlaid"))))
        self.choices.box("kind", _("Kind"), (("", _("All kinds")), *KINDS.items()))
        self.choices.box("about", _("About"), letters=18)
        self.choices.box("state", _("Standing"), _STATES.items(), 16)
        self.view = SideBySideView(self)
        self.heads = LaneHeads(self.view, self)
        self.beside = Beside(self)
        self.list, self.card = self.beside.list, self.beside.card
        self._lay_out()
        self.palette_box = Palette(self)
        self.work = Settling(self)
        self.actors: tuple[object, ...] = (self.work,)
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget(self)
        text = QVBoxLayout(left)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self.heads)
        text.addWidget(self.view, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("reconcile")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.beside)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([680, 330])
        self.empty = EmptyPlace("", parent=self)
        rest = QWidget(self)
        self._stack = QStackedLayout(rest)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)
        self.about = QLabel(self)
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)
        self.about.setContentsMargins(16, 0, 16, 6)
        above = QWidget(self)
        bar = QVBoxLayout(above)
        bar.setContentsMargins(16, 10, 16, 8)
        bar.addWidget(self.choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self.about)
        column.addWidget(rest, 1)

    def _connect(self) -> None:
        self.choices.asked.connect(self._asked)
        self.coders.peopleChosen.connect(self._choose_people)
        self.list.chosen.connect(self.go_to)
        self.view.codingClicked.connect(self._clicked)
        self.view.zoomAsked.connect(lambda up: self._perform("text_larger" if up > 0 else "text_smaller"))
        for widget in (self.list, self.view):
            for key, act in ((Qt.Key.Key_N, self.next_difference), (Qt.Key.Key_P, self.previous_difference)):
                shortcut = QShortcut(QKeySequence(key), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(act)
        on_escape(self.view, self.list.setFocus, inside=False)
        self._keys_given = False

    def _perform(self, name: str) -> None:
        self.window().perform(name)  # type: ignore[attr-defined]

    def _take_keys(self) -> None:
        """Let the keys of differences work in the list and in the text; the window exists once a project is open."""
        if self._keys_given:
            return
        self._keys_given = True
        from qda.ui.actions import ROWS

        for row in ROWS:
            if row.on == "differences":
                for widget in (self.list, self.view):
                    widget.addAction(self.window().action(row.name))  # type: ignore[attr-defined]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "beside"):
            self._arrange()

    def _arrange(self) -> None:
        """Let list and card stand below the text where large words leave no room beside it."""
        below = self.width() < _LETTERS * self.fontMetrics().averageCharWidth()
        self.view.setMinimumHeight(_LINES * self.view.fontMetrics().lineSpacing() if below else 0)
        way = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        if way != self.splitter.orientation():
            self.splitter.setOrientation(way)
            self.splitter.setSizes([600, 400] if below else [680, 330])
            self.beside.stand(below)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on: where nothing can be listed, to the choice of a source."""
        (self.list if self.list.isVisible() and self.list.rows else self.choices.boxes["source"]).setFocus()

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened, with the source and the coders that were looked at last."""
        self._take_keys()
        self.transcript, self.look, self.current, self._tallies = None, None, "", {}
        kept: dict[str, object] = {}
        with suppress(ValueError, TypeError):  # what another version kept in another way is left aside
            kept = dict(json.loads(self.workspace.recall(_KEY) or "{}"))
        wanted = kept.get("coders")
        self.chosen = [str(key) for key in wanted] if isinstance(wanted, list) else []
        self._offer()
        self.choices.restore(kept)
        self._unasked = not kept.get("source")
        self.show_differences()
        self._count()

    def closing(self) -> None:
        """Keep a note that is being written; what is being counted is given up."""
        self.card.note.flush()
        self.workspace.jobs.drop(_("Counting differences"))

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if kinds & _TOUCHING:
            self._offer()
            self.show_differences()
            self._count()

    def show_code(self, code_id: str) -> None:
        """Show the differences about one code, in the first source that has any, the one that is shown before others.

        The Agreement page comes here by it.
        """
        self.work.look_for(code_id)

    def _keep(self) -> None:
        kept = {key: value for key, value in self.choices.kept().items() if key != "about"}
        self.workspace.remember({_KEY: json.dumps(kept | {"coders": self.chosen})})

    def _asked(self, name: str) -> None:
        self.card.note.flush()
        self._keep()
        self._unasked = False
        if name == "source":
            self.current = ""
        self.show_differences()

    def _choose_people(self, coder_ids: list[str]) -> None:
        self.card.note.flush()
        self.chosen = coder_ids
        self._keep()
        self._offer()
        self.show_differences()
        self._count()

    # Offering --------------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        everybody: list[Person] = self.workspace.read(coders.coders, counted=False)
        self.people = {person.id: person for person in everybody}
        self.codes = {row.id: row for row in self.workspace.read(codebook.codes)}
        me = self.workspace.coder_id
        offered = [person for person in everybody if person.role != CONSENSUS]
        offered.sort(key=lambda person: person.id != me)
        there = [person.id for person in offered]
        self.chosen = [key for key in there if key in self.chosen]
        if len(self.chosen) < 2:
            self.chosen = there[:_MOST]
        self.coders.show_people([(person.id, person.name) for person in offered], self.chosen)
        self._offer_sources()

    def _offer_sources(self) -> None:
        rows = []
        for key, name in self.workspace.read(documents.source_names):
            tally = None if key in self.workspace.hidden_sources else self._tallies.get(key)
            left = tally.differences - tally.settled if tally is not None else 0
            said = n_("{n} open", "{n} open", left) if left else "✓" if tally is not None and tally.differences else ""
            rows.append((key, f"{name} · {said}" if said else name))
        self.choices.offer("source", rows)

    def _offer_codes(self) -> None:
        """Offer the codes that are differed on here, and the themes that draw on any of them."""
        assert self.look is not None
        here = {code_id for case in self.look.cases for code_id in case.difference.code_ids}
        chosen = self.choices.value("about")
        named = [(row.id, row.name) for row in self.codes.values() if row.id in here or row.id == chosen]
        rows = self.workspace.read(outline.themes)
        drawn = retrieval.codes_of_themes(list(self.codes.values()), rows)
        themes = [
            (f"theme {row.id}", _("Theme: {name}").format(name=row.name))
            for row in rows
            if not here.isdisjoint(drawn[row.id])
        ]
        self.choices.offer("about", [("", _("All codes")), *named, *themes])

    def _codes_of(self, theme_id: str) -> set[str]:
        book, rows = list(self.codes.values()), self.workspace.read(outline.themes)
        return set(retrieval.codes_of_theme(book, rows, theme_id))

    def _count(self) -> None:
        """Count the differences of all sources beside the window."""
        if len(self.chosen) < 2:
            return
        project, chosen = self.workspace.project, list(self.chosen)

        def work(progress: object) -> Mapping[str, Tally]:
            with project.read() as session:
                return looking.tallies(session, chosen, progress)  # type: ignore[arg-type]

        def done(found: Mapping[str, Tally]) -> None:
            self._tallies = found
            self._offer_sources()
            if self._unasked:
                self._begin()

        self.workspace.jobs.drop(_("Counting differences"))
        self.workspace.jobs.start(_("Counting differences"), work, done, quiet=True)

    def _begin(self) -> None:
        """Show the first source that coders differ on, where nobody has chosen one yet and there is no more here."""
        self._unasked = False
        hidden = self.workspace.hidden_sources
        there = [key for key, tally in self._tallies.items() if tally.differences and key not in hidden]
        box = self.choices.boxes["source"]
        rows = sorted(box.findData(key) for key in there)
        if rows and self.source_id not in there:
            box.setCurrentIndex(rows[0])
            self.show_differences()

    # Showing ---------------------------------------------------------------------------------------------------------

    @property
    def source_id(self) -> str:
        """Return the source that is chosen."""
        return self.choices.value("source")

    def why_not(self) -> str:
        """Return why nothing can be shown, as a sentence, or ""."""
        if len(self.chosen) < 2:
            return _("Differences lie between coders. Add a colleague under Coders, or bring a colleague's copy back.")
        if not self.source_id:
            return _("There is no source yet. Import transcripts first.")
        if self.source_id in self.workspace.hidden_sources:
            return _("You code this source independently: what others have in it is shown when you have finished it.")
        return ""

    def show_differences(self) -> None:
        """Compare the chosen coders in the chosen source and show what is wanted of it."""
        reason = self.why_not()
        self._stack.setCurrentIndex(1 if reason else 0)
        reflexive = not self.workspace.read(study.approach).agreement
        words = _("Two readings that differ are a reason to talk about the data, not errors; nothing is scored here.")
        self.about.setText(words)
        self.about.setVisible(reflexive and not reason)
        if reason:
            self.empty.say(reason)
            self.look = None
            self.list.show_entries([])
            self._show_one()
            return
        self._show_text()
        self.look = self.workspace.read(looking.look, self.source_id, self.chosen)
        self._offer_codes()
        self._show_lanes()
        here = [case.difference.key for case in self.shown()]
        if self.current not in here:
            self.current = here[0] if here else ""
        names = self.names()
        self.list.show_entries([entry(names, case) for case in self.shown()], self.current)
        self.beside.say(self.look.tally, len(here), self.consensus_finished())
        self._show_one()

    def _show_text(self) -> None:
        before, people = self.transcript, self.workspace.read(participants.pseudonyms, self.source_id)
        here: Transcript = self.workspace.read(documents.transcript, self.source_id)
        self.transcript = here
        if before is None or (before.id, before.text, before.lines) != (here.id, here.text, here.lines):
            self.view.show_source(here.text, here.turns, here.lines, here.direction, people=people, source_id=here.id)
            self.view.set_interviewers([row.label for row in here.speakers if row.interviewer])
        else:
            self.view.name_people(people)
        self.view.set_text_size(self.workspace.settings.transcript_size)

    def _show_lanes(self) -> None:
        assert self.look is not None
        agreed = set(self.look.agreed)
        consensus = self.workspace.read(find_consensus)
        beside = [*self.chosen, *([consensus] if consensus else [])]
        marks: dict[str, list[Mark]] = {coder_id: [] for coder_id in beside}
        for key, code_id, coder_id, start, end in self.workspace.read(coded_spans, self.source_id):
            if coder_id in marks:
                code, person = self.codes[code_id], self.people[coder_id]
                quiet = Held(code_id, start, end) in agreed and coder_id != consensus
                look = (person.initials, coder_id == self.workspace.coder_id, person.name, DIMMED if quiet else SHOWN)
                marks[coder_id].append(Mark(key, start, end, code.name, code.colour, *look))
        people = [self.people[coder_id] for coder_id in beside]
        self.view.show_lanes([Lane(one.id, one.name, one.initials, tuple(marks[one.id])) for one in people])
        self.view.overlay(self.choices.value("show") == _OVERLAID)
        self.heads.setVisible(not self.view.overlaid)

    def names(self) -> Names:
        """Return who and what is named."""
        assert self.transcript is not None
        return Names(self.people, self.codes, self.workspace.coder_id, self.transcript)

    def shown(self) -> list[Case]:
        """Return the differences that are wanted, by place."""
        if self.look is None:
            return []
        kind, state, about = (self.choices.value(name) for name in ("kind", "state", "about"))
        states = {"left": (OPEN, LATER, STALE), "": None}.get(state, (state,))
        codes = None
        if about:
            codes = self._codes_of(about.removeprefix("theme ")) if about.startswith("theme ") else {about}
        wanted = Wanted([kind] if kind else None, states, codes)
        return [case for case in self.look.cases if wanted.lets(case)]

    def case(self) -> Case | None:
        """Return the difference that is chosen."""
        return next((case for case in self.shown() if case.difference.key == self.current), None)

    def consensus_finished(self) -> bool:
        """Tell whether the consensus on this source is finished."""
        return self.work.finished()

    def go_to(self, key: str) -> None:
        """Choose a difference: it is framed in the text and told beside it."""
        self.card.note.flush()
        self.current = key
        self.list.choose(key)
        self._show_one()

    def _show_one(self) -> None:
        case = self.case()
        if case is None or self.look is None:
            self.view.look_at(None)
            self.card.tell(None)
            return
        one = case.difference
        spans = {(mark.start, mark.end, mark.name) for mark in self._marks_of(case)}
        ids = [
            mark.id
            for lane in self.view.lane_margin.lanes
            for mark in lane.marks
            if (mark.start, mark.end, mark.name) in spans and lane.coder_id in one.coder_ids
        ]
        without = [side.coder_id for side in one.sides if not side.held]
        self.view.look_at((one.start, one.end), ids, without)
        self.card.tell(told(self.names(), case, self.work.mine()))

    def _marks_of(self, case: Case) -> list[Mark]:
        held = {held for side in case.difference.sides for held in side.held}
        return [Mark("", one.start, one.end, self.names().code(one.code_id), "") for one in held]

    def _clicked(self, coding_id: str) -> None:
        """Go to the difference that a clicked coding belongs to, where there is one."""
        marks = {mark.id: (lane.coder_id, mark) for lane in self.view.lane_margin.lanes for mark in lane.marks}
        if coding_id not in marks:
            return
        coder_id, mark = marks[coding_id]
        for case in self.shown():
            for held in case.difference.had.get(coder_id, ()):
                if (held.start, held.end) == (mark.start, mark.end) and self.codes[held.code_id].name == mark.name:
                    self.go_to(case.difference.key)
                    return

    # Going -----------------------------------------------------------------------------------------------------------

    def next_difference(self) -> None:
        """Go to the next difference; after the last one to the first."""
        self._go(1)

    def previous_difference(self) -> None:
        """Go to the previous difference; before the first one to the last."""
        self._go(-1)

    def _go(self, by: int) -> None:
        here = [case.difference.key for case in self.shown()]
        if not here:
            self.workspace.told.emit(_("There is no difference to go to here."), False)
            return
        place = here.index(self.current) + by if self.current in here else 0
        self.go_to(here[place % len(here)])
