"""What looks for a pattern in texts, in a process of its own: a pattern may take for ever, and can't be interrupted."""

from __future__ import annotations

import re
import signal
from itertools import islice
from multiprocessing.connection import Connection


def serve(connection: Connection, pattern: str, most: int) -> None:
    """Answer every text that comes with the spans that `pattern` matches in it, at most so many, until it closes.

    A match never goes over the end of a line; empty ones are left out. Capitals make no difference.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    compiled = re.compile(pattern, re.IGNORECASE)
    connection.send(None)
    while True:
        try:
            text: str = connection.recv()
        except (EOFError, OSError):
            return
        spans = (
            (match.start() + line.start(), match.end() + line.start())
            for line in re.finditer(r"[^\n]+", text)
            for match in compiled.finditer(line.group())
            if match.end() > match.start()
        )
        connection.send(list(islice(spans, most)))
