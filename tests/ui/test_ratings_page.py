"""Ratings from anywhere, in the window: a table is dropped or chosen, its level changed, its figures copied."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from qda.ui.main_window import MainWindow
from qda.ui.views.comparing.ratings import RatingsPage
from tests.ui.conftest import answer, drop_on, idle, in_front, name_file

GRADES = "unit,Ann,Ben\n" + "".join(f"u{at},{at % 4},{(at + (at % 5 == 0)) % 4}\n" for at in range(40)) + "u40,1,\n"


@pytest.fixture
def page(project_window: MainWindow) -> RatingsPage:
    QTest.keyClick(project_window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    found = cast(RatingsPage, project_window.compare.choose("ratings"))
    in_front(project_window)
    return found


def drop(page: RatingsPage, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop_on(page, QPointF(200, 200), data)
    idle(cast(MainWindow, page.window()))


def write(folder: Path, text: str, name: str = "ratings.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def values(page: RatingsPage) -> dict[str, str]:
    return {row[0].text: row[1].text for row in page.scores.table.facts.rows}


def test_a_dropped_table_tells_how_far_its_coders_agree(page: RatingsPage, tmp_path: Path) -> None:
    assert page.stack.currentIndex() == 0
    drop(page, write(tmp_path, GRADES))
    assert page.title.words() == "ratings.csv"
    assert "41 units, 4 different answers. Coders: Ann, Ben." in page.about.text()
    assert values(page)["Percent agreement"] == "0.800"
    assert values(page)["Cohen's kappa"] == "0.733"
    assert " to " in page.scores.table.facts.rows[0][2].text
    assert "1 unit was left out: u40. Only one coder rated it." in page.scores.notes.text()
    assert not page.workspace.project.redoable()


def test_the_level_is_changed_by_keys_and_the_figures_are_copied(page: RatingsPage, tmp_path: Path) -> None:
    drop(page, write(tmp_path, GRADES))
    nominal = values(page)["Krippendorff's alpha"]
    page.level.setFocus()
    QTest.keyClick(page.level, Qt.Key.Key_Down)
    QTest.keyClick(page.level, Qt.Key.Key_Down)
    idle(cast(MainWindow, page.window()))
    assert page.level.currentData() == "interval"
    assert values(page)["Krippendorff's alpha"] != nominal
    assert "Weighted kappa (quadratic weights)" in values(page)
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Statistic\tValue\t95 % interval\tUnits\nPercent agreement\t0.800\t")
    assert "Only one coder rated it." in copied


def test_words_get_an_order(page: RatingsPage, tmp_path: Path) -> None:
    rows = ["low,low", "low,middle", "high,high", "middle,middle", "high,middle"]
    drop(page, write(tmp_path, "Ann,Ben\n" + "\n".join(rows) + "\n"))
    assert not page.order.isVisible()
    page.level.setFocus()
    QTest.keyClick(page.level, Qt.Key.Key_Down)
    idle(cast(MainWindow, page.window()))
    assert page.order.isVisible()
    assert page.order.text() == "low, middle, high"
    told = values(page)["Krippendorff's alpha"]
    page.order.setFocus()
    page.order.selectAll()
    QTest.keyClicks(page.order, "low, high, middle")
    QTest.keyClick(page.order, Qt.Key.Key_Return)
    idle(cast(MainWindow, page.window()))
    assert values(page)["Krippendorff's alpha"] != told
    assert "5 of them are too few" in page.scores.notes.text()


def test_what_is_undefined_says_why(page: RatingsPage, tmp_path: Path) -> None:
    drop(page, write(tmp_path, "Ann,Ben\n" + "1,1\n" * 12))
    assert values(page)["Percent agreement"] == "1.000"
    assert values(page)["Cohen's kappa"] == "undefined"
    page.scores.table.setFocus()
    QTest.keyClick(page.scores.table, Qt.Key.Key_Down)
    assert "nobody varied: every answer is 1" in page.scores.about.text()


def test_what_is_no_table_is_refused_in_place(page: RatingsPage, tmp_path: Path) -> None:
    path = write(tmp_path, "only words\nand more\n", "letter.csv")
    answer(name_file(path))
    QTest.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    idle(cast(MainWindow, page.window()))
    assert page.problem.isVisible()
    assert "letter.csv has the answers of fewer than two coders" in page.problem.text()
    drop(page, write(tmp_path, GRADES))
    assert not page.problem.isVisible()
