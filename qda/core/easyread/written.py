"""What is checked, whatever it was written in: text in blocks on pages, and how its words look where that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qda.core.easyread.booklet import Booklet, Line
from qda.core.text import sentences


@dataclass(frozen=True, slots=True)
class Look:
    """How the words [start, end) look; a None is not known. `size` is in points, `contrast` that of ink on paper."""

    start: int
    end: int
    size: float | None = None
    font: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    capitals: bool = False
    contrast: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture: `key` tells equal ones apart from others, `words` is its alternative text, `photo` what kind it is."""

    key: str
    words: str
    photo: bool = False
    after: bool = False
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or statement at [start, end) of the text; `page` counts from 0, `id` is that of a statement.

    `looks` is empty and `pictures` None where nothing is known of them. `align` is left, right, center, justify or "",
    `spacing` the space between lines as a multiple of their height, `room` about how many letters fit on a line.
    """

    start: int
    end: int
    page: int = 0
    heading: bool = False
    id: str = ""
    looks: tuple[Look, ...] = ()
    pictures: tuple[Seen, ...] | None = None
    align: str = ""
    spacing: float | None = None
    room: float | None = None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: `kind` as in a booklet, "" where it is not known; `start` is where it begins, `anew` if on new paper."""

    id: str = ""
    kind: str = ""
    title: str = ""
    theme: bool = False
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its blocks in order and its pages.

    `kind` is text, docx, html or booklet. `length` is how many pages there are, `taken` how many each page takes (by
    index), where that is known. `numbered` says whether the pages have numbers: "", page, or page of all; None: this
    has no pages of paper. `hyphenated`: words may be split. `checkers` are the names of those who read it, None where
    nobody keeps that; `logo` says that the easy-to-read logo is on it, `credit` what stands beside that.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Sheet, ...] = (Sheet(),)
    kind: str = "text"
    length: int | None = None
    taken: tuple[float, ...] = ()
    numbered: str | None = None
    hyphenated: bool = False
    checkers: tuple[str, ...] | None = None
    logo: bool = False
    credit: str = ""

    def words_of(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]

    def on_page(self, page: int) -> list[Block]:
        """Return the blocks of a page, its headings among them."""
        return [block for block in self.blocks if block.page == page]


def plain(text: str) -> Written:
    """Return plain text: each line is a block."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return Written(text, tuple(blocks))


def from_booklet(
    booklet: Booklet, taken: Iterable[float] = (), checkers: Iterable[str] | None = None, *, titles: bool = True
) -> Written:
    """Return a summary for checking; `taken` says how many pages of paper each of its pages takes, as far as known.

    The pages that the program makes (word list, credits) are not checked word by word, but counted.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    start = 0

    def add(text: str, page: int, line: Line | None) -> None:
        nonlocal start
        block = Block(start, start + len(text), page, heading=line is None, id=line.id if line else "")
        if line is not None:
            block = replace(block, looks=_looks(line, start, booklet.size), pictures=_seen(line))
        blocks.append(block)
        parts.append(text)
        start += len(text) + 1

    for number, page in enumerate(booklet.pages):
        if page.title and titles:
            add(page.title, number, None)
        if page.kind not in ("words", "credits"):
            for line in page.lines:
                add(line.text, number, line)
    logo = booklet.logo
    return Written(
        "\n".join(parts),
        tuple(blocks),
        tuple(Sheet(page.id, page.kind, page.title, page.kind == "theme") for page in booklet.pages),
        kind="booklet",
        length=len(booklet.pages),
        taken=tuple(taken),
        numbered="page of all",
        checkers=None if checkers is None else tuple(checkers),
        logo=logo is not None,
        credit="" if logo is None else " ".join((logo.credit, *logo.readers)),
    )


def _looks(line: Line, start: int, size: int) -> tuple[Look, ...]:
    looks = []
    for run in line.runs:
        looks.append(Look(start, start + len(run.text), float(size), bold=run.bold))
        start += len(run.text)
    return tuple(looks)


def _seen(line: Line) -> tuple[Seen, ...]:
    picture = line.picture
    return () if picture is None else (Seen(picture.key, picture.words, picture.media == "image/jpeg"),)


def sentence_spans(written: Written, block: Block) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a block, in the text."""
    return sentences(written.text, block.start, block.end)
