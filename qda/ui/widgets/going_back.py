"""Esc goes one step back: the shortcut that says so for a widget, or for it and all that is in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def on_escape(widget: QWidget, act: Callable[[], object] | SignalInstance, *, inside: bool = True) -> QShortcut:
    """Do `act` where Esc is pressed in `widget` or, if `inside`, in anything in it; return the shortcut."""
    back = QShortcut(QKeySequence(Qt.Key.Key_Escape), widget)
    context = Qt.ShortcutContext
    back.setContext(context.WidgetWithChildrenShortcut if inside else context.WidgetShortcut)
    back.activated.connect(act)
    return back
