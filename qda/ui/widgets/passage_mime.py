"""A passage on its way by drag and drop: which source, and from where to where."""

from __future__ import annotations

import json
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QMimeData

PASSAGE_MIME = "application/x-themeloom-passage"


class DraggedPassage(NamedTuple):
    """``[start, end)`` of a source, in code points of its stored text."""

    source_id: str
    start: int
    end: int


def pack(data: QMimeData, passage: DraggedPassage) -> None:
    """Put `passage` into `data`, beside what is there already (the words themselves, for other programs)."""
    data.setData(PASSAGE_MIME, QByteArray(json.dumps(list(passage)).encode()))


def unpack(data: QMimeData) -> DraggedPassage | None:
    """Return the passage in `data`; None where it holds none, or something that only calls itself one."""
    if not data.hasFormat(PASSAGE_MIME):
        return None
    try:
        source_id, start, end = json.loads(bytes(data.data(PASSAGE_MIME).data()))
    except (ValueError, TypeError):
        return None
    if not isinstance(source_id, str) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return DraggedPassage(source_id, start, end) if 0 <= start < end else None
