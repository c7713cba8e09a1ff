"""Steps in the section Agreement."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import study
from tests.screenshots.stage import Stage


def agreement(stage: Stage) -> None:
    """Show the figures, with a code chosen that two coded differently."""
    stage.window.go("compare")
    page: Any = stage.window.compare.choose("agreement")
    stage.settle()
    page.table.setFocus()
    for _step in range(4):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    stage.settle()


def heat_map(stage: Stage) -> None:
    """Show the heat map of kappa."""
    agreement(stage)
    page: Any = stage.window.compare.choose("agreement")
    box = page.choices.boxes["show"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    stage.settle()


def reflexive(stage: Stage) -> None:
    """Say why a reflexive study has no figures at first."""
    stage.window.workspace.do("Choose approach", study.edit_study, approach="reflexive")
    stage.window.go("compare")
    stage.window.compare.choose("agreement")
    stage.settle()
