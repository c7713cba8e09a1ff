"""Reading again: finished transcripts a code came late to, opened where they are most like it, and ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qda.core import readings
from qda.core.readings import LateCode
from qda.i18n import _, n_
from qda.progress import Progress
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.read_again import ReadAgain

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_SHOWN = frozenset(("code", "code_place", "reading", "reading_codes", "reread", "source", "coder"))
_PAUSE = 400  # milliseconds after a change until the list is made anew: it costs more than a keystroke may


class Rereading:
    """The list beside the text, made when it is first asked for, and the number of what is in it."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.panel: ReadAgain | None = None
        self.late: Sequence[LateCode] = ()
        self._nothing_finished = True
        self._soon = QTimer(place)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        place.read_ticks.againAsked.connect(self.read_again)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Look a little later what a change added to the list, or took from it."""
        if not kinds & _SHOWN:
            return
        if self.panel is not None and "source" in kinds:
            self.panel.forget_likest()
        self._soon.start(0 if "reread" in kinds else _PAUSE)

    def _look(self) -> None:
        if not self.workspace.is_open:
            return
        project, me = self.workspace.project, self.workspace.coder_id

        def look(_progress: object) -> tuple[list[LateCode], bool]:
            if me is None:
                return [], True
            with project.read() as session:
                return readings.late_codes(session, me), not readings.finished_sources(session, me)

        self.workspace.jobs.start(_("Looking what to read again"), look, self._show, quiet=True)

    def _show(self, found: tuple[list[LateCode], bool]) -> None:
        self.late, self._nothing_finished = found
        self.place.read_ticks.show_again(sum(code.open for code in self.late))
        if self.panel is not None and self.panel.isVisible():
            inside = self.panel.isAncestorOf(QApplication.focusWidget() or self.place)
            self.panel.show_late(self.late, self._nothing())
            if inside and not self.panel.list.hasFocus():
                self.panel.take_keyboard()

    def _nothing(self) -> str:
        if self._nothing_finished:
            return _(
                "You have not finished a transcript yet. Once you tick “Finished” above one, "
                "codes that come later are listed here."
            )
        if self.late:
            return _("You have read everything again that was finished before a code came.")
        return _("No code was made, split off or redefined since you finished your transcripts.")

    def read_again(self) -> None:
        """Show the list and go to it; from the list, close it."""
        if self.panel is None:
            self.panel = self._make_panel()
        elif self.panel.isVisible() and self.panel.isAncestorOf(QApplication.focusWidget() or self.place):
            self._leave()
            return
        # Passages may have been given the codes since.
        self.panel.forget_likest()
        self.panel.show_late(self.late, self._nothing())
        self.panel.show()
        self.panel.take_keyboard()
        self._soon.start(0)

    def _make_panel(self) -> ReadAgain:
        panel = ReadAgain(self.place)
        panel.opened.connect(self._open)
        panel.ticked.connect(self._tick)
        panel.wanted.connect(self._want)
        panel.left.connect(self._leave)
        on_escape(panel, self._leave)
        sizes = self.place.side.sizes()
        self.place.side.insertWidget(0, panel)
        half = max(sum(sizes) // 2, panel.minimumSizeHint().height())
        self.place.side.setSizes([half, *(size * (sum(sizes) - half) // max(1, sum(sizes)) for size in sizes)])
        return panel

    def _leave(self) -> None:
        assert self.panel is not None
        self.panel.hide()
        self.place.view.setFocus()

    def _want(self, code_id: str) -> None:
        """Look beside the window where the sources are most like a code's passages."""
        project, panel = self.workspace.project, self.panel
        assert panel is not None

        def look(progress: Progress) -> dict[str, tuple[int, int]]:
            with project.read() as session:
                return readings.likest_passages(session, code_id, progress)

        title = _("Looking for passages most like the code")
        self.workspace.jobs.start(title, look, lambda found: panel.show_likest(code_id, found))

    def _open(self, source_id: str, code_id: str) -> None:
        """Open a source where it is most like the code, with that code chosen in the codebook."""
        assert self.panel is not None
        self.place.tree.reveal(code_id)
        start, end = (self.panel.likest(code_id) or {}).get(source_id, (0, 0))
        if start < end:
            self.place.show_passage(source_id, start, end)
        else:
            self.place.open_source(source_id)

    def _tick(self, pairs: list[tuple[str, str]], done: bool) -> None:
        """Say that sources are read again for codes, or are not."""
        if self.workspace.coder_id is None:
            return
        about = [("source", source_id) for source_id in dict.fromkeys(source_id for source_id, _code in pairs)]
        about += [("code", code_id) for code_id in dict.fromkeys(code_id for _source, code_id in pairs)]
        told = n_("Ticked off {n} of the list.", "Ticked off {n} of the list.", len(pairs)) if done else ""
        label = "Mark as read again" if done else "Mark as not read again"
        tick, me = readings.tick_off, self.workspace.coder_id
        if not self.workspace.do(label, tick, me, pairs, done=done, about=about, tell=told) and self.panel is not None:
            self.panel.show_late(self.late, self._nothing())
