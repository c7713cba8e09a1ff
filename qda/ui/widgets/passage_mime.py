"""Passages on their way by drag and drop: which source, and from where to where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QMimeData

PASSAGE_MIME = "application/x-themeloom-passage"
PASSAGES_MIME = "application/x-themeloom-passages"


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


def pack_all(data: QMimeData, passages: Sequence[DraggedPassage]) -> None:
    """Put several passages into `data`, the first of them also for whoever takes but one."""
    data.setData(PASSAGES_MIME, QByteArray(json.dumps([list(passage) for passage in passages]).encode()))
    if passages:
        pack(data, passages[0])


def unpack_all(data: QMimeData) -> list[DraggedPassage]:
    """Return the passages in `data`, be they one or several; none where something only calls itself so."""
    if not data.hasFormat(PASSAGES_MIME):
        one = unpack(data)
        return [] if one is None else [one]
    try:
        found = json.loads(bytes(data.data(PASSAGES_MIME).data()))
        passages = [DraggedPassage(str(source_id), int(start), int(end)) for source_id, start, end in found]
    except (ValueError, TypeError):
        return []
    return [passage for passage in passages if 0 <= passage.start < passage.end]
