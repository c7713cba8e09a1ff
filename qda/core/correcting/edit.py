"""A text corrected in places: what would become of the passages there, and the correction itself, one change."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from qda.core.correcting import accepting, boundaries
from qda.core.correcting.accepting import Corrected
from qda.core.correcting.boundaries import Preview
from qda.core.documents import source_text
from qda.core.replacing import Replaced, replaced
from qda.core.text import canonical
from qda.errors import RefusedError
from qda.i18n import _

Piece = tuple[int, int, str]
"""A stretch ``[start, end)`` of the present text in code points, and the words that take its place ("": none)."""


def preview(session: Session, source_id: str, pieces: Iterable[Piece]) -> Preview:
    """Say what a correction would do to the passages that it touches; nothing is changed."""
    text = source_text(session, source_id)
    new = _corrected(text, pieces)
    return boundaries.preview(session, source_id, text, new.text, new.swaps, new.place)


def correct(
    session: Session, source_id: str, pieces: Iterable[Piece], coder_id: str | None = None, *, weights: str = "ask"
) -> Corrected:
    """Replace stretches of a source's text, which must not overlap, and move all that lies on it along.

    What holds part of a replaced stretch holds all of what took its place; what is put in beside a passage, or between
    two, belongs to neither; what has no words left is put aside (:mod:`qda.core.correcting.unplaced`). The text as it
    was stays a version. Raises RefusedError for stretches that don't lie in the text and where no words would be left,
    QuestionError where codings of differing weights become one (`weights` as for :func:`qda.core.coding.apply_code`).
    """
    text = source_text(session, source_id)
    new = _corrected(text, pieces)
    if new.text == text:
        return accepting.unchanged(session, source_id)
    return accepting.accept(session, source_id, new.text, new, how="edit", coder_id=coder_id, weights=weights)


def _corrected(text: str, pieces: Iterable[Piece]) -> Replaced:
    wanted = []
    reach = 0
    for start, end, words in sorted((start, end, canonical(words)) for start, end, words in pieces):
        if not reach <= start <= end <= len(text):
            sentence = _("The stretch {start}-{end} can't be corrected: it lies outside of the text or over another.")
            raise RefusedError(sentence.format(start=start, end=end))
        reach = end
        if text[start:end] != words:
            wanted.append((start, end, words))
    return replaced(text, wanted)
