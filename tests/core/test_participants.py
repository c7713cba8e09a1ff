"""Participants: pseudonyms, attributes with their types, and whose words a passage is, in a group interview too."""

from __future__ import annotations

import pytest

from qda.core import documents, participants
from qda.core.importers import Imported
from qda.errors import NotFoundError, RefusedError
from tests.storage.study import GROUP, SINGLE


def place(words: str, text: str = GROUP.text) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def group(s):
    """A group interview of Ana and Ben, both linked to their speakers: (source, Ana, Ben)."""
    source = documents.add_source(s, GROUP)
    ana, ben = (participants.add_participant(s, name) for name in ("Ana", "Ben"))
    for row in documents.speakers_of(s, source):
        if row.label in ("Ana", "Ben"):
            participants.link_speaker(s, row.id, ana if row.label == "Ana" else ben)
    s.flush()
    return source, ana, ben


def test_words_of_a_group_belong_to_who_said_them(s, group):
    source, ana, ben = group
    voices = participants.voices(s)
    assert voices.of(source, *place("prison mask")) == [ana]
    assert voices.of(source, *place("医院")) == [ben]
    assert voices.of(source, *place("Really.\nBen: For")) == [ana, ben]
    assert voices.of(source, *place("And the way there")) == []  # the interviewer's
    assert voices.of(source, 0, len(GROUP.text)) == [ana, ben]
    assert voices.everyone(source) == [ana, ben]


def test_in_an_interview_with_one_person_all_words_are_theirs(s):
    source = documents.add_source(s, SINGLE)
    carla = participants.add_participant(s, "Carla")
    participants.link_source(s, carla, source)
    participants.link_source(s, carla, source)
    s.flush()
    voices = participants.voices(s)
    assert voices.of(source, 0, 5) == [carla]
    assert voices.of(source, *place("My sister", SINGLE.text)) == [carla]
    assert participants.participants(s)[0].source_ids == (source,)
    participants.link_source(s, carla, source, linked=False)
    assert participants.voices(s).of(source, 0, 5) == []


def test_a_participant_is_no_interviewer(s):
    source = documents.add_source(s, GROUP)
    asking = documents.speakers_of(s, source)[0]
    assert asking.interviewer
    participants.link_speaker(s, asking.id, participants.add_participant(s, "Ida"))
    s.flush()
    assert not documents.speakers_of(s, source)[0].interviewer
    participants.link_speaker(s, asking.id, None)
    documents.mark_interviewer(s, asking.id, True)
    s.flush()
    assert documents.speakers_of(s, source)[0] == asking


def test_pseudonyms_are_told_apart(s):
    participants.add_participant(s, "P1")
    participants.add_participants(s, ["p1", "P2"])
    assert [row.name for row in participants.participants(s)] == ["P1", "p1 (2)", "P2"]
    with pytest.raises(RefusedError, match="pseudonym"):
        participants.add_participant(s, " ")
    assert participants.find_participant(s, " P2 ") == participants.participants(s)[2].id
    with pytest.raises(NotFoundError):
        participants.find_participant(s, "P3")


def test_attributes_take_what_their_type_allows(s):
    person = participants.add_participant(s, "Ana")
    age = participants.add_attribute(s, "Age", "number")
    role = participants.add_attribute(s, "Role", "choice", ["patient", "family"])
    needs = participants.add_attribute(s, "Needs", "choices")
    participants.set_values(s, person, age, ["41"])
    participants.set_values(s, person, role, ["patient"])
    participants.set_values(s, person, needs, ["ramp", " quiet ", "ramp", ""])
    s.flush()
    (row,) = participants.participants(s)
    assert row.attributes == {"Age": ("41",), "Role": ("patient",), "Needs": ("ramp", "quiet")}
    with pytest.raises(RefusedError, match="takes a number"):
        participants.set_values(s, person, age, ["forty"])
    with pytest.raises(RefusedError, match="one value only"):
        participants.set_values(s, person, role, ["patient", "family"])
    participants.set_values(s, person, role, [])
    assert [name for _id, name, _type in participants.attributes(s)] == ["Age", "Role", "Needs"]
    assert "Role" not in participants.participants(s)[0].attributes
    for name, kind in (("Age", "text"), ("", "text"), ("New", "colour")):
        with pytest.raises(RefusedError):
            participants.add_attribute(s, name, kind)


def test_removing_takes_values_and_leaves_sources(project):
    with project.change("Set up") as s:
        source = documents.add_source(s, Imported("Interview", "Words."))
        person = participants.add_participant(s, "Ana", note="kind")
        role = participants.add_attribute(s, "Role")
        participants.set_values(s, person, role, ["patient"])
        participants.link_source(s, person, source)
    with project.change("Remove attribute") as s:
        participants.remove_attribute(s, role)
    with project.change("Remove participant") as s:
        participants.remove_participant(s, person)
    with project.read() as s:
        assert participants.participants(s) == []
        assert len(documents.sources(s)) == 1
    project.undo()
    with project.read() as s:
        (row,) = participants.participants(s)
        assert (row.attributes, row.source_ids, row.note) == ({}, (source,), "kind")
    project.undo()
    with project.read() as s:
        assert participants.participants(s)[0].attributes == {"Role": ("patient",)}
