"""A small study from which somebody withdraws.

She is alone in one transcript, speaks with another in a second, somewhere in a third, is quoted in a memo, and another
one is about her.
"""

from __future__ import annotations

from pathlib import Path

from qda.core import coding, documents, memos, participants
from qda.core.approaches import begin
from qda.core.codebook import add_code
from tests.storage.study import interview

SAID = "The ambulance smelled of oranges that night"
OTHER = "I waited outside"
WORDS = ("Dorothea", "oranges", "ambulance", "Pomegranates")
"""What nothing may hold afterwards."""


def told_by_two(path: Path) -> str:
    """Make the study; return the id of Dorothea, who speaks in both transcripts; Edmund does in the second."""
    with begin(path, coder="Ann Noor") as project, project.change("Begin") as session:
        group = interview("Group", ("Dorothea", f"{SAID}."), ("Edmund", f"{OTHER}."))
        alone = documents.add_source(session, interview("Alone", ("Dorothea", "Pomegranates everywhere.")))
        source = documents.add_source(session, group)
        people = {name: participants.add_participant(session, name) for name in ("Dorothea", "Edmund")}
        for where in (alone, source):
            for row in documents.speakers_of(session, where):
                participants.link_speaker(session, row.id, people[row.label])
        meeting = documents.add_source(session, interview("Meeting", ("A", "We sat in a ring."), ("B", "It rained.")))
        participants.link_source(session, people["Dorothea"], meeting)
        code = add_code(session, "Nights")
        assert project.coder_id is not None
        for words in ("smelled of oranges", OTHER):
            start = group.text.index(words)
            coding.apply_code(session, project.coder_id, code, source, start, start + len(words))
        memos.add_memo(session, "Smells", f"One said “{SAID.lower()}” twice.", coder_id=project.coder_id)
        about = memos.add_memo(session, "Afterwards", "We met again at the market.", coder_id=project.coder_id)
        memos.link_memo(session, about, memos.Link(participant_id=people["Dorothea"]))
        return people["Dorothea"]
