"""Stop words: which words say little in a language, and which language a text is in by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda import resources
from qda.core import stopwords


@pytest.mark.parametrize("language", stopwords.languages())
def test_every_list_holds_small_words_each_once(language: str) -> None:
    words = resources.path("stopwords", f"{language}.txt").read_text(encoding="utf-8").split()
    assert len(words) > 50
    assert len(set(words)) == len(words)
    assert all(word == word.casefold() or word == word.lower() for word in words)
    assert "’" not in "".join(words)


def test_tags_are_read_by_their_language() -> None:
    assert stopwords.stop_words("en-GB") == stopwords.stop_words("EN_us") == stopwords.stop_words(" en ")
    assert stopwords.tag("no") == stopwords.tag("nn-NO") == "nb"
    assert stopwords.stop_words("no")


def test_a_language_without_a_list_has_none() -> None:
    assert stopwords.stop_words("") == stopwords.stop_words("xx") == stopwords.stop_words("../en") == frozenset()


@pytest.mark.parametrize("word", ["time", "work", "people", "problem"])
def test_words_that_mean_something_in_an_interview_are_kept(word: str) -> None:
    assert word not in stopwords.stop_words("en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "And then I was told that there was nothing that they could do for me."),
        ("de", "Und dann wurde mir gesagt, dass man nichts für mich tun kann und ich warten soll."),
        ("es", "Y luego me dijeron que no podían hacer nada por mí y que tenía que esperar."),
        ("ru", "И потом мне сказали, что они ничего не могут для меня сделать и что надо ждать."),
        ("", "mask nurse prison ward clinic corridor sister doctor"),
        ("", "and the"),
        ("", ""),
    ],
)
def test_the_language_is_guessed_by_the_words_that_say_little(language: str, text: str) -> None:
    assert stopwords.guess_language(text) == language


def test_a_real_transcript_is_known(shared: Path) -> None:
    path = shared / "data" / "transcripts" / "divekit-roadmap" / "nnWMA2_transkript.md"
    assert stopwords.guess_language(path.read_text(encoding="utf-8")) == "de"
