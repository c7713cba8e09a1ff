"""The approach page by keys: another approach, what it shows, its school, and the levels above codes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from qda.core import study
from qda.core.themes import levels, outline, relations, stances
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, enter_text, idle, in_front, press, type_into


@pytest.fixture
def page(project_window: MainWindow) -> Any:
    """The approach page, reached by key."""
    QTest.keyClick(project_window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    place: Any = project_window.places.get("study")
    page = place.choose("approach")
    idle(project_window)
    return page


def choose(box: Any, name: str) -> None:
    """Choose from a list by keys: open it, go there, Enter."""
    box.setFocus()
    rows = [box.itemData(row) for row in range(box.count())]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Home)
    for _step in range(rows.index(name)):
        QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)


def level_names(window: MainWindow) -> list[str]:
    return [row.name for row in window.workspace.read(levels.used_levels)]


def test_another_approach_by_keys_shows_what_follows(project_window: MainWindow, page: Any) -> None:
    assert page.choice.currentData() == "codebook"
    assert page.switches["counts"].isChecked()
    choose(page.choice, "reflexive")
    idle(project_window)
    assert project_window.workspace.read(study.facts).approach == "reflexive"
    assert not any(box.isChecked() for box in page.switches.values())
    said = " ".join(label.text() for label in page._reasons.findChildren(type(page._about)))
    assert "No agreement score" in said
    assert "information power" in said
    QTest.keyClick(page.switches["counts"], Qt.Key.Key_Space)
    assert project_window.workspace.read(study.facts).counts
    project_window.action("undo").trigger()
    assert not page.switches["counts"].isChecked()


def test_the_levels_are_asked_about_and_cancel_leaves_all(project_window: MainWindow, page: Any) -> None:
    work = project_window.workspace
    work.do("Make theme", outline.add_theme, "Fear", level_id=work.read(outline.levels)[1][0])
    asked = answer(press("Cancel"))
    choose(page.choice, "reflexive")  # the same levels: no question
    choose(page.choice, "review")
    in_front(project_window)
    assert len(asked) == 1
    assert work.read(study.facts).approach != "review"
    assert page.choice.currentData() != "review"


def test_a_school_and_stages_of_ones_own(project_window: MainWindow, page: Any) -> None:
    choose(page.choice, "grounded")
    idle(project_window)
    assert [field.text() for field in page.stages] == ["Initial coding", "Focused coding", "Theoretical coding"]
    assert page.stages[0].isReadOnly()
    choose(page.school, "own")
    type_into(page.stages[0], "Opening")
    QTest.keyClick(page.stages[0], Qt.Key.Key_Return)
    assert project_window.workspace.read(study.stages)[0] == "Opening"


def test_levels_by_keys(project_window: MainWindow, page: Any) -> None:
    answer(enter_text("overarching theme"))
    QTest.mouseClick(page.levels.add, Qt.MouseButton.LeftButton)
    in_front(project_window)
    assert level_names(project_window) == ["subtheme", "theme", "core theme", "overarching theme"]
    shown = page.levels.list
    shown.setFocus()
    shown.setCurrentRow(0)
    QTest.keyClick(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert level_names(project_window)[2:] == ["overarching theme", "core theme"]
    QTest.keyClick(shown, Qt.Key.Key_F2)
    field = shown.findChild(QLineEdit)
    type_into(field, "big theme")
    QTest.keyClick(field, Qt.Key.Key_Return)
    idle(project_window)
    assert level_names(project_window)[2:] == ["big theme", "core theme"]
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert level_names(project_window) == ["subtheme", "theme", "core theme"]
    QTest.mouseClick(page.levels.turn, Qt.MouseButton.LeftButton)
    assert level_names(project_window) == ["core theme", "theme", "subtheme"]


def test_what_a_theme_can_be_by_keys(project_window: MainWindow, page: Any) -> None:
    work = project_window.workspace
    work.do("Make theme", outline.add_theme, "Fear")
    fear = work.read(outline.themes)[0].id
    work.do("Edit theme", outline.edit_theme, fear, stance="enabler")
    shown = page.stances.list
    answer(enter_text("need"))
    QTest.mouseClick(page.stances.add, Qt.MouseButton.LeftButton)
    in_front(project_window)
    assert work.read(stances.stances) == ["barrier", "enabler", "both", "need"]
    shown.setFocus()
    shown.setCurrentRow(3)
    QTest.keyClick(shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert work.read(stances.stances) == ["barrier", "enabler", "need", "both"]
    shown.setCurrentRow(1)
    QTest.keyClick(shown, Qt.Key.Key_F2)
    field = shown.findChild(QLineEdit)
    type_into(field, "what helps")
    QTest.keyClick(field, Qt.Key.Key_Return)
    idle(project_window)
    assert work.read(stances.stances) == ["barrier", "what helps", "need", "both"]
    assert work.read(outline.themes)[0].stance == "what helps"
    for word in ("what helps", "barrier"):
        shown.setCurrentRow(work.read(stances.stances).index(word))
        QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert work.read(stances.stances) == ["need", "both", "what helps"], "a word in use stays, at the end"


def test_names_of_relations_by_keys(project_window: MainWindow, page: Any) -> None:
    work, shown = project_window.workspace, page.relations.list
    first = work.read(relations.relation_names)[0]
    answer(enter_text("makes room for"))
    QTest.mouseClick(page.relations.add, Qt.MouseButton.LeftButton)
    in_front(project_window)
    assert work.read(relations.relation_names)[-1] == relations.RelationName("makes room for", False)
    shown.setFocus()
    shown.setCurrentRow(shown.count() - 1)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert work.read(relations.relation_names)[-1].mutual, "a tick lets it go both ways"
    shown.setCurrentRow(0)
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert first not in work.read(relations.relation_names)


def test_what_stands_in_front_is_one_press_away(project_window: MainWindow, page: Any) -> None:
    links = {button.text(): button for button in page._fronts.findChildren(QPushButton)}
    name = next(words for words in links if words.startswith("Themes"))
    QTest.mouseClick(links[name], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert project_window.stack.currentWidget() is project_window.themes
