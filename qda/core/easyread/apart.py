"""Checks in a process of its own: to load a language model takes seconds and much memory, which a window has not."""

from __future__ import annotations

import signal
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from qda.core.easyread.checking import Checker
from qda.core.easyread.hints import Hint, KnownWords
from qda.core.easyread.profiles import Profile
from qda.core.easyread.written import Written
from qda.core.processes import start_child
from qda.errors import CancelledError, RefusedError
from qda.i18n import _


class CheckerApart:
    """Checks what is written, in a process that is started when it is first asked and remembers what it saw.

    :meth:`hints` waits for the answer, so it is called in a job, never in the window's own thread; jobs may share it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closing = False
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def hints(
        self, written: Written, profile: Profile, language_tag: str, known: KnownWords, *, model: bool = True
    ) -> list[Hint]:
        """Return the hints as :meth:`Checker.written` does.

        Raises RefusedError where the process can't do it, CancelledError where it is closed meanwhile.
        Of a summary, `written` is :func:`qda.core.easyread.written.from_booklet`, without the bytes of its pictures.
        """
        with self._lock:
            asked = (written, profile, language_tag, known, model)
            for _attempt in range(2):  # it may have been ended from outside since
                try:
                    return self._ask(asked)
                except (EOFError, OSError) as error:
                    self._end()
                    if self._closing:
                        raise CancelledError(_("The check of easy language was stopped.")) from error
        raise RefusedError(_("The check of easy language stopped. Change a word to try again."))

    def close(self) -> None:
        """End the process at once, whatever it is doing; the next question starts another."""
        self._closing = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()
            self._closing = False

    def _ask(self, asked: tuple[Any, ...]) -> list[Hint]:
        if self._connection is None:
            self._process, self._connection = start_child(serve, name="easy language")
        self._connection.send(asked)
        found: list[Hint] = self._connection.recv()
        return found

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()  # it has nothing to finish
            self._process.join()
        self._process = self._connection = None


def serve(connection: Connection) -> None:
    """Answer what comes with its hints, until the connection closes; sentences seen before are not looked at again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    checker: Checker | None = None
    before: tuple[Any, ...] = ()
    while True:
        try:
            written, *how = connection.recv()
        except (EOFError, OSError):
            return
        profile, language_tag, known, model = how
        if checker is None or tuple(how) != before:
            checker = Checker(profile, language_tag, known, model=model)
            before = tuple(how)
        connection.send(checker.written(written))
