"""Where what floats over a place stands: beside the words it is about, never over them where there is room."""

from __future__ import annotations

from PySide6.QtCore import QRect

_GAP = 4


def room_beside(room: QRect, near: QRect) -> tuple[int, int]:
    """Return how many pixels high the room above and below `near` is."""
    return near.top() - _GAP - room.top(), room.bottom() - near.bottom() - _GAP


def beside(room: QRect, near: QRect, width: int, height: int) -> QRect:
    """Return where a card stands: below `near`, or above where more of it fits there; always inside the room."""
    above, below = room_beside(room, near)
    under = below >= min(height, above)
    top = near.bottom() + _GAP if under else near.top() - _GAP - height
    left = min(max(room.left(), near.left()), max(room.left(), room.right() - width))
    return QRect(left, max(room.top(), min(top, room.bottom() + 1 - height)), width, height)
