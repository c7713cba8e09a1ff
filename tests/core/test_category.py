"""Sheets of categories: what is noted of them, and what each source added, counted on a study done by hand."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents
from qda.core.importers import Imported
from qda.core.themes import category, outline
from qda.core.themes.stances import rename_stance, set_stances, stances
from qda.errors import NotFoundError, RefusedError

TEXT = "They wear a mask, and they wait, and then somebody asks them how they are."


@pytest.fixture
def hiding(s):
    """A category drawing on two codes, one of them through a subtheme, in four sources."""
    ann = coders.add_coder(s, "Ann")
    made = [documents.add_source(s, Imported(f"Interview {number}", TEXT)) for number in range(1, 5)]
    mask, wait, other = (codebook.add_code(s, name) for name in ("Mask", "Wait", "Other"))
    theme_id = outline.add_theme(s, "Hiding", code_ids=[mask])
    outline.add_theme(s, "Waiting it out", theme_id, code_ids=[wait])
    for source_id, code_id, start in (
        (made[0], mask, 0),
        (made[0], mask, 20),
        (made[1], other, 0),
        (made[2], wait, 5),
        (made[2], mask, 0),
        (made[3], mask, 30),
    ):
        coding.apply_code(s, ann, code_id, source_id, start, start + 10)
    return theme_id, made


def test_each_source_adds_passages_and_codes_that_none_before_it_had(s, hiding):
    theme_id, made = hiding
    category.tell_gain(s, theme_id, made[3], " The same again, from inside. ")
    rows = [(gain.source, gain.passages, gain.new_codes, gain.words) for gain in category.sheet(s, theme_id).gains]
    assert rows == [
        ("Interview 1", 2, ("Mask",), ""),
        ("Interview 2", 0, (), ""),
        ("Interview 3", 2, ("Wait",), ""),
        ("Interview 4", 1, (), "The same again, from inside."),
    ]
    assert category.sheet(s, theme_id).since_last_new == 1
    assert category.sheet(s, outline.add_theme(s, "Empty")).since_last_new == 0
    category.tell_gain(s, theme_id, made[3], " ")
    assert category.sheet(s, theme_id).gains[3].words == ""


def test_a_sheet_holds_properties_variation_and_gaps(s, hiding):
    theme_id, made = hiding
    category.edit_sheet(s, theme_id, variation="From a joke to a wall.")
    category.edit_sheet(s, theme_id, gaps="Nobody who has stopped.")
    first = category.add_property(s, theme_id, "Before whom", "family to staff", source_id=made[0])
    second = category.add_property(s, theme_id, "How long")
    category.edit_property(s, second, range="hours to years", note="see memo")
    sheet = category.sheet(s, theme_id)
    assert (sheet.variation, sheet.gaps) == ("From a joke to a wall.", "Nobody who has stopped.")
    assert [(one.name, one.range, one.note, one.source) for one in sheet.properties] == [
        ("Before whom", "family to staff", "", "Interview 1"),
        ("How long", "hours to years", "see memo", ""),
    ]
    with pytest.raises(RefusedError):
        category.edit_property(s, first, name=" ")
    for act in (
        lambda: category.edit_property(s, first, source_id="00" * 16),
        lambda: category.sheet(s, "00" * 16),
        lambda: category.tell_gain(s, theme_id, "00" * 16, "x"),
        lambda: category.remove_properties(s, ["00" * 16]),
    ):
        with pytest.raises(NotFoundError):
            act()
    category.remove_properties(s, [first])
    assert [one.name for one in category.sheet(s, theme_id).properties] == ["How long"]


def test_what_is_noted_goes_with_its_source_or_outlives_it(s, hiding):
    theme_id, made = hiding
    category.add_property(s, theme_id, "Before whom", source_id=made[0])
    category.tell_gain(s, theme_id, made[0], "The word itself.")
    documents.remove_source(s, made[0])
    s.expire_all()
    sheet = category.sheet(s, theme_id)
    assert [(one.name, one.source) for one in sheet.properties] == [("Before whom", "")]
    assert [gain.source for gain in sheet.gains] == ["Interview 2", "Interview 3", "Interview 4"]


def test_a_study_says_itself_what_a_theme_can_be(s):
    assert stances(s) == ["barrier", "enabler", "both"]
    outline.add_theme(s, "One", stance="contested")
    assert stances(s)[-1] == "contested"
    set_stances(s, ["hindering", " helping ", "hindering"])
    assert stances(s) == ["hindering", "helping", "contested"]
    assert rename_stance(s, "contested", "argued over") == 1
    assert stances(s) == ["hindering", "helping", "argued over"]
    with pytest.raises(RefusedError):
        set_stances(s, [" "])
