"""Child processes that read files: each reads many; one that hangs, dies or eats memory costs only its file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from qda.core.importers import ReadOptions
from qda.core.importers.reading import FileResult, Limits, outcome, too_much_memory
from qda.core.processes import start_child
from qda.errors import CancelledError
from qda.i18n import _

_POLL = 0.05  # seconds between looks at clock and cancel button
_START_SECONDS = 60.0  # a busy computer may take long to start a process; that is not the file's fault
_GRACE_SECONDS = 1.0


def read_in_children(
    jobs: list[tuple[Path, ReadOptions]], limits: Limits, cancelled: Callable[[], bool] | None
) -> Iterator[FileResult]:
    """Yield the result of every job in order; kills all children on cancel (CancelledError), error and early end."""
    waiting = list(range(len(jobs)))[::-1]
    results: dict[int, FileResult] = {}
    children = [_Child(limits) for _number in range(min(limits.workers, len(jobs)))]
    try:
        for turn in range(len(jobs)):
            while turn not in results:
                if cancelled and cancelled():
                    raise CancelledError(_("The import was stopped; nothing was imported."))
                for child in children:
                    if child.job is None and waiting:
                        number = waiting.pop()
                        child.give(number, *jobs[number])
                wait([child.connection for child in children if child.job is not None], _POLL)
                for child in children:
                    if child.job is not None and (result := child.take()):
                        results[child.job] = result
                        child.job = None
            yield results.pop(turn)
    finally:
        for child in children:
            child.kill()


class _Child:
    """One process and what it is reading; started when there is something to read, and again after it was killed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.job: int | None = None
        self._path = Path()
        self._deadline = 0.0
        self._process: BaseProcess | None = None
        self.connection: Connection

    def give(self, job: int, path: Path, options: ReadOptions) -> None:
        """Let the child read the file at `path`; it is free again after `take` returned a result."""
        self.job, self._path = job, path
        self._deadline = time.monotonic() + self.limits.seconds
        if self._process is None:
            self._start()
            self._deadline = time.monotonic() + max(self.limits.seconds, _START_SECONDS)
        with suppress(OSError):  # a child that died meanwhile is noticed in take()
            self.connection.send((path, options))

    def take(self) -> FileResult | None:
        """Return the result if there is one, or a refusal if the child died or its time is over."""
        try:
            if self.connection.poll():
                result: FileResult | None = self.connection.recv()
                if result is None:  # it has started and begins to read now
                    self._deadline = time.monotonic() + self.limits.seconds
                    return None
                if result.reason == too_much_memory(self._path):
                    self.kill()  # what it holds is in pieces
                return result
        except (EOFError, OSError):
            self.kill()
            return FileResult(
                self._path,
                reason=_("{file} could not be read: the program that reads it broke down over it. {advice}").format(
                    file=self._path.name, advice=_("Open it in its own program, save it anew and import that.")
                ),
            )
        if time.monotonic() <= self._deadline:
            return None
        self.kill()
        sentence = _("{file} took longer than {seconds} seconds to read and was left out; split it and try the parts.")
        return FileResult(self._path, reason=sentence.format(file=self._path.name, seconds=f"{self.limits.seconds:g}"))

    def kill(self) -> None:
        """End the child, whatever it does; it gets a moment to end a converter that it started and wipe its files."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(_GRACE_SECONDS)
            self._process.kill()
            self._process.join()
            self._process.close()
            self.connection.close()
            self._process = None

    def _start(self) -> None:
        self._process, self.connection = start_child(serve, self.limits, name="Themeloom reader")


def serve(connection: Connection, limits: Limits) -> None:
    """Read the files that come through `connection` until it closes; runs in the child process."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # so that what readers tidy up at their end is tidied
    _cap_memory(limits.memory)
    connection.send(None)
    while True:
        try:
            path, options = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send(outcome(path, options, limits))
        except MemoryError:
            connection.send(FileResult(path, reason=too_much_memory(path)))


def _cap_memory(most: int) -> None:
    """Let the system refuse memory beyond `most` bytes; Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    cap = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(ValueError, OSError):  # macOS has the call and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
