"""The guide of phases: its phases by approach and school, what shows that one is done, and a person's own tick."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, concepts, documents, memos, participants, phases, prisma, readings, study
from qda.core.importers import Imported
from qda.core.phases import Phase
from qda.core.study_details import details, edit_details, research_questions
from qda.core.themes import outline, quotes
from qda.errors import NotFoundError, RefusedError


def by_key(s: Session) -> dict[str, Phase]:
    return {phase.key: phase for phase in phases.phases(s)}


def said(phase: Phase) -> list[tuple[str, bool | None]]:
    return [(sign.words, sign.done) for sign in phase.signs]


@pytest.mark.parametrize(
    ("approach", "keys"),
    [
        ("reflexive", "familiarise code generate review define write"),
        ("codebook", "familiarise codebook apply themes define write"),
        ("framework", "familiarise frame index chart map write"),
        ("grounded", "prepare stage1 stage2 stage3 write"),
        ("review", "question search chart code describe analyse rate write"),
    ],
)
def test_each_approach_has_its_phases_and_an_empty_project_has_done_none(s: Session, approach: str, keys: str) -> None:
    study.change_approach(s, approach)
    found = phases.phases(s)
    assert [phase.key for phase in found] == keys.split()
    assert not any(phase.shown or phase.ticked for phase in found)
    assert all(sign.place for phase in found for sign in phase.signs)


def test_what_shows_that_a_phase_is_done_is_counted_in_the_project(s: Session) -> None:
    study.change_approach(s, "reflexive")
    ann = coders.add_coder(s, "Ann Noor")
    one, two = (documents.add_source(s, Imported(name, "A mask. A bus.")) for name in ("One", "Two"))
    readings.mark_read(s, ann, [one])
    memos.add_memo(s, "First", "Coats.", kind="familiarisation")
    assert said(by_key(s)["familiarise"]) == [
        ("1 of 2 sources are read by somebody (Ann Noor: 1)", False),
        ("1 memo of familiarisation", True),
    ]
    readings.mark_read(s, ann, [two])
    assert by_key(s)["familiarise"].shown
    mask, bus = codebook.add_path(s, "mask"), codebook.add_path(s, "bus")
    coding.apply_code(s, ann, mask, one, 0, 6)
    readings.finish(s, ann, [one, two])
    assert said(by_key(s)["code"]) == [
        ("2 codes, 1 coded passage", True),
        ("2 of 2 sources are finished by somebody", True),
    ]
    fear = outline.add_theme(s, "Fear", code_ids=[mask])
    aside = outline.add_theme(s, "Aside", code_ids=[bus], status="set aside")
    assert said(by_key(s)["generate"]) == [("1 of 1 themes draw on codes", True), ("1 code serves no theme", None)]
    quotes.pick_quote(s, one, 0, 6, theme_id=fear, kind="counter")
    outline.edit_theme(s, fear, status="named", idea="Care frightens.")
    assert said(by_key(s)["review"]) == [
        ("1 of 1 themes are reviewed or named", True),
        ("1 theme shows a different view", None),
    ]
    assert by_key(s)["define"].shown
    assert not by_key(s)["write"].shown
    quotes.pick_quote(s, one, 0, 6, theme_id=fear)
    assert by_key(s)["write"].shown
    assert aside


def test_grounded_theory_has_the_names_of_its_school_and_keeps_ticks_when_they_change(s: Session) -> None:
    study.change_approach(s, "grounded")
    ann = coders.add_coder(s, "Ann Noor")
    assert by_key(s)["stage2"].title == "Focused coding"
    phases.tick_phase(s, "stage2", coder_id=ann)
    study.choose_school(s, "birks-mills")
    stage = by_key(s)["stage2"]
    assert (stage.title, stage.by, stage.shown) == ("Intermediate coding", "Ann Noor", False)
    assert abs((date.fromisoformat(stage.ticked) - date.today()).days) <= 1
    phases.tick_phase(s, "stage2", done=False)
    assert by_key(s)["stage2"].ticked == ""
    with pytest.raises(NotFoundError):
        phases.tick_phase(s, "generate")


def test_a_review_shows_its_question_its_flow_and_its_charting(s: Session) -> None:
    study.change_approach(s, "review")
    study.edit_study(s, research_question="What helps?\nFor whom?")
    assert research_questions(s) == ["What helps?", "For whom?"]
    assert said(by_key(s)["question"]) == [("2 research questions", True)]
    prisma.set_box(s, "databases", 10)
    assert by_key(s)["search"].shown
    area = participants.add_attribute(s, "Area", scope="source")
    source = documents.add_source(s, Imported("Report", "Text."))
    assert said(by_key(s)["chart"]) == [("0 of 1 reports are charted", False)]
    participants.set_values(s, None, area, ["housing"], source_id=source)
    assert by_key(s)["chart"].shown


def test_details_of_the_study_are_kept_as_they_are_written(s: Session) -> None:
    edit_details(s, ethics=" REK 2025/118 ", funding="None.\nReally none.")
    assert (details(s)["ethics"], details(s)["funding"], details(s)["registration"]) == (
        "REK 2025/118",
        "None.\nReally none.",
        "",
    )
    edit_details(s, ethics=" ")
    assert details(s)["ethics"] == ""


def test_concepts_are_named_explained_and_ordered(s: Session) -> None:
    first = concepts.add_concept(s, "Boundary theory", "Where does work end?")
    second = concepts.add_concept(s, " Sense of  community ")
    concepts.move_concept(s, second, 0)
    concepts.edit_concept(s, first, words="Who may cross it?")
    assert [(row.name, row.words) for row in concepts.concepts(s)] == [
        ("Sense of community", ""),
        ("Boundary theory", "Who may cross it?"),
    ]
    with pytest.raises(RefusedError):
        concepts.edit_concept(s, first, name=" ")
    concepts.remove_concept(s, first)
    s.flush()
    assert len(concepts.concepts(s)) == 1
