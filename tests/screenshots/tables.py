"""Steps in the place of tables."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.screenshots.stage import Stage


def matrix(**wanted: str) -> Callable[[Stage], object]:
    """Return the step that chooses what the matrix shows, and reads a cell of it."""

    def choose(stage: Stage) -> None:
        page = stage.window.tables.choose("matrix")
        for name, words in wanted.items():
            box = getattr(page.choices, name)  # type: ignore[attr-defined]
            box.setCurrentIndex(box.findText(words))
            box.activated.emit(box.currentIndex())
        table = page.table  # type: ignore[attr-defined]
        table.setFocus()
        table.setCurrentIndex(table.model().index(4, 1))
        QTest.keyClick(table, Qt.Key.Key_Return)
        stage.settle()

    return choose
