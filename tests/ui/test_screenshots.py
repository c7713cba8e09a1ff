"""The pictures of all screens: the command writes them, and what a person would complain of is found in them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qda.ui import theme
from tests.screenshots import fit, looks, screens

ROOT = Path(__file__).resolve().parents[2]
LONG = "Benachteiligungsempfinden im Bewertungsverfahren"


def test_screens_are_shot_by_one_command_and_nothing_is_wrong_in_them(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.screenshots", str(tmp_path), "welcome", "code-long", "keys"]
    done = subprocess.run(
        [*command, "--look", "dark-100", "light-200"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("6 pictures")
    for look in ("dark-100", "light-200"):
        wide, high = looks.find(look).width, looks.find(look).height
        assert QImage(str(tmp_path / look / "code-long.png")).size() == QSize(wide, high)
    dark, light = (QImage(str(tmp_path / look / "welcome.png")) for look in ("dark-100", "light-200"))
    assert dark.pixelColor(5, 700).lightness() < 60 < light.pixelColor(5, 700).lightness()


def test_every_screen_has_a_name_of_its_own() -> None:
    assert len({screen.name for screen in screens.SCREENS}) == len(screens.SCREENS)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """An empty page in the light theme."""
    theme.apply(qapp, "light", 1.0)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 200)
    return page


def shown(page: QWidget) -> list[str]:
    page.show()
    QApplication.processEvents()
    return fit.findings(page)


def column(page: QWidget, *parts: QWidget) -> None:
    layout = QVBoxLayout(page)
    for part in parts:
        layout.addWidget(part)


def test_a_page_that_is_right_is_left_alone(page: QWidget) -> None:
    box = QComboBox()
    box.addItem("all codes")
    column(page, QLabel("Codes"), QLineEdit("prison"), box, QPushButton("Apply"))
    assert shown(page) == []


def narrow(part: QWidget, wide: int = 60) -> QWidget:
    part.setFixedWidth(wide)
    return part


def combo() -> QComboBox:
    box = QComboBox()
    box.addItem(LONG)
    return box


def row_of(words: str) -> QListWidget:
    rows = QListWidget()
    rows.addItem(words)
    return rows


def placed(part: QWidget, x: int, y: int) -> Callable[[QWidget], None]:
    def act(page: QWidget) -> None:
        part.setParent(page)
        part.move(x, y)

    return act


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (lambda: narrow(QLabel(LONG)), "its words are cut off"),
        (lambda: narrow(QPushButton(LONG)), "its words are cut off"),
        (lambda: narrow(combo()), "is cut off, and no tooltip tells it"),
        (lambda: narrow(row_of(LONG)), "is cut off"),
        (QToolButton, "neither words nor a tooltip say what it does"),
    ],
)
def test_words_that_are_cut_off_are_found(page: QWidget, part: Callable[[], QWidget], words: str) -> None:
    column(page, part())
    assert any(words in line for line in shown(page))


def test_what_a_tooltip_tells_may_be_cut_off(page: QWidget) -> None:
    box = narrow(combo())
    box.setToolTip(LONG)
    column(page, box)
    assert shown(page) == []


def test_parts_that_overlap_or_reach_out_are_found(page: QWidget) -> None:
    one, other = QPushButton("One"), QPushButton("Other")
    column(page, one, other)
    page.show()
    QApplication.processEvents()
    other.move(one.pos())
    assert any("overlap" in line for line in fit.findings(page))
    other.move(280, 180)
    assert any("reaches out of" in line for line in fit.findings(page))


def test_faint_words_are_found(page: QWidget) -> None:
    label = QLabel("Hardly seen")
    label.setStyleSheet("color: #D0D0D0")
    column(page, label)
    assert any("its words are faint" in line for line in shown(page))
