"""Reads places beside the window and hands them over as they come, the first ones at once; a new wish ends the old."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from qda.core.concordance import Place
from qda.errors import CancelledError, QdaError
from qda.progress import Progress, go_on
from qda.ui.workspace import Workspace

MOST = 3_000
"""So many places a list holds; a person who finds more needs other words, not a longer list."""
_FIRST = 40
_SOON, _PAUSE = 0.03, 0.12  # seconds until the first places are handed over, be they few, and between the next ones

Making = Callable[[Any, Progress], Iterator[Place]]


class PlacesReader(QObject):
    """Signals: `found(places)` again and again, then `ended(more)`, true where there are more than MOST, or
    `failed(sentence)`."""

    found = Signal(list)
    ended = Signal(bool)
    failed = Signal(str)
    _handed = Signal(int, list)

    def __init__(self, workspace: Workspace, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._title = title
        self._wish = 0
        self._handed.connect(self._take)

    def read(self, making: Making) -> None:
        """Read what ``making(session, progress)`` yields; what was being read is given up."""
        self.stop()
        wish, project = self._wish, self._workspace.project

        def work(progress: Progress) -> bool:
            with project.read() as session:
                return self._hand_over(wish, making(session, progress), progress)

        self._workspace.jobs.start(self._title, work, self.ended.emit, quiet=True, failed=self._failed)

    def stop(self) -> None:
        """Give up what is being read, and report nothing of it any more."""
        self._wish += 1
        self._workspace.jobs.drop(self._title)

    def is_reading(self) -> bool:
        """Tell whether places are still to come."""
        return self._title in self._workspace.jobs.running()

    def _hand_over(self, wish: int, places: Iterator[Place], progress: Progress) -> bool:
        batch: list[Place] = []
        last, pause = time.monotonic(), _SOON
        for count, place in enumerate(places, 1):
            if count > MOST:
                self._handed.emit(wish, batch)
                return True
            batch.append(place)
            now = time.monotonic()
            if count == _FIRST or now - last > pause:
                go_on(progress, 0, 0)
                self._handed.emit(wish, batch)
                batch, last, pause = [], now, _PAUSE
        self._handed.emit(wish, batch)
        return False

    def _take(self, wish: int, places: list[Place]) -> None:
        if wish == self._wish and places:
            self.found.emit(places)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, QdaError):
            raise error
        self.failed.emit(error.sentence)
