"""Asks which of several things is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qda.core.trail.events import Thing
from qda.i18n import _
from qda.ui.dialogs.question import ask_which


def choose_thing(parent: QWidget, things: Sequence[Thing]) -> Thing | None:
    """Return the thing that was chosen, or None; the only one is not asked for."""
    if len(things) < 2:
        return things[0] if things else None
    answers = [(str(number), one.words()) for number, one in enumerate(things)]
    answer = ask_which(parent, _("History of what?"), "", answers)
    return things[int(answer)] if answer is not None else None
