"""Hazards E1 to E6: a text is corrected, and everything on it keeps its words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, memos, participants
from qda.core.check import check
from qda.core.correcting import edit, unplaced, versions
from qda.core.documents import source_text
from qda.core.themes import outline, quotes
from qda.errors import QuestionError, RefusedError
from qda.storage.models import Coding, Memo, MemoLink, Participation, Quote, Source
from qda.storage.project import Project
from tests.storage.study import dump, interview

MARIA = interview(
    "Maria",
    ("I", "How was it?"),
    ("Maria", "Maria is my name 😀. The msk felt like a prison. Maria left."),
    ("I", "And then?"),
    ("Maria", "Nothing. Nobody came."),
)


class Study:
    def __init__(self, project):
        self.project = project
        with project.change("Begin") as session:
            self.source = documents.add_source(session, MARIA)
            self.ann, self.ben = coders.add_coder(session, "Ann"), coders.add_coder(session, "Ben")
            self.fear, self.way = codebook.add_code(session, "Fear"), codebook.add_code(session, "Way")
            self.theme = outline.add_theme(session, "Harm")

    @property
    def text(self):
        with self.project.read() as session:
            return source_text(session, self.source)

    def span(self, words):
        start = self.text.index(words)
        return start, start + len(words)

    def code(self, words, code=None, coder=None, **more):
        with self.project.change("Apply code") as session:
            return coding.apply_code(
                session, coder or self.ann, code or self.fear, self.source, *self.span(words), **more
            ).id

    def replace(self, old, new, **more):
        """Replace words once, or with several=True wherever they stand."""
        text, pieces, start = self.text, [], -1
        while (start := text.find(old, start + 1)) >= 0:
            pieces.append((start, start + len(old), new))
        return self.correct(pieces if more.pop("several", False) else pieces[:1], **more)

    def correct(self, pieces, **more):
        with self.project.change("Correct text") as session:
            done = edit.correct(session, self.source, pieces, self.ben, **more)
        assert check(self.project) == []
        return done

    def words(self, coding_id):
        with self.project.read() as session:
            row = session.get(Coding, coding_id)
            return row and source_text(session, row.source_id)[row.start : row.end]

    def count(self, model, **values):
        with self.project.read() as session:
            return len(session.scalars(select(model).filter_by(**values)).all())


@pytest.fixture
def study(tmp_path):
    with Project.create(tmp_path / "study.loom") as project:
        yield Study(project)


def test_e1_a_coding_that_ends_at_the_last_character_stays_when_a_typo_is_mended(study):
    last = study.code("Nobody came.")
    study.replace("msk", "mask")
    assert study.words(last) == "Nobody came."
    assert study.text.endswith("Nobody came.")


def test_e2_a_participant_of_the_whole_source_stays_linked(study):
    with study.project.change("Link") as session:
        person = participants.add_participant(session, "P1")
        participants.link_source(session, person, study.source)
    study.replace("msk", "mask")
    assert study.count(Participation, participant_id=person, source_id=study.source) == 1


@pytest.mark.parametrize("several", [False, True])
def test_e3_a_name_replaced_once_or_everywhere_leaves_all_other_codings_on_their_words(study, several):
    codings = {study.code(words): words for words in ("How was it?", "felt like a prison", "And then?", "Nobody came.")}
    name = study.code("Maria is my name", study.way)
    study.replace("Maria", "P1", several=several)
    assert {key: study.words(key) for key in codings} == codings
    assert study.words(name) == ("P1 is my name" if several else "Maria is my name")
    assert study.text.count("Maria") == (0 if several else 3)


def test_e5_a_coding_whose_words_are_taken_out_waits_with_all_that_belongs_to_it(study):
    lost = study.code("Nobody came.", note="lonely")
    start, end = study.span("Nobody came.")
    with study.project.change("Write memo") as session:
        links = (memos.Link(coding_id=lost), memos.Link(source_id=study.source, start=start, end=end))
        body = f"See [there](passage:{study.source}:{start}-{end})."
        memo = memos.add_memo(session, "Alone", body, links=links)
        (picked,) = quotes.pick_codings(session, study.theme, [lost])
    before = dump(study.project)
    done = study.replace(" Nobody came.", "")
    assert len(done.emptied) == 3
    assert study.words(lost) is None
    assert study.count(Quote) == study.count(MemoLink) == 0
    assert study.count(Memo, id=memo, body="See there.") == 1
    with study.project.read() as session:
        waiting = unplaced.listing(session, study.source)
    assert {(one.kind, one.why, one.name, one.words) for one in waiting} == {
        ("coding", "emptied", "Fear", "Nobody came."),
        ("quote", "emptied", "Harm", "Nobody came."),
        ("memo_link", "emptied", "Alone", "Nobody came."),
    }
    there = study.span("Nothing.")
    with study.project.change("Place passages") as session:
        for one in waiting:
            unplaced.place(session, one.id, *there)
    assert check(study.project) == []
    assert study.words(lost) == "Nothing."
    assert study.count(Quote, id=picked, coding_id=lost) == 1
    assert study.count(MemoLink, memo_id=memo, coding_id=lost) == 1
    with study.project.read() as session:
        assert session.get(Coding, lost).note == "lonely"
        assert unplaced.listing(session) == []
    study.project.undo()
    study.project.undo()
    assert dump(study.project) == before


def test_e6_undo_brings_everything_back_bit_for_bit_and_redo_the_correction(study):
    for words in ("How was it?", "prison. Maria left", "Nobody came."):
        study.code(words)
    before = dump(study.project)
    study.correct([(0, 3, ""), (20, 45, "😀 a\nword"), (60, 60, "x" * 100_000)])
    after, text = dump(study.project), study.text
    study.project.undo()
    assert dump(study.project) == before
    assert check(study.project) == []
    study.project.redo()
    assert dump(study.project) == after
    assert study.text == text


def test_what_is_put_in_beside_a_passage_or_between_two_belongs_to_neither(study):
    first, second = study.code("The msk felt"), study.code(" like a prison")
    at = study.span(" like")[0]
    study.correct([(at, at, " really")])
    assert (study.words(first), study.words(second)) == ("The msk felt", " like a prison")


def test_codings_that_overlap_after_a_correction_become_one_and_weights_are_asked_about(study):
    first, second = study.code("The msk felt", weight=1), study.code(" like a prison", weight=5)
    start, end = study.span("felt like")
    with study.project.read() as session:
        assert edit.preview(session, study.source, [(start, end, "was")]).joined == 1
    with pytest.raises(QuestionError):
        study.correct([(start, end, "was")])
    assert study.text == MARIA.text
    done = study.correct([(start, end, "was")], weights="highest")
    assert done.joined == 1
    assert study.words(first) == "The msk was a prison"
    assert study.words(second) is None


def test_a_preview_shows_the_boundaries_at_the_edit_and_changes_nothing(study):
    study.code("How was it?")
    mask, lost, far = study.code("The msk felt"), study.code("msk", study.way), study.code("Nobody came.")
    before = dump(study.project)
    start, end = study.span("msk")
    with study.project.read() as session:
        shown = edit.preview(session, study.source, [(start, end + 1, "")])
    assert dump(study.project) == before
    assert [(one.id, one.name, one.was.words, one.becomes and one.becomes.words) for one in shown.boundaries] == [
        (mask, "Fear", "The msk felt", "The felt"),
        (lost, "Way", "msk", None),
    ]
    assert shown.boundaries[0].was.before.endswith("my name 😀. ")
    assert shown.boundaries[0].becomes.after.startswith(" like a prison")
    assert [one.id for one in shown.emptied] == [lost]
    assert shown.moved == 1
    assert far not in [one.id for one in shown.boundaries]
    assert shown.text == MARIA.text.replace("msk ", "")


def test_the_versions_of_a_text_are_kept_with_who_ended_them_and_a_coding_knows_its_own(study):
    old = study.code("Nobody came.")
    study.replace("msk", "mask")
    new = study.code("Nothing.")
    study.replace("mask", "face mask")
    with study.project.read() as session:
        kept = versions.versions(session, study.source)
        assert [(one.number, one.how, one.coder_id) for one in kept] == [
            (1, "edit", study.ben),
            (2, "edit", study.ben),
            (3, "", None),
        ]
        assert versions.text_of(session, study.source, 1) == MARIA.text
        assert versions.text_of(session, study.source, 2) == MARIA.text.replace("msk", "mask")
        assert versions.text_of(session, study.source, 3) == versions.text_of(session, study.source)
        assert session.get(Coding, old).text_version == 1
        assert session.get(Coding, new).text_version == 2
        assert session.get(Source, study.source).text_version == 3


@pytest.mark.parametrize("pieces", [[(-1, 2, "x")], [(3, 2, "x")], [(0, 10_000, "x")], [(0, 5, "x"), (4, 6, "y")]])
def test_stretches_that_are_none_are_refused(study, pieces):
    with pytest.raises(RefusedError):
        study.correct(pieces)


def test_a_correction_that_leaves_no_words_is_refused_and_one_that_changes_nothing_leaves_no_trace(study):
    with pytest.raises(RefusedError, match="Remove the source"):
        study.correct([(0, len(MARIA.text), " \n")])
    seen = len(study.project.history())
    assert study.correct([(0, 1, "I")]).version == 1
    assert len(study.project.history()) == seen


def test_what_is_typed_or_pasted_becomes_canonical_text(study):
    study.correct([(0, 0, "\ufeffa\r\nb\rc\x00\n")])
    assert study.text == "a\nb\nc\n" + MARIA.text
