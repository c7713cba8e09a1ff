"""Decisions and ratings that people give sources by themselves: kept apart, compared, and settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import attributes, coders, documents, independent, judgements, participants, plan
from qda.core.agreement.scores import score
from qda.core.approaches import begin
from qda.core.draws import Draw
from qda.core.importers import Imported
from qda.errors import NotFoundError, RefusedError
from qda.storage.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A review of sixty records that Ann and Ben screen."""
    with begin(tmp_path / "review.loom", approach="review", coder="Ann Noor") as opened:
        with opened.change("Import") as session:
            for at in range(60):
                documents.add_source(session, Imported(f"Record {at:02}", f"Abstract {at}."))
            coders.add_coder(session, "Ben Oak")
            participants.add_attribute(session, "Screening", "choice", ["include", "exclude"], scope="source")
        yield opened


def ids(session: Session) -> tuple[list[str], str, str, str]:
    """Return the ids of all records, of Ann and Ben, and of the decision."""
    ann, ben = (person.id for person in coders.coders(session))
    return [row.id for row in documents.sources(session)], ann, ben, participants.attributes(session, "source")[0][0]


def screen(project: Project, *, first: int, number: int, differ: int) -> None:
    """Let both screen `number` records from the `first` on, of which they differ on the first `differ`."""
    with project.change("Screen") as session:
        records, ann, ben, decision = ids(session)
        for at, record in enumerate(records[first : first + number]):
            said = "include" if at % 3 == 0 else "exclude"
            other = "exclude" if said == "include" else "include"
            judgements.judge(session, decision, record, ann, [said])
            judgements.judge(session, decision, record, ben, [other if at < differ else said.upper()])


def test_calibration_on_ten_then_double_screening(project: Project) -> None:
    """Ten records to practise on, then fifty screened by both: 94 % agreement, and the three differences settled."""
    screen(project, first=0, number=10, differ=4)
    screen(project, first=10, number=50, differ=3)
    with project.read() as session:
        records, ann, ben, decision = ids(session)
        practice = judgements.judged(session, decision, records[:10]).ratings([ann, ben])
        found = judgements.judged(session, decision, records[10:])
    assert score(practice, "percent").value == pytest.approx(0.6)
    ratings = found.ratings([ann, ben])
    assert ratings.values == ("exclude", "include")
    assert ratings.coders == ("Ann Noor", "Ben Oak")
    assert score(ratings, "percent").value == pytest.approx(0.94)
    assert score(ratings, "cohen-kappa").value == pytest.approx(
        (0.94 - 0.5448) / (1 - 0.5448)
    )  # 17 and 18 times include
    assert list(found.differing([ann, ben])) == records[10:13]

    with project.change("Settle") as session:
        done = judgements.adopt(
            session, decision, [ann, ben], {records[10]: "Include", records[11]: "exclude"}, source_ids=records[10:]
        )
    assert (done.agreed, done.settled, done.open) == (47, 2, 1)
    with project.read() as session:
        settled = judgements.judged(session, decision, records[10:])
    assert settled.values[records[10]] == ("include",)
    assert records[12] not in settled.values
    assert settled.of(records[10], ben) != settled.of(records[10], ann)  # both own answers stay


def test_a_third_screened_twice(project: Project) -> None:
    with project.change("Screen") as session:
        records, ann, ben, decision = ids(session)
        for at, record in enumerate(records):
            judgements.judge(session, decision, record, ann, ["include"])
            if at % 3 == 0:
                judgements.judge(session, decision, record, ben, ["include" if at else "exclude"])
    with project.read() as session:
        found = judgements.judged(session, decision)
    assert (found.number_by(ann), found.number_by(ben)) == (60, 20)
    told = score(found.ratings([ann, ben]), "percent")
    assert (told.value, told.n) == (pytest.approx(0.95), 20)
    assert len(found.agreed([ann, ben])) == 19


def test_taking_back_and_changing_ones_mind(project: Project) -> None:
    with project.change("Decide") as session:
        records, ann, ben, decision = ids(session)
        judgements.judge(session, decision, records[0], ann, ["exclude"])
        judgements.judge(session, decision, records[0], ann, ["include"])
        judgements.judge(session, decision, records[0], ben, ["exclude"])
        judgements.judge(session, decision, records[0], ben, [])
    with project.read() as session:
        found = judgements.judged(session, decision)
    assert found.answers == {(records[0], ann): ("include",)}
    assert [person.name for person in found.coders] == ["Ann Noor"]


def test_ratings_in_numbers_and_several_areas(project: Project) -> None:
    with project.change("Rate") as session:
        records, ann, ben, _decision = ids(session)
        quality = participants.add_attribute(session, "QualSyst", "number", scope="source")
        areas = participants.add_attribute(session, "Areas", "choices", ["one", "two", "three"], scope="source")
        for at, (one, other) in enumerate([("85 %", "85"), ("70", "80"), ("9", "10,5")]):
            judgements.judge(session, quality, records[at], ann, [one])
            judgements.judge(session, quality, records[at], ben, [other])
        judgements.judge(session, areas, records[0], ann, ["one", "Two"])
        judgements.judge(session, areas, records[0], ben, ["two"])
        judgements.judge(session, areas, records[1], ann, ["three"])
        judgements.judge(session, areas, records[1], ben, ["three"])
    with project.read() as session:
        ratings = judgements.judged(session, quality).ratings([ann, ben])
        sets = judgements.judged(session, areas).ratings([ann, ben])
    assert ratings.values == (9, 10.5, 70, 80, 85)
    assert score(ratings, "krippendorff-alpha", "interval").value is not None
    assert frozenset(("one", "two")) in sets.values
    assert score(sets, "krippendorff-alpha-masi").value is not None


def test_an_option_renamed_renames_what_was_decided(project: Project) -> None:
    screen(project, first=0, number=3, differ=0)
    with project.change("Rename option") as session:
        _records, _ann, _ben, decision = ids(session)
        attributes.edit_options(session, decision, [("include", "in"), ("exclude", "out")])
    with project.read() as session:
        found = judgements.judged(session, decision)
    assert set(found.answers.values()) == {("in",), ("out",)}


def test_what_others_decided_is_hidden_from_a_blind_coder(project: Project) -> None:
    screen(project, first=0, number=2, differ=1)
    with project.change("Plan") as session:
        records, ann, ben, decision = ids(session)
        plan.plan_round(session, "Screening", Draw(), [ann, ben], blind=True)
    with project.read() as session:
        sources = independent.hidden(session, ben)
    assert records[0] in sources
    project.sight = independent.sight(ben, sources)
    with project.read() as session:
        found = judgements.judged(session, decision)
    assert [person.id for person in found.coders] == [ben]


def test_refusals(project: Project) -> None:
    with project.change("Decide") as session:
        records, ann, _ben, decision = ids(session)
        role = participants.add_attribute(session, "Role")
        with pytest.raises(RefusedError, match="no option “perhaps”; it has include; exclude"):
            judgements.judge(session, decision, records[0], ann, ["perhaps"])
        with pytest.raises(RefusedError, match="one value only"):
            judgements.judge(session, decision, records[0], ann, ["include", "exclude"])
        with pytest.raises(RefusedError, match="of people, not of sources"):
            judgements.judge(session, role, records[0], ann, ["nurse"])
        with pytest.raises(RefusedError, match="two people"):
            judgements.adopt(session, decision, [ann, ann])
        for wanted in ((decision, "0" * 32, ann), (decision, records[0], "0" * 32)):
            with pytest.raises(NotFoundError):
                judgements.judge(session, *wanted, ["include"])
        with pytest.raises(NotFoundError):
            judgements.judged(session, role)
