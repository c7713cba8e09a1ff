"""The Themes place by keys and mouse: making themes, putting codes in, choosing quotes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtTest import QTest

from qda.core import codebook, coding, documents, retrieval
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.ui.main_window import MainWindow
from qda.ui.models.codebook_model import CODES_MIME
from tests.ui.conftest import answer, drop_on, enter_text, idle, in_front, press, type_into

TEXT = "You are wearing a prison mask.\nYou cannot show weakness.\nI asked the nurse."


@pytest.fixture
def themes_window(project_window: MainWindow) -> MainWindow:
    work = project_window.workspace
    source = work.do("Import transcripts", documents.add_source, Imported("Interview 01", TEXT)).value
    for path, start, end in (("mask", 0, 30), ("mask", 31, 56), ("nurse", 57, 75)):
        code_id = work.do("Make code", codebook.add_path, path).value
        work.do("Apply code", coding.apply_code, work.coder_id, code_id, source, start, end)
    QTest.keyClick(project_window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    idle(project_window)
    return project_window


def make_theme(window: MainWindow, name: str) -> str:
    answer(enter_text(name))
    window.action("new_theme").trigger()
    in_front(window)
    idle(window)
    theme_id, _code = window.themes.tree.current()
    assert theme_id is not None
    return theme_id


def drop(window: MainWindow, code_ids: list[str], theme_id: str | None) -> None:
    """Drop codes on a theme as a mouse would, or beside all themes."""
    tree = window.themes.tree
    if theme_id is None:
        place = QPointF(20, tree.viewport().height() - 4)
    else:
        tree.choose(theme_id)
        place = QPointF(tree.visualItemRect(tree.currentItem()).center())
    data = QMimeData()
    data.setData(CODES_MIME, "\n".join(code_ids).encode())
    drop_on(tree.viewport(), place, data)
    idle(window)


def theme_rows(window: MainWindow) -> list[outline.ThemeRow]:
    rows: list[outline.ThemeRow] = window.workspace.read(outline.themes)
    return rows


def test_a_theme_takes_codes_by_drop_and_by_enter(themes_window: MainWindow) -> None:
    mask, nurse = (row.id for row in themes_window.themes.codes.model.rows())
    theme_id = make_theme(themes_window, "The mask")
    drop(themes_window, [mask], theme_id)
    assert theme_rows(themes_window)[0].code_ids == (mask,)
    codes = themes_window.themes.codes
    codes.reveal(nurse)
    QTest.keyClick(codes.tree, Qt.Key.Key_Return)
    assert theme_rows(themes_window)[0].code_ids == (mask, nurse)


def test_codes_dropped_beside_all_themes_become_one(themes_window: MainWindow) -> None:
    mask = themes_window.themes.codes.model.rows()[0].id
    make_theme(themes_window, "First")
    answer(enter_text("Second"))
    drop(themes_window, [mask], None)
    assert [(row.name, row.code_ids) for row in theme_rows(themes_window)] == [("First", ()), ("Second", (mask,))]


def test_quotes_are_chosen_with_the_space_bar_and_dropped_again(themes_window: MainWindow) -> None:
    mask = themes_window.themes.codes.model.rows()[0].id
    theme_id = make_theme(themes_window, "The mask")
    drop(themes_window, [mask], theme_id)
    panel = themes_window.themes.quotes
    assert [quote.text for quote in panel.model.quotes] == TEXT.split("\n")[:2]
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    idle(themes_window)
    assert [quote.text for quote in themes_window.workspace.read(retrieval.theme_quotes, theme_id)] == [
        TEXT.split("\n")[0]
    ]
    assert panel.model.is_starred(panel.model.quotes[0])
    assert "1 chosen" in panel.title.text()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert themes_window.workspace.read(quotes.picked_quotes) == []


def test_the_page_is_saved_as_it_is_left(themes_window: MainWindow) -> None:
    make_theme(themes_window, "The mask")
    page = themes_window.themes.page
    type_into(page.idea.texts["idea"], "Strength is worn, not felt.")
    page.idea.texts["definition"].setFocus()
    assert theme_rows(themes_window)[0].idea == "Strength is worn, not felt."
    QTest.keyClicks(page.idea.texts["definition"], "All that hides weakness.")
    themes_window.go_code()
    assert theme_rows(themes_window)[0].definition == "All that hides weakness."
    themes_window.undo()
    assert theme_rows(themes_window)[0].definition == ""


def test_what_is_typed_survives_a_refresh(themes_window: MainWindow) -> None:
    make_theme(themes_window, "The mask")
    page = themes_window.themes.page
    type_into(page.idea.texts["idea"], "Half a sen")
    themes_window.workspace.do("Make code", codebook.add_path, "other")
    assert page.idea.texts["idea"].toPlainText() == "Half a sen"


def test_typing_is_kept_when_the_window_closes(themes_window: MainWindow) -> None:
    path = themes_window.workspace.project.path
    make_theme(themes_window, "The mask")
    type_into(themes_window.themes.page.idea.texts["idea"], "Strength is worn.")
    themes_window.close_project()
    themes_window.workspace.open(path)
    assert theme_rows(themes_window)[0].idea == "Strength is worn."


def test_level_status_name_and_deleting(themes_window: MainWindow) -> None:
    themes_window.workspace.do("Set levels", outline.set_levels, ["subtheme", "theme"])
    make_theme(themes_window, "Mask")
    page = themes_window.themes.page
    page.idea.level.setFocus()
    QTest.keyClicks(page.idea.level, "the")
    page.idea.level.activated.emit(page.idea.level.currentIndex())
    page.idea.status.setFocus()
    QTest.keyClicks(page.idea.status, "rev")
    page.idea.status.activated.emit(page.idea.status.currentIndex())
    row = theme_rows(themes_window)[0]
    assert (row.level, row.status) == ("theme", "reviewed")
    answer(enter_text("The mask"))
    QTest.keyClick(themes_window.themes.tree, Qt.Key.Key_F2)
    assert theme_rows(themes_window)[0].name == "The mask"
    answer(press("Delete"))
    QTest.keyClick(themes_window.themes.tree, Qt.Key.Key_Delete)
    assert theme_rows(themes_window) == []


def test_a_theme_moves_below_another(themes_window: MainWindow) -> None:
    first = make_theme(themes_window, "First")
    second = make_theme(themes_window, "Second")
    themes_window.themes.tree.themeMoved.emit(second, first, -1)
    assert [(row.name, row.depth) for row in theme_rows(themes_window)] == [("First", 0), ("Second", 1)]
    themes_window.themes.tree.themeMoved.emit(first, second, -1)
    assert "below itself" in themes_window.notice.words()


def test_quotes_with_borders_of_their_own_come_first_and_can_be_dropped(themes_window: MainWindow) -> None:
    work = themes_window.workspace
    theme_id = make_theme(themes_window, "The mask")
    drop(themes_window, [themes_window.themes.codes.model.rows()[0].id], theme_id)
    source = themes_window.themes.quotes.model.quotes[0].source_id
    work.do("Choose quote", quotes.pick_quote, source, 10, 20, theme_id=theme_id, kind="counter")
    panel = themes_window.themes.quotes
    first = panel.model.quotes[0]
    assert (first.text, first.code) == (TEXT[10:20], "Different view")
    assert panel.model.rowCount() == 3
    panel.list.setCurrentIndex(panel.model.index(0))
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert work.read(quotes.picked_quotes) == []
    assert panel.model.rowCount() == 2
