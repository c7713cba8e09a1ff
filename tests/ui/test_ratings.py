"""Ratings by keys: units, denominators, bands, what is behind a row, and the confidence that people set."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from qda.core import study
from qda.core.confidence import confidences
from qda.core.tables.bands import bands, printed
from qda.storage.project import Project
from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.views.tabling.ratings import RatingsPage
from tests.core.exporters.test_ratings import make_review
from tests.ui.conftest import answer, enter_text, idle, in_front
from tests.ui.importing import choose_entry

Key = Qt.Key


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> RatingsPage:
    """The ratings of five reports of four studies."""
    with (
        Project.create(tmp_path / "review.loom", title="Consent", approach="review") as project,
        project.change("Set up") as session,
    ):
        make_review(session)
    assert window.workspace.open(tmp_path / "review.loom")
    QTest.keyClick(window, Key.Key_5, Qt.KeyboardModifier.AltModifier)
    found = window.tables.choose("ratings")
    idle(window)
    assert isinstance(found, RatingsPage)
    found.setFocus()
    return found


def rows(page: RatingsPage) -> list[list[str]]:
    model = page.model
    return [
        [str(model.index(row, column).data()).strip() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def turn(page: RatingsPage, steps: int) -> None:
    """Go to another table by the keys."""
    page.tabs.setFocus()
    for _step in range(steps):
        QTest.keyClick(page.tabs, Key.Key_Right)
    QApplication.processEvents()


def row(page: RatingsPage, steps: int) -> None:
    """Go down so many rows from the first."""
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _step in range(steps):
        QTest.keyClick(page.table, Key.Key_Down)
    assert page.table.currentIndex().row() == steps


def test_themes_are_rated_and_the_note_says_how(page: RatingsPage) -> None:
    assert rows(page) == [
        ["What gets in the way", "3", "D", "3/4", "not said yet", "theme", "Alder; Report 3; Report 4"],
        ["Fear", "3", "D", "3/4", "Moderate", "subtheme", "Alder; Report 3; Report 4"],
        ["Help", "2", "D", "2/4", "not said yet", "subtheme", "Report 4; Report 5"],
    ]
    assert "The denominator is all 4 studies that are included." in page.note.text()
    assert "10 and 3 have no rating" in page.note.text()


def test_the_models_are_sound(page: RatingsPage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.model)  # type: ignore[attr-defined]


def test_reports_are_counted_instead_and_another_denominator_is_taken(page: RatingsPage) -> None:
    choose_entry(page.unit, page.unit.findData("reports"))
    choose_entry(page.denominator, page.denominator.findData("QualSyst"))
    assert [line[1:4] for line in rows(page)] == [["4", "C", "4/4"], ["4", "C", "4/4"], ["2", "D", "1/4"]]
    assert "the 4 of 5 reports included for which QualSyst has a value" in page.note.text()


def test_return_reads_what_is_behind_a_theme_and_a_study(page: RatingsPage) -> None:
    row(page, 2)
    QTest.keyClick(page.table, Key.Key_Return)
    idle(page.window())  # type: ignore[arg-type]
    assert page.quotes.title.text() == "Help" and page.quotes.model.count == 2
    turn(page, 1)
    assert rows(page)[0] == ["Alder", "Report 1; Report 2", "1", "81 %; 82 %", "high", "Fear"]
    assert "of 2 themes on the level subtheme" in page.note.text()
    choose_entry(page.level, page.level.findData("theme"))
    assert [line[2] for line in rows(page)] == ["1", "1", "1", "0"]
    row(page, 0)
    QTest.keyClick(page.table, Key.Key_Return)
    idle(page.window())  # type: ignore[arg-type]
    assert {quote.source for quote in page.quotes.model.quotes} == {"Report 1", "Report 2"}


def test_bands_with_a_hole_are_refused_by_name_and_others_set(page: RatingsPage) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    answer(enter_text(">10, 7-9, 4-6, <3"))
    QTest.mouseClick(page.bands, Qt.MouseButton.LeftButton)
    assert window.notice.words().startswith("These bands leave out 10 and 3.")
    in_front(window)
    answer(enter_text("many >= 3, few < 3"))
    QTest.mouseClick(page.bands, Qt.MouseButton.LeftButton)
    assert [line[2] for line in rows(page)] == ["many", "many", "few"]
    assert "10 and 3" not in page.note.text()
    window.undo()
    assert printed(page.workspace.read(bands)) == "A ≥ 10, B 7–9, C 4–6, D ≤ 3"


def test_confidence_is_said_beside_the_finding_with_components_and_who(page: RatingsPage) -> None:
    turn(page, 2)
    row(page, 2)
    form = page.form
    assert form.title.text() == "Help" and form.isVisible()
    QTest.keyClick(page.table, Key.Key_Return)
    assert form.level.hasFocus()
    choose_entry(form.level, form.level.findData("very low"))
    assert rows(page)[2][2] == "Very low"
    choose_entry(form.concerns["coherence"], form.concerns["coherence"].findData("serious"))
    in_front(page.window())
    form.reasons["coherence"].setFocus()
    QTest.keyClicks(form.reasons["coherence"], "They contradict.")
    form.why.setFocus()
    QTest.keyClicks(form.why, "Two studies.")
    page.table.setFocus()
    said = next(one for one in page.workspace.read(confidences).values() if one.level == "very low")
    assert said.component("coherence").words() == "Serious concerns: They contradict."
    assert (said.why, said.coder) == ("Two studies.", "Ann Noor")
    assert rows(page)[2][3] == "Two studies." and "Said by Ann Noor" in form.who.text()
    window = page.window()
    assert isinstance(window, MainWindow)
    window.undo()
    assert form.why.toPlainText() == "" and rows(page)[2][2] == "Very low"


def test_what_is_typed_is_kept_when_another_row_is_chosen(page: RatingsPage) -> None:
    turn(page, 2)
    row(page, 1)
    page.form.reasons["relevance"].setFocus()
    QTest.keyClicks(page.form.reasons["relevance"], "One country.")
    row(page, 0)
    said = page.workspace.read(confidences)
    assert [one.component("relevance").why for one in said.values()] == ["One country."]
    assert page.form.reasons["relevance"].text() == ""


def test_on_the_scale_of_three_levels_the_lowest_is_not_offered(page: RatingsPage) -> None:
    choose_entry(page.scale, page.scale.findData("three"))
    turn(page, 2)
    assert page.form.level.findData("very low") < 0 and page.form.level.findData("low") > 0


def test_reflexive_analysis_shows_figures_only_when_they_are_wanted(page: RatingsPage) -> None:
    page.workspace.do("Approach", study.edit_study, approach="reflexive")
    assert page.reflexive.isVisible() and not page.table.isVisible()
    (button,) = page.reflexive.findChildren(QPushButton)
    assert button.text() == "Show the figures"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.table.isVisible() and len(rows(page)) == 3


def test_controls_fit_their_words_when_they_are_large(page: RatingsPage) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", 2.0)
    try:
        page.window().resize(1280, 720)
        QApplication.processEvents()
        assert page.bands.width() >= page.bands.sizeHint().width()
        assert page.table.rowHeight(0) >= page.table.fontMetrics().height() + 8
    finally:
        theme.apply(app, "light", 1.0)
