"""The button by which the people are chosen who are compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from qda.i18n import _


class PeopleButton(QPushButton):
    """Says who is compared; its menu ticks people. Signal: `peopleChosen(ids)`, in the order of the list."""

    peopleChosen = Signal(list)

    def __init__(self, parent: QWidget, least: int = 2) -> None:
        super().__init__(parent)
        self._least = least
        self._people: Sequence[tuple[str, str]] = ()
        self._chosen: Collection[str] = ()
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def show_people(self, people: Sequence[tuple[str, str]], chosen: Collection[str]) -> None:
        """Offer people by id and name; those of `chosen` are compared."""
        self._people, self._chosen = people, set(chosen)
        names = [name for key, name in people if key in self._chosen]
        text = ", ".join(names) if len(names) <= 2 else _("{n} coders").format(n=len(names))
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 260))
        self.setToolTip(_("Compared are {names}").format(names=", ".join(names)))
        self.setAccessibleName(_("Coders compared: {names}").format(names=", ".join(names)))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for key, name in self._people:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(key in self._chosen)
            # With the fewest that can be compared, one goes only when another has come.
            action.setEnabled(key not in self._chosen or len(self._chosen) > self._least)
            action.triggered.connect(lambda on=False, key=key: self._tick(key, on))

    def _tick(self, key: str, on: bool) -> None:
        chosen = {*self._chosen, key} if on else set(self._chosen) - {key}
        self.peopleChosen.emit([one for one, _name in self._people if one in chosen])
