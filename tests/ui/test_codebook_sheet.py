"""A code's sheet by keys and mouse: every field is saved as it is left, each as a change of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qda.core import codebook, exclusive
from qda.core.codebook import CodeRow
from qda.core.codebook_places import COLOURS
from qda.ui.main_window import MainWindow
from qda.ui.widgets.code_sheet import CodeSheet
from tests.ui.conftest import idle, type_into

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(project_window: MainWindow) -> MainWindow:
    work = project_window.workspace
    for path in ("Fear > of people", "Fear > of heights", "Calm"):
        work.do("Make code", codebook.add_path, path)
    work.do("Refer", codebook.refer_codes, [code(project_window, "Calm").id], code(project_window, "Fear").id)
    project_window.go_code()
    idle(project_window)
    return project_window


def code(window: MainWindow, path: str) -> CodeRow:
    return next(row for row in window.workspace.read(codebook.codes) if row.path == path)


def sheet_of(window: MainWindow, *paths: str) -> CodeSheet:
    window.code.tree.select([code(window, path).id for path in paths])
    window.code.tree.tree.setFocus()
    QTest.keyClick(window, Key.Key_D, CTRL)
    sheet = window.code.codebook_sheet.sheet
    assert sheet is not None and sheet.isVisible()
    return sheet


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_fields_are_written_by_keys_alone_and_each_is_undone_by_itself(window: MainWindow) -> None:
    sheet = sheet_of(window, "Fear > of people")
    assert focused() is sheet.texts["definition"]
    QTest.keyClicks(focused(), "Being afraid of others.")
    QTest.keyClick(focused(), Key.Key_Tab)
    QTest.keyClicks(focused(), "Crowds too.")
    QTest.keyClick(focused(), Key.Key_Tab)
    row = code(window, "Fear > of people")
    assert (row.definition, row.include) == ("Being afraid of others.", "Crowds too.")
    assert window.action("undo").text() == "Undo: Say when to use code “of people”"
    window.undo()
    idle(window)
    assert (code(window, "Fear > of people").include, sheet.texts["include"].toPlainText()) == ("", "")
    assert code(window, "Fear > of people").definition == "Being afraid of others."
    QTest.keyClicks(focused(), "But not of one.")
    QTest.keyClick(focused(), Key.Key_Escape)
    assert not sheet.isVisible() and window.code.tree.tree.hasFocus()
    assert code(window, "Fear > of people").exclude == "But not of one."


def test_a_name_that_is_refused_stays_in_the_field(window: MainWindow) -> None:
    sheet = sheet_of(window, "Fear > of people")
    type_into(sheet.name, "of heights")
    QTest.keyClick(sheet.name, Key.Key_Return)
    assert window.notice.words() == "There is a code called “of heights” here already."
    assert sheet.name.text() == "of heights"
    type_into(sheet.name, "of strangers")
    QTest.keyClick(sheet.name, Key.Key_Return)
    idle(window)
    assert code(window, "Fear > of strangers")
    assert sheet.title.text() == "of strangers"


def test_choices_are_made_by_keys_and_a_stance_can_be_ones_own(window: MainWindow) -> None:
    sheet = sheet_of(window, "Calm")
    colour = sheet.choices["colour"]
    colour.setFocus()
    QTest.keyClicks(colour, "violet")
    QTest.keyClick(sheet.choices["kind"], Key.Key_Down)
    QTest.keyClick(sheet.choices["origin"], Key.Key_Down)
    stance = sheet.choices["stance"]
    type_into(stance.lineEdit(), "a need")
    QTest.keyClick(stance.lineEdit(), Key.Key_Return)
    row = code(window, "Calm")
    assert (row.colour, row.kind, row.origin, row.stance) == ("violet", "category", "a priori", "a need")
    window.code.tree.select([code(window, "Fear").id])
    idle(window)
    assert stance.findText("a need") > 0 and stance.currentText() == ""
    QTest.keyClick(sheet.choices["codable"], Key.Key_Down)
    assert not code(window, "Fear").codable


def test_sixteen_colours_have_names(window: MainWindow) -> None:
    colours = sheet_of(window, "Calm").choices["colour"]
    assert [colours.itemText(row) for row in range(colours.count())] == list(COLOURS)
    assert not any(colours.itemIcon(row).isNull() for row in range(colours.count()))


def test_several_codes_share_what_they_can(window: MainWindow) -> None:
    work = window.workspace
    work.do("Stance", codebook.edit_codes, [code(window, "Calm").id], stance="enabler", colour="red")
    sheet = sheet_of(window, "Fear > of people", "Calm")
    assert sheet.title.text() == "2 codes" and sheet.about.text() == "of people, Calm"
    assert not sheet.name.isVisible() and not sheet.texts["definition"].isVisible()
    assert sheet.choices["stance"].currentText() == "" and sheet.choices["origin"].currentText() == "inductive"
    before = window.action("undo").text()
    QTest.keyClick(sheet.choices["stance"].lineEdit(), Key.Key_Tab)
    assert window.action("undo").text() == before
    sheet.choices["stance"].setFocus()
    type_into(sheet.choices["stance"].lineEdit(), "barrier")
    QTest.keyClick(sheet.choices["stance"].lineEdit(), Key.Key_Return)
    assert {code(window, path).stance for path in ("Fear > of people", "Calm")} == {"barrier"}
    window.undo()
    assert code(window, "Calm").stance == "enabler"


def test_it_says_where_a_code_stands_and_follows_what_is_chosen(window: MainWindow) -> None:
    sheet = sheet_of(window, "Calm")
    assert sheet.about.text() == "Also shown under “Fear”.\n0 passages"
    QTest.keyClicks(sheet.texts["example"], "I was so quiet.")
    window.code.tree.select([code(window, "Fear > of people").id])
    idle(window)
    assert code(window, "Calm").example == "I was so quiet."
    assert sheet.about.text().startswith("Fear > of people\n")
    assert sheet.texts["example"].toPlainText() == ""
    window.code.tree.select([])
    idle(window)
    assert not sheet.name.isVisible() and sheet.title.text() == "No code"


def test_what_is_being_typed_survives_other_changes_and_the_end_of_the_project(window: MainWindow) -> None:
    sheet = sheet_of(window, "Calm")
    QTest.keyClicks(sheet.texts["definition"], "Not afraid")
    window.workspace.do("Make code", codebook.add_path, "Hope")
    assert sheet.texts["definition"].toPlainText() == "Not afraid"
    path = window.workspace.project.path
    window.close_project()
    assert window.workspace.open(path)
    assert code(window, "Calm").definition == "Not afraid"


def test_where_there_is_little_room_the_sheet_has_all_of_it(window: MainWindow) -> None:
    window.setMinimumSize(0, 0)
    window.resize(1280, 400)
    QApplication.processEvents()
    sheet = sheet_of(window, "Calm")
    QApplication.processEvents()
    assert sheet.height() > 0.9 * window.code.side.height()
    assert not window.code.room.isVisible()
    QTest.keyClick(sheet.name, Key.Key_Escape)
    assert window.code.room.isVisible() and window.code.at_cursor.isVisible()


def test_codes_below_a_category_are_said_to_exclude_each_other_by_key_and_undone(window: MainWindow) -> None:
    fear = code(window, "Fear").id
    sheet = sheet_of(window, "Calm")
    assert not sheet.exclusive.isVisible()
    sheet = sheet_of(window, "Fear")
    assert sheet.exclusive.isVisible() and not sheet.exclusive.isChecked()
    sheet.exclusive.setFocus()
    QTest.keyClick(sheet.exclusive, Key.Key_Space)
    assert window.workspace.read(exclusive.exclusive_categories) == [fear]
    assert sheet.exclusive.isChecked()
    window.undo()
    idle(window)
    assert window.workspace.read(exclusive.exclusive_categories) == []
    assert not sheet.exclusive.isChecked()
