"""The places of the window: each is made when it is first needed, and later shown what it missed."""

from __future__ import annotations

import importlib
from typing import cast

from PySide6.QtWidgets import QAbstractItemView, QApplication, QStackedWidget, QWidget

from qda.ui.kept_layout import arrange
from qda.ui.views.code import CodeView
from qda.ui.views.place import Place
from qda.ui.workspace import Workspace

# Where each is found, in the order of the bar; loaded late, since nobody sees them all at the start.
VIEWS = {
    "study": ("study", "StudyView"),
    "sources": ("sources", "SourcesView"),
    "code": ("code", "CodeView"),
    "themes": ("themes", "ThemesView"),
    "memos": ("memos", "MemosView"),
    "tables": ("tables", "TablesView"),
    "compare": ("compare", "CompareView"),
    "review": ("review", "ReviewView"),
    "easyread": ("easyread", "EasyReadView"),
    "report": ("report", "ReportView"),
}


class Places:
    """The places that were made so far, in `stack`."""

    def __init__(self, workspace: Workspace, stack: QStackedWidget) -> None:
        self._workspace = workspace
        self._stack = stack
        self._made: dict[str, Place] = {}
        self._stale: dict[str, set[str]] = {}
        self._unopened: set[str] = set(VIEWS)

    def get(self, name: str) -> Place:
        """Return a place, as it is."""
        if name not in self._made:
            module, kind = VIEWS[name]
            view = getattr(importlib.import_module(f"qda.ui.views.{module}"), kind)(self._workspace, self._stack)
            self._stack.addWidget(view)
            arrange(view, self._workspace.settings.window)
            self._made[name] = view
        return self._made[name]

    def ready(self, name: str) -> Place:
        """Return a place with the project in it: opened when it is first needed, and caught up with what it missed."""
        place = self.get(name)
        missed = self._stale.pop(name, None)
        if name in self._unopened:
            self._unopened.discard(name)
            place.opened()
        elif missed:
            place.refresh(frozenset(missed))
        return place

    def project_opened(self) -> None:
        """Forget what any place was shown before; another project is open."""
        self._stale = {}
        self._unopened = set(VIEWS)

    def leave(self) -> None:
        """Let every place keep what is unfinished in it; the project is about to close."""
        _finish_cell()
        for name, place in self._made.items():
            if name not in self._unopened:
                place.closing()
        self._unopened = set(VIEWS)

    def forget(self) -> None:
        """Let nothing of the project stay in memory: places go, and Code, which keys are bound to, is emptied."""
        for name, place in list(self._made.items()):
            if isinstance(place, CodeView):
                place.forget()
                continue
            view = cast(QWidget, self._made.pop(name))
            self._stack.removeWidget(view)
            view.deleteLater()

    def changed(self, kinds: frozenset[str]) -> None:
        """Show the place in front what was touched, and the others when they are looked at."""
        for name in VIEWS:
            place = self._made.get(name)
            if place is not None and cast(QWidget, place) is self._stack.currentWidget():
                place.refresh(kinds)
            else:
                self._stale.setdefault(name, set()).update(kinds)


def _finish_cell() -> None:
    """Keep what is being typed in a cell of a table: once the keyboard is elsewhere, it is taken as after Enter."""
    field = QApplication.focusWidget()
    viewport = None if field is None else field.parentWidget()
    view = None if viewport is None else viewport.parentWidget()
    if isinstance(view, QAbstractItemView) and viewport is view.viewport():
        view.setFocus()
