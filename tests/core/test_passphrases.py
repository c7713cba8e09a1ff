"""How hard a passphrase is said to be: what is guessed first scores low, unrelated words score high."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qda.core.privacy.passphrases import strength


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("a", 0),
        ("password", 0),
        ("Passw0rd!", 0),
        ("P@ssw0rd1234", 0),
        ("qwertyuiop", 0),
        ("123456789012345678901234567890", 0),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0),
        ("horse horse horse horse horse horse", 0),
        ("tomorrow", 0),
        ("Summer2024", 1),
        ("prison mask", 1),
        ("Krankenhaus1999", 1),
    ],
)
def test_what_is_tried_first_is_weak(words: str, most: int) -> None:
    assert strength(words).score <= most


@pytest.mark.parametrize(
    "words",
    [
        "gravel otter lantern symphony mustard quilt",
        "graveotterlanternsymphonymustardquilt",
        "Zaunkönig leise Fahrplan Muskat siebzehn Eimer",
        "xK7#pQ2!vR9&mT4z",
        "医院走廊里的灯一直亮着没有人说话",
    ],
)
def test_unrelated_words_and_random_signs_are_strong(words: str) -> None:
    found = strength(words)
    assert found.score >= 3 and "trong" in found.hint


def test_words_of_the_project_count_for_little_and_are_named() -> None:
    words = "access to care in prison mustard"
    assert strength(words, ["Access to care in prison"]).score < strength(words).score
    assert "project itself" in strength(words, ["Access to care in prison"]).hint


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("abcdefgh", "rows of keys"),
        ("ottottottott", "repeated"),
        ("zq8", "short"),
        ("people think about things", "common"),
    ],
)
def test_the_hint_says_why_it_is_weak(words: str, says: str) -> None:
    assert says in strength(words).hint


def test_nothing_is_said_of_nothing_and_very_long_ones_are_quick() -> None:
    assert strength("  ").hint == ""
    assert strength("otter " * 20_000).score <= 2


def test_the_word_lists_are_loaded_late() -> None:
    asks = "import sys, qda.core.privacy.passphrases; print('wordfreq' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "False"
