"""Actions that go to a page of the place Sources from anywhere: a name is met while coding, and replaced there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


class SourcesWork:
    """What it does has the names of rows in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show_transcripts(self) -> None:
        """Show the transcripts."""
        self._show("transcripts")

    def show_people(self) -> None:
        """Show the people and what is known of them."""
        self._show("people")

    def show_consent(self) -> None:
        """Show what participants agreed to."""
        self._show("consent")

    def show_pseudonyms(self) -> None:
        """Show the table of names and pseudonyms."""
        self._show("pseudonyms")

    def _show(self, page: str) -> None:
        self._window.go("sources")
        self._window.sources.show_page(page)
