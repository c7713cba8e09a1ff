"""The menu bar and the actions of the window, made from the rows of :mod:`qda.ui.actions`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from qda.i18n import _
from qda.ui import keys
from qda.ui.actions import MENUS, NAMED, PLACES, ROWS, works
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
        groups = {"theme": QActionGroup(window), "step": QActionGroup(window)}
        for row in ROWS:
            if not row.name:
                menus[row.menu].addSeparator()
                continue
            action = QAction(row.text, window)
            action.setCheckable(row.checkable)
            action.setProperty("sign", row.icon)
            kind = row.name.partition("_")[0]
            if kind in groups:
                groups[kind].addAction(action)
            action.triggered.connect(lambda _checked=False, name=row.name: window.perform(name))
            if row.on:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                for widget in window.code.key_widgets(row.on):
                    widget.addAction(action)
            else:
                window.addAction(action)
            menus[row.menu].addAction(action)
            self.actions[row.name] = action
        self.wear_keys()
        self.recent = QMenu(_("Recent projects"), window)
        menus["project"].insertMenu(self.actions["open_sample"], self.recent)
        self.recent.aboutToShow.connect(self._fill_recent)

    def wear_keys(self) -> None:
        """Give every action the key that does it now, as the preferences say, and bring the tooltips in step."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        keys.wear(app, self._window.workspace.settings.keys)
        for name, action in self.actions.items():
            action.setShortcut(QKeySequence(keys.key_of(name)))
        keys.tip_again(self._window)

    def enable(self, opened: bool, here: str) -> None:
        """Let only that be done which can be, with a project open or none, in the place called `here`."""
        for row in ROWS:
            if row.name:
                self.actions[row.name].setEnabled(not row.needs or (opened and works(row, here)))
        self.actions[f"theme_{self._window.workspace.settings.theme}"].setChecked(True)
        self.actions[f"step_{self._window.workspace.settings.step}"].setChecked(True)

    def why_not(self, name: str) -> str:
        """Return why an action can't be done now, in a few words, or ""."""
        action, row = self.actions[name], NAMED[name]
        if action.isEnabled():
            return ""
        if row.needs and not self._window.workspace.is_open:
            return _("open a project first")
        nothing = {"undo": _("there is nothing to undo"), "redo": _("there is nothing to do again")}
        here = getattr(self._window.stack.currentWidget(), "name", "")
        if name in nothing:
            return nothing[name]
        if here == "reading":
            return _("leave reading mode first")
        if here == "correcting":
            return _("accept or discard the correction first")
        if row.needs in PLACES and row.needs != here:
            return _("works in the place “{place}”").format(place=PLACES[row.needs])
        return self._window.locking.why_not(name) or _("can't be done just now")

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
