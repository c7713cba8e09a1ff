"""Moving through a transcript by keys: line, sentence or turn by step, coded and uncoded, and between transcripts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda import settings
from qda.core import text as texts
from qda.ui.main_window import MainWindow
from qda.ui.widgets.citable_lines import CitableLines
from qda.ui.widgets.transcript import TranscriptView
from qda.ui.widgets.transcript_steps import PARAGRAPHS, SENTENCES, Steps
from tests.ui.coding_room import code, colleague, open_interview
from tests.ui.conftest import idle
from tests.ui.reading import INTERVIEW, Control, Key, Plain, Shift, press, show, span

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Alt = Qt.KeyboardModifier.AltModifier


def words(view: TranscriptView) -> str:
    return view.text[slice(*view.passage())]


# Steps


def test_sentences_cut_where_they_are_needed_are_those_of_the_whole_text() -> None:
    text = "\n\n".join(("One. Two!", "Three", "", "Four? Five. Six.", "Seven."))
    steps = Steps(text, (), CitableLines(texts.paragraphs(text)), SENTENCES)
    whole, found, at = texts.sentences(text), [steps.at(0)], 0
    while (following := steps.beside(at, down=True)) != found[-1]:
        assert following is not None
        found.append(following)
        at = following[0]
    assert found == whole
    assert [steps.beside(end - 1, down=False) for _start, end in whole] == [whole[0], *whole[:-1]]
    assert Steps("", (), CitableLines(), SENTENCES).at(0) is None


def test_up_and_down_go_by_sentences_and_shift_takes_them(view: TranscriptView) -> None:
    show(view, INTERVIEW)
    view.go_by(SENTENCES)
    press(view, Key.Key_Down)
    assert words(view) == "N: You are wearing a prison mask." and view.line_number() == 2
    press(view, Key.Key_Down)
    assert words(view) == "You cannot show weakness." and view.line_number() == 2
    press(view, Key.Key_Down, Shift)
    assert view.selection() == span(INTERVIEW, "You cannot show weakness. 😀 Then you'll soon be a victim.")
    press(view, Key.Key_Up, Shift)
    press(view, Key.Key_Up)
    assert words(view) == "N: You are wearing a prison mask."
    assert view.accessibleDescription().startswith("Line 2")


def test_up_and_down_go_by_turns_where_the_lines_are_sentences(view: TranscriptView) -> None:
    lines = show(view, INTERVIEW, "sentence")
    view.go_by(PARAGRAPHS)
    press(view, Key.Key_Down)
    assert words(view).startswith("N: You are") and words(view).endswith("victim.")
    assert view.line_number() == 2
    view.take_line_at(lines[2][0])
    assert view.passage() == lines[2]


def test_what_a_step_is_is_chosen_in_the_menu_and_kept(project_window: MainWindow) -> None:
    open_interview(project_window)
    view = project_window.code.view
    assert project_window.action("step_lines").isChecked()
    project_window.action("step_sentences").trigger()
    view.setFocus()
    press(view, Key.Key_Down)
    press(view, Key.Key_Down)
    assert words(view) == "You cannot show weakness."
    assert settings.load().step == "sentences"
    assert not project_window.action("step_lines").isChecked()
    project_window.code.going.next_line()
    assert words(view) == "😀 Then you'll soon be a victim."


# With and without a code


def test_next_and_previous_with_and_without_a_code(project_window: MainWindow) -> None:
    text = "\n".join(f"P: Line number {number} is here." for number in range(1, 9))
    open_interview(project_window, text)
    for number in (2, 3, 6):
        code(project_window, f"number {number}", "mine")
    code(project_window, "number 7", "theirs", colleague(project_window))
    view = project_window.code.view
    view.setFocus()
    view.focus_line(1)

    def go(key: Qt.Key, modifier: Qt.KeyboardModifier) -> int:
        press(view, key, modifier)
        return view.line_number()

    assert [go(Key.Key_Down, Alt) for _step in range(5)] == [2, 3, 6, 7, 7]
    assert "with a code below" in project_window.notice.words()
    assert [go(Key.Key_Up, Alt) for _step in range(4)] == [6, 3, 2, 2]
    # Whether others coded a line says nothing of whether I did.
    assert [go(Key.Key_Down, Control) for _step in range(5)] == [4, 5, 7, 8, 8]
    assert "without a code below" in project_window.notice.words()
    assert [go(Key.Key_Up, Control) for _step in range(5)] == [7, 5, 4, 1, 1]


def test_without_a_code_goes_by_sentence_where_steps_are_sentences(project_window: MainWindow) -> None:
    open_interview(project_window)
    code(project_window, "You are wearing a prison mask.", "mask")
    project_window.action("step_sentences").trigger()
    view = project_window.code.view
    view.setFocus()
    press(view, Key.Key_Down, Control)
    assert words(view) == "You cannot show weakness."


# Between transcripts


def test_back_to_the_last_transcript_and_here_again_also_after_a_restart(project_window: MainWindow) -> None:
    first = open_interview(project_window)
    second = open_interview(project_window, "N: Another one.", "Interview 02")
    third = open_interview(project_window, "N: A third one.", "Interview 03")
    view = project_window.code.view
    view.setFocus()
    press(view, Key.Key_Tab, Control)
    assert view.source_id == second
    press(view, Key.Key_Tab, Control)
    assert view.source_id == third
    project_window.code.open_source(first)
    path = project_window.workspace.project.path
    project_window.close_project()
    project_window.workspace.open(path)
    project_window.go_code()
    assert view.source_id == first
    view.setFocus()
    press(view, Key.Key_Tab, Control)
    assert view.source_id == third


def test_the_selection_comes_back_for_the_coder_whose_it_was(project_window: MainWindow) -> None:
    open_interview(project_window)
    work, view = project_window.workspace, project_window.code.view
    ann, ben = work.coder_id, colleague(project_window)
    view.select(*span(INTERVIEW, "prison mask"))
    work.choose_coder(ben)
    view.focus_line(4)
    path = work.project.path
    for coder, wanted in ((ben, None), (ann, "prison mask"), (ben, None)):
        assert coder is not None
        work.choose_coder(coder)
        project_window.close_project()
        work.open(path)
        project_window.go_code()
        idle(project_window)
        if wanted:
            assert view.selection() == span(INTERVIEW, wanted)
        else:
            assert view.line_number() == 4 and view.selection()[0] == view.selection()[1]


# Zoom


def test_the_wheel_with_ctrl_changes_the_size_of_the_words_alone(project_window: MainWindow) -> None:
    open_interview(project_window)
    view, normal = project_window.code.view, settings.Settings().transcript_size
    small = QApplication.font().pointSizeF()

    def turn(up: int, modifier: Qt.KeyboardModifier = Control) -> float:
        place = QPointF(100, 100)
        event = QWheelEvent(
            place,
            QPointF(view.viewport().mapToGlobal(QPoint(100, 100))),
            QPoint(),
            QPoint(0, 120 * up),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
        return view.font().pointSizeF() / normal

    assert turn(1) == pytest.approx(1.1) and QApplication.font().pointSizeF() == small
    assert turn(1, Plain) == pytest.approx(1.1)
    assert [turn(1) for _step in range(15)][-1] == pytest.approx(3.0)
    assert [turn(-1) for _step in range(20)][-1] == pytest.approx(0.8)
    QTest.keyClick(view, Key.Key_0, Control)
    assert view.font().pointSizeF() == normal
