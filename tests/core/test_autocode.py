"""Coding many places at once: as much of each as was chosen, one change, one undo."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import autocode, coding, documents
from qda.core.chosen import Choice
from qda.core.search import search
from qda.errors import QuestionError, RefusedError
from qda.storage.models import Coder, Coding
from tests.storage.study import dump, make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


def code(project, words, extent="words", *paths, **how):
    """Code all places of `words` by the first coder; return what was done and the passages that have the code now."""
    with project.change("Code what was found") as s:
        ann = s.scalars(select(Coder.id).order_by(Coder.id)).first()
        found = [(hit.source_id, hit.start, hit.end) for hit in search(s, words)]
        choices = [Choice(path=path) for path in paths or ("Fresh",)]
        done = autocode.code_places(s, ann, choices, found, extent, **how)
    with project.read() as s:
        rows = s.execute(select(Coding).where(Coding.code_id == done.code_ids[0], Coding.coder_id == ann)).scalars()
        texts = [documents.source_text(s, row.source_id)[row.start : row.end] for row in rows]
    return done, sorted(texts)


@pytest.mark.parametrize(
    ("extent", "coded"),
    [
        ("words", ["mask", "mask"]),
        ("sentence", ["The mask felt like a prison mask 😀."]),
        ("line", ["The mask felt like a prison mask 😀. Really."]),
        ("turn", ["The mask felt like a prison mask 😀. Really."]),
    ],
)
def test_as_much_is_coded_as_was_chosen_and_undo_takes_all_back(study, extent, coded):
    before = dump(study)
    done, texts = code(study, "mask", extent)
    assert texts == coded
    assert (done.coded, done.joined, done.known) == (len(coded), 0, 0)
    study.undo()
    assert dump(study) == before


def test_several_codes_known_and_new_are_given_in_one_change(study):
    changes = len(study.history())
    done, _texts = code(study, "mask", "words", "Barriers > Masks", "Somebody helps")
    assert (len(done.code_ids), done.coded) == (2, 4)
    assert len(study.history()) == changes + 1


def test_what_has_the_code_already_is_known_and_what_overlaps_joins(study):
    code(study, "prison mask")
    assert code(study, "prison mask")[0].known == 1
    done, texts = code(study, "a prison")
    assert (done.coded, done.joined, texts) == (1, 1, ["a prison mask"])


def test_it_is_the_same_as_coding_one_after_the_other(study):
    code(study, "the | prison | felt like", "words")
    at_once = dump(study)["coding"]
    study.undo()
    with study.change("One by one") as s:
        ann = s.scalars(select(Coder.id).order_by(Coder.id)).first()
        (fresh,) = autocode.made_codes(s, ann, [Choice(path="Fresh")])
        for hit in search(s, "the | prison | felt like"):
            coding.apply_code(s, ann, fresh, hit.source_id, hit.start, hit.end)

    def spans(rows):
        return sorted((row[1], row[4:6]) for row in rows.values())

    assert spans(dump(study)["coding"]) == spans(at_once)


def test_only_names_of_speakers_are_refused_and_nothing_is_made(study):
    before = dump(study)
    with pytest.raises(RefusedError):
        code(study, "ben")
    assert dump(study) == before


def test_a_project_wide_pass_with_differing_weights_asks_once(study):
    code(study, "prison | felt")
    with study.change("Weigh") as s:
        rows = list(s.scalars(select(Coding).order_by(Coding.id)))[-2:]
        for row, weight in zip(rows, (10, 90), strict=True):
            coding.edit_coding(s, row.id, weight=weight)
    with pytest.raises(QuestionError):
        code(study, "felt like a prison")
    done, texts = code(study, "felt like a prison", weights="highest")
    assert (done.coded, done.joined, texts) == (1, 2, ["felt like a prison"])
