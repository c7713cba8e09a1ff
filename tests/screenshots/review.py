"""Steps in the place Review together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tests.screenshots.stage import Stage


def page(name: str, tab: int = -1) -> Callable[[Stage], object]:
    """Return the step that shows a section of the place, and one of its tabs."""

    def show(stage: Stage) -> None:
        stage.window.go("review")
        found: Any = stage.window.review.choose(name)
        if tab >= 0:
            found.tabs.setCurrentIndex(tab)
        stage.settle()

    return show


def show_more(stage: Stage) -> None:
    """Ask what else a round is to show."""
    cast(Any, stage.window.review.page()).items.show_more()


def add_point(stage: Stage) -> None:
    """Ask for a point that was raised in talk."""
    cast(Any, stage.window.review.page()).add_point()


def new_commentary(stage: Stage) -> None:
    """Ask for a commentary."""
    cast(Any, stage.window.review.page()).add_commentary()
