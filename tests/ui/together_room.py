"""The simple screen with a small study: a page with pictures, a theme that may upset, quotes to sort, and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from qda.core import consent, participants
from qda.core.approaches import begin
from qda.core.documents import add_source
from qda.core.easyread import pages, summaries
from qda.core.importers import Imported
from qda.core.review import answers, items, meetings, people, rounds
from qda.core.themes.outline import add_theme
from qda.core.themes.quotes import pick_quote
from qda.storage.models import Picture
from qda.storage.texts import put_blob
from qda.ui.main_window import MainWindow
from qda.ui.together.screen import TogetherScreen
from qda.ui.views.reviewing.rounds import RoundsPage
from tests.core.speech.test_sounds import recording
from tests.ui.conftest import answer, in_front, wait_until

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1c1d1f" stroke-width="2">'
    b'<circle cx="12" cy="7" r="4"/><path d="M4 22c0-6 3-9 8-9s8 3 8 9"/></svg>'
)
QUOTES = (
    "You wear a mask in here.",
    "I waited for a year.",
    "Nobody asked me.",
    "My friend told me where to go.",
    "I did not know that there was help.",
)
FORBIDDEN = "My brother laughed at me."


@dataclass
class Room:
    """The window, ids by name, and the screen once it is open."""

    window: MainWindow
    ids: dict[str, str]
    asked: list[str] = field(default_factory=list)
    """What stood in the dialog before the screen."""

    def read(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask the project."""
        return self.window.workspace.read(function, *args, **kwargs)

    def said(self) -> list[tuple[str, str, str]]:
        """Return (question, answer, words) of all that was said in the round, in the order of the cards."""
        shown = [one.id for one in self.read(items.items, self.ids["round"])]
        found = self.read(answers.answers, self.ids["round"])
        return [
            (one.question, one.answer, one.words) for one in sorted(found, key=lambda one: shown.index(one.item_id))
        ]

    def meeting(self) -> meetings.Meeting:
        """Return the one meeting of the round."""
        (one,) = self.read(meetings.meetings, self.ids["round"])
        return one

    def open(self, button: str = "Show on this screen…", verb: str = "Show") -> TogetherScreen:
        """Open the simple screen from the round, for the first person of the list."""
        page = self.window.review.choose("rounds")
        assert isinstance(page, RoundsPage)
        page.choose(self.ids["round"])
        in_front(self.window)
        answer(
            lambda dialog: (self.asked.extend(one.text() for one in dialog.findChildren(QLabel)), press(dialog, verb))
        )
        press(page, button)
        screens = [one for one in QApplication.topLevelWidgets() if isinstance(one, TogetherScreen) and one.isVisible()]
        (screen,) = screens
        screen.resize(1280, 720)
        in_front(screen)
        return screen


def press(inside: QWidget, words: str) -> None:
    """Click the button with these words, as a pointer does."""
    found = [one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    assert len(found) == 1, (words, [one.text() for one in inside.findChildren(QPushButton) if one.isVisible()])
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def key(screen: QWidget, *pressed: Qt.Key | str) -> None:
    """Press keys where the keyboard is."""
    for one in pressed:
        focus = QApplication.focusWidget()
        assert focus is not None and focus.window() is screen
        QTest.keyClicks(focus, one) if isinstance(one, str) else QTest.keyClick(focus, one)
        QApplication.processEvents()


def gone(screen: TogetherScreen) -> bool:
    """Tell whether the screen was closed."""
    return not isValid(screen) or not screen.isVisible()


def shown(screen: TogetherScreen) -> list[str]:
    """Return what is said on the screen: title, sentences, question."""
    return [one.words for one in screen.sheet.sentences]


def words_of(screen: TogetherScreen) -> list[str]:
    """Return what is on the choices."""
    return [one.words for one in screen.choices.buttons]


def room(window: MainWindow, folder: Path, *, view: str = "", themes: bool = True) -> Room:
    """Make the study and open it; `view` is how Jo wants the screen. Without `themes` the round has quotes alone."""
    folder.mkdir(exist_ok=True)
    path, ids = folder / "together.loom", {}
    with begin(path, approach="reflexive", coder="Ann Noor") as project, project.change("Begin") as session:
        ids["mask"] = add_theme(session, "The mask", idea="Showing no fear keeps people safe.")
        ids["waiting"] = add_theme(session, "Waiting", idea="Waiting uses up the courage.")
        ids["jo"] = people.add_person(session, "Jo Lind", credit="first", view=view)
        ids["sam"] = people.add_person(session, "Sam Oak")
        ids["kim"] = people.add_person(session, "Kim Bell", "supporter")
        summary = summaries.add_summary(session, "Getting help")
        page = pages.add_page(session, summary, "Showing no fear", theme_id=ids["mask"])
        drawing = Picture(hash=put_blob(session, DRAWING), media="image/svg+xml", idea="person", words="A person.")
        session.add(drawing)
        session.flush()
        said = {"Some people hide how they feel.": recording(150), "They show no fear 😐 so that they are safe.": None}
        for words, voice in said.items():
            pages.add_statement(session, page, words, picture_id=drawing.id, voice=voice)
        support = {"support_name": "Lee", "support_phone": "0123 456"}
        ids["round"] = rounds.add_round(session, "First look", language="en", asks=["right", "missing"], **support)
        things = [items.Thing("page", page), items.Thing("theme", ids["waiting"])] if themes else []
        for number, said in enumerate((*QUOTES, FORBIDDEN)):
            source = add_source(session, Imported(f"Talk {number}", said))
            who = participants.add_participant(session, f"Person {number}")
            participants.link_source(session, who, source)
            consent.record_consent(session, who, {"quote": True})
            quote = pick_quote(session, source, 0, len(said), theme_id=ids["mask"])
            if not themes:
                things.append(items.Thing("quote", quote))
        items.add_items(session, ids["round"], things)
        consent.record_consent(session, who, {"quote": False})  # who said it thought better of it
        if themes:
            waiting = items.items(session, ids["round"])[1]
            items.edit_item(session, waiting.id, content_note="It is about long waiting.")
    assert window.workspace.open(path)
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    in_front(window)
    wait_until(lambda: window.review.isVisible(), "the place")
    return Room(window, ids)
