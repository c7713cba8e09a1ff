"""What the tests of the transcript share: an interview, and how to show, mark, press and find places in it."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from qda.core import text as texts
from qda.core.text import Turn
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript import TranscriptView

Key, Shift, Control, Plain = (
    Qt.Key,
    *(getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Shift", "Control", "No")),
)
INTERVIEW = "\n\n".join(
    (
        "I: And who would you ask?",
        "N: You are wearing a prison mask. You cannot show weakness. 😀 Then you'll soon be a victim.",
        "I: Nobody?",
        "N: " + "Nobody asked me, and I did not ask them either. " * 8,
    )
)
LABEL = re.compile(r"^([^\n:]{1,40}):[ \t]+(?:\[[\d:]+\][ \t]*)?", re.MULTILINE)


def turns_of(text: str) -> list[Turn]:
    found = []
    for match in LABEL.finditer(text):
        end = text.find("\n", match.start())
        found.append(Turn(match.start(), len(text) if end < 0 else end, match.end(), match.group(1)))
    return found


def show(view: TranscriptView, text: str, unit: str = "turn") -> list[tuple[int, int]]:
    turns = turns_of(text)
    lines = texts.lines(text, turns, unit)
    view.show_source(text, turns, lines, texts.direction(text))
    return lines


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def mark(text: str, words: str, name: str = "prison mask", **more: object) -> Mark:
    return Mark(name, *span(text, words), name, **{"colour": "rose", **more})  # type: ignore[arg-type]


def place_of(view: TranscriptView, point: int) -> QPoint:
    """The middle of the character at `point`, in the viewport."""
    visible = view.visible_rows()
    reached = visible.reach(point, point + 1)
    assert reached is not None
    row = visible.rows[reached[0]]
    left, right = visible.stretches(row, point, point + 1)[0]
    return QPoint(round((left + right) / 2), round(row.top + visible.height / 2))


def press(view: TranscriptView, key: Qt.Key, modifier: Qt.KeyboardModifier = Plain) -> None:
    QTest.keyClick(view, key, modifier)
