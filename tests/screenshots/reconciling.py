"""Steps on the page where coders stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qda.core.reconciling.resolutions import BOTH
from tests.screenshots.stage import Stage


def differences(name: str = "", at: int = 2, **wanted: str) -> Callable[[Stage], object]:
    """Return the step that settles two differences of a source and goes to one; `wanted` chooses by the words shown."""

    def look(stage: Stage) -> None:
        stage.window.go("compare")
        page: Any = stage.window.compare.choose("reconcile")
        stage.settle()
        for box, words in {"source": name, **wanted}.items():
            field = page.choices.boxes[box]
            row = next((row for row in range(field.count()) if words and field.itemText(row).startswith(words)), -1)
            if row >= 0:
                field.setCurrentIndex(row)
                field.activated.emit(row)
        for case in page.shown()[:2] if not wanted else ():
            page.go_to(case.difference.key)
            page.work._settle(BOTH)
        if page.shown():
            page.go_to(page.shown()[min(at, len(page.shown()) - 1)].difference.key)
        page.setFocus()
        stage.settle()

    return look
