"""Places in context: who said it, on which line, how far a sentence or turn goes, and which places are wanted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import concordance, documents
from qda.core.concordance import Scope, SpokenSource
from qda.core.search import search
from qda.storage.models import Coder, Coding, Participant, Speaker
from tests.storage.study import make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


@pytest.fixture
def group(study):
    with study.read() as session:
        yield SpokenSource(session, documents.find_source(session, "Group one"))


def _words(here, span):
    return None if span is None else here.text[slice(*span)]


def _at(here, words):
    start = here.text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "extent", "whole"),
    [
        ("prison", "words", "prison"),
        ("prison", "sentence", "The mask felt like a prison mask 😀."),
        ("prison", "line", "The mask felt like a prison mask 😀. Really."),
        ("prison", "turn", "The mask felt like a prison mask 😀. Really."),
        ("Ana: The mask", "words", "The mask"),
        ("Really", "sentence", "Really."),
        ("😀. Really", "sentence", "The mask felt like a prison mask 😀. Really."),
        ("医院", "sentence", "医院很远。"),
        ("safe. 医", "words", "safe. 医"),
        ("Ben", "words", None),
        ("Ben", "turn", "For me it was safe. 医院很远。"),
        ("Ben", "sentence", "For me it was safe."),
        (" ", "words", None),
    ],
)
def test_a_place_is_extended_without_the_label(group, words, extent, whole):
    assert _words(group, group.extended(*_at(group, words), extent)) == whole


def _found(study, words, scope=None):
    with study.read() as session:
        spans = [(hit.source_id, hit.start, hit.end) for hit in search(session, words)]
        return list(concordance.places(session, spans, scope))


def test_a_place_says_who_and_where_and_what_stands_around(study):
    first, second, *_rest = _found(study, "mask")
    assert (first.source, first.speaker, first.lines, first.text) == ("Group one", "Ana", "2", "mask")
    assert (first.before, first.after) == ("The ", " felt like a prison mask 😀. Really.")
    assert (second.before, second.after) == ("The mask felt like a prison ", " 😀. Really.")


def test_long_lines_are_cut_around_the_place(project):
    from qda.core.importers import Imported

    with project.change("Import") as s:
        documents.add_source(s, Imported("Long", "so " * 200 + "needle" + " and" * 300))
    (place,) = _found(project, "needle")
    assert place.before.startswith("…") and place.after.endswith("…")
    assert len(place.before) < 70 and len(place.after) < 70


def test_names_of_speakers_are_no_places(study):
    assert _found(study, "ben") == []
    with study.read() as session:
        assert search(session, "ben")


def test_interviewers_can_be_left_out_or_alone(study):
    with study.read() as session:
        ana = session.scalar(select(Participant.id).join(Speaker).where(Speaker.label == "Ana"))
    everybody = {place.speaker for place in _found(study, "the")}
    assert everybody > {place.speaker for place in _found(study, "the", Scope("participants"))} > set()
    assert {place.speaker for place in _found(study, "the", Scope("interviewers"))} == {"I"}
    assert {place.speaker for place in _found(study, "the", Scope(participant_id=ana))} == {"Ana"}


def test_only_what_a_coder_gave_no_code_yet(study):
    with study.read() as session:
        ann, ben = session.scalars(select(Coder.id).order_by(Coder.id))
        group = documents.find_source(session, "Group one")
        query = select(Coding.start, Coding.end).where(Coding.source_id == group, Coding.coder_id == ann)
        spans = session.execute(query).all()
    places = _found(study, "the | mask | safe | was | way", Scope(uncoded_by=ann))
    every = _found(study, "the | mask | safe | was | way")
    here = [place for place in every if place.source_id == group]
    coded = [place for place in here if any(place.start < end and place.end > start for start, end in spans)]
    assert coded and [place for place in here if place not in coded] == [
        place for place in places if place.source_id == group
    ]
    assert len(_found(study, "the | mask | safe | was | way", Scope(uncoded_by=ben))) != len(places)
