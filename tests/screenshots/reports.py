"""Steps on the page where reports are put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.screenshots.stage import Stage
from tests.screenshots.studies import EMPTY, SAMPLE


def builder(row: int) -> Callable[[Stage], None]:
    """Return the step that shows the part of a row of the sample's report."""

    def show(stage: Stage) -> None:
        stage.window.go("report")
        page = stage.window.report.builder
        page.list.setCurrentRow(row)
        stage.settle()

    return show


def add_parts(stage: Stage) -> None:
    """Ask for more parts."""
    stage.window.report.builder.add_parts()


def nothing(stage: Stage) -> None:
    """Look at a project that has no report."""
    stage.window.go("report")
    stage.window.report.choose("builder")
    stage.settle()


ROWS: tuple[tuple[Any, ...], ...] = (
    ("report-builder", SAMPLE, [builder(1)]),
    ("report-words", SAMPLE, [builder(0)]),
    ("report-add", SAMPLE, [builder(0)], add_parts),
    ("no-report", EMPTY, [nothing]),
)
"""The screens of that page: what a Screen is made of, in its order."""
