"""Steps in the place of tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.screenshots.stage import Stage


def matrix(**wanted: str) -> Callable[[Stage], object]:
    """Return the step that chooses what the matrix shows, and reads a cell of it."""

    def choose(stage: Stage) -> None:
        page: Any = stage.window.tables.choose("matrix")
        for name, words in wanted.items():
            box = getattr(page.choices, name)
            box.setCurrentIndex(box.findText(words))
            box.activated.emit(box.currentIndex())
        table = page.table
        table.setFocus()
        table.setCurrentIndex(table.model().index(4, 1))
        QTest.keyClick(table, Qt.Key.Key_Return)
        stage.settle()

    return choose


def framework(number: int) -> Callable[[Stage], object]:
    """Return the step that shows the framework matrix of that number, with a cell that is written in."""

    def choose(stage: Stage) -> None:
        page: Any = stage.window.tables.choose("framework")
        page.choose_frame(page.chooser.itemData(number))
        frame = page.model.frame
        row, column = next(
            (row, column)
            for row, line in enumerate(frame.rows)
            for column, case in enumerate(frame.columns)
            if frame.cell(line.id, case.id).done
        )
        page.table.setFocus()
        page.table.setCurrentIndex(page.model.index(row, column))
        stage.settle()

    return choose


def numbers(section: str, read: tuple[int, int] | None = None, **wanted: str) -> Callable[[Stage], object]:
    """Return the step that chooses what a page of numbers shows, and reads a cell or row of its table."""

    def choose(stage: Stage) -> None:
        page = stage.window.tables.choose(section)
        stage.settle()
        for name, value in wanted.items():
            box = page.choices.boxes[name]  # type: ignore[attr-defined]
            box.setCurrentIndex(box.findText(value))
            box.activated.emit(box.currentIndex())
        stage.settle()
        if read is not None:
            table = page.table  # type: ignore[attr-defined]
            table.setFocus()
            table.setCurrentIndex(table.model().index(*read))
            QTest.keyClick(table, Qt.Key.Key_Return)
            stage.settle()

    return choose


def all_the_same(stage: Stage) -> None:
    """Show saturation in a study whose approach leaves it aside."""
    page = stage.window.tables.choose("saturation")
    stage.settle()
    if page.all_the_same.isVisible():  # type: ignore[attr-defined]
        page.all_the_same.click()  # type: ignore[attr-defined]
    stage.settle()
