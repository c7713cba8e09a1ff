"""The slow half of an import: files read, read again and written beside the window, with reports to the dialog."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from qda.core import intake
from qda.core.importers import ReadOptions
from qda.core.importers.reading import FileResult
from qda.core.intake import Intake
from qda.errors import CancelledError, QdaError
from qda.i18n import _
from qda.ui.dialogs.import_reading import Look, read_again, read_all
from qda.ui.workspace import Workspace

READING = _("Reading files")
WRITING = _("Importing transcripts")


class ImportJobs(QObject):
    """Signals, all on the window's thread and none after `leave`: `found(paths)`, `arrived(looks)`, `readingEnded()`,
    `progressed(done, all)`, `written(intake)`, `writingEnded()` where nothing was written, `failed(sentence)`.
    """

    found = Signal(list)
    arrived = Signal(list)
    readingEnded = Signal()
    progressed = Signal(int, int)
    written = Signal(object)
    writingEnded = Signal()
    failed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._project = workspace.jobs, workspace.project
        self._put_down: deque[list[Path] | Look] = deque()
        self._over = False
        self.reading = self.writing = False
        self._jobs.progressed.connect(self._progressed)

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders; what was read arrives while it goes on."""
        project, put_down = self._project, self._put_down.append
        self.reading = True
        self._jobs.start(
            READING,
            lambda progress: read_all(project, paths, put_down, put_down, progress),
            lambda _none: self._read(),
            failed=lambda error: self._read(error),
        )

    def read_again(self, path: Path, options: ReadOptions) -> None:
        """Read one file with other options; a newer wish for the same file replaces this one."""
        project = self._project
        self._jobs.start(
            _("Reading {file}").format(file=path),
            lambda progress: read_again(project, path, options, progress),
            self._read_one,
            quiet=True,
        )

    def write(self, results: Sequence[FileResult], people: bool, interviewers: Mapping[Path, Collection[str]]) -> None:
        """Bring what was read into the project as one change; when stopped, nothing of it is kept."""
        project = self._project

        def work(progress: Any) -> Intake:
            about: list[tuple[str, str]] = []
            with project.change("Import transcripts", about) as session:
                fed = _fed(results, progress)
                done = intake.take_in(session, fed, duplicates=True, people=people, interviewers=interviewers)
                about += [("source", one.source_id) for one in done.imported]
            return done

        self.writing = True
        self._jobs.start(WRITING, work, self._written, writes=True, failed=self._not_written)

    def stop(self) -> None:
        """Stop what is going on: the writing, else the reading."""
        self._jobs.cancel(WRITING if self.writing else READING)

    def leave(self) -> None:
        """Stop reading and report nothing any more."""
        if not self._over:
            self._over = True
            self._jobs.cancel(READING)
            self._jobs.progressed.disconnect(self._progressed)

    # Reports ---------------------------------------------------------------------------------------------------------

    def _progressed(self, title: str, done: int, total: int) -> None:
        if title == READING:
            self._hand_over()
        if title in (READING, WRITING):
            self.progressed.emit(done, total)

    def _hand_over(self) -> None:
        """Report what the job has put down since the last look."""
        looks: list[Look] = []
        while self._put_down:
            item = self._put_down.popleft()
            if isinstance(item, Look):
                looks.append(item)
            else:
                self.found.emit(item)
        if looks:
            self.arrived.emit(looks)

    def _read(self, error: BaseException | None = None) -> None:
        if self._over:
            return
        self.reading = False
        self._hand_over()
        self.readingEnded.emit()
        self._report(error)

    def _read_one(self, look: Look) -> None:
        if not self._over:
            self.arrived.emit([look])

    def _written(self, done: Intake) -> None:
        if not self._over:
            self.writing = False
            self.written.emit(done)

    def _not_written(self, error: BaseException) -> None:
        if not self._over:
            self.writing = False
            self.writingEnded.emit()
            self._report(error, stopped=True)

    def _report(self, error: BaseException | None, stopped: bool = False) -> None:
        if isinstance(error, QdaError):
            if stopped or not isinstance(error, CancelledError):
                self.failed.emit(error.sentence)
        elif error is not None:
            raise error


def _fed(results: Sequence[FileResult], progress: Any) -> Iterator[FileResult]:
    """Hand out results one by one with progress; stopping takes back everything."""
    for number, result in enumerate(results):
        if not progress(number, len(results)):
            raise CancelledError(_("The import was stopped; nothing was imported."))
        yield result
