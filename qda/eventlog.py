"""What went wrong inside the program, for whoever looks for the fault: kinds and places, never words of a study.

One file beside the preferences, which its owner alone can read. The words of an error may be somebody's words (a value
that did not fit, a name), so only its kind is kept, its number where the system gave one, and the lines of the program
that it came through.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TextIO

MOST = 200_000
"""Bytes after which a file is put aside; one older file is kept."""
_ROOT = Path(__file__).parent.parent
_LIBRARIES = "site-packages"
_LINES = 40  # of an error's way through the program: the last ones tell most
_CAUSES = 5


def log_path() -> Path:
    """Return where the log is kept; it need not be there."""
    from qda.settings import settings_path

    return settings_path().with_name("themeloom.log")


def note(words: str) -> None:
    """Add a line with the time. `words` hold nothing of a study; where the log can't be written, nothing happens."""
    with suppress(OSError), opened() as log:
        log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {words}\n")


def note_error(error: BaseException) -> None:
    """Add an error that nobody caught: what kind it is and where it came through, and the same of what led to it."""
    note("\n".join(_told(error)))


def read_log() -> str:
    """Return what the log holds, the older part first; "" where there is none."""
    parts = []
    for path in (_older(), log_path()):
        with suppress(OSError):
            parts.append(path.read_text(encoding="utf-8", errors="replace"))
    return "".join(parts)


def opened() -> TextIO:
    """Return the log open for adding to it, which nobody but its owner can read; raises OSError where that fails."""
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        if path.stat().st_size > MOST:
            path.replace(_older())
    # Never through a link that somebody else may have put there.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    number = os.open(path, flags, 0o600)
    if sys.platform != "win32":
        os.fchmod(number, 0o600)
    return os.fdopen(number, "a", encoding="utf-8", errors="replace")


def _older() -> Path:
    return log_path().with_name("themeloom.older.log")


def _told(error: BaseException) -> Iterator[str]:
    seen: BaseException | None = error
    for number in range(_CAUSES):
        if seen is None:
            return
        yield ("  because of " if number else "") + _kind(seen)
        frames = list(traceback.walk_tb(seen.__traceback__))[-_LINES:]
        yield from (f"    {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in frames)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _kind(error: BaseException) -> str:
    """Return the kind of an error with the number that a system or a database gives it."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    number = getattr(error, "errno", None)
    code = getattr(error, "sqlite_errorname", None)
    return " ".join([name, *(f"[{one}]" for one in (number, code) if isinstance(one, int | str))])


def _place(file: str) -> str:
    """Return a file of the program from its package on: where that lies on this computer is nobody's business."""
    path = PurePath(file)
    if _LIBRARIES in path.parts:  # before the program's own: they may be installed inside its folder
        return "/".join(path.parts[path.parts.index(_LIBRARIES) + 1 :])
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])
