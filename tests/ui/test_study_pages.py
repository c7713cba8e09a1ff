"""The pages of the Study place by keys: phases, facts and guide, concepts, interviews, recruitment, sampling, flow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from qda.core import (
    concepts,
    documents,
    guides,
    interviews,
    participants,
    phases,
    prisma,
    recruitment,
    sampling,
    study,
    study_details,
)
from qda.core.importers import Imported
from qda.storage.project import Project
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, enter_text, idle, in_front, name_file, press, type_into

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Show = Callable[[str], Any]


@pytest.fixture
def show(project_window: MainWindow) -> Show:
    """Shows a page of the Study place; there are three sources."""
    work = project_window.workspace
    for n in (1, 2, 3):
        work.do("Import", documents.add_source, Imported(f"Interview {n}", f"Words {n}."))

    def go(name: str) -> Any:
        project_window.go("study")
        place: Any = project_window.places.get("study")
        page = place.choose(name)
        idle(project_window)
        return page

    return go


def read(window: MainWindow, function: Any, *args: Any) -> Any:
    return window.workspace.read(function, *args)


def type_cell(grid: Any, row: int, column: int, words: str) -> None:
    """Type over a cell, and Enter."""
    in_front(grid.window())
    grid.setFocus()
    grid.setCurrentIndex(grid.fill.index(row, column))
    QTest.keyClick(grid, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, words)
    # What is offered below has the keyboard while it is shown, and hands Enter on.
    QTest.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_phase_is_ticked_with_the_day_and_its_signs_lead_there(project_window: MainWindow, show: Show) -> None:
    page = show("guide")
    assert list(page.ticks) == ["familiarise", "codebook", "apply", "themes", "define", "write"]
    tick = page.ticks["familiarise"]
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    idle(project_window)
    assert read(project_window, phases.phases)[0].by == "Ann Noor"
    assert "Ann Noor" in page.ticks["familiarise"].text()
    links = [button for button in page.findChildren(QPushButton) if "sources are read" in button.text()]
    assert links[0].text() == "0 of 3 sources are read by somebody"
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert project_window.stack.currentWidget() is project_window.sources


def test_facts_are_kept_when_the_keyboard_leaves_them(project_window: MainWindow, show: Show) -> None:
    page = show("facts")
    type_into(page.study_title, "Access")
    QTest.keyClick(page.study_title, Qt.Key.Key_Tab)
    assert page.questions.hasFocus()
    QTest.keyClicks(page.questions, "What helps?")
    QTest.keyClick(page.questions, Qt.Key.Key_Return)
    QTest.keyClicks(page.questions, "What hinders?")
    QTest.keyClick(page.questions, Qt.Key.Key_Tab)
    type_into(page.details["ethics"], "REK 118")
    page.closing()
    facts = read(project_window, study.facts)
    assert (facts.title, facts.research_question) == ("Access", "What helps?\nWhat hinders?")
    assert read(project_window, study_details.details)["ethics"] == "REK 118"
    type_into(page.study_title, " ")
    QTest.keyClick(page.study_title, Qt.Key.Key_Tab)
    assert page.study_title.text() == "Access"


def test_versions_of_the_guide_are_added_written_and_removed(project_window: MainWindow, show: Show) -> None:
    page = show("facts")
    for number in ("1", "2"):
        answer(enter_text(number))
        QTest.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
        in_front(project_window)
        page.text.setFocus()
        QTest.keyClicks(page.text, f" Question {number}?")
        QTest.keyClick(page.text, Qt.Key.Key_Tab)
    rows = read(project_window, guides.guide_versions)
    # The second one begins with the questions of the first.
    assert [(row.name, row.text) for row in rows] == [("1", "Question 1?"), ("2", "Question 2?Question 1?")]
    source_id = read(project_window, documents.sources)[0].id
    project_window.workspace.do("x", interviews.fill_sheets, {(source_id, "guide"): "2"})
    page.list.list.setFocus()
    answer(press("Remove"))
    QTest.keyClick(page.list.list, Qt.Key.Key_Delete)
    in_front(project_window)
    assert [row.name for row in read(project_window, guides.guide_versions)] == ["1"]


def test_concepts_are_added_explained_and_moved(project_window: MainWindow, show: Show) -> None:
    page = show("concepts")
    for name in ("Boundary theory", "Community"):
        answer(enter_text(name))
        QTest.mouseClick(page.list.add, Qt.MouseButton.LeftButton)
        in_front(project_window)
    QTest.keyClicks(page.words, "Who belongs?")
    page.list.list.setFocus()
    QTest.keyClick(page.list.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rows = read(project_window, concepts.concepts)
    assert [(row.name, row.words) for row in rows] == [("Community", "Who belongs?"), ("Boundary theory", "")]
    QTest.keyClick(page.list.list, Qt.Key.Key_Delete)
    assert [row.name for row in read(project_window, concepts.concepts)] == ["Boundary theory"]


def test_interviews_are_typed_filled_down_pasted_and_added_up(project_window: MainWindow, show: Show) -> None:
    page = show("interviews")
    type_cell(page.grid, 0, 0, "Ann")
    page.grid.setCurrentIndex(page.grid.fill.index(0, 0))
    for _step in range(2):
        QTest.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(page.grid, Qt.Key.Key_D, CTRL)
    minutes = list(interviews.TITLES).index("minutes")
    page.grid.setCurrentIndex(page.grid.fill.index(0, minutes))
    QGuiApplication.clipboard().setText("40\n1:10\n55")
    QTest.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    rows = read(project_window, interviews.sheets)
    assert [(row.interviewer, row.minutes) for row in rows] == [("Ann", 40), ("Ann", 70), ("Ann", 55)]
    # 40 + 70 + 55 = 165 minutes.
    assert "2 hours 45 minutes in all (median 55 minutes, range 40 to 70)" in page.note.text()
    type_cell(page.grid, 0, minutes, "long")
    assert read(project_window, interviews.sheets)[0].minutes == 40
    assert page.grid.fill.words(0, minutes) == "40"
    assert "number of minutes" in project_window.notice.words()


def test_a_table_of_interviews_is_shown_before_it_comes_in(
    project_window: MainWindow, show: Show, tmp_path: Path
) -> None:
    page = show("interviews")
    type_cell(page.grid, 0, 3, "kitchen")
    path = tmp_path / "sheets.csv"
    path.write_text("source;minutes;place\nInterview 1;40;library\nInterview 2;50;\nInterview 9;1;\n", encoding="utf-8")
    said: list[str] = []

    def look(dialog: Any) -> None:
        said.extend(dialog.list.topLevelItem(row).text(1) for row in range(3))
        QTest.keyClick(dialog.replace, Qt.Key.Key_Space)
        QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)

    answer(name_file(path))
    answer(look)
    QTest.mouseClick(page.bring, Qt.MouseButton.LeftButton)
    in_front(project_window)
    assert said[0] == "filled in: Minutes; differs: Place"
    assert "no source" in said[2]
    rows = read(project_window, interviews.sheets)
    assert [(row.place, row.minutes) for row in rows] == [("library", 40), ("", 50), ("", None)]
    project_window.action("undo").trigger()
    assert read(project_window, interviews.sheets)[0].place == "kitchen"


def test_the_log_grows_by_pasted_rows_and_shrinks_by_whole_ones(project_window: MainWindow, show: Show) -> None:
    page = show("recruitment")
    QTest.mouseClick(page.add, Qt.MouseButton.LeftButton)
    page.grid.setCurrentIndex(page.grid.fill.index(0, 0))
    QGuiApplication.clipboard().setText("A1\tagreed\nA2\tdeclined\nA3\twithdrew")
    QTest.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    rows = read(project_window, recruitment.recruitment_log)
    assert [(row.label, row.outcome) for row in rows] == [("A1", "agreed"), ("A2", "declined"), ("A3", "withdrew")]
    assert "3 people were approached: 2 agreed, 1 declined" in page.note.text()
    heads = page.grid.verticalHeader()
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, heads.sectionViewportPosition(1) + 8))
    answer(press("Remove"))
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    in_front(project_window)
    assert [row.label for row in read(project_window, recruitment.recruitment_log)] == ["A1", "A3"]


def test_what_is_wanted_is_typed_into_the_cells_of_the_sampling_grid(project_window: MainWindow, show: Show) -> None:
    work = project_window.workspace
    role = work.do("x", participants.add_attribute, "Role", "choice", ["worker", "user"]).value
    ana = work.do("x", participants.add_participant, "Ana").value
    work.do("x", participants.set_values, ana, role, ["worker"])
    page = show("sampling")
    assert page.grid.fill.words(0, 0) == "1"
    type_cell(page.grid, 0, 0, "2")
    type_cell(page.grid, 1, 0, "3")
    assert [page.grid.fill.words(row, 0) for row in (0, 1)] == ["1 of 2", "nobody of 3"]
    assert "Wanted, and nobody yet: user." in page.note.text()
    page.grid.setCurrentIndex(page.grid.fill.index(0, 0))
    assert page.people.text() == "worker: Ana"
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    assert read(project_window, sampling.sampling_grid, role).cells["worker", ""].wanted is None


def test_the_flow_says_where_it_does_not_add_up(project_window: MainWindow, show: Show) -> None:
    page = show("prisma")
    for name, number in (("databases", "100"), ("duplicates", "10"), ("screened", "91")):
        type_into(page.fields[name], number)
        QTest.keyClick(page.fields[name], Qt.Key.Key_Tab)
    assert "Records screened is 91, but identified less removed before screening is 90." in page.doubts.text()
    type_into(page.fields["screened"], "90")
    QTest.keyClick(page.fields["screened"], Qt.Key.Key_Return)
    assert "add up" in page.doubts.text()
    type_cell(page.reasons["reasons"], 0, 0, "wrong population")
    type_cell(page.reasons["reasons"], 0, 1, "12")
    assert read(project_window, prisma.flow).reasons == (("wrong population", 12),)


def test_words_in_an_open_cell_are_kept_when_the_project_closes(show: Show, project_window: MainWindow) -> None:
    grid = show("interviews").grid
    in_front(grid.window())
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    QTest.keyClicks(grid, "N")
    typing = QApplication.focusWidget()
    assert isinstance(typing, QLineEdit)
    QTest.keyClicks(typing, "ora")
    path = project_window.workspace.project.path
    project_window.workspace.close()
    with Project.open(path) as project, project.read() as session:
        assert interviews.sheets(session)[0].interviewer == "Nora"
