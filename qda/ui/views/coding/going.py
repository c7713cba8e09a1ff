"""Going through the material: by lines, to the next line with or without a code, to another transcript."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.settings import STEPS

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

Unit = tuple[int, int]
_RECENT, _KEPT = "recent", 8


class Going:
    """Actions that move through transcripts, by the names they have in :mod:`qda.ui.actions`.

    The present coder chooses what a step is: a citable line, a sentence, or a turn or paragraph.
    """

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._recent: list[str] | None = None
        place.view.go_by(self.workspace.settings.step)
        place.view.sourceShown.connect(self._note_source)
        self.workspace.opened.connect(self._forget)
        self.workspace.coderChanged.connect(self._forget)

    # By steps --------------------------------------------------------------------------------------------------------

    def step_lines(self) -> None:
        """Let Up and Down go by citable lines."""
        self._go_by(STEPS[0])

    def step_sentences(self) -> None:
        """Let Up and Down go by sentences."""
        self._go_by(STEPS[1])

    def step_paragraphs(self) -> None:
        """Let Up and Down go by turns or paragraphs."""
        self._go_by(STEPS[2])

    def _go_by(self, unit: str) -> None:
        self.workspace.settings.step = unit
        self.workspace.settings.save()
        self.place.view.go_by(unit)

    def next_line(self) -> None:
        """Go to the line (or what else a step is) after the current one, or after the selected words."""
        self.place.view.step(down=True)

    def next_uncoded(self) -> None:
        """Go to the next line that the present coder gave no code."""
        self._go(True, self._uncoded(), _("No line without a code below here."))

    def previous_uncoded(self) -> None:
        """Go to the line before that the present coder gave no code."""
        self._go(False, self._uncoded(), _("No line without a code above here."))

    def next_coded(self) -> None:
        """Go to the next line that has a code of anybody who is shown."""
        self._go(True, self._coded, _("No line with a code below here."))

    def previous_coded(self) -> None:
        """Go to the line before that has a code of anybody who is shown."""
        self._go(False, self._coded, _("No line with a code above here."))

    def _go(self, down: bool, wanted: Callable[[Unit], bool], nothing: str) -> None:
        if self.place.transcript is None:
            return
        found = next((unit for unit in self._units(down) if wanted(unit)), None)
        if found is None:
            self.workspace.told.emit(nothing, False)
        else:
            self.place.view.go_to(found[0])

    def _units(self, down: bool) -> Iterator[Unit]:
        """Yield one unit after the other, from the current one or the selection on."""
        view = self.place.view
        start, end = view.passage()
        here = view.steps.at(max(start, end - 1) if down else start)
        while here is not None:
            following = view.steps.beside(here[0], down)
            if following is None or following == here:
                return
            yield following
            here = following

    def _coded(self, unit: Unit) -> bool:
        return bool(self.place.view.index.between(*unit))

    def _uncoded(self) -> Callable[[Unit], bool]:
        """Return what tells whether the present coder gave a unit no code."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted((mark.start, mark.end) for mark in self.place.marks.values() if mark.mine):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)

        def uncoded(unit: Unit) -> bool:
            before = bisect_left(starts, unit[1]) - 1
            return before < 0 or ends[before] <= unit[0]

        return uncoded

    # By transcripts --------------------------------------------------------------------------------------------------

    def next_source(self) -> None:
        """Open the next transcript."""
        self._step(1)

    def previous_source(self) -> None:
        """Open the transcript before."""
        self._step(-1)

    def last_source(self) -> None:
        """Go back to the transcript that was open before this one, and again to come here."""
        here = self.place.view.source_id
        before = next((key for key in self._lately() if key != here and key in self.place.sources), None)
        if before is None:
            self.workspace.told.emit(_("No other transcript was open yet."), False)
        else:
            self.place.open_source(before)

    def _lately(self) -> list[str]:
        """Return the ids of the transcripts that the coder had open, the last one first."""
        if self._recent is None:
            self._recent = (self.workspace.recall(_RECENT) or "").split()
        return self._recent

    def _note_source(self) -> None:
        here = self.place.view.source_id
        if here and self._lately()[:1] != [here]:
            self._recent = [here, *(key for key in self._lately() if key != here)][:_KEPT]
            self.place.left_off.note({_RECENT: " ".join(self._recent)})

    def _forget(self) -> None:
        self._recent = None

    def _step(self, by: int) -> None:
        if self.place.transcript is not None:
            row = self.place.sources.index(self.place.transcript.id) + by
            if 0 <= row < len(self.place.sources):
                self.place.open_source(self.place.sources[row])
