"""Bringing in a project of another program, and writing one for it, wherever in the window that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog

from qda.errors import CancelledError, QdaError
from qda.i18n import _
from qda.progress import Progress
from qda.storage.project import Project
from qda.ui.key_held import key_held

if TYPE_CHECKING:
    from qda.core.exchange.bundle import Bundle
    from qda.core.exchange.taking import Preview, Taken
    from qda.ui.main_window import MainWindow
    from qda.ui.views.reporting.programs import ProgramsPage

_READING = _("Reading the project")


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read, and what it would bring."""

    path: Path
    bundle: Bundle
    preview: Preview


class ExchangeWork:
    """The actions of projects of other programs, by their names in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._work = window.workspace

    def bring_in_project(self) -> None:
        """Ask for a file and read it beside the window; without an open project it comes into a new one."""
        from qda.core.exchange import SUFFIXES

        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        name, _kind = QFileDialog.getOpenFileName(
            self._window,
            _("Bring in a project of another program"),
            str(self._work.project.path.parent if self._work.is_open else Path.home()),
            _("Projects and codebooks ({kinds})").format(kinds=kinds) + ";;" + _("All files (*)"),
        )
        if name:
            self.bring_in(Path(name))

    def show_programs(self) -> None:
        """Show what was brought in, files without text, and what can be written for other programs."""
        self._page()

    @staticmethod
    def takes(path: Path) -> bool:
        """Tell by its name whether a dropped file or folder is a project of another program; a .zip may be anything."""
        from qda.core.exchange import SUFFIXES

        return path.suffix.lower() in SUFFIXES and path.suffix.lower() != ".zip"

    def bring_in(self, path: Path) -> None:
        """Read a file, show what it would bring, and bring it in."""
        project = self._work.project if self._work.is_open else None
        if project is not None and project.read_only:
            self._work.failed.emit(_("This project can only be read here, so that nothing can be brought into it."))
            return

        def read(progress: Progress) -> _Read:
            from qda.core import exchange
            from qda.core.exchange.taking import preview, preview_alone

            bundle = exchange.read(path, progress)
            if project is None:
                return _Read(path, bundle, preview_alone(bundle, progress))
            # What is hidden from an independent coder is here all the same, and the same thing.
            with project.read(everything=True) as session:
                return _Read(path, bundle, preview(session, bundle, progress))

        self._work.jobs.start(_READING, read, self._look)

    def _look(self, read: _Read) -> None:
        from qda.ui.dialogs.bring_project import ask_to_bring
        from qda.ui.dialogs.new_project import begin_project

        if not ask_to_bring(self._window, read.preview, read.path.name):
            return
        title = read.preview.title or read.path.stem
        if not self._work.is_open and not begin_project(self._work, self._window, title):
            return
        coder_id = self._work.coder_id

        def take(project: Project, progress: Progress) -> Taken:
            from qda.core.exchange.taking import take_in

            with project.change("Bring in a project") as session:
                return take_in(session, read.bundle, file_name=read.path.name, coder_id=coder_id, progress=progress)

        self._work.work_beside(_("Bringing in the project"), take, self._taken, self._failed)

    def _taken(self, taken: Taken) -> None:
        self._work.announce()
        self._page().choose(taken.report_id)
        if taken.report_id:
            words = _("The project is here: {sources} sources, {codes} codes, {codings} coded passages.")
            self._work.told.emit(words.format(**{kind: f"{number:,}" for kind, number in taken.new.items()}), True)

    def take_out(self, path: Path, profile: str, then: Callable[[object], None], *, refused: bool = False) -> None:
        """Write the project for another program beside the window; `then` gets what does not go along.

        With `refused`, what people refused goes along. Names that stand in it and should not are told, and people who
        can be picked out by what is known of them.
        """
        project, held = self._work.project, key_held(self._work)
        key, passphrase = held.path, held.passphrase

        def write(progress: Progress) -> tuple[object, tuple[str, ...]]:
            from qda.core.exchange.giving import give
            from qda.core.privacy.leaving import told_of_project
            from qda.core.pseudonyms.keyfile import read_key

            if key is not None:
                read_key(key, passphrase)  # one that went missing is told before anything is written
            with project.read() as session:
                losses = give(session, path, profile=profile, refused=refused, progress=progress)
                return losses, told_of_project(session, path, key=key, passphrase=passphrase, refused=refused)

        def done(made: tuple[object, tuple[str, ...]]) -> None:
            losses, said = made
            self._work.told.emit(" ".join((_("{path} is written.").format(path=path), *said)), False)
            then(losses)

        self._work.jobs.start(_("Writing for another program"), write, done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if isinstance(error, OSError):
            words = _("{path} can’t be written: {error}.")
            self._work.failed.emit(words.format(path=error.filename or "", error=error.strerror or error))
        elif isinstance(error, QdaError):
            self._work.failed.emit(error.sentence)
        else:
            raise error

    def _page(self) -> ProgramsPage:
        self._window.go("report")
        return cast("ProgramsPage", self._window.report.choose("programs"))
