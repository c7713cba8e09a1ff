"""What a merged copy brought is read on the page of copies, and what was held back leads to its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from qda.core import codebook
from qda.core.merging import OURS
from qda.ui.main_window import MainWindow
from tests.ui import copy_room
from tests.ui.conftest import idle, in_front, keys


def _merge_without_waiting(window: MainWindow, folder: Path) -> None:
    """Bring Ben's copy back, in which a code is used that was deleted here and stays so."""
    path = copy_room.copy_of_ben(window, folder, lambda copy: copy_room.apply(copy, "Waiting", 30, 44, source=1))
    waiting = copy_room.code(window.workspace.project, "Waiting")
    window.workspace.do("Delete code", codebook.delete_codes, [waiting])
    copy_room.bring(window, path)
    page = window.compare.page()
    page.preview.tabs.setCurrentIndex(1)  # type: ignore[union-attr]
    copy_room.click(page.preview.conflicts.all[OURS])  # type: ignore[union-attr]
    copy_room.click(page.preview.merge)  # type: ignore[union-attr]
    idle(window)


def test_what_was_held_back_leads_to_its_words(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    _merge_without_waiting(window, tmp_path)
    in_front(window)
    assert page.list.tabs.tabText(2) == "Held back 1" and page.list.tabs.isTabEnabled(2)
    page.list.tabs.setCurrentIndex(2)
    held = page.list.held
    assert held.held[0].words in held.words.toPlainText() and held.held[0].reason in held.words.toPlainText()
    held.table.setFocus()
    keys(Qt.Key.Key_Return)
    idle(window)
    assert window.stack.currentWidget() is window.code
    assert window.code.transcript is not None and window.code.transcript.name == "Carla"


def test_how_conflicts_were_settled_is_told_again_after_reopening(window: MainWindow, tmp_path: Path) -> None:
    page = copy_room.begin(window, tmp_path)
    _merge_without_waiting(window, tmp_path)
    window.workspace.close()
    assert window.workspace.open(tmp_path / "study.loom")
    window.go("compare")
    assert window.compare.choose("copies") is page
    (answer,) = page.list.answers.answers
    assert answer.choice == OURS and "Waiting" in answer.title
    cells = [page.list.answers.table.model().index(0, column).data() for column in range(3)]
    assert cells == [answer.title, answer.field, "Mine"]
    assert [page.list.out.model().index(0, column).data() for column in (0, 1, 3)] == [
        "Ben Okri",
        "ben.loom",
        "nothing",
    ]
