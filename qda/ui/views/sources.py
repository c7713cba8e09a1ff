"""The place of the sources: transcripts in one page, the people and what is known of them in another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
    from qda.ui.views.sourcing.people import PeoplePage

PAGES = {
    "transcripts": Section(
        "transcripts", _("Transcripts"), "sourcing.transcripts:TranscriptsPage", _("Transcripts and who speaks in them")
    ),
    "people": Section(
        "people", _("People and facts"), "sourcing.people:PeoplePage", _("What is known of people, interviews, reports")
    ),
}


class SourcesView(QWidget):
    """Two pages with buttons above; the one of the people is made when it is first shown."""

    name = "sources"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.intake = Importing(workspace, self)
        self.switch = SurfaceSwitch(PAGES, self)
        self.transcripts = TranscriptsPage(workspace, self.import_files, self)
        self._people: PeoplePage | None = None
        self._missed: set[str] | None = None
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
        from qda.ui.views.sourcing.people import PeoplePage

        if self._people is None:
            self._people = PeoplePage(self.workspace, self)
            self._stack.addWidget(self._people)
            arrange(self._people, self.workspace.settings.window)
        return self._people

    def page(self) -> Page:
        """Return the page in front."""
        return self.transcripts if self._stack.currentIndex() == 0 else self.people

    def chosen_things(self) -> tuple[list[str], list[str]]:
        """Return the ids of the sources and of the participants that are chosen on the page in front."""
        if self._stack.currentIndex() == 0:
            return [row.id for row in self.transcripts.chosen()], []
        lines = [self.people.model.lines[row] for row in self.people.grid.chosen_rows()]
        people = [line.participant_id for line in lines if line.participant_id]
        sources = [line.source_id for line in lines if line.source_id and not line.participant_id]
        return list(dict.fromkeys(sources)), list(dict.fromkeys(people))

    def _front(self) -> QWidget:
        return self.transcripts if self._stack.currentIndex() == 0 else self.people

    # Coming, going, refreshing ---------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._missed = None
        self.transcripts.opened()
        if self._stack.currentIndex():
            self._catch_up()

    def closing(self) -> None:
        """Let the pages remember how they looked."""
        self.transcripts.closing()
        if self._people is not None and self._missed is not None:
            self._people.closing()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy would keep the tab key from all that stands before it."""
        self._front().setFocus()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; the page of the people follows when it is looked at."""
        self.transcripts.refresh(kinds)
        if self._missed is not None:
            self._missed |= kinds
            if self._stack.currentIndex():
                self._catch_up()

    def _catch_up(self) -> None:
        if self._missed is None:
            self.people.opened()
        elif self._missed:
            self.people.refresh(frozenset(self._missed))
        self._missed = set()

    # Going from page to page -----------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Bring a page to the front and give it the keyboard."""
        self.switch.mark(name)
        if name == "people":
            self._catch_up()
            self._stack.setCurrentWidget(self.people)
        else:
            self._stack.setCurrentWidget(self.transcripts)
        self._front().setFocus()

    def show_transcripts(self) -> None:
        """Show the transcripts."""
        self.show_page("transcripts")

    def show_people(self) -> None:
        """Show the people and what is known of them."""
        self.show_page("people")

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
