"""A new text for a source that was coded: all that lies on the old one goes along, and the old one stays a version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from qda.core.correcting import spans, turns
from qda.core.documents import source, source_text
from qda.core.text import Turn, count_words, direction
from qda.differing import Swap
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import TextVersion
from qda.storage.texts import keep_as_difference, put_text


class Difference(Protocol):
    """Where a new text differs from the old one, and where passages and positions of the old one lie in it."""

    @property
    def swaps(self) -> Sequence[Swap]:
        """Return start and end in the old text, and start and end of what stands there in the new one."""

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a passage lies, None where nothing of it is left."""

    def at(self, position: int) -> int:
        """Return where a position lies."""


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
    difference: Difference,
    *,
    how: str,
    read: Sequence[Turn] | None = None,
    note: str = "",
    coder_id: str | None = None,
    weights: str = "ask",
) -> Corrected:
    """Give a source its new canonical `text`; `difference` says where what lay on the old one lies in it.

    `read` are the turns of the new text, where they are known (:func:`qda.core.correcting.turns.follow`); `how` and
    `note` are kept with the version that ends. Raises RefusedError where no words would be left.
    """
    if not text.strip():
        sentence = _("Nothing would be left of {name}. Remove the source instead.")
        raise RefusedError(sentence.format(name=source(session, source_id).name))
    was = source_text(session, source_id)
    moved = spans.move(
        session, source_id, difference.place, how=how, at=difference.at, coder_id=coder_id, weights=weights
    )
    turns.follow(session, source_id, was, text, difference.swaps, read)
    row = source(session, source_id)
    old, number = row.text_hash, row.text_version
    new = put_text(session, text)
    session.add(TextVersion(source_id=source_id, number=number, text_hash=old, how=how, note=note, coder_id=coder_id))
    row.text_hash, row.text_version = new, number + 1
    row.characters, row.words, row.direction = len(text), count_words(text), direction(text)
    keep_as_difference(session, old, new)
    session.flush()
    return Corrected(number + 1, moved.moved, moved.emptied, moved.joined)
