"""What can be done with the columns of the grid of facts: adding, renaming, retyping, options, order, removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from qda.core import attributes, participants
from qda.core.attribute_types import TYPES, WITH_OPTIONS
from qda.core.attributes import AttributeRow
from qda.i18n import _, n_
from qda.ui.dialogs.new_attribute import ask_attribute
from qda.ui.dialogs.options import ask_options
from qda.ui.dialogs.question import ask_text
from qda.ui.models.facts_model import SOURCES

if TYPE_CHECKING:
    from qda.ui.views.sourcing.people import PeoplePage


class AttributeWork:
    """Acts on the attribute of the column in which the keyboard is."""

    def __init__(self, page: PeoplePage) -> None:
        self._page = page
        self._work = page.workspace

    def here(self) -> AttributeRow | None:
        """Return the attribute of the current column."""
        index = self._page.grid.currentIndex()
        return self._page.model.attribute(self._page.grid.place(index)[1]) if index.isValid() else None

    def menu(self) -> QMenu:
        """Return a menu of what can be done with the current column."""
        menu = QMenu(self._page)
        self.fill(menu)
        return menu

    def fill(self, menu: QMenu) -> None:
        """Put what can be done with the current column into a menu."""
        menu.clear()
        row = self.here()
        if row is None or self._work.project.read_only:
            menu.addAction(_("Choose a column of an attribute first")).setEnabled(False)
            return
        menu.addAction(_("Rename…"), self.rename)
        types = menu.addMenu(_("Type"))
        for key, words in TYPES.items():
            action = QAction(words, types)
            action.setCheckable(True)
            action.setChecked(key == row.type)
            action.triggered.connect(lambda _checked=False, key=key: self.retype(key))
            types.addAction(action)
        if row.type in WITH_OPTIONS:
            menu.addAction(_("Options…"), self.edit_options)
        menu.addSeparator()
        menu.addAction(_("Move left"), lambda: self.move(-1))
        menu.addAction(_("Move right"), lambda: self.move(1))
        menu.addSeparator()
        menu.addAction(_("Remove"), self.remove)

    def add_attribute(self) -> None:
        """Ask for a new attribute and go to its column."""
        scope = "source" if self._page.model.kind == SOURCES else "participant"
        given = ask_attribute(self._page, scope)
        if given is None:
            return
        name, type_, options = given
        done = self._work.do("Add attribute", participants.add_attribute, name, type_, options, scope=scope)
        if done:
            keys = [row.id for row in self._page.model.attributes]
            self._page.grid.go_to(0, self._page.model.fixed + keys.index(done.value))
            self._page.grid.setFocus()

    def rename(self) -> None:
        """Ask for another name of the attribute."""
        row = self.here()
        if row is not None:
            name = ask_text(self._page, _("Rename attribute"), "", _("Rename"), row.name)
            if name and name != row.name:
                self._work.do("Rename attribute", attributes.rename_attribute, row.id, name)

    def retype(self, type_: str) -> None:
        """Give the attribute another type; what does not fit is asked about."""
        row = self.here()
        if row is not None and type_ != row.type:
            told = _("{name} is now of the type {type}.").format(name=row.name, type=TYPES[type_].lower())
            self._work.do("Retype attribute", attributes.retype, row.id, type_, tell=told)

    def edit_options(self) -> None:
        """Ask for the options of the attribute."""
        row = self.here()
        if row is not None:
            given = ask_options(self._page, row.name, row.options)
            if given is not None:
                self._work.do("Edit options", attributes.edit_options, row.id, given)

    def move(self, step: int) -> None:
        """Move the attribute one column to the left or right."""
        row = self.here()
        if row is None:
            return
        place = [one.id for one in self._page.model.attributes].index(row.id) + step
        if self._work.do("Move attribute", attributes.move_attribute, row.id, place):
            here = self._page.grid.currentIndex()
            place = [one.id for one in self._page.model.attributes].index(row.id)
            self._page.grid.go_to(self._page.grid.place(here)[0], self._page.model.fixed + place)

    def remove(self) -> None:
        """Remove the attribute with its values; undo brings both back."""
        row = self.here()
        if row is None:
            return
        model = self._page.model
        place = [one.id for one in model.attributes].index(row.id)
        number = sum(bool(line.values[place]) for line in model.lines)
        values = n_("{n} cell with a value", "{n} cells with values", number)
        told = _("Removed {name}, {values}.").format(name=row.name, values=values)
        self._work.do("Remove attribute", participants.remove_attribute, row.id, tell=told)
