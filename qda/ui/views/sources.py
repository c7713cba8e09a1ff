"""The place of the sources: pages of transcripts, of people and facts, of consent, and of pseudonyms."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.kept_layout import arrange
from qda.ui.views.sourcing.importing import Importing
from qda.ui.views.sourcing.transcripts import TranscriptsPage
from qda.ui.widgets.sections import Page, Section
from qda.ui.widgets.surface_switch import SurfaceSwitch
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.ui.views.sourcing.consent import ConsentPage
    from qda.ui.views.sourcing.people import PeoplePage
    from qda.ui.views.sourcing.pseudonyms import PseudonymsPage

PAGES = {
    "transcripts": Section(
        "transcripts", _("Transcripts"), "sourcing.transcripts:TranscriptsPage", _("Transcripts and who speaks in them")
    ),
    "people": Section(
        "people", _("People and facts"), "sourcing.people:PeoplePage", _("What is known of people, interviews, reports")
    ),
    "consent": Section("consent", _("Consent"), "sourcing.consent:ConsentPage", _("What each participant agreed to")),
    "pseudonyms": Section(
        "pseudonyms",
        _("Pseudonyms"),
        "sourcing.pseudonyms:PseudonymsPage",
        _("Names, and what takes their place everywhere"),
    ),
}


class SourcesView(QWidget):
    """Pages with buttons above; all but the transcripts are made when they are first shown."""

    name = "sources"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.intake = Importing(workspace, self)
        self.switch = SurfaceSwitch(PAGES, self)
        self.transcripts = TranscriptsPage(workspace, self.import_files, self)
        self._later: dict[str, QWidget] = {}
        self._missed: dict[str, set[str]] = {}
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.transcripts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.switch)
        column.addWidget(self._stack, 1)
        self.switch.chosen.connect(self.show_page)

    @property
    def actors(self) -> tuple[object, ...]:
        """Return who does the actions here: the page in front."""
        page = self.page()
        return (page, *page.actors)

    @property
    def people(self) -> PeoplePage:
        """Return the page of the people, made when it is first asked for."""
        return cast("PeoplePage", self._made("people"))

    @property
    def consent(self) -> ConsentPage:
        """Return the page of consent, made when it is first asked for."""
        return cast("ConsentPage", self._made("consent"))

    @property
    def pseudonyms(self) -> PseudonymsPage:
        """Return the page of pseudonyms, made when it is first asked for."""
        return cast("PseudonymsPage", self._made("pseudonyms"))

    def _made(self, name: str) -> QWidget:
        if name not in self._later:
            module, kind = PAGES[name].page.split(":")
            page = getattr(importlib.import_module(f"qda.ui.views.{module}"), kind)(self.workspace, self)
            self._stack.addWidget(page)
            arrange(page, self.workspace.settings.window)
            self._later[name] = page
        return self._later[name]

    def page(self) -> Page:
        """Return the page in front."""
        return cast(Page, self._front())

    def section(self) -> str:
        """Return the name of the page in front, where it is one of those made later; "" for the transcripts."""
        return next((name for name, page in self._later.items() if page is self._stack.currentWidget()), "")

    def chosen_things(self) -> tuple[list[str], list[str]]:
        """Return the ids of the sources and of the participants that are chosen on the page in front."""
        if self._front() is self.transcripts:
            return [row.id for row in self.transcripts.chosen()], []
        if self.section() == "consent":
            return [], self.consent.grid.chosen_rows()
        if self.section() == "pseudonyms":
            return [], []
        lines = [self.people.model.lines[row] for row in self.people.grid.chosen_rows()]
        sources = [line.source_id for line in lines if line.source_id and not line.participant_id]
        return list(dict.fromkeys(sources)), self.people.chosen_people()

    def _front(self) -> QWidget:
        return self._stack.currentWidget() or self.transcripts

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._missed = {}
        self.transcripts.opened()
        self._catch_up(self.section())

    def closing(self) -> None:
        """Let the pages remember how they looked."""
        self.transcripts.closing()
        for name in self._missed:
            cast(Page, self._made(name)).closing()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        self._front().setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; pages that are not looked at follow later."""
        self.transcripts.refresh(kinds)
        for missed in self._missed.values():
            missed |= kinds
        self._catch_up(self.section())

    def _catch_up(self, name: str) -> None:
        """Show a page that was made later the project that was opened, or what it missed since."""
        if not name:
            return
        page = cast(Page, self._made(name))
        if name not in self._missed:
            page.opened()
        elif self._missed[name]:
            page.refresh(frozenset(self._missed[name]))
        self._missed[name] = set()

    # Going from page to page -----------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Bring a page to the front and give it the keyboard."""
        self.switch.mark(name)
        if name == "transcripts":
            self._stack.setCurrentWidget(self.transcripts)
        else:
            self._catch_up(name)
            self._stack.setCurrentWidget(self._made(name))
        self._front().setFocus()

    def choose(self, name: str) -> None:
        """Bring back the page that :meth:`section` named."""
        self.show_page(name)

    def show_transcripts(self) -> None:
        """Show the transcripts."""
        self.show_page("transcripts")

    def show_people(self) -> None:
        """Show the people and what is known of them."""
        self.show_page("people")

    def show_consent(self) -> None:
        """Show what participants agreed to."""
        self.show_page("consent")

    def show_pseudonyms(self) -> None:
        """Show the table of names and pseudonyms."""
        self.show_page("pseudonyms")

    def withdraw_participant(self) -> None:
        """Take out the participant who is chosen; where nobody can be, show the people first."""
        if self.section() not in ("people", "consent"):
            self.show_people()
        self.people.withdraw_work.begin(self.chosen_things()[1])

    def show_withdrawals(self) -> None:
        """Show the certificates of all withdrawals."""
        self.people.withdraw_work.show_withdrawals()

    # Importing -------------------------------------------------------------------------------------------------------

    @property
    def importing(self) -> QWidget | None:
        """Return the dialog of an import that is going on."""
        return self.intake.dialog

    def import_files(self) -> None:
        """Ask for files and show what they would become."""
        self.intake.import_files()

    def import_folder(self) -> None:
        """Ask for a folder and show what the files in it would become."""
        self.intake.import_folder()

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Show what these files and folders would become."""
        self.show_page("transcripts")
        self.intake.import_paths(paths)
