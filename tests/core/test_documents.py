"""Sources: canonical text, turns, speakers and citable lines; the quote is always text[start:end]."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qda.core import codebook, coders, coding, documents, retrieval
from qda.core.importers import Imported
from qda.core.text import Turn, canonical
from qda.errors import NotFoundError, RefusedError
from tests.storage.study import GROUP, SINGLE


def test_a_source_is_kept_with_text_turns_speakers_and_original(s):
    original = GROUP.text.encode("utf-16")
    source = documents.add_source(s, GROUP, original, "group.docx")
    assert documents.source_text(s, source) == GROUP.text
    assert documents.turns_of(s, source) == GROUP.turns
    assert documents.original_file(s, source) == original
    speakers = documents.speakers_of(s, source)
    assert [(row.label, row.interviewer) for row in speakers] == [("I", True), ("Ana", False), ("Ben", False)]
    (row,) = documents.sources(s)
    assert (row.name, row.characters, row.turns, row.codings) == ("Group one", len(GROUP.text), 6, 0)
    assert row.speakers == ("I", "Ana", "Ben")
    assert len(row.sha256) == 64
    assert documents.original_file(s, documents.add_source(s, SINGLE)) is None


def test_names_are_told_apart_and_texts_known_again(s):
    first = documents.add_source(s, Imported("Interview", "The same words."))
    second = documents.add_source(s, Imported("interview", "The same words."))
    assert [row.name for row in documents.sources(s)] == ["Interview", "interview (2)"]
    hashes = [bytes.fromhex(row.sha256) for row in documents.sources(s)]
    assert documents.same_text(s, [hashes[0], b"\0" * 32]).keys() == {hashes[0]}
    documents.remove_source(s, first)
    s.flush()
    assert documents.source_text(s, second) == "The same words."


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\u2028"])
def test_a_source_without_words_is_refused(s, text):
    with pytest.raises(RefusedError, match="no text"):
        documents.add_source(s, Imported("Empty", text))


def test_lines_are_turns_and_paragraphs_and_the_same_for_everybody(s):
    source = documents.add_source(s, GROUP)
    shown = documents.transcript(s, source)
    assert len(shown.lines) == 6
    assert [shown.line_span(*span) for span in shown.lines] == ["1", "2", "3", "4", "5", "6"]
    assert shown.line_span(0, len(GROUP.text)) == "1-6"
    assert shown.line_span(shown.lines[0][1], shown.lines[0][1] + 1) == ""
    assert shown.direction == "ltr"


def test_a_source_is_found_by_id_name_and_file(s):
    source = documents.add_source(s, Imported("Anna", "Words."), b"x", "anna.docx")
    documents.add_source(s, Imported("Two", "Other words."), b"y", "same.docx")
    documents.add_source(s, Imported("Three", "More words."), b"z", "same.docx")
    assert {documents.find_source(s, known) for known in (source, " Anna ", "anna.docx")} == {source}
    with pytest.raises(RefusedError, match="Several"):
        documents.find_source(s, "same.docx")
    with pytest.raises(NotFoundError):
        documents.find_source(s, "Bert")


def test_sources_are_moved_renamed_and_described(s):
    one, two, three = (documents.add_source(s, Imported(name, f"{name}.")) for name in ("one", "two", "three"))
    documents.move_source(s, three, 0)
    documents.edit_source(s, one, name=" first ", note="Long day.\nTired.", language="nl")
    s.flush()
    assert [row.name for row in documents.sources(s)] == ["three", "first", "two"]
    documents.move_source(s, three, 99)
    s.flush()
    assert [row.id for row in documents.sources(s)] == [one, two, three]
    assert documents.source(s, one).note == "Long day.\nTired."
    with pytest.raises(RefusedError):
        documents.edit_source(s, one, name=" ")
    with pytest.raises(TypeError):
        documents.edit_source(s, one, text_hash="x")


def test_removing_a_source_takes_turns_and_codings_and_undo_brings_them_back(project):
    with project.change("Set up") as s:
        source, other = documents.add_source(s, GROUP), documents.add_source(s, SINGLE)
        ann, code = coders.add_coder(s, "Ann"), codebook.add_code(s, "Code")
        for place in (source, other):
            coding.apply_code(s, ann, code, place, 0, 10)
    with project.change("Remove") as s:
        documents.remove_source(s, source)
    with project.read() as s:
        assert [row.id for row in documents.sources(s)] == [other]
        assert documents.turns_of(s, source) == ()
        with pytest.raises(NotFoundError):
            documents.source_text(s, source)
    project.undo()
    with project.read() as s:
        assert documents.turns_of(s, source) == GROUP.turns
        assert [(row.codings, row.coders, row.coder_names) for row in documents.sources(s)] == [
            (1, ("AN",), ("Ann",))
        ] * 2


def test_right_to_left_text_says_so(s):
    for text, direction in (("שלום, מה שלומך?", "rtl"), ("مرحبا", "rtl"), ("Hello שלום", "ltr"), ("123", "ltr")):
        source = documents.add_source(s, Imported("x", text))
        assert documents.transcript(s, source).direction == direction


# Letters that programs miscount: beyond the first plane, combining, right to left, odd line ends and spaces.
hard = st.text(st.sampled_from("ab .é\u0301😀👩\u200d𝒳ßİשלم\u2028\u2029\u00a0\r\n\t\ufeff医"), min_size=1, max_size=60)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hard, data=st.data())
def test_the_quote_is_the_text_from_start_to_end(s, text, data):
    text = canonical(text)
    if not text.strip():
        return
    source = documents.add_source(s, Imported("Hard", text, (Turn(0, len(text), 0, "P"),)))
    coder, code = coders.add_coder(s, "Ann"), codebook.add_path(s, "Code")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    coding.apply_code(s, coder, code, source, start, end)
    (quote,) = retrieval.quotes(s, retrieval.Filter(source_ids=(source,)))
    assert (quote.start, quote.end) == (start, end)
    assert quote.text == text[start:end] == documents.source_text(s, source)[start:end]
    assert documents.turns_of(s, source) == (Turn(0, len(text), 0, "P"),)
