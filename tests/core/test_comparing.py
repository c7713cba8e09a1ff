"""Comparing: what two codes share counted by hand, signs of quotes, and the words around one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qda.core import codebook, coders, coding, comparing, documents, participants
from qda.core.chosen import Choice
from qda.core.importers import Imported
from qda.core.themes import outline
from qda.errors import RefusedError
from tests.storage.study import GROUP, SINGLE

ONE = "aaaa bbbb cccc dddd eeee ffff gggg"


@dataclass
class Made:
    """Two sources of ONE's words, two coders, and the codes red (with dark below it) and blue."""

    first: str
    second: str
    ann: str
    bo: str
    red: str
    dark: str
    blue: str


@pytest.fixture
def made(s) -> Made:
    sources = [documents.add_source(s, Imported(name, ONE)) for name in ("First", "Second")]
    people = [coders.add_coder(s, name) for name in ("Ann", "Bo")]
    red, dark, blue = (codebook.add_path(s, path) for path in ("red", "red > dark", "blue"))
    return Made(*sources, *people, red, dark, blue)


def give(s, coder: str, code: str, source: str, words: str) -> str:
    start = documents.source_text(s, source).index(words)
    done = coding.apply_code(s, coder, code, source, start, start + len(words))
    s.flush()
    return done.id


def test_what_two_codes_share_is_counted_passage_by_passage(s, made: Made) -> None:
    same = [
        give(s, made.ann, made.red, made.first, "aaaa"),
        give(s, made.bo, made.red, made.first, "aaaa"),  # counts once: it is the same passage
        give(s, made.ann, made.blue, made.first, "aaaa"),
    ]
    over = [
        give(s, made.ann, made.dark, made.first, "bbbb cccc"),  # below red, so it is red's, too
        give(s, made.ann, made.blue, made.first, "cccc dddd"),
    ]
    give(s, made.ann, made.red, made.first, "ffff")  # beside: the source has both codes
    give(s, made.ann, made.red, made.second, "aaaa")  # in the second source stands red only
    found = comparing.compare(s, [made.red], [made.blue])
    assert (found.same, found.overlapping, found.beside) == (1, 1, 1)
    assert found.shared == set(same + over)
    assert (found.sources.both, found.sources.first, found.sources.second) == (("First",), ("Second",), ())
    turned = comparing.compare(s, [made.blue], [made.red])
    assert (turned.same, turned.overlapping, turned.beside, turned.shared) == (1, 1, 1, found.shared)
    assert turned.sources.second == ("Second",)


def test_passages_that_only_touch_share_nothing(s, made: Made) -> None:
    give(s, made.ann, made.red, made.first, "aaaa ")
    give(s, made.ann, made.blue, made.first, "bbbb")
    found = comparing.compare(s, [made.red], [made.blue])
    assert (found.same, found.overlapping, found.beside, found.shared) == (0, 0, 2, frozenset())


def test_a_long_passage_is_found_by_short_ones_far_inside_it(s, made: Made) -> None:
    give(s, made.ann, made.blue, made.first, ONE)
    for words in ("aaaa", "dddd", "gggg"):
        give(s, made.ann, made.red, made.first, words)
    give(s, made.ann, made.blue, made.second, "aaaa")
    assert comparing.compare(s, [made.red], [made.blue]).overlapping == 3


def test_participants_in_both_or_only_one(s, made: Made) -> None:
    group = documents.add_source(s, GROUP)
    for row in documents.speakers_of(s, group):
        if row.label in ("Ana", "Ben"):
            participants.link_speaker(s, row.id, participants.add_participant(s, row.label))
    give(s, made.ann, made.red, group, "prison mask")
    give(s, made.ann, made.blue, group, "no bus")
    give(s, made.ann, made.blue, group, "safe")
    people = comparing.compare(s, [made.red], [made.blue]).participants
    assert (people.both, people.first, people.second) == (("Ana",), (), ("Ben",))


def test_a_code_is_not_compared_with_itself_or_what_holds_it(s, made: Made) -> None:
    for other in (made.red, made.dark):
        with pytest.raises(RefusedError, match="itself"):
            comparing.compare(s, [made.red], [other])
    assert comparing.lineage(codebook.codes(s), [made.dark]) == {made.red, made.dark}


def test_uncoded_leaves_what_touches_the_code_or_one_below_it(s, made: Made) -> None:
    give(s, made.ann, made.dark, made.first, "bbbb cccc")
    passages = [(made.first, 0, 5), (made.first, 0, 6), (made.first, 13, 14), (made.first, 14, 20), (made.second, 5, 9)]
    left = comparing.uncoded(s, [made.red], passages)
    assert left == [(made.first, 0, 5), (made.first, 14, 20), (made.second, 5, 9)]


def test_examples_are_marked_and_taken_back_and_counted_once(s, made: Made) -> None:
    keys = [give(s, made.ann, made.red, made.first, words) for words in ("aaaa", "cccc")]
    assert comparing.mark_examples(s, keys[:1]) == 1
    assert comparing.mark_examples(s, keys) == 1
    found = comparing.signs(s)
    assert found[made.first, 0, 4] == (comparing.Sign("exemplar", made.red, None, ""),)
    assert len(found) == 2
    assert comparing.mark_examples(s, keys, on=False) == 2
    assert comparing.signs(s) == {}


def test_a_counter_example_becomes_a_chosen_one_and_none(s, made: Made) -> None:
    key = give(s, made.ann, made.dark, made.first, "aaaa")
    theme = outline.add_theme(s, "Colour")
    outline.add_codes(s, theme, [made.red])
    assert [row.name for row in comparing.themes_on(s, [made.dark])] == ["Colour"]
    assert comparing.themes_on(s, [made.blue]) == []
    for kind in ("counter", "chosen"):
        comparing.mark_for_theme(s, theme, [key], kind)
        assert comparing.signs(s) == {(made.first, 0, 4): (comparing.Sign(kind, None, theme, "Colour"),)}
    assert comparing.mark_for_theme(s, theme, [key], "counter", on=False) == 0
    assert comparing.mark_for_theme(s, theme, [key], "chosen", on=False) == 1
    assert comparing.signs(s) == {}


def test_many_passages_get_a_known_and_a_new_code_at_once(s, made: Made) -> None:
    passages = [(made.first, 0, 4), (made.first, 5, 9), (made.second, 0, 4)]
    give(s, made.ann, made.blue, made.first, "aaaa bb")
    given = comparing.give_passages(s, made.ann, [Choice(code_id=made.blue), Choice(path="green")], passages)
    green = codebook.find_code(s, "green")
    assert given.code_ids == (made.blue, green)
    spans = {(row.code_id, row.start, row.end) for row in coding.codings(s, made.first)}
    # The first lies in what is there already; the second overlaps it and joins.
    assert spans == {(made.blue, 0, 9), (green, 0, 4), (green, 5, 9)}
    assert [row.code_id for row in coding.codings(s, made.second)] == [made.blue, green]


def test_the_work_of_others_is_known(s, made: Made) -> None:
    mine, theirs = (give(s, who, made.red, made.first, "aaaa") for who in (made.ann, made.bo))
    assert [row.id for row in comparing.others_work(s, made.ann, [mine, theirs])] == [theirs]


@pytest.mark.parametrize(
    ("words", "most", "expected"),
    [
        ("cccc", 7, ("… bbbb ", "cccc", " dddd …")),
        ("cccc", 5, ("… bbbb ", "cccc", " dddd …")),
        ("aaaa", 7, ("", "aaaa", " bbbb …")),
        ("gggg", 100, ("aaaa bbbb cccc dddd eeee ffff ", "gggg", "")),
    ],
)
def test_words_around_a_quote_are_cut_between_words(
    s, made: Made, words: str, most: int, expected: tuple[str, str, str]
) -> None:
    start = ONE.index(words)
    found = comparing.around(s, (made.first, start, start + 4), most)
    assert (found.before, found.words, found.after) == expected


def test_words_around_count_code_points_and_keep_scripts_without_spaces(s) -> None:
    source = documents.add_source(s, SINGLE)
    text = documents.source_text(s, source)
    start = text.index("👩🏽‍⚕️")
    found = comparing.around(s, (source, start, start + 5))
    assert found.before + found.words + found.after == text
    unspaced = "没有医院很远" * 40
    chinese = documents.add_source(s, Imported("医院", unspaced))
    assert comparing.around(s, (chinese, 120, 122), 12).after == unspaced[122:134] + " …"
