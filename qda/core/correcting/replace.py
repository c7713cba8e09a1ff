"""A text replaced by a corrected version of the whole document: passages go where the difference of both takes them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qda.core.anchoring import Placing
from qda.core.correcting import accepting, boundaries
from qda.core.correcting.accepting import Corrected
from qda.core.correcting.boundaries import Preview
from qda.core.documents import source_text
from qda.core.text import Turn, canonical, text_hash
from qda.core.withdrawal.marks import REFUSED, was_withdrawn
from qda.errors import RefusedError


def preview(session: Session, source_id: str, new_text: str) -> Preview:
    """Say what a new text would do to the passages of a source; nothing is changed. Raises RefusedError."""
    old, new = source_text(session, source_id), _allowed(session, new_text)
    placing = Placing(old, new)
    return boundaries.preview(session, source_id, old, new, placing.swaps, placing.place)


def accept(
    session: Session,
    source_id: str,
    new_text: str,
    coder_id: str | None = None,
    *,
    turns: Sequence[Turn] | None = None,
    note: str = "",
    weights: str = "ask",
) -> Corrected:
    """Give a source a corrected text and move all that lies on the old one by the difference of both.

    Passages of which less than half is left where it stood are put aside, never laid on equal words elsewhere
    (:mod:`qda.core.correcting.unplaced`). `turns` are those that the reader of the file found; without them, turns are
    read anew where the texts differ. `note` is kept with the version that ends, such as the name of the file.
    Raises RefusedError where the new text holds no words, or those of somebody who was withdrawn, QuestionError as
    :func:`qda.core.correcting.edit.correct`.
    """
    old, new = source_text(session, source_id), _allowed(session, new_text)
    if old == new:
        return accepting.unchanged(session, source_id)
    return accepting.accept(
        session,
        source_id,
        new,
        Placing(old, new),
        how="replace",
        read=turns,
        note=note,
        coder_id=coder_id,
        weights=weights,
    )


def _allowed(session: Session, text: str) -> str:
    new = canonical(text)
    if was_withdrawn(session, [text_hash(new)]):
        raise RefusedError(REFUSED)
    return new
