"""How the material of the sample study came about: guide, sheets, recruitment, sampling, concepts, charting, flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from qda.core import (
    charting,
    concepts,
    guides,
    interviews,
    participants,
    phases,
    prisma,
    recruitment,
    sampling,
    study_details,
)
from qda.storage.project import Project

Facts = Mapping[str, Any]


def tell(project: Project, told: Facts, sources: Mapping[str, str]) -> None:
    """Write down what `told` says, each kind as a change of its own; `sources` are ids by the names of their files."""
    with project.change("Write facts of the study") as session:
        study_details.edit_details(session, **told["details"])
        for one in told["guides"]:
            guides.add_guide(session, one["name"], date=one["date"], text=one["text"], why=one["why"])
    with project.change("Add concepts") as session:
        for one in told["concepts"]:
            concepts.add_concept(session, one["name"], one["words"])
    with project.change("Fill in interview sheets") as session:
        said = told["interviews"].items()
        cells = {(sources[file], field): words for file, sheet in said for field, words in sheet.items()}
        interviews.fill_sheets(session, cells)
    with project.change("Write recruitment log") as session:
        _log(session, told["recruitment"])
    with project.change("Say how many are wanted") as session:
        _sampling(session, told["sampling"])
    with project.change("Chart") as session:
        _chart(session, told["charting"], sources)
    with project.change("Write flow of reports") as session:
        for name, number in told["prisma"]["boxes"].items():
            prisma.set_box(session, name, number)
        for name in prisma.REASONS:
            prisma.set_reasons(session, name, [(reason, number) for reason, number in told["prisma"][name]])


def tick(project: Project, told: Facts) -> None:
    """Tick off the phases that the lead coder calls done."""
    with project.change("Tick off a phase") as session:
        for key in told["phases"]:
            phases.tick_phase(session, key, coder_id=project.coder_id)


def _log(session: Session, people: list[dict[str, str]]) -> None:
    for one in people:
        (key,) = recruitment.add_approached(session, 1, one["label"])
        recruitment.fill_log(session, {(key, field): words for field, words in one.items()})


def _sampling(session: Session, told: Facts) -> None:
    ids = {name: key for key, name, _type in participants.attributes(session)}
    down, across = (ids[name] for name in told["attributes"])
    sampling.choose_grid(session, down, across)
    for value, other, wanted in told["wanted"]:
        sampling.set_target(session, down, value, wanted, across, other)


def _chart(session: Session, told: Facts, sources: Mapping[str, str]) -> None:
    headings = [
        participants.add_attribute(session, one["name"], one["type"], one["options"], scope="source")
        for one in told["headings"]
    ]
    for file, values in told["values"].items():
        charting.chart(session, {(sources[file], key): words for key, words in zip(headings, values, strict=True)})
