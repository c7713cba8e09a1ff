"""The simple screen, used by key, by pointer and by one switch; all that is said is written at once."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QPushButton

from qda.core.review import people, points
from qda.core.review.view import read_view
from qda.core.speech import voices
from qda.ui import playing
from qda.ui.together.look import TARGET
from tests.ui.conftest import wait_until
from tests.ui.together_room import gone, key, press, room, shown, words_of

LEE = ("You can talk to Lee.", "Phone: 0123 456")
ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


def test_a_whole_round_by_keys(window, tmp_path):
    here = room(window, tmp_path)
    screen = here.open()
    assert shown(screen)[0] == "Hello" and screen.isModal()
    key(screen, "1")
    assert words_of(screen) == ["Yes", "No"]
    key(screen, "1")
    assert words_of(screen) == ["Kim Bell", "Somebody else"]
    key(screen, "1")
    assert shown(screen) == ["Showing no fear", "Some people hide how they feel."] and screen.far.text() == "1 of 2"
    key(screen, "1", "1")
    assert screen.question.words == "Is this right, for you?" and words_of(screen) == ["Yes", "Not sure", "No"]
    key(screen, "3")
    assert here.said() == [("right", "no", "")]
    key(screen, TAB, "Not all of us.", TAB, TAB, ENTER)
    assert here.said() == [("right", "no", "Not all of us.")]
    key(screen, "2")  # nothing is missing
    assert shown(screen) == ["The next part may upset you.", "It is about long waiting.", "You can skip it."]
    assert words_of(screen)[0] == "Skip it"
    key(screen, "2", "1")
    assert here.said()[2:] == [("right", "yes", "")]
    key(screen, TAB, "That it costs money.", TAB, TAB, ENTER)
    assert shown(screen) == ["How was this for you?"]
    key(screen, "3")
    assert "You gave 4 answers." in shown(screen) and "You can talk to Lee." in shown(screen)
    assert here.said()[3:] == [("missing", "", "That it costs money.")]
    key(screen, "1")
    assert gone(screen)
    (jo,) = here.meeting().people
    assert (jo.supporter, jo.check_in) == ("yes", "bad")
    raised = {one.words or one.kind for one in here.read(points.points, here.ids["round"])}
    assert len(raised) == 2, raised


def test_the_same_by_pointer_with_back_skip_and_stop(window, tmp_path):
    here = room(window, tmp_path)
    screen = here.open()
    for words in ("Start", "No", "Next", "Next", "Yes"):
        press(screen, words)
    press(screen, "Back")
    marked = [one.words for one in screen.choices.buttons if one.accessibleDescription() == "You chose this"]
    assert marked == ["Yes"]
    press(screen, "Not sure")
    assert here.said() == [("right", "unsure", "")]
    press(screen, "Next")
    press(screen, "Skip")
    assert here.said() == [("right", "unsure", ""), ("missing", "skipped", "")]
    press(screen, "Skip it")
    assert here.said()[2:] == [("right", "skipped", ""), ("missing", "skipped", "")]
    press(screen, "Stop")
    assert shown(screen) == ["You can have a break.", "What you said so far is still here.", *LEE]
    press(screen, "Finish for today")
    press(screen, "Good")
    press(screen, "Close")
    assert here.meeting().people[0].check_in == "good" and here.meeting().people[0].supporter == "no"


def test_the_same_by_one_switch(window, tmp_path):
    here = room(window, tmp_path, view=json.dumps({"scan": 1000}))
    screen = here.open()
    assert screen.scanning.running and "Press the space bar when your button lights up." in shown(screen)[-1]

    def switch(words: str) -> None:
        """Wait until the button lights up, without waiting for the clock, and press the switch."""
        for _ in range(12):
            screen.scanning.advance()
            focus = QApplication.focusWidget()
            assert isinstance(focus, QPushButton)
            if focus.text() == words:
                QTest.keyClick(focus, Qt.Key.Key_Space)
                QApplication.processEvents()
                return
        raise AssertionError(words)

    for words in ("Start", "No", "Next", "Next", "No", "Skip", "Nothing is missing", "Skip it"):
        switch(words)
    assert here.said()[:2] == [("right", "no", ""), ("missing", "no", "")]
    switch("Good")
    switch("Close")
    assert gone(screen)


def test_buttons_light_up_by_themselves_only_for_one_switch(window, tmp_path):
    here = room(window, tmp_path, view=json.dumps({"scan": 1000}))
    screen = here.open()
    assert QApplication.focusWidget() is screen.sheet
    wait_until(lambda: isinstance(QApplication.focusWidget(), QPushButton), "a button to light up")


def test_nothing_is_chosen_before_somebody_chooses_and_all_targets_are_large(window, tmp_path):
    here = room(window, tmp_path)
    screen = here.open()
    key(screen, "1", "2", "1", "1")
    buttons = [*screen.choices.buttons, *(one for one in screen.bar.values() if one.isVisible())]
    assert all(min(one.width(), one.height()) >= TARGET for one in buttons)
    wide = [one.width() for one in screen.choices.buttons]
    assert max(wide) - min(wide) <= 1 and len({one.height() for one in screen.choices.buttons}) == 1
    assert not screen.scanning.running and not any(one.hasFocus() for one in buttons) and screen.sheet.hasFocus()
    assert here.said() == []


def test_words_that_are_not_to_be_kept_are_nowhere(window, tmp_path):
    here = room(window, tmp_path)
    screen = here.open()
    key(screen, "1", "2", "1", "1", "3")
    field, tick = screen.findChild(QPlainTextEdit), screen.findChild(QCheckBox)
    QTest.keyClicks(field, "My secret.")
    tick.setFocus()
    key(screen, Qt.Key.Key_Space)
    press(screen, "Next")
    assert here.said() == [("right", "no", "")]
    press(screen, "Back")
    assert screen.findChild(QPlainTextEdit, "own words").toPlainText() == "My secret."
    screen.leave()
    window.workspace.close()
    assert b"secret" not in (tmp_path / "together.loom").read_bytes()


def test_a_crash_loses_nothing_and_the_person_goes_on_where_they_were(window, tmp_path):
    here = room(window, tmp_path)
    screen = here.open()
    key(screen, "1", "2", "1", "1", "1")
    screen.leave()
    QApplication.processEvents()
    again = here.open()
    assert again.sheet.sentences[-2].words == "What is missing?" and again.far.text() == "1 of 2"
    assert len(here.meeting().people) == 1


def test_escape_asks_plainly_before_the_screen_goes(window, tmp_path):
    screen = room(window, tmp_path).open()
    key(screen, "1", ESCAPE)
    assert shown(screen)[0] == "Do you want to leave this screen?" and words_of(screen) == ["Stay here", "Leave"]
    key(screen, ESCAPE)
    assert words_of(screen) == ["Yes", "No"] and screen.isVisible()
    screen.close()
    assert screen.isVisible() and words_of(screen) == ["Stay here", "Leave"]
    key(screen, "2")
    assert gone(screen)


def test_slow_down_sets_words_space_and_voice_for_this_person(window, tmp_path):
    here = room(window, tmp_path)
    screen = here.open()
    high = screen.sheet.sentences[1].height()
    press(screen, "Slow down")
    for words in ("Bigger words", "More space", "Read more slowly"):
        press(screen, words)
    press(screen, "Go on")
    assert screen.sheet.sentences[1].height() > high
    kept = read_view(here.read(people.person, here.ids["jo"]).view)
    assert (kept.size, kept.space, kept.rate) == (125, True, 100)


@pytest.mark.parametrize("size", [100, 300])
def test_question_and_answers_are_in_sight_at_every_size(window, tmp_path, size):
    screen = room(window, tmp_path, view=json.dumps({"size": size})).open()
    key(screen, "1", "2", "1", "1")
    for one in (screen.question, *screen.choices.buttons, *screen.bar.values()):
        assert screen.rect().contains(one.mapTo(screen, one.rect().topLeft())), one.text()
        assert screen.rect().contains(one.mapTo(screen, one.rect().bottomRight())), one.text()
    below = screen.area.verticalScrollBar().maximum()
    wait_until(lambda: bool(below) == (screen.more is not None), "the button for what is below")
    if below:
        press(screen, "There is more below")
        assert screen.area.verticalScrollBar().value() > 0


def names(screen) -> list[str]:
    """Return what a screen reader meets, in its order: everything that has a name and is shown."""
    found: list[str] = []

    def walk(one) -> None:
        state = one.state()
        if state.invisible:
            return
        said = one.text(QAccessible.Text.Name)
        if said:
            found.append(said)
        for number in range(one.childCount()):
            if one.child(number) is not None:
                walk(one.child(number))

    walk(QAccessible.queryAccessibleInterface(screen))
    return found


def test_a_screen_reader_hears_the_page_in_reading_order(window, tmp_path):
    screen = room(window, tmp_path).open()
    key(screen, "1", "2", "1", "1")
    said = names(screen)
    wanted = [
        *("1 of 2", "Some people hide how they feel.", "They show no fear 😐 so that they are safe."),
        *("Is this right, for you?", "Yes", "Not sure", "No", "Back", "Read aloud", "Skip", "Slow down", "Stop"),
    ]
    assert [one for one in said if one in wanted] == wanted
    assert said.index("A person.") < said.index("Some people hide how they feel.")
    order = [screen.sheet]
    while (after := order[-1].nextInFocusChain()) is not screen.sheet and len(order) < 60:
        order.append(after)
    stops = [one.text() for one in order if isinstance(one, QPushButton) and one.isVisible()]
    assert stops == ["Yes", "Not sure", "No", "Back", "Read aloud", "Skip", "Slow down", "Stop"]


@pytest.fixture
def silent_player(monkeypatch):
    """Something that keeps time like a player, and makes no sound."""
    monkeypatch.setattr(playing, "_way", lambda: playing.Player)


@pytest.mark.skipif(voices.data_folder() is None, reason="the extra “speech” is not installed")
def test_read_aloud_marks_the_word_that_is_said_until_it_is_stopped(window, tmp_path, silent_player):
    screen = room(window, tmp_path).open()
    key(screen, "1")
    press(screen, "Read aloud")
    title = screen.sheet.sentences[0]
    wait_until(lambda: title.marked == "want", "a word to be marked")
    press(screen, "Stop reading")
    assert title.marked == "" and screen.bar["read"].text() == "Read aloud" and not screen.reading.busy


def test_a_recorded_voice_is_heard_without_any_other(window, tmp_path, silent_player, monkeypatch):
    monkeypatch.setattr(voices, "PACKAGE", "nothing_of_this_name")
    screen = room(window, tmp_path).open()
    key(screen, "1", "2")
    press(screen, "Read aloud")
    sentence = screen.sheet.sentences[1]
    wait_until(lambda: sentence.marked == "Some people hide how they feel.", "the recording")
    wait_until(lambda: not screen.reading.busy, "its end")
    assert screen.told is None


def test_without_a_voice_the_button_says_how_to_get_one(window, tmp_path, silent_player, monkeypatch):
    monkeypatch.setattr(voices, "PACKAGE", "nothing_of_this_name")
    screen = room(window, tmp_path).open()
    press(screen, "Read aloud")
    assert screen.told.words.startswith("This computer can't read aloud yet.") and "espeakng" in screen.told.words
    key(screen, "1")
    assert screen.told is None
