"""Read, finished, read again: what a coder says of sources, and which codes came late to the finished ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from qda.core import codebook, codebook_merge, coders, coding, documents, readings
from qda.core.importers import Imported
from qda.errors import NotFoundError, RefusedError
from qda.storage.models import Code, Reading, ReadingCodes, Reread, StoredText
from qda.storage.project import Project


class Study:
    """Two coders, three sources, two codes; every action is a change of its own."""

    def __init__(self, project: Project) -> None:
        self.project = project
        with project.change("Set up") as s:
            self.ann, self.ben = coders.add_coder(s, "Ann"), coders.add_coder(s, "Ben")
            self.sources = [
                documents.add_source(s, Imported(name, "Some words " * 9)) for name in ("one", "two", "six")
            ]
            self.mask = codebook.add_path(s, "Barriers > The mask")
            self.help = codebook.add_code(s, "Help", definition="Anybody who helps.")

    def do(self, function, *args, **values):
        with self.project.change("Do") as s:
            return function(s, *args, **values)

    def ask(self, function, *args):
        with self.project.read() as s:
            return function(s, *args)

    def finish(self, who: str, *numbers: int) -> None:
        self.do(readings.finish, who, [self.sources[number] for number in numbers])

    def late(self, who: str = "") -> dict[str, list[tuple[str, str, bool]]]:
        """Return code names with (source, why, done)."""
        return {
            code.name: [(row.name, row.why, row.done) for row in code.sources]
            for code in self.ask(readings.late_codes, who or self.ann)
        }


@pytest.fixture
def study(project: Project) -> Iterator[Study]:
    yield Study(project)


def rows(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


# Read and finished


def test_what_is_said_of_each_source_is_one_list(study):
    one, two, _six = study.sources
    study.do(readings.mark_read, study.ann, [one, two])
    study.finish(study.ben, 0)
    said = study.ask(readings.readings)
    assert [(row.source_id, row.coder_id) for row in said] == [(one, study.ann), (two, study.ann), (one, study.ben)]
    assert [row.finished is None for row in said] == [True, True, False]
    assert all(row.read is not None for row in said)


def test_finished_is_read_and_not_read_is_not_finished(study):
    one = study.sources[0]
    study.finish(study.ann, 0)
    study.do(readings.finish, study.ann, [one], finished=False)
    (said,) = study.ask(readings.readings)
    assert said.read is not None and said.finished is None
    study.finish(study.ann, 0)
    study.do(readings.mark_read, study.ann, [one], read=False)
    assert study.ask(readings.readings) == []
    assert study.ask(rows, ReadingCodes) == 0


def test_saying_it_again_changes_nothing(study):
    study.finish(study.ann, 0, 1)
    study.do(readings.mark_read, study.ann, study.sources[:2])
    before = study.ask(readings.readings)
    last = study.project.undoable().seq
    study.finish(study.ann, 0, 1)
    study.do(readings.mark_read, study.ann, study.sources[:2])
    assert study.ask(readings.readings) == before and study.project.undoable().seq == last
    assert study.ask(rows, Reading) == 2
    # Nothing was said of this one, so there is nothing to take back.
    study.do(readings.mark_read, study.ann, study.sources[2:], read=False)
    assert study.project.undoable().seq == last


def test_nobody_finishes_what_is_not_there(study):
    with pytest.raises(NotFoundError, match="coder"):
        study.do(readings.finish, "00" * 16, study.sources)
    with pytest.raises(NotFoundError, match="source"):
        study.do(readings.finish, study.ann, ["00" * 16])


def test_the_same_codebook_is_kept_once_for_everybody(study):
    before = study.ask(rows, StoredText)
    study.finish(study.ann, 0, 1)
    study.finish(study.ben, 0)
    # What is no part of the meaning makes no other codebook of it.
    study.do(codebook.edit_code, study.help, colour="red", stance="enabler")
    study.do(codebook.shift_codes, [study.help], -1)
    study.finish(study.ben, 2)
    assert study.ask(rows, StoredText) == before + 1
    assert study.ask(rows, ReadingCodes) == 4


def test_shares_count_what_overlaps_once(study):
    one, two, _six = study.sources
    for start, end, code in ((0, 10, study.mask), (5, 20, study.help), (6, 8, study.mask), (90, 99, study.mask)):
        study.do(coding.apply_code, study.ann, code, one, start, end)
    study.do(coding.apply_code, study.ben, study.mask, two, 0, 99)
    assert study.ask(readings.coded_shares, study.ann) == {one: pytest.approx(29 / 99)}
    assert study.ask(readings.coded_shares, study.ben) == {two: 1.0}


# Codes that come late


def test_a_new_code_is_late_for_what_was_finished_before(study):
    assert study.late() == {}
    study.finish(study.ann, 0, 1)
    assert study.late() == {}
    study.do(codebook.add_path, "Barriers > Waiting")
    assert study.late() == {"Waiting": [("one", "new", False), ("two", "new", False)]}
    study.finish(study.ann, 2)
    assert [name for name, _why, _done in study.late()["Waiting"]] == ["one", "two"]


def test_a_split_off_code_is_late_and_the_other_half_once_its_words_change(study):
    one = study.sources[0]
    kept, moved = (study.do(coding.apply_code, study.ann, study.help, one, at, at + 4).id for at in (0, 10))
    study.finish(study.ann, 0)
    study.do(codebook_merge.split_code, study.help, [moved], "Help by family")
    assert study.late() == {"Help by family": [("one", "new", False)]}
    study.do(codebook.edit_code, study.help, definition="Help by professionals.")
    assert study.late()["Help"] == [("one", "redefined", False)]
    assert study.ask(coding.codings_by_id, [kept])


def test_a_redefined_code_is_late_and_one_with_another_name_is_not(study):
    study.finish(study.ann, 0)
    study.do(codebook.edit_code, study.help, name="Support", colour="red")
    study.do(codebook.move_code, study.mask, None)
    assert study.late() == {}
    study.do(codebook.edit_code, study.help, include="Strangers too.")
    assert study.late() == {"Support": [("one", "redefined", False)]}
    # Without a definition the name is all that a code means.
    study.do(codebook.edit_code, study.mask, name="Hiding")
    assert study.late()["Hiding"] == [("one", "redefined", False)]


def test_what_was_changed_back_is_not_late(study):
    study.finish(study.ann, 0)
    study.do(codebook.edit_code, study.help, definition="Something else.")
    study.do(codebook.edit_code, study.help, definition="Anybody who helps.")
    assert study.late() == {}


def test_a_deleted_code_is_late_for_nothing_and_comes_back_as_it_was(study):
    study.finish(study.ann, 0)
    late = study.do(codebook.add_code, "Waiting")
    study.do(readings.tick_off, study.ann, [(study.sources[0], late)])
    study.do(codebook.delete_codes, [study.help, late])
    assert study.late() == {} and study.ask(rows, Reread) == 0
    study.project.undo()
    assert study.late() == {"Waiting": [("one", "new", True)]}


def test_merging_is_late_where_it_changes_the_words(study):
    other = study.do(codebook.add_code, "Kindness")
    study.finish(study.ann, 0)
    study.do(codebook_merge.merge_codes, [other], study.help)
    assert study.late() == {}
    third = study.do(codebook.add_code, "Charity", definition="Given without being asked.")
    study.do(codebook_merge.merge_codes, [third], study.help)
    assert study.late() == {"Help": [("one", "redefined", False)]}


def test_categories_and_codes_nobody_can_give_are_left_out(study):
    study.finish(study.ann, 0)
    study.do(codebook.add_path, "Ways > By bus")
    study.do(codebook.add_code, "Heading", kind="category")
    off = study.do(codebook.add_code, "Only a heading")
    study.do(codebook.edit_code, off, codable=False)
    assert list(study.late()) == ["By bus"]


def test_two_coders_have_a_list_each(study):
    study.finish(study.ann, 0)
    late = study.do(codebook.add_code, "Waiting")
    study.finish(study.ben, 0)
    study.do(codebook.edit_code, study.help, definition="Other.")
    study.do(readings.tick_off, study.ann, [(study.sources[0], late)])
    assert study.late(study.ann) == {"Help": [("one", "redefined", False)], "Waiting": [("one", "new", True)]}
    assert study.late(study.ben) == {"Help": [("one", "redefined", False)]}


def test_a_tick_counts_until_the_code_is_redefined_again(study):
    one, two, _six = study.sources
    study.finish(study.ann, 0, 1)
    late = study.do(codebook.add_code, "Waiting", definition="For a bus.")
    study.do(readings.tick_off, study.ann, [(one, late)])
    assert study.late() == {"Waiting": [("one", "new", True), ("two", "new", False)]}
    assert study.ask(readings.late_codes, study.ann)[0].open == 1
    study.project.undo()
    assert study.ask(readings.late_codes, study.ann)[0].open == 2
    study.project.redo()
    study.do(codebook.edit_code, late, definition="For anything.")
    assert study.late()["Waiting"][0] == ("one", "new", False)
    study.do(readings.tick_off, study.ann, [(one, late), (two, late), (one, late)])
    assert [done for _name, _why, done in study.late()["Waiting"]] == [True, True]
    study.do(readings.tick_off, study.ann, [(one, late), (two, study.help)], done=False)
    assert [done for _name, _why, done in study.late()["Waiting"]] == [False, True]


def test_only_what_is_finished_is_read_again(study):
    with pytest.raises(RefusedError, match="Finish it first"):
        study.do(readings.tick_off, study.ann, [(study.sources[0], study.help)])
    study.finish(study.ann, 0)
    with pytest.raises(NotFoundError, match="code"):
        study.do(readings.tick_off, study.ann, [(study.sources[0], "00" * 16)])


def test_finishing_anew_clears_the_list_of_that_source(study):
    study.finish(study.ann, 0, 1)
    late = study.do(codebook.add_code, "Waiting")
    study.do(readings.tick_off, study.ann, [(study.sources[0], late)])
    study.finish(study.ann, 0)
    assert study.late() == {"Waiting": [("two", "new", False)]}
    assert study.ask(rows, Reread) == 0
    study.project.undo()
    assert study.late()["Waiting"][0] == ("one", "new", True)


def test_undo_and_redo_of_finishing_restore_the_codebook_it_was_said_of(study):
    study.finish(study.ann, 0)
    study.project.undo()
    assert study.ask(readings.finished_sources, study.ann) == [] and study.late() == {}
    study.project.redo()
    late = study.do(codebook.add_code, "Waiting")
    assert list(study.late()) == ["Waiting"]
    study.do(readings.finish, study.ann, study.sources[:1], finished=False)
    assert study.late() == {}
    study.project.undo()
    assert study.late() == {"Waiting": [("one", "new", False)]}
    study.do(codebook.delete_codes, [late])
    assert study.late() == {}


def test_what_was_kept_outlives_the_undoing_of_the_codebook(study):
    late = study.do(codebook.add_code, "Waiting")
    study.finish(study.ann, 0)
    for _step in range(2):
        study.project.undo()
    assert [code.name for code in study.ask(codebook.codes)] == ["Barriers", "The mask", "Help"]
    for _step in range(2):
        study.project.redo()
    assert study.late() == {}
    study.do(codebook.edit_code, late, definition="For a bus.")
    assert study.late() == {"Waiting": [("one", "redefined", False)]}


def test_of_what_was_finished_before_codebooks_were_kept_the_codes_made_since_are_known(study):
    study.finish(study.ann, 0)
    late = study.do(codebook.add_code, "Waiting")

    def age(session: Session) -> None:
        session.execute(delete(ReadingCodes))
        session.execute(update(Code).where(Code.id != late).values(created=1_000))
        session.execute(update(Reading).values(finished=2_000))

    study.do(age)
    study.do(codebook.edit_code, study.help, definition="Other.")
    assert study.late() == {"Waiting": [("one", "new", False)]}
    study.finish(study.ann, 0)
    assert study.late() == {} and study.ask(rows, ReadingCodes) == 1


def test_sources_are_likest_in_the_order_of_their_best_passage(study):
    texts = {
        "bus": "We waited for the bus in the rain.",
        "nurse": "She was kind.\nThe train was late in the rain.\nThe bus, the bus, in the rain.",
        "food": "The food was cold.",
    }
    bus, nurse, _food = (
        study.do(documents.add_source, Imported(name, text, language="en")) for name, text in texts.items()
    )
    code = study.do(codebook.add_code, "Buses")
    study.do(coding.apply_code, study.ann, code, bus, 0, 33)
    start = texts["nurse"].index("The bus")
    assert study.ask(readings.likest_passages, code) == {nurse: (start, len(texts["nurse"]))}
    assert study.ask(readings.likest_passages, study.mask) == {}
