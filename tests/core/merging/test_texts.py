"""Sources on both sides: the same by id and words, other words, the same words twice; no passage on wrong words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from qda.core import codebook, coding, documents, memos, search
from qda.core.anchoring import Placing
from qda.core.documents import source_text
from qda.core.merging import BOTH, OURS, THEIRS
from qda.core.text import count_words
from qda.storage.models import Coding, MemoLink, Quote, Source, Speaker, TextVersion, TurnRow
from qda.storage.texts import put_text
from tests.core.merging.copies import Copies, ids
from tests.storage.study import GROUP, SINGLE, interview, make_study


@pytest.fixture
def copies(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield Copies(project)


def put_words(session, source_id, text):
    """Give a source another text, as a corrected transcript has it; nothing on it is moved."""
    row = session.get(Source, source_id)
    session.add(TextVersion(source_id=source_id, number=row.text_version, text_hash=row.text_hash))
    row.text_hash = put_text(session, text)
    row.text_version += 1
    row.characters, row.words = len(text), count_words(text)


def words(copies, coding_id):
    with copies.ours.read() as session:
        row = session.get(Coding, coding_id)
        return source_text(session, row.source_id)[row.start : row.end]


@pytest.mark.parametrize(
    ("old", "new", "passage", "there"),
    [
        ("one two three four", "one two three four", "two three", "two three"),
        ("one two three four", "zero one two three four", "two three", "two three"),
        ("one two three four", "one too three four", "two three four", "too three four"),
        ("one two three four", "one two and three four", "two three", "two and three"),
        ("one two three four", "one seven eight four", "two three", None),
        ("a b.\nsame line\nc d.", "c d.\nsame line\na b.", "same line", "same line"),
        ("yes. yes. yes.\nno.", "yes. yes. yes.\nwell.\nno.", "no.", "no."),
        ("ask\nthe nurse\nask\nthe doctor", "ask\nthe nurse\nthe doctor", "doctor", "doctor"),
        ("pad " * 5000 + "word here", "pad " * 4999 + "more pad " + "word here", "word here", "word here"),
        ("only this", "", "this", None),
        ("x 😀 mask y", "😀😀 x 😀 mask y", "😀 mask", "😀 mask"),
    ],
)
def test_a_passage_is_placed_by_its_words_and_their_neighbours(old, new, passage, there):
    start = old.index(passage)
    place = Placing(old, new).place(start, start + len(passage))
    assert (new[slice(*place)] if place else None) == there


def test_a_passage_is_not_placed_on_the_same_words_elsewhere():
    old = "I was afraid.\nThen it was fine.\nI was afraid."
    new = "I was calm.\nThen it was fine.\nI was afraid."
    assert Placing(old, new).place(0, 13) is None or Placing(old, new).place(0, 13)[1] <= 12
    start = old.rindex("I was")
    assert Placing(old, new).place(start, len(old)) == (new.rindex("I was"), len(new))


def test_work_on_a_text_that_was_corrected_here_is_placed_by_its_words_or_held_back(copies):
    here = ids(copies.ours)
    carla, ben, way = here["Carla"], here["Ben Okri"], here["The way"]
    with copies.ours.read() as session:
        text = source_text(session, carla)
    sister, nurse = text.index("My sister"), text.index("The nurse had time")
    corrected = text.replace("What helped?", "So what was it that helped you?").replace("The nurse had time", "Gone")
    kept = copies.they(lambda s: coding.apply_code(s, ben, way, carla, sister, sister + 24).id)
    lost = copies.they(lambda s: coding.apply_code(s, ben, way, carla, nurse, nurse + 18, note="a note").id)
    copies.they(lambda s: memos.add_memo(s, "On it", "…", links=(memos.Link(coding_id=lost),)))
    with copies.ours.change("Correct") as session:
        for row in session.scalars(select(Coding).where(Coding.source_id == carla)):
            session.delete(row)
        for model in (Quote, MemoLink, TurnRow):
            for row in session.scalars(select(model).where(model.source_id == carla)):
                session.delete(row)
        put_words(session, carla, corrected)
    report = copies.merge()
    assert words(copies, kept) == text[sister : sister + 24] == "My sister came with me. "
    now = copies.one(Source, id=carla).text_version
    assert copies.one(Coding, id=kept).text_version == now - 1, "it was coded on the text that was corrected here"
    (held,) = report.held_back
    assert (held.kind, held.words) == ("coding", "The nurse had time") and "not in it" in held.reason
    assert copies.none(Coding, id=lost)
    with copies.ours.read() as session:
        assert source_text(session, carla) == corrected


def test_a_text_corrected_in_the_copy_is_taken_and_our_new_passages_keep_their_words(copies):
    here = ids(copies.ours)
    carla, ann, way = here["Carla"], here["Ann Noor"], here["The way"]
    with copies.ours.read() as session:
        text = source_text(session, carla)
    at = text.index("She spoke")
    ours = copies.we(lambda s: coding.apply_code(s, ann, way, carla, at, at + 9).id)
    extra = "Well. "

    def correct(session):
        begin = text.index("My sister")
        put_words(session, carla, text[:begin] + extra + text[begin:])
        for model in (Coding, Quote):
            for row in session.scalars(select(model).where(model.source_id == carla)):
                row.start, row.end = (place + len(extra) * (place > begin) for place in (row.start, row.end))
        for row in session.scalars(select(TurnRow).where(TurnRow.source_id == carla).order_by(TurnRow.start.desc())):
            shift = [len(extra) * (place > begin) for place in (row.start, row.speech, row.end)]
            row.start, row.speech, row.end = row.start + shift[0], row.speech + shift[1], row.end + shift[2]

    copies.they(correct)
    plan = copies.preview()
    assert not plan.conflicts and not plan.held_back and "corrected in the copy" in plan.notes[0]
    copies.merge()
    assert words(copies, ours) == "She spoke"
    with copies.ours.read() as session:
        assert source_text(session, carla)[text.index("My sister") :].startswith("Well. My sister")
        assert [hit.source_id for hit in search.search(session, "Well")] == [carla]


def test_a_text_corrected_in_the_copy_stays_where_our_passages_would_lose_their_words(copies):
    here = ids(copies.ours)
    carla, ann, way = here["Carla"], here["Ann Noor"], here["The way"]
    with copies.ours.read() as session:
        text = source_text(session, carla)
    at = text.index("She spoke to the nurse.")
    ours = copies.we(lambda s: coding.apply_code(s, ann, way, carla, at, at + 23).id)

    def correct(session):
        for model in (Coding, Quote, TurnRow):
            for row in session.scalars(select(model).where(model.source_id == carla)):
                session.delete(row)
        put_words(session, carla, text[: text.index("She spoke")])

    copies.they(correct)
    assert "because 1 passages coded or picked here have no place" in copies.preview().notes[0]
    copies.merge()
    assert words(copies, ours) == "She spoke to the nurse."


@pytest.mark.parametrize("choice", [OURS, THEIRS])
def test_a_text_corrected_differently_on_both_sides_is_asked_about(copies, choice):
    here = ids(copies.ours)
    group = here["Group one"]
    with copies.ours.read() as session:
        text = source_text(session, group)
    copies.we(lambda s: put_words(s, group, text.replace("outside.", "outside, all day.")))
    copies.they(lambda s: put_words(s, group, text.replace("outside.", "outside for hours.")))
    (conflict,) = copies.preview().conflicts
    assert (conflict.title, conflict.field, conflict.default) == ("Source “Group one”", "text", OURS)
    copies.merge({conflict.key: choice})
    with copies.ours.read() as session:
        assert source_text(session, group).endswith("all day." if choice == OURS else "for hours.")


@pytest.mark.parametrize("choice", [OURS, BOTH])
def test_the_same_transcript_imported_on_both_sides_is_one_or_two(copies, choice):
    here = ids(copies.ours)
    extra = interview("Extra", ("Ana", "It rained all day."), ("I", "Really?"))
    ours = copies.we(lambda s: documents.add_source(s, extra))

    def work(session):
        made = documents.add_source(session, extra)
        return made, coding.apply_code(session, here["Ben Okri"], here["The way"], made, 5, 12).id

    theirs, made = copies.they(work)
    (conflict,) = copies.preview().conflicts
    assert (conflict.field, conflict.choices, conflict.default) == ("imported twice", (OURS, BOTH), OURS)
    copies.merge({conflict.key: choice})
    assert copies.one(Coding, id=made).source_id == (ours if choice == OURS else theirs)
    assert copies.none(Source, id=theirs) == (choice == OURS)
    with copies.ours.read() as session:
        turns = session.scalars(select(TurnRow).where(TurnRow.source_id.in_([ours, theirs]))).all()
        labels = session.scalars(select(Speaker.label).where(Speaker.source_id.in_([ours, theirs]))).all()
    times = 1 if choice == OURS else 2
    assert len(turns) == 2 * times and sorted(labels) == sorted(["Ana", "I"] * times)
    copies.they(lambda s: coding.apply_code(s, here["Ben Okri"], here["The mask"], theirs, 5, 12))
    assert not copies.preview().conflicts
    copies.merge()


def test_sources_of_one_name_and_other_words_are_two(copies):
    copies.we(lambda s: documents.add_source(s, interview("Extra", ("Ana", "Ours."))))
    copies.they(lambda s: documents.add_source(s, interview("Extra", ("Ana", "Theirs."))))
    assert not copies.preview().conflicts
    copies.merge()
    with copies.ours.read() as session:
        texts = [source_text(session, key) for key, name in documents.source_names(session) if name == "Extra"]
    assert sorted(texts) == ["Ana: Ours.", "Ana: Theirs."]


def test_an_original_file_comes_along_with_its_source(copies):
    data = SINGLE.text.encode() + b"!"
    made = copies.they(
        lambda s: documents.add_source(s, interview("New", ("Ana", "New words about snow.")), data, "new.txt")
    )
    copies.they(lambda s: codebook.add_code(s, "Snow"))
    copies.merge()
    with copies.ours.read() as session:
        assert documents.original_file(session, made) == data
        assert [hit.source_id for hit in search.search(session, "snow")] == [made]
        assert GROUP.name in dict(map(reversed, documents.source_names(session)))
