"""Who is coding, shown at all times, and the menu in which that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qda.core import coders
from qda.i18n import _
from qda.ui.dialogs.question import ask_text
from qda.ui.workspace import Workspace


class CoderButton(QToolButton):
    """Names the present coder; its menu lists all of them and offers to add one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setToolTip(_("Who is coding"))

    def refresh(self) -> None:
        """Show who is coding now, and who could."""
        people = self._workspace.read(coders.coders, counted=False)
        mine = next((person for person in people if person.id == self._workspace.coder_id), None)
        self.setText(_("{name} is coding").format(name=mine.name) if mine else _("Who is coding?"))
        menu = QMenu(self)
        for person in people:
            action = menu.addAction(f"{person.name} ({person.initials})")
            action.setCheckable(True)
            action.setChecked(person is mine)
            action.triggered.connect(lambda _checked=False, key=person.id: self._workspace.choose_coder(key))
        menu.addSeparator()
        menu.addAction(_("Add a coder…")).triggered.connect(self.add_coder)
        old = self.menu()
        self.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def add_coder(self) -> None:
        """Ask for the name of a person who codes, and let that person code from now on."""
        name = ask_text(self.window(), _("Add a coder"), _("The name as your team knows it."), _("Add"))
        if name:
            done = self._workspace.do("Add coder", coders.add_coder, name)
            if done:
                self._workspace.choose_coder(done.value)
