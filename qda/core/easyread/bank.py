"""The word bank: hard words with their explanations, words that the people it is for know, and where they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import wordlist
from qda.core.easyread.assembling import Marking
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.pages import pages
from qda.core.naming import clean, required
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import EasySummary, HardWord, Participant, Picture, ReviewPerson


@dataclass(frozen=True, slots=True)
class BankWord:
    """A word of the bank; `familiar` ones need no explanation, `by` is who wrote it."""

    id: str
    language: str
    word: str
    explanation: str
    familiar: bool
    by: str
    picture_id: str | None


class Use(NamedTuple):
    """A statement in which a word stands, with its page and its words."""

    statement_id: str
    page_id: str
    page: str
    text: str


def bank(session: Session, language: str) -> list[BankWord]:
    """Return the words of a language in alphabetical order."""
    rows = session.scalars(select(HardWord).where(HardWord.language == language))
    found = [
        BankWord(row.id, row.language, row.word, row.explanation, row.familiar, row.by, row.picture_id) for row in rows
    ]
    return sorted(found, key=lambda one: (one.word.casefold(), one.id))


def add_word(session: Session, language: str, word: str, explanation: str = "", **values: Any) -> str:
    """Add a word and return its id; `values` as in :func:`edit_word`. RefusedError for one that is there already."""
    row = HardWord(language=clean(language), word=_free(session, clean(language), word), explanation=clean(explanation))
    session.add(row)
    session.flush()
    edit_word(session, row.id, **values)
    return row.id


def edit_word(session: Session, word_id: str, **values: Any) -> None:
    """Change a word: word, explanation (one line), familiar, by, picture_id."""
    row = _row(session, word_id)
    for column, value in values.items():
        if column == "word":
            row.word = _free(session, row.language, value, row.id)
        elif column in ("explanation", "by"):
            setattr(row, column, clean(value))
        elif column == "familiar":
            row.familiar = bool(value)
        elif column == "picture_id":
            if value is not None and session.get(Picture, value) is None:
                raise NotFoundError(_("That picture is not in this project any more."))
            row.picture_id = value
        else:
            raise ValueError(f"{column} is nothing that a word of the bank has")
    session.flush()


def remove_word(session: Session, word_id: str) -> None:
    """Take a word out of the bank."""
    session.delete(_row(session, word_id))
    session.flush()


def _free(session: Session, language: str, word: str, own: str = "") -> str:
    word = required(word, _("What is to be explained? Write the word."))
    query = select(HardWord.id, HardWord.word).where(HardWord.language == language)
    for other_id, other in session.execute(query):
        if other_id != own and other.casefold() == word.casefold():
            raise RefusedError(_("“{word}” is in the word bank already.").format(word=other))
    return word


def _row(session: Session, word_id: str) -> HardWord:
    row = session.get(HardWord, word_id)
    if row is None:
        raise NotFoundError(_("That word is not in the word bank any more."))
    return row


def uses(session: Session, language: str) -> dict[str, tuple[Use, ...]]:
    """Return in which statements of the summaries in a language each word of the bank stands, by the word's id."""
    words = {one.word: one.id for one in bank(session, language)}
    spoken = set(session.scalars(select(EasySummary.id).where(EasySummary.language == language)))
    found: dict[str, list[Use]] = {}
    for page in pages(session):
        if page.summary_id not in spoken:
            continue
        for one in page.statements:
            marking = Marking(words)
            marking.runs(one.text)
            for word in marking.met:
                found.setdefault(words[word], []).append(Use(one.id, page.id, page.title, one.text))
    return {word_id: tuple(there) for word_id, there in found.items()}


def known_words(session: Session, language: str) -> KnownWords:
    """Return what the project says of words in a language: the bank, its people's names, and its word list."""
    words = bank(session, language)
    names = {*session.scalars(select(Participant.name)), *session.scalars(select(ReviewPerson.name))}
    return KnownWords(
        explained={one.word: one.explanation for one in words if one.explanation and not one.familiar},
        familiar=frozenset(one.word for one in words if one.familiar),
        names=frozenset(part for name in names for part in (name, *name.split())),
        listed=tuple(wordlist.entries(session)),
    )
