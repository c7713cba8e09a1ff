"""The grid of facts by keys: typing, pasting, filling down, attributes and groups, speakers, and importing a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from qda.core import attributes, documents, participants
from qda.ui.dialogs.import_facts import ImportFactsDialog
from qda.ui.dialogs.link_labels import LinkLabelsDialog
from qda.ui.dialogs.link_sources import LinkSourcesDialog
from qda.ui.dialogs.new_attribute import NewAttributeDialog
from qda.ui.dialogs.options import OptionsDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.sourcing.people import PeoplePage
from tests.storage.study import interview
from tests.ui.conftest import answer, enter_text, idle, in_front, name_file, press, type_into, wait_until
from tests.ui.importing import choose_entry

CTRL, ALT, NO_KEY = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def page(project_window: MainWindow) -> PeoplePage:
    """Neil in two interviews and Liam in one, with an age and a role; the grid in front."""
    work = project_window.workspace

    def fill(session: object) -> None:
        neil, liam = participants.add_participants(session, ["Neil", "Liam"])  # type: ignore[arg-type]
        for number, label in enumerate(("N", "N", "L"), 1):
            source = documents.add_source(session, interview(f"Interview {number}", ("I", "And?"), (label, "Loud.")))  # type: ignore[arg-type]
            participants.link_source(session, liam if label == "L" else neil, source)  # type: ignore[arg-type]
        participants.add_attribute(session, "Age", "number")  # type: ignore[arg-type]
        role = participants.add_attribute(session, "Role", "choice", ["nurse", "patient"])  # type: ignore[arg-type]
        participants.set_values(session, neil, role, ["nurse"])  # type: ignore[arg-type]

    assert work.do("Fill", fill)
    project_window.go_sources()
    QTest.keyClick(project_window, Key.Key_2, CTRL | ALT)
    idle(project_window)
    found = project_window.sources.page()
    assert isinstance(found, PeoplePage) and found.grid.hasFocus()
    return found


def cells(page: PeoplePage) -> list[list[str]]:
    """Return what is shown, row by row."""
    proxy = page.proxy
    return [
        [str(proxy.index(row, column).data() or "") for column in range(proxy.columnCount())]
        for row in range(proxy.rowCount())
    ]


def heads(page: PeoplePage) -> list[str]:
    return [str(page.model.headerData(at, Qt.Orientation.Horizontal)) for at in range(page.model.columnCount())]


def go(page: PeoplePage, row: int, column: int) -> None:
    """Go to a cell by the keys."""
    page.grid.setFocus()
    QTest.keyClick(page.grid, Key.Key_Home, CTRL)
    for _step in range(row):
        QTest.keyClick(page.grid, Key.Key_Down)
    for _step in range(column):
        QTest.keyClick(page.grid, Key.Key_Right)
    here = page.grid.currentIndex()
    assert (here.row(), here.column()) == (row, column)


def type_here(page: PeoplePage, words: str) -> None:
    """Type into the current cell, over what stands there."""
    QTest.keyClick(page.grid, Key.Key_F2)
    field = page.grid.findChild(QComboBox) or page.grid.findChild(QLineEdit)
    assert isinstance(field, QWidget)
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(field, Key.Key_Return)
    QApplication.processEvents()
    wait_until(lambda: page.grid.state() != page.grid.State.EditingState, "the cell to close")
    QApplication.sendPostedEvents(None, 52)
    QApplication.processEvents()


def choose_kind(page: PeoplePage, row: int) -> None:
    choose_entry(page.kinds, row)


def act(menu: QMenu, *words: str) -> None:
    """Do an entry of a menu, through the menus in it."""
    menu.aboutToShow.emit()
    found: QAction | None = None
    for word in words:
        found = next(action for action in menu.actions() if action.text() == word)
        inner = found.menu()
        if isinstance(inner, QMenu):
            menu = inner
    assert found is not None and found.isEnabled()
    found.trigger()
    QApplication.processEvents()


def attribute_menu(page: PeoplePage) -> QMenu:
    menu = page.attribute.menu()
    assert isinstance(menu, QMenu) and page.attribute.isEnabled()
    return menu


def test_the_page_comes_by_its_key_and_goes_by_the_other(page: PeoplePage) -> None:
    assert heads(page) == ["Participant", "Transcripts", "Age", "Role"]
    assert cells(page) == [["Neil", "Interview 1, Interview 2", "", "nurse"], ["Liam", "Interview 3", "", ""]]
    assert page.count.text() == "2 participants · 2 attributes"
    window = page.window()
    assert isinstance(window, MainWindow)
    QTest.keyClick(window, Key.Key_1, CTRL | ALT)
    assert window.sources.transcripts.isVisible() and not page.isVisible()


def test_the_models_are_sound(page: PeoplePage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.model)  # type: ignore[attr-defined]
    qtmodeltester.check(page.proxy)  # type: ignore[attr-defined]


def test_values_are_typed_and_what_does_not_fit_is_refused(page: PeoplePage) -> None:
    go(page, 0, 2)
    type_here(page, "41")
    assert cells(page)[0][2] == "41"
    type_here(page, "old")
    window = page.window()
    assert isinstance(window, MainWindow)
    assert "Age takes a number, not “old”." in window.notice.words() and cells(page)[0][2] == "41"
    go(page, 1, 0)
    type_here(page, "Larry")
    assert cells(page)[1][0] == "Larry"
    window.undo()
    assert cells(page)[1][0] == "Liam"


def test_a_value_that_is_no_option_is_asked_about(page: PeoplePage) -> None:
    go(page, 1, 3)
    answer(press("Cancel"))
    type_here(page, "guard")
    assert cells(page)[1][3] == ""
    in_front(page.window())
    go(page, 1, 3)
    answer(press("Add it to the options"))
    type_here(page, "guard")
    assert cells(page)[1][3] == "guard"
    assert page.model.attributes[1].options == ("nurse", "patient", "guard")


def test_what_differs_between_interviews_is_typed_per_interview(page: PeoplePage) -> None:
    choose_kind(page, 1)
    assert heads(page)[:2] == ["Participant", "Interview"]
    assert [row[1:] for row in cells(page)] == [
        ["Interview 1", "", "(nurse)"],
        ["Interview 2", "", "(nurse)"],
        ["Interview 3", "", ""],
    ]
    go(page, 1, 3)
    type_here(page, "patient")
    assert [row[3] for row in cells(page)] == ["(nurse)", "patient", ""]
    QTest.keyClick(page.grid, Key.Key_Delete)
    assert [row[3] for row in cells(page)] == ["(nurse)", "(nurse)", ""]
    assert "in brackets" in page.count.text()


def test_a_spreadsheet_is_pasted_as_one_change_and_a_cell_filled_down(page: PeoplePage) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    QGuiApplication.clipboard().setText("41\tpatient\n30\tnurse\n")
    go(page, 0, 2)
    QTest.keyClick(page.grid, Key.Key_V, CTRL)
    assert [row[2:] for row in cells(page)] == [["41", "patient"], ["30", "nurse"]]
    assert window.notice.words() == "Wrote 4 cells."
    go(page, 0, 3)
    QTest.keyClick(page.grid, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.grid, Key.Key_D, CTRL)
    assert [row[3] for row in cells(page)] == ["patient", "patient"]
    QTest.keyClick(page.grid, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "patient\npatient"
    window.undo()
    window.undo()
    assert [row[2:] for row in cells(page)] == [["", "nurse"], ["", ""]]


def test_words_find_rows_and_heads_sort_numbers_as_numbers(page: PeoplePage) -> None:
    QGuiApplication.clipboard().setText("101\n9")
    go(page, 0, 2)
    QTest.keyClick(page.grid, Key.Key_V, CTRL)
    page.grid.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in cells(page)] == ["Liam", "Neil"]
    QTest.keyClicks(page.filter, "nurse")
    assert [row[0] for row in cells(page)] == ["Neil"]


def test_an_attribute_is_added_with_options_moved_and_removed(page: PeoplePage) -> None:
    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, NewAttributeDialog)
        type_into(dialog.name, "Needs")
        choose_entry(dialog.type, dialog.type.findData("choices"))
        options = dialog.findChild(QPlainTextEdit)
        assert options is not None and options.isVisible()
        QTest.keyClicks(options, "ramp")
        QTest.keyClick(options, Key.Key_Return)
        QTest.keyClicks(options, "quiet")
        press("Add attribute")(dialog)

    answer(fill)
    QTest.mouseClick(page.add_attribute, Qt.MouseButton.LeftButton)
    assert heads(page)[2:] == ["Age", "Role", "Needs"]
    in_front(page.window())
    assert page.grid.currentIndex().column() == 4
    type_here(page, "ramp; quiet")
    assert cells(page)[0][4] == "ramp; quiet"
    act(attribute_menu(page), "Move left")
    assert heads(page)[2:] == ["Age", "Needs", "Role"] and page.columns.here().name == "Needs"  # type: ignore[union-attr]
    act(attribute_menu(page), "Remove")
    assert heads(page)[2:] == ["Age", "Role"]
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.notice.words() == "Removed Needs, 1 cell with a value."
    window.undo()
    assert heads(page)[2:] == ["Age", "Needs", "Role"] and cells(page)[0][3] == "ramp; quiet"


def test_an_attribute_is_renamed_and_retyped_with_what_does_not_fit_kept(page: PeoplePage) -> None:
    go(page, 0, 3)
    answer(enter_text("Position"))
    act(attribute_menu(page), "Rename…")
    assert heads(page)[3] == "Position"
    in_front(page.window())
    answer(press("Keep them as words in an attribute of their own"))
    act(attribute_menu(page), "Type", "Number")
    assert heads(page)[2:] == ["Age", "Position", "Position (as text)"]
    assert cells(page)[0][3:] == ["", "nurse"] and page.model.attributes[1].type == "number"


def test_options_are_renamed_with_their_values_added_and_put_in_order(page: PeoplePage) -> None:
    def work(dialog: QWidget) -> None:
        assert isinstance(dialog, OptionsDialog)
        QTest.keyClick(dialog.list, Key.Key_F2)
        field = dialog.list.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, "ward nurse")
        QTest.keyClick(field, Key.Key_Return)
        QApplication.processEvents()
        QTest.keyClick(dialog.list, Key.Key_Down, ALT)
        press("Keep these options")(dialog)

    go(page, 0, 3)
    answer(work)
    act(attribute_menu(page), "Options…")
    assert cells(page)[0][3] == "ward nurse"
    assert page.model.attributes[1].options == ("patient", "ward nurse")


def test_people_are_put_into_a_group_and_removed_with_undo(page: PeoplePage) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    go(page, 0, 0)
    QTest.keyClick(page.grid, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    answer(enter_text("Town"))
    QTest.mouseClick(page.group, Qt.MouseButton.LeftButton)
    assert heads(page)[4] == "Group" and [row[4] for row in cells(page)] == ["Town", "Town"]
    assert window.notice.words() == "Put 2 participants into “Town”."
    in_front(window)
    go(page, 1, 0)
    said: list[str] = []

    def look(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        press("Remove")(dialog)

    answer(look)
    QTest.keyClick(page.grid, Key.Key_Delete)
    assert "“Liam”, in 1 transcript, with 1 known attribute" in " ".join(said)
    assert [row[0] for row in cells(page)] == ["Neil"]
    window.undo()
    assert [row[0] for row in cells(page)] == ["Neil", "Liam"]


def test_a_label_is_linked_in_several_transcripts_at_once(page: PeoplePage) -> None:
    def link(dialog: QWidget) -> None:
        assert isinstance(dialog, LinkLabelsDialog)
        assert dialog.label().label == "N" and dialog.places.count() == 2
        choose_entry(dialog.who, dialog.who.findText("Neil"))
        press("Link “N” in 2 transcripts to Neil")(dialog)

    answer(link)
    QTest.mouseClick(page.link, Qt.MouseButton.LeftButton)
    read = page.workspace.read
    neil = read(participants.find_participant, "Neil")
    speaking = [
        row.participant_id
        for key, _name in read(documents.source_names)
        for row in read(documents.speakers_of, key)
        if row.label == "N"
    ]
    assert speaking == [neil, neil]


def test_a_participant_is_linked_to_whole_transcripts(page: PeoplePage) -> None:
    def tick(dialog: QWidget) -> None:
        assert isinstance(dialog, LinkSourcesDialog)
        QTest.keyClick(dialog.list, Key.Key_Space)
        QTest.keyClick(dialog.list, Key.Key_Return)

    go(page, 1, 0)
    answer(tick)
    QTest.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    assert cells(page)[1][1] == "Interview 1, Interview 3"
    in_front(page.window())
    go(page, 1, 0)
    answer(tick)
    QTest.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    assert cells(page)[1][1] == "Interview 3"


def test_reports_have_attributes_study_and_sample_of_their_own(page: PeoplePage) -> None:
    choose_kind(page, 2)
    assert heads(page) == ["Transcript or report", "Study", "Sample"]
    go(page, 0, 1)
    type_here(page, "Alder")
    QTest.keyClick(page.grid, Key.Key_C, CTRL)
    page.workspace.do("Add", participants.add_attribute, "QualSyst", "number", scope="source")
    go(page, 0, 3)
    type_here(page, "85 %")
    assert cells(page)[0] == ["Interview 1", "Alder", "", "85 %"]
    assert not page.group.isEnabled()
    assert page.workspace.read(documents.source_labels)[0].study == "Alder"


def test_a_table_is_imported_after_a_preview(page: PeoplePage, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Pseudonym,Age,Role,Seen\nNeil,41,patient,yes\nOlga,old,nurse,no\n", encoding="utf-8")
    window = page.window()
    assert isinstance(window, MainWindow)

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, ImportFactsDialog)
        assert dialog.said.text() == (
            "1 new participant, 1 known participant, 1 new attribute, 4 new facts, 1 that differs, 1 left out."
        )
        assert not dialog.type_box(1).isEnabled() and dialog.type_box(3).currentData() == "yesno"
        choose_entry(dialog.type_box(3), dialog.type_box(3).findData("text"))
        told = [dialog.list.topLevelItem(row).text(1) for row in range(dialog.list.topLevelItemCount())]
        assert told[0] == "Age: 41; Role: patient in the file, nurse here; Seen: yes"
        assert told[1] == "new · Age takes a number, not “old”.; Role: nurse; Seen: no"
        QTest.keyClick(dialog.take, Key.Key_Space)
        press("Import")(dialog)

    answer(name_file(path))
    answer(look)
    window.import_facts()
    assert cells(page) == [
        ["Neil", "Interview 1, Interview 2", "41", "patient", "yes"],
        ["Liam", "Interview 3", "", "", ""],
        ["Olga", "", "", "nurse", "no"],
    ]
    assert "1 was left out: Age takes a number" in window.notice.words()
    window.undo()
    assert [row[0] for row in cells(page)] == ["Neil", "Liam"] and len(page.model.attributes) == 2


def test_buttons_fit_their_words_when_they_are_large(page: PeoplePage) -> None:
    from qda.ui import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", 2.0)
    try:
        page.window().resize(1280, 720)
        QApplication.processEvents()
        buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
        assert len(buttons) >= 6
        assert [button.text() for button in buttons if button.width() < button.sizeHint().width()] == []
        assert page.grid.rowHeight(0) >= page.grid.fontMetrics().height() + 8
    finally:
        theme.apply(app, "light", 1.0)


def test_the_cell_that_is_chosen_stays_chosen(page: PeoplePage) -> None:
    go(page, 1, 2)
    page.workspace.do("Add", participants.add_participant, "Olga")
    here: QModelIndex = page.grid.currentIndex()
    assert (here.row(), here.column()) == (1, 2) and len(cells(page)) == 3
    assert page.workspace.read(attributes.attribute_rows, "participant")[0].name == "Age"
