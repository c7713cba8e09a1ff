"""What is done with the text of a transcript: correct it, replace it, see its versions, place what lost its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from qda.core.correcting import replace
from qda.core.correcting.boundaries import Preview
from qda.core.documents import Transcript
from qda.core.importers.reading import read_files
from qda.errors import RefusedError
from qda.i18n import _
from qda.progress import Progress
from qda.storage import backups
from qda.ui.views.coding.correcting_room import told

if TYPE_CHECKING:
    from qda.ui.dialogs.unplaced import UnplacedDialog
    from qda.ui.views.code import CodeView


class TextWork:
    """Actions on the text of the transcript that is open, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._unplaced: UnplacedDialog | None = None

    def correct_transcript(self) -> None:
        """Correct the transcript in place."""
        self.place.correcting_room.enter()

    def replace_transcript(self) -> None:
        """Ask for a corrected file, and show what it would change."""
        here = self.place.transcript
        if here is None:
            return
        name, _kind = QFileDialog.getOpenFileName(
            self.place.window(), _("Corrected file of “{name}”").format(name=here.name)
        )
        if name:
            self.replace_by(Path(name))

    def replace_by(self, path: Path) -> None:
        """Read a corrected file beside the window, and show what it would change."""
        here, project = self.place.transcript, self.workspace.project
        assert here is not None

        def read(progress: Progress) -> Preview:
            (result,) = read_files([path], cancelled=lambda: not progress(0, 1))
            if result.reason is not None:
                raise RefusedError(result.reason)
            if len(result.imported) != 1:
                sentence = _("{file} holds {n} transcripts. Choose a file that holds only this one, corrected.")
                raise RefusedError(sentence.format(file=path.name, n=len(result.imported)))
            with project.read() as session:
                return replace.preview(session, here.id, result.imported[0].text)

        self.workspace.jobs.start(
            _("Reading {file}").format(file=path.name), read, lambda found: self._ask(here, path, found)
        )

    def _ask(self, here: Transcript, path: Path, preview: Preview) -> None:
        from qda.ui.dialogs.replace_text import ReplaceDialog

        whose, parent = self.place.whose.initials(), self.place.window()
        dialog = ReplaceDialog(here.name, here.text, path.name, preview, whose, parent)
        if dialog.exec() == ReplaceDialog.DialogCode.Accepted:
            self._replace(here, path, preview)
        dialog.deleteLater()

    def _replace(self, here: Transcript, path: Path, preview: Preview) -> None:
        """Replace the text, after a backup; both beside the window."""
        project = self.workspace.project

        def back_up(_progress: object) -> None:
            backups.make(project.path, "corrected")

        def go_on(_made: object) -> None:
            self.workspace.do_beside(
                "Replace transcript",
                replace.accept,
                here.id,
                preview.text,
                self.workspace.coder_id,
                note=path.name,
                about=lambda _done: [("source", here.id)],
                tell=told,
                then=lambda done: self.unplaced_passages() if done.emptied else None,
            )

        self.workspace.jobs.start(_("Making a backup"), back_up, go_on)

    def unplaced_passages(self) -> None:
        """Show the passages that lost their words, beside the window."""
        from qda.ui.dialogs.unplaced import UnplacedDialog

        window = self.place.window()
        if self._unplaced is None:
            self._unplaced = UnplacedDialog(self.workspace, self._selected, window)
            self._unplaced.shown.connect(window.show_passage)  # type: ignore[attr-defined]
        self._unplaced.read()
        self._unplaced.show()
        self._unplaced.raise_()
        self._unplaced.activateWindow()
        self._unplaced.list.setFocus()

    def _selected(self) -> tuple[str, int, int] | None:
        """Return the words that are selected in the transcript."""
        here, (start, end) = self.place.transcript, self.place.view.selection()
        return (here.id, start, end) if here is not None and start < end else None

    def text_versions(self) -> None:
        """Show the versions of the transcript, and where they differ."""
        from qda.ui.dialogs.text_versions import VersionsDialog

        here = self.place.transcript
        if here is None:
            return
        dialog = VersionsDialog(self.workspace, here.id, here.name, self.place.whose.people, self.place.window())
        dialog.exec()
        dialog.deleteLater()
