"""The text of a Taguette document: its HTML as people read it, and where each byte that Taguette counts lies in it.

Taguette keeps a document as HTML of few tags, written by its own sanitiser (taguette/convert.py, get_html_body, with
bleach: no comments, ``<`` in text and attributes escaped, tags balanced). A position is a number of UTF-8 bytes of the
text between the tags, entities resolved, white space and line ends between tags counted (taguette/extract.py, find_pos;
taguette/static/js/taguette.js, describePos). A browser and html5lib turn line ends of Windows into one sign before
they count.

We read the same pieces in the same order and lay them out as :class:`qda.core.importers.page.Page` does for every web
page, word by word, so that each word's bytes are known. White space that folds away has no place of its own: a passage
is that from its first whole word, or part of one, to its last.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field

from qda.core.importers.page import Page

MOST_ELEMENTS = 2_000_000
# Between two signs of "<" there is at most one tag, so that even a hostile text is gone through once.
_PIECE = re.compile(r"""<(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*+)(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>|(?P<text>[^<]++)|<""")
_SPACES = " \t\n\r\f"  # what folds on a page; a no-break space is part of its word
_RUN = re.compile(rf"[{_SPACES}]++|[^{_SPACES}]++")
_EMPTY = frozenset(
    {"br", "img", "hr", "wbr", "input", "area", "base", "col", "embed", "link", "meta", "source", "track"}
)


@dataclass(slots=True)
class Laid:
    """A document laid out: its `text`, and its words with their first byte and first code point, in order."""

    text: str = ""
    _bytes: list[int] = field(default_factory=list)
    _points: list[int] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)

    def add(self, byte: int, point: int, word: str) -> None:
        """Say where a word lies."""
        self._bytes.append(byte)
        self._points.append(point)
        self._words.append(word)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the code points of the words between two positions in bytes, None where there are none."""
        first = max(0, bisect_right(self._bytes, start) - 1)
        while first < len(self._words) and self._end(first) <= start:
            first += 1
        last = bisect_left(self._bytes, end) - 1
        if first > last or last < 0:
            return None
        begin = self._points[first] + _characters(self._words[first], start - self._bytes[first])
        stop = self._points[last] + _characters(self._words[last], end - self._bytes[last])
        return (begin, stop) if begin < stop else None

    def _end(self, number: int) -> int:
        return self._bytes[number] + len(self._words[number].encode("utf-8", "replace"))


def lay_out(contents: str) -> Laid:
    """Return the text of the HTML of a document. Raises OverflowError for more elements than any document has."""
    page, laid = Page(MOST_ELEMENTS), Laid()
    open_tags: list[str] = []
    open_count: Counter[str] = Counter()
    byte = point = 0
    page.start("body", {})
    for piece in _PIECE.finditer(contents.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")):
        tag = (piece["tag"] or "").lower()
        if tag and piece["end"]:
            closed = "" if open_count[tag] else tag  # an end without a beginning says nothing
            while closed != tag:
                closed = open_tags.pop()
                open_count[closed] -= 1
                page.end(closed)
            continue
        if tag:
            page.start(tag, {})
            if tag in _EMPTY:
                page.end(tag)
            else:
                open_tags.append(tag)
                open_count[tag] += 1
            continue
        for run in _RUN.finditer(html.unescape(piece["text"] or piece[0])):
            size = len(run[0].encode("utf-8", "replace"))
            # Canonical text begins with no byte order mark.
            word = run[0] if page.length else run[0].lstrip("\ufeff")
            page.data(word)
            if word and word[0] not in _SPACES and page.length > point:
                point = page.length
                laid.add(byte + size - len(word.encode("utf-8", "replace")), point - len(word), word)
            byte += size
    for tag in (*reversed(open_tags), "body"):
        page.end(tag)
    laid.text = page.text
    return laid


def _characters(word: str, byte: int) -> int:
    """Return how many characters of a word lie before a byte of it; one that is cut in two is left whole, before it."""
    if byte <= 0:
        return 0
    return len(word.encode("utf-8", "replace")[:byte].decode("utf-8", "ignore"))
