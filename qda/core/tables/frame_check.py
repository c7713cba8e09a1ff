"""What could be off in framework matrices: rows and cells across two matrices, passages beyond their text."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from qda.i18n import _
from qda.storage.check import Finding
from qda.storage.models import Coding, FrameCell, FrameColumn, FrameQuote, FrameRow, Source


def frames(session: Session) -> Iterator[Finding]:
    """Yield what is off in framework matrices, but for rows that stand below themselves."""
    above = aliased(FrameRow)
    elsewhere = select(FrameRow.id).join(above, above.id == FrameRow.parent_id)
    for row_id in session.scalars(elsewhere.where(above.frame_id != FrameRow.frame_id)):
        yield Finding("frames", _("A row stands below one of another framework matrix."), f"frame_row {row_id}")
    across = select(FrameCell.id).join(FrameRow, FrameRow.id == FrameCell.row_id)
    across = across.join(FrameColumn, FrameColumn.id == FrameCell.column_id)
    for cell_id in session.scalars(across.where(FrameRow.frame_id != FrameColumn.frame_id)):
        yield Finding("frames", _("A cell has row and column of two framework matrices."), f"frame_cell {cell_id}")
    both = FrameColumn.participant_id.is_not(None), FrameColumn.source_id.is_not(None)
    for column_id in session.scalars(select(FrameColumn.id).where(*both)):
        yield Finding("frames", _("A column is of a participant and of a source."), f"frame_column {column_id}")
    query = select(FrameQuote.id).join(Source, Source.id == FrameQuote.source_id)
    outside = or_(FrameQuote.start < 0, FrameQuote.start >= FrameQuote.end, FrameQuote.end > Source.characters)
    for quote_id in session.scalars(query.where(outside)):
        sentence = _("A passage in a framework matrix does not lie in the text of its source.")
        yield Finding("frames", sentence, f"frame_quote {quote_id}")
    other = select(FrameQuote.id).join(Coding, Coding.id == FrameQuote.coding_id)
    for quote_id in session.scalars(other.where(Coding.source_id != FrameQuote.source_id)):
        sentence = _("A passage in a framework matrix comes from a coded passage of another source.")
        yield Finding("frames", sentence, f"frame_quote {quote_id}")
