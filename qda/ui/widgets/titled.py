"""How a page of a place is laid out: its title with buttons beside it, and below that what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget


def title_bar(title: QWidget, *buttons: QWidget) -> QHBoxLayout:
    """Return a row of a title that has the room, and buttons (or boxes to choose in) at its end."""
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(title, 1)
    for button in buttons:
        head.addWidget(button)
    return head


def lay_out(page: QWidget, parts: Sequence[QWidget | QLayout], spacing: int = 8) -> QVBoxLayout:
    """Put `parts` one below the other on a page, give the last one all room that is left, and return their column."""
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(spacing)
    for part in parts:
        stretch = int(part is parts[-1])
        if isinstance(part, QLayout):
            column.addLayout(part, stretch)
        else:
            column.addWidget(part, stretch)
    return column
