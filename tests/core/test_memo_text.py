"""The words of memos: a small part of Markdown, read and written, and the links in them."""

from __future__ import annotations

import random
import time

import pytest

from qda.core import codebook, codebook_merge, documents, memo_text, memos
from qda.core.importers import Imported
from qda.core.memo_text import Line, Link, Run, body_of, line_of, lines, links_in

ID = "0123456789abcdef" * 2


def looks(words: str) -> list[tuple[str, str]]:
    return [(run.text, "b" * run.bold + "i" * run.italic + "l" * bool(run.link)) for run in line_of(words).runs]


@pytest.mark.parametrize(
    ("words", "kind", "level", "text"),
    [
        ("# Masks", "heading", 1, "Masks"),
        ("### Deep", "heading", 3, "Deep"),
        ("#hashtag", "text", 0, "#hashtag"),
        ("- first", "item", 0, "first"),
        ("* first", "item", 0, "first"),
        ("  - below", "item", 1, "below"),
        ("12. twelfth", "number", 0, "twelfth"),
        ("1999 was the year.", "text", 0, "1999 was the year."),
        ("-5 degrees", "text", 0, "-5 degrees"),
        ("", "text", 0, ""),
    ],
)
def test_lines_are_headings_items_or_text(words, kind, level, text):
    line = line_of(words)
    assert (line.kind, line.level, line.text) == (kind, level, text)


def test_bold_italics_and_links_may_lie_in_one_another():
    assert looks("a **bold *both*** and *it*") == [
        ("a ", ""),
        ("bold ", "b"),
        ("both", "bi"),
        (" and ", ""),
        ("it", "i"),
    ]
    assert looks(f"see *[the mask](code:{ID})*.") == [("see ", ""), ("the mask", "il"), (".", "")]
    assert line_of(f"[x](passage:{ID}:3-9)").runs == (Run("x", link=Link(source_id=ID, start=3, end=9)),)


@pytest.mark.parametrize(
    "words",
    [
        "2 * 3 * 4",
        "2*3*4",
        "** not **",
        "Nutzer*innen und Pfleger*innen",
        "[x](http://a.org)",
        f"[x](poem:{ID})",
        "[x]",
    ],
)
def test_what_is_none_of_these_stands_for_itself(words):
    assert looks(words) == [(words, "")]


def test_lines_are_written_as_they_are_read():
    body = f"# On *fear*\n\nSaid **so**, see [mask](theme:{ID}).\n- one\n  - two\n1. a\n2. b\n\n1. c"
    assert body_of(lines(body)) == body


def test_signs_stand_at_the_words_and_not_at_the_spaces_around_them():
    assert body_of([Line("text", (Run("a"), Run(" bold ", bold=True), Run("c")))]) == "a **bold** c"
    assert body_of([Line("text", (Run("half"), Run("word", italic=True)))]) == "halfword"


def test_what_was_written_once_stays_as_it_is():
    """The law of the editor: reading and writing again changes nothing, and no word is ever lost."""
    draw = random.Random(4)
    pieces = ["*", "**", "a", "b c", " ", "\n", "# ", "- ", "1. ", "[", f"](code:{ID})", "x", "***", "_", "İß"]
    for _round in range(3_000):
        body = "".join(draw.choices(pieces, k=draw.randint(1, 14)))
        once = body_of(lines(body))
        assert body_of(lines(once)) == once, body
        assert "".join(memo_text.plain(once).split()) == "".join(memo_text.plain(body).split()), body


def test_links_in_words_are_links_of_the_memo_and_follow_them(s):
    mask, way = codebook.add_code(s, "Mask"), codebook.add_code(s, "Way")
    source = documents.add_source(s, Imported("One", "Some words."))
    memo = memos.add_memo(
        s, "", f"[Mask](code:{mask}) at [words](passage:{source}:0-4)", links=(Link(source_id=source),)
    )
    passage = Link(source_id=source, start=0, end=4)
    assert memos.memo(s, memo).links == (Link(source_id=source), Link(code_id=mask), passage)
    memos.edit_memo(s, memo, body=f"[Way](code:{way}), and [gone](code:{ID})")
    assert memos.memo(s, memo).links == (Link(source_id=source), Link(code_id=way))
    memos.edit_memo(s, memo, title="New")
    assert memos.memo(s, memo).links == (Link(source_id=source), Link(code_id=way))


def test_a_link_that_is_taken_away_stays_as_words(s):
    mask = codebook.add_code(s, "Mask")
    memo = memos.add_memo(s, "", f"About [the mask](code:{mask}).")
    memos.unlink_memo(s, memo, Link(code_id=mask))
    assert (memos.memo(s, memo).body, memos.memo(s, memo).links) == ("About the mask.", ())
    memos.edit_memo(s, memo, body="About the mask. And more.")
    assert memos.memo(s, memo).links == ()


def test_links_in_words_go_along_when_codes_become_one(s):
    mask, cover = codebook.add_code(s, "Mask"), codebook.add_code(s, "Cover")
    memo = memos.add_memo(s, "", f"About [the mask](code:{mask}).")
    codebook_merge.merge_codes(s, [mask], cover)
    row = memos.memo(s, memo)
    assert links_in(row.body) == row.links == (Link(code_id=cover),)


def test_the_heading_of_a_memo_has_no_signs():
    assert memos.heading("", f"## See [the mask](code:{ID}) **first**\nMore") == "See the mask first"


@pytest.mark.parametrize("sign", ["**a ", "x** **a ", "*a ", "[a](", "[a ", "***", "a*"])
def test_a_long_line_of_signs_that_mean_nothing_is_read_at_once(sign):
    """One line of a large paste; when each sign looked for its partner up to the end, it took hours."""
    words = "b** " + sign * (400_000 // len(sign))
    begin = time.monotonic()
    assert line_of(words).text
    assert time.monotonic() - begin < 20


def test_a_passage_of_absurd_numbers_is_no_link(s):
    for number in ("9" * 30, "9" * 5_000):
        words = f"[x](passage:{ID}:1-{number})"
        assert links_in(words) == ()
        assert memos.memo(s, memos.add_memo(s, "", words)).links == ()
