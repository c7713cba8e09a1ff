"""The window is at the next start as it was left, whatever was kept, and everything in it can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter

from qda import settings
from qda.ui import app as application
from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.places import VIEWS
from tests.told import sample_study
from tests.ui.conftest import idle

CTRL = Qt.KeyboardModifier.ControlModifier


def sizes(window: MainWindow) -> dict[str, list[int]]:
    return {part.objectName(): part.sizes() for part in window.findChildren(QSplitter) if part.objectName()}


def test_size_and_shares_are_kept_for_the_next_start(window: MainWindow, tmp_path: Path) -> None:
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    path = window.workspace.project.path
    idle(window)
    window.resize(1180, 700)
    window.go_code()
    window.code.splitter.setSizes([240, 500, 330])
    QTest.keyClick(window, Qt.Key.Key_H, CTRL)
    window.body.setSizes([700, 360])
    QApplication.processEvents()
    left = sizes(window)
    assert left["window"][1] >= 340
    window.close()
    again = application.window(settings.load())
    again.show()
    again.workspace.open(path)
    idle(again)
    again.go_code()
    QApplication.processEvents()
    try:
        assert again.height() == 700
        again.resize(1180, 700)  # the screen of the tests is less wide than this
        QApplication.processEvents()
        assert sizes(again)["code"] == pytest.approx(left["code"], abs=4)
        assert sizes(again)["window"] == pytest.approx(left["window"], abs=4)
        assert again.sheets.history is not None and again.sheets.history.isVisible()
    finally:
        again.close()
        again.deleteLater()


def test_every_splitter_is_kept(window: MainWindow) -> None:
    names = [part.objectName() for part in window.findChildren(QSplitter)]
    assert all(names) and len(set(names)) == len(names)


@pytest.mark.parametrize("kept", [{"geometry": "rubbish", "code:3": "ä"}, {"code:3": "AAAA", "window": "x"}])
def test_what_was_kept_wrongly_does_no_harm(own_preferences: None, qapp: QApplication, kept: dict[str, str]) -> None:
    window = application.window(settings.Settings(theme="light", window=kept))
    window.show()
    assert min(window.code.splitter.sizes()[1:2]) >= 0 and window.width() >= 800
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(("scale", "wide", "high"), [(1.0, 1280, 720), (2.0, 1280, 720), (3.0, 1920, 1080)])
def test_the_window_fits_the_screen_at_any_size_of_text(
    window: MainWindow, tmp_path: Path, qapp: QApplication, scale: float, wide: int, high: int
) -> None:
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    try:
        theme.apply(qapp, "light", scale)
        window.dress()
        for place in VIEWS:
            window.go(place)
            idle(window)
        least = window.minimumSizeHint()
        assert least.width() <= wide and least.height() <= high, (least.width(), least.height())
    finally:
        theme.apply(qapp, "light", 1.0)


def test_no_place_is_scrolled_sideways_for_one_that_is_hidden(
    window: MainWindow, tmp_path: Path, qapp: QApplication
) -> None:
    window.resize(1280, 720)
    try:
        theme.apply(qapp, "light", 2.0)
        window.dress()
        idle(window)
        welcome = window.stack.minimumSizeHint().width()
        window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
        for place in ("study", "sources", "report"):
            window.go(place)
            idle(window)
            assert window.room.viewport().width() < welcome, "there must be a place that asks for more"
            assert window.room.horizontalScrollBar().maximum() == 0, place
    finally:
        theme.apply(qapp, "light", 1.0)
