"""The report of the sample study: what of it would go into a paper, in the order of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core.reports.recipes import RecipePart, add_recipe

if TYPE_CHECKING:
    from qda.core.sample import Telling


def put_together(telling: Telling) -> None:
    """Keep the recipe that ``study.json`` tells of."""
    told = telling.told["report"]
    project = telling.project
    with project.change("Make report") as session:
        add_recipe(session, told["name"], [RecipePart(**part) for part in told["parts"]], coder_id=project.coder_id)
