"""The word list: entries with reasons and a different view, and where wordings to avoid stand in researchers' words."""

from __future__ import annotations

import pytest

from qda.core import codebook, documents, memos, study, wordlist, wordlist_uses
from qda.core.importers import Imported
from qda.core.themes import outline
from qda.errors import NotFoundError, RefusedError


def found(s, text: str, language: str = "en") -> list[str]:
    hints = wordlist.hints(s, text, language)
    assert all(text[hint.start : hint.end] == hint.words for hint in hints)
    return [hint.words for hint in hints]


@pytest.fixture
def distress(s) -> str:
    return wordlist.add_entry(
        s,
        " distress ",
        ["challenging behaviour", "suffers from", "challenging  behaviour", ""],
        context="dementia wards",
        why="It says what the person feels.\nNot what others find hard.",
        said_by="people with dementia",
        dissent="Some staff ask for a clinical word.",
    )


def test_an_entry_keeps_what_was_said_about_the_words(s, distress):
    (entry,) = wordlist.entries(s)
    assert (entry.id, entry.preferred, entry.avoid) == (distress, "distress", ("challenging behaviour", "suffers from"))
    assert entry.why == "It says what the person feels.\nNot what others find hard."
    wordlist.edit_entry(s, distress, avoid=["difficult"], dissent="")
    (entry,) = wordlist.entries(s)
    assert (entry.avoid, entry.dissent, entry.context) == (("difficult",), "", "dementia wards")
    wordlist.remove_entry(s, distress)
    assert wordlist.entries(s) == []


def test_what_makes_no_entry_is_refused(s, distress):
    with pytest.raises(RefusedError):
        wordlist.add_entry(s, " ", ["x"])
    with pytest.raises(RefusedError, match="distress"):
        wordlist.edit_entry(s, distress, avoid=["Distress"])
    with pytest.raises(NotFoundError):
        wordlist.edit_entry(s, "00" * 16, why="x")
    with pytest.raises(TypeError):
        wordlist.edit_entry(s, distress, colour="red")


def test_whole_words_in_any_form_are_found(s, distress):
    assert found(s, "SUFFERING from\nnothing; he suffers  from it.") == ["SUFFERING from", "suffers  from"]
    assert found(s, "Challenging-behaviours, challenging. Behaviour") == ["Challenging-behaviours"]
    assert found(s, "unchallenging behaviourism") == found(s, "") == []
    assert found(s, "İİ suffers from") == ["suffers from"]


def test_of_wordings_in_one_another_the_longest_is_told(s, distress):
    wordlist.add_entry(s, "conduct", ["behaviour"])
    assert found(s, "challenging behaviour and behaviour") == ["challenging behaviour", "behaviour"]


def test_other_languages_have_their_own_forms(s):
    wordlist.add_entry(s, "erleben", ["leiden unter"])
    assert found(s, "Sie litten unter dem Lärm.", "de") == ["litten unter"]
    assert found(s, "Sie litten unter dem Lärm.", "xx") == []
    study.edit_study(s, language="de")
    assert [hint.words for hint in wordlist.hints(s, "Er litt unter ihm.")] == ["litt unter"]


def test_somebody_elses_words_are_left_alone(s, distress):
    assert found(s, "She said “he suffers from it”, and „suffers from“, but suffers from it") == ["suffers from"]


def test_where_avoided_words_stand_is_listed_and_participants_are_never_flagged(s, distress):
    documents.add_source(s, Imported("One", "He suffers from it."))
    in_vivo = codebook.add_code(s, "Suffers from it", origin="in vivo", example="suffers from")
    own = codebook.add_code(s, "Suffering from others", definition="Who suffers from others", exclude="He suffers from")
    theme = outline.add_theme(s, "Theme", idea="They suffer from silence.")
    memo = memos.add_memo(s, "", "They *suffer* from [it](code:" + own + ").")
    rows = wordlist_uses.uses(s)
    assert [(row.kind, row.thing_id, row.field, row.hint.words) for row in rows] == [
        ("code", own, "name", "Suffering from"),
        ("code", own, "definition", "suffers from"),
        ("code", own, "exclude", "suffers from"),
        ("theme", theme, "idea", "suffer from"),
        ("memo", memo, "body", "suffer from"),
    ]
    assert in_vivo not in {row.thing_id for row in rows}
    wordlist.remove_entry(s, distress)
    s.flush()
    assert wordlist_uses.uses(s) == []
