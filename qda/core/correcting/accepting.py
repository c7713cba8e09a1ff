"""A new text for a source that was coded: all that lies on the old one goes along, and the old one stays a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.correcting import spans, turns
from qda.core.correcting.spans import Place
from qda.core.documents import source
from qda.core.text import count_words, direction
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import TextVersion
from qda.storage.texts import keep_as_difference, put_text


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did.

    `version` is the number of the text that is now the present one; `moved` counts passages that lie elsewhere now,
    `emptied` names what was put aside (ids of :func:`qda.core.correcting.unplaced.listing`), `joined` counts codings
    that became part of another.
    """

    version: int
    moved: int = 0
    emptied: tuple[str, ...] = ()
    joined: int = 0


def unchanged(session: Session, source_id: str) -> Corrected:
    """Return what a correction did that changed nothing."""
    return Corrected(source(session, source_id).text_version)


def accept(
    session: Session,
    source_id: str,
    text: str,
    place: Place,
    at: Callable[[int], int],
    *,
    how: str,
    note: str = "",
    coder_id: str | None = None,
    weights: str = "ask",
) -> Corrected:
    """Give a source its new canonical `text`; `place` and `at` say where passages and positions lie in it.

    `how` and `note` are kept with the version that ends. Raises RefusedError where no words would be left.
    """
    if not text.strip():
        sentence = _("Nothing would be left of {name}. Remove the source instead.")
        raise RefusedError(sentence.format(name=source(session, source_id).name))
    moved = spans.move(session, source_id, place, how=how, at=at, coder_id=coder_id, weights=weights)
    turns.move(session, source_id, place)
    row = source(session, source_id)
    old, number = row.text_hash, row.text_version
    new = put_text(session, text)
    session.add(TextVersion(source_id=source_id, number=number, text_hash=old, how=how, note=note, coder_id=coder_id))
    row.text_hash, row.text_version = new, number + 1
    row.characters, row.words, row.direction = len(text), count_words(text), direction(text)
    keep_as_difference(session, old, new)
    session.flush()
    return Corrected(number + 1, moved.moved, moved.emptied, moved.joined)
