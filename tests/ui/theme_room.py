"""A study with two interviews, three people in two roles and three themes, in front of its Themes place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import codebook, coding, documents, participants
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.ui.main_window import MainWindow
from qda.ui.widgets.cards import Cards
from tests.ui.conftest import idle

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SAID = {
    "One": (("Ana", "It was far, and nobody came."), ("Ben", "We drove out on Fridays.")),
    "Two": (("Cleo", "Niemand hat gefragt."),),
}
ROLES = {"Ana": "user", "Ben": "worker", "Cleo": "user"}


@dataclass
class Room:
    """The window, and what was made in it by name."""

    window: MainWindow
    sources: dict[str, str]
    codes: dict[str, str]
    themes: dict[str, str]

    def show(self, theme: str, section: str) -> None:
        """Choose a theme in the outline and a section of its page, as by clicking on both."""
        place = self.window.themes
        place.tree.choose(self.themes[theme])
        row = next(row for row in range(place.page.list.count()) if place.page.list.item(row).text() == section)
        rect = place.page.list.visualItemRect(place.page.list.item(row))
        QTest.mouseClick(place.page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        idle(self.window)

    def cards(self, section: str) -> Cards:
        """Return the cards of a section."""
        found = self.window.themes.page.section(section).cards  # type: ignore[attr-defined]
        assert isinstance(found, Cards)
        return found

    def bodies(self, section: str) -> list[str]:
        """Return the words of the cards of a section, headings in brackets."""
        return [(card.body or card.head) if card.key else f"[{card.body}]" for card in self.cards(section).cards()]


def make_room(window: MainWindow) -> Room:
    """Fill the new project of `window` and go to its themes."""
    with window.workspace.project.change("Make study") as s:
        role = participants.add_attribute(s, "Role", "choice", ["user", "worker"])
        sources = {}
        for name, said in SAID.items():
            lines, turns, start = [], [], 0
            for speaker, words in said:
                line = f"{speaker}: {words}"
                turns.append(Turn(start, start + len(line), start + len(speaker) + 2, speaker))
                lines.append(line)
                start += len(line) + 1
            sources[name] = documents.add_source(s, Imported(name, "\n".join(lines), tuple(turns)))
            for speaker in documents.speakers_of(s, sources[name]):
                person = participants.add_participant(s, speaker.label)
                participants.link_speaker(s, speaker.id, person)
                participants.set_values(s, person, role, [ROLES[speaker.label]])
        codes = {name: codebook.add_code(s, name) for name in ("Far", "Help")}
        ann = window.workspace.coder_id
        assert ann is not None
        for source, code, start, end in (("One", "Far", 5, 33), ("One", "Help", 39, 63), ("Two", "Far", 6, 26)):
            coding.apply_code(s, ann, codes[code], sources[source], start, end)
        themes = {"Distance": outline.add_theme(s, "Distance", code_ids=[codes["Far"]])}
        themes["Company"] = outline.add_theme(s, "Company", code_ids=[codes["Help"]])
        themes["Alone"] = outline.add_theme(s, "Alone", themes["Distance"])
        for source, start, end in (("One", 5, 33), ("One", 39, 63), ("Two", 6, 26)):
            quotes.pick_quote(s, sources[source], start, end, theme_id=themes["Distance"])
    # What was written past the gate is shown as if somebody else had.
    window.workspace.changed.emit(frozenset(("source", "code", "coding", "theme", "quote", "participant")))
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    idle(window)
    return Room(window, sources, codes, themes)
