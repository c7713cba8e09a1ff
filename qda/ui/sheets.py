"""What a person looks things up in: the sheet of keys and what this program is, each made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


class Sheets:
    """Actions of the Help menu, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show_keys(self) -> None:
        """Show all keys."""
        from qda.ui.actions import ROWS
        from qda.ui.dialogs.keys import KeysDialog

        KeysDialog([(row.text, row.key) for row in ROWS if row.key], self._window).exec()

    def show_about(self) -> None:
        """Say what this program is."""
        from qda.ui.dialogs.keys import show_about

        show_about(self._window)
