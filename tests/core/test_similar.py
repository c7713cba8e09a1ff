"""Similar passages: the measure worked out by hand, and what is never suggested."""

from __future__ import annotations

from math import log, sqrt

import pytest

from qda.core import codebook, coders, coding, documents, participants, similar
from qda.core.importers import Imported
from qda.errors import CancelledError
from tests.storage.study import interview


def study(s, *said: tuple[str, str], language: str = "en") -> str:
    read = interview("One", *said)
    return documents.add_source(s, Imported("One", read.text, read.turns, language=language))


def code(s, source_id: str, words: str, path: str = "mask") -> str:
    """Give the words a code and return its id."""
    coder = coders.coders(s)[0].id if coders.coders(s) else coders.add_coder(s, "Ann")
    code_id = codebook.add_path(s, path)
    start = documents.source_text(s, source_id).index(words)
    coding.apply_code(s, coder, code_id, source_id, start, start + len(words))
    s.flush()
    return code_id


def test_closeness_is_the_cosine_of_the_word_weights() -> None:
    # Words 0, 1, 2 weigh 2, 1, 1; the passages hold 0 and 1. The first line is the passages themselves.
    lines = [(0, 1), (1, 2), (2,)]
    found = similar.closest(lines, {0: 2.0, 1: 1.0, 2: 1.0}, {0: 1.0, 1: 1.0})
    # Lengths: √5, √2, 1, so the middle one is √2. Passages: √5. First: (4 + 1)/(√5·√5); second: 1/(√2·√5).
    assert found == [(pytest.approx(1.0), 0), (pytest.approx(1 / sqrt(10)), 1)]


def test_a_line_shorter_than_the_middle_one_is_measured_as_if_it_were_as_long() -> None:
    lines = [(0,), (0, 1, 2, 3), (1, 2, 3, 4)]
    found = similar.closest(lines, dict.fromkeys(range(5), 1.0), {0: 1.0})
    # Lengths 1, 2, 2: the single word counts 1/2, not 1; the earlier line comes first.
    assert found == [(pytest.approx(0.5), 0), (pytest.approx(0.5), 1)]


def test_lines_of_a_transcript_worked_out_by_hand(s) -> None:
    source = study(
        s,
        ("P", "The prison mask hides weakness."),
        ("I", "A prison mask, a mask?"),
        ("P", "A mask in prison."),
        ("P", "Weaknesses are private."),
        ("P", "Bread and butter."),
    )
    mask = code(s, source, "The prison mask hides weakness.")
    found = similar.similar(s, [mask])
    assert [row.text for row in found] == ["A mask in prison.", "Weaknesses are private."]
    # Four lines are spoken by P: three words stand in two of them, the others in one. The passage has all of the first.
    common, rare = log(1 + 4 / 2), log(1 + 4 / 1)
    own, middle = sqrt(3 * common**2 + rare**2), sqrt(common**2 + rare**2)
    assert [row.closeness for row in found] == [
        pytest.approx(2 * common**2 / (middle * own)),
        pytest.approx(common**2 / (middle * own)),
    ]
    assert [set(row.shares) for row in found] == [{"mask", "prison"}, {"Weaknesses"}]
    assert [row.lines for row in found] == ["3", "4"]


def test_what_has_the_code_or_one_below_it_is_not_suggested(s) -> None:
    source = study(s, ("P", "prison mask one"), ("P", "prison mask two"), ("P", "prison mask three"))
    mask = code(s, source, "prison mask one")
    code(s, source, "two", "mask > smile")
    assert [row.text for row in similar.similar(s, [mask])] == ["prison mask three"]


def test_participants_are_named_and_offsets_are_code_points(s) -> None:
    source = study(s, ("Ana", "😀 a prison mask"), ("Ana", "👩🏽‍⚕️ prison masks everywhere"))
    person = participants.add_participant(s, "Ana")
    participants.link_speaker(s, documents.speakers_of(s, source)[0].id, person)
    (found,) = similar.similar(s, [code(s, source, "prison mask")])
    assert documents.source_text(s, source)[found.start : found.end] == found.text == "👩🏽‍⚕️ prison masks everywhere"
    assert found.participants == ("Ana",)


@pytest.mark.parametrize(
    ("language", "coded", "line", "shared"),
    [
        ("de", "Sie trug eine Maske", "Die Masken fallen", "Masken"),
        ("fr", "J'ai vu l'hôpital", "Loin de l’hôpital", "l'hôpital"),
        ("zh", "医院很远", "没有医院", "医院"),
        ("xx", "ikimaskiyo ka", "ikimaskiyo li", "ikimaskiyo"),
    ],
)
def test_words_of_many_languages_are_told_apart(s, language: str, coded: str, line: str, shared: str) -> None:
    source = study(s, ("P", coded), ("P", line), ("P", "12 34"), language=language)
    (found,) = similar.similar(s, [code(s, source, coded)])
    assert (found.text, found.shares) == (line, (shared,))


def test_a_code_without_passages_has_nothing_similar(s) -> None:
    study(s, ("P", "prison mask"))
    assert similar.similar(s, [codebook.add_path(s, "empty")]) == []


def test_it_can_be_stopped(s) -> None:
    source = study(s, ("P", "prison mask"), ("P", "mask"))
    mask = code(s, source, "prison mask")
    told: list[tuple[int, int]] = []

    def stop(done: int, every: int) -> bool:
        told.append((done, every))
        return False

    with pytest.raises(CancelledError):
        similar.similar(s, [mask], progress=stop)
    assert told == [(1, 1)]
