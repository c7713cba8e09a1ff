"""Actions that go to the place Report from anywhere: a table or figure to be written, a report to be written again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from qda.ui.main_window import MainWindow


class ReportWork:
    """What it does has the names of rows in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def write_theme_table(self) -> None:
        """Write the theme-quote table."""
        self._window.go("report")
        self._window.report.write_theme_table()

    def write_map(self) -> None:
        """Show the thematic map among what can be written."""
        self._window.go("report")
        self._window.report.show_product("map")

    def show_leaving(self) -> None:
        """Show what is printed of participants, and who can be picked out by it."""
        self._window.go("report")
        cast("QWidget", self._window.report.choose("leaving")).setFocus()

    def write_again(self) -> None:
        """Write the report that was looked at last once more, where it was written to."""
        self._window.go("report")
        self._window.report.builder.write_again()
