"""Actions on what is printed, from every place: the bank of quotes, and the check of a manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow
    from qda.ui.views.reporting.manuscript import ManuscriptPage


class QuoteWork:
    """What it does has the names of rows in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show_quote_bank(self) -> None:
        """Show where each quote is used, and how it is printed."""
        self._window.go("report")
        self._window.report.choose("quotes")

    def check_manuscript(self) -> None:
        """Ask for a paper, and hold its quotations against what was said."""
        self._window.go("report")
        cast("ManuscriptPage", self._window.report.choose("manuscript")).choose_file()
