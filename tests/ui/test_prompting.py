"""Questions at turning points: offered below the place in front, once each, answered or put off, or switched off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda import settings
from qda.core import codebook, memos
from qda.core.themes import outline
from qda.ui.main_window import MainWindow
from tests.ui.conftest import wait_until

LEFT = Qt.MouseButton.LeftButton


def asked(window: MainWindow) -> str:
    strip = window.prompting.strip
    return strip.words.text() if strip is not None and strip.isVisible() else ""


def make_theme(window: MainWindow, name: str = "Hiding") -> str:
    return str(window.workspace.do("Make theme", outline.add_theme, name).value)


def test_the_first_theme_invites_a_memo_that_is_written_at_once(project_window: MainWindow) -> None:
    make_theme(project_window)
    wait_until(lambda: asked(project_window), "the question")
    assert asked(project_window).startswith("This is your first theme.")
    QTest.mouseClick(project_window.prompting.strip.write, LEFT)
    assert not asked(project_window)
    focus = QApplication.focusWidget()
    QTest.keyClicks(focus, "Three people asked for it.")
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    (memo,) = project_window.workspace.read(memos.memos)
    assert memo.kind == "analytic" and memo.body.endswith("?*\n\nThree people asked for it.")


def test_a_question_alone_is_no_memo_and_does_not_come_again(project_window: MainWindow) -> None:
    theme = make_theme(project_window)
    wait_until(lambda: asked(project_window), "the question")
    QTest.mouseClick(project_window.prompting.strip.write, LEFT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert project_window.workspace.read(memos.memos) == []
    project_window.workspace.do("Delete theme", outline.delete_theme, theme)
    make_theme(project_window, "Another")
    QTest.qWait(400)
    assert not asked(project_window)
    path = project_window.workspace.project.path
    project_window.close_project()
    project_window.workspace.open(path)
    make_theme(project_window, "Third")
    QTest.qWait(400)
    assert not asked(project_window)


def test_not_now_leaves_everything_as_it_is(project_window: MainWindow) -> None:
    for number in range(10):
        project_window.workspace.do("Make code", codebook.add_code, f"code {number}")
    wait_until(lambda: asked(project_window), "the question")
    assert "ten codes" in asked(project_window)
    QTest.mouseClick(project_window.prompting.strip.later, LEFT)
    assert not asked(project_window)
    assert project_window.stack.currentWidget() is not project_window.memos


def test_writing_the_report_asks_where_there_are_themes(project_window: MainWindow) -> None:
    project_window.go("report")
    assert not asked(project_window)
    project_window.go("themes")
    make_theme(project_window)
    wait_until(lambda: asked(project_window), "the question")
    project_window.go("report")
    assert asked(project_window).startswith("You are about to write it down.")
    project_window.go("themes")
    QTest.mouseClick(project_window.prompting.strip.later, LEFT)
    project_window.go("report")
    assert not asked(project_window)


def test_questions_can_be_switched_off_for_good(project_window: MainWindow) -> None:
    action = project_window.action("reflexive_prompts")
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked() and not settings.load().prompts
    make_theme(project_window)
    QTest.qWait(400)
    assert not asked(project_window)
    action.trigger()
    assert action.isChecked() and settings.load().prompts


def test_what_was_reached_before_is_not_asked_about(project_window: MainWindow) -> None:
    make_theme(project_window)
    path = project_window.workspace.project.path
    project_window.close_project()
    project_window.workspace.open(path)
    make_theme(project_window, "Another")
    QTest.qWait(400)
    assert not asked(project_window)
