"""The word list in the Study place, and its hints where researchers write: by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core import codebook, wordlist
from qda.core.themes import outline
from qda.core.wordlist import Entry
from qda.ui.main_window import MainWindow
from qda.ui.views.studying.word_list import WordListPage
from qda.ui.widgets.wording_hint import WordingHint
from tests.ui.conftest import keys, wait_until

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def listed(window: MainWindow) -> list[Entry]:
    return list(window.workspace.read(wordlist.entries))


@pytest.fixture
def page(project_window: MainWindow) -> WordListPage:
    project_window.go("study")
    found = project_window.study.choose("words")
    assert isinstance(found, WordListPage)
    return found


def write_entry(page: WordListPage) -> None:
    QTest.mouseClick(page.new, LEFT)
    keys("distress", Qt.Key.Key_Tab, "challenging behaviour", Qt.Key.Key_Return, "suffers from", Qt.Key.Key_Tab)
    keys("wards", Qt.Key.Key_Tab, "It says what is felt.", Qt.Key.Key_Tab, "Neil", Qt.Key.Key_Tab, "Staff disagree.")
    page.list.setFocus()


def test_an_entry_is_written_changed_and_removed(project_window: MainWindow, page: WordListPage) -> None:
    write_entry(page)
    (entry,) = listed(project_window)
    assert (entry.preferred, entry.avoid, entry.context) == (
        "distress",
        ("challenging behaviour", "suffers from"),
        "wards",
    )
    assert (entry.why, entry.said_by, entry.dissent) == ("It says what is felt.", "Neil", "Staff disagree.")
    assert page.list.count() == 1 and "challenging behaviour" in page.list.item(0).text()
    keys(Qt.Key.Key_F2, Qt.Key.Key_End, " or fear", Qt.Key.Key_Tab)
    assert listed(project_window)[0].preferred == "distress or fear"
    page.list.setFocus()
    keys(Qt.Key.Key_Delete)
    assert listed(project_window) == [] and page.list.count() == 0
    project_window.undo()
    assert page.list.count() == 1 and page.form.values()["said_by"] == "Neil"


def test_what_is_refused_stays_in_its_field(project_window: MainWindow, page: WordListPage) -> None:
    write_entry(page)
    page.form.fields["avoid"].setFocus()
    keys((Qt.Key.Key_End, CTRL), Qt.Key.Key_Return, "Distress", Qt.Key.Key_Tab)
    assert "to be avoided in one entry" in project_window.notice.words()
    assert page.form.values()["avoid"][-1] == "Distress"
    assert len(listed(project_window)[0].avoid) == 2


def test_an_entry_is_kept_when_the_project_closes(project_window: MainWindow, page: WordListPage) -> None:
    path = project_window.workspace.project.path
    QTest.mouseClick(page.new, LEFT)
    keys("distress")
    project_window.close_project()
    project_window.workspace.open(path)
    assert [entry.preferred for entry in listed(project_window)] == ["distress"]


def test_where_avoided_wordings_stand_is_listed_and_gone_to(project_window: MainWindow, page: WordListPage) -> None:
    write_entry(page)
    code = project_window.workspace.do("Make code", codebook.add_code, "Fear", definition="Who suffers from it").value
    assert page.uses.count() == 1
    assert page.uses.item(0).text() == "“suffers from” · code “Fear”, definition"
    page.uses.setFocus()
    keys(Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert project_window.stack.currentWidget() is project_window.code
    assert project_window.code.tree.chosen() == [code]


def hints(widget: QWidget) -> list[str]:
    return [hint.text() for hint in widget.findChildren(WordingHint) if hint.isVisible()]


def test_a_hint_stands_under_a_definition_that_uses_such_a_wording(
    project_window: MainWindow, page: WordListPage
) -> None:
    write_entry(page)
    code = project_window.workspace.do("Make code", codebook.add_code, "Fear").value
    project_window.go("code")
    place = project_window.code
    place.tree.reveal(code)
    place.codebook_sheet.code_sheet()
    sheet = place.codebook_sheet.sheet
    sheet.texts["definition"].setFocus()
    keys("He is suffering from noise")
    wait_until(lambda: hints(sheet), "the hint")
    assert hints(sheet) == ["“suffering from”: better “distress” · Neil · there is a different view"]
    hint = next(hint for hint in sheet.findChildren(WordingHint) if hint.isVisible())
    assert "It says what is felt." in hint.toolTip() and "Different view: Staff disagree." in hint.toolTip()
    keys((Qt.Key.Key_A, CTRL), "He fears noise")
    wait_until(lambda: not hints(sheet), "the hint to go")


def test_a_persons_own_words_are_never_flagged(project_window: MainWindow, page: WordListPage) -> None:
    write_entry(page)
    do = project_window.workspace.do
    own = do("Make code", codebook.add_code, "Suffers from noise", origin="in vivo", example="suffers from").value
    other = do("Make code", codebook.add_code, "Suffering from noise").value
    project_window.go("code")
    place = project_window.code
    place.codebook_sheet.code_sheet()
    sheet = place.codebook_sheet.sheet
    place.tree.reveal(other)
    wait_until(lambda: hints(sheet), "the hint")
    place.tree.reveal(own)
    wait_until(lambda: not hints(sheet), "the hint to go")


def test_a_memo_is_hinted_at_too(project_window: MainWindow, page: WordListPage) -> None:
    write_entry(page)
    project_window.new_memo()
    keys("They suffer from it")
    sheet = project_window.memos.sheet
    wait_until(lambda: hints(sheet), "the hint")
    assert hints(sheet)[0].startswith("“suffer from”")


def test_a_hint_stands_under_what_a_theme_says(project_window: MainWindow, page: WordListPage) -> None:
    write_entry(page)
    theme = project_window.workspace.do("Make theme", outline.add_theme, "Noise", idea="They suffer from it").value
    project_window.go("themes")
    place = project_window.themes
    place.surface.choose(theme)
    wait_until(lambda: hints(place.page), "the hint")
    assert hints(place.page)[0].startswith("“suffer from”: better “distress”")
