"""Care for participants by keys alone: a text corrected, names replaced, a look before leaving, lock and unlock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from qda.core import codebook, coding, documents, participants
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.core.pseudonyms.keyfile import read_key
from qda.storage import keyring
from qda.ui.dialogs.replace_names import ReplaceNames
from qda.ui.main_window import MainWindow
from qda.ui.views.reporting.leaving import LeavingPage
from tests.ui.conftest import answer, idle, in_front, keys, name_file, wait_until

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WORDS = "gravel otter lantern"
TYPOS = (("Unpresedented", "Unprecedented"), ("turnig", "turning"), ("workig", "working"))


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    yield
    keyring.forget_all()


@pytest.fixture
def held(tmp_path: Path, shared: Path) -> Path:
    """A locked project with a meeting of 10,000 words, three typos and a coding on one of them in it."""
    text = (shared / "data/transcripts/derived/qmsum_Bro004.txt").read_text("utf-8")
    text = text[: text.index("\n\n", 51_000)]
    for wrong, right in TYPOS:
        text = text.replace(right, wrong, 1)
    assert len(text.split()) > 10_000
    path = tmp_path / "Held.loom"
    with begin(path, title="Held", coder="Ann Noor", passphrase=WORDS) as project, project.change("Add") as session:
        source = documents.add_source(session, Imported("Meeting", text))
        at = text.index("Unpresedented")
        code = codebook.add_code(session, "surprise")
        coding.apply_code(session, str(project.coder_id), code, source, at, at + len("Unpresedented"))
        participants.add_participant(session, "Aurora")
    keyring.forget_all()
    return path


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None and found.isVisible() and found.isEnabled(), "the keyboard is nowhere"
    return found


def tab_to(window: MainWindow, words: str, most: int) -> None:
    """Press Tab until the keyboard is on the button called `words`, at most that often."""
    gone: list[str] = []
    for _time in range(most):
        keys(Key.Key_Tab)
        here = focus()
        gone.append(here.text() if isinstance(here, QPushButton) else here.accessibleName())
        if gone[-1] == words:
            return
    raise AssertionError(f"{words} is not among {gone}")


def test_a_days_care_needs_no_mouse(window: MainWindow, held: Path, tmp_path: Path) -> None:
    answer(name_file(held))
    answer(lambda _dialog: keys(WORDS, Key.Key_Return))
    QTest.keyClick(window, Key.Key_O, CONTROL)
    idle(window)
    in_front(window)
    assert focus() is window.code.view
    _correct(window)
    key = tmp_path / "away.csv"
    _replace(window, key)
    assert read_key(key, WORDS).table.entries[0].name == "Aurora"
    _look_before_leaving_and_lock(window)


def _correct(window: MainWindow) -> None:
    keys(Key.Key_F2)
    room = window.code.correcting_room
    editor = room.page.editor
    for wrong, right in TYPOS:
        keys((Key.Key_F, CONTROL), (Key.Key_A, CONTROL), wrong, Key.Key_Escape)
        assert focus() is editor and editor.text[slice(*editor.selection())] == wrong
        keys(right)
    wait_until(lambda: room.preview is not None and room.preview.text == room.draft.text, "the borders")
    idle(window)
    keys(Key.Key_Tab)
    borders = room.page.passages.list
    assert focus() is borders and borders.count() == 1
    assert "[Unpresedented]" in borders.item(0).text() and "[Unprecedented]" in borders.item(0).text()
    keys(Key.Key_Return)
    assert focus() is editor
    keys((Key.Key_Return, CONTROL))
    idle(window)
    here = window.code.transcript
    assert here is not None and focus() is window.code.view
    assert not any(wrong in here.text for wrong, _right in TYPOS)
    assert [here.text[mark.start : mark.end] for mark in window.code.marks.values()] == ["Unprecedented"]


def _replace(window: MainWindow, key: Path) -> None:
    keys((Key.Key_4, CONTROL | ALT))
    page = window.sources.pseudonyms
    assert focus() is page.propose, "straight from the transcript, in which the key was pressed"
    tab_to(window, "Add name", 3)
    keys(Key.Key_Space)
    assert focus() is page.grid
    for cell in ("Aurora", "[project]"):
        keys(cell[:1])
        keys(cell[1:], Key.Key_Return)
        QApplication.processEvents()
        keys(Key.Key_Right)
    wait_until(lambda: page.hits.count() > 1, "the places")
    idle(window)
    tab_to(window, "Replace names…", 4)

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplaceNames)
        keys(str(key), Key.Key_Tab, Key.Key_Tab, WORDS, Key.Key_Tab, WORDS, Key.Key_Return)

    asked = answer(fill)
    keys(Key.Key_Space)
    wait_until(lambda: "now have pseudonyms" in page.problem.text(), "the end")
    idle(window)
    in_front(window)
    assert asked and focus() is page.propose


def _look_before_leaving_and_lock(window: MainWindow) -> None:
    keys((Key.Key_9, CONTROL | ALT))
    page = window.report.page()
    assert isinstance(page, LeavingPage) and focus() is page.attributes
    keys((Key.Key_W, CONTROL | ALT))
    wait_until(lambda: window.locking.page is not None and window.locking.page.field.hasFocus(), "the lock")
    assert not window.workspace.is_open
    keys(WORDS, Key.Key_Return)
    idle(window)
    assert window.stack.currentWidget() is window.report and window.report.section() == "leaving"
    assert window.report.isAncestorOf(focus())
    keys((Key.Key_3, CONTROL | ALT), (Key.Key_W, CONTROL | ALT))
    wait_until(lambda: window.locking.page is not None and window.locking.page.field.hasFocus(), "the lock")
    keys(WORDS, Key.Key_Return)
    idle(window)
    assert window.stack.currentWidget() is window.sources and window.sources.section() == "consent"
    keys((Key.Key_2, ALT))
    assert window.code.transcript is not None and "Aurora" not in window.code.transcript.text
    assert focus() is window.code.view
