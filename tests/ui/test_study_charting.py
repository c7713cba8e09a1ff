"""Charting by keys: a heading is added, filled in the grid and beside the text, and counted of reports and studies."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from qda.core import charting, documents, participants
from qda.core.importers import Imported
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, idle, in_front, press, type_into
from tests.ui.test_study_pages import CTRL, type_cell


@pytest.fixture
def page(project_window: MainWindow) -> Any:
    """The charting page with three reports and no heading."""
    for n in (1, 2, 3):
        project_window.workspace.do("Import", documents.add_source, Imported(f"Report {n}", f"Words of report {n}."))
    project_window.go("study")
    place: Any = project_window.places.get("study")
    page = place.choose("charting")
    idle(project_window)
    return page


def add_areas(window: MainWindow, page: Any) -> None:
    options = ["housing", "work"]
    window.workspace.do("x", participants.add_attribute, "Areas", "choices", options, scope="source")
    idle(window)
    assert [page.grid.fill.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["Study", "Sample", "Areas"]


def test_a_heading_is_added_by_its_name(project_window: MainWindow, page: Any) -> None:
    assert "Add the first heading" in page.note.text()

    def give(dialog: Any) -> None:
        type_into(dialog.name, "Country")
        press("Add attribute")(dialog)

    answer(give)
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    in_front(project_window)
    (heading,) = project_window.workspace.read(charting.headings)
    assert (heading.name, heading.scope) == ("Country", "source")
    assert page.note.text() == "0 of 3 reports are charted under 1 heading."


def test_the_grid_takes_labels_and_values_also_from_a_spreadsheet(project_window: MainWindow, page: Any) -> None:
    add_areas(project_window, page)
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.grid.fill.index(0, 0))
    QGuiApplication.clipboard().setText("Khan\t\thousing; work\nKhan\t\thousing\n\t\twork")
    QTest.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    rows = project_window.workspace.read(charting.reports)
    assert [row.study for row in rows] == ["Khan", "Khan", ""]
    areas = project_window.workspace.read(charting.headings)[0].id
    assert [row.words(areas) for row in rows] == ["housing; work", "housing", "work"]


def test_the_form_stands_beside_the_text_and_keeps_what_it_says_of_each_report(
    project_window: MainWindow, page: Any
) -> None:
    add_areas(project_window, page)
    page.tabs.setCurrentIndex(1)
    assert page.form.text.toPlainText() == "Words of report 1."
    field = next(field for name, field in page.form.fields.items() if name not in charting.LABELS)
    type_into(field, "housing")
    page.form.report.setFocus()
    QTest.keyClick(page.form.report, Qt.Key.Key_Down)
    idle(project_window)
    assert page.form.text.toPlainText() == "Words of report 2."
    assert field.text() == ""
    type_into(field, "work; law")
    QTest.keyClick(field, Qt.Key.Key_Return)
    areas = project_window.workspace.read(charting.headings)[0]
    rows = project_window.workspace.read(charting.reports)
    assert [row.words(areas.id) for row in rows] == ["housing", "work; law", ""]
    assert areas.options == ("housing", "work", "law")


def test_counts_are_of_reports_or_studies_and_say_so(project_window: MainWindow, page: Any) -> None:
    add_areas(project_window, page)
    type_cell(page.grid, 0, 0, "Khan")
    type_cell(page.grid, 1, 0, "Khan")
    type_cell(page.grid, 0, 2, "housing; work")
    type_cell(page.grid, 1, 2, "housing")
    page.tabs.setCurrentIndex(2)
    counts = page.counts

    def table() -> list[list[str]]:
        columns = range(counts.table.columnCount())
        return [[counts.table.item(row, n).text() for n in columns] for row in range(counts.table.rowCount())]

    # 2 of 3 reports are 66.7 per cent; 1 of 2 studies is 50.
    assert table() == [["housing", "2", "66.7 %"], ["work", "1", "33.3 %"]]
    assert counts.note.text().startswith("Percent of 3 reports. 1 says nothing under this heading.")
    counts.unit.setFocus()
    QTest.keyClick(counts.unit, Qt.Key.Key_Down)
    assert table() == [["housing", "1", "50.0 %"], ["work", "1", "50.0 %"]]
    assert counts.note.text().startswith("Percent of 2 studies.")
