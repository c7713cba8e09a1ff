"""Tables in which each row is what one speaker says: which column is the speaker, the time and the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.importers.heading_words import BEGIN, END, SPEAKER, TEXT
from qda.core.importers.labels import times
from qda.core.text import Turn

Span = tuple[int, int]

# In a Word table a name is a speaker's.
_NAMES = frozenset(("name", "person", "participant", "participante", "שם"))
_HEADINGS = {"speaker": SPEAKER | _NAMES, "begin": BEGIN, "end": END, "text": TEXT}
_ROLE_OF = {word: role for role, words in _HEADINGS.items() for word in words}
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3}|-\d)?"
_TIME = re.compile(rf"[\[(#<]*\s*{_CLOCK}\s*[\])#>]*(?:\s*(?:-->|[-–—]|bis|to)\s*[\[(#<]*{_CLOCK}[\])#>]*)?")
_LONGEST_NAME = 40
_FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Columns:
    speaker: int
    text: int
    begin: int | None
    end: int | None
    headed: bool


def speaker_turns(text: str, table: Sequence[Sequence[Span]]) -> list[Turn]:
    """Return a turn for each row of `table` (spans of cells in `text`), or none where it is another kind of table.

    A turn reaches from the first cell to the end of the words; the time may stand on either side of them.
    """
    width = Counter(len(row) for row in table).most_common(1)[0][0]
    if width < 2:
        return []
    rows = [row for row in table if len(row) == width]
    cells = [[text[start:end].strip() for start, end in row] for row in rows]
    columns = _headed(cells[0]) or _guessed(cells)
    if columns is None:
        return []
    turns: list[Turn] = []
    for spans, words in list(zip(rows, cells, strict=True))[columns.headed :]:
        start, end = spans[columns.text]
        if not words[columns.text]:
            continue
        begin, until = times(words[columns.begin]) if columns.begin is not None else (None, None)
        if columns.end is not None:
            until = times(words[columns.end])[0]
        before = [span[0] for span in spans[: columns.text] if text[span[0] : span[1]].strip()]
        name = " ".join(words[columns.speaker].rstrip(":").strip("[]()<> ").split())
        turns.append(
            Turn(min([start, *before]), start + len(text[start:end].rstrip()), start, name or None, begin, until)
        )
    return turns


def _headed(first: Sequence[str]) -> _Columns | None:
    roles: dict[str, int] = {}
    for column, heading in enumerate(first):
        for word in heading.casefold().rstrip(":").split() or [""]:
            if role := _ROLE_OF.get(word):
                roles.setdefault(role, column)
                break
    if "speaker" not in roles or "text" not in roles:
        return None
    return _Columns(roles["speaker"], roles["text"], roles.get("begin"), roles.get("end"), headed=True)


def _guessed(cells: Sequence[Sequence[str]]) -> _Columns | None:
    if len(cells) < _FEWEST_ROWS:
        return None
    columns = [[cell for cell in column if cell] for column in zip(*cells, strict=True)]
    clocks = [number for number, column in enumerate(columns) if _are_times(column)]
    lengths = [sum(map(len, column)) for column in columns]
    text = max(range(len(columns)), key=lengths.__getitem__)
    names = [number for number, column in enumerate(columns) if number not in (*clocks, text) and _are_names(column)]
    if text in clocks or len(names) != 1 or lengths[text] < 2 * lengths[names[0]]:
        return None
    begin, end = (clocks[0] if clocks else None), (clocks[1] if len(clocks) > 1 else None)
    headed = begin is not None and not _TIME.fullmatch(cells[0][begin])
    return _Columns(names[0], text, begin, end, headed)


def _are_times(column: Sequence[str]) -> bool:
    return len(column) > 1 and all(_TIME.fullmatch(cell) for cell in column[1:])


def _are_names(column: Sequence[str]) -> bool:
    """Say whether short entries that come again and again, as the names of a few speakers do, fill `column`."""
    short = all(len(cell) <= _LONGEST_NAME and "\n" not in cell and len(cell.split()) <= 5 for cell in column)
    named = all(any(char.isalpha() for char in cell) and cell[-1] not in ".?!" for cell in column)
    return short and named and len(column) >= _FEWEST_ROWS and len(set(column)) <= max(2, len(column) // 2)
