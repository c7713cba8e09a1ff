"""What a person looks things up in: all commands, keys, the history, what this program is, each made when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication, QWidget

from qda.i18n import _
from qda.ui import keys
from qda.ui.actions import MENUS, NAMED, plain

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow
    from qda.ui.widgets.history_panel import HistoryPanel
    from qda.ui.workspace import Crossing


class Sheets:
    """Actions that open them, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.history: HistoryPanel | None = None

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

    def show_history(self) -> None:
        """Show the history beside the work and go there; from there, close it."""
        if self.history is not None and self.history.isAncestorOf(cast(QWidget, QApplication.focusWidget())):
            self.close_history()
            return
        self.open_history()
        assert self.history is not None
        self.history.list.setFocus()

    def open_history(self) -> None:
        """Show the history beside the work, now and at the next start."""
        if self.history is None:
            from qda.ui.widgets.history_panel import HistoryPanel

            self.history = HistoryPanel(self._window.workspace, self._window)
            self.history.closeAsked.connect(self.close_history)
            self.history.left.connect(self._window.focus_place)
            self._window.beside(self.history)
        self.history.show()
        self.history.refresh()
        self._keep_open(True)

    def close_history(self) -> None:
        """Close the history; the keyboard goes back to the place in front."""
        if self.history is not None:
            self.history.hide()
        self._keep_open(False)
        self._window.focus_place()

    def _keep_open(self, opened: bool) -> None:
        self._window.action("show_history").setChecked(opened)
        self._window.workspace.settings.window["history"] = "open" if opened else ""

    def follow(self, opened: bool) -> None:
        """Show the history of the project that was opened, where it was open before; hide that of one that closed."""
        if opened and self._window.workspace.settings.window.get("history"):
            self.open_history()
        elif self.history is not None:
            self.history.hide()

    def may_cross(self, crossing: Crossing) -> bool:
        """Ask whether undo or redo may touch what somebody else did, or what was done in an earlier sitting."""
        from qda.ui.dialogs.question import confirm
        from qda.ui.models.history_model import when

        others = _("{label}: this is the work of {person} ({time}).")
        earlier = _("{label}: this was done before the project was opened ({time}).")
        words = (others if crossing.other else earlier).format(
            label=crossing.label, person=crossing.coder or _("somebody"), time=when(crossing.at)
        )
        more = _("It can be changed back. You are asked once for the work of one person and one time.")
        return confirm(self._window, _("Go on into earlier work?"), f"{words} {more}", _("Go on"))

    def dress(self) -> None:
        """Tint what is drawn with the theme's colours."""
        if self.history is not None:
            self.history.dress()

    def show_log(self) -> None:
        """Show what went wrong inside the program."""
        from qda.ui.dialogs.log import show_log

        show_log(self._window)

    def show_about(self) -> None:
        """Say what this program is."""
        from qda.ui.dialogs.keys import show_about

        show_about(self._window)
