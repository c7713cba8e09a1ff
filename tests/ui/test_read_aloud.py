"""Reading aloud: each word is told when it is heard, a recording stands before the voice, and silence says why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qda.core.speech import voices
from qda.ui import playing
from qda.ui.widgets.read_aloud import ReadAloud
from tests.core.speech.test_sounds import recording
from tests.ui.conftest import wait_until

needs_voice = pytest.mark.skipif(voices.data_folder() is None, reason="the extra “speech” is not installed")


class Reader:
    """A label that is read aloud, and what was told of it."""

    def __init__(self, qtbot: QtBot, player: playing.Player | None) -> None:
        self.label = QLabel("One two.")
        qtbot.addWidget(self.label)
        self.aloud = ReadAloud(self.label, player)
        self.words: list[tuple[int, int]] = []
        self.ends: list[int] = []
        self.reasons: list[str] = []
        self.aloud.word.connect(lambda start, end: self.words.append((start, end)))
        self.aloud.finished.connect(lambda: self.ends.append(1))
        self.aloud.missing.connect(self.reasons.append)


@needs_voice
def test_words_are_told_one_after_the_other_and_the_end_once(qtbot: QtBot) -> None:
    reader = Reader(qtbot, playing.Player())
    reader.aloud.rate = 200
    reader.aloud.speak("One two.", "en")
    assert reader.aloud.busy
    wait_until(lambda: reader.ends, "the end")
    assert reader.words == [(0, 3), (4, 7)]
    assert reader.ends == [1] and not reader.aloud.busy


@needs_voice
def test_stop_is_silent_at_once_and_another_text_takes_its_place(qtbot: QtBot) -> None:
    reader = Reader(qtbot, playing.Player())
    reader.aloud.speak("A long text that nobody hears to its end.", "en")
    reader.aloud.stop()
    assert reader.ends == [1]
    reader.aloud.speak("First of two.", "en")
    reader.aloud.speak("Two", "en")
    wait_until(lambda: len(reader.ends) == 3, "the end")
    assert reader.words == [(0, 3)]


def test_a_recording_is_played_instead_and_marks_the_whole_text(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "PACKAGE", "nothing_of_this_name")
    reader = Reader(qtbot, playing.Player())
    reader.aloud.speak("One two.", "en", recording(200))
    wait_until(lambda: reader.ends, "the end")
    assert reader.words == [(0, 8)] and not reader.reasons


def test_without_voice_or_sound_a_sentence_says_what_to_do(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "PACKAGE", "nothing_of_this_name")
    reader = Reader(qtbot, playing.Player())
    reader.aloud.speak("One two.", "en")
    assert "espeakng-loader" in reader.reasons[0] and reader.ends == [1]
    reader.aloud.speak("One two.", "en", b"no sound")
    assert "save it as WAV" in reader.reasons[1]
    monkeypatch.setattr(playing, "_way", lambda: None)
    deaf = Reader(qtbot, None)
    deaf.aloud.speak("One two.", "en", recording(200))
    assert "PySide6-Addons" in deaf.reasons[0] and not deaf.words
    assert deaf.aloud.why_not("en", recording(200)) == deaf.reasons[0]


def test_a_program_of_the_system_plays_a_file_that_goes_with_the_sound(qtbot: QtBot, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    script = f"import sys, pathlib; pathlib.Path({str(heard)!r}).write_text(sys.argv[1])"
    player = playing.ProgramPlayer((sys.executable, "-c", script))
    ends: list[int] = []
    player.ended.connect(lambda: ends.append(1))
    player.play(recording(100))
    wait_until(lambda: ends, "the program to end")
    file = Path(heard.read_text())
    assert file.suffix == ".wav" and not file.exists()
    player.play(recording(60_000))
    player.stop()
    assert player.position() == 0 and ends == [1]
