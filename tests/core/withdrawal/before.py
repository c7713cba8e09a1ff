"""A study of a group and of one voice, and files from before somebody was withdrawn from it."""

from __future__ import annotations

from pathlib import Path

from qda.core import codebook, coders, coding, documents, memos, merging, participants
from qda.storage.project import Project
from tests.storage.study import interview

GROUP = interview(
    "Group", ("Dorothea", "The ambulance smelled of oranges that night."), ("Edmund", "I waited outside for hours.")
)
ALONE = interview("One voice", ("Dorothea", "Pomegranates everywhere."))
WORDS = ("Dorothea", "oranges", "ambulance", "Pomegranates")
"""What must be nowhere afterwards."""


def make(folder: Path) -> Project:
    """Make the study at study.loom, with Dorothea and Edmund in it and a coding each, and a copy of it for Ben."""
    project = Project.create(folder / "study.loom")
    with project.change("Make") as session:
        ann, ben = (coders.add_coder(session, name) for name in ("Ann", "Ben"))
        code = codebook.add_code(session, "Waiting")
        sources = [documents.add_source(session, one, one.text.encode(), f"{one.name}.txt") for one in (GROUP, ALONE)]
        people = {name: participants.add_participant(session, name) for name in ("Dorothea", "Edmund")}
        for source in sources:
            for speaker in documents.speakers_of(session, source):
                participants.link_speaker(session, speaker.id, people[speaker.label])
        _code(session, ann, code, sources[0], "smelled of oranges")
    merging.copy_project(project, folder / "ben.loom", for_coder=ben)
    with Project.open(folder / "ben.loom") as copy, copy.change("Code") as session:
        _code(session, ben, code, sources[0], "ambulance smelled")
        _code(session, ben, code, sources[0], "waited outside")
        memos.add_memo(session, "Smells", "“The ambulance smelled of oranges that night”, they said.", coder_id=ben)
    return project


def dorothea(project: Project) -> str:
    """Return the id of Dorothea."""
    with project.read() as session:
        return participants.find_participant(session, "Dorothea")


def _code(session, coder, code, source, words):
    start = GROUP.text.index(words)
    coding.apply_code(session, coder, code, source, start, start + len(words))
