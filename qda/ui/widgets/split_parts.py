"""Parts that share the room between them as somebody likes, and a part that scrolls where it has too little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget


def split(
    name: str,
    parent: QWidget,
    parts: Sequence[QWidget],
    sizes: Sequence[int] = (),
    *,
    down: bool = False,
    grows: int | None = None,
) -> QSplitter:
    """Return parts beside each other (`down`: one below the other) with a handle between them.

    `name` is what their sizes are kept under, `sizes` are those at first, `grows` is the part that takes new room.
    """
    made = QSplitter(Qt.Orientation.Vertical if down else Qt.Orientation.Horizontal, parent)
    made.setObjectName(name)
    made.setChildrenCollapsible(False)
    for part in parts:
        made.addWidget(part)
    if grows is not None:
        made.setStretchFactor(grows, 1)
    if sizes:
        made.setSizes(list(sizes))
    return made


def scrolled(part: QWidget, parent: QWidget) -> QScrollArea:
    """Return a part in a frame that scrolls; the keyboard goes to what is in it."""
    frame = QScrollArea(parent)
    frame.setWidgetResizable(True)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setWidget(part)
    return frame
