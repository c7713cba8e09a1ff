"""The three-way merge: what only one side did comes together, and what both did differently is asked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, memos, participants, readings, settings_of_study
from qda.core.merging import BOTH, OURS, THEIRS, reports
from qda.core.themes import outline, quotes
from qda.storage.models import AttributeValue, Code, CodePlace, Coding, Memo, MemoLink, Quote, Reading
from qda.storage.project import Project
from tests.core.merging.copies import Copies, bring, coded, ids
from tests.storage.study import dump, make_study


@pytest.fixture
def copies(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield Copies(project)


def test_a_copy_in_which_nothing_was_done_brings_nothing(copies):
    plan = copies.preview()
    assert plan.empty and not plan.held_back and plan.same > 50
    assert copies.merge().id == ""
    copies.we(lambda s: codebook.add_code(s, "Ours alone"))
    assert copies.preview().empty


def test_new_work_of_a_colleague_comes_with_all_that_belongs_to_it(copies):
    here = ids(copies.ours)

    def work(s):
        cleo = coders.add_coder(s, "Cleo Fern")
        code = codebook.add_path(s, "Barriers > The stairs")
        made = coding.apply_code(s, cleo, code, here["Carla"], 5, 25, note="steep", weight=40)
        memos.add_memo(s, "Stairs", "They come up.", coder_id=cleo, links=(memos.Link(coding_id=made.id),))
        person = participants.add_participant(s, "Dora")
        participants.link_source(s, person, here["Carla"])
        theme = outline.add_theme(s, "The house", code_ids=[code])
        quotes.pick_codings(s, theme, [made.id])
        readings.finish(s, cleo, [here["Carla"]])
        return cleo, code, made.id

    cleo, code, made = copies.they(work)
    ours = copies.we(lambda s: coding.apply_code(s, here["Ann Noor"], here["The way"], here["Carla"], 1, 9).id)
    plan = copies.preview()
    assert plan.coders == ("Cleo Fern",) and not plan.conflicts and not plan.held_back
    assert plan.new["coding"] == plan.new["code"] == plan.new["memo"] == plan.new["quote"] == 1
    copies.ours.coder_id = here["Ann Noor"]
    report = copies.merge()
    assert (report.copy, report.coder, report.coders) == ("theirs.loom", "Ann Noor", ("Cleo Fern",))
    row = copies.one(Coding, id=made)
    assert (row.coder_id, row.code_id, row.note, row.weight) == (cleo, code, "steep", 40)
    assert copies.one(MemoLink, coding_id=made) and copies.one(Quote, coding_id=made)
    assert copies.one(Reading, coder_id=cleo).finished and copies.one(Coding, id=ours)
    with copies.ours.read() as session:
        assert reports(session) == [report]
        assert codebook.find_code(session, "Barriers > The stairs") == code


def test_codes_that_both_sides_made_under_one_name_stay_two_and_are_named(copies):
    copies.we(lambda s: codebook.add_path(s, "Barriers > The stairs"))
    copies.they(lambda s: codebook.add_code(s, "the stairs"))
    copies.they(lambda s: codebook.add_code(s, "The lift"))
    assert [note for note in copies.preview().notes if "“the stairs”" in note and "lift" not in note]
    report = copies.merge()
    assert any("They stay two" in note for note in report.notes)
    with copies.ours.read() as session:
        names = [code.name for code in codebook.codes(session)]
    assert sum(name.lower() == "the stairs" for name in names) == 2


def test_columns_that_one_side_changed_come_together_in_one_row(copies):
    mask = ids(copies.ours)["The mask"]
    copies.we(lambda s: codebook.edit_code(s, mask, definition="Whatever covers the face."))
    copies.they(lambda s: codebook.edit_code(s, mask, colour="red", name="Masks"))
    assert copies.preview().changed == {"code": 1}
    copies.merge()
    row = copies.one(Code, id=mask)
    assert (row.name, row.definition, row.colour) == ("Masks", "Whatever covers the face.", "red")


@pytest.mark.parametrize(
    ("choice", "definition"),
    [(OURS, "Ours."), (THEIRS, "Theirs."), (BOTH, "Ours.\n\nTheirs."), (None, "Ours.\n\nTheirs.")],
)
def test_a_code_with_two_definitions_is_asked_about(copies, choice, definition):
    mask = ids(copies.ours)["The mask"]
    copies.we(lambda s: codebook.edit_code(s, mask, definition="Ours."))
    copies.they(lambda s: codebook.edit_code(s, mask, definition="Theirs."))
    (conflict,) = copies.preview().conflicts
    assert (conflict.title, conflict.field) == ("Code “The mask”", "definition")
    assert (conflict.base, conflict.ours, conflict.theirs) == ("", "Ours.", "Theirs.")
    assert conflict.choices == (OURS, THEIRS, BOTH) == tuple(conflict.words) and conflict.default == BOTH
    with pytest.raises(ValueError, match="nobody's"):
        copies.merge({conflict.key: "nobody's"})
    report = copies.merge({conflict.key: choice} if choice else {})
    assert copies.one(Code, id=mask).definition == definition
    assert [answer.choice for answer in report.answers] == [choice or BOTH]
    copies.they(lambda s: codebook.edit_code(s, mask, colour="red"))
    assert not copies.preview().conflicts, "an answered question is not put again"
    copies.merge()
    assert copies.one(Code, id=mask).definition == definition


def test_the_same_change_on_both_sides_is_no_conflict(copies):
    mask = ids(copies.ours)["The mask"]
    for work in (copies.we, copies.they):
        work(lambda s: codebook.edit_code(s, mask, definition="The same."))
    assert copies.preview().empty


def test_what_only_the_copy_removed_goes_here_too(copies):
    here = ids(copies.ours)
    with copies.ours.read() as session:
        made = session.scalars(select(Coding.id).where(Coding.coder_id == here["Ben Okri"])).all()
    copies.they(lambda s: coding.remove_codings(s, made[:1]))
    copies.they(lambda s: codebook.delete_codes(s, [here["The way"]]))
    assert copies.preview().removed["coding"] == 2
    copies.merge()
    assert copies.none(Coding, id=made[0]) and copies.none(Code, id=here["The way"])


def test_rows_of_both_sides_with_one_natural_key_are_one(copies):
    here = ids(copies.ours)
    ann, carla, mask = here["Ann Noor"], here["Carla"], here["The mask"]
    copies.we(lambda s: readings.mark_read(s, ann, [carla]))
    copies.they(lambda s: readings.finish(s, ann, [carla]))
    for work in (copies.we, copies.they):
        work(lambda s: outline.add_codes(s, here["Company"], [mask]))
        work(lambda s: settings_of_study.put_setting(s, "approach.show.counts", "on"))
        work(lambda s: codebook.refer_code(s, mask, here["Somebody helps"]))
    plan = copies.preview()
    assert not plan.conflicts, plan.conflicts
    assert plan.new == {"reading_codes": 1} and plan.changed == {"reading": 1}
    copies.merge()
    assert copies.one(Reading, coder_id=ann, source_id=carla).finished
    assert copies.one(CodePlace, code_id=mask, parent_id=here["Somebody helps"])


def test_values_of_an_attribute_are_one_or_a_set(copies):
    here = ids(copies.ours)
    with copies.ours.read() as session:
        from qda.storage.models import Attribute

        role, groups = (
            session.scalar(select(Attribute.id).where(Attribute.name == name)) for name in ("Role", "Group")
        )
    copies.we(lambda s: participants.set_values(s, here["Ana"], role, ["family"]))
    copies.we(lambda s: participants.set_values(s, here["Ben"], groups, ["town"]))
    copies.they(lambda s: participants.set_values(s, here["Ben"], groups, ["country"]))
    assert not copies.preview().conflicts
    copies.merge()
    assert copies.one(AttributeValue, attribute_id=role, participant_id=here["Ana"], source_id=None).value == "family"
    with copies.ours.read() as session:
        values = session.scalars(
            select(AttributeValue.value).filter_by(attribute_id=groups, participant_id=here["Ben"])
        )
        assert sorted(values) == ["country", "town"]


def test_passages_of_one_coder_and_code_join_and_their_links_go_along(copies):
    here = ids(copies.ours)
    ann, mask, carla = here["Ann Noor"], here["The mask"], here["Carla"]
    first = copies.we(lambda s: coding.apply_code(s, ann, mask, carla, 10, 30, note="ours", weight=10).id)

    def work(s):
        made = coding.apply_code(s, ann, mask, carla, 20, 50, note="theirs", weight=10).id
        quotes.pick_codings(s, here["Fear"], [made])
        memos.add_memo(s, "On it", "…", coder_id=ann, links=(memos.Link(coding_id=made),))
        return made

    second = copies.they(work)
    assert not copies.preview().conflicts
    copies.merge()
    row = copies.one(Coding, coder_id=ann, code_id=mask, source_id=carla)
    assert (row.id, row.start, row.end, row.note, row.weight) == (min(first, second), 10, 50, "ours\n\ntheirs", 10)
    assert copies.one(MemoLink, coding_id=row.id) and copies.one(Quote, coding_id=row.id, start=20)
    copies.they(lambda s: coding.resize_coding(s, second, 20, 60))
    copies.merge()
    assert copies.one(Coding, id=row.id).end == 60


@pytest.mark.parametrize(("choice", "weight"), [(OURS, 10), (THEIRS, 90)])
def test_differing_weights_that_meet_are_asked_about(copies, choice, weight):
    here = ids(copies.ours)
    ann, mask, carla = here["Ann Noor"], here["The mask"], here["Carla"]
    copies.we(lambda s: coding.apply_code(s, ann, mask, carla, 10, 30, weight=10))
    copies.they(lambda s: coding.apply_code(s, ann, mask, carla, 20, 50, weight=90))
    (conflict,) = copies.preview().conflicts
    assert (conflict.field, conflict.ours, conflict.theirs) == ("weight", "10", "90")
    copies.merge({conflict.key: choice})
    with copies.ours.read() as session:
        assert coded(session, mask, carla, ann) == set(range(10, 50))
    assert copies.one(Coding, coder_id=ann, code_id=mask, source_id=carla).weight == weight


def test_a_merge_after_a_merge_begins_where_the_last_one_ended(copies):
    here = ids(copies.ours)
    ben, mask, carla = here["Ben Okri"], here["The mask"], here["Carla"]
    first = copies.they(lambda s: coding.apply_code(s, ben, mask, carla, 3, 9).id)
    copies.merge()
    copies.we(lambda s: coding.remove_codings(s, [first]))
    copies.they(lambda s: memos.add_memo(s, "Later", "…", coder_id=ben))
    plan = copies.preview()
    assert plan.new == {"memo": 1} and not plan.conflicts
    copies.merge()
    assert copies.none(Coding, id=first), "what was removed here after the first merge does not come back"
    assert copies.one(Memo, title="Later")


def test_undoing_a_merge_takes_its_report_back_and_lets_it_be_done_again(copies):
    here = ids(copies.ours)
    copies.they(lambda s: coding.apply_code(s, here["Ben Okri"], here["The mask"], here["Carla"], 3, 9))
    copies.merge()
    copies.ours.undo()
    with copies.ours.read() as session:
        assert reports(session) == []
    assert copies.preview().new["coding"] == 1


def test_work_goes_back_and_forth_between_two_copies(copies):
    here = ids(copies.ours)
    mask = here["The mask"]
    copies.we(lambda s: codebook.edit_code(s, mask, definition="Ours."))
    copies.they(lambda s: codebook.edit_code(s, mask, definition="Theirs."))
    (conflict,) = copies.preview().conflicts
    copies.merge({conflict.key: OURS})
    copies.we(lambda s: coding.apply_code(s, here["Ann Noor"], mask, here["Carla"], 3, 9))
    copies.ours.close()
    with copies.theirs() as copy:
        assert not bring(copy, copies.ours.path).answers, "what was answered on one side is settled for both"
        with copy.read() as session:
            assert session.get(Code, mask).definition == "Ours."
        state = dump(copy)
    with Project.open(copies.ours.path) as ours:
        bring(ours, copies.path)
        assert {table: rows for table, rows in dump(ours).items() if table != "merge_report"} == {
            table: rows for table, rows in state.items() if table != "merge_report"
        }
