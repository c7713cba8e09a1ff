"""Side by side: what coders differ on, seen in the text, gone through by keys and settled into a consensus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from qda.core import coders, coding, plan, readings, viewstate
from qda.core.draws import Draw
from qda.core.reconciling import consensus, resolutions
from qda.ui.main_window import MainWindow
from qda.ui.widgets.coder_lanes import PATTERNS
from tests.ui.coding_room import code, colleague, open_interview
from tests.ui.conftest import idle, keys
from tests.ui.reading import span

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
MASK, SHOW, VICTIM = "You are wearing a prison mask.", "You cannot show weakness.", "you'll soon be a victim"


@dataclass
class Room:
    """A window with an interview that Ann and Ben coded: one mask alike, and three differences."""

    window: MainWindow
    source: str
    ann: str
    ben: str

    @property
    def page(self) -> Any:
        return self.window.compare.choose("reconcile")

    def kinds(self) -> list[str]:
        return [row.kind for row in self.page.list.rows]

    def states(self) -> list[str]:
        return [row.state for row in self.page.list.rows]

    def here(self) -> int:
        return int(self.page.list.currentIndex().row())

    def consensus(self) -> list[str]:
        """Return what the consensus has, as code and words."""
        work = self.window.workspace
        found, names = work.read(consensus.find_consensus), self.page.codes
        rows = [row for row in work.read(coding.codings, self.source) if row.coder_id == found]
        return [f"{names[row.code_id].name}: {self.page.transcript.text[row.start : row.end]}" for row in rows]

    def own(self) -> list[Any]:
        found = self.window.workspace.read(consensus.find_consensus)
        return [row for row in self.window.workspace.read(coding.codings, self.source) if row.coder_id != found]


@pytest.fixture
def room(project_window: MainWindow) -> Room:
    source, ben = open_interview(project_window), colleague(project_window)
    for coder in (None, ben):
        code(project_window, "Nobody?", "asking", coder)
    code(project_window, MASK, "prison mask")
    code(project_window, MASK + " You", "prison mask", ben)
    code(project_window, SHOW, "toughness")
    code(project_window, VICTIM, "fear")
    code(project_window, VICTIM, "violence", ben)
    made = Room(project_window, source, str(project_window.workspace.coder_id), ben)
    project_window.go("compare")
    idle(project_window)
    made.page.list.setFocus()
    return made


def test_only_differences_are_listed_with_their_kind_in_words(room: Room) -> None:
    assert room.kinds() == ["Different borders", "Coded by AN only", "Different codes"]
    assert room.page.list.rows[2].codes == "fear ↔ violence"
    assert room.page.beside.settled.words() == "0 of 3 settled"
    assert "Ben Ode: nothing here" in room.page.list.rows[1].about
    borders = room.page.list.rows[0].about
    assert "“You are wearing a prison mask.”" in borders, "each one's words tell the borders"
    assert "“You are wearing a prison mask. You”" in borders


def test_each_coder_has_a_lane_with_a_pattern_of_its_own(room: Room) -> None:
    lanes = room.page.view.lane_margin.lanes
    assert [lane.name for lane in lanes] == ["Ann Noor", "Ben Ode"]
    assert [len(lane.marks) for lane in lanes] == [4, 3]
    assert len(set(PATTERNS[: len(lanes)])) == 2
    margin = room.page.view.lane_margin
    margin.grab()
    areas = {mark.id: placed.area for placed in margin._placed for mark in placed.marks}
    for number, lane in enumerate(lanes):
        for mark in lane.marks:
            assert margin.lane_area(number).contains(areas[mark.id].center())


def test_keys_go_from_one_difference_to_the_next_which_is_framed_in_the_text(room: Room) -> None:
    text = room.page.transcript.text
    assert room.here() == 0
    keys(Key.Key_N)
    assert room.here() == 1
    assert room.page.view.hits == [span(text, SHOW)]
    keys(Key.Key_F3)
    assert room.here() == 2
    assert room.page.view.hits == [span(text, VICTIM)]
    keys(Key.Key_N)
    assert room.here() == 0, "after the last one comes the first"
    keys((Key.Key_F3, SHIFT))
    assert room.here() == 2
    keys(Key.Key_P)
    assert room.here() == 1
    room.page.view.setFocus()
    keys(Key.Key_N)
    assert room.here() == 2, "in the text as well"


def test_digits_settle_and_go_on_to_the_next_one_that_is_open(room: Room) -> None:
    own = room.own()
    keys("1")
    assert (room.states(), room.here()) == (["Settled", "", ""], 1)
    keys("2")
    assert (room.states(), room.here()) == (["Settled", "Settled", ""], 2)
    keys("3")
    assert room.consensus() == [f"prison mask: {MASK}", f"fear: {VICTIM}", f"violence: {VICTIM}"]
    assert room.page.beside.settled.words() == "3 of 3 settled"
    assert room.own() == own
    keys(Key.Key_P, Key.Key_P, "0")
    assert room.consensus() == [f"fear: {VICTIM}", f"violence: {VICTIM}"]
    keys(Key.Key_N, "5")
    assert "1 later" in room.page.beside.settled.words()


def test_deciding_is_undone_as_one_change(room: Room) -> None:
    keys("3")
    room.window.undo()
    assert room.states() == ["", "", ""]
    assert room.consensus() == []
    assert (room.window.workspace.redo_label() or "").startswith("Settle difference")


def test_another_code_is_typed_into_the_palette(room: Room) -> None:
    keys(Key.Key_N, "4")
    assert room.page.palette_box.isVisible()
    keys("holding back", Key.Key_Return)
    assert room.consensus() == [f"holding back: {SHOW}"]
    assert "another code, holding back" in room.page.card.standing.text() or room.here() == 2
    assert room.states()[1] == "Settled"


def test_tab_from_the_list_leads_to_the_buttons_and_the_note_which_is_kept(room: Room) -> None:
    for _time in range(12):
        keys(Key.Key_Tab)
        if room.page.card.note.hasFocus():
            break
    keys("The sentence ends there.", Key.Key_Escape)
    assert room.page.list.hasFocus()
    (row,) = room.window.workspace.read(resolutions.resolutions)
    assert (row.note, row.outcome) == ("The sentence ends there.", "")
    keys("1", Key.Key_P)
    assert room.page.card.note.toPlainText() == "The sentence ends there."
    assert room.page.card.standing.text().startswith("Ann Noor (you) settled it")


def test_a_note_belongs_to_the_difference_it_was_written_on(room: Room) -> None:
    room.page.card.note.setFocus()
    keys("Why?")
    QTest.mouseClick(
        room.page.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=room.page.list.visualRect(room.page.list.model().index(2, 0)).center(),
    )
    assert room.here() == 2
    assert room.page.card.note.toPlainText() == ""
    keys(Key.Key_N)
    assert room.page.card.note.toPlainText() == "Why?"


def test_buttons_do_what_the_keys_do(room: Room) -> None:
    buttons = room.page.card.buttons
    assert buttons["take_theirs"].text() == "2  Ben Ode"
    QTest.mouseClick(buttons["take_theirs"], Qt.MouseButton.LeftButton)
    assert room.consensus() == [f"prison mask: {MASK} You"]
    room.page.previous_difference()
    QTest.mouseClick(buttons["open_again"], Qt.MouseButton.LeftButton)
    assert room.states() == ["", "", ""]
    assert room.consensus() == []


def test_a_click_on_a_stripe_goes_to_its_difference(room: Room) -> None:
    view = room.page.view
    view.lane_margin.grab()
    mark = next(mark for mark in view.lane_margin.lanes[1].marks if mark.name == "violence")
    placed = next(one for one in view.lane_margin._placed if one.marks == [mark])
    QTest.mouseClick(view.lane_margin, Qt.MouseButton.LeftButton, pos=placed.area.center().toPoint())
    assert room.here() == 2


def test_filters_leave_the_kinds_codes_and_standings_that_are_wanted(room: Room) -> None:
    def choose(name: str, words: str) -> None:
        box = room.page.choices.boxes[name]
        box.setFocus()
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())

    choose("kind", "Different codes")
    assert room.kinds() == ["Different codes"]
    choose("kind", "All kinds")
    choose("about", "toughness")
    assert [row.codes for row in room.page.list.rows] == ["toughness"]
    choose("about", "All codes")
    room.page.list.setFocus()
    keys("1")
    choose("state", "Still to settle")
    assert len(room.page.list.rows) == 2
    assert room.page.beside.settled.words() == "1 of 3 settled · 2 shown"


def test_the_agreement_page_leads_here_by_a_code(room: Room) -> None:
    code_id = next(key for key, row in room.page.codes.items() if row.name == "violence")
    room.page.show_code(code_id)
    idle(room.window)
    assert [row.codes for row in room.page.list.rows] == ["fear ↔ violence"]


def test_what_all_agree_on_is_taken_over_and_the_consensus_finished(room: Room) -> None:
    beside = room.page.beside
    assert beside.agreed.text() == "You agree on 1 passage. The consensus has 0 of them."
    assert not beside.finish.isEnabled()
    keys("3", "3", "3")
    assert not beside.finish.isEnabled()
    QTest.mouseClick(beside.take, Qt.MouseButton.LeftButton)
    assert "asking: Nobody?" in room.consensus()
    QTest.mouseClick(beside.finish, Qt.MouseButton.LeftButton)
    found = room.window.workspace.read(consensus.find_consensus)
    assert room.window.workspace.read(readings.finished_sources, found) == [room.source]
    assert beside.finish.text() == "Not finished yet"
    assert [lane.name for lane in room.page.view.lane_margin.lanes] == ["Ann Noor", "Ben Ode", "Consensus"]


def test_what_was_coded_otherwise_since_is_said_to_be(room: Room) -> None:
    keys("1", Key.Key_P)
    room.window.workspace.do("Apply code", coding.apply_code, room.ben, room.page.case().difference.code_ids[0],
                             room.source, *span(room.page.transcript.text, MASK + " You cannot"))  # fmt: skip
    assert room.states()[0] == "Changed since"
    assert "coded this otherwise" in room.page.card.standing.text()


def test_three_coders_have_three_lanes_and_a_menu_asks_whose(room: Room) -> None:
    cleo = colleague(room.window, "Cleo Dahl")
    code(room.window, SHOW, "weakness", cleo)
    room.window.go("compare")
    room.page.coders.peopleChosen.emit([room.ann, room.ben, cleo])
    idle(room.window)
    assert [lane.name for lane in room.page.view.lane_margin.lanes] == ["Ann Noor", "Ben Ode", "Cleo Dahl"]
    room.page.list.setFocus()
    row = next(n for n, one in enumerate(room.page.list.rows) if one.codes == "toughness ↔ weakness")
    room.page.go_to(room.page.list.rows[row].key)
    keys("2")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Ben Ode", "Cleo Dahl"]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert room.consensus() == [f"weakness: {SHOW}"]


def test_overlaid_shows_all_codings_in_the_text_itself(room: Room) -> None:
    assert len(room.page.view.index) == 2, "in lanes, the text shows the two sides of the present difference"
    box = room.page.choices.boxes["show"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert len(room.page.view.index) == 7
    assert not room.page.heads.isVisible()


def test_one_coder_alone_is_told_what_is_missing(project_window: MainWindow) -> None:
    open_interview(project_window)
    project_window.go("compare")
    page: Any = project_window.compare.choose("reconcile")
    said = " ".join(label.text() for label in page.empty.findChildren(QLabel))
    assert "Differences lie between coders" in said


def test_nothing_is_shown_of_a_source_that_is_still_to_be_coded_independently(room: Room) -> None:
    work = room.window.workspace
    work.do("Plan round", plan.plan_round, "First", Draw(), [room.ann, room.ben], blind=True)
    said = " ".join(label.text() for label in room.page.empty.findChildren(QLabel))
    assert "You code this source independently" in said
    assert (room.kinds(), room.page.look) == ([], None)
    keys("1")
    assert work.read(resolutions.resolutions) == []
    work.do("Finish", readings.finish, room.ann, [room.source])
    assert len(room.kinds()) == 3


def test_menu_from_another_page_brings_the_differences_up_and_settles_nothing(room: Room) -> None:
    room.window.compare.choose("coders")
    room.window.perform("take_both")
    assert room.window.compare.section() == "reconcile"
    assert room.window.workspace.read(resolutions.resolutions) == []


def test_what_was_looked_at_is_remembered_and_words_are_as_large_as_in_code(room: Room) -> None:
    room.window.perform("text_larger")
    assert room.page.view.font().pointSizeF() == pytest.approx(room.window.code.view.font().pointSizeF())
    room.page.choices.boxes["kind"].setCurrentIndex(1)
    room.page.choices.boxes["kind"].activated.emit(1)
    assert '"kind": "missing"' in (room.window.workspace.read(viewstate.recall, room.ann, "reconcile") or "")
    assert room.window.workspace.read(coders.coders)
