"""The double work of the sample study: what both coded, each alone, and what one looked over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core import plan, verifying
from qda.core.draws import Draw

if TYPE_CHECKING:
    from qda.core.sample import Telling


def plan_rounds(telling: Telling) -> None:
    """Plan the rounds; in those that are coded, nobody sees the other's work before finishing."""
    for one in telling.told["rounds"]:
        with telling.project.change("Plan round") as session:
            plan.plan_round(
                session,
                one["name"],
                Draw(source_ids=tuple(telling.sources[file] for file in one["sources"])),
                [telling.coders[initials] for initials in one["coders"]],
                kind=one["kind"],
                task=one["task"],
                blind=one["task"] == "code",
                note=one["note"],
            )


def look_over(telling: Telling) -> None:
    """Say what a second person looked over."""
    lead = telling.project.coder_id
    for one in telling.told["verified"]:
        source_id, coder_id = telling.sources[one["source"]], telling.coders[one["coder"]]
        telling.project.coder_id = coder_id
        with telling.project.change("Look over source", [("source", source_id)]) as session:
            whose = telling.coders[one["whose"]]
            verifying.verify(session, coder_id, [source_id], whose_id=whose, note=one["note"])
    telling.project.coder_id = lead
