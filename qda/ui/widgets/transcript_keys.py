"""What a key means in the transcript: go by lines, open the palette, read on; all others are the owner's."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_READING = {getattr(Qt.Key, f"Key_{name}") for name in ("Left", "Right", "Home", "End", "PageUp", "PageDown", "Space")}
_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)


class Meaning(Enum):
    """What a key is for."""

    STEP = auto()
    TYPE = auto()
    READ = auto()
    OWNER = auto()


def meaning(event: QKeyEvent) -> Meaning:
    """Tell what a key press means; only what writes a sign that can be seen is typing."""
    commands = event.modifiers() & _COMMANDS
    if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not commands:
        return Meaning.STEP
    text = event.text()
    # Ctrl with Alt is how some systems report AltGr.
    if text.isprintable() and text.strip() and (not commands or commands == _ALT_GR):
        return Meaning.TYPE
    if event.key() in _READING or any(event.matches(key) for key in _COPYING):
        return Meaning.READ
    return Meaning.OWNER
