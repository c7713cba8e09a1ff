"""Attributes: values of people, of single interviews and of sources, and changing what an attribute is."""

from __future__ import annotations

import pytest

from qda.core import attributes, codebook, coders, coding, documents, participants, retrieval, wanted
from qda.core.attributes import Cell
from qda.core.exporters import citing
from qda.core.importers import Imported
from qda.core.retrieval import Filter
from qda.errors import NotFoundError, QuestionError, RefusedError


@pytest.fixture
def neil(s):
    """Neil in two interviews, one passage coded in each: (Neil, first, second)."""
    person = participants.add_participant(s, "Neil")
    ann, code = coders.add_coder(s, "Ann"), codebook.add_code(s, "waiting")
    sources = [documents.add_source(s, Imported(name, f"The words of the {name}.")) for name in ("first", "second")]
    for source in sources:
        participants.link_source(s, person, source)
        coding.apply_code(s, ann, code, source, 0, 9)
    s.flush()
    return person, *sources


def row(s, name):
    return next(one for one in attributes.attribute_rows(s) if one.name == name)


def said(s, name):
    """All values of an attribute by the names of person and source."""
    key, known = row(s, name).id, attributes.values(s)
    people = participants.participants(s)
    found = {one.name: known.overall(key, one.id) for one in people}
    for one in people:
        found |= {(one.name, source): known.there(key, one.id, source) for source in one.source_ids}
    return {place: values for place, values in found.items() if values}


def found_in(s, **where):
    rows = retrieval.quotes(s, wanted.filter_of(s, where=where))
    return [quote.source for quote in rows]


def test_what_is_said_of_an_interview_stands_there_for_what_is_said_of_the_person(s, neil):
    person, first, second = neil
    home = participants.add_attribute(s, "Lives", "choice")
    participants.set_values(s, person, home, ["in prison"])
    participants.set_values(s, person, home, ["at home"], source_id=second)
    known = attributes.values(s)
    assert known.at(home, person, first) == ("in prison",) and known.at(home, person, second) == ("at home",)
    assert known.overall(home, person) == ("in prison",) and known.there(home, person, first) == ()
    assert known.of_person(home, person) == ("in prison", "at home")
    assert participants.participants(s)[0].attributes == {"Lives": ("in prison", "at home")}
    assert found_in(s, Lives="IN PRISON") == ["first"] and found_in(s, lives="at home") == ["second"]
    cited = citing.Citations(s, [first, second], ["Lives"])
    assert [cited.cite(source, 0, 9).values for source in (first, second)] == [("in prison",), ("at home",)]
    participants.set_values(s, person, home, [], source_id=second)
    assert found_in(s, Lives="in prison") == ["first", "second"]


def test_sources_have_attributes_of_their_own_by_which_passages_are_found(s, neil):
    _person, first, second = neil
    quality = participants.add_attribute(s, "QualSyst", "number", scope="source")
    participants.add_attribute(s, "Role")
    participants.set_values(s, None, quality, ["85 %"], source_id=first)
    assert [name for _key, name, _type in participants.attributes(s)] == ["Role"]
    assert [name for _key, name, _type in participants.attributes(s, "source")] == ["QualSyst"]
    assert [name for _key, name, _type in participants.attributes(s, None)] == ["QualSyst", "Role"]
    assert attributes.values(s).of_source(quality, first) == ("85 %",)
    assert attributes.values(s).of_source(quality, second) == ()
    assert found_in(s, QualSyst="85 %") == ["first"]
    with pytest.raises(NotFoundError, match="No source has 12"):
        found_in(s, QualSyst="12")
    assert retrieval.quotes(s, Filter(attributes=(("Gone", "1"),))) == []
    for place in ((neil[0], None), (None, None)):
        with pytest.raises(TypeError):
            participants.set_values(s, place[0], quality, ["1"], source_id=place[1])


def test_a_value_that_is_no_option_becomes_one_or_is_asked_about(s, neil):
    role = participants.add_attribute(s, "Role", "choice", ["nurse", "patient"])
    participants.set_values(s, neil[0], role, ["NURSE"])
    assert said(s, "Role") == {"Neil": ("nurse",)}
    with pytest.raises(QuestionError, match="no option “peer” yet; it has nurse; patient") as asked:
        participants.set_values(s, neil[0], role, ["peer"], new_options="ask")
    assert (asked.value.keyword, asked.value.answers[0][0]) == ("new_options", "add")
    participants.set_values(s, neil[0], role, ["peer"])
    assert row(s, "Role").options == ("nurse", "patient", "peer") and said(s, "Role") == {"Neil": ("peer",)}


def test_an_attribute_of_any_scope_has_a_name_of_its_own(s):
    age = participants.add_attribute(s, "Age")
    with pytest.raises(RefusedError, match="called Age already"):
        participants.add_attribute(s, "age", scope="source")
    other = participants.add_attribute(s, "Site")
    with pytest.raises(RefusedError, match="called Age already"):
        attributes.rename_attribute(s, other, "AGE")
    attributes.rename_attribute(s, age, "AGE")
    assert [one.name for one in attributes.attribute_rows(s)] == ["AGE", "Site"]


def test_attributes_are_put_in_order_within_their_scope(s):
    keys = [participants.add_attribute(s, name, scope=scope) for name, scope in _MIXED]
    attributes.move_attribute(s, keys[3], 0)
    s.flush()
    assert [one.name for one in attributes.attribute_rows(s, "participant")] == ["C", "A", "B"]
    assert [one.name for one in attributes.attribute_rows(s, "source")] == ["X"]


_MIXED = (("A", "participant"), ("X", "source"), ("B", "participant"), ("C", "participant"))


def test_many_cells_are_set_at_once_and_what_does_not_fit_is_told(s, neil):
    person, first, _second = neil
    age, role = participants.add_attribute(s, "Age", "number"), participants.add_attribute(s, "Role", "choices", ["a"])
    cells = [Cell(age, person, None, "old"), Cell(age, person, first, "41"), Cell(role, person, None, "a; b")]
    with pytest.raises(QuestionError, match=r"These are no options yet: “b” in Role\.") as asked:
        attributes.set_cells(s, cells, new_options="ask")
    assert asked.value.answers == (("add", "Add it to the options"),)
    done = attributes.set_cells(s, cells)
    assert (done.set, done.refused) == (2, ("Age takes a number, not “old”.",))
    assert said(s, "Age") == {("Neil", first): ("41",)} and said(s, "Role") == {"Neil": ("a", "b")}


def test_renaming_an_option_renames_its_values_and_two_of_one_name_become_one(s, neil):
    person, first, _second = neil
    role = participants.add_attribute(s, "Role", "choices", ["nurse", "nurse (ward)", "peer"])
    participants.set_values(s, person, role, ["nurse", "nurse (ward)"])
    participants.set_values(s, person, role, ["peer"], source_id=first)
    attributes.edit_options(s, role, [("peer", "peer worker"), ("nurse", "nurse"), ("nurse (ward)", "nurse")])
    assert row(s, "Role").options == ("peer worker", "nurse")
    assert said(s, "Role") == {"Neil": ("nurse",), ("Neil", first): ("peer worker",)}


def test_an_option_with_values_is_left_out_only_when_that_is_wanted(s, neil):
    role = participants.add_attribute(s, "Role", "choice", ["nurse", "peer"])
    participants.set_values(s, neil[0], role, ["peer"])
    with pytest.raises(QuestionError, match="1 value of Role would have no option any more: “peer”"):
        attributes.edit_options(s, role, [("nurse", "nurse")])
    attributes.edit_options(s, role, [("nurse", "nurse")], used="keep")
    assert row(s, "Role").options == ("nurse", "peer") and said(s, "Role") == {"Neil": ("peer",)}
    attributes.edit_options(s, role, [("nurse", "nurse")], used="remove")
    assert row(s, "Role").options == ("nurse",) and said(s, "Role") == {}
    with pytest.raises(RefusedError, match="needs a name"):
        attributes.edit_options(s, role, [("nurse", " ")])


def test_retyping_says_what_does_not_fit_and_loses_nothing(s, neil):
    person, first, second = neil
    age = participants.add_attribute(s, "Age")
    participants.set_values(s, person, age, ["41"])
    participants.set_values(s, person, age, ["old"], source_id=first)
    participants.set_values(s, person, age, ["older"], source_id=second)
    with pytest.raises(QuestionError) as asked:
        attributes.retype(s, age, "number")
    sentence = "2 values of Age can't be of the type number: “old” (Neil, first), “older” (Neil, second)."
    assert asked.value.sentence == sentence
    assert (row(s, "Age").type, len(said(s, "Age"))) == ("text", 3)
    attributes.retype(s, age, "number", unfitting="aside")
    assert (row(s, "Age").type, said(s, "Age")) == ("number", {"Neil": ("41",)})
    assert said(s, "Age (as text)") == {("Neil", first): ("old",), ("Neil", second): ("older",)}


def test_retyping_writes_values_as_the_new_type_does(s, neil):
    person, first, _second = neil
    role = participants.add_attribute(s, "Role")
    participants.set_values(s, person, role, ["nurse; peer"])
    attributes.retype(s, role, "choices")
    assert row(s, "Role").options == ("nurse", "peer") and said(s, "Role") == {"Neil": ("nurse", "peer")}
    with pytest.raises(QuestionError, match="“nurse; peer”"):
        attributes.retype(s, role, "choice")
    attributes.retype(s, role, "text")
    assert said(s, "Role") == {"Neil": ("nurse; peer",)} and row(s, "Role").options == ()
    seen = participants.add_attribute(s, "Seen")
    participants.set_values(s, person, seen, ["Yes"])
    participants.set_values(s, person, seen, ["no "], source_id=first)
    attributes.retype(s, seen, "yesno")
    assert said(s, "Seen") == {"Neil": ("yes",), ("Neil", first): ("no",)}
    attributes.retype(s, seen, "number", unfitting="remove")
    assert said(s, "Seen") == {}


def test_people_are_put_into_groups_and_taken_out(s):
    ana, ben = participants.add_participants(s, ["Ana", "Ben"])
    key = attributes.put_into_group(s, [ana, ben], "Town")
    assert attributes.put_into_group(s, [ana], " Young ") == key
    assert said(s, "Group") == {"Ana": ("Town", "Young"), "Ben": ("Town",)}
    assert row(s, "Group").options == ("Town", "Young")
    attributes.put_into_group(s, [ana, ben], "town", into=False)
    assert said(s, "Group") == {"Ana": ("Young",)}
    attributes.retype(s, key, "text")
    with pytest.raises(RefusedError, match="another kind"):
        attributes.put_into_group(s, [ben], "Town")
