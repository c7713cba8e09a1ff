"""Reading a file for checking: plain text, Markdown, Word and web pages, with what is known of how they look."""

from __future__ import annotations

import re
from pathlib import Path

from qda.core.easyread.written import Block, Look, Seen, Sheet, Written, plain
from qda.core.importers.archives import open_archive
from qda.core.importers.damage import damage_told
from qda.core.importers.encodings import decode
from qda.core.importers.xmlparts import crowded
from qda.core.text import canonical
from qda.core.whole_file import bytes_of
from qda.errors import UnreadableFileError
from qda.i18n import _

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".docx", ".html", ".htm")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^\s{0,12}(?:[-*+•]|\d{1,2}[.)])\s+")
# Bounded, so that a line of nothing but marks takes no time.
_PICTURE = re.compile(r"!\[([^\]\[]{0,1000})\]\(([^)\s]{0,2000})[^)]{0,1000}\)")
_LINK = re.compile(r"\[([^\]\[]{1,1000})\]\([^)]{0,2000}\)")
# Four marks in a row are a line to write on, and stress nothing.
_STRESS = re.compile(r"[*_]{4,}|(\*\*|__|\*|_)(?=\S)((?:(?![*_]{4}).){1,200}?)(?<=\S)\1(?!\w)")
_PHOTOS = (".jpg", ".jpeg")
_MOST_BYTES = 20_000_000  # of a page: its pictures may be in it
_MOST_WRITTEN = 300_000  # bytes of words alone: fifty thousand words, of which an easy text has some hundreds
_MOST_UNPACKED = 200_000_000  # bytes that a Word file unpacks to, mostly its pictures


def read_written(path: Path) -> Written:
    """Return what a file holds, for checking; UnreadableFileError where that can't be told."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(dict.fromkeys(SUFFIXES))
        raise UnreadableFileError(_("{file} can't be checked; these can: {known}.").format(file=path.name, known=known))
    if suffix == ".docx":
        from docx.exceptions import PythonDocxError
        from docx.oxml.exceptions import XmlchemyError

        from qda.core.easyread.files_docx import read_docx

        # python-docx takes for granted that a document's parts are what they should be.
        damaged = _("{file} is no Word document, or damaged. Save it again in Word.").format(file=path.name)
        with damage_told(damaged, PythonDocxError, XmlchemyError):
            with open_archive(path, most_bytes=_MOST_UNPACKED) as archive:
                if crowded(archive):
                    raise UnreadableFileError(_("{file} is larger than any document.").format(file=path.name))
            return read_docx(path)
    is_page = suffix in (".html", ".htm")
    text, _encoding, _warnings = decode(bytes_of(path, _MOST_BYTES if is_page else _MOST_WRITTEN), None)
    if is_page:
        from qda.core.easyread.files_html import read_html

        return read_html(text)
    return read_markdown(text) if suffix.startswith((".md", ".mark")) else plain(canonical(text))


def read_markdown(text: str) -> Written:
    """Return Markdown as it is read: headings, items and paragraphs as blocks, bold and italic words by their marks.

    A heading of the first level begins a page, as does a line.
    """
    made = _Made()
    paragraph: list[str] = []

    def finish() -> None:
        if paragraph:
            made.add(" ".join(paragraph))
            paragraph.clear()

    for line in canonical(text).split("\n"):
        heading = _HEADING.match(line)
        if heading:
            finish()
            made.page(heading[1] == "#", heading[2])
            made.add(heading[2], heading=True)
        elif not line.strip() or _ITEM.match(line):
            finish()
            if line.strip():
                paragraph.append(_ITEM.sub("", line))
        elif re.fullmatch(r"\s*([-*_])(?:\s*\1){2,}\s*", line):
            finish()
        else:
            paragraph.append(line.strip())
            # Two spaces or a backslash at the end make a new line.
            if line.endswith(("  ", "\\")):
                paragraph[-1] = paragraph[-1].rstrip("\\")
                finish()
    finish()
    return made.written("md")


class _Made:
    """A text that is put together block by block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._pages: list[Sheet] = []
        self._place = 0
        self._waiting: list[Seen] = []

    def page(self, anew: bool, title: str) -> None:
        if anew or not self._pages:
            self._pages.append(Sheet(title=title))

    def add(self, marked: str, *, heading: bool = False) -> None:
        """Add a block with marks in it; pictures before the words belong to it."""
        if not self._pages:
            self._pages.append(Sheet())
        pictures = [
            Seen(found[2], found[1], found[2].lower().endswith(_PHOTOS), after=bool(marked[: found.start()].strip()))
            for found in _PICTURE.finditer(marked)
        ]
        text, looks = _unmarked(_LINK.sub(r"\1", _PICTURE.sub("", marked)).strip(), self._place)
        if not text:
            self._waiting += pictures
            return
        pictures, self._waiting = [*self._waiting, *pictures], []
        block = Block(
            *(self._place, self._place + len(text), len(self._pages) - 1, heading),
            looks=looks,
            pictures=tuple(pictures) or None,
        )
        self._blocks.append(block)
        self._parts.append(text)
        self._place += len(text) + 1

    def written(self, kind: str) -> Written:
        return Written("\n".join(self._parts), tuple(self._blocks), tuple(self._pages) or (Sheet(),), kind)


def _unmarked(text: str, start: int) -> tuple[str, tuple[Look, ...]]:
    """Return text without marks, and its stretches with their looks."""
    parts: list[str] = []
    looks: list[Look] = []
    place, done = start, 0

    def add(words: str, mark: str) -> None:
        nonlocal place
        if words:
            looks.append(Look(place, place + len(words), bold=len(mark) == 2, italic=len(mark) == 1))
            parts.append(words)
            place += len(words)

    for found in _STRESS.finditer(text):
        if not found[1]:
            continue
        add(text[done : found.start()], "")
        add(found[2], found[1])
        done = found.end()
    add(text[done:], "")
    return "".join(parts), tuple(looks)
