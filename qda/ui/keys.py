"""Which key does what: as the rows of :mod:`qda.ui.actions` say, or as a person changed it, and what can be a key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from qda.i18n import _
from qda.ui.actions import NAMED, ROWS, Row, apart
from qda.ui.widgets.labels import with_key

_WORN = "themeloom_keys"
_TIP_WORDS, _TIP_ACTION = "tip_words", "tip_action"
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVING = {
    getattr(Qt.Key, f"Key_{name}") for name in ("Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown")
}
_TAKING_AWAY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WITH_TEXT = ("Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Ctrl+Insert", "Shift+Insert")


def wear(app: QApplication, changed: Mapping[str, str]) -> None:
    """Let the keys be as the rows say but for what was `changed`: a key ("" for none) by the name of its action."""
    app.setProperty(_WORN, {name: key for name, key in changed.items() if name in NAMED and key != NAMED[name].key})


def key_of(name: str) -> str:
    """Return the key that does an action now, in portable words, or ""."""
    app = QApplication.instance()
    worn = app.property(_WORN) if app is not None else None
    return str((worn or {}).get(name, NAMED[name].key))


def native(key: str) -> str:
    """Return a key as people at this computer write it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def portable(pressed: QKeyCombination) -> str:
    """Return what was pressed as it is kept; Enter of the number pad is Return."""
    if pressed.key() == Qt.Key.Key_Enter:
        pressed = QKeyCombination(pressed.keyboardModifiers(), Qt.Key.Key_Return)
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText)


# Tooltips ------------------------------------------------------------------------------------------------------------


def tip(widget: QWidget, words: str, name: str) -> None:
    """Let a tooltip say `words` and the key of an action, also when that is changed."""
    widget.setProperty(_TIP_WORDS, words)
    widget.setProperty(_TIP_ACTION, name)
    key = key_of(name)
    widget.setToolTip(with_key(words, key) if key else words)


def tip_again(root: QWidget) -> None:
    """Bring the tooltips of all widgets below `root` in step with the keys."""
    for widget in root.findChildren(QWidget):
        name = widget.property(_TIP_ACTION)
        if name:
            tip(widget, widget.property(_TIP_WORDS), name)


# What can be a key ---------------------------------------------------------------------------------------------------


def refusal(row: Row, key: str) -> str:
    """Return why `key` can't be that of an action, as a sentence, or ""."""
    if key in ("", row.key):
        return ""
    sequence = QKeySequence(key)
    if sequence.isEmpty():
        return _("This key has no name here. Take another.")
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]
    held, bare = pressed.keyboardModifiers() & _HELD, pressed.key()
    told = {"key": native(key)}
    if bare == Qt.Key.Key_Escape:
        return _("{key} always goes one step back, so it can't be changed.").format(**told)
    if bare in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return _("{key} goes from one control to the next, so it can't be changed.").format(**told)
    if key in _WITH_TEXT:
        return _("{key} copies or selects words in every field. Take another key.").format(**told)
    if not held and bare in _ENTER:
        return _("{key} does what is chosen, in every list and dialog. Hold Ctrl or Alt with it.").format(**told)
    if not held and bare in _MOVING:
        return _("{key} moves through text and lists. Hold Ctrl or Alt with it.").format(**told)
    if not held and bare in _TAKING_AWAY and not row.on:
        return _("{key} takes letters away in every field. Hold Ctrl or Alt with it.").format(**told)
    if not held and bare < Qt.Key.Key_Escape:
        return _("{key} is typed: in the transcript it looks for a code. Hold Ctrl or Alt with it.").format(**told)
    return ""


def clash(row: Row, key: str) -> Row | None:
    """Return the other action that `key` does wherever this one works, or None."""
    for other in ROWS:
        same = other.name and other is not row and key and key_of(other.name) == key
        if same and not apart(row, other) and (other.on == row.on or "" in (other.on, row.on)):
            return other
    return None
