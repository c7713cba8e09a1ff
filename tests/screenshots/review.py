"""Steps in the place Review together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tests.screenshots.people import names, replacing
from tests.screenshots.stage import Stage
from tests.screenshots.studies import EMPTY, SAMPLE


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


def _pseudonyms(stage: Stage) -> None:
    stage.perform("go_sources")
    stage.perform("show_pseudonyms")


ROWS: tuple[tuple[Any, ...], ...] = (
    ("no-review", EMPTY, [lambda stage: stage.perform("go_review")]),
    ("review-asked", SAMPLE, [page("rounds", 0)]),
    ("review-shown", SAMPLE, [page("rounds", 1)]),
    ("review-meetings", SAMPLE, [page("rounds", 2)]),
    ("review-packs", SAMPLE, [page("rounds", 3)]),
    ("review-piles", SAMPLE, [page("rounds", 4)]),
    ("review-notes", SAMPLE, [page("rounds", 5)]),
    ("review-choose", SAMPLE, [page("rounds", 1)], show_more),
    ("review-typing", SAMPLE, [page("answers", 0)]),
    ("review-said", SAMPLE, [page("answers", 1)]),
    ("review-points", SAMPLE, [page("points")]),
    ("review-point-new", SAMPLE, [page("points")], add_point),
    ("review-people", SAMPLE, [page("people")]),
    ("review-commentary", SAMPLE, [page("commentary")]),
    ("review-commentary-new", SAMPLE, [page("commentary")], new_commentary),
    ("consent", SAMPLE, [lambda stage: stage.perform("go_sources"), lambda stage: stage.perform("show_consent")]),
    ("pseudonyms", SAMPLE, [_pseudonyms, names]),
    ("pseudonyms-replace", SAMPLE, [_pseudonyms], replacing),
)
"""The screens of the place Review together of consent and pseudonyms: what a Screen is made of, in its order."""
