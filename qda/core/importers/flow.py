"""The running text of a formatted document: paragraphs, table rows and what was bold, laid out as canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from qda.core.text import Turn
from qda.errors import UnreadableFileError
from qda.i18n import _

Span = tuple[int, int]


class Flow:
    """Collects paragraphs and table rows in reading order; spans count code points of :attr:`text`.

    Cells of a row are parted by tabs, paragraphs by newlines; a cell is a flow of its own. `bold` holds what stands in
    bold, `labels` the numbers and bullets that the program set before a list item, `tables` the cells of every table.
    """

    def __init__(self) -> None:
        self.bold: list[Span] = []
        self.labels: list[Span] = []
        self.tables: list[list[list[Span]]] = []
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The text so far: paragraphs and rows parted by one newline, none at the end."""
        return "\n".join(self._parts)

    @property
    def end(self) -> int:
        """The offset at which the next paragraph will begin."""
        return self._length

    def paragraph(self, text: str, bold: Sequence[Span] = (), label: int = 0) -> None:
        """Add a paragraph of canonical `text`; `bold` counts from its start, `label` is how long its list label is."""
        start = self._length
        if bold:
            self.bold.extend((start + first, start + last) for first, last in bold)
        if label:
            self.labels.append((start, start + label))
        self._parts.append(text)
        self._length = start + len(text) + 1

    def append(self, other: Flow) -> None:
        """Add the paragraphs of `other`, such as those of a text box, with all that is known about them."""
        self.bold.extend(_moved(other.bold, self._length))
        self.labels.extend(_moved(other.labels, self._length))
        self.tables.extend([_moved(row, self._length) for row in table] for table in other.tables)
        self._parts += other._parts
        self._length += other._length

    def row(self, cells: Sequence[Flow]) -> None:
        """Add one table row to the table that was begun last."""
        start = self._length
        spans: list[Span] = []
        texts = [cell.text for cell in cells]
        for cell, text in zip(cells, texts, strict=True):
            spans.append((start, start + len(text)))
            self.bold.extend(_moved(cell.bold, start))
            self.labels.extend(_moved(cell.labels, start))
            self.tables.extend([_moved(row, start) for row in table] for table in cell.tables)
            start += len(text) + 1
        self.tables[-1].append(spans)
        self._parts.append("\t".join(texts))
        self._length = max(start, self._length + 1)

    def table(self) -> None:
        """Begin a table; its rows follow."""
        self.tables.append([])

    def turns(self, until: int | None = None) -> tuple[Turn, ...]:
        """Return who says what: rows of speaker tables, and labels in the text before `until` (default: all of it)."""
        from qda.core.importers.rows import speaker_turns
        from qda.core.importers.speakers import find_turns

        text = self.text if until is None else self.text[:until]
        # A number or bullet before "Anna:" must not hide the name, nor end up in the turn before.
        labels = [(start, end) for start, end in self.labels if not text[start:end].strip().endswith(":")]
        text = _masked(text, labels, " ")
        spoken: list[Turn] = []
        tables: list[Span] = []
        for table in self.tables:
            if len(table) > 1 and (turns := speaker_turns(text, table)):
                spoken += turns
                tables.append((table[0][0][0], table[-1][-1][1]))
        if not spoken:
            return tuple(find_turns(text, bold=self.bold))
        for turn in find_turns(_masked(text, tables, "\n"), bold=self.bold):
            spoken += _clipped(turn, tables, text)
        return tuple(sorted(spoken, key=lambda turn: turn.start))


def words_of(flow: Flow, file: str) -> str:
    """Return the text of a document; raise UnreadableFileError where nobody wrote any."""
    if not flow.text or flow.text.isspace():
        raise UnreadableFileError(
            _("{file} holds no text, only pictures or nothing. The picture of a text has to be typed out.").format(
                file=file
            )
        )
    return flow.text


def _moved(spans: Iterable[Span], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans]


def _masked(text: str, spans: Iterable[Span], blank: str) -> str:
    """Return `text`, as long as before, with nothing but `blank` in `spans`."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if done <= start < end <= len(text):
            pieces += text[done:start], blank * (end - start)
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _clipped(turn: Turn, tables: Sequence[Span], text: str) -> list[Turn]:
    end = min((start for start, _end in tables if start >= turn.start), default=turn.end)
    if end >= turn.end:
        return [turn]
    end = turn.start + len(text[turn.start : end].rstrip())
    return [Turn(turn.start, end, min(turn.speech, end), turn.speaker, turn.begin_ms, turn.end_ms)]


def piece_spans(pieces: Sequence[str], chosen: Sequence[int], offset: int) -> list[Span]:
    """Return the places of the `chosen` pieces in the joined text plus `offset`, put together where they touch."""
    ends = list(accumulate(map(len, pieces), initial=offset))
    spans: list[Span] = []
    for index in chosen:
        start, end = ends[index], ends[index + 1]
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans
