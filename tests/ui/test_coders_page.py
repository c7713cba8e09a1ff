"""The page of coders by keys: who is there, added, renamed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import coders
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, enter_text, in_front


def test_people_are_added_and_renamed(project_window: MainWindow) -> None:
    window = project_window
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    page = window.compare.choose("coders")
    names = [person.name for person in window.workspace.read(coders.coders)]
    answer(enter_text("Zoe Quill"))
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert [person.name for person in page.people] == [*names, "Zoe Quill"]
    in_front(window)
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(len(names), 0))
    answer(enter_text("Zoe Quill-Ames"))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert page.people[-1].name == "Zoe Quill-Ames"
    assert page.people[-1].initials == "ZQ"
