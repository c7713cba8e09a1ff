"""Coders are people by id: names may be equal, work stays apart, and what one leaves behind is said."""

from __future__ import annotations

import pytest

from qda.core import codebook, coders, coding, documents, memos, readings
from qda.core.importers import Imported
from qda.errors import NotFoundError, RefusedError


def test_two_people_of_one_name_stay_two(s):
    first, second = coders.add_coder(s, "default"), coders.add_coder(s, "default")
    code = codebook.add_code(s, "Code")
    source = documents.add_source(s, Imported("Interview", "Some words."))
    coding.apply_code(s, first, code, source, 0, 6)
    coding.apply_code(s, second, code, source, 2, 8)
    assert [(row.coder_id, row.start, row.end) for row in coding.codings(s, source)] == [(first, 0, 6), (second, 2, 8)]
    assert [person.codings for person in coders.coders(s)] == [1, 1]
    with pytest.raises(RefusedError, match="Several coders"):
        coders.find_coder(s, "default")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ann Noor", "AN"), ("  Ben\tde  Vries ", "BV"), ("Zoë", "ZO"), ("Émile", "ÉM"), ("X", "X"), ("李 明", "李明")],
)
def test_initials_come_from_the_name_and_colours_differ(s, name, initials):
    coders.add_coder(s, "First One")
    coders.add_coder(s, name)
    first, second = coders.coders(s)
    assert second.initials == initials
    assert second.name == " ".join(name.split())
    assert first.colour != second.colour


def test_a_coder_is_found_by_id_name_and_initials(s):
    ann = coders.add_coder(s, "Ann Noor", initials="ANN")
    assert {coders.find_coder(s, known) for known in (ann, "Ann Noor", " ANN ")} == {ann}
    with pytest.raises(NotFoundError, match="no coder called Bob"):
        coders.find_coder(s, "Bob")
    with pytest.raises(RefusedError, match="needs a name"):
        coders.add_coder(s, " \t ")


def test_editing_a_coder(s):
    ann = coders.add_coder(s, "Ann")
    coders.edit_coder(s, ann, name="Ann  Noor", role="co-researcher", colour="red")
    (person,) = coders.coders(s)
    assert (person.name, person.role, person.colour) == ("Ann Noor", "co-researcher", "red")
    with pytest.raises(RefusedError):
        coders.edit_coder(s, ann, name="")
    with pytest.raises(TypeError):
        coders.edit_coder(s, ann, age="7")
    with pytest.raises(NotFoundError):
        coders.edit_coder(s, "00" * 16, name="Nobody")


def test_removing_a_coder_takes_the_codings_and_leaves_codes_and_memos(project):
    with project.change("Set up") as s:
        ann, ben = coders.add_coder(s, "Ann"), coders.add_coder(s, "Ben")
        code = codebook.add_code(s, "Code", coder_id=ann)
        source = documents.add_source(s, Imported("Interview", "Some words."))
        kept = coding.apply_code(s, ben, code, source, 0, 4).id
        coding.apply_code(s, ann, code, source, 0, 4)
        memo = memos.add_memo(s, "Mine", "Thoughts.", coder_id=ann)
        readings.finish(s, ann, [source])
    with project.change("Remove coder") as s:
        coders.remove_coder(s, ann)
    with project.read() as s:
        assert [row.id for row in coding.codings(s, source)] == [kept]
        assert [row.id for row in codebook.codes(s)] == [code]
        assert [(row.id, row.coder_id) for row in memos.memos(s)] == [(memo, None)]
        assert readings.finished_sources(s, ann) == []
    project.undo()
    with project.read() as s:
        assert len(coding.codings(s, source)) == 2
        assert memos.memos(s)[0].coder_id == ann
        assert readings.finished_sources(s, ann) == [source]


def test_finished_is_said_and_taken_back_per_coder_and_source(s):
    ann, ben = coders.add_coder(s, "Ann"), coders.add_coder(s, "Ben")
    one, two = (documents.add_source(s, Imported(name, f"Words of {name}.")) for name in ("one", "two"))
    readings.finish(s, ann, [one, two])
    assert sorted(readings.finished_sources(s, ann)) == sorted([one, two])
    assert readings.finished_sources(s, ben) == []
    readings.finish(s, ann, [one], finished=False)
    assert readings.finished_sources(s, ann) == [two]
    readings.finish(s, ann, [one])
    assert len(readings.finished_sources(s, ann)) == 2
