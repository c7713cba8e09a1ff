"""Reads a page of the simple screen aloud, part by part, and marks the word that is being said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from qda.ui.playing import Player
from qda.ui.widgets.read_aloud import ReadAloud


class Readable(Protocol):
    """What can be read: its words, a recording of them or None, and how a word in it is marked."""

    voice: bytes | None

    @property
    def words(self) -> str: ...
    def mark(self, start: int, end: int) -> None: ...


class Reading(QObject):
    """Signals: `changed` when it begins or ends, `silent` with a sentence that says why nothing can be read."""

    changed = Signal()
    silent = Signal(str)

    def __init__(self, parent: QObject, player: Player | None = None) -> None:
        super().__init__(parent)
        self.aloud = ReadAloud(self, player)
        self._language = ""
        self._now: Readable | None = None
        self._left: list[Readable] = []
        self.aloud.word.connect(self._mark)
        self.aloud.finished.connect(self._next)
        self.aloud.missing.connect(self._missing)

    @property
    def busy(self) -> bool:
        """Tell whether something is being read."""
        return self._now is not None

    def read(self, parts: Sequence[Readable], language: str, rate: int) -> None:
        """Read parts one after the other, in a language, at so many words a minute.

        Without a voice for the language the parts of which there is a recording are read.
        """
        self.stop()
        reasons = [self.aloud.why_not(language, one.voice) for one in parts]
        self._language = language
        self._left = [one for one, reason in zip(parts, reasons, strict=True) if not reason]
        self.aloud.rate = rate
        if self._left:
            self._next()
        elif parts:
            self.silent.emit(reasons[0])

    def stop(self) -> None:
        """Be silent at once."""
        self._left = []
        self.aloud.stop()
        if self._now is not None:
            self._next()

    def _next(self) -> None:
        if self._now is not None:
            self._now.mark(0, 0)
        self._now = self._left.pop(0) if self._left else None
        self.changed.emit()
        if self._now is not None:
            self.aloud.speak(self._now.words, self._language, self._now.voice)

    def _mark(self, start: int, end: int) -> None:
        if self._now is not None:
            self._now.mark(start, end)

    def _missing(self, sentence: str) -> None:
        self._left = []
        self.silent.emit(sentence)
