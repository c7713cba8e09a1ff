"""The place Review together with a small study: two themes, and people who take part."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import consent, participants
from qda.core.approaches import begin
from qda.core.documents import add_source
from qda.core.importers import Imported
from qda.core.review import people, rounds
from qda.core.themes.outline import add_theme
from qda.core.themes.quotes import pick_quote
from qda.ui.main_window import MainWindow
from tests.ui.conftest import in_front
from tests.ui.section_room import SectionRoom, click

__all__ = ["Room", "click", "room"]


class Room(SectionRoom):
    """The window, and ids by name."""

    place = "review"


def room(window: MainWindow, folder: Path) -> Room:
    """Open the study and go to the place by its key."""
    path, ids = folder / "review.loom", {}
    with begin(path, approach="reflexive", coder="Ann Noor") as project, project.change("Begin") as session:
        ids["mask"] = add_theme(session, "The mask", idea="Showing no fear keeps people safe.")
        ids["waiting"] = add_theme(session, "Waiting", idea="Waiting uses up the courage.")
        ids["jo"] = people.add_person(session, "Jo Lind", credit="first")
        ids["sam"] = people.add_person(session, "Sam Oak")
        ids["kim"] = people.add_person(session, "Kim Bell", "supporter")
        words = ("You wear a mask in here.", "I waited for a year.", "Nobody asked me.")
        for number, said in enumerate(words):
            source = add_source(session, Imported(f"Talk {number}", said))
            who = ids[f"person {number}"] = participants.add_participant(session, f"Person {number}")
            participants.link_source(session, who, source)
            ids[f"quote {number}"] = pick_quote(session, source, 0, len(said), theme_id=ids["mask"])
        consent.record_consent(session, ids["person 0"], {"quote": True})
        consent.record_consent(session, ids["person 1"], {"quote": False})
        ids["first"] = rounds.add_round(session, "First look")
    assert window.workspace.open(path)
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    in_front(window)
    return Room(window, ids)
