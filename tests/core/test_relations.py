"""Relations between themes and codes: under the study's own names, directed, and kept whole when codes merge."""

from __future__ import annotations

import pytest

from qda.core import codebook
from qda.core.codebook_merge import merge_codes
from qda.core.themes import outline
from qda.core.themes.relations import (
    Node,
    RelationName,
    edit_relation,
    relate,
    relation_names,
    relations,
    remove_relations,
    rename_relations,
    set_relation_names,
    turn_relation,
)
from qda.errors import NotFoundError, RefusedError


def theme(s, name: str) -> Node:
    return Node("theme", outline.add_theme(s, name))


def code(s, name: str) -> Node:
    return Node("code", codebook.add_code(s, name))


def said(s, node: Node | None = None) -> list[str]:
    return [row.sentence for row in relations(s, node)]


def test_a_relation_goes_from_a_theme_or_code_to_another_and_reads_as_a_line(s):
    waiting, giving_up, phone = theme(s, "Waiting"), theme(s, "Giving up"), code(s, "No phone")
    relate(s, waiting, "leads to", giving_up, " Seen in six. ")
    relate(s, phone, "is a condition of", waiting)
    assert said(s) == ["“Waiting” leads to “Giving up”", "“No phone” is a condition of “Waiting”"]
    assert said(s, giving_up) == ["“Waiting” leads to “Giving up”"]
    assert [row.note for row in relations(s)] == ["Seen in six.", ""]
    assert relations(s, phone)[0].other(phone) == waiting


def test_the_same_relation_is_there_once_and_takes_the_newer_note(s):
    one, other = theme(s, "One"), theme(s, "Other")
    first = relate(s, one, "leads to", other, "why")
    assert relate(s, one, " leads  to ", other) == first
    assert [row.note for row in relations(s)] == ["why"]
    relate(s, one, "leads to", other, "better why")
    assert [row.note for row in relations(s)] == ["better why"]
    assert relate(s, other, "leads to", one) != first


def test_nothing_is_related_to_itself_without_a_name_or_to_what_is_gone(s):
    one = theme(s, "One")
    for end, name, error in (
        (one, "leads to", RefusedError),
        (theme(s, "Two"), "  ", RefusedError),
        (Node("code", "00" * 16), "leads to", NotFoundError),
    ):
        with pytest.raises(error):
            relate(s, one, name, end)
    assert relations(s) == []


def test_a_relation_is_renamed_noted_turned_and_removed(s):
    one, other = theme(s, "One"), theme(s, "Other")
    key = relate(s, one, "leads to", other)
    edit_relation(s, key, name="grows out of", note="said by all")
    turn_relation(s, key)
    assert [(row.sentence, row.note) for row in relations(s)] == [("“Other” grows out of “One”", "said by all")]
    relate(s, one, "grows out of", other)
    with pytest.raises(RefusedError):
        turn_relation(s, key)
    second = relate(s, other, "leads to", one)
    with pytest.raises(RefusedError):
        edit_relation(s, second, name="grows out of")
    remove_relations(s, [key])
    assert said(s) == ["“One” grows out of “Other”", "“Other” leads to “One”"]
    with pytest.raises(NotFoundError):
        remove_relations(s, [key])


def test_a_study_has_its_own_names_and_those_in_use_are_never_lost(s):
    one, other = theme(s, "One"), theme(s, "Other")
    assert [name.name for name in relation_names(s)][:2] == ["is part of", "leads to"]
    assert [name.name for name in relation_names(s) if name.mutual] == ["contradicts"]
    relate(s, one, "feeds", other)
    set_relation_names(s, [RelationName("mirrors", mutual=True), RelationName(" answers ")])
    assert relation_names(s) == [RelationName("mirrors", True), RelationName("answers"), RelationName("feeds")]
    relate(s, other, "answers", one)
    assert rename_relations(s, "feeds", "answers") == 1
    assert rename_relations(s, "answers", "mirrors") == 2
    assert [(row.name, row.mutual) for row in relations(s)] == [("mirrors", True)] * 2
    assert [name.name for name in relation_names(s)] == ["mirrors"]


def test_renaming_onto_another_name_leaves_one_relation_with_both_notes(s):
    one, other = theme(s, "One"), theme(s, "Other")
    relate(s, one, "leads to", other, "early")
    relate(s, one, "causes", other, "late")
    rename_relations(s, "causes", "leads to")
    assert [(row.name, row.note) for row in relations(s)] == [("leads to", "early\nlate")]


def test_relations_of_merged_codes_move_and_none_is_doubled_or_turns_on_itself(project):
    with project.change("Set up") as s:
        mask, face, fear = code(s, "Mask"), code(s, "Face"), theme(s, "Fear")
        relate(s, mask, "leads to", fear, "one")
        relate(s, face, "leads to", fear, "two")
        relate(s, face, "is part of", mask)
        relate(s, fear, "hides", face)
    with project.change("Merge codes") as s:
        merge_codes(s, [face.id], mask.id)
    with project.read() as s:
        assert [(row.sentence, row.note) for row in relations(s)] == [
            ("“Mask” leads to “Fear”", "one\ntwo"),
            ("“Fear” hides “Mask”", ""),
        ]
    project.undo()
    with project.read() as s:
        assert len(relations(s)) == 4


def test_relations_go_with_what_they_relate(s):
    one, other = theme(s, "One"), theme(s, "Other")
    relate(s, one, "leads to", other)
    outline.delete_theme(s, one.id)
    assert relations(s) == []
