"""Steps to the screens where coders plan and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from qda.ui.views.comparing.coders import CodersPage
    from tests.screenshots.stage import Stage


def coders_page(stage: Stage) -> CodersPage:
    """Return the page of coders and rounds, which is shown."""
    return cast("CodersPage", stage.window.compare.choose("coders"))


def rounds(stage: Stage) -> object:
    """Return the table of rounds."""
    return coders_page(stage).rounds.table


def plan_round(stage: Stage) -> None:
    """Ask for a round."""
    coders_page(stage).rounds.plan_round()
