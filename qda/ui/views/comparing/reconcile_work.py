"""Settling differences: one coder's passages, everybody's, another code, nobody's, or later; and being done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu

from qda.core import retrieval
from qda.core.chosen import Choice
from qda.core.finding import Habits
from qda.core.readings import finished_sources
from qda.core.reconciling import consensus, looking, settling
from qda.core.reconciling.resolutions import BOTH, LATER, NEW, NOBODY, OPEN, STALE, TOOK, Case
from qda.i18n import _, n_
from qda.ui.widgets.palette import Answer, Offer

if TYPE_CHECKING:
    from qda.ui.views.comparing.reconcile import ReconcilePage


class Settling:
    """Actions on the difference that is chosen, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, page: ReconcilePage) -> None:
        self.page = page
        self.workspace = page.workspace
        page.card.noted.connect(self._note)

    def mine(self) -> str:
        """Return whose passages are "mine": those of the one who is coding, or of the first coder compared."""
        me = self.workspace.coder_id
        return me if me in self.page.chosen and me is not None else self.page.chosen[0]

    def take_mine(self) -> None:
        """Let the consensus have what the present coder has."""
        self._settle(TOOK, took=[self.mine()])

    def take_theirs(self) -> None:
        """Let the consensus have what another coder has; of several, a menu asks whose."""
        others = [key for key in self.page.chosen if key != self.mine()]
        if len(others) == 1:
            self._settle(TOOK, took=others)
            return
        if self._case() is None:
            return
        menu = QMenu(self.page)
        for key in others:
            action = menu.addAction(self.page.people[key].name)
            action.triggered.connect(lambda _on=False, key=key: self._settle(TOOK, took=[key]))
        button = self.page.card.buttons["take_theirs"]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        menu.setActiveAction(menu.actions()[0])

    def take_both(self) -> None:
        """Let the consensus have what everybody has."""
        self._settle(BOTH)

    def take_nobody(self) -> None:
        """Let the consensus have nothing of it."""
        self._settle(NOBODY)

    def settle_later(self) -> None:
        """Put it off until the team talks about it."""
        self._settle(LATER)

    def settle_new(self) -> None:
        """Ask for another code, or several, and let the consensus have them on the whole passage."""
        case = self._case()
        if case is None or self.workspace.project.read_only:
            return
        near = dict.fromkeys(case.difference.code_ids, 1)
        numbers = self.workspace.read(retrieval.coding_numbers)
        offer = Offer(list(self.page.codes.values()), Habits(numbers, (), near), title=_("Instead of these codes"))
        self.page.palette_box.open(self._place(case.difference.start, case.difference.end), offer, self._give)

    def _give(self, answer: Answer) -> None:
        self._settle(NEW, choices=answer.choices)

    def _place(self, start: int, end: int) -> QRect:
        """Return where a passage stands on the page, for the palette to stand beside it."""
        view = self.page.view
        rows = view.visible_rows()
        reached = rows.reach(start, end)
        if reached is None:
            return QRect(view.mapTo(self.page, QPoint(0, 0)), view.cursorRect().size())
        top = max(0, round(rows.rows[reached[0]].top))
        bottom = min(view.viewport().height(), round(rows.rows[reached[1]].top + rows.height))
        corner = view.viewport().mapTo(self.page, QPoint(24, top))
        return QRect(corner.x(), corner.y(), 1, max(1, bottom - top))

    def open_again(self) -> None:
        """Take back what was decided on the difference; its note stays."""
        case = self._case()
        if case is not None and case.state != OPEN:
            about = [("source", case.difference.source_id)]
            self.workspace.do(
                "Open difference again", settling.reopen, case.difference, coder_id=self.workspace.coder_id, about=about
            )

    def _settle(self, outcome: str, *, took: Sequence[str] = (), choices: Sequence[Choice] = ()) -> None:
        """Settle the chosen difference, as one change, and go to the next one that is open."""
        self.page.card.note.flush()
        case = self._case()
        if case is None:
            return
        one = case.difference
        after = self._next_open()
        about = [("source", one.source_id), *(("code", code_id) for code_id in one.code_ids)]
        done = self.workspace.do(
            "Discuss difference later" if outcome == LATER else "Settle difference",
            settling.settle,
            one,
            outcome,
            coder_id=self.workspace.coder_id,
            took=took,
            choices=choices,
            about=about,
        )
        if done and after:
            self.page.go_to(after)

    def _next_open(self) -> str:
        """Return the next open difference after the chosen one, from the first again after the last; "" for none."""
        shown = self.page.shown()
        here = next((place for place, case in enumerate(shown) if case.difference.key == self.page.current), 0)
        for case in (*shown[here + 1 :], *shown[:here]):
            if case.state in (OPEN, STALE):
                return case.difference.key
        return ""

    def _case(self) -> Case | None:
        case = self.page.case()
        if case is None:
            self.workspace.failed.emit(_("Choose a difference first."))
        return case

    def _note(self, words: str) -> None:
        """Keep the note on the chosen difference."""
        case = self.page.case()
        if case is not None and words.strip() != (case.resolved.note if case.resolved else ""):
            self.workspace.do(
                "Note on difference", settling.note_on, case.difference, words, coder_id=self.workspace.coder_id
            )

    # What all agree on, being done, looking for a code ----------------------------------------------------------------

    def take_agreed(self) -> None:
        """Let the consensus have what all coders compared have alike in this source, as one change."""
        if self.page.look is not None:
            self.workspace.do(
                "Take over what all agree on",
                consensus.take_agreed,
                self.page.source_id,
                self.page.chosen,
                about=[("source", self.page.source_id)],
                tell=lambda n: n_("Took {n} passage over.", "Took {n} passages over.", n),
            )

    def finished(self) -> bool:
        """Tell whether the consensus on the source that is shown is finished."""
        coder_id = self.workspace.read(consensus.find_consensus)
        return coder_id is not None and self.page.source_id in self.workspace.read(finished_sources, coder_id)

    def finish_consensus(self) -> None:
        """Say that the consensus on this source is finished, or is not."""
        if self.page.look is not None:
            finished = not self.finished()
            self.workspace.do(
                "Finish consensus" if finished else "Go on with consensus",
                consensus.finish_consensus,
                self.page.source_id,
                self.page.chosen,
                finished=finished,
                about=[("source", self.page.source_id)],
            )

    def look_for(self, code_id: str) -> None:
        """Show the differences about a code, in the first source that has any."""
        page = self.page
        for name in ("kind", "state"):
            page.choices.boxes[name].setCurrentIndex(0)
        if len(page.chosen) < 2:
            return
        project, chosen, here = self.workspace.project, list(page.chosen), page.source_id

        def find(progress: Callable[[int, int], bool]) -> str:
            with project.read() as session:
                found = looking.looks(session, chosen, progress)
            having = [one.source_id for one in found if any(code_id in case.difference.code_ids for case in one.cases)]
            return here if here in having or not having else having[0]

        def show(source_id: Any) -> None:
            page.choices.boxes["source"].setCurrentIndex(page.choices.boxes["source"].findData(source_id))
            page.choices.offer("about", [("", _("All codes")), (code_id, page.codes[code_id].name)])
            page.choices.boxes["about"].setCurrentIndex(1)
            page.show_differences()

        self.workspace.jobs.start(_("Looking for differences"), find, show)
