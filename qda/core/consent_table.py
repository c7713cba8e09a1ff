"""What all participants agreed to, as a table: a row a person, a column each thing asked, and how it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.consent import KINDS, Given, consents, record_consent
from qda.core.participants import participants
from qda.errors import RefusedError
from qda.i18n import _, n_

FACTS: Mapping[str, str] = {
    "form": _("Version of the form"),
    "given": _("Given on"),
    "supported": _("Supported by"),
    "deadline": _("Can be taken back until"),
    "note": _("Note"),
}
"""What is kept of how a consent came about, and what it is called."""
ANSWERS: Mapping[bool, str] = {True: _("yes"), False: _("no")}
_TYPED = {"yes": True, "y": True, "1": True, "no": False, "n": False, "0": False}


@dataclass(frozen=True, slots=True)
class Row:
    """A participant, by id and name, with what is recorded."""

    id: str
    name: str
    given: Given

    def words(self, column: str) -> str:
        """Return what stands in a column: yes, no or "" for something asked, or the words of a fact."""
        if column in KINDS:
            answer = self.given.answers.get(column)
            return "" if answer is None else _(ANSWERS[answer])
        return str(getattr(self.given, column))


def consent_rows(session: Session) -> list[Row]:
    """Return all participants in their order, with what is recorded of each."""
    known = consents(session)
    return [Row(one.id, one.name, known.get(one.id, Given())) for one in participants(session)]


def fill_consents(session: Session, cells: Mapping[tuple[str, str], str]) -> None:
    """Write cells of the table, by (participant id, column); an emptied answer was not asked.

    Raises RefusedError, and writes nothing, for what is neither yes nor no, or for no day.
    """
    answers: dict[str, dict[str, bool | None]] = {}
    facts: dict[str, dict[str, str]] = {}
    for (participant_id, column), typed in cells.items():
        if column in KINDS:
            answers.setdefault(participant_id, {})[column] = _answer(typed)
        else:
            facts.setdefault(participant_id, {})[column] = typed
    for participant_id in {**answers, **facts}:
        record_consent(session, participant_id, answers.get(participant_id), **facts.get(participant_id, {}))


def _answer(typed: str) -> bool | None:
    words = " ".join(typed.split()).casefold()
    if not words:
        return None
    for answer, title in ANSWERS.items():
        if words == _(title).casefold():
            return answer
    if words not in _TYPED:
        sentence = _("“{words}” is neither yes nor no; an empty cell is for what was not asked.")
        raise RefusedError(sentence.format(words=typed))
    return _TYPED[words]


def consent_sentences(rows: list[Row], today: str) -> list[str]:
    """Return what the table comes to; `today` is YYYY-MM-DD, for those who can still take their consent back."""
    if not rows:
        return []
    unknown = sum(not row.given.answers for row in rows)
    told = []
    if unknown:
        people = n_("{n} participant", "{n} participants", len(rows))
        told.append(_("No consent is recorded of {unknown} of {people}.").format(unknown=unknown, people=people))
    for kind in ("quote", "quote_easy"):
        refused = [row.name for row in rows if row.given.answers.get(kind) is False]
        if refused:
            words = _("“{what}” was refused by {names}: what they said is left out.")
            told.append(words.format(what=KINDS[kind], names=", ".join(refused)))
    waiting = sorted(row.given.deadline for row in rows if row.given.deadline >= today and row.given.deadline)
    if waiting:
        people = n_("{n} person", "{n} people", len(waiting))
        told.append(_("{people} can still take it back, until {day}.").format(people=people, day=waiting[-1]))
    return told
