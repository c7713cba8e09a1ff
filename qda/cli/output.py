"""What commands print: aligned tables for people, JSON for programs, in UTF-8 on every console."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, TextIO

from qda.i18n import _

_LONGEST = 60
# Controls and line breaks by category, and halves of letters, which come from file names in old encodings.
_UNSHOWN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": "\ufffd"}


def speak_utf8() -> None:
    r"""Let output be UTF-8 with ``\n`` whatever the console's code page says; what no text can hold is written out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(words: str) -> None:
    """Print a sentence for people."""
    print(_one_line(words))  # noqa: T201


def warn(words: str) -> None:
    """Print a sentence to the error stream."""
    print(_one_line(words), file=sys.stderr)  # noqa: T201


def write(text: str) -> None:
    """Write text exactly as it is; on a screen, a newline ends it."""
    sys.stdout.write(text)
    if sys.stdout.isatty() and not text.endswith("\n"):
        sys.stdout.write("\n")


def print_json(value: object) -> None:
    """Print `value`, in which lists may hold dataclasses, as indented JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> object:
    return asdict(value)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headings in aligned columns, numbers to the right; on a screen the last column is shortened."""
    cells = [[_one_line(str(cell)) for cell in row] for row in rows]
    # Only the last column may be long: the others are shortened wherever they would push everything aside.
    cells = [[*(_cut(cell, _LONGEST) for cell in row[:-1]), row[-1]] for row in cells]
    widths = [max(map(_width, column)) for column in zip(headings, *cells, strict=True)]
    right = [
        bool(cells) and all(cell.replace("-", "").isdecimal() or not cell for cell in column)
        for column in zip(*cells, strict=True)
    ] or [False] * len(headings)
    room = get_terminal_size().columns if sys.stdout.isatty() else None
    _print_row(headings, widths, right, room, sys.stdout)
    for row in cells:
        _print_row(row, widths, right, room, sys.stdout)


def _print_row(
    row: Sequence[str], widths: Sequence[int], right: Sequence[bool], room: int | None, stream: TextIO
) -> None:
    parts = []
    for cell, width, numbers in zip(row, widths, right, strict=True):
        gap = " " * (width - _width(cell))
        parts.append(gap + cell if numbers else cell + gap)
    if room is not None:
        before = sum(widths[:-1]) + 2 * (len(widths) - 1)
        parts[-1] = _cut(parts[-1].rstrip(), max(room - before, 20))
    stream.write("  ".join(parts).rstrip() + "\n")


def _one_line(text: str) -> str:
    """Return `text` without line breaks, and without the control characters that would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(_UNSHOWN.get(unicodedata.category(char), char) for char in text)


def _width(text: str) -> int:
    """Return the columns `text` takes on a screen: wide letters two, marks that sit on others none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text)


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept = text[:width]
    while _width(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def tell_written(file: Path, notices: Sequence[str], as_json: bool) -> None:
    """Say where a file was written; what a person must know about it goes to the error stream."""
    for notice in notices:
        warn(notice)
    if as_json:
        print_json({"file": str(file), "notices": notices})
    else:
        say(_("{file} is written.").format(file=file))
