"""Codes chosen for a passage, known and new ones, given as one change or put in the place of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from qda.core import chosen, codebook, coders, coding, documents, following
from qda.core.chosen import Choice, Given
from qda.core.importers import Imported
from qda.errors import NotFoundError, QuestionError, RefusedError


@dataclass
class Desk:
    """A coder and a transcript of forty characters."""

    s: Any
    ann: str
    source: str

    def give(self, *choices: Choice, span: tuple[int, int] = (0, 10), **more: Any) -> Given:
        return chosen.give_codes(self.s, self.ann, choices, self.source, *span, **more)

    def rows(self) -> list[tuple[str, int, int]]:
        names = {row.id: row.path for row in codebook.codes(self.s)}
        return sorted((names[row.code_id], row.start, row.end) for row in coding.codings(self.s, self.source))


@pytest.fixture
def desk(s) -> Desk:
    return Desk(s, coders.add_coder(s, "Ann"), documents.add_source(s, Imported("Interview", "0123456789" * 4)))


def test_known_and_new_codes_are_given_in_their_order(desk):
    fear = codebook.add_path(desk.s, "fear")
    given = desk.give(Choice(path="Access > note"), Choice(code_id=fear), Choice(path="mask"))
    assert desk.rows() == [("Access > note", 0, 10), ("fear", 0, 10), ("mask", 0, 10)]
    names = {row.id: row.name for row in codebook.codes(desk.s)}
    assert [names[code_id] for code_id in given.code_ids] == ["note", "fear", "mask"]
    assert given.joined == 0


def test_the_same_code_chosen_twice_is_given_once(desk):
    fear = codebook.add_path(desk.s, "fear")
    assert desk.give(Choice(code_id=fear), Choice(path=" fear ")).code_ids == (fear,)
    assert desk.rows() == [("fear", 0, 10)]


def test_what_is_joined_is_counted_over_all_codes(desk):
    fear, mask = (codebook.add_path(desk.s, name) for name in ("fear", "mask"))
    for code_id, start in ((fear, 2), (fear, 6), (mask, 8)):
        desk.give(Choice(code_id=code_id), span=(start, start + 3))
    # Two of fear became one, and the one of mask grew.
    assert desk.give(Choice(code_id=fear), Choice(code_id=mask), span=(1, 9)).joined == 1
    assert desk.rows() == [("fear", 1, 9), ("mask", 1, 11)]


def test_a_definition_is_written_where_the_code_is_made_and_nowhere_else(desk):
    known = codebook.add_path(desk.s, "known")
    codebook.edit_code(desk.s, known, definition="As agreed")
    desk.give(
        Choice(path="fresh", definition=" What it is. \n"),
        Choice(path="known", definition="Something else"),
        Choice(path="Group > one", definition="One of them"),
    )
    assert {row.path: row.definition for row in codebook.codes(desk.s)} == {
        "known": "As agreed",
        "fresh": "What it is.",
        "Group": "",
        "Group > one": "One of them",
    }


def test_a_code_that_is_made_says_who_made_it_and_a_heading_is_not_given(desk):
    heading = codebook.add_path(desk.s, "Heading")
    codebook.edit_code(desk.s, heading, codable=False)
    with pytest.raises(RefusedError, match="only a heading"):
        desk.give(Choice(code_id=heading))
    with pytest.raises(RefusedError, match="not a path"):
        desk.give(Choice(path=" > "))
    with pytest.raises(NotFoundError):
        desk.give(Choice(code_id="00" * 16))


def test_nothing_of_it_is_done_where_one_is_refused(project):
    with project.change("Set up") as s:
        ann, source = coders.add_coder(s, "Ann"), documents.add_source(s, Imported("Interview", "Some words."))
    with project.read() as s:
        before = following.latest(s)
    with pytest.raises(RefusedError), project.change("Apply codes") as s:
        chosen.give_codes(s, ann, [Choice(path="mask"), Choice(path=">")], source, 0, 4)
    with project.read() as s:
        assert codebook.codes(s) == [] and coding.codings(s, source) == []
        assert following.latest(s) == before


@pytest.mark.parametrize(("weights", "stays"), [("highest", 80), ("lowest", 20), ("newest", 80)])
def test_differing_weights_are_asked_and_the_answer_is_taken(desk, weights, stays):
    fear = codebook.add_path(desk.s, "fear")
    for start, weight in ((0, 20), (6, 80)):
        coding.apply_code(desk.s, desk.ann, fear, desk.source, start, start + 3, weight=weight)
    with pytest.raises(QuestionError) as asked:
        desk.give(Choice(code_id=fear))
    assert asked.value.keyword == "weights" and weights in dict(asked.value.answers)
    assert desk.give(Choice(code_id=fear), weights=weights).joined == 1
    assert [row.weight for row in coding.codings(desk.s, desk.source)] == [stays]


def test_codings_get_the_chosen_code_instead_of_theirs(desk):
    desk.give(Choice(path="mask"), span=(0, 5))
    desk.give(Choice(path="mask"), span=(10, 15))
    desk.give(Choice(path="fear"), span=(12, 20))
    ids = [row.id for row in coding.codings(desk.s, desk.source) if row.start in (0, 10)]
    given = chosen.change_code(desk.s, desk.ann, ids, Choice(path="fear"))
    assert desk.rows() == [("fear", 0, 5), ("fear", 10, 20)]
    assert given.joined == 1 and len(given.code_ids) == 1
    (first, _second) = coding.codings(desk.s, desk.source)
    made = chosen.change_code(desk.s, desk.ann, [first.id], Choice(path="trust", definition="Of others"))
    assert desk.rows() == [("fear", 10, 20), ("trust", 0, 5)]
    assert next(row.definition for row in codebook.codes(desk.s) if row.id == made.code_ids[0]) == "Of others"
