"""Looks at a summary a moment after somebody typed, beside the window: hints for all of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from qda.core.easyread.apart import CheckerApart
from qda.core.easyread.hints import Hint
from qda.core.easyread.looking import Look, look
from qda.i18n import _
from qda.ui.workspace import Workspace

PAUSE_MS = 300
"""How long nobody has to type until all is looked at."""
_JOB = _("Looking at the easy-read pages")


class LiveCheck(QObject):
    """Signal: `looked(Look, list of Hint)` with the summary as it would be printed, and all hints for it.

    `taken` says how many sheets pages take, as far as known; `model` whether a language model helps.
    """

    looked = Signal(object, list)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.taken: dict[str, float] = {}
        self.model = True
        self._apart = CheckerApart()
        self._asked: tuple[str, Mapping[str, str]] = ("", {})
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._look)

    def ask(self, summary_id: str, typed: Mapping[str, str]) -> None:
        """Look at a summary as soon as nobody types any more; `typed` are words that are not kept yet."""
        self._asked = (summary_id, dict(typed))
        self._timer.start()

    def close(self) -> None:
        """Want nothing any more, and end the process that checks."""
        self._timer.stop()
        self.workspace.jobs.drop(_JOB)
        self._apart.close()

    def waiting(self) -> bool:
        """Tell whether something was asked for that has not come yet."""
        return self._timer.isActive() or _JOB in self.workspace.jobs.running()

    def _look(self) -> None:
        if not self.workspace.is_open:
            return
        project, taken, model = self.workspace.project, dict(self.taken), self.model
        summary_id, typed = self._asked

        def work(_progress: object) -> tuple[Look, list[Hint]]:
            with project.read() as session:
                seen = look(session, summary_id, typed)
            language = seen.booklet.language
            return seen, self._apart.hints(seen.written(taken), seen.profile, language, seen.known, model=model)

        self.workspace.jobs.start(_JOB, work, lambda found: self.looked.emit(*found), quiet=True)
