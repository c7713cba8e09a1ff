"""The passages in the cells of a matrix, for cells that show words and not numbers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.participants import voices
from qda.core.retrieval import Passages
from qda.core.tables.axes import Columns
from qda.core.tables.matrix import Matrix
from qda.storage.models import Coding, Source

Passage = tuple[str, int, int]


def passages(session: Session, found: Matrix, most: int | None = None) -> dict[tuple[int, int], list[Passage]]:
    """Return the passages of each cell, by row and column, in the order of sources and text: `most` of a cell.

    What several people coded, or what has several codes of a row, stands once.
    """
    columns, speaking = Columns(session, found.ask.columns), voices(session)
    shown = {head.key: at for at, head in enumerate(found.columns)}
    rows_of: dict[str, list[int]] = {}
    for at, head in enumerate(found.rows):
        for code_id in head.code_ids:
            rows_of.setdefault(code_id, []).append(at)
    query = (
        select(Coding.code_id, Coding.source_id, Coding.coder_id, Coding.start, Coding.end)
        .join(Source, Source.id == Coding.source_id)
        .order_by(Source.position, Source.id, Coding.start, Coding.end.desc(), Coding.id)
    )
    if found.ask.coder_ids is not None:
        query = query.where(Coding.coder_id.in_(found.ask.coder_ids))
    cells: dict[tuple[int, int], dict[Passage, None]] = {}
    for code_id, source_id, coder_id, start, end in session.execute(query):
        rows = rows_of.get(code_id, ())
        if not rows:
            continue
        people = speaking.of(source_id, start, end)
        for number, _some in columns.of(source_id, coder_id, people):
            column = shown[columns.heads[number].key]
            for row in rows:
                inside = cells.setdefault((row, column), {})
                if most is None or len(inside) < most:
                    inside[source_id, start, end] = None
    return {cell: list(inside) for cell, inside in cells.items()}


def first_words(session: Session, found: Matrix, characters: int = 120) -> dict[tuple[int, int], str]:
    """Return how the first passage of each cell begins."""
    first = {cell: inside[0] for cell, inside in passages(session, found, 1).items()}
    words = Passages(session, (source_id for source_id, _start, _end in first.values()))
    return {
        cell: " ".join(words.text(source_id, start, min(end, start + characters)).split())
        for cell, (source_id, start, end) in first.items()
    }
