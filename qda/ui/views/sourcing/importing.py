"""The way in for transcripts: asking for files or a folder, and the dialog that shows what they would become."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qda.i18n import _
from qda.ui.workspace import Workspace

_FOLDER = "import folder"


class Importing:
    """Does the actions of importing for the Sources place; `dialog` is the one that is open, if any."""

    def __init__(self, workspace: Workspace, place: QWidget) -> None:
        self.workspace = workspace
        self._place = place
        self.dialog: QWidget | None = None

    def import_files(self) -> None:
        """Ask for files and show what they would become."""
        from qda.core.importers import readers

        known = " ".join(f"*{suffix}" for suffix in readers())
        kinds = ";;".join((_("Transcripts and tables ({suffixes})").format(suffixes=known), _("All files (*)")))
        names, _kind = QFileDialog.getOpenFileNames(self._place, _("Import transcripts"), self.folder(), kinds)
        self.import_paths([Path(name) for name in names])

    def import_folder(self) -> None:
        """Ask for a folder and show what the files in it would become."""
        name = QFileDialog.getExistingDirectory(self._place, _("Import a folder"), self.folder())
        self.import_paths([Path(name)] if name else [])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Show what these files and folders would become, to be corrected before anything is written."""
        from qda.ui.dialogs.import_dialog import ImportDialog

        if not paths or self.dialog is not None:
            return
        if self.workspace.project.read_only:
            self.workspace.failed.emit(_("This project can only be read here, so nothing can be imported."))
            return
        self.remember(paths[0])
        dialog = ImportDialog(self.workspace, paths, self._place.window())
        self.dialog = dialog
        dialog.finished.connect(self._imported)
        # Not exec(): a drop must return to the program that the files came from.
        dialog.open()

    def _imported(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._place.setFocus()

    def folder(self) -> str:
        """Return the folder from which something was imported last, or that of the project."""
        folder = Path(self.workspace.settings.window.get(_FOLDER, ""))
        return str(folder if folder.is_dir() and str(folder) != "." else self.workspace.project.path.parent)

    def remember(self, path: Path) -> None:
        """Remember from which folder something was imported."""
        self.workspace.settings.window = {**self.workspace.settings.window, _FOLDER: str(path.parent)}
