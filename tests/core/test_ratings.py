"""Ratings, significance and sensitivity against values computed by hand, of reports, studies and samples.

The study: twelve reports. Reports 1 and 2 are of one study; the studies of reports 3 and 4 are on one sample. "fear" is
in reports 1 to 11, "waiting" in 1 to 4, "help" in 12, and "hope" in none.
"""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, participants
from qda.core.confidence import set_confidence
from qda.core.importers import Imported
from qda.core.tables.ratings import ratings
from qda.core.tables.units import REPORTS, SAMPLES, STUDIES, denominators
from qda.core.themes import outline
from qda.errors import NotFoundError

WHERE = {"fear": range(1, 12), "waiting": range(1, 5), "help": (12,), "hope": ()}


@pytest.fixture
def review(s):
    """The study of this module; returns theme ids by name."""
    ann = coders.add_coder(s, "Ann")
    keys = {name: codebook.add_code(s, name) for name in WHERE}
    deeper = codebook.add_code(s, "fear of doctors", keys["fear"])
    quality = participants.add_attribute(s, "QualSyst", "number", scope="source")
    grade = participants.add_attribute(s, "GRADE", "choice", ["high", "low"], scope="source")
    for number in range(1, 13):
        source = documents.add_source(s, Imported(f"Report {number}", "Words of a report on care."))
        if number in (1, 2):
            documents.edit_source(s, source, study_label="Alder 2019 " if number == 1 else "alder  2019")
        if number in (3, 4):
            documents.edit_source(s, source, study_label=f"Birch {number}", sample_label="Ward B")
        if number <= 10:
            participants.set_values(s, None, quality, [f"{number * 5} %"], source_id=source)
        participants.set_values(s, None, grade, ["high" if number % 2 else "low"], source_id=source)
        for name, numbers in WHERE.items():
            if number in numbers:
                # What is coded below a code counts for it, too; a source counts once however often it is coded.
                code = deeper if number == 5 else keys[name]
                for start in (0, 6) if number == 1 else (0,):
                    coding.apply_code(s, ann, code, source, start, start + 5)
    outline.set_levels(s, ["subtheme", "theme"])
    low, high = (key for key, _name in outline.levels(s))
    themes = {"Barriers": outline.add_theme(s, "Barriers", level_id=high)}
    for name in ("fear", "waiting"):
        themes[name] = outline.add_theme(s, name, themes["Barriers"], code_ids=[keys[name]], level_id=low)
    themes["Enablers"] = outline.add_theme(s, "Enablers", level_id=high, code_ids=[keys["help"]])
    themes["hope"] = outline.add_theme(s, "hope", themes["Enablers"], code_ids=[keys["hope"]], level_id=low)
    outline.add_theme(s, "Given up", status="set aside", code_ids=[keys["fear"]])
    s.flush()
    return themes


def figures(found):
    return {row.theme.name: (row.number, row.rating, found.significance(row)) for row in found.themes}


def test_reports_studies_and_samples_are_counted_apart(s, review):
    assert figures(ratings(s, REPORTS)) == {
        "Barriers": (11, "A", "11/12"),
        "fear": (11, "A", "11/12"),
        "waiting": (4, "C", "4/12"),
        "Enablers": (1, "D", "1/12"),
        "hope": (0, "", "0/12"),
    }
    # Reports 1 and 2 are one study: 10 of 11 studies have fear, 3 waiting.
    found = figures(ratings(s, STUDIES))
    assert (found["fear"], found["waiting"]) == ((10, "A", "10/11"), (3, "D", "3/11"))
    # And the studies of reports 3 and 4 are on one sample: 9 of 10 samples have fear, 2 waiting.
    found = figures(ratings(s, SAMPLES))
    assert (found["fear"], found["waiting"]) == ((9, "B", "9/10"), (2, "D", "2/10"))


def test_a_fraction_says_its_denominator_and_how_it_was_chosen(s, review):
    assert ratings(s, STUDIES).denominator.words == "The denominator is all 11 studies that are included."
    # Reports 1 to 10 have a score; these are 9 studies (1 and 2 are one), all of which have fear, 3 of them waiting.
    found = ratings(s, STUDIES, "qualsyst")
    assert (figures(found)["fear"], figures(found)["waiting"]) == ((10, "A", "9/9"), (3, "D", "3/9"))
    sentence = "The denominator is the 9 of 11 studies included for which QualSyst has a value."
    assert found.denominator.words == sentence
    # Of high GRADE are reports 1, 3, 5, 7, 9, 11: six studies, all with fear, 1 and 3 with waiting.
    found = ratings(s, STUDIES, "GRADE = High")
    assert (figures(found)["fear"][2], figures(found)["waiting"][2]) == ("6/6", "2/6")
    assert found.denominator.words.endswith("the 6 of 11 studies included for which GRADE is High.")
    assert [choice for choice, _words in denominators(s)] == ["all", "QualSyst", "GRADE"]
    with pytest.raises(NotFoundError, match="no attribute of sources called Size"):
        ratings(s, STUDIES, "Size")


def test_sensitivity_is_the_number_of_different_subthemes_of_a_study(s, review):
    found = ratings(s, STUDIES)
    assert (found.level, len(found.subtheme_ids)) == ("subtheme", 3)
    by_name = {row.unit.name: row for row in found.units}
    alder = by_name["Alder 2019"]
    assert alder.unit.sources == ("Report 1", "Report 2")
    assert alder.sensitivity == 2 and alder.subtheme_ids == (review["fear"], review["waiting"])
    assert alder.values == (("5 %", "10 %"), ("high", "low"))
    assert (by_name["Report 5"].sensitivity, by_name["Report 12"].sensitivity) == (1, 0)
    # Of the level theme each study but that of report 12 contributes barriers, and that one enablers.
    assert {row.sensitivity for row in ratings(s, STUDIES, level="Theme").units} == {1}
    assert ratings(s, STUDIES, level="theme").level == "theme"
    with pytest.raises(NotFoundError, match="no level called chapter"):
        ratings(s, level="chapter")


def test_without_levels_the_subthemes_are_the_themes_with_nothing_below(s, review):
    for theme in outline.themes(s):
        outline.edit_theme(s, theme.id, level_id=None)
    found = ratings(s, STUDIES)
    assert found.level == "" and set(found.subtheme_ids) == {review[name] for name in ("fear", "waiting", "hope")}


def test_confidence_stands_beside_the_figures(s, review):
    set_confidence(s, review["fear"], level="high")
    found = {row.theme.name: row.confidence for row in ratings(s).themes}
    assert found["fear"] is not None and found["fear"].level == "high" and found["waiting"] is None
