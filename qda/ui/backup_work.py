"""What a window does by itself so that nothing is lost: backups, word to other machines, what to know of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.errors import QdaError
from qda.i18n import _
from qda.storage.lineage import PROJECT
from qda.storage.lock import SAID_MS

if TYPE_CHECKING:
    from qda.ui.workspace import Workspace

JOB = _("Making a backup")
# A window that has just opened has other things to do.
_FIRST_MS = 3_000


class BackupWork(QObject):
    """Makes backups soon after a project was opened and every few minutes of work, beside the window.

    The minutes are a preference; 0 is never. One that can't be made is told once a sitting. `made()` says that there is
    a new one: it is no change of the project.
    """

    made = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._told: set[str] = set()
        self._first, self._every, self._said = QTimer(self), QTimer(self), QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_MS)
        self._said.setInterval(SAID_MS)
        self._first.timeout.connect(lambda: self.make("opened"))
        self._every.timeout.connect(lambda: self.make("working"))
        self._said.timeout.connect(self._say_still_here)
        workspace.opened.connect(self._opened)
        workspace.closing.connect(self._closing)

    def _opened(self) -> None:
        project = self._workspace.project
        if project.read_only:
            return
        self.follow()
        self._said.start()
        self._explain()

    def _closing(self) -> None:
        for timer in (self._first, self._every, self._said):
            timer.stop()

    def follow(self) -> None:
        """Go by the minutes that are set."""
        minutes = self._workspace.settings.backup_minutes
        for timer in (self._first, self._every):
            timer.stop()
        if minutes and self._workspace.is_open and not self._workspace.project.read_only:
            self._first.start()
            self._every.start(minutes * 60_000)

    def make(self, why: str) -> None:
        """Make a backup beside the window where something changed since the last one."""
        from qda.storage import backups

        path = self._workspace.project.path
        if JOB in self._workspace.jobs.running():
            return  # one is being made

        def failed(error: BaseException) -> None:
            if not isinstance(error, QdaError):
                raise error
            if error.sentence not in self._told:
                self._told.add(error.sentence)
                self._workspace.failed.emit(error.sentence)

        def done(made: object) -> None:
            if made is not None:
                self.made.emit()

        self._workspace.jobs.start(JOB, lambda _progress: backups.make(path, why), done, quiet=True, failed=failed)

    def _explain(self) -> None:
        """Say once what is special about the folder, and who did not close the project in order."""
        from qda.storage import places

        workspace = self._workspace
        project, settings = workspace.project, workspace.settings
        left = project.left_by
        if left is not None and not left.is_here:
            words = _("{holder} had this project open and did not close it. Look whether what was done there is here.")
            workspace.told.emit(words.format(holder=left.words()), False)
        shared = places.shared(project.path)
        key = f"{project.meta(PROJECT)} {shared.name}" if shared is not None else ""
        if shared is not None and key not in settings.explained:
            settings.explained = [*settings.explained, key]
            settings.save()
            workspace.told.emit(shared.words(project.path.name), False)

    def _say_still_here(self) -> None:
        other = self._workspace.project.say_still_here()
        if other is not None:
            words = _(
                "{holder} has opened this project, too. Two at once leave two versions: agree on who closes it, and "
                "merge the other's file as a copy."
            )
            self._workspace.failed.emit(words.format(holder=other.words()))
