"""Words are found in the open transcript while they are typed: all framed, one selected, Esc back to the words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core import text as texts
from qda.ui import theme as themes
from qda.ui.main_window import MainWindow
from qda.ui.widgets.transcript_find import FindBar
from tests.ui.coding_room import code, open_interview
from tests.ui.reading import INTERVIEW, Control, Key, Shift

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    open_interview(project_window)
    project_window.code.view.setFocus()
    return project_window


def find(window: MainWindow, words: str) -> FindBar:
    QTest.keyClick(window.code.view, Key.Key_F, Control)
    bar = window.code.finding.bar()
    assert bar is not None and bar.field.hasFocus()
    bar.field.clear()
    QTest.keyClicks(bar.field, words)
    return bar


def selected(window: MainWindow) -> str:
    start, end = window.code.view.selection()
    return window.code.view.text[start:end]


def test_every_place_is_framed_and_one_selected_while_words_are_typed(room: MainWindow) -> None:
    view = room.code.view
    bar = find(room, "NOBODY")
    assert bar.words() == "1 of 9" and selected(room) == "Nobody"
    assert [view.text[start:end] for start, end in view.hits] == ["Nobody"] * 9
    QTest.keyClick(bar.field, Key.Key_Return)
    assert bar.words() == "2 of 9"
    QTest.keyClick(bar.field, Key.Key_F3)
    QTest.keyClick(bar.field, Key.Key_Return, Shift)
    assert bar.words() == "2 of 9"
    QTest.keyClick(bar.field, Key.Key_F3, Shift)
    QTest.keyClick(bar.field, Key.Key_F3, Shift)
    assert bar.words() == "9 of 9" and view.selection() == view.hits[-1]
    assert bar.field.accessibleDescription() == "9 of 9"
    QTest.keyClicks(bar.field, "xyz")
    assert bar.words() == "Not in this transcript" and list(view.hits) == []


def test_the_search_begins_where_the_reader_is(room: MainWindow) -> None:
    room.code.view.focus_line(4)
    assert find(room, "nobody").words() == "2 of 9"


def test_what_is_selected_is_looked_for(room: MainWindow) -> None:
    start = INTERVIEW.index("prison mask")
    room.code.view.select(start, start + 11)
    QTest.keyClick(room.code.view, Key.Key_F, Control)
    bar = room.code.finding.bar()
    assert bar is not None and bar.field.text() == "prison mask" and bar.words() == "1 of 1"


def test_esc_closes_the_bar_and_leaves_the_place_selected(room: MainWindow) -> None:
    bar = find(room, "weakness")
    QTest.keyClick(bar.field, Key.Key_Escape)
    view = room.code.view
    assert bar.isHidden() and view.hasFocus() and selected(room) == "weakness" and not view.hits
    bar = find(room, "weakness")
    view.setFocus()
    QTest.keyClick(view, Key.Key_Escape)
    assert bar.isHidden() and not view.hits


def test_a_place_that_was_found_is_coded_as_it_is(room: MainWindow) -> None:
    find(room, "weakness")
    room.code.view.setFocus()
    QTest.keyClick(room.code.view, Key.Key_Return, Control)
    assert [mark.name for mark in room.code.marks.values()] == ["weakness"]


def test_frames_are_painted_around_the_places(room: MainWindow) -> None:
    view, colour = room.code.view, themes.current().warning
    view.focus_line(1)

    def frames() -> bool:
        image = view.viewport().grab().toImage()
        return any(image.pixelColor(x, y).name().upper() == colour for x in range(image.width()) for y in range(120))

    assert not frames()
    find(room, "mask")
    assert frames()


def test_another_transcript_is_searched_for_the_same_words(room: MainWindow) -> None:
    bar = find(room, "mask")
    open_interview(room, "N: A mask, and a Mask.", "Interview 02")
    assert bar.words() == "2 places" and len(room.code.view.hits) == 2
    QTest.keyClick(room.code.view, Key.Key_F3)
    assert bar.words() == "1 of 2" and selected(room) == "mask"


def test_f3_without_words_here_goes_through_all_transcripts(room: MainWindow) -> None:
    QTest.keyClick(room.code.view, Key.Key_F3)
    assert room.code.finding.bar() is None
    finder = room.code.helping.finder
    assert finder is not None and finder.isVisible()
    finder.hide()


def test_letters_that_fold_into_two_are_found_in_a_real_transcript(project_window: MainWindow, shared: Path) -> None:
    raw = (shared / "data/transcripts/divekit-roadmap/nnWMA2_transkript.md").read_bytes()
    open_interview(project_window, texts.canonical(raw.decode("utf-8")))
    project_window.code.view.setFocus()
    find(project_window, "heisst")
    places = [project_window.code.view.text[start:end] for start, end in project_window.code.view.hits]
    assert places and {place.casefold() for place in places} == {"heisst"} and any("ß" in place for place in places)


def test_a_chosen_coding_is_not_dragged_along_by_finding(room: MainWindow) -> None:
    made = code(room, "prison mask", "mask")
    room.code.view.choose_silently(room.code.marks[made])
    find(room, "weakness")
    assert room.code.view.pointing.chosen() is None
    QApplication.processEvents()
