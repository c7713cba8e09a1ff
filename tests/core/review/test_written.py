"""Answers typed in from paper or talk."""

from __future__ import annotations

import pytest

from qda.core.review import answers, items, meetings, people, points, rounds, written
from qda.core.review.items import Thing
from qda.core.themes import outline
from qda.errors import RefusedError


class Sheet:
    """A filled sheet of Jo's about one theme, to be typed in; Kim helped."""

    def __init__(self, session) -> None:
        self.session = session
        self.round = rounds.add_round(session, "On paper", form="paper")
        items.add_items(session, self.round, [Thing("theme", outline.add_theme(session, "Masks"))])
        self.item = items.items(session, self.round)[0].id
        self.jo, self.kim = people.add_person(session, "Jo"), people.add_person(session, "Kim", "supporter")
        self.meeting = meetings.add_meeting(session, self.round, form="paper")

    def type(self, helper: str | None = None, **cells: str) -> int:
        wanted = {(self.item, column.replace("_", "/")): words for column, words in cells.items()}
        return written.write_answers(self.session, self.meeting, self.jo, wanted, helper)

    def cells(self) -> dict[str, str]:
        return {key[1]: words for key, words in written.written(self.session, self.meeting, self.jo).items() if words}


@pytest.fixture
def sheet(s) -> Sheet:
    return Sheet(s)


def test_digits_names_and_words_are_answers_and_who_was_there_is_known(sheet):
    assert sheet.type(sheet.kim, easy="1", right="Not sure", right_words="Some days.", missing="The noise.") == 3
    assert sheet.cells() == {"easy": "Yes", "right": "Not sure", "right/words": "Some days.", "missing": "The noise."}
    said = answers.answers(sheet.session, sheet.round)
    assert {(one.question, one.answer, one.words, one.helper_id) for one in said} == {
        ("easy", "yes", "", sheet.kim),
        ("right", "unsure", "Some days.", sheet.kim),
        ("missing", "", "The noise.", sheet.kim),
    }
    assert [(who.person_id, who.role) for who in meetings.meetings(sheet.session)[0].people] == [
        (sheet.jo, "co-researcher"),
        (sheet.kim, "supporter"),
    ]
    assert [one.words for one in points.points(sheet.session, sheet.round)] == ["The noise."]


def test_an_answer_typed_over_keeps_its_words_and_an_emptied_one_is_taken_back_with_its_point(sheet):
    sheet.type(right="3", right_words="Not me.")
    sheet.type(right="yes")
    assert sheet.cells() == {"right": "Yes", "right/words": "Not me."}
    assert points.points(sheet.session, sheet.round) == []
    sheet.type(right="no", missing="0")
    assert len(points.points(sheet.session, sheet.round)) == 1 and sheet.cells()["missing"] == "Skipped"
    sheet.type(right="", right_words="", missing="")
    assert sheet.cells() == {} and answers.answers(sheet.session, sheet.round) == []
    assert points.points(sheet.session, sheet.round) == []


def test_one_cell_that_is_no_answer_keeps_all_of_them_from_being_written(sheet):
    with pytest.raises(RefusedError, match="“perhaps” is no answer; there are 1 Yes, 2 Not sure, 3 No, 0 Skipped"):
        sheet.type(easy="1", right="perhaps")
    assert answers.answers(sheet.session, sheet.round) == []
