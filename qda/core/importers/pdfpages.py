"""The lines of text on the pages of a PDF, with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import re
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_HYPHEN_AT_END = 0x02
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\ufeff": None, "\ufffe": None}
)
_NUMBERED = re.compile(r"(\d{1,4})\s+(?=\S)")
_LOST_SPACE = 0.07
_FIRST_RTL = 0x590
BOLD = 600


@dataclass(slots=True)
class Line:
    """One line as printed; places are in points from the lower left corner, `base` is the height of its base line.

    `first_word` is the width of its first word; `hyphen` says that the line ends in a hyphen that was set at its end.
    `number` is a number that begins the line, `after_number` left edge and first word's width of what comes then.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    first_word: float
    weight: int
    hyphen: bool = False
    number: int | None = None
    after_number: tuple[float, float] = (0.0, 0.0)

    @property
    def is_upright(self) -> bool:
        """Say whether the line has a place that layout can be judged by."""
        return self.right > self.left


@dataclass(slots=True)
class Page:
    """One page: its lines in the order of the file, its size in points, and whether it shows pictures."""

    number: int
    width: float
    height: float
    lines: list[Line]
    has_pictures: bool = False


def read_page(page: Any, number: int) -> Page:
    """Return the lines of PDFium's `page`; `number` counts from 0. What lies beside the sheet is not on it."""
    width, height = page.get_size()
    found = Page(number, width, height, [])
    text_page = page.get_textpage()
    try:
        reader = _LineReader(text_page, number)
        lines = [line for start, end in _spans(reader.codes) if (line := reader.line(start, end))]
        found.lines = [line for line in lines if 0 <= line.base <= height and line.right > 0 and line.left < width]
    finally:
        text_page.close()
    if not found.lines:
        import pypdfium2.raw as raw

        kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM}
        found.has_pictures = any(one.type in kinds for one in page.get_objects(max_depth=2))
    return found


def _spans(codes: list[int]) -> list[tuple[int, int]]:
    """Return where the lines begin and end; a hyphen at a line's end, which PDFium marks, belongs to its line."""
    spans: list[tuple[int, int]] = []
    start = 0
    for index, code in enumerate(codes):
        if code in (0x0A, 0x0D):
            spans.append((start, index))
            start = index + 1
        elif code == _HYPHEN_AT_END:
            spans.append((start, index + 1))
            start = index + 1
    spans.append((start, len(codes)))
    return [(start, end) for start, end in spans if end > start]


class _LineReader:
    """Asks PDFium for the characters of one page and where they stand."""

    def __init__(self, text_page: Any, page: int) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._text_page = text_page.raw
        self._page = page
        self._box = raw.FS_RECTF()
        self.codes: list[int] = [
            raw.FPDFText_GetUnicode(self._text_page, index) for index in range(text_page.count_chars())
        ]

    def line(self, start: int, end: int) -> Line | None:
        """Return the line of the characters from `start` to `end`, or None where it holds white space only."""
        codes = self.codes
        while start < end and chr(codes[start]).isspace():
            start += 1
        while end > start and chr(codes[end - 1]).isspace():
            end -= 1
        if start == end:
            return None
        boxes = [self._place(index) for index in range(start, end)]
        size = self._size(start)
        hyphen = codes[end - 1] == _HYPHEN_AT_END
        text = _text(_with_lost_spaces(codes[start:end], boxes, size))
        if not text:
            return None
        line = Line(
            text=text,
            page=self._page,
            left=min(left for left, _right in boxes),
            right=max(right for _left, right in boxes),
            base=self._base(start),
            size=size,
            first_word=_first_word(codes[start:end], boxes),
            weight=min(self._weight(start), self._weight(end - 1 - hyphen)),
            hyphen=hyphen,
        )
        if match := _NUMBERED.match(text):
            second = match.end()
            line.number = int(match.group(1))
            line.after_number = boxes[second][0], _first_word(codes[start + second : end], boxes[second:])
        elif text.isdigit() and len(text) <= 4:
            line.number = int(text)
        return line

    def _place(self, index: int) -> tuple[float, float]:
        """Return the left and right edge of a character, its advance and not its ink."""
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._text_page, index, box)
        return (box.left, box.right) if box.left <= box.right else (box.right, box.left)

    def _base(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._text_page, index, x, y)
        return y.value

    def _size(self, index: int) -> float:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFText_GetMatrix(self._text_page, index, matrix)
        size: float = self._raw.FPDFText_GetFontSize(self._text_page, index) * math.hypot(matrix.b, matrix.d)
        return size or 10.0

    def _weight(self, index: int) -> int:
        """Return the weight of a character's font; 700 where only the font's name says that it is bold."""
        weight: int = self._raw.FPDFText_GetFontWeight(self._text_page, index)
        if weight >= BOLD:
            return weight
        name = ctypes.create_string_buffer(128)
        self._raw.FPDFText_GetFontInfo(self._text_page, index, name, len(name), ctypes.c_int())
        return 700 if re.search(rb"bold|black|heavy", name.value, re.IGNORECASE) else weight


def _first_word(codes: list[int], boxes: list[tuple[float, float]]) -> float:
    end = next((index for index, code in enumerate(codes) if chr(code).isspace()), len(codes))
    return max(right for _left, right in boxes[:end]) - min(left for left, _right in boxes[:end]) if end else 0.0


def _with_lost_spaces(codes: list[int], boxes: list[tuple[float, float]], size: float) -> list[int]:
    """Return `codes` with the spaces that PDFium overlooks where words are set tightly.

    Advances meet inside a word, and kerning is far smaller: a gap of a fourteenth of the letter size between letters is
    a space, unless the whole line is spaced out or runs from right to left.
    """
    gaps = [after[0] - before[1] for before, after in pairwise(boxes)]
    if not gaps or not -0.03 < statistics.median(gaps) / size < 0.03:
        return codes
    found = codes[:1]
    for gap, before, code in zip(gaps, codes, codes[1:], strict=False):
        if (
            _LOST_SPACE * size < gap < 3 * size
            and before < _FIRST_RTL
            and chr(before).isalnum()
            and chr(code).isalnum()
        ):
            found.append(0x20)
        found.append(code)
    return found


def _text(codes: list[int]) -> str:
    """Return the text of character codes: ligatures unfolded, control characters dropped, halves of pairs joined."""
    text = "".join(map(chr, codes)).replace("\x02", "-").translate(_LIGATURES)
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(char for char in text if char >= " " or char == "\t")
