"""A codebook that comes in from a table: chosen, looked at, and imported as one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from qda.core import codebook_table
from qda.core.codebook_columns import CodeTable, read_codebook
from qda.core.codebook_table import ImportedCodes
from qda.i18n import _, n_
from qda.ui.views.coding.counted import counted

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class CodebookImport:
    """The action, by the name it has in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace

    def import_codebook(self) -> None:
        """Ask for a table and read it beside the window."""
        name, _kind = QFileDialog.getOpenFileName(
            self.place.window(), _("Import a codebook"), "", _("Tables (*.csv *.tsv *.xlsx)")
        )
        if name:
            jobs = self.workspace.jobs
            jobs.start(_("Reading the codebook"), lambda _progress: read_codebook(Path(name)), self._look)

    def _look(self, table: CodeTable) -> None:
        """Show what would become of every row, and do it."""
        from qda.ui.dialogs.import_codebook import ask_import

        take = ask_import(self.place.window(), table, self.workspace.read(codebook_table.plan, table))
        if take is not None:
            self.workspace.do(
                "Import codebook",
                codebook_table.import_codebook,
                table,
                take=take,
                coder_id=self.workspace.coder_id,
                tell=_told,
            )


def _told(done: ImportedCodes) -> str:
    parts = [
        (done.added, n_("added {n} code", "added {n} codes", done.added)),
        (done.filled, n_("filled in {n}", "filled in {n}", done.filled)),
        (done.changed, n_("changed {n}", "changed {n}", done.changed)),
        (len(done.refused), n_("left {n} row out", "left {n} rows out", len(done.refused))),
    ]
    return counted(parts)
