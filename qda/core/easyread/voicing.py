"""Recordings of statements: who said them, and whether they may be used."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.consent import allows
from qda.core.easyread.pages import edit_statement, get_statement, pages
from qda.core.easyread.summaries import summaries
from qda.core.review.people import people
from qda.core.speech.sounds import checked
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.texts import load_blob


@dataclass(frozen=True, slots=True)
class Voiced:
    """A statement, where it stands, and its recording: `recorded`, by whom, and whether they allow it (None: not said).

    A recording of nobody in particular (`person_id` is None) may be used.
    """

    statement_id: str
    page: str
    language: str
    text: str
    recorded: bool
    person_id: str | None
    person: str
    allowed: bool | None


def voiced(session: Session) -> list[Voiced]:
    """Return all statements in printing order, summary by summary, with what is known of their recordings."""
    names = {one.id: one.name for one in people(session)}
    found = []
    for summary in summaries(session):
        for page in pages(session, summary.id):
            for one in page.statements:
                who = one.voice_person_id if one.voice_hash is not None else None
                may = True if who is None else allows(session, who, "voice")
                recorded, said = one.voice_hash is not None, names.get(who or "", "")
                found.append(Voiced(one.id, page.title, summary.language, one.text, recorded, who, said, may))
    return found


def recording(session: Session, statement_id: str) -> bytes | None:
    """Return the recording of a statement (WAV), None where there is none."""
    row = get_statement(session, statement_id)
    return None if row.voice_hash is None else load_blob(session, row.voice_hash)


def give_voice(session: Session, statement_id: str, wav: bytes, person_id: str | None = None) -> None:
    """Keep a recording of a statement, and who said it; RefusedError for what is no recording."""
    edit_statement(session, statement_id, voice=checked(wav), voice_person_id=person_id)


def name_voice(session: Session, statement_id: str, person_id: str | None) -> None:
    """Say whose voice a recording is; RefusedError where there is no recording."""
    if get_statement(session, statement_id).voice_hash is None:
        raise RefusedError(_("There is no recording of this statement yet."))
    edit_statement(session, statement_id, voice_person_id=person_id)


def take_voice_away(session: Session, statement_id: str) -> None:
    """Take the recording of a statement away."""
    edit_statement(session, statement_id, voice=None, voice_person_id=None)
