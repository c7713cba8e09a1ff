"""The versions of a text: what a source said before it was corrected, and what ended each version."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import source, source_text
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import TextVersion
from qda.storage.texts import load_text


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a text by `number`, from 1.

    `how` it ended (``edit``, ``replace``, ``pseudonymise``, ``withdraw``; ``merge`` where a copy was merged, ``copy``:
    the text of a copy that was merged and not taken), at what time (milliseconds) and by whom; "" for the present one.
    `note` is what was said about it, as the name of the file that replaced it, or of the copy.
    """

    number: int
    how: str = ""
    note: str = ""
    coder_id: str | None = None
    at: int | None = None


def versions(session: Session, source_id: str) -> list[Version]:
    """Return the versions of a source's text that are kept, oldest first; the last one is the present text."""
    columns = (TextVersion.number, TextVersion.how, TextVersion.note, TextVersion.coder_id, TextVersion.at)
    query = select(*columns).where(TextVersion.source_id == source_id).order_by(TextVersion.number)
    now = Version(source(session, source_id).text_version)
    return [*(Version(*row) for row in session.execute(query)), now]


def text_of(session: Session, source_id: str, number: int | None = None) -> str:
    """Return a version of a source's text, without a number the present one; NotFoundError where it isn't kept."""
    row = source(session, source_id)
    if number in (None, row.text_version):
        return source_text(session, source_id)
    kept = (TextVersion.source_id == source_id, TextVersion.number == number)
    text_hash = session.scalar(select(TextVersion.text_hash).where(*kept))
    if text_hash is None:
        sentence = _("No version {number} of {name} is kept; it has the versions 1 to {last}.")
        raise NotFoundError(sentence.format(number=number, name=row.name, last=row.text_version))
    return load_text(session, text_hash)
