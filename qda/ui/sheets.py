"""What a person looks things up in: all commands, the sheet of keys, what this program is, each made when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from qda.ui import keys
from qda.ui.actions import MENUS, NAMED, plain

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


class Sheets:
    """Actions that open them, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show_commands(self) -> None:
        """Ask for a command and do it, with the keyboard where it was before."""
        from qda.ui.dialogs.commands import Command, CommandsDialog

        before, menus, titles = QApplication.focusWidget(), self._window.menus, dict(MENUS)
        commands = [
            Command(
                name,
                plain(menus.actions[name].text()),
                plain(titles[row.menu]),
                keys.native(keys.key_of(name)),
                menus.why_not(name),
            )
            for name, row in NAMED.items()
            if name != "show_commands"
        ]
        dialog = CommandsDialog(commands, self._window)
        dialog.exec()
        dialog.deleteLater()
        self._window.activateWindow()
        if before is not None:
            before.setFocus()
        if dialog.chosen:
            menus.actions[dialog.chosen].trigger()

    def show_keys(self) -> None:
        """Show all keys, and change them."""
        from qda.ui.dialogs.keys import KeysDialog

        dialog = KeysDialog(self._window.workspace.settings, self._window.menus.wear_keys, self._window)
        dialog.exec()
        dialog.deleteLater()

    def show_about(self) -> None:
        """Say what this program is."""
        from qda.ui.dialogs.keys import show_about

        show_about(self._window)
