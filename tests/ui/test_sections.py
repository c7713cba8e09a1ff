"""The names of a place's sections stay in sight, and the Themes place opens with a theme on its page."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.widgets.sections import SectionsView
from tests.told import sample_study
from tests.ui.conftest import idle


@pytest.fixture
def sample_window(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The main window with the sample study."""
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    idle(window)
    return window


def test_no_page_pushes_the_names_of_the_sections_out_of_sight(sample_window: MainWindow, qapp: QApplication) -> None:
    try:
        theme.apply(qapp, "light", 2.0)
        sample_window.dress()
        for name in ("study", "tables", "compare", "review", "easyread", "report"):
            sample_window.go(name)
            place = cast(SectionsView, sample_window.places.get(name))
            for row in range(place.list.count()):
                place.list.setCurrentRow(row)
                idle(sample_window)
                words = [word for at in range(place.list.count()) for word in place.list.item(at).text().split()]
                widest = max(map(place.list.fontMetrics().horizontalAdvance, words))
                assert place.list.viewport().width() > widest, place.section()
                assert not place.list.horizontalScrollBar().isVisible()
                assert place.list.visualItemRect(place.list.currentItem()).height() >= 24
    finally:
        theme.apply(qapp, "light", 1.0)


def test_themes_open_with_the_first_one_on_the_page(sample_window: MainWindow) -> None:
    sample_window.go("themes")
    idle(sample_window)
    first = next(iter(sample_window.themes.themes.values()))
    assert sample_window.themes.surface.current() == (first.id, None)
    assert sample_window.themes.page.isEnabled()
