"""The visible words of an HTML page, laid out as a browser lays them out.

It takes a stream of tags and builds no tree, so that neither deep nesting nor size can hurt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qda.core.importers.numerals import numeral

Span = tuple[int, int]

_BLOCK_TAGS = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre
search section summary table tbody tfoot thead tr ul"""
_UNSEEN_TAGS = """script style head template noscript iframe object embed applet svg canvas audio video datalist button
select xml del map"""
_BLOCKS, _UNSEEN = frozenset(_BLOCK_TAGS.split()), frozenset(_UNSEEN_TAGS.split())
_KEPT_SPACE = frozenset({"pre", "textarea", "listing", "xmp"})
# No page that people wrote has longer styles or titles; without bounds, building and searching them could take hours.
_MOST_STYLE = 4_000
_MOST_RAW = 200_000
_SPACES = " \t\n\r\f"
_FOLD = re.compile(f"[{_SPACES}]+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_NUMERALS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CLASS_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")


@dataclass(slots=True)
class _Element:
    tag: str
    shown: bool
    bold: bool
    keeps_space: bool


@dataclass(slots=True)
class _List:
    """A list on the way: what comes before its next item."""

    kind: str
    number: int = 1
    marked: bool = True


@dataclass(slots=True)
class _Row:
    start: int
    cells: int = 0
    cell_start: int | None = None
    spans: list[Span] = field(default_factory=list)


class Page:
    """A target for lxml's HTML parser; afterwards it holds `text`, and of it `bold`, list `labels`, cells of `tables`.

    Blocks and table rows are lines, ``<br>`` a newline, cells are parted by a tab, list items begin with their number
    or bullet, white space folds as in a browser while no-break spaces stay. `removed` counts ``<del>`` elements.
    """

    def __init__(self, most_elements: int) -> None:
        self._elements_left = most_elements
        self.title = ""
        self.language = ""
        self.removed = 0
        self.bold: list[Span] = []
        self.labels: list[Span] = []
        self.tables: list[list[list[Span]]] = []
        self._out: list[str] = []
        self._length = 0
        self._elements: list[_Element] = []
        self._lists: list[_List] = []
        self._rows: list[_Row] = []
        self._open_tables: list[list[list[Span]]] = []
        self._classes: dict[str, str] = {}
        self._raw = ""
        self._newlines = 0
        self._tabs = 0
        self._space = False
        self._marker = ""

    @property
    def text(self) -> str:
        """The visible words of the page."""
        return "".join(self._out)

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag; raises OverflowError when there were more than `most_elements`."""
        self._elements_left -= 1
        if self._elements_left < 0:
            raise OverflowError
        outer = self._elements[-1] if self._elements else _Element("", True, False, False)
        style = self._style(attributes)
        shown = outer.shown and tag not in _UNSEEN and "hidden" not in attributes and not _NOT_SHOWN.search(style)
        weight = _WEIGHT.search(style)
        bold = _heavy(weight[1]) if weight else outer.bold or tag in ("b", "strong")
        self._elements.append(
            _Element(tag, shown, bold, outer.keeps_space or tag in _KEPT_SPACE or bool(_KEEPS_SPACE.search(style)))
        )
        if tag in ("html", "body") and attributes.get("lang"):
            self.language = attributes["lang"].strip()
        if tag == "del" and outer.shown:
            self.removed += 1
        if tag in ("title", "style"):
            self._raw = ""
        if shown:
            self._open(tag, attributes, style)

    def end(self, tag: str) -> None:
        """Take an end tag; lxml sends one for each start tag."""
        element = self._elements.pop()
        if tag == "title" and not self.title:
            self.title = _FOLD.sub(" ", self._raw).strip()
        elif tag == "style":
            for name, rules in _CLASS_RULE.findall(self._raw):
                self._classes[name] = f"{self._classes.get(name, '')};{rules}"[-_MOST_STYLE:]
        if element.shown:
            self._close(tag)

    def data(self, words: str) -> None:
        """Take a piece of text, which may be any part of a run; byte order marks that were pasted along are none."""
        words = words.replace("\ufeff", "")
        element = self._elements[-1] if self._elements else None
        if element is None or not element.shown:
            if element is not None and element.tag in ("title", "style") and len(self._raw) < _MOST_RAW:
                self._raw += words
            return
        if element.keeps_space:
            for position, line in enumerate(words.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if position:
                    self._newlines += 1
                if line:
                    self._write(line, element.bold)
            return
        folded = _FOLD.sub(" ", words)
        if folded[:1] == " ":
            self._space = True
        if body := folded.strip(" "):
            self._write(body, element.bold)
            self._space = folded[-1] == " "

    def close(self) -> Page:
        """Return the page, as lxml wants it at the end."""
        return self

    def _style(self, attributes: Mapping[str, str]) -> str:
        style = attributes.get("style", "")[:_MOST_STYLE]
        if self._classes and "class" in attributes:
            names = attributes["class"][:_MOST_STYLE].split()[:20]
            style = ";".join([style, *(self._classes[name] for name in names if name in self._classes)])
        return style

    def _open(self, tag: str, attributes: Mapping[str, str], style: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag == "br":
            self._newlines += 1
            self._space = False
        elif tag in ("ul", "ol", "menu", "dir"):
            kind = attributes.get("type", "1") if tag == "ol" else "•"
            start = _number(attributes.get("start"), 1)
            self._lists.append(_List(kind, start, not _NO_MARKER.search(style)))
        elif tag == "li":
            self._item(attributes, style)
        elif tag == "table":
            self._open_tables.append([])
        elif tag == "tr":
            self._rows.append(_Row(self._length))
        elif tag in ("td", "th"):
            self._cell()

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag in ("ul", "ol", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        elif tag in ("td", "th") and self._rows:
            row = self._rows[-1]
            row.spans.append((self._length if row.cell_start is None else row.cell_start, self._length))
        elif tag == "tr" and self._rows:
            row = self._rows.pop()
            if row.cells:
                self._tabs = 0
            if self._open_tables and row.spans:
                self._open_tables[-1].append(row.spans)
        elif tag == "table" and self._open_tables:
            self.tables.append(self._open_tables.pop())

    def _break(self) -> None:
        """Begin a new line before the next words, unless a line or cell has just begun."""
        self._space = False
        if self._length and not self._tabs:
            self._newlines = max(self._newlines, 1)

    def _item(self, attributes: Mapping[str, str], style: str) -> None:
        if not self._lists:
            self._lists.append(_List("•"))
        items = self._lists[-1]
        items.number = _number(attributes.get("value"), items.number)
        self._marker = _marker(items.kind, items.number) if items.marked and not _NO_MARKER.search(style) else ""
        items.number += 1

    def _cell(self) -> None:
        if not self._rows:
            return
        row = self._rows[-1]
        self._space = False
        if row.cells:
            # Line ends at the foot of the cell before go, the one that began this row stays.
            if self._length > row.start:
                self._newlines = 0
            self._tabs += 1
        row.cells += 1
        row.cell_start = None

    def _write(self, words: str, bold: bool) -> None:
        gap = ""
        if self._newlines or self._tabs:
            gap = "\n" * (min(self._newlines, 2) if self._length else 0) + "\t" * self._tabs
        elif self._space and self._length:
            gap = " "
        begin = self._length + len(gap)
        start = begin + len(self._marker)
        self._out.append(gap + self._marker + words)
        self._length = start + len(words)
        if self._marker:
            self.labels.append((begin, start))
        for row in reversed(self._rows):
            if row.cell_start is not None:
                break
            row.cell_start = begin
        if bold and self.bold and gap in ("", " ") and self.bold[-1][1] + len(gap) == start:
            self.bold[-1] = (self.bold[-1][0], self._length)
        elif bold:
            self.bold.append((start, self._length))
        self._newlines = self._tabs = 0
        self._space, self._marker = False, ""


def _heavy(weight: str) -> bool:
    return int(weight[:4]) >= 600 if weight.isdigit() else weight.lower() in ("bold", "bolder")


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default


def _marker(kind: str, number: int) -> str:
    return "• " if kind == "•" else f"{numeral(number, _NUMERALS.get(kind, 'decimal'))}. "
