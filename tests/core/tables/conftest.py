"""A study small enough to count by hand: two interviews, a group, two coders, a tree of codes and two themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, participants
from qda.core.themes import outline
from qda.storage.models import Attribute, AttributeValue
from qda.storage.project import Project
from tests.storage.study import interview

ANA = interview("Ana", ("I", "How was it?"), ("Ana", "The road is long. The bus was late."))
BEN = interview("Ben", ("I", "How was it?"), ("Ben", "They spoke plainly. The road was icy."))
GROUP = interview("Group", ("Ana", "No bus on Sundays."), ("Cem", "We walked, Ana and I, along the road."))


@dataclass
class Counted:
    """The study and the ids of what is in it, by name."""

    project: Project
    ids: dict[str, str] = field(default_factory=dict)


def build(path: Path) -> Counted:
    """Make the study. What is coded, by Ann unless said: see `_code`."""
    made = Counted(Project.create(path, title="Roads", approach="codebook"))
    ids = made.ids
    with made.project.change("Make study") as session:
        for one in (ANA, BEN, GROUP):
            ids[one.name + " talks"] = documents.add_source(session, one)
        role = ids["Role"] = participants.add_attribute(session, "Role", "choices", ["user", "worker", "manager"])
        for name, roles in (("Ana", ["user"]), ("Ben", ["user", "worker"]), ("Cem", [])):
            ids[name] = participants.add_participant(session, name)
            participants.set_values(session, ids[name], role, roles)
            for source_id in (ids["Ana talks"], ids["Ben talks"], ids["Group talks"]):
                for speaker in documents.speakers_of(session, source_id):
                    if speaker.label == name:
                        participants.link_speaker(session, speaker.id, ids[name])
        area = Attribute(name="Area", type="choices", scope="source", options='["north", "south"]', position=1)
        session.add(area)
        session.flush()
        ids["Area"] = area.id
        for source, value in (("Ana talks", "north"), ("Ana talks", "south"), ("Ben talks", "south")):
            session.add(AttributeValue(attribute_id=area.id, source_id=ids[source], value=value))
        for name in ("Ann", "Bea"):
            ids[name] = coders.add_coder(session, name)
        for path_ in ("Way > road", "Way > bus", "Words"):
            ids[path_] = codebook.add_path(session, path_)
        ids["Way"] = codebook.find_code(session, "Way")
        _code(session, ids)
        ids["Far"] = outline.add_theme(session, "Far", code_ids=[ids["Way > road"], ids["Way > bus"]])
        ids["Icy"] = outline.add_theme(session, "Icy", ids["Far"], code_ids=[ids["Way > road"]])
        ids["Said"] = outline.add_theme(session, "Said", code_ids=[ids["Words"]])
        outline.add_theme(session, "Given up", status="set aside", code_ids=[ids["Words"]])
    return made


def _code(session: Session, ids: dict[str, str]) -> None:
    """Code: road in Ana (twice, once by each), Ben and the group; bus in Ana and by Ana in the group; words in Ben.

    The whole of the group, of Ana and Cem together, is "Way" itself.
    """
    for coder, code, one, words in (
        ("Ann", "Way > road", ANA, "The road is long."),
        ("Bea", "Way > road", ANA, "The road"),
        ("Ann", "Way > road", BEN, "The road was icy."),
        ("Ann", "Way > road", GROUP, "along the road."),
        ("Ann", "Way > bus", ANA, "The bus was late."),
        ("Ann", "Way > bus", GROUP, "No bus on Sundays."),
        ("Ann", "Words", BEN, "They spoke plainly."),
        ("Ann", "Way", GROUP, GROUP.text),
    ):
        start = one.text.index(words)
        coding.apply_code(session, ids[coder], ids[code], ids[one.name + " talks"], start, start + len(words))


@pytest.fixture(scope="package")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    """The study, which no test changes."""
    made = build(tmp_path_factory.mktemp("counted") / "roads.loom")
    yield made
    made.project.close()


@pytest.fixture
def session(counted: Counted) -> Iterator[Session]:
    """A session that reads it."""
    with counted.project.read() as session:
        yield session
