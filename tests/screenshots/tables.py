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
