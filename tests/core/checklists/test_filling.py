"""Checklists are filled with what a project knows, and stay empty where it knows nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents, judgements, participants, study, study_details
from qda.core.checklists.analysis import origins, second_looks
from qda.core.checklists.filling import OPEN, REASON, TOLD, fill
from qda.core.checklists.known import Known
from qda.core.checklists.lists import NAMES
from qda.core.checklists.methods import gaps, methods
from qda.core.checklists.synthesis import judgements as decided
from qda.core.checklists.synthesis import units
from qda.core.importers import Imported
from qda.core.review import answers, items, meetings, people, rounds
from qda.core.themes import category, outline
from qda.storage.models import Resolution
from qda.storage.project import Project


@pytest.mark.parametrize("key", NAMES)
def test_an_empty_project_says_its_approach_and_nothing_else(project: Project, key: str) -> None:
    with project.read() as s:
        found = fill(s, key)
    said = {words for one in found.answers for words in one.told}
    assert said <= {"Reflexive thematic analysis.", "The project is called “Study”."}
    assert len(said) >= 1


def test_a_reflexive_project_needs_reasons_where_an_item_does_not_fit_and_invents_no_answer(project: Project) -> None:
    with project.change("Code") as s:
        ann = coders.add_coder(s, "Ann")
        source = documents.add_source(s, Imported("Interview 1", "Nobody asked me anything."))
        coding.apply_code(s, ann, codebook.add_code(s, "Not asked"), source, 0, 6)
    with project.read() as s:
        answers = {one.item.number: one for one in fill(s, "coreq").answers}
        notices = fill(s, "coreq").notices
        assert not fill(s, "rtarg").notices[0].startswith("RTARG was not made")
        leads = [one.lead for one in methods(s)]
        missing = gaps(s)
    assert [number for number, one in answers.items() if one.state == REASON] == ["22", "23", "24", "25", "28"]
    assert answers["22"].told == ()
    assert answers["24"].told == ("1 person coded: Ann (1 source).",)
    assert answers["28"].told == ()
    assert (answers["2"].state, answers["27"].state) == (OPEN, TOLD)
    assert notices[0].startswith("COREQ was not made for reflexive analysis.")
    assert leads == ["Design.", "Coding.", "Software."]
    assert missing[:3] == [
        "The research question (Study, Facts and guide).",
        "Ethics approval (Study, Facts and guide).",
        "Consent of participants (Sources, Consent).",
    ]


def test_another_approach_has_no_reasons_and_hears_for_whom_a_list_is(project: Project) -> None:
    with project.change("Approach") as s:
        study.change_approach(s, "framework")
        study_details.edit_details(s, ethics="Board 7", funding="")
    with project.read() as s:
        assert not any(one.needs_reason for one in fill(s, "coreq").answers)
        assert fill(s, "coreq").notices == ()
        assert fill(s, "entreq").notices[0].startswith("ENTREQ is for syntheses of studies; this project")
        assert fill(s, "rtarg").notices[0].startswith("RTARG is for reflexive thematic analysis; this project")
        ethics = next(one for one in fill(s, "srqr").answers if one.item.number == "S9")
        assert ethics.told == ("Board 7",)
        assert not any("Ethics" in words for words in gaps(s))


def test_feedback_of_co_researchers_alone_is_no_feedback_of_participants(project: Project) -> None:
    """The item on participants stays empty, although the review is told where others than participants count."""
    with project.change("Review") as s:
        jo = people.add_person(s, "Jo")
        shown = rounds.add_round(s, "First look")
        items.add_items(s, shown, [items.Thing("theme", outline.add_theme(s, "Hiding"))])
        meeting = meetings.add_meeting(s, shown, [(jo, "co-researcher")], date="2026-03-04")
        answers.put_answer(s, meeting, items.items(s, shown)[0].id, jo, "right", "yes")
    with project.read() as s:
        coreq = {one.item.number: one.told for one in fill(s, "coreq").answers}
        srqr = {one.item.number: one.told for one in fill(s, "srqr").answers}
    assert coreq["28"] == ()
    assert srqr["S15"][0].startswith("One co-researcher looked at one theme in one meeting")


def test_a_synthesis_says_what_several_people_decided_and_how_often_alike(tmp_path: Path) -> None:
    with Project.create(tmp_path / "review.loom", title="Review", approach="review") as project:
        with project.change("Screen") as s:
            ann, bo = (coders.add_coder(s, name) for name in ("Ann", "Bo"))
            taken = participants.add_attribute(s, "Take in", "choice", ["yes", "no"], scope="source")
            reports = [documents.add_source(s, Imported(f"Report {n}", f"Words {n}.")) for n in range(4)]
            documents.edit_source(s, reports[0], study_label="Khan")
            documents.edit_source(s, reports[1], study_label="Khan")
            for number, report in enumerate(reports):
                judgements.judge(s, taken, report, ann, ["yes"])
                if number < 3:
                    judgements.judge(s, taken, report, bo, ["no" if number else "yes"])
        with project.read() as s:
            known = Known(s)
            assert decided(known) == (
                "“Take in” was decided, each person for themselves, by Ann (4) and Bo (3). "
                "Of 3 sources that all of them decided, 1 was decided alike."
            )
            assert units(known) == "4 reports of 3 studies."
            assert [one.lead for one in methods(s)][:2] == ["Design.", "Reports."]


def test_what_was_settled_counts_and_what_is_put_off_does_not(project: Project) -> None:
    with project.change("Settle") as s:
        source = documents.add_source(s, Imported("Interview 1", "Nobody asked me anything."))
        for place, outcome in enumerate(("took", "nobody", "later", "")):
            sides = '{"had": {}, "took": [], "gave": []}'
            span = {"source_id": source, "start": place, "end": place + 1}
            s.add(Resolution(**span, kind="missing", outcome=outcome, sides=sides))
    with project.read() as s:
        assert second_looks(Known(s)) == "2 differences between coders were settled."


def test_grounded_theory_tells_what_sources_still_added_and_no_curve(project: Project) -> None:
    with project.change("Grounded") as s:
        study.change_approach(s, "grounded")
        source = documents.add_source(s, Imported("Interview 1", "Nobody asked me anything."))
        coding.apply_code(s, coders.add_coder(s, "Ann"), codebook.add_code(s, "Not asked"), source, 0, 6)
        category.tell_gain(s, outline.add_theme(s, "Hiding"), source, "Who hides from whom.")
    with project.read() as s:
        coreq = {one.item.number: one for one in fill(s, "coreq").answers}
        told = {one.lead: one.words for one in methods(s)}
    assert coreq["22"].told == ("For 1 category it is written down what further sources added.",)
    assert not coreq["22"].needs_reason
    assert coreq["9"].told[0] == (
        "Grounded theory, with the stages of Charmaz: initial coding, focused coding and theoretical coding."
    )
    assert told["Design."].startswith("We worked by grounded theory, with the stages of Charmaz: ")


def test_nothing_is_said_to_be_analysed_before_anybody_did_and_own_words_stay_as_written(project: Project) -> None:
    with project.change("Write facts") as s:
        documents.add_source(s, Imported("Interview 1", "Nobody asked me anything."))
        study_details.edit_details(s, setting="2 villages by the sea. 3 schools.")
    with project.read() as s:
        told = {one.lead: one.words for one in methods(s)}
    assert told["Design."] == "Reflexive thematic analysis. 2 villages by the sea. 3 schools."
    assert told["Software."].startswith("Sources were kept in Themeloom")


def test_codes_that_nobody_marked_are_not_said_to_be_made_from_the_data(project: Project) -> None:
    with project.change("Make codes") as s:
        codebook.add_code(s, "Not asked")
        frame = codebook.add_code(s, "Inner setting")
    with project.read() as s:
        assert origins(Known(s)) == ""
    with project.change("Mark code") as s:
        codebook.edit_code(s, frame, origin="a priori")
    with project.read() as s:
        assert origins(Known(s)) == "The codebook marks 1 code as made from the data and 1 as set beforehand."
