"""One label in several sources is linked to a person at once."""

from __future__ import annotations

import pytest

from qda.core import documents, participants, speakers
from qda.errors import NotFoundError
from tests.storage.study import interview


@pytest.fixture
def three(s):
    """Three interviews in which "N" speaks, once written "n"."""
    return [
        documents.add_source(s, interview(f"Interview {n}", ("I", "How was it?"), (label, "Loud.")))
        for n, label in enumerate(("N", "N", "n"), 1)
    ]


def test_a_label_is_linked_in_all_sources_or_in_some(s, three):
    neil, liam = participants.add_participants(s, ["Neil", "Liam"])
    (label,) = speakers.labels(s)
    assert (label.label, [place.source for place in label.places]) == (
        "N",
        ["Interview 1", "Interview 2", "Interview 3"],
    )
    assert speakers.link_label(s, "n", neil) == 3
    assert speakers.link_label(s, "N", liam, [three[2]]) == 1
    assert [place.participant_id for place in speakers.labels(s)[0].places] == [neil, neil, liam]
    assert speakers.link_label(s, "N", neil) == 1
    assert speakers.link_label(s, "N", None) == 3
    with pytest.raises(NotFoundError, match="Nobody is called I "):
        speakers.link_label(s, "I", neil)


def test_a_participant_is_linked_to_whole_sources_and_to_no_others(s, three):
    (neil,) = participants.add_participants(s, ["Neil"])
    assert speakers.link_sources(s, neil, three[:2]) == 2
    assert speakers.link_sources(s, neil, three[1:]) == 2
    assert speakers.whole_sources(s, neil) == three[1:]
    assert set(participants.participants(s)[0].source_ids) == set(three[1:])
