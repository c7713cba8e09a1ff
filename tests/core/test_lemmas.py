"""Base forms of words, in languages with and without lists."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qda.core.lemmas import has_lemmas, lemma, lemmas


@pytest.mark.parametrize(
    ("language", "base", "forms"),
    [
        ("en", "go", "go goes going went gone Went"),
        ("en-GB", "mask", "mask masks MASK"),
        ("en", "feel", "feel feels felt feeling"),
        ("en", "child", "child children"),
        ("de", "gehen", "gehen geht ging gegangen Ging"),
        ("de", "haus", "Haus Häuser Häusern häuser"),
        ("es", "ir", "voy ir"),
        ("fr", "cheval", "cheval chevaux"),
        ("nb", "gå", "gikk går"),
        ("no", "gå", "gikk"),
        ("hr", "kuća", "kuće"),
    ],
)
def test_forms_of_a_word_have_its_base_form(language, base, forms):
    assert {form: lemma(form, language) for form in forms.split()} == dict.fromkeys(forms.split(), base)


@pytest.mark.parametrize("language", ["", "zh", "tlh", "not a language"])
def test_a_language_without_lists_leaves_words_as_they_are(language):
    assert not has_lemmas(language)
    assert [lemma(word, language) for word in ("Masks", "STRASSE", "Straße", "医院", "")] == [
        *("masks", "strasse", "strasse", "医院", "")
    ]


def test_a_capital_tells_a_noun_and_searching_minds_both():
    assert (lemma("Waren", "de"), lemma("waren", "de")) == ("ware", "sein")
    assert lemmas("waren", "de") == lemmas("Waren", "de") == {"waren", "ware", "sein"}
    assert "haus" in lemmas("haus", "de")
    assert lemmas("went", "en") >= {"went", "go"}


def test_word_lists_are_loaded_when_the_first_word_is_asked_for():
    script = "import sys, qda.core.lemmas\nprint('simplemma' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout.strip() == "False"
