"""The words of a memo as paragraphs of a text, with the headings, lists and emphasis that it was written with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from qda.core import memo_text
from qda.core.exporters.grid import Run, visible
from qda.core.exporters.prose import Block, Heading


def memo_parts(body: str, level: int) -> Iterator[Heading | Block]:
    """Yield the lines of a memo that hold anything; its headings stand `level` steps below those of the text.

    Links are the bare words: what they lead to is in the program.
    """
    number = 0
    for line in memo_text.lines(visible(body)):
        number = number + 1 if line.kind == "number" else 0
        if not line.text.strip():
            continue
        if line.kind == "heading":
            yield Heading(line.text, level + line.level)
            continue
        runs = tuple(Run(run.text, run.bold, run.italic) for run in line.runs)
        if line.kind == "number":
            runs = (Run(f"{number}. "), *runs)
        yield Block(runs, "item" if line.kind == "item" else "text", Run(line.text).rtl)


def day(at: int) -> str:
    """Return the day of a moment, in milliseconds since 1970, as 2026-03-17 by the clock of this computer."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().strftime("%Y-%m-%d")
