"""The place Easy read with a small study: two themes with codes and quotes, and a summary with pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import codebook, consent, documents, participants
from qda.core.approaches import begin
from qda.core.easyread import pages, summaries
from qda.core.importers import Imported
from qda.core.review import people
from qda.core.themes.outline import add_codes, add_theme
from qda.core.themes.quotes import pick_quote
from qda.ui.main_window import MainWindow
from tests.ui.conftest import in_front, wait_until
from tests.ui.section_room import SectionRoom, click

__all__ = ["Room", "click", "looked", "room"]


class Room(SectionRoom):
    """The window, and ids by name."""

    place = "easyread"

    def written(self) -> list[tuple[str, list[str]]]:
        """Return the titles of the pages with their statements."""
        found = self.read(pages.pages, self.ids["summary"])
        return [(page.title, [one.text for one in page.statements]) for page in found]


def looked(page: Any) -> None:
    """Wait until the hints and the preview of a page are there."""
    wait_until(lambda: not page.check.waiting() and page.preview.fits is not None, "hints and preview")


def room(window: MainWindow, folder: Path) -> Room:
    """Open the study and go to the place by its key."""
    path, ids = folder / "easy.loom", {}
    with begin(path, approach="reflexive", coder="Ann Noor") as project, project.change("Begin") as session:
        ids["mask"] = add_theme(session, "The mask", idea="Showing no fear keeps people safe.")
        ids["waiting"] = add_theme(session, "Waiting", idea="Waiting uses up the courage. People give up.")
        ids["code"] = codebook.add_code(session, "giving up")
        add_codes(session, ids["waiting"], [ids["code"]])
        for name, said in (("ben", "I stopped waiting for them."), ("liam", "Months went by.")):
            ids[name] = participants.add_participant(session, name.title())
            source = documents.add_source(session, Imported(name=name, text=said))
            participants.link_source(session, ids[name], source)
            ids[f"{name} says"] = pick_quote(session, source, 0, len(said), theme_id=ids["waiting"])
        consent.record_consent(session, ids["ben"], {"quote_easy": True})
        ids["jo"] = people.add_person(session, "Jo Lind", credit="first")
        ids["kim"] = people.add_person(session, "Kim Bell", "supporter")
        ids["summary"] = summaries.add_summary(session, "What you told us")
        ids["page"] = pages.add_page(session, ids["summary"], "Asking for help", theme_id=ids["mask"])
        ids["first"] = pages.add_statement(session, ids["page"], "Many people do not ask for help.")
        ids["second"] = pages.add_statement(session, ids["page"], "They are afraid.")
        pages.add_page(session, ids["summary"], "Waiting a long time")
    assert window.workspace.open(path)
    QTest.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    in_front(window)
    return Room(window, ids)
