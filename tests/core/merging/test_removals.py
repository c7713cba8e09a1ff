"""What one side removed and the other changed or used: asked about, and never dropped silently."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import codebook, codebook_merge, coder_merge, coders, coding, documents, memos
from qda.core.merging import BOTH, OURS, THEIRS
from qda.core.themes import outline
from qda.core.themes.relations import Node, relate
from qda.storage.models import Code, CodePlace, Coding, Memo, MemoLink, Relation, Source, Theme, ThemeCode, Verification
from tests.core.merging.copies import Copies, coded, ids
from tests.storage.study import make_study


@pytest.fixture
def copies(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield Copies(project)


def one_conflict(copies):
    (conflict,) = copies.preview().conflicts
    return conflict


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_a_code_removed_in_the_copy_and_used_here(copies, choice):
    here = ids(copies.ours)
    ann, mask = here["Ann Noor"], here["The mask"]
    made = copies.we(lambda s: coding.apply_code(s, ann, mask, here["Carla"], 3, 20).id)
    copies.they(lambda s: codebook.delete_codes(s, [mask]))
    conflict = one_conflict(copies)
    assert (conflict.title, conflict.theirs, conflict.default) == ("Code “The mask”", "removed", OURS)
    assert "Coded passage: 1" in conflict.ours and conflict.choices == (OURS, THEIRS)
    with copies.ours.read() as session:
        before = session.scalars(select(Coding.id).where(Coding.code_id == mask)).all()
    copies.merge({conflict.key: choice})
    with copies.ours.read() as session:
        left = session.scalars(select(Coding.id).where(Coding.code_id == mask)).all()
    assert left == (before if choice == OURS else []) and (made in left) == (choice == OURS)
    assert copies.none(Code, id=mask) == (choice == THEIRS)


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_a_code_removed_here_and_used_in_the_copy(copies, choice):
    here = ids(copies.ours)
    ben, mask = here["Ben Okri"], here["The mask"]
    copies.we(lambda s: codebook.delete_codes(s, [mask]))
    made = copies.they(lambda s: coding.apply_code(s, ben, mask, here["Carla"], 3, 20).id)
    conflict = one_conflict(copies)
    assert (conflict.ours, conflict.choices, conflict.default) == ("removed", (OURS, THEIRS), THEIRS)
    report = copies.merge({conflict.key: choice})
    if choice == THEIRS:
        assert copies.one(Coding, id=made).code_id == mask and copies.one(CodePlace, code_id=mask).main
        assert copies.one(ThemeCode, code_id=mask, theme_id=here["Fear"])
        with copies.ours.read() as session:
            assert len(session.scalars(select(Coding.id).where(Coding.code_id == mask)).all()) == 3
    else:
        (held,) = report.held_back
        assert held.kind == "coding" and "The mask" in held.title and "not here any more" in held.reason
        assert held.words == documents_text(copies, here["Carla"])[3:20]
        assert copies.none(Code, id=mask)
        copies.ours.undo()  # the merge
        copies.ours.undo()  # the removal
        copies.merge()
        assert copies.one(Coding, id=made), "what was held back comes where its code is there again"


def documents_text(copies, source):
    with copies.ours.read() as session:
        return documents.source_text(session, source)


@pytest.mark.parametrize("choice", [OURS, THEIRS, BOTH])
def test_a_code_merged_away_here_and_used_and_renamed_in_the_copy(copies, choice):
    here = ids(copies.ours)
    ben, mask, way = here["Ben Okri"], here["The mask"], here["The way"]
    copies.we(lambda s: codebook_merge.merge_codes(s, [mask], way))
    copies.they(lambda s: codebook.edit_code(s, mask, name="Masks"))
    made = copies.they(lambda s: coding.apply_code(s, ben, mask, here["Carla"], 3, 20).id)
    conflict = one_conflict(copies)
    assert conflict.default == BOTH and "became part of “The way”" in conflict.ours
    report = copies.merge({conflict.key: choice})
    if choice == OURS:
        assert [held.kind for held in report.held_back] == ["coding"]
    else:
        assert copies.one(Coding, id=made).code_id == (way if choice == BOTH else mask)
    assert copies.none(Code, id=mask) == (choice != THEIRS)
    again = copies.they(lambda s: coding.apply_code(s, ben, mask, here["Carla"], 30, 40).id)
    if choice == BOTH:
        assert not copies.preview().conflicts, "it was said once where its passages go"
        copies.merge()
        assert copies.one(Coding, id=again).code_id == way


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_a_code_merged_away_in_the_copy_and_renamed_and_used_here(copies, choice):
    here = ids(copies.ours)
    ann, mask, way, carla = here["Ann Noor"], here["The mask"], here["The way"], here["Carla"]
    copies.they(lambda s: codebook_merge.merge_codes(s, [mask], way))
    copies.they(lambda s: coding.apply_code(s, ann, way, carla, 15, 30))
    copies.we(lambda s: codebook.edit_code(s, mask, name="Masks"))
    copies.we(lambda s: coding.apply_code(s, ann, mask, carla, 3, 20))
    conflict = next(one for one in copies.preview().conflicts if one.kind == "code")
    assert (conflict.title, conflict.theirs) == ("Code “Masks”", "became part of “The way”")
    copies.merge({conflict.key: choice})
    with copies.ours.read() as session:
        assert coded(session, way, carla, ann) == set(range(3, 30) if choice == THEIRS else range(15, 30))
        assert coded(session, mask, carla, ann) == (set() if choice == THEIRS else set(range(3, 20)))
    assert copies.none(Code, id=mask) == (choice == THEIRS)


def test_coders_that_were_made_one_here_bring_their_new_work_to_that_one(copies):
    here = ids(copies.ours)
    ann, ben, carla, mask = here["Ann Noor"], here["Ben Okri"], here["Carla"], here["The mask"]

    def join(s):
        from sqlalchemy import update

        s.execute(update(Coding).where(Coding.coder_id == ben).values(coder_id=ann))
        coding.join_overlaps(s, here["Somebody helps"], weights="highest")
        coders.remove_coder(s, ben)

    copies.we(join)
    made = copies.they(lambda s: coding.apply_code(s, ben, mask, carla, 3, 20).id)
    copies.merge()
    assert copies.one(Coding, id=made).coder_id == ann


def test_what_became_one_leads_to_itself_in_nothing(copies):
    here = ids(copies.ours)
    ann, ben, mask, way = here["Ann Noor"], here["Ben Okri"], here["The mask"], here["The way"]
    copies.they(lambda s: codebook_merge.merge_codes(s, [mask], way))
    copies.they(lambda s: coder_merge.join_coders(s, ben, ann, weights="highest"))
    copies.we(lambda s: relate(s, Node("code", mask), "is like", Node("code", way)))
    copies.we(lambda s: s.add(Verification(source_id=here["Carla"], coder_id=ann, whose_id=ben)))
    copies.we(lambda s: memos.add_memo(s, "By Ben", "…", coder_id=ben))
    copies.merge({conflict.key: THEIRS for conflict in copies.preview().conflicts})
    assert copies.none(Code, id=mask) and copies.none(Relation, name="is like")
    assert copies.none(Verification, coder_id=ann), "nobody looks over their own work"
    assert copies.one(Memo, title="By Ben").coder_id == ann


def test_a_passage_removed_in_the_copy_on_which_a_memo_was_written_here(copies):
    here = ids(copies.ours)
    with copies.ours.read() as session:
        made = session.scalars(select(Coding.id).where(Coding.coder_id == here["Ben Okri"])).first()
    copies.they(lambda s: coding.remove_codings(s, [made]))
    copies.we(lambda s: memos.add_memo(s, "Mine", "…", links=(memos.Link(coding_id=made),)))
    conflict = one_conflict(copies)
    assert "“Somebody helps” by Ben Okri in Carla" in conflict.title
    copies.merge({conflict.key: OURS})
    assert copies.one(Coding, id=made) and copies.one(MemoLink, coding_id=made)


def test_a_source_removed_in_the_copy_stays_where_it_was_coded_since(copies):
    here = ids(copies.ours)
    copies.they(lambda s: documents.remove_source(s, here["Carla"]))
    copies.we(lambda s: coding.apply_code(s, here["Ann Noor"], here["The mask"], here["Carla"], 3, 20))
    conflict = one_conflict(copies)
    assert conflict.title == "Source “Carla”"
    copies.merge({conflict.key: THEIRS})
    assert copies.none(Source, id=here["Carla"]) and copies.none(Coding, source_id=here["Carla"])
    copies.ours.undo()
    copies.merge()
    assert copies.one(Source, id=here["Carla"])


def test_a_code_moved_below_another_and_that_one_below_it_makes_no_circle(copies):
    here = ids(copies.ours)
    helps, barriers = here["Somebody helps"], here["Barriers"]
    copies.we(lambda s: codebook.move_code(s, helps, barriers))
    copies.they(lambda s: codebook.move_code(s, barriers, helps))
    report = copies.merge()
    assert [(held.title, "below itself" in held.reason) for held in report.held_back] == [("Code “Barriers”", True)]
    assert copies.one(CodePlace, code_id=helps, main=True).parent_id == barriers
    assert copies.one(CodePlace, code_id=barriers, main=True).parent_id is None


def test_themes_that_were_put_below_each_other_make_no_circle(copies):
    here = ids(copies.ours)
    fear, company = here["Fear"], here["Company"]
    copies.we(lambda s: outline.move_theme(s, company, fear))
    copies.they(lambda s: outline.move_theme(s, fear, company))
    assert copies.merge().held_back[0].title == "Theme “Fear”"
    assert copies.one(Theme, id=fear).parent_id is None


def test_a_code_moved_to_two_places_is_asked_about(copies):
    here = ids(copies.ours)
    mask, helps, way = here["The mask"], here["Somebody helps"], here["Getting there"]
    copies.we(lambda s: codebook.move_code(s, mask, helps))
    copies.they(lambda s: codebook.move_code(s, mask, way))
    conflict = one_conflict(copies)
    assert (conflict.field, conflict.base, conflict.ours, conflict.theirs) == (
        *("where it stands", "Barriers", "Somebody helps", "Getting there"),
    )
    copies.merge({conflict.key: THEIRS})
    assert copies.one(CodePlace, code_id=mask, main=True).parent_id == way
