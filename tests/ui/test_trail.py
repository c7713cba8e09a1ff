"""The trail by keys and mouse: the history of a thing, codebook versions compared, decisions and their memos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from qda.core import codebook, codebook_merge, memos
from qda.core.trail import versions
from qda.ui.main_window import MainWindow
from tests.told import sample_study
from tests.ui.conftest import answer, idle, in_front, type_into, wait_until


@pytest.fixture
def window_with(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The sample study, with the Code place in front."""
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    window.go("code")
    idle(window)
    return window


def keys(window: MainWindow, words: str) -> None:
    """Press keys where the keyboard is."""
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(words))


def page(window: MainWindow, name: str) -> Any:
    """Bring a page of the Study place to the front."""
    window.go("study")
    found: Any = window.study.choose(name)
    idle(window)
    return found


def sentences(dialog: QWidget) -> list[str]:
    wait_until(lambda: dialog.lines, "the history")  # type: ignore[attr-defined]
    listed = dialog.list  # type: ignore[attr-defined]
    return [listed.item(row).text().split("\n")[0] for row in range(listed.count())]


def choose_code(window: MainWindow, name: str) -> str:
    code_id: str = window.workspace.read(codebook.find_code, name)
    window.code.tree.reveal(code_id)
    window.code.tree.tree.setFocus()
    return code_id


def test_a_key_shows_the_history_of_the_code_and_of_what_was_merged_into_it(window_with: MainWindow) -> None:
    choose_code(window_with, "Waiting without word")
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        box: Any = dialog
        told = sentences(box)
        seen.extend(told)
        merged = next(row for row, one in enumerate(told) if "merged" in one)
        redefined = next(row for row, one in enumerate(told) if "definition" in one)
        box.list.setFocus()
        while box.list.currentRow() > redefined:
            QTest.keyClick(box.list, Qt.Key.Key_Up)
        assert "silence does to courage" in box.words.toPlainText() and "Struck through" in box.words.toPlainText()
        while box.list.currentRow() > merged:
            QTest.keyClick(box.list, Qt.Key.Key_Up)
        assert box.other_button.text() == "History of the code “No news”"
        QTest.mouseClick(box.other_button, Qt.MouseButton.LeftButton)
        assert sentences(box)[-1] == "Nora Hestrim merged it into “Waiting list” (2 passages)."
        assert "No news" in box.windowTitle()
        QTest.mouseClick(box.back_button, Qt.MouseButton.LeftButton)
        assert sentences(box) == told
        QTest.keyClick(box, Qt.Key.Key_Escape)

    answer(look)
    keys(window_with, "Ctrl+Alt+H")
    assert "Amos Tarvole renamed it from “Waiting list” to “Waiting without word”." in seen
    assert seen[0] == "Nora Hestrim made it below “Reaching care”."


def test_enter_leads_to_the_moment_in_the_history_of_all(window_with: MainWindow) -> None:
    choose_code(window_with, "Waiting without word")

    def go(dialog: QWidget) -> None:
        box: Any = dialog
        rows = sentences(box)
        while "merged" not in rows[box.list.currentRow()]:
            QTest.keyClick(box.list, Qt.Key.Key_Up)
        QTest.keyClick(box.list, Qt.Key.Key_Return)

    answer(go)
    keys(window_with, "Ctrl+Alt+H")
    in_front(window_with)
    panel = window_with.sheets.history
    assert panel is not None and panel.isVisible()
    chosen = panel.chosen()
    assert chosen is not None and chosen.label.startswith("Merge codes")


def test_themes_quotes_and_memos_have_a_history_too(window_with: MainWindow) -> None:
    titles: list[str] = []

    def look(dialog: QWidget) -> None:
        sentences(dialog)
        titles.append(dialog.windowTitle())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    window_with.go("themes")
    idle(window_with)
    theme = next(row for row in window_with.themes.themes.values() if row.name == "You as well?")
    window_with.themes.surface.choose(theme.id, None)
    window_with.themes.surface.setFocus()
    answer(look)
    keys(window_with, "Ctrl+Alt+H")
    in_front(window_with)
    window_with.go("memos")
    idle(window_with)
    memo = next(row for row in window_with.workspace.read(memos.memos) if row.title == "One silence, two codes")
    window_with.memos.open_memo(memo.id)
    idle(window_with)
    window_with.memos.list.setFocus()
    answer(look)
    keys(window_with, "Ctrl+Alt+H")
    assert titles == ["History of the theme “You as well?”", "History of the memo “One silence, two codes”"]


def test_with_nothing_chosen_a_sentence_says_what_to_do(project_window: MainWindow) -> None:
    said: list[str] = []
    project_window.workspace.failed.connect(said.append)
    project_window.go("code")
    keys(project_window, "Ctrl+Alt+H")
    assert said and "Choose a code, theme, quote or memo first" in said[0]


def test_a_codebook_is_kept_by_a_key_and_compared_with_now(window_with: MainWindow) -> None:
    work = window_with.workspace

    def name(dialog: QWidget) -> None:
        (field,) = dialog.findChildren(QLineEdit)
        (note,) = dialog.findChildren(QPlainTextEdit)
        keep = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Keep")
        type_into(field, "first CODEBOOK")
        assert not keep.isEnabled()
        type_into(field, "After the meeting")
        QTest.keyClicks(note, "All five were there.")
        QTest.keyClick(field, Qt.Key.Key_Return)

    answer(name)
    keys(window_with, "Ctrl+Alt+K")
    assert [row.name for row in work.read(versions.versions)][-1] == "After the meeting"
    code_id = work.read(codebook.find_code, "Small steps")
    work.do("Rename code", codebook.edit_code, code_id, name="Tiny steps", definition="Small changes, marked.")
    versions_page = page(window_with, "versions")
    told = [versions_page.differences.item(row).text() for row in range(versions_page.differences.count())]
    assert versions_page.earlier.currentText() == "Codebook of the paper"
    assert versions_page.later.currentText() == "After the meeting" and told == []
    assert versions_page.result.text() == "These two codebooks are the same."
    versions_page.earlier.setFocus()
    QTest.keyClick(versions_page.later, Qt.Key.Key_End)
    versions_page.later.activated.emit(versions_page.later.currentIndex())
    idle(window_with)
    told = [versions_page.differences.item(row).text() for row in range(versions_page.differences.count())]
    assert told == [
        "Renamed · “Small steps” was renamed “Tiny steps”.",
        "Redefined · “Tiny steps”: the definition was changed.",
    ]
    versions_page.differences.setFocus()
    QTest.keyClick(versions_page.differences, Qt.Key.Key_Down)
    assert "Small changes, marked." in versions_page.words.toPlainText()


def test_versions_are_named_anew_and_deleted_by_keys(window_with: MainWindow) -> None:
    work, versions_page = window_with.workspace, page(window_with, "versions")
    versions_page.list.setFocus()
    versions_page.list.setCurrentRow(0)
    assert versions_page.differences.count() >= 0

    def rename(dialog: QWidget) -> None:
        type_into(dialog.findChildren(QLineEdit)[0], "Trial codebook")
        QTest.keyClick(dialog.findChildren(QLineEdit)[0], Qt.Key.Key_Return)

    answer(rename)
    QTest.keyClick(versions_page.list, Qt.Key.Key_F2)
    assert [row.name for row in work.read(versions.versions)] == ["Trial codebook", "Codebook of the paper"]
    in_front(window_with)
    answer(lambda dialog: QTest.keyClick(_button(dialog, "Delete"), Qt.Key.Key_Space))
    versions_page.list.setFocus()
    QTest.keyClick(versions_page.list, Qt.Key.Key_Delete)
    assert [row.name for row in work.read(versions.versions)] == ["Codebook of the paper"]
    in_front(window_with)
    versions_page.list.setFocus()
    keys(window_with, "Ctrl+Z")
    assert len(work.read(versions.versions)) == 2


def _button(dialog: QWidget, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def shown(log: Any) -> list[str]:
    return [log.model.data(log.model.index(row, 2)) for row in range(log.model.rowCount())]


def test_decisions_are_found_by_kind_person_word_and_day(window_with: MainWindow) -> None:
    log = page(window_with, "decisions")
    wait_until(lambda: log.note.text().endswith("decisions."), "all decisions")
    whole = len(shown(log))
    log.kind.setFocus()
    log.kind.setCurrentIndex(log.kind.findData("merged"))
    assert shown(log) == ["Merged “No news” into the code “Waiting list” (2 passages)"]
    assert log.model.data(log.model.index(0, 4)) == "One silence, two codes"
    log.kind.setCurrentIndex(0)
    log.person.setCurrentIndex(log.person.findData("Amos Tarvole"))
    assert "Renamed the code “Waiting list” to “Waiting without word”" in shown(log)
    log.person.setCurrentIndex(0)
    type_into(log.search, "silence two")
    wait_until(lambda: len(shown(log)) < whole, "the filter")
    assert any("No news" in one for one in shown(log))
    type_into(log.search, "")
    QTest.keyClick(log.search, Qt.Key.Key_Delete)
    type_into(log.last, "2001-01-01")
    wait_until(lambda: not shown(log), "the filter by day")
    assert log.note.text().startswith("0 of ")


def test_why_is_written_from_a_decision_and_the_memo_opened(window_with: MainWindow) -> None:
    work = window_with.workspace
    codes = [work.read(codebook.find_code, name) for name in ("Two hats", "Until June")]
    work.do("Merge codes", codebook_merge.merge_codes, [codes[1]], codes[0], about=[("code", one) for one in codes])
    log = page(window_with, "decisions")
    wait_until(lambda: log.note.text().endswith("decisions."), "all decisions")
    row = next(row for row, one in enumerate(shown(log)) if one.startswith("Merged “Until June”"))
    log.table.setFocus()
    log.table.selectRow(row)
    decided = log.decision()
    assert decided is not None and not decided.why

    def write(dialog: QWidget) -> None:
        (field,) = dialog.findChildren(QPlainTextEdit)
        QTest.keyClicks(field, "Both are about money that ends.")
        _button(dialog, "Write memo").click()

    answer(write)
    QTest.keyClick(log.table, Qt.Key.Key_Return)
    wait_until(lambda: log.note.text().endswith("decisions."), "all decisions again")
    row = next(row for row, one in enumerate(shown(log)) if one == decided.title)
    log.table.selectRow(row)
    (why,) = log.decision().why
    assert why.title == decided.title
    QTest.mouseClick(log.memo, Qt.MouseButton.LeftButton)
    idle(window_with)
    assert window_with.stack.currentWidget() is window_with.memos
    assert window_with.memos.list.current() == why.memo_id


def test_the_history_of_what_a_decision_is_about_is_one_key_away(window_with: MainWindow) -> None:
    log = page(window_with, "decisions")
    wait_until(lambda: log.note.text().endswith("decisions."), "all decisions")
    row = next(row for row, one in enumerate(shown(log)) if one.startswith("Merged"))
    log.table.setFocus()
    log.table.selectRow(row)
    titles: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QDialog)
        sentences(dialog)
        titles.append(dialog.windowTitle())
        dialog.reject()

    answer(look)
    keys(window_with, "Ctrl+Alt+H")
    assert titles == ["History of the code “Waiting without word”"]
    QApplication.processEvents()
