"""Handing a copy out and bringing one back: the two actions, wherever in the window they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QDialog, QFileDialog

from qda.core import coders, study
from qda.errors import CancelledError, QdaError
from qda.i18n import _
from qda.progress import Progress
from qda.storage.project import Project

if TYPE_CHECKING:
    from qda.ui.dialogs.hand_out import HandingOut
    from qda.ui.main_window import MainWindow
    from qda.ui.views.comparing.copies import CopiesPage

_DOUBLE = ("codebook", "review")  # approaches in which a second person codes independently as a rule


class CopyWork:
    """The actions of copies; what comes back is shown on the page of copies in the place Compare."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._work = window.workspace

    def copy_for_colleague(self) -> None:
        """Ask for whom, and make the copy beside the window; a project that is only read can be copied too."""
        from qda.ui.dialogs.hand_out import HandOutDialog

        project = self._work.project
        dialog = HandOutDialog(
            self._work.read(coders.coders),
            self._work.coder_id,
            project.path,
            blind=self._work.read(study.facts).approach in _DOUBLE,
            may_add=not project.read_only,
            parent=self._window,
        )
        asked = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        if asked is not None:
            self._hand_out(asked)

    def _hand_out(self, asked: HandingOut) -> None:
        from qda.core.merging import copy_project

        coder_id = asked.coder_id
        if not coder_id:
            added = self._work.do("Add coder", coders.add_coder, asked.new_name)
            if not added:
                return
            coder_id = added.value

        def make(project: Project, progress: Progress) -> None:
            copy_project(project, asked.path, for_coder=coder_id, blind=asked.blind, progress=progress)

        def made(_value: object) -> None:
            # What was handed out is kept outside the journal, so that no change says it.
            self._work.changed.emit(frozenset(("copy",)))
            words = _("The copy is ready: {path}. Send it on, and bring it back by “Bring a copy back”.")
            self._work.told.emit(words.format(path=asked.path), False)

        def failed(error: BaseException) -> None:
            if isinstance(error, QdaError):
                if not isinstance(error, CancelledError):
                    self._work.failed.emit(error.sentence)
            else:
                raise error

        self._work.work_beside(_("Making the copy"), make, made, failed)

    def bring_copy_back(self) -> None:
        """Ask for the file and show what it brings."""
        if self._work.project.read_only:
            self._page().refuse(_("This project can only be read here, so that no copy can be merged into it."))
            return
        name, _kind = QFileDialog.getOpenFileName(
            self._window,
            _("Bring a copy back"),
            str(self._work.project.path.parent),
            _("Themeloom projects (*.loom)"),
        )
        if name:
            self._page().bring(Path(name))

    def _page(self) -> CopiesPage:
        self._window.go("compare")
        return cast("CopiesPage", self._window.compare.choose("copies"))
