"""Two copies of a project with a review meet: what people said is there once, of the right person, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from qda.core.easyread import summaries, versions
from qda.core.easyread.booklet import pictures_in
from qda.core.merging import joining
from qda.core.review import answers, meetings, pack_import, packs, people, points, rounds
from qda.storage import models
from qda.storage.texts import load_blob
from tests.core.merging.copies import Copies, bring
from tests.core.review.packing import said, seal
from tests.storage.reviewed import DRAWING
from tests.storage.study import make_study


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


def _codes(project):
    with project.read() as session:
        return {one.name: one.code for one in people.people(session)}


def test_two_people_who_were_added_apart_do_not_have_one_code(project):
    copies = Copies(project)
    copies.we(lambda s: people.add_person(s, "Ola"))
    copies.they(lambda s: people.add_person(s, "Una"))
    with copies.theirs() as copy:
        assert _codes(copy)["Una"] == _codes(project)["Ola"] == "P3"
    assert any("P3" in note for note in copies.preview().notes)
    copies.merge()
    found = _codes(project)
    assert (found["Ola"], found["Una"]) == ("P3", "P4")
    with project.change("Pack") as session:
        shown = packs.one_pack(session, packs.hand_out(session, rounds.find_round(session, "First look")))
    assert len(shown.people) == 3
    project.close()
    with copies.theirs() as copy:
        bring(copy, project.path)
        assert _codes(copy) == found


def test_people_of_two_projects_do_not_have_one_code(project, tmp_path):
    with make_study(tmp_path / "other.loom", 1) as other, other.change("Add") as session:
        people.add_person(session, "Una")
    joining.join(project, joining.preview_join(project, tmp_path / "other.loom"))
    found = list(_codes(project).values())
    with project.read() as session:
        codes = [one.code for one in people.people(session)]
    assert len(codes) == len(set(codes)) == 5, found


def test_one_file_of_answers_read_back_on_both_sides_is_once(project):
    with project.change("Pack") as session:
        pack = packs.one_pack(session, packs.hand_out(session, rounds.find_round(session, "First look")))
    file = seal(pack, said(pack))
    copies = Copies(project)
    copies.we(lambda s: pack_import.take_back(s, file, "a.json"))
    copies.they(lambda s: pack_import.take_back(s, file, "a.json"))
    with project.read() as session:
        before = len(answers.answers(session)), len(points.points(session)), len(meetings.meetings(session))
    copies.merge()
    with project.read() as session:
        after = len(answers.answers(session)), len(points.points(session)), len(meetings.meetings(session))
        assert after == before
    # Read once more it is known.
    assert copies.we(lambda s: pack_import.take_back(s, file, "b.json")).known


def test_answers_typed_on_both_sides_are_all_there_after_merging_twice(project):
    copies = Copies(project)

    def typed(words):
        def work(session):
            shown = rounds.find_round(session, "First look")
            jo = people.people(session)[0].id
            item = session.scalars(select(models.ReviewItem).where(models.ReviewItem.round_id == shown)).first()
            meeting = meetings.add_meeting(session, shown, [(jo, "co-researcher")], form="paper")
            answers.put_answer(session, meeting, item.id, jo, "right", "no", words=words)

        return work

    copies.we(typed("Ours."))
    copies.they(typed("Theirs."))
    copies.merge()
    with project.read() as session:
        assert {"Ours.", "Theirs."} <= {one.words for one in answers.answers(session)}
    copies.they(typed("Later."))
    copies.merge()
    with project.read() as session:
        found = [one.words for one in answers.answers(session)]
    assert [found.count(words) for words in ("Ours.", "Theirs.", "Later.")] == [1, 1, 1]


REVIEW = ("review_round", "review_item", "review_person", "review_response", "review_point", "review_pack", "pile")


def test_a_copy_without_the_work_of_others_holds_nothing_of_the_review_and_takes_nothing_away(project):
    with project.change("Theirs") as session:
        meeting = session.scalars(select(models.ReviewMeeting.id)).first()
        item = session.scalars(select(models.ReviewItem.id)).first()
        jo = people.people(session)[0].id
        answers.put_answer(session, meeting, item, jo, "right", "no", words="Zwiebelkuchen im Zelt.")
        keys = session.scalars(select(models.ReviewPack.private_key)).all()
    tables = models.Base.metadata.tables
    with project.read() as session:
        before = {name: session.scalar(select(func.count()).select_from(tables[name])) for name in REVIEW}
    copies = Copies(project, blind=True)
    whole = copies.path.read_bytes()
    assert b"Zwiebelkuchen" not in whole and b"Jo Lind" not in whole
    assert all(key not in whole for key in keys if key)
    with copies.theirs() as copy, copy.read() as session:
        assert not any(session.scalar(select(func.count()).select_from(tables[name])) for name in REVIEW)
    assert copies.preview().empty
    copies.merge()
    with project.read() as session:
        assert before == {name: session.scalar(select(func.count()).select_from(tables[name])) for name in REVIEW}


def _keep(title):
    """Keep a version of the summary under a title, and take its picture away from the study afterwards."""

    def work(session):
        summary = summaries.summaries(session)[0].id
        summaries.edit_summary(session, summary, title=title)
        versions.keep_version(session, summary, None, title)
        for row in session.scalars(select(models.Picture)):
            session.delete(row)

    return work


def _kept(project):
    """Return number, title and pictures of each version that is kept."""
    with project.read() as session:
        found = []
        for row in session.scalars(select(models.EasyVersion)):
            title = versions.version_booklet(session, row.id).title
            shown = [load_blob(session, bytes.fromhex(key)) for key in pictures_in(row.content)]
            found.append((row.number, title, shown))
        return sorted(found)


def test_versions_kept_on_both_sides_are_both_there_with_what_they_show(project):
    before = _kept(project)
    copies = Copies(project)
    copies.we(_keep("Masks here"))
    copies.they(_keep("Masks there"))
    copies.merge()
    assert _kept(project) == [*before, (2, "Masks here", [DRAWING]), (2, "Masks there", [DRAWING])]
    with project.change("Keep") as session:
        summary = summaries.summaries(session)[0].id
        summaries.edit_summary(session, summary, title="Masks of us all")
        versions.keep_version(session, summary, None)
        assert [one.number for one in versions.versions(session, summary)] == [1, 2, 2, 3]
