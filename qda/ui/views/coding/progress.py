"""How far one is: read and finished for the transcript that is open, and signs for all of them in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core import readings
from qda.core.readings import Said
from qda.i18n import _
from qda.ui.readings import say_finished, say_read, say_verified
from qda.ui.widgets.read_ticks import ProgressDelegate, ReadTicks, show_progress

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_SHOWN = frozenset(("reading", "coder", "source", "participant"))


class Progress:
    """Actions on what is said of the open source, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView, ticks: ReadTicks) -> None:
        self.place = place
        self.workspace = place.workspace
        self.ticks = ticks
        self._said: dict[str, Said] = {}
        place.chooser.setItemDelegate(ProgressDelegate(place.chooser))
        ticks.readAsked.connect(self.say_read)
        ticks.finishedAsked.connect(self.say_finished)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change did to what the present coder says of sources."""
        if not kinds & _SHOWN:
            return
        me = self.workspace.coder_id
        self._said = {row.source_id: row for row in self.workspace.read(readings.readings) if row.coder_id == me}
        for row, source_id in enumerate(self.place.sources):
            show_progress(self.place.chooser, row, *self._signs(source_id))
        self.show_source()

    def _signs(self, source_id: str) -> tuple[str, str]:
        said = self._said.get(source_id)
        if said is None:
            return "file", ""
        return ("check", _("finished")) if said.finished is not None else ("read", _("read"))

    def words(self) -> str:
        """Return how many of all transcripts the present coder has read and finished."""
        done = sum(row.finished is not None for row in self._said.values())
        words = _("I have read {read} of {all} and finished {done}")
        return words.format(read=len(self._said), all=len(self.place.sources), done=done)

    def show_source(self) -> None:
        """Show what is said of the source that is open."""
        here = self.place.transcript
        self.ticks.setVisible(here is not None)
        self.place.chooser.setToolTip("\n".join(filter(None, (self.place.chooser.currentText(), self.words()))))
        can_say = self.workspace.coder_id is not None and not self.workspace.project.read_only
        self.ticks.show_said(*self.said_of(here.id if here is not None else ""), can_say=can_say)

    def said_of(self, source_id: str) -> tuple[bool, bool]:
        """Return whether the present coder has read a source, and finished it."""
        said = self._said.get(source_id)
        return said is not None, said is not None and said.finished is not None

    def mark_read(self) -> None:
        """Say that the open source is read, or is not."""
        self.say_read(not self.ticks.read.isChecked())

    def mark_finished(self) -> None:
        """Say that the open source is finished, or is not."""
        self.say_finished(not self.ticks.finished.isChecked())

    def mark_verified(self) -> None:
        """Say that I have looked over what others coded in the open source, or have not."""
        if self.place.transcript is not None:
            say_verified(self.workspace, self.place.transcript.id)

    def say_read(self, read: bool) -> None:
        """Say that the open source is read, or is not; a refusal leaves the tick as it was."""
        if self.place.transcript is not None and not say_read(self.workspace, self.place.transcript.id, read):
            self.show_source()

    def say_finished(self, finished: bool) -> None:
        """Say that the open source is finished, or is not; a refusal leaves the tick as it was."""
        if self.place.transcript is not None and not say_finished(self.workspace, self.place.transcript.id, finished):
            self.show_source()
