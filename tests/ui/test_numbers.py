"""Codes together, saturation and coverage by keys and mouse: choosing, reading, copying, writing."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from qda.core import study
from qda.ui.main_window import MainWindow
from qda.ui.views.tabling.cooccurrence import CooccurrencePage
from qda.ui.views.tabling.coverage import CoveragePage
from qda.ui.views.tabling.saturation import SaturationPage
from qda.ui.widgets.rows_table import RowsTable
from tests.core.tables.conftest import BEN, build
from tests.ui.conftest import answer, idle, in_front, name_file, wait_until

NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def roads(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the study that is counted by hand."""
    made = build(tmp_path / "roads.loom")
    made.project.close()
    window.workspace.open(tmp_path / "roads.loom")
    return window


def shown(window: MainWindow, title: str) -> QWidget:
    """Go to the tables by Alt+5 and to a section by typing its name."""
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    names = window.tables.list
    names.setFocus()
    QTest.keyClick(names, Qt.Key.Key_Home)
    while names.currentItem().text() != title:
        QTest.keyClick(names, Qt.Key.Key_Down)
    idle(window)
    return cast(QWidget, window.tables.page())


def together(window: MainWindow) -> CooccurrencePage:
    return cast(CooccurrencePage, shown(window, "Codes together"))


def pick(box: QComboBox, words: str) -> None:
    """Choose an entry of a list by the keys."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != words:
        at = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != at, f"there is no {words}"
    idle(cast(MainWindow, box.window()))


def press(button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    idle(cast(MainWindow, button.window()))


def tick(page: CooccurrencePage, name: str) -> None:
    box = page.choices.ticks[name]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    idle(cast(MainWindow, page.window()))


def cells(page: CooccurrencePage) -> dict[str, list[str]]:
    """Return what is shown, by the names of rows."""
    model = page.model
    return {
        model.head(row, Qt.Orientation.Vertical).name: [
            model.text(model.index(row, column)) for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def facts(table: RowsTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# Codes together ------------------------------------------------------------------------------------------------------


def test_pairs_are_counted_as_is_chosen_by_keys(roads: MainWindow) -> None:
    page = together(roads)
    assert cells(page)["Way"] == ["", "1", "1", "·"]
    assert page.note.text().startswith("2 pairs of codes. Numbers are pairs of coded passages that share")
    assert not page.choices.numbers["within"].isVisible()
    pick(page.choices.boxes["how"], "Passages in the same turn")
    assert cells(page)["road"] == ["1", "", "2", "1"]
    tick(page, "across")
    assert cells(page)["road"] == ["1", "", "1", "1"]
    tick(page, "across")
    pick(page.choices.boxes["show"], "Similarity (Jaccard)")
    assert cells(page)["road"] == ["0.40", "", "0.50", "0.40"]
    pick(page.choices.boxes["count"], "Sources")
    assert cells(page)["bus"] == ["0.50", "0.33", "", "·"]
    pick(page.choices.boxes["show"], "Dots: stand together")
    assert cells(page)["bus"] == ["●", "●", "", "·"]


def test_within_lines_with_all_below_and_a_least_number(roads: MainWindow) -> None:
    page = together(roads)
    pick(page.choices.boxes["how"], "Passages within some lines of each other")
    within = page.choices.numbers["within"]
    assert within.isVisible() and within.value() == 2
    within.setFocus()
    QTest.keyClick(within, Qt.Key.Key_Down)
    idle(roads)
    assert cells(page)["road"] == ["1", "", "3", "1"]
    least = page.choices.numbers["least"]
    least.setFocus()
    QTest.keyClick(least, Qt.Key.Key_Up)
    assert cells(page)["road"] == ["·", "", "3", "·"]
    tick(page, "empty")
    assert list(cells(page)) == ["road", "bus"]
    tick(page, "below")
    assert cells(page)["bus"][0] == "3"
    QTest.keyClicks(page.filter, "ROAD")
    wait_until(lambda: list(cells(page)) == ["road"], "the filter")


def test_return_and_a_click_read_both_passages(roads: MainWindow) -> None:
    page = together(roads)
    pick(page.choices.boxes["how"], "Passages in the same turn")
    table = page.table
    table.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    idle(roads)
    assert page.quotes.title.text() == "road · bus"
    assert [quote.text for quote in page.quotes.model.quotes] == ["The road is long.", "The road", "The bus was late."]
    where = table.visualRect(page.model.index(1, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, NO_KEY, where)
    idle(roads)
    assert [quote.text for quote in page.quotes.model.quotes] == ["They spoke plainly.", "The road was icy."]
    assert "road · Words: 1 (Pairs of passages), similarity 0.40" in page.model.told(page.model.index(1, 3)).replace(
        "Way > ", ""
    )
    # A change is followed: without the one, nothing stands together there.
    page.quotes.list.take_keyboard()
    QTest.keyClick(page.quotes.list, Qt.Key.Key_Home)
    page.quotes.uncode()
    idle(roads)
    assert page.quotes.model.count == 0 and "Words" not in cells(page)


def test_the_network_is_drawn_and_written(roads: MainWindow, tmp_path: Path) -> None:
    page = together(roads)
    pick(page.choices.boxes["how"], "Passages in the same turn")
    pick(page.choices.boxes["show"], "Network")
    assert page.figure.isVisible() and page.figure.height() > 100
    assert page.figure.accessibleDescription().startswith("Network of 4 codes and 4 pairs.")
    assert not page.copy.isVisible()
    answer(name_file(tmp_path / "pairs.svg"))
    press(page.write)
    in_front(roads)
    assert "Network of 4 codes and 4 pairs." in (tmp_path / "pairs.svg").read_text("utf-8")


def test_the_table_is_copied(roads: MainWindow) -> None:
    page = together(roads)
    page.table.setFocus()
    QTest.keySequence(page.table, QKeySequence(QKeySequence.StandardKey.Copy))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["", "Way", "Way > road", "Way > bus", "Words"]
    assert lines[1].split("\t") == ["Way", "", "1", "1", "·"]


def test_what_was_chosen_is_there_again(roads: MainWindow, tmp_path: Path) -> None:
    page = together(roads)
    pick(page.choices.boxes["how"], "Passages in the same turn")
    before = cells(page)
    roads.close_project()
    roads.workspace.open(tmp_path / "roads.loom")
    assert cells(together(roads)) == before


def test_where_an_approach_leaves_numbers_aside_dots_come_first(roads: MainWindow) -> None:
    roads.workspace.do("Choose approach", study.change_approach, "reflexive", levels="keep")
    assert cells(together(roads))["Way"] == ["", "●", "●", "·"]


# Saturation ----------------------------------------------------------------------------------------------------------


def test_base_run_and_threshold_are_typed_and_the_sentence_is_copied(roads: MainWindow) -> None:
    page = cast(SaturationPage, shown(roads, "Saturation"))
    assert "There are 3 coded sources; a base of 4 and a run of 2 need 6." in page.sentence.text()
    for name, value in (("base", "2"), ("run", "1")):
        spin = page.choices.numbers[name]
        spin.setFocus()
        spin.selectAll()
        QTest.keyClicks(spin, value)
        QTest.keyClick(spin, Qt.Key.Key_Return)
        idle(roads)
    # Ana's source brings road and bus, Ben's the words, the group the way itself: 1 of 3 is a third.
    assert "The threshold was not reached within 3 sources" in page.sentence.text()
    threshold = page.choices.numbers["threshold"]
    threshold.setFocus()
    threshold.selectAll()
    QTest.keyClicks(threshold, "34")
    QTest.keyClick(threshold, Qt.Key.Key_Return)
    idle(roads)
    assert "reached at source 2 (written 2+1): sources 3 to 3 brought 1 new (33.3 %)" in page.sentence.text()
    assert page.figure.accessibleDescription() == page.sentence.text()
    press(page.copy_sentence)
    assert QGuiApplication.clipboard().text() == page.sentence.text()
    assert "No source has a date of collection" in page.note.text()


def test_the_table_leads_to_the_passages_of_new_codes(roads: MainWindow) -> None:
    page = cast(SaturationPage, shown(roads, "Saturation"))
    pick(page.choices.boxes["show"], "Table")
    assert [row[1:] for row in facts(page.table)] == [
        ["Ana", "2", "2", "", "road, bus"],
        ["Ben", "1", "3", "", "Words"],
        ["Group", "1", "4", "", "Way"],
    ]
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    idle(roads)
    assert page.quotes.title.text() == "New in Ben"
    assert [quote.text for quote in page.quotes.model.quotes] == ["They spoke plainly."]
    pick(page.choices.boxes["show"], "Codes by sources")
    assert page.figure.accessibleDescription().startswith("4 codes in 3 sources")
    pick(page.choices.boxes["counted"], "Categories, each with all codes below it")
    assert page.figure.accessibleDescription().startswith("2 codes in 3 sources")


def test_a_reflexive_study_says_why_and_may_show_it_all_the_same(roads: MainWindow) -> None:
    roads.workspace.do("Choose approach", study.change_approach, "reflexive", levels="keep")
    page = cast(SaturationPage, shown(roads, "Saturation"))
    assert not page.sentence.isVisible() and not page.to_themes.isVisible()
    assert "Say instead why the data are adequate" in page.reason.text()
    press(page.all_the_same)
    assert page.sentence.isVisible() and page.sentence.text()
    roads.workspace.undo()
    assert not page.sentence.isVisible()


def test_grounded_theory_is_led_to_its_categories(roads: MainWindow) -> None:
    roads.workspace.do("Choose approach", study.change_approach, "grounded", levels="keep")
    page = cast(SaturationPage, shown(roads, "Saturation"))
    assert "the sheet of each category" in page.reason.text()
    press(page.to_themes)
    assert roads.places.get("themes").isVisible()  # type: ignore[attr-defined]


# Coverage ------------------------------------------------------------------------------------------------------------


def test_shares_by_source_and_by_person(roads: MainWindow) -> None:
    page = cast(CoveragePage, shown(roads, "Coverage"))
    assert facts(page.table) == [
        ["Ana", "35", "97.1 %", "97.1 %", "22.9 %"],
        ["Ben", "37", "97.3 %", "97.3 %", "0.0 %"],
        ["Group", "55", "100.0 %", "100.0 %", "0.0 %"],
        ["All sources", "127", "98.4 %", "98.4 %", "6.3 %"],
    ]
    pick(page.choices.boxes["rows"], "Participants")
    assert [row[:3] for row in facts(page.table)][:3] == [
        ["Ana", "53", "98.1 %"],
        ["Ben", "37", "97.3 %"],
        ["Cem", "37", "100.0 %"],
    ]
    pick(page.choices.boxes["show"], "Bars")
    assert page.figure.isVisible() and "98 % of all is coded" in page.figure.accessibleDescription()


def test_an_uncoded_stretch_leads_to_the_transcript(roads: MainWindow) -> None:
    page = cast(CoveragePage, shown(roads, "Coverage"))
    assert facts(page.gaps) == []
    pick(page.choices.boxes["part"], "What was said, questions too")
    assert facts(page.gaps) == [["Ana", "1", "11", "How was it?"], ["Ben", "1", "11", "How was it?"]]
    page.gaps.setFocus()
    QTest.keyClick(page.gaps, Qt.Key.Key_Down)
    QTest.keyClick(page.gaps, Qt.Key.Key_Return)
    idle(roads)
    place = roads.code
    assert place.isVisible() and place.transcript is not None and place.transcript.name == "Ben"
    assert place.view.selection() == (3, 14) and BEN.text[3:14] == "How was it?"


def test_rows_sort_by_what_they_are_and_are_copied(roads: MainWindow) -> None:
    page = cast(CoveragePage, shown(roads, "Coverage"))
    header = page.table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NO_KEY, where)
    assert [row[1] for row in facts(page.table)] == ["35", "37", "55", "127"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NO_KEY, where)
    assert [row[1] for row in facts(page.table)] == ["127", "55", "37", "35"]
    page.table.setFocus()
    QTest.keySequence(page.table, QKeySequence(QKeySequence.StandardKey.Copy))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Source", "Characters", "Coded", "Ann", "Bea"]
    assert lines[1].split("\t")[0] == "All sources"
