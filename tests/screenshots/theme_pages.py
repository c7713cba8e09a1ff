"""Steps on the page of a theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.screenshots.stage import Stage


def page_of(theme: str, section: str) -> Callable[[Stage], object]:
    """Return the step that shows a section of a theme's page."""

    def show(stage: Stage) -> None:
        place = stage.window.themes
        row = next(row for row in place.themes.values() if row.name == theme)
        place.surface.choose(row.id)
        place.page.section(section)
        stage.settle()

    return show


def quote(number: int) -> Callable[[Stage], object]:
    """Return the step that gives one of the picked quotes the keyboard."""

    def choose(stage: Stage) -> None:
        cards = stage.window.themes.page.section("quotes").cards  # type: ignore[attr-defined]
        cards.setFocus()
        cards.setCurrentRow(number)
        stage.settle()

    return choose


def open_hints(stage: Stage) -> None:
    """Show what might need a second look."""
    strip = stage.window.themes.outline.hints
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    stage.settle()


def grounded(stage: Stage) -> None:
    """Make the study one of grounded theory."""
    from qda.core.study import edit_study

    stage.window.workspace.do("Change approach", edit_study, approach="grounded")
    stage.settle()
