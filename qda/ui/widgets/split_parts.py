"""Parts that share the room between them as somebody likes, and a part that scrolls where it has too little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
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
    return _filled(QSplitter(_DOWN if down else _BESIDE, parent), name, parts, sizes, grows)


def turning(
    name: str, parent: QWidget, parts: Sequence[QWidget], sizes: Sequence[int], *, grows: int, letters: int
) -> QSplitter:
    """Return parts as :func:`split` does, which stand one below the other where the page has no room for `letters`."""
    return _filled(_Turning(letters, parent), name, parts, sizes, grows)


class _Turning(QSplitter):
    def __init__(self, letters: int, parent: QWidget) -> None:
        super().__init__(_BESIDE, parent)
        self._letters = letters

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_letters"):
            self._turn()

    def _turn(self) -> None:
        narrow = self.width() < self._letters * self.fontMetrics().averageCharWidth()
        wanted = _DOWN if narrow else _BESIDE
        if wanted != self.orientation():
            self.setOrientation(wanted)


_BESIDE, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


def _filled(made: QSplitter, name: str, parts: Sequence[QWidget], sizes: Sequence[int], grows: int | None) -> QSplitter:
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
