"""Whatever a program counts, a passage covers the same words: emoji, Windows line ends, marks, right to left."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qda.core.refi.convention import Marked, convention_of, expected
from qda.core.refi.offsets import CONVENTIONS, Convention, Counted, Positions, same_in_all
from qda.core.refi.reader import read
from qda.core.text import canonical
from tests.core.refi.made import archive, coding, guid, project, selection, text_source

_LETTERS = st.sampled_from(
    ["a", "B", "é", "e\u0301", " ", "\u00a0", ".", "😀", "𝒳", "👩‍🔬", "中", "ש", "שׁ", "ع", "\u200f", "\t", "\u2028"]
)
_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
_RAW = st.lists(st.one_of(_LETTERS, _LETTERS, _LETTERS, _LINE_ENDS), min_size=1, max_size=60).map("".join)


def _counted_by_hand(raw: str, upto: int, convention: Convention) -> int:
    """Return what the first `upto` characters of a text in a file count, counted one by one."""
    total, place = 0, 0
    while place < upto:
        if raw.startswith("\r\n", place):
            total, place = total + convention.line_end, place + 2
        else:
            total += 2 if convention.units == "utf16" and raw[place] > "\uffff" else 1
            place += 1
    return total


@given(_RAW, st.data())
@settings(max_examples=100, deadline=None)
def test_a_position_is_the_same_place_in_all_four_conventions(raw: str, data: st.DataObject) -> None:
    borders = [place for place in range(len(raw) + 1) if raw[place - 1 : place + 1] != "\r\n" or place == 0]
    start, end = sorted((data.draw(st.sampled_from(borders)), data.draw(st.sampled_from(borders))))
    text = canonical(raw)
    for convention in CONVENTIONS:
        positions = Positions(raw, convention)
        counted = (_counted_by_hand(raw, one, convention) for one in (start, end))
        begin, stop = positions.span(*counted)
        assert text[begin:stop] == canonical(raw[start:end])
        assert positions.length == len(text)
        assert positions.point(_counted_by_hand(raw, len(raw), convention) + 3) == len(text) + 3


@given(_RAW, st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_at_the_same_place(raw: str, data: st.DataObject) -> None:
    text = canonical(raw)
    point = data.draw(st.integers(0, len(text)))
    for units in ("points", "utf16"):
        windows = Convention(units, 2)  # type: ignore[arg-type]
        assert Positions(text.replace("\n", "\r\n"), windows).point(Counted(text, windows).position(point)) == point
        plain = Convention(units, 1)  # type: ignore[arg-type]
        assert Positions(text, plain).point(Counted(text, plain).position(point)) == point


def test_between_the_two_signs_of_a_line_end_and_in_half_an_emoji() -> None:
    positions = Positions("a\r\nb", Convention("points", 2))
    assert [positions.point(one) for one in range(-1, 7)] == [-1, 0, 1, 1, 2, 3, 4, 5]
    assert [Positions("😀b", Convention("utf16", 2)).point(one) for one in range(4)] == [0, 0, 1, 2]
    marked = Positions("\ufeff\ufeffa\ufeff\ufeff\x00b", Convention())
    assert [marked.point(one) for one in range(8)] == [0, 0, 0, 1, 2, 3, 3, 4]
    assert Positions("ab", Convention(inclusive=True)).span(0, 1) == (0, 2)
    assert same_in_all("a\nb é") and not same_in_all("a\r\nb") and not same_in_all("😀")


# Which convention ----------------------------------------------------------------------------------------------------

_WORDS = st.lists(
    st.sampled_from(["work", "we", "said", "😀", "tired", "שלום", "e\u0301t", "然", "𝒳", "it", "Monday", "nobody"]),
    min_size=3,
    max_size=12,
)
_TURNS = st.lists(_WORDS.map(" ".join), min_size=4, max_size=12)


@given(_TURNS, st.data())
@settings(max_examples=25, deadline=None)
def test_a_project_is_read_as_it_counts_whoever_wrote_it(turns: list[str], data: st.DataObject) -> None:
    """Every passage begins and ends at a word; in the convention that is found all of them do, unless none differs."""
    raw = "\r\n".join(turns)
    borders = [place for place in range(len(raw) + 1) if raw[place : place + 1] in ("", " ", "\r")]
    begins = [0, *(one + 1 for one in borders if raw[one : one + 1] == " ")]
    passages = []
    for _number in range(12):
        begin = data.draw(st.sampled_from(begins))
        end = data.draw(st.sampled_from([one for one in borders if one > begin]))
        passages.append((begin, end))
    for truth in CONVENTIONS:
        spans = [
            (_counted_by_hand(raw, a, truth), _counted_by_hand(raw, b, truth), canonical(raw[a:b])) for a, b in passages
        ]
        found = Positions(raw, convention_of("Some program", [Marked(raw, spans)]))
        text = canonical(raw)
        for (a, b), (start, end, _name) in zip(passages, spans, strict=True):
            begin, stop = found.span(start, end)
            assert text[begin:stop] == canonical(raw[a:b]), truth


_INTERVIEW = "\r\n".join(
    f"Interviewer {n}: How was your day 😀 at work?\r\nPerson: It was all right, we had {n} visitors, nobody stayed."
    for n in range(40)
)


@pytest.mark.parametrize("truth", CONVENTIONS)
@pytest.mark.parametrize("origin", ["", "NVivo 12 for Windows", "ATLAS.ti 23", "QualCoder 3.8", "MAXQDA 2020"])
def test_borders_of_words_tell_without_any_name(truth: Convention, origin: str) -> None:
    words = [place for place in range(len(_INTERVIEW)) if _INTERVIEW.startswith("we had", place)]
    spans = [
        (_counted_by_hand(_INTERVIEW, one, truth), _counted_by_hand(_INTERVIEW, one + 6, truth), "") for one in words
    ]
    assert convention_of(origin, [Marked(_INTERVIEW, spans)]) == truth


def test_a_last_character_that_is_the_end_is_seen_by_many_passages_only() -> None:
    words = [place for place in range(len(_INTERVIEW)) if _INTERVIEW.startswith("visitors", place)]
    spans = [(one, one + 7, "") for one in words]
    assert convention_of("", [Marked(_INTERVIEW, spans)]) == Convention(inclusive=True)
    assert convention_of("", [Marked(_INTERVIEW, spans[:3])]) == Convention()


def test_newlines_that_count_two_though_the_file_has_one_are_seen_by_many_passages_only() -> None:
    """As where a text lost the line ends of Windows on its way into the file."""
    raw = canonical(_INTERVIEW)
    words = [place for place in range(len(raw)) if raw.startswith("visitors", place)]
    for units in ("points", "utf16"):
        truth = Convention(units, doubled=True)  # type: ignore[arg-type]
        counted = [Counted(raw, truth).position(one) for one in words]
        spans = [(one, one + 8, "") for one in counted]
        assert convention_of("MAXQDA 24", [Marked(raw, spans)]) == truth
        found = Positions(raw, truth)
        assert {raw[slice(*found.span(start, end))] for start, end, _name in spans} == {"visitors"}
    few = [(one, one + 8, "") for one in counted[:2]]
    assert not convention_of("MAXQDA 24", [Marked(raw, few)]).doubled


def test_passages_that_lie_inside_words_in_every_way_are_told(tmp_path: Path) -> None:
    """Nothing is moved to where it might belong; the person is asked to look."""
    raw = canonical(_INTERVIEW)
    places = [place + 2 for place in range(len(raw)) if raw.startswith("visitors", place)]
    passages = "".join(selection(10 + n, at, at + 3, coding(500 + n)) for n, at in enumerate(places))
    path = archive(tmp_path / "a.qdpx", project(text_source(9, passages)), {f"{guid(9)}.txt": raw.encode()})
    bundle = read(path)
    assert {bundle.sources[0].text[one.start : one.end] for one in bundle.codings} == {"sit"}
    assert [(one.kind, one.what, one.count) for one in bundle.losses] == [
        ("moved", "Passages that may lie elsewhere", len(places))
    ]


@pytest.mark.parametrize("seed", range(30))
def test_passages_anywhere_never_change_what_a_program_is_known_to_do(seed: int) -> None:
    """Borders inside words win and lose by chance; only names, or many borders of words, may say something else."""
    drawn = random.Random(seed)
    places = [drawn.randrange(len(_INTERVIEW) - 40) for _number in range(drawn.randint(5, 60))]
    ends = [(place, place + drawn.randint(2, 40)) for place in places]
    for origin in ("NVivo", "ATLAS.ti", "MAXQDA"):
        assert convention_of(origin, [Marked(_INTERVIEW, [(*one, "") for one in ends])]) == expected(origin)
    truth = drawn.choice(CONVENTIONS)
    named = [
        (_counted_by_hand(_INTERVIEW, a, truth), _counted_by_hand(_INTERVIEW, b, truth), canonical(_INTERVIEW[a:b]))
        for a, b in ends
        if "\n" not in (_INTERVIEW[a], _INTERVIEW[b])
    ]
    assert convention_of("NVivo", [Marked(_INTERVIEW, named)]) == truth


def test_nothing_is_guessed_where_nothing_differs() -> None:
    assert convention_of("NVivo", [Marked("plain words", [(0, 5, "")])]) == expected("NVivo") == Convention("utf16", 2)
    assert convention_of("ATLAS.ti Mac", []) == Convention("points", 1)


def test_a_name_without_the_newline_before_it_tells_where_few_passages_do() -> None:
    turns = ["work work work", "work work 😀", "work work 😀", "work work 𝒳"]
    text = "\n".join(turns)
    truth, spans, place = Convention("utf16", 1), [], 0
    for turn in turns:
        ends = (Counted(text, truth).position(one) for one in (place, place + len(turn)))
        spans.append((*ends, turn))
        place += len(turn) + 1
    assert convention_of("Another program", [Marked(text.replace("\n", "\r\n"), spans)]) == truth


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_whole_file_in_each_convention(tmp_path: Path, data: st.DataObject) -> None:
    """With a byte order mark and without, by way of the archive."""
    turns = data.draw(_TURNS)
    raw = "\r\n".join(turns)
    truth = data.draw(st.sampled_from(CONVENTIONS))
    mark = data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    passages, place = [], 0
    for turn in turns:
        passages.append((place, place + len(turn)))
        place += len(turn) + 2
    selections = "".join(
        selection(
            10 + n, _counted_by_hand(raw, a, truth), _counted_by_hand(raw, b, truth), coding(500 + n), name=raw[a:b]
        )
        for n, (a, b) in enumerate(passages)
    )
    inside = project(text_source(9, selections), origin="Another program")
    path = archive(tmp_path / "made.qdpx", inside, {f"{guid(9)}.txt": mark + raw.encode()})
    bundle = read(path)
    (source,) = bundle.sources
    assert source.text == canonical(raw)
    assert [source.text[one.start : one.end] for one in bundle.codings] == turns
