"""What is known in the sample study beyond its people: one interview, reports and their quality, confidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from qda.core import participants
from qda.core.confidence import Component, set_confidence
from qda.core.documents import edit_source
from qda.storage.project import Project

Facts = dict[str, Any]


def note(project: Project, told: Facts, sources: Mapping[str, str]) -> None:
    """Note what holds in single interviews, and of interviews as reports; `sources` are ids by names of files."""
    with project.change("Note facts") as session:
        for one in told["there"]:
            _note_there(session, one, sources)
        for file, labels in told["reports"].items():
            edit_source(session, sources[file], study_label=labels["study"], sample_label=labels["sample"])
        quality = told["quality"]
        key = participants.add_attribute(session, quality["name"], quality["type"], quality["options"], scope="source")
        for file, value in quality["values"].items():
            participants.set_values(session, None, key, [value], source_id=sources[file])


def _note_there(session: Session, one: Facts, sources: Mapping[str, str]) -> None:
    ids = {name: key for key, name, _type in participants.attributes(session)}
    person, source_id = participants.find_participant(session, one["participant"]), sources[one["source"]]
    participants.set_values(session, person, ids[one["attribute"]], one["values"], source_id=source_id)


def judge(project: Project, told: Facts, themes: Mapping[str, str], coders: Mapping[str, str]) -> None:
    """Say how confident the coders are in some themes; ids of themes by name, of coders by initials."""
    lead = project.coder_id
    for one in told["confidence"]:
        project.coder_id = coders[one["coder"]]
        theme_id = themes[one["theme"]]
        with project.change("Set confidence", [("theme", theme_id)]) as session:
            set_confidence(
                session,
                theme_id,
                level=one["level"],
                why=one["why"],
                components={name: Component(*said) for name, said in one["components"].items()},
                coder_id=project.coder_id,
            )
    project.coder_id = lead
