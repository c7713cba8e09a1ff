"""Every place and dialog by keys and for screen readers: controls named, reached by Tab, with a ring to be seen."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qda import settings
from qda.ui import app as application
from qda.ui import theme
from qda.ui.main_window import MainWindow
from qda.ui.widgets.progress import JobStrip
from tests.screenshots import reach
from tests.screenshots.screens import Screen
from tests.screenshots.stage import Stage
from tests.ui.conftest import idle
from tests.ui.reaching import OTHERS, name_of, screens_of, unreached

STUDIES = OTHERS


@pytest.mark.parametrize("screen", screens_of(*STUDIES), ids=name_of)
def test_every_control_of_a_screen_is_named_reached_and_ringed(stage: Stage, screen: Screen) -> None:
    assert not unreached(stage, screen)


# What the finder finds -----------------------------------------------------------------------------------------------


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A page with a field, a button and a sign."""
    theme.apply(qapp, "light", 1.0)
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    for part in (QLineEdit(), QPushButton("Apply"), QToolButton()):
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(part)
    page.findChild(QLineEdit).setAccessibleName("Words")  # type: ignore[union-attr]
    page.findChild(QToolButton).setAccessibleName("More")  # type: ignore[union-attr]
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.findChild(QLineEdit).setFocus()  # type: ignore[union-attr]
    return page


def test_a_page_that_is_right_is_left_alone(page: QWidget) -> None:
    assert reach.findings(page) == []


def test_what_is_wrong_is_named(page: QWidget) -> None:
    sign = page.findChild(QToolButton)
    assert isinstance(sign, QToolButton)
    sign.setAccessibleName("")
    assert any("has no name" in line for line in reach.findings(page))
    sign.setAccessibleName("More")
    sign.setStyleSheet("border: 1px solid black")
    assert any("doesn't show that it has the keyboard" in line for line in reach.findings(page))


# Motion --------------------------------------------------------------------------------------------------------------


def test_nothing_moves_by_itself(own_preferences: None, qapp: QApplication) -> None:
    QApplication.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, True)
    window = application.window(settings.Settings(theme="light"))
    window.close()
    window.deleteLater()
    assert not [effect.name for effect in Qt.UIEffect if QApplication.isEffectEnabled(effect)]
    moving = re.compile(r"Q\w*Animation|QTimeLine|QMovie|setAnimated\(True|setRange\(0, 0\)")
    for path in Path(application.__file__).parent.rglob("*.py"):
        assert not moving.search(path.read_text(encoding="utf-8")), path


def test_work_of_unknown_length_is_told_in_words_and_not_by_a_bar_that_runs(window: MainWindow) -> None:
    jobs, going = window.workspace.jobs, threading.Event()
    jobs.start("Reading", lambda progress: (going.wait(20), progress(1, 2)), lambda _result: None)
    strip = window.statusBar().findChild(JobStrip)
    assert isinstance(strip, JobStrip)
    assert strip.isVisibleTo(window) and not strip.bar.isVisibleTo(strip)
    jobs.progressed.connect(lambda *_far: shown.append(strip.bar.isVisibleTo(strip)))
    shown: list[bool] = []
    going.set()
    idle(window)
    assert shown == [True]
