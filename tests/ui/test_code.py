"""The Code place by keys and mouse: line-by-line coding, the palette, the codebook and the quotes beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from qda.core import codebook, coding, documents, retrieval
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, enter_text, idle, press, type_into, wait_until

LINES = [
    "I: How was it in there? \U0001f600",
    "Neil: You are wearing a prison mask. You cannot show weakness.",
    "I: And who would you ask?",
    "Neil: I asked the nurse. She said to wait for the note.",
    "Neil: Kindertagesst\u00e4tten \u2014 \u05e9\u05dc\u05d5\u05dd.",
]
TEXT = "\n".join(LINES)


def _turns() -> tuple[Turn, ...]:
    turns, at = [], 0
    for line in LINES:
        label = line.partition(":")[0]
        turns.append(Turn(at, at + len(line), at + len(label) + 2, label))
        at += len(line) + 1
    return tuple(turns)


@pytest.fixture
def coding_window(project_window: MainWindow) -> MainWindow:
    imported = Imported("Interview 01", TEXT, _turns())
    assert project_window.workspace.do("Import transcripts", documents.add_source, imported)
    project_window.go_code()
    idle(project_window)
    return project_window


def quotes(window: MainWindow) -> list[tuple[str, str]]:
    return [(row.code, row.text) for row in window.workspace.read(retrieval.quotes)]


def type_code(window: MainWindow, words: str) -> None:
    QTest.keyClicks(window.code.view, words[0])
    assert window.code.palette_box.isVisible()
    QTest.keyClicks(window.code.palette_box.field, words[1:])
    QTest.keyClick(window.code.palette_box.field, Qt.Key.Key_Return)


def test_a_line_is_coded_by_typing_a_new_name_and_enter(coding_window: MainWindow) -> None:
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down)
    type_code(coding_window, "prison mask")
    assert quotes(coding_window) == [("prison mask", "You are wearing a prison mask. You cannot show weakness.")]
    assert coding_window.code.view.hasFocus()
    assert coding_window.windowTitle().startswith("Study")
    assert coding_window.action("undo").text() == "Undo: Make and apply code \u201cprison mask\u201d"


def test_a_known_code_is_found_by_a_few_letters(coding_window: MainWindow) -> None:
    work = coding_window.workspace
    work.do("Make code", codebook.add_path, "Prison culture > prison mask")
    work.do("Make code", codebook.add_path, "Access > referral note")
    for _line in range(3):
        QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down)
    type_code(coding_window, "ref")
    assert quotes(coding_window)[0][0] == "Access > referral note"
    assert len(coding_window.code.tree.model.rows()) == 4


def test_category_and_code_are_made_at_once(coding_window: MainWindow) -> None:
    type_code(coding_window, "access > gatekeepers")
    assert [row.path for row in coding_window.code.tree.model.rows()] == ["access", "access > gatekeepers"]


def test_words_selected_by_shift_are_coded_exactly(coding_window: MainWindow) -> None:
    start = TEXT.index("prison mask")
    coding_window.code.view.select(start, start + len("prison mask"))
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert quotes(coding_window) == [("prison mask", "prison mask")]
    made = coding_window.code.tree.model.rows()[0]
    assert made.origin == "in vivo"


def test_an_input_method_opens_the_palette_too(coding_window: MainWindow) -> None:
    event = QInputMethodEvent()
    event.setCommitString("\u533b\u9662")
    QApplication.sendEvent(coding_window.code.view, event)
    assert coding_window.code.palette_box.field.text() == "\u533b\u9662"
    QTest.keyClick(coding_window.code.palette_box.field, Qt.Key.Key_Return)
    assert quotes(coding_window)[0][0] == "\u533b\u9662"


def test_escape_leaves_the_palette_without_a_trace(coding_window: MainWindow) -> None:
    QTest.keyClicks(coding_window.code.view, "x")
    QTest.keyClick(coding_window.code.palette_box.field, Qt.Key.Key_Escape)
    assert not coding_window.code.palette_box.isVisible()
    assert coding_window.code.view.hasFocus()
    assert quotes(coding_window) == []


def test_return_opens_the_palette_with_what_was_used_lately_first(coding_window: MainWindow) -> None:
    type_code(coding_window, "first")
    type_code(coding_window, "second")
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down)
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Return)
    QTest.keyClick(coding_window.code.palette_box.field, Qt.Key.Key_Return)
    assert quotes(coding_window)[-1][0] == "second"


def test_repeat_and_take_away(coding_window: MainWindow) -> None:
    type_code(coding_window, "mask")
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down)
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert len(quotes(coding_window)) == 2
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Delete)
    assert [text for _code, text in quotes(coding_window)] == ["How was it in there? \U0001f600"]


def test_one_of_several_codes_is_taken_away_by_menu(coding_window: MainWindow) -> None:
    type_code(coding_window, "one")
    type_code(coding_window, "two")
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Delete)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert sorted(action.text() for action in menu.actions()) == ["one", "two"]
    wanted = next(action for action in menu.actions() if action.text() == "two")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(wanted).center())
    assert [code for code, _text in quotes(coding_window)] == ["one"]


def test_next_line_without_a_code(coding_window: MainWindow) -> None:
    for _line in range(2):
        type_code(coding_window, "mask")
        QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down)
    coding_window.code.view.focus_line(1)
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert coding_window.code.view.line_number() == 3


def test_double_click_on_a_code_applies_it(coding_window: MainWindow) -> None:
    work = coding_window.workspace
    work.do("Make code", codebook.add_path, "mask")
    tree = coding_window.code.tree.tree
    place = tree.visualRect(tree.model().index(0, 0)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [code for code, _text in quotes(coding_window)] == ["mask"]


def test_stripe_click_selects_the_passage_and_its_code(coding_window: MainWindow) -> None:
    type_code(coding_window, "mask")
    mark = next(iter(coding_window.code.marks.values()))
    coding_window.code.view.codingClicked.emit(mark.id)
    assert [row.name for row in map(coding_window.code.tree.model.code, coding_window.code.tree.chosen()) if row] == [
        "mask"
    ]
    wait_until(lambda: coding_window.code.quotes.model.rowCount() == 1)


def test_quotes_of_the_chosen_code_follow_every_change(coding_window: MainWindow) -> None:
    type_code(coding_window, "mask")
    coding_window.code.tree.reveal(coding_window.code.tree.model.rows()[0].id)
    panel = coding_window.code.quotes
    assert panel.model.rowCount() == 1
    QTest.keyClick(coding_window.code.view, Qt.Key.Key_Down)
    type_code(coding_window, "mask")
    assert panel.model.rowCount() == 2
    coding_window.undo()
    assert panel.model.rowCount() == 1
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    panel.opened.emit(panel.model.quotes[0])
    assert coding_window.code.view.selection() == (3, len(LINES[0]))


def test_filter_of_the_codebook(coding_window: MainWindow) -> None:
    work = coding_window.workspace
    for path in ("Access > referral note", "Access > waiting list", "Prison culture > prison mask"):
        work.do("Make code", codebook.add_path, path)
    tree = coding_window.code.tree
    QTest.keyClicks(tree.filter, "MASK")
    model = tree.proxy()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Prison culture"]
    assert model.index(0, 0, model.index(0, 0)).data() == "prison mask"
    tree.filter.clear()
    assert model.rowCount() == 2


def test_new_rename_merge_and_delete_codes(coding_window: MainWindow) -> None:
    window, work = coding_window, coding_window.workspace
    answer(enter_text("toughness"))
    window.action("new_code").trigger()
    answer(enter_text("mask"))
    window.action("new_code").trigger()
    first, second = window.code.tree.model.rows()
    work.do("Apply code", coding.apply_code, work.coder_id, first.id, window.code.transcript.id, 3, 20)
    work.do("Apply code", coding.apply_code, work.coder_id, second.id, window.code.transcript.id, 10, 30)
    window.code.tree.reveal(second.id)
    window.action("rename_code").trigger()
    field = window.code.tree.tree.findChild(QLineEdit)
    type_into(field, "the mask")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [row.name for row in window.code.tree.model.rows()] == ["toughness", "the mask"]
    answer(enter_text("tough"))
    later = answer(press("Merge"))
    window.action("merge_code").trigger()
    wait_until(lambda: later, "the question")
    assert [row.name for row in window.code.tree.model.rows()] == ["toughness"]
    assert "1 overlap was joined" in window.notice.words()
    assert quotes(window) == [("toughness", TEXT[3:30])]
    answer(press("Delete"))
    window.action("delete_code").trigger()
    assert quotes(window) == []
    while window.workspace.undo_label():
        window.undo()
    assert window.code.tree.model.rows() == []


def test_others_codes_are_taken_away_only_after_a_question(coding_window: MainWindow) -> None:
    from qda.core import coders

    work = coding_window.workspace
    other = work.do("Add coder", coders.add_coder, "Ben Ode").value
    code_id = work.do("Make code", codebook.add_path, "mask").value
    row = work.do("Apply code", coding.apply_code, other, code_id, coding_window.code.transcript.id, 3, 20).value
    answer(press("Cancel"))
    coding_window.code.passages.remove_codings([row.id])
    assert len(quotes(coding_window)) == 1
    answer(press("Take away"))
    coding_window.code.passages.remove_codings([row.id])
    assert quotes(coding_window) == []


def test_reading_position_comes_back(coding_window: MainWindow) -> None:
    path = coding_window.workspace.project.path
    coding_window.code.view.focus_line(4)
    coding_window.close_project()
    coding_window.workspace.open(path)
    assert coding_window.code.view.line_number() == 4


def test_tree_and_list_models_are_sound(coding_window: MainWindow, qtmodeltester: object) -> None:
    for path in ("A > B > C", "A > D", "E"):
        coding_window.workspace.do("Make code", codebook.add_path, path)
    type_code(coding_window, "E")
    qtmodeltester.check(coding_window.code.tree.model)  # type: ignore[attr-defined]
    qtmodeltester.check(coding_window.code.quotes.model)  # type: ignore[attr-defined]


def test_context_menu_of_the_transcript_offers_the_same_actions(coding_window: MainWindow) -> None:
    shown: list[list[str]] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            shown.append([action.text() for action in menu.actions()])
            menu.close()

    from PySide6.QtCore import QTimer

    QTimer.singleShot(50, look)
    coding_window.code.view.menuRequested.emit(coding_window.mapToGlobal(QPoint(400, 300)))
    assert shown
    assert shown[0][0].startswith("Code this passage")
