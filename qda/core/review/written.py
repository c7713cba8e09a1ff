"""Answers typed in from paper or talk: what one person said to all that a round shows, written in a grid."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from qda.core.review.answers import ANSWERS, Answer, answers, put_answer, take_back_answer
from qda.core.review.meetings import get_meeting, put_present
from qda.core.review.rounds import OTHER_WAY
from qda.core.text import canonical
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.texts import load_blob

KEYS: Mapping[str, str] = {"1": "yes", "2": "unsure", "3": "no", "0": "skipped"}
"""Keys and boxes on paper that stand for an answer."""
WORDS = "words"
"""What is added to a question for the cell of own words."""

Cell = tuple[str, str]
"""The id of what is shown, and a question; for own words the question with ``/words``."""


def words_cell(question: str) -> str:
    """Return the second part of the cell in which the own words to a question stand."""
    return f"{question}/{WORDS}"


def is_closed(question: str) -> bool:
    """Tell whether a question is answered by yes, not sure or no; what is missing is answered in words alone."""
    return question in OTHER_WAY


def read_answer(typed: str) -> str:
    """Return the answer that somebody typed, by key, by its name or in its words; "" for nothing.

    RefusedError for anything else.
    """
    words = " ".join(typed.split()).casefold()
    if words in KEYS:
        return KEYS[words]
    for name, title in ANSWERS.items():
        if words and words in (name, title.casefold()):
            return name
    if words:
        known = ", ".join(f"{key} {ANSWERS[name]}" for key, name in KEYS.items())
        raise RefusedError(_("“{words}” is no answer; there are {known}.").format(words=typed.strip(), known=known))
    return ""


def written(session: Session, meeting_id: str, person_id: str) -> dict[Cell, str]:
    """Return what a person said at a meeting, as it is shown in the cells of the grid."""
    cells: dict[Cell, str] = {}
    for (item_id, question), one in _said(session, meeting_id, person_id).items():
        answer = ANSWERS[one.answer] if one.answer else ""
        if is_closed(question):
            cells[item_id, question], cells[item_id, words_cell(question)] = answer, one.words
        else:
            cells[item_id, question] = one.words or answer
    return cells


def write_answers(
    session: Session, meeting_id: str, person_id: str, cells: Mapping[Cell, str], helper_id: str | None = None
) -> int:
    """Write what is typed in cells as answers of a person at a meeting; an emptied cell takes its answer back.

    `helper_id` is who helped with these answers. Who answers, or helps, was at the meeting. Returns how many answers
    were written or taken back. Raises RefusedError, and writes nothing, where a cell holds no answer.
    """
    said = _said(session, meeting_id, person_id)
    wanted: dict[Cell, tuple[str, str]] = {}
    for (item_id, column), typed in cells.items():
        question, _slash, of_words = column.partition("/")
        before = said.get((item_id, question))
        answer, words = wanted.get(
            (item_id, question), (before.answer, before.words) if before is not None else ("", "")
        )
        if of_words:
            words = canonical(typed).strip()
        elif is_closed(question):
            answer = read_answer(typed)
        else:
            answer, words = _missing(typed)
        wanted[item_id, question] = (answer, words)
    for (item_id, question), (answer, words) in wanted.items():
        before = said.get((item_id, question))
        if answer or words:
            voice = load_blob(session, before.voice_hash) if before is not None and before.voice_hash else None
            said_to = (meeting_id, item_id, person_id, question)
            put_answer(session, *said_to, answer, words=words, helper_id=helper_id, voice=voice)
        elif before is not None:
            take_back_answer(session, before.id)
    if wanted:
        put_present(session, meeting_id, person_id)
        if helper_id is not None:
            put_present(session, meeting_id, helper_id)
    return len(wanted)


def _missing(typed: str) -> tuple[str, str]:
    """Return the answer to what is missing: words, or that it was skipped or nothing is missing."""
    words = canonical(typed).strip()
    known = " ".join(words.split()).casefold()
    for name in ("skipped", "no", "unsure"):
        if known in (name, ANSWERS[name].casefold()):
            return name, ""
    return ("skipped", "") if known == "0" else ("", words)


def _said(session: Session, meeting_id: str, person_id: str) -> dict[Cell, Answer]:
    get_meeting(session, meeting_id)
    found = answers(session, meeting_id=meeting_id, person_id=person_id)
    return {(one.item_id, one.question): one for one in found}
