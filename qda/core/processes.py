"""Starting child processes: for work that may hang, die or eat memory, so that it can be ended from outside."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

_starting = threading.Lock()


def start_child(work: Callable[..., object], *args: Any, name: str) -> tuple[BaseProcess, Connection]:
    """Start ``work(connection, *args)`` in a process of its own; return it with our end of the connection."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(theirs, *args), daemon=True, name=name)
    # Spawning runs the parent's main module again in the child, the window's or a notebook's imports included; the
    # child needs nothing of it, so it is not shown one.
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            process.start()
        finally:
            sys.modules["__main__"] = main
    theirs.close()
    return process, ours
