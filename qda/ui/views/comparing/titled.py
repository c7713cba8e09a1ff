"""How a page of the place is laid out: its title with buttons beside it, and below that what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def lay_out(page: QWidget, title: QWidget, buttons: Sequence[QWidget], note: QWidget, body: QWidget) -> None:
    """Put `title` and `buttons` on top of a page, `note` below them, and give `body` all room that is left."""
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(title, 1)
    for button in buttons:
        head.addWidget(button)
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(12)
    column.addLayout(head)
    column.addWidget(note)
    column.addWidget(body, 1)
