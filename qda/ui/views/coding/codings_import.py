"""Coded passages that come in from a table: chosen, looked at, doubtful ones placed, and imported as one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from qda.core import coding_plan, coding_table
from qda.core.coding_columns import CodingTable, read_codings
from qda.core.coding_plan import CodingPlan
from qda.core.coding_table import Loaded
from qda.i18n import _, n_
from qda.ui.views.coding.counted import counted

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView


class CodingsImport:
    """The action, by the name it has in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace

    def import_codings(self) -> None:
        """Ask for a table, read it beside the window and look there where its passages lie."""
        name, _kind = QFileDialog.getOpenFileName(
            self.place.window(), _("Import coded passages"), "", _("Tables (*.csv *.tsv *.xlsx)")
        )
        if not name:
            return
        project, coder_id = self.workspace.project, self.workspace.coder_id

        def work(_progress: object) -> tuple[CodingTable, CodingPlan]:
            table = read_codings(Path(name))
            with project.read() as session:
                return table, coding_plan.plan(session, table, coder_id=coder_id)

        self.workspace.jobs.start(_("Looking for coded passages"), work, lambda made: self._look(*made))

    def _look(self, table: CodingTable, planned: CodingPlan) -> None:
        """Show what would become of every row, and do it."""
        from qda.ui.dialogs.import_codings import ask_codings

        take = ask_codings(self.place.window(), table, planned)
        if take is not None:
            self.workspace.do_beside(
                "Import codings",
                coding_table.import_codings,
                table,
                take=take,
                coder_id=self.workspace.coder_id,
                about=_about,
                tell=_told,
                then=lambda _done: None,
            )


def _about(_done: Loaded) -> list[tuple[str, str]]:
    """Name nothing: a table may concern every source and code."""
    return []


def _told(done: Loaded) -> str:
    parts = [
        (done.added, n_("coded {n} passage", "coded {n} passages", done.added)),
        (done.joined, n_("{n} joined another", "{n} joined others", done.joined)),
        (len(done.doubtful), n_("{n} row was left open", "{n} rows were left open", len(done.doubtful))),
        (len(done.refused), n_("left {n} row out", "left {n} rows out", len(done.refused))),
    ]
    return counted(parts)
