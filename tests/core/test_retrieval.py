"""Retrieval: the right quotes for any question, and counts in which each coding, source and person is counted once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qda.core import codebook, coders, coding, documents, participants, retrieval, study
from qda.core.importers import Imported
from qda.core.retrieval import Counts, Filter
from qda.core.themes import outline, quotes
from qda.errors import CancelledError
from tests.storage.study import GROUP, SINGLE


@dataclass
class Study:
    """Two sources, three people, a small tree of codes; `low` stands below `top` and by reference below `other`."""

    group: str
    single: str
    ana: str
    ben: str
    carla: str
    ann: str
    bo: str
    top: str
    low: str
    other: str


@pytest.fixture
def made(s) -> Study:
    group, single = documents.add_source(s, GROUP), documents.add_source(s, SINGLE)
    people = {name: participants.add_participant(s, name) for name in ("Ana", "Ben", "Carla")}
    for row in [*documents.speakers_of(s, group), *documents.speakers_of(s, single)]:
        if row.label in people:
            participants.link_speaker(s, row.id, people[row.label])
    role = participants.add_attribute(s, "Role", "choices")
    for name, values in (("Ana", ["patient"]), ("Ben", ["family", "nurse"]), ("Carla", ["patient"])):
        participants.set_values(s, people[name], role, values)
    ann, bo = coders.add_coder(s, "Ann"), coders.add_coder(s, "Bo")
    top, low = codebook.add_path(s, "top"), codebook.add_path(s, "top > low")
    other = codebook.add_code(s, "other")
    codebook.refer_code(s, low, other)
    for coder, code, source, words in (
        (ann, top, group, "prison mask 😀"),
        (ann, low, group, "医院很远"),
        (bo, low, group, "prison mask"),
        (ann, low, single, "My sister"),
        (bo, other, group, "And the way there"),
    ):
        text = documents.source_text(s, source)
        coding.apply_code(s, coder, code, source, text.index(words), text.index(words) + len(words))
    s.flush()
    return Study(group, single, *people.values(), ann, bo, top, low, other)


def found(s, **wanted) -> list[str]:
    return [row.text for row in retrieval.quotes(s, Filter(**wanted))]


def test_quotes_come_in_the_order_of_sources_and_text_with_everything_about_them(s, made):
    assert found(s) == ["prison mask 😀", "prison mask", "医院很远", "And the way there", "My sister"]
    theme = outline.add_theme(s, "Fear", code_ids=[made.low])
    quote = next(row for row in retrieval.quotes(s) if row.text == "医院很远")
    assert (quote.source, quote.code, quote.coder, quote.lines) == ("Group one", "top > low", "Ann", "3")
    assert (quote.participants, quote.themes) == (("Ben",), ("Fear",))
    assert quote.text == GROUP.text[quote.start : quote.end]
    assert theme
    documents.move_source(s, made.single, 0)
    s.flush()
    assert found(s)[0] == "My sister"


def test_a_code_is_asked_for_with_what_stands_below_it_or_alone(s, made):
    assert len(found(s, code_ids=(made.top,))) == 4
    assert found(s, code_ids=(made.top,), below=False) == ["prison mask 😀"]
    # By reference too: `low` stands below `other`.
    assert len(found(s, code_ids=(made.other,))) == 4
    # A code reached twice gives each quote once.
    assert len(found(s, code_ids=(made.top, made.other, made.low))) == 5
    assert found(s, code_ids=()) == []


def test_other_questions_and_several_at_once(s, made):
    assert found(s, source_ids=(made.single,)) == ["My sister"]
    assert found(s, coder_ids=(made.bo,)) == ["prison mask", "And the way there"]
    assert found(s, participant_ids=(made.ben,)) == ["医院很远"]
    assert found(s, participant_ids=(made.ana, made.carla)) == ["prison mask 😀", "prison mask", "My sister"]
    assert found(s, attributes=(("Role", "patient"),)) == ["prison mask 😀", "prison mask", "My sister"]
    assert found(s, attributes=(("Role", "family"), ("Role", "nurse"))) == ["医院很远"]
    assert found(s, attributes=(("Role", "family"), ("Role", "patient"))) == []
    assert found(s, attributes=(("Shoe", "42"),)) == []
    assert found(s, coder_ids=(made.ann,), code_ids=(made.low,), attributes=(("Role", "patient"),)) == ["My sister"]


def test_a_limit_counts_what_passes_the_filter(s, made):
    assert [row.text for row in retrieval.quotes(s, limit=2)] == ["prison mask 😀", "prison mask"]
    wanted = Filter(participant_ids=(made.carla,))
    assert [row.text for row in retrieval.quotes(s, wanted, limit=1)] == ["My sister"]


def test_a_themes_quotes_come_through_its_subthemes_and_codes(s, made):
    fear = outline.add_theme(s, "Fear", code_ids=[made.top])
    outline.add_theme(s, "Way", fear, code_ids=[made.other])
    alone = outline.add_theme(s, "Alone", code_ids=[made.other])
    assert len(found(s, theme_id=fear)) == 5
    assert len(found(s, theme_id=alone)) == 4
    counts = retrieval.theme_counts(s)
    assert counts[fear] == Counts(codings=5, sources=2, participants=3)
    assert counts[alone] == Counts(codings=4, sources=2, participants=3)


def test_counts_of_codes_alone_and_with_what_is_below(s, made):
    counts = retrieval.code_counts(s)
    alone, below = ({key: getattr(both, which) for key, both in counts.items()} for which in ("own", "below"))
    assert alone[made.top] == Counts(1, 1, 1)
    assert alone[made.low] == Counts(3, 2, 3)
    assert alone[made.other] == Counts(1, 1, 0)  # only the interviewer's words
    assert below[made.top] == Counts(4, 2, 3)
    assert below[made.other] == Counts(4, 2, 3)
    assert below[made.low] == alone[made.low]
    ann = retrieval.code_counts(s, coder_ids=[made.ann])
    assert ann[made.low].own == Counts(2, 2, 2)
    assert ann[made.other].own == Counts()


def test_a_code_below_by_two_ways_is_counted_once(s, made):
    codebook.refer_code(s, made.other, made.top)
    codebook.refer_code(s, made.low, made.other)
    assert retrieval.code_counts(s)[made.top].below == Counts(5, 2, 3)


def test_codes_by_sources(s, made):
    assert retrieval.code_source_matrix(s) == {
        (made.top, made.group): 1,
        (made.low, made.group): 2,
        (made.low, made.single): 1,
        (made.other, made.group): 1,
    }
    assert retrieval.coding_numbers(s) == {made.top: 1, made.low: 3, made.other: 1}


def test_chosen_quotes_keep_their_words_and_whose_they_are(s, made):
    fear = outline.add_theme(s, "Fear", code_ids=[made.top])
    rows = retrieval.quotes(s)
    quotes.pick_codings(s, fear, [rows[2].id, rows[0].id])
    quotes.pick_codings(s, fear, [rows[4].id], kind="counter")
    coding.remove_codings(s, [rows[2].id])
    shown = [(row.text, row.participants, row.lines, row.kind) for row in retrieval.theme_quotes(s, fear)]
    assert shown == [
        ("医院很远", ("Ben",), "3", "chosen"),
        ("prison mask 😀", ("Ana",), "2", "chosen"),
        ("My sister", ("Carla",), "2", "counter"),
    ]


def test_one_person_in_two_sources_and_two_in_one_are_counted_once_each(s, made):
    more = documents.add_source(s, Imported("More", "Carla again, alone."))
    participants.link_source(s, made.carla, more)
    for source in (made.single, more):
        coding.apply_code(s, made.bo, made.top, source, 0, 5)
    s.flush()
    assert retrieval.code_counts(s)[made.top].own == Counts(codings=3, sources=3, participants=2)


@pytest.mark.parametrize(("unit", "lines"), [("sentence", "2-3"), ("fixed", "4-5"), ("turn", "2")])
def test_lines_are_counted_as_the_project_says(project, unit, lines):
    with project.change("Set up") as s:
        study.set_lines(s, unit, 20)
        source = documents.add_source(s, SINGLE)
        code, coder = codebook.add_code(s, "Code"), coders.add_coder(s, "Ann")
        start = SINGLE.text.index("with me")
        coding.apply_code(s, coder, code, source, start, start + 20)
    with project.read() as s:
        (quote,) = retrieval.quotes(s)
        assert quote.lines == documents.transcript(s, source).line_span(quote.start, quote.end)
        assert quote.lines == lines


def test_quotes_that_nobody_waits_for_any_more_are_not_read_to_the_end(s, made):
    with pytest.raises(CancelledError):
        retrieval.quotes(s, progress=lambda _done, _all: False)
