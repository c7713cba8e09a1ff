"""Framework matrices by keys and mouse: making one, writing in cells, putting quotes in by drop and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from qda.core import coders
from qda.core.tables import frame_making, frameworks
from qda.core.tables.frameworks import Framework
from qda.ui.dialogs.new_frame import NewFrameDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.tabling.framework import FrameworkPage
from qda.ui.widgets.passage_mime import DraggedPassage, pack_all, unpack_all
from tests.core.tables.conftest import build
from tests.ui.conftest import answer, drop_on, enter_text, idle, in_front, press, type_into

NO_KEY, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> FrameworkPage:
    """The section of framework matrices of a study that has none."""
    made = build(tmp_path / "roads.loom")
    made.project.close()
    window.workspace.open(tmp_path / "roads.loom")
    window.workspace.choose_coder(window.workspace.read(coders.find_coder, "Bea"))
    return shown(window)


def shown(window: MainWindow) -> FrameworkPage:
    window.go_tables()
    found = window.tables.choose("framework")
    idle(window)
    assert isinstance(found, FrameworkPage)
    return found


def window_of(page: FrameworkPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def make(page: FrameworkPage, rows: str, columns: str, lines: str = "", headings: str = "") -> Framework:
    """Make a framework matrix by the dialog."""

    def fill(dialog: object) -> None:
        assert isinstance(dialog, NewFrameDialog)
        type_into(dialog.name, "The frame")
        dialog.rows.setCurrentIndex(dialog.rows.findText(rows))
        dialog.columns.setCurrentIndex(dialog.columns.findText(columns))
        assert dialog.lines.isVisible() == bool(lines)
        dialog.lines.setPlainText(lines)
        if headings:
            type_into(dialog.headings, headings)
        press("Make framework matrix")(dialog)

    answer(fill)
    QTest.mouseClick(
        page.new if page.stack.currentIndex() == 0 else page.nothing.focusProxy(), Qt.MouseButton.LeftButton
    )
    in_front(page.window())
    idle(window_of(page))
    return frame(page)


def frame(page: FrameworkPage) -> Framework:
    (only,) = page.workspace.read(frameworks.frames)
    found = page.workspace.read(frameworks.framework, only.id)
    assert isinstance(found, Framework)
    return found


def summaries(page: FrameworkPage) -> dict[tuple[str, str], str]:
    found = frame(page)
    rows, columns = {row.id: row.name for row in found.rows}, {one.id: one.name for one in found.columns}
    return {(rows[row], columns[column]): cell.summary for (row, column), cell in found.cells.items()}


def test_the_first_one_is_made_where_there_is_none(page: FrameworkPage) -> None:
    assert page.stack.currentIndex() == 1
    found = make(page, "“Way” and its codes", "Participants")
    assert [row.name for row in found.rows] == ["Way", "road", "bus"]
    assert [column.name for column in found.columns] == ["Ana", "Ben", "Cem"]
    assert page.table.hasFocus()
    # Without a case dimension, as COOPER's five domains by facilitators and barriers.
    window_of(page).undo()
    assert page.stack.currentIndex() == 1
    found = make(page, "A list of headings", "Headings of your own, or none", "Inner\n  Staff\nOuter", "Helps; Hinders")
    assert [(row.name, row.depth) for row in found.rows] == [("Inner", 0), ("Staff", 1), ("Outer", 0)]
    assert [column.name for column in found.columns] == ["Helps", "Hinders"]


def test_the_grid_is_a_sound_model(page: FrameworkPage, qtmodeltester: ModelTester) -> None:
    make(page, "“Way” and its codes", "Participants")
    qtmodeltester.check(page.model)


def test_typing_writes_and_ctrl_return_goes_on_to_the_next_cell(page: FrameworkPage) -> None:
    make(page, "“Way” and its codes", "Participants")
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClicks(page.table, "L")
    assert page.editor.text.hasFocus()
    QTest.keyClicks(page.editor.text, "ong.")
    QTest.keyClick(page.editor.text, Qt.Key.Key_Return, CTRL)
    assert summaries(page) == {("road", "Ana"): "Long."}
    assert page.editor.title.text() == "road · Ben" and page.editor.text.hasFocus()
    assert "1 of 6 cells written, 1 done." in page.progress.text()
    (cell,) = frame(page).cells.values()
    assert (cell.done, cell.coder) == (True, "Bea")
    QTest.keyClicks(page.editor.text, "Icy.")
    QTest.keyClick(page.editor.text, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    assert summaries(page)["road", "Ben"] == "Icy."
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.editor.text.hasFocus() and page.editor.text.toPlainText() == "Long."
    page.editor.done.setFocus()
    QTest.keyClick(page.editor.done, Qt.Key.Key_Space)
    assert not any(cell.done for cell in frame(page).cells.values())


def test_what_is_written_is_kept_however_the_cell_is_left(page: FrameworkPage, tmp_path: Path) -> None:
    make(page, "“Way” and its codes", "Participants")
    window = window_of(page)
    QTest.keyClicks(page.table, "a")
    window.go_code()
    assert summaries(page)["Way", "Ana"] == "a"
    page = shown(window)
    page.editor.begin("b")
    where = page.table.visualRect(page.model.index(1, 1)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, NO_KEY, where)
    assert summaries(page)["Way", "Ana"] == "ab"
    page.editor.begin("c")
    window.close_project()
    window.workspace.open(tmp_path / "roads.loom")
    page = shown(window)
    assert summaries(page)["road", "Ben"] == "c"
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert summaries(page) == {("Way", "Ana"): "ab"}
    window.undo()
    assert summaries(page)["road", "Ben"] == "c"


def test_quotes_are_dropped_into_a_cell_and_show_where_they_were_put(page: FrameworkPage) -> None:
    make(page, "“Way” and its codes", "Participants")
    window = window_of(page)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    idle(window)
    assert [quote.text for quote in page.quotes.model.quotes] == ["The road is long.", "The road"]
    model = page.quotes.model
    data = model.mimeData([model.index(0), model.index(1)])
    assert data.text() == "The road is long.\nThe road"
    drop_on(page.table.viewport(), QPointF(page.table.visualRect(page.model.index(2, 0)).center()), data)
    idle(window)
    cell = frame(page).cells[page.model.line(2).id, page.model.case(0).id]
    assert [quote.text for quote in cell.quotes] == ["The road is long.", "The road"]
    # The cell in hand stays, and so do its quotes, which say where they are now.
    assert page.editor.title.text() == "road · Ana" and page.editor.passages.count() == 0
    assert "Put 2 passages into “bus · Ana”." in window.notice.words()
    assert model.signs_of(model.quotes[0], themes=True) == ["▦ put in: bus · Ana"]
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.editor.title.text() == "bus · Ana" and page.editor.passages.count() == 2
    page.editor.passages.setFocus()
    page.editor.passages.setCurrentRow(0)
    QTest.keyClick(page.editor.passages, Qt.Key.Key_Delete)
    cell = frame(page).cells[page.model.line(2).id, page.model.case(0).id]
    assert [quote.text for quote in cell.quotes] == ["The road"]


def test_space_puts_the_chosen_quote_here_and_a_drop_on_the_editor_too(page: FrameworkPage) -> None:
    make(page, "“Way” and its codes", "Sources")
    window = window_of(page)
    page.editor.begin("Half a sen")
    page.quotes.list.take_keyboard()
    QTest.keyClick(page.quotes.list, Qt.Key.Key_Space)
    idle(window)
    (cell,) = frame(page).cells.values()
    assert (cell.summary, [quote.text for quote in cell.quotes]) == ("Half a sen", ["The road is long."])
    quote = page.quotes.model.quotes[2]
    data = QMimeData()
    pack_all(data, [DraggedPassage(quote.source_id, quote.start, quote.end)])
    assert unpack_all(data) == [(quote.source_id, quote.start, quote.end)]
    drop_on(page.editor, QPointF(20, 20), data)
    (cell,) = frame(page).cells.values()
    assert [one.text for one in cell.quotes] == ["The road is long.", quote.text]
    QTest.keyClick(page.editor.passages, Qt.Key.Key_Home)
    QTest.keyClick(page.editor.passages, Qt.Key.Key_Return)
    assert window.stack.currentWidget() is window.code


def test_quotes_of_any_code_can_be_had_where_a_row_has_none(page: FrameworkPage) -> None:
    make(page, "A list of headings", "Headings of your own, or none", "Inner")
    window = window_of(page)
    idle(window)
    assert page.quotes.model.count == 8

    def choose(_dialog: object) -> None:
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "bus")
        QTest.keyClick(field, Qt.Key.Key_Return)

    answer(choose)
    QTest.mouseClick(page.other, Qt.MouseButton.LeftButton)
    in_front(window)
    idle(window)
    assert page.quotes.title.text() == "Quotes of “bus”"
    assert page.quotes.model.count == 2


def test_the_frame_grows_and_is_put_in_order(page: FrameworkPage) -> None:
    make(page, "“Way” and its codes", "Participants")
    window, table = window_of(page), page.table
    answer(enter_text("Snow"))
    page.work.add_row(below=False)
    in_front(window)
    assert [(row.name, row.added) for row in frame(page).rows][-1] == ("Snow", True)
    assert page.editor.title.text() == "Snow · Ana"
    assert "from the data" in str(page.model._notes[frame(page).rows[-1].id])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Right, ALT_SHIFT)
    QTest.keyClick(table, Qt.Key.Key_Up, ALT_SHIFT)
    assert [(row.name, row.depth) for row in frame(page).rows] == [("Way", 0), ("road", 1), ("Snow", 1), ("bus", 1)]
    assert page.editor.title.text() == "Snow · Ana"
    answer(enter_text("Snow and ice"))
    QTest.keyClick(table, Qt.Key.Key_F2)
    in_front(window)
    assert frame(page).rows[2].name == "Snow and ice"
    QTest.keyClick(table, Qt.Key.Key_Left, ALT_SHIFT)
    assert frame(page).rows[-1].depth == 0
    page.work.delete_row()
    assert [row.name for row in frame(page).rows] == ["Way", "road", "bus"]
    answer(enter_text("Everybody"))
    page.work.add_column()
    in_front(window)
    page.work.move_column(1)
    assert [one.name for one in frame(page).columns] == ["Ben", "Ana", "Cem", "Everybody"]
    QTest.keyClicks(table, "x")
    page.editor.commit()
    answer(press("Delete"))
    page.work.delete_frame()
    in_front(window)
    assert page.stack.currentIndex() == 1


def test_a_code_that_is_renamed_renames_its_row_and_the_chosen_matrix_stays(page: FrameworkPage) -> None:
    from qda.core import codebook

    make(page, "“Way” and its codes", "Participants")
    work = page.workspace
    second = work.do("Make", frame_making.add_frame, "Second", cases="free", lines="One").value
    page.choose_frame(second)
    code = work.read(codebook.find_code, "road")
    work.do("Rename code", codebook.edit_code, code, name="the long road")
    assert page.chooser.currentText() == "Second"
    QTest.keyClick(page.chooser, Qt.Key.Key_Up)
    assert page.model.line(1).name == "the long road"
