"""Transcripts as Word documents whose coded words carry comments: who coded them, and how (ECMA-376, 17.13.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from qda.core.exporters.coded_lines import Line, Mark
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Run, visible
from qda.core.exporters.word import plain_xml, run_xml, section_xml
from qda.core.exporters.wordfile import write_document

Pages = Sequence[tuple[str, Sequence[Line], Sequence[Mark]]]


def write(path: Path, title: str, note: str, pages: Pages, facts: Colophon) -> None:
    """Write transcripts (name, lines, what is coded), one after another; each coded passage has a comment of its own.

    `note` says below the title what the lines are.
    """
    write_document(path, _body(title, note, pages, facts), facts, title, comments=_comments(pages))


def _body(title: str, note: str, pages: Pages, facts: Colophon) -> Iterator[str]:
    yield plain_xml(visible(title), "Title")
    yield plain_xml(visible(note), "ThemeloomFacts")
    first = 0
    for name, lines, marks in pages:
        yield plain_xml(visible(name), "Heading1")
        yield from _transcript(lines, marks, first, facts)
        first += len(marks)
    yield section_xml(facts, upright=True)


def _transcript(lines: Sequence[Line], marks: Sequence[Mark], first: int, facts: Colophon) -> Iterator[str]:
    """Give a paragraph a line. A passage is open from its first piece to its last, over as many lines as it takes."""
    waiting = sorted(range(len(marks)), key=lambda at: (marks[at].start, -marks[at].end), reverse=True)
    begun: list[int] = []
    for number, line in enumerate(lines):
        turn = f'<w:bidi w:val="{not facts.rtl:d}"/>' if _rtl(line) != facts.rtl else ""
        inner = [run_xml(Run(f"{line.number}\t"))]
        for piece in line.pieces:
            while waiting and marks[waiting[-1]].start <= piece.start:
                begun.append(waiting.pop())
                inner.append(f'<w:commentRangeStart w:id="{first + begun[-1]}"/>')
            inner.append(run_xml(Run(visible(piece.text), bold=piece.label)))
            inner += _ended(begun, marks, first, piece.start + len(piece.text))
        if number + 1 < len(lines):
            # What ends between two lines ends with the one before.
            inner += _ended(begun, marks, first, lines[number + 1].start)
        else:
            inner += [f'<w:commentRangeStart w:id="{first + at}"/>' for at in waiting]
            begun += waiting
            inner += _ended(begun, marks, first, max((mark.end for mark in marks), default=0))
        yield f'<w:p><w:pPr><w:pStyle w:val="ThemeloomTranscript"/>{turn}</w:pPr>{"".join(inner)}</w:p>'


def _ended(begun: list[int], marks: Sequence[Mark], first: int, stop: int) -> list[str]:
    """Take the passages that end at `stop` or before out of those begun, and return where they end."""
    ended = [at for at in begun if marks[at].end <= stop]
    begun[:] = [at for at in begun if marks[at].end > stop]
    return [
        f'<w:commentRangeEnd w:id="{first + at}"/>'
        f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{first + at}"/></w:r>'
        for at in ended
    ]


def _rtl(line: Line) -> bool:
    return any(Run(piece.text).rtl for piece in line.pieces if not piece.label)


def _comments(pages: Pages) -> Iterator[str]:
    for key, mark in enumerate(mark for _name, _lines, marks in pages for mark in marks):
        at = datetime.fromtimestamp(mark.at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        words = [mark.code, *(line for line in mark.note.split("\n") if line.strip())]
        body = "".join(plain_xml(visible(line), "CommentText") for line in words)
        yield (
            f'<w:comment w:id="{key}" w:author="{_attribute(mark.coder)}" w:date="{at}"'
            f' w:initials="{_attribute(mark.initials)}">{body}</w:comment>'
        )


def _attribute(words: str) -> str:
    return escape(visible(words).replace("\n", " "), quote=True)
