"""Voices of statements: recorded here or chosen as a file, said whose they are, heard with the spoken word marked."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import cast

import PySide6
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import consent
from qda.core.easyread import pages, summaries, voicing
from qda.core.review import people
from qda.core.speech import voices
from qda.ui import playing
from qda.ui.main_window import MainWindow
from qda.ui.views.easyreading.voices import VoicesPage
from qda.ui.widgets.read_aloud import ReadAloud
from tests.core.speech.test_sounds import recording
from tests.ui.conftest import answer, in_front, keys, name_file, wait_until

SAID = ("People wait a long time.", "Nobody says why.")


@pytest.fixture
def page(project_window: MainWindow) -> VoicesPage:
    """The page with two statements, in front."""
    do = project_window.workspace.do
    summary = do("Add summary", summaries.add_summary, "What we found", "en").value
    told = do("Add page", pages.add_page, summary, "Waiting").value
    for words in SAID:
        do("Add statement", pages.add_statement, told, words)
    do("Add person", people.add_person, "Jo Lind")
    project_window.go("easyread")
    found = cast(VoicesPage, project_window.easyread.choose("voices"))
    in_front(project_window)
    return found


def _click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def test_a_file_is_kept_and_its_voice_is_used_only_where_it_is_allowed(page: VoicesPage, tmp_path: Path) -> None:
    file = tmp_path / "jo.wav"
    file.write_bytes(recording(300))
    page.list.setFocus()
    keys(Qt.Key.Key_Down)
    answer(name_file(file))
    _click(page.file)
    read = page.workspace.read
    assert [one.recorded for one in read(voicing.voiced)] == [False, True]
    in_front(page.window())
    page.who.setFocus()
    keys("Jo")
    page.who.activated.emit(page.who.currentIndex())
    assert "Nobody has recorded that Jo Lind allows" in page.note.text()
    assert "recorded by Jo Lind" in page.list.item(1).text()
    (jo,) = read(people.people)
    page.workspace.do("Record consent", consent.record_consent, jo.id, {"voice": False})
    assert "does not allow" in page.note.text()
    page.workspace.do("Record consent", consent.record_consent, jo.id, {"voice": True})
    assert page.note.text() == ""
    _click(page.remove)
    assert not any(one.recorded for one in read(voicing.voiced))


def test_what_is_no_recording_is_refused(page: VoicesPage, tmp_path: Path) -> None:
    file = tmp_path / "talk.wav"
    file.write_bytes(b"no sound")
    said: list[str] = []
    page.workspace.failed.connect(said.append)
    answer(name_file(file))
    _click(page.file)
    assert "save it as WAV" in said[0]


def test_listening_marks_each_word_and_a_second_click_is_silent(
    page: VoicesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not voices.can_speak("en"):
        pytest.skip("the extra “speech” is not installed")
    page.aloud = ReadAloud(page, playing.Player())
    page.aloud.word.connect(page._mark)
    page.aloud.finished.connect(page._dress)
    _click(page.listen)
    wait_until(lambda: "span" in page.said.text(), "a word to be marked")
    assert ">People</span> wait a long time." in page.said.text()
    assert page.listen.text() == "Be silent"
    _click(page.listen)
    assert page.said.text() == SAID[0] and page.listen.text() == "Listen"


def test_without_a_microphone_it_says_what_to_do(page: VoicesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playing, "has_multimedia", lambda: False)
    _click(page.record)
    assert "choose the WAV file" in page.note.text() and page.record.text() == "Record"


class _Device:
    def isNull(self) -> bool:
        return False

    def isFormatSupported(self, form: object) -> bool:
        return form.hertz == 48_000  # type: ignore[attr-defined]


class _Format:
    hertz = 0

    class SampleFormat:
        Int16 = 2

    def setChannelCount(self, count: int) -> None:
        assert count == 1

    def setSampleFormat(self, form: int) -> None:
        assert form == 2

    def setSampleRate(self, hertz: int) -> None:
        self.hertz = hertz


class _Source:
    def __init__(self, _device: object, _form: object, _parent: object) -> None:
        pass

    def start(self, device: object) -> None:
        device.write(b"\x01\x02" * 24_000)  # type: ignore[attr-defined]

    def stop(self) -> None:
        pass

    def deleteLater(self) -> None:
        pass


def test_a_voice_is_recorded_for_the_statement_it_was_begun_for(
    page: VoicesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = ModuleType("PySide6.QtMultimedia")
    devices = type("Devices", (), {"defaultAudioInput": staticmethod(_Device)})
    for name, what in (("QMediaDevices", devices), ("QAudioFormat", _Format), ("QAudioSource", _Source)):
        setattr(fake, name, what)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", fake)
    monkeypatch.setattr(PySide6, "QtMultimedia", fake, raising=False)
    monkeypatch.setattr(playing, "has_multimedia", lambda: True)
    _click(page.record)
    assert page.record.text() == "Stop recording"
    page.list.setFocus()
    keys(Qt.Key.Key_Down)
    assert page.record.text() == "Record"
    first, second = page.workspace.read(voicing.voiced)
    assert first.recorded and not second.recorded
    kept = page.workspace.read(voicing.recording, first.statement_id)
    from qda.core.speech.sounds import length_ms

    assert length_ms(kept) == 500
