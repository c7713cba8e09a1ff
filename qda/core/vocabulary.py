"""The words of a project by language, and which of them are forms of the same word."""

from __future__ import annotations

import re
import threading

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.lemmas import has_lemmas, lemmas
from qda.core.stopwords import guess_language, tag
from qda.core.wording import LETTER, Forms
from qda.progress import Progress, go_on
from qda.storage.models import Source
from qda.storage.texts import load_text

_WORD = re.compile(f"{LETTER}++")
_ASCII_WORD = re.compile(r"[a-z0-9]++")  # the same in plain ASCII, in a third of the time
_TELLING = 5_000  # characters that tell the language of a text
_MANY = 10_000  # of more texts than that, words are forgotten again


class _Words:
    """The different words of all texts of a language that were looked at, in small letters, by their base forms."""

    def __init__(self) -> None:
        self.texts: set[bytes] = set()
        self.words: set[str] = set()
        self.by_base: dict[str, list[str]] = {}

    def add(self, text_hash: bytes, body: str, language: str) -> None:
        self.texts.add(text_hash)
        small = body.lower()
        fresh = set((_ASCII_WORD if small.isascii() else _WORD).findall(small)) - self.words
        self.words |= fresh
        for word in fresh:
            for base in lemmas(word, language):
                self.by_base.setdefault(base, []).append(word)


_known: dict[str, _Words] = {}
_guessed: dict[bytes, str] = {}
_lock = threading.Lock()


def forms_of(session: Session, progress: Progress | None = None) -> Forms:
    """Return what answers with all forms in which a word occurs in the project's texts, in any of its languages.

    The first time, every text is looked through, which takes a second for three million words; after that, only texts
    that are new. Raises CancelledError where `progress` answers False.
    """
    rows = session.execute(select(Source.text_hash, Source.language)).all()
    languages = set()
    for done, (text_hash, said) in enumerate(rows):
        go_on(progress, done, len(rows))
        language = _language(session, said, text_hash)
        if not has_lemmas(language):
            continue
        languages.add(language)
        with _lock:
            words = _known.setdefault(language, _Words())
            if len(words.texts) >= _MANY:
                words = _known[language] = _Words()
            if text_hash not in words.texts:
                words.add(text_hash, load_text(session, text_hash), language)

    def forms(word: str) -> set[str]:
        with _lock:
            return {
                form
                for language in languages
                for base in lemmas(word, language)
                for form in _known[language].by_base.get(base, ())
            }

    return forms


def language_of(said: str, text_hash: bytes, body: str) -> str:
    """Return the language that a source is said to be in, or what its text looks like; "" where nobody knows."""
    if said:
        return tag(said)
    if text_hash not in _guessed:
        _guessed[text_hash] = guess_language(body[:_TELLING])
    return _guessed[text_hash]


def _language(session: Session, said: str, text_hash: bytes) -> str:
    known = said or text_hash in _guessed
    return language_of(said, text_hash, "" if known else load_text(session, text_hash))
