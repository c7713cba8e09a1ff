"""How the window was arranged, kept for the next start: its size and place, and how its parts share the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget


def arrangement(window: QMainWindow) -> dict[str, str]:
    """Return the size of a window and the arrangement of all splitters in it that have an object name."""
    parts = {key: _written(part.saveState()) for key, part in _parts(window)}
    return {"geometry": _written(window.saveGeometry()), **parts}


def arrange(root: QWidget, kept: Mapping[str, str]) -> None:
    """Arrange `root`, and the splitters below it, as they were; one of other parts than now is left as it is."""
    if isinstance(root, QMainWindow) and "geometry" in kept:
        root.restoreGeometry(_read(kept["geometry"]))
    for key, part in _parts(root):
        if key in kept:
            part.restoreState(_read(kept[key]))


def _parts(root: QWidget) -> Iterator[tuple[str, QSplitter]]:
    """Yield the splitters with the key that they are kept by, which has the number of their parts in it."""
    own = [root] if isinstance(root, QSplitter) else []
    for splitter in (*own, *root.findChildren(QSplitter)):
        if splitter.objectName():
            yield f"{splitter.objectName()}:{splitter.count()}", splitter


def _written(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


def _read(words: str) -> QByteArray:
    return QByteArray.fromBase64(words.encode("ascii", "ignore"))
