"""The approach of a study: what it shows, what the project shows all the same, its school and its levels."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from qda.core import study
from qda.core.themes import levels, outline
from qda.errors import QuestionError, RefusedError


def test_a_reflexive_study_shows_no_numbers_until_somebody_switches_them_on(s: Session) -> None:
    study.edit_study(s, approach="reflexive")
    now = study.approach(s)
    assert (now.counts, now.hints, now.saturation, now.agreement) == (False,) * 4
    assert "agreement score" in now.reasons[0]
    assert "information power" in now.reasons[1]
    study.show(s, "counts", True)
    study.show(s, "saturation", True)
    assert (study.approach(s).counts, study.approach(s).saturation, study.approach(s).hints) == (True, True, False)
    assert study.facts(s).counts
    study.show(s, "counts", None)
    assert not study.facts(s).counts


def test_what_is_switched_as_the_approach_has_it_is_no_choice_of_its_own(s: Session) -> None:
    study.change_approach(s, "codebook")
    study.show(s, "hints", False)
    study.show(s, "hints", True)
    study.edit_study(s, approach="reflexive")
    assert not study.approach(s).hints


def test_another_approach_brings_its_levels_and_forgets_the_switches(s: Session) -> None:
    study.change_approach(s, "codebook")
    outline.set_levels(s, ["subtheme", "theme", "core theme"])
    study.show(s, "counts", False)
    study.change_approach(s, "grounded")
    assert study.facts(s).approach == "grounded"
    assert study.approach(s).levels == ("sub-category", "category", "core category")
    assert study.approach(s).counts
    with pytest.raises(RefusedError, match="no approach called poetry"):
        study.change_approach(s, "poetry")


def test_levels_with_themes_are_asked_about_before_the_approach_changes(s: Session) -> None:
    study.change_approach(s, "codebook")
    outline.set_levels(s, ["subtheme", "theme", "core theme"])
    outline.add_theme(s, "Fear", level_id=outline.levels(s)[1][0])
    with pytest.raises(QuestionError) as asked:
        study.change_approach(s, "review")
    assert asked.value.keyword == "levels"
    study.change_approach(s, "review", levels=levels.KEEP)
    assert outline.themes(s)[0].level == "theme"
    study.change_approach(s, "framework", levels=levels.TAKE)
    assert outline.themes(s)[0].level == "theme"
    assert study.approach(s).levels == ("subtheme", "theme", "overarching theme")


def test_a_school_names_the_stages_of_coding(s: Session) -> None:
    study.change_approach(s, "grounded")
    assert study.approach(s).stages == ("Initial coding", "Focused coding", "Theoretical coding")
    study.choose_school(s, "birks-mills")
    assert study.approach(s).stages == ("Initial coding", "Intermediate coding", "Advanced coding")
    study.choose_school(s, "own", ("Open", "Selective", "Theoretical"))
    assert study.approach(s).stages == ("Open", "Selective", "Theoretical")
    study.choose_school(s, "corbin-strauss")
    assert study.approach(s).stages == ("Open coding", "Axial coding", "Selective coding")
    study.choose_school(s, "own")
    assert study.approach(s).stages == ("Open", "Selective", "Theoretical")
    for name, stages in (("freud", ()), ("own", ("One",)), ("own", ("One", "", "Three"))):
        with pytest.raises(RefusedError):
            study.choose_school(s, name, stages)


def test_research_questions_stand_one_a_line(s: Session) -> None:
    study.edit_study(s, research_question="  What helps? \n\n What   hinders?\n")
    assert study.facts(s).research_question == "What helps?\nWhat hinders?"
