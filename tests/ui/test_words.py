"""Words counted in a window: filtered, sorted, copied, saved, and each leads to its places."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core import documents
from qda.ui.dialogs.words import WordsDialog
from qda.ui.main_window import MainWindow
from tests.storage.study import GROUP, SINGLE
from tests.ui.conftest import answer, idle, in_front, name_file, type_into, wait_until

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def study(project_window: MainWindow) -> MainWindow:
    """The window with a group interview and a single one."""
    for imported in (GROUP, SINGLE):
        project_window.workspace.do("Import transcripts", documents.add_source, imported)
    project_window.go_code()
    return project_window


@pytest.fixture
def words(study: MainWindow) -> WordsDialog:
    QTest.keyClick(study, Qt.Key.Key_W, CONTROL | SHIFT)
    (dialog,) = study.findChildren(WordsDialog)
    counted(study, dialog)
    return dialog


def counted(window: MainWindow, dialog: WordsDialog) -> dict[str, list[str]]:
    """Wait until the words are counted; return the cells of every word that is shown."""
    wait_until(lambda: not dialog._soon.isActive())
    idle(window)
    cells = dialog.shown
    return {
        cells.index(row, 0).data(): [cells.index(row, column).data() for column in range(1, cells.columnCount())]
        for row in range(cells.rowCount())
    }


def test_words_are_listed_and_what_is_counted_can_be_chosen(study: MainWindow, words: WordsDialog) -> None:
    found = counted(study, words)
    assert found["mask"][0] == "2" and "the" not in found and "clinic" not in found
    words.interviewers.setChecked(True)
    assert counted(study, words)["clinic"][0] == "1"
    words.by.setCurrentIndex(words.by.findData("participant"))
    assert counted(study, words)["nurse"][-words.model.columnCount() + 5 :].count("2") == 1
    words.without.setText("mask, nurse")
    assert not {"mask", "nurse"} & counted(study, words).keys()
    words.stops.setChecked(False)
    assert "the" in counted(study, words)


def test_own_stop_words_are_kept(study: MainWindow, words: WordsDialog) -> None:
    words.without.setText("mask")
    words.close()
    study.action("count_words").trigger()
    again = next(dialog for dialog in study.findChildren(WordsDialog) if dialog.isVisible())
    assert again.without.text() == "mask" and "mask" not in counted(study, again)


def test_the_table_is_filtered_sorted_and_copied(study: MainWindow, words: WordsDialog) -> None:
    assert words.shown.index(0, 1).data() == "2"
    type_into(words.filter, "nurs")
    assert list(counted(study, words)) == ["nurse"]
    QTest.keyClick(words.table, Qt.Key.Key_C, CONTROL)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Word\tCount") and lines[1].startswith("nurse\t2\t") and len(lines) == 2
    words.filter.clear()
    words.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    shown = list(counted(study, words))
    assert shown == sorted(shown)


def test_enter_shows_where_a_word_stands(study: MainWindow, words: WordsDialog) -> None:
    type_into(words.filter, "speak")
    counted(study, words)
    words.table.setFocus()
    words.table.selectRow(0)
    QTest.keyClick(words.table, Qt.Key.Key_Return)
    finder = study.code.helping.finder
    assert finder is not None
    wait_until(lambda: finder.places.model.places)
    assert [place.text for place in finder.places.model.places] == ["spoke"]
    finder.close()
    in_front(study)


def test_the_words_are_saved_as_a_table(study: MainWindow, words: WordsDialog, tmp_path) -> None:
    asked = answer(name_file(tmp_path / "words.csv"))
    words.save()
    idle(study)
    assert asked and "mask,2" in (tmp_path / "words.csv").read_text(encoding="utf-8-sig")
