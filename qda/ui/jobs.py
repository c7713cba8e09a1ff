"""Slow work beside the window: one thread a job, with progress and Stop.

A job's function takes ``progress(done, all) -> bool`` as its only argument and ends with CancelledError, or returns
early, where that answers False. Its result comes back on the window's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from qda.errors import CancelledError, QdaError


class _Reports(QObject):
    """Carries a job's signals from its thread to the window's."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)


class _Task(QRunnable):
    def __init__(self, function: Callable[..., Any], stop: threading.Event, reports: _Reports) -> None:
        super().__init__()
        self._function, self._stop, self._reports = function, stop, reports

    def run(self) -> None:
        try:
            result = self._function(self._progress)
        except BaseException as error:  # noqa: BLE001 - handed over whole, and raised again on the window's thread
            self._reports.failed.emit(error)
        else:
            self._reports.finished.emit(result)

    def _progress(self, done: int, total: int) -> bool:
        self._reports.progressed.emit(done, total)
        return not self._stop.is_set()


class Jobs(QObject):
    """The jobs of one window; at most one writes at a time, and while it does the gate is closed.

    `progressed` carries title, done and all (0 where that isn't known); `ended` the title.
    """

    started = Signal(str)
    progressed = Signal(str, int, int)
    ended = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: dict[str, tuple[_Reports, threading.Event, bool]] = {}

    def busy(self) -> str:
        """Return the title of the job that writes, or nothing."""
        return next((title for title, (_r, _s, writes) in self._running.items() if writes), "")

    def running(self) -> list[str]:
        """Return the titles of all running jobs."""
        return list(self._running)

    def start(
        self,
        title: str,
        function: Callable[..., Any],
        finished: Callable[[Any], None],
        *,
        writes: bool = False,
        quiet: bool = False,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run `function(progress)` beside the window, then `finished(result)` on the window's thread.

        A job of the same title that still runs is told to stop, and its result is dropped. A `quiet` job is too short
        to be shown.
        """
        self.cancel(title)
        reports, stop = _Reports(self), threading.Event()
        self._running[title] = (reports, stop, writes)
        reports.progressed.connect(lambda done, total: self._progress(title, reports, done, total))
        reports.finished.connect(lambda result: self._end(title, reports, finished, result))
        reports.failed.connect(lambda error: self._fail(title, reports, failed, error))
        if not quiet:
            self.started.emit(title)
        self._pool.start(_Task(function, stop, reports))

    @Slot(str)
    def cancel(self, title: str) -> None:
        """Ask a job to stop; a writing one ends by itself and nothing of it is kept."""
        if title in self._running:
            self._running[title][1].set()

    def drop(self, title: str) -> None:
        """Ask a job to stop and let its result never arrive, since nobody wants it any more; a writing one goes on."""
        if title in self._running and not self._running[title][2]:
            self.cancel(title)
            del self._running[title]
            self.ended.emit(title)

    def stop(self) -> None:
        """Stop all jobs and wait until none runs; what they would have reported is dropped."""
        for _reports, event, _writes in self._running.values():
            event.set()
        self._pool.waitForDone()
        for title in list(self._running):
            del self._running[title]
            self.ended.emit(title)

    def _progress(self, title: str, reports: _Reports, done: int, total: int) -> None:
        if self._is_mine(title, reports):
            self.progressed.emit(title, done, total)

    def _end(self, title: str, reports: _Reports, finished: Callable[[Any], None], result: Any) -> None:
        if self._take(title, reports):
            finished(result)

    def _fail(
        self, title: str, reports: _Reports, failed: Callable[[BaseException], None] | None, error: BaseException
    ) -> None:
        if not self._take(title, reports):
            return
        if failed is not None:
            failed(error)
        elif isinstance(error, CancelledError):
            return
        elif isinstance(error, QdaError):
            self.failed.emit(error.sentence)
        else:
            raise error

    def _is_mine(self, title: str, reports: _Reports) -> bool:
        return title in self._running and self._running[title][0] is reports

    def _take(self, title: str, reports: _Reports) -> bool:
        reports.deleteLater()
        if not self._is_mine(title, reports):
            return False
        del self._running[title]
        self.ended.emit(title)
        return True
