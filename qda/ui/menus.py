"""The menu bar and the actions of the window, made from the rows of :mod:`qda.ui.actions`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from qda.i18n import _
from qda.ui.actions import MENUS, ROWS
from qda.ui.icons import icon
from qda.ui.theme import Theme

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


class Menus:
    """All actions of a window by name; `actions` holds each, in its menu and with its key."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.actions: dict[str, QAction] = {}
        menus = {key: window.menuBar().addMenu(title) for key, title in MENUS}
        group = QActionGroup(window)
        for row in ROWS:
            if not row.name:
                menus[row.menu].addSeparator()
                continue
            action = QAction(row.text, window)
            action.setCheckable(row.checkable)
            action.setProperty("sign", row.icon)
            if row.key:
                action.setShortcut(QKeySequence(row.key))
            if row.name.startswith("theme_"):
                group.addAction(action)
            action.triggered.connect(lambda _checked=False, name=row.name: window.perform(name))
            if row.on:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                for widget in window.code.key_widgets(row.on):
                    widget.addAction(action)
            else:
                window.addAction(action)
            menus[row.menu].addAction(action)
            self.actions[row.name] = action
        self.recent = QMenu(_("Recent projects"), window)
        menus["project"].insertMenu(self.actions["open_sample"], self.recent)
        self.recent.aboutToShow.connect(self._fill_recent)

    def enable(self, opened: bool, here: str) -> None:
        """Let only that be done which can be, with a project open or none, in the place called `here`."""
        for row in ROWS:
            if row.name:
                self.actions[row.name].setEnabled(not row.needs or (opened and row.needs in ("project", here)))
        self.actions[f"theme_{self._window.workspace.settings.theme}"].setChecked(True)

    def name_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what undo and redo would do; None where there is nothing."""
        for name, words, label in (("undo", _("Undo"), undo), ("redo", _("Redo"), redo)):
            self.actions[name].setText(f"{words}: {label}" if label else words)
            self.actions[name].setEnabled(bool(label))

    def dress(self, worn: Theme) -> None:
        """Tint the icons."""
        for action in self.actions.values():
            if action.property("sign"):
                action.setIcon(icon(action.property("sign"), worn))

    def _fill_recent(self) -> None:
        self.recent.clear()
        for name in self._window.workspace.settings.recent:
            action = self.recent.addAction(Path(name).stem)
            action.setToolTip(name)
            action.triggered.connect(self._opener(Path(name)))
        self.recent.setEnabled(True)

    def _opener(self, path: Path) -> Callable[[], object]:
        return lambda: self._window.workspace.open(path)
