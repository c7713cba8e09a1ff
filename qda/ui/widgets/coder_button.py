"""Who is coding, shown at all times, and the quiet list in which that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qda.core import coders
from qda.i18n import _
from qda.ui.coder_signs import coder_dot
from qda.ui.dialogs.question import ask_text
from qda.ui.keys import tip
from qda.ui.workspace import Workspace


class CoderButton(QToolButton):
    """Names the present coder; its menu lists all of them, with initials and colour, and lets a new one in."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        tip(self, _("Who is coding"), "choose_person")

    def refresh(self) -> None:
        """Show who is coding now, and who could."""
        people = self._workspace.read(coders.coders, counted=False)
        mine = next((person for person in people if person.id == self._workspace.coder_id), None)
        self.setText(_("{name} is coding").format(name=mine.name) if mine else _("Who is coding?"))
        self.setIcon(coder_dot(mine.colour if mine else ""))
        menu = QMenu(self)
        for person in people:
            # What a team agreed on is given to the consensus in the side-by-side view; nobody codes as it.
            if person.is_consensus:
                continue
            action = menu.addAction(coder_dot(person.colour), f"{person.name} ({person.initials})")
            action.setCheckable(True)
            action.setChecked(person is mine)
            action.triggered.connect(lambda _checked=False, key=person.id: self._workspace.choose_coder(key))
        menu.addSeparator()
        menu.addAction(_("I'm new here…")).triggered.connect(self.add_coder)
        old = self.menu()
        self.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def ask(self) -> None:
        """Open the list above the button, with the keyboard on whoever codes now."""
        menu = self.menu()
        if menu is None:
            return
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(next((one for one in menu.actions() if one.isChecked()), menu.actions()[-1]))

    def add_coder(self) -> None:
        """Ask for the name of a person who codes, and let that person code from now on."""
        name = ask_text(self.window(), _("I'm new here"), _("Your name as your team knows it."), _("Begin"))
        if name:
            done = self._workspace.do("Add coder", coders.add_coder, name)
            if done:
                self._workspace.choose_coder(done.value)
