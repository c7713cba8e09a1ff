"""The blow itself: a process killed without warning, and what it had reported before."""

from __future__ import annotations

from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any


def strike(worker: BaseProcess, reports: Connection) -> list[Any]:
    """Kill `worker` and return what it still had reported by then; `reports` is closed."""
    worker.kill()
    worker.join()
    said: list[Any] = []
    try:
        while True:
            said.append(reports.recv())
    except EOFError:
        reports.close()
    return said
