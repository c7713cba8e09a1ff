"""Steps on the pages of easy read: written, looked at, agreed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from qda.ui.widgets.sections import SectionsView
from tests.screenshots.stage import Stage
from tests.screenshots.studies import EMPTY, SAMPLE

_MOST_SECONDS = 30


def section(name: str, row: int = 0) -> Callable[[Stage], None]:
    """Return the step that shows a section of the place, a row of its list, and waits until it was looked at."""

    def show(stage: Stage) -> None:
        stage.perform("go_easyread")
        page = cast(Any, cast(SectionsView, stage.window.places.get("easyread")).choose(name))
        check = getattr(page, "check", None)
        if check is not None:
            check.model = False
        if row:
            page.list.setCurrentRow(row)
        end = time.monotonic() + _MOST_SECONDS
        jobs = stage.window.workspace.jobs
        while ((check is not None and check.waiting()) or jobs.running()) and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)
        stage.settle()

    return show


ROWS: tuple[tuple[Any, ...], ...] = (
    ("easyread-none", EMPTY, [lambda stage: stage.perform("go_easyread")]),
    ("easyread-pages", SAMPLE, [section("pages")]),
    ("easyread-facts", SAMPLE, [section("front")]),
    ("easyread-front", SAMPLE, [section("front", 1)]),
    ("easyread-words", SAMPLE, [section("words")]),
    ("easyread-versions", SAMPLE, [section("versions")]),
)
"""The screens of easy read: what a Screen is made of, in its order."""
