"""What a withdrawal would take out is found in its places, and nothing of what others said."""

from __future__ import annotations

from qda.core.withdrawal import found
from qda.core.withdrawal.places import places
from qda.storage.project import Project
from tests.withdrawing import OTHER, SAID, told_by_two


def test_the_places_of_what_somebody_said_are_listed_by_kind(tmp_path):
    who = told_by_two(tmp_path / "study.loom")
    with Project.open(tmp_path / "study.loom") as project, project.read() as session:
        listed = places(session, found(session, who))
    told = [(one.kind, one.title, one.words) for one in listed]
    assert ("participant", "Dorothea", "") in told
    assert ("source", "Alone", "Dorothea: Pomegranates everywhere.") in told
    assert ("turn", "Group", f"Dorothea: {SAID}.") in told
    assert ("coding", "Nights · Group", "smelled of oranges") in told
    assert ("memo", "Smells", f"One said “{SAID.lower()}” twice.") in told
    assert not any(OTHER in words or "Edmund" in words for _kind, _title, words in told)
    assert not any(title == "Afterwards" for _kind, title, _words in told)
