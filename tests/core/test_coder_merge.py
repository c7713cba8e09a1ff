"""Two identities of one person become one: no passage is lost, no rule broken, and undo takes it back whole."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import coder_merge, coders, coding, documents, memos, participants, plan, readings, verifying
from qda.core.check import check
from qda.core.coders import CONSENSUS
from qda.core.draws import Draw
from qda.core.history import steps
from qda.errors import QuestionError, RefusedError
from qda.storage.models import Judgement
from tests.storage.study import dump, make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project
        assert check(project) == []


def who(s) -> tuple[str, str]:
    return coders.find_coder(s, "Ann Noor"), coders.find_coder(s, "Ben Okri")


def test_all_work_goes_over_and_overlapping_passages_join(study):
    before = dump(study)
    with study.change("Join coders") as s:
        ann, ben = who(s)
        source = documents.find_source(s, "Carla")
        both = coding.codings(s, source)
        assert coder_merge.join_coders(s, ben, ann, weights="highest") == 1
    with study.read() as s:
        (row,) = coding.codings(s, source)
        assert (row.start, row.end) == (min(one.start for one in both), max(one.end for one in both))
        people = coders.coders(s)
        assert [person.id for person in people if person.role != CONSENSUS] == [ann]
        assert {one.coder_id for one in plan.rounds(s) for one in plan.assignments(s, one.id)} == {ann}
        assert verifying.verified(s) == [], "nobody has looked over their own work"
        assert [one.coder_id for one in readings.readings(s)] == [ann]
        assert steps(s, study.history(1))[0].label
    study.undo()
    assert dump(study) == before


def test_a_source_is_finished_that_either_has_finished_and_the_newer_decision_stays(study):
    with study.change("Say") as s:
        ann, ben = who(s)
        source = documents.find_source(s, "Carla")
        readings.mark_read(s, ann, [source])
        readings.finish(s, ben, [source])
        kind = participants.add_attribute(s, "Decision", "choice", ["include", "exclude"], scope="source")
        for at, (coder_id, value) in enumerate(((ben, "include"), (ann, "exclude"))):
            s.add(Judgement(attribute_id=kind, source_id=source, coder_id=coder_id, value=value, at=at))
    with study.change("Join coders") as s:
        coder_merge.join_coders(s, ann, ben, weights="newest")
    with study.read() as s:
        assert source in readings.finished_sources(s, ben)
        decisions = s.scalars(select(Judgement).where(Judgement.attribute_id == kind))
        assert [(one.coder_id, one.value) for one in decisions] == [(ben, "exclude")]
        assert {row.coder_id for row in memos.memos(s)} - {None} == {ben}


def test_different_weights_are_asked_about(study):
    with pytest.raises(QuestionError, match="weights"), study.change("Join coders") as s:
        ann, ben = who(s)
        source = documents.find_source(s, "Carla")
        theirs = next(row for row in coding.codings(s, source) if row.coder_id == ben)
        coding.edit_coding(s, theirs.id, weight=1)
        coder_merge.join_coders(s, ben, ann)


def test_the_consensus_is_nobody_and_nobody_is_joined_with_themselves(study):
    with study.change("Try") as s:
        ann, ben = who(s)
        coders.edit_coder(s, ben, role=CONSENSUS)
        with pytest.raises(RefusedError, match="no person"):
            coder_merge.join_coders(s, ben, ann)
        with pytest.raises(RefusedError, match="one coder already"):
            coder_merge.join_coders(s, ann, ann)
        coders.edit_coder(s, ben, role="")


def test_what_goes_with_a_coder_is_counted(study):
    with study.read() as s:
        ann, _ben = who(s)
        work = coder_merge.work_of(s, ann)
    assert (work.passages, work.finished, work.parts, work.memos) == (3, 1, 1, 1)
    with study.change("Plan") as s:
        plan.plan_round(s, "More", Draw(), [ann])
        assert coder_merge.work_of(s, ann).parts == 3
