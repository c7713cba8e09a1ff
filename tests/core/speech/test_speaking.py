"""Words become sound with the moment of each, in a process of its own; without the extra it says how to get it."""

from __future__ import annotations

import pytest

from qda.core.speech import speaking, voices
from qda.core.speech.sounds import length_ms
from qda.errors import CancelledError, RefusedError

TEXT = "Doctors don't always explain – things. In 2024, 3 people said: “no!”"
needs_voice = pytest.mark.skipif(voices.data_folder() is None, reason="the extra “speech” is not installed")


@needs_voice
def test_each_word_has_its_moment_and_its_place_in_the_text() -> None:
    spoken = speaking.say(TEXT, "en")
    words = [TEXT[word.start : word.end] for word in spoken.words]
    assert words == ["Doctors", "don't", "always", "explain", "things", "In", "2024", "3", "people", "said", "no"]
    moments = [word.ms for word in spoken.words]
    assert moments == sorted(moments) and moments[0] == 0
    assert moments[-1] < length_ms(spoken.wav)
    slow = speaking.say(TEXT, "en", 90)
    assert length_ms(slow.wav) > 1.2 * length_ms(spoken.wav)


@needs_voice
@pytest.mark.parametrize(
    ("language", "text", "last"),
    [
        ("nb-NO", "Jeg så på ærlige øyne.", "øyne"),
        ("de", "Größe ändert sich.", "sich"),
        ("es", "¿Quién eres tú?", "tú"),
    ],
)
def test_other_languages_have_their_own_voice(language: str, text: str, last: str) -> None:
    spoken = speaking.say(text, language)
    assert text[slice(*spoken.words[-1][:2])] == last


@needs_voice
def test_a_language_without_a_voice_and_a_text_too_long_are_refused_in_words() -> None:
    with pytest.raises(speaking.SpeechError, match="no voice for the language “tlh-x”"):
        speaking.say("nuqneH", "tlh-x")
    with pytest.raises(RefusedError, match="in parts"):
        speaking.say("a " * speaking.LONGEST, "en")


@needs_voice
def test_what_was_stopped_gives_nothing_and_the_next_text_is_read_right() -> None:
    with pytest.raises(CancelledError):
        speaking.say("word " * 900, "en", cancelled=lambda: True)
    assert len(speaking.say("One two", "en").words) == 2


@needs_voice
def test_a_voice_that_broke_down_is_started_again() -> None:
    speaking.say("One", "en")
    process = speaking._child._process
    assert process is not None
    process.kill()
    process.join()
    with pytest.raises(speaking.SpeechError, match="Try again"):
        speaking.say("Two", "en")
    assert len(speaking.say("Three", "en").words) == 1


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "PACKAGE", "nothing_of_this_name")
    assert not voices.can_speak("en")
    assert "pip install espeakng-loader" in voices.how_to_get("en")
    with pytest.raises(speaking.SpeechError, match="record a voice"):
        speaking.say("One", "en")
    monkeypatch.setattr(voices.sys, "frozen", True, raising=False)
    assert "pip" not in voices.how_to_get("en"), "nothing can be installed into a packaged program"


def test_moments_within_a_word_and_between_words_belong_to_what_people_see() -> None:
    # A number is said in several words; a dash alone is no word; a place behind the text is none.
    words = speaking.words_at("In 2,024 – “no”", [(0, 0), (3, 10), (5, 20), (9, 30), (12, 40), (99, 50)])
    assert words == ((0, 2, 0), (3, 8, 10), (12, 14, 40))
