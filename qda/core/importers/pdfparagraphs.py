"""Lines of a PDF put together to paragraphs: by gaps, indents, and whether the next word would still have fitted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qda.core.importers.pdfpages import BOLD, Line, Page
from qda.core.text import direction

_BULLET = re.compile(r"[•▪◦‣●○■□➢✓]\s")
_LABEL = re.compile(r"[^\W\d_][^\n:]{0,30}:(?=\s)|\[?#?\d{1,2}:\d{2}")
_CODE = re.compile(r"[A-ZÄÖÜ]{1,3}\d{0,2}:")
_FEWEST_FILLED = 3
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUSPENDED = re.compile(r"(?:und|oder|bzw|sowie|and|or|og|eller|en|of)\b")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HYPHEN_BEHIND = re.compile(r"([\u0590-\u08ff])(\d[\d.,/:]*)-(?!\w)")
_HYPHENS = ("-", "\u00ad", "\u2010")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    @property
    def is_bold(self) -> bool:
        """Say whether every line is set in bold."""
        return all(line.weight >= BOLD for line in self.lines)


class Layout:
    """The measures of a document by which its paragraphs are told apart."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = [_in_order(page) for page in pages]
        self.lines = [line for page in self._pages for line in page]
        self.rtl = direction("\n".join(line.text for line in self.lines)) == "rtl"
        self._columned = {page.number for page, lines in zip(pages, self._pages, strict=True) if _columned(lines)}
        self._leading = self._usual_leading()
        self._end = self._end_of_column(pages)
        _weigh(self.lines)

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in reading order."""
        found: list[Paragraph] = []
        labels = self._labels()
        for index, line in enumerate(self.lines):
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            if found and self._continues(found[-1], line, following, labels):
                found[-1].lines.append(line)
            else:
                found.append(Paragraph([line]))
        return found

    def _start_of(self, line: Line) -> float:
        return -line.right if self.rtl else line.left

    def _end_of(self, line: Line) -> float:
        return -line.left if self.rtl else line.right

    def _continues(self, paragraph: Paragraph, line: Line, following: Line | None, labels: set[str]) -> bool:
        before = paragraph.lines[-1]
        if self._surely_begins(before, line):
            return False
        label = _LABEL.match(line.text)
        if label and not before.hyphen and (label.group() in labels or self._is_like_a_label(label.group(), before)):
            return False
        indent = self._start_of(line) - self._start_of(before)
        if indent > line.size * 0.8:
            # Indented: a new first line where the text then returns to the left, else the body of a hanging indent.
            returns = following is not None and self._start_of(line) - self._start_of(following) > line.size * 0.8
            return not returns or (len(paragraph.lines) == 1 and not _SENTENCE_END.search(before.text))
        if indent < -line.size * 0.8:
            return len(paragraph.lines) == 1
        return True

    @staticmethod
    def _is_like_a_label(label: str, before: Line) -> bool:
        return label[0] in "[#" or (bool(_SENTENCE_END.search(before.text)) and bool(_CODE.fullmatch(label)))

    def _surely_begins(self, before: Line, line: Line) -> bool:
        """Say whether gap, size, weight or room on the line before show that `line` begins a paragraph."""
        if abs(before.size - line.size) > 0.2 * line.size or (before.weight >= BOLD) != (line.weight >= BOLD):
            return True
        if _BULLET.match(line.text) or not before.is_upright or not line.is_upright:
            return True
        gap = before.base - line.base
        if before.page == line.page and gap > 0 and gap > 1.3 * self._leading:
            return True
        if before.page == line.page and abs(gap) < 0.3 * line.size:
            return True  # beside each other, as cells of a table are
        room = self._column_end(before) - self._end_of(before)
        return room > line.first_word + 0.6 * line.size

    def _column_end(self, line: Line) -> float:
        if line.page not in self._columned:
            return self._end
        start = self._start_of(line)
        near = [one for one in self._pages[line.page] if abs(self._start_of(one) - start) < 3 * line.size]
        return _high([self._end_of(one) for one in near], 0.1)

    def _usual_leading(self) -> float:
        """Return the smallest distance between lines that is common: paragraphs may be further apart than lines."""
        gaps = Counter(
            round(2 * (before.base - line.base)) / 2
            for before, line in pairwise(self.lines)
            if before.page == line.page and 0.7 * line.size < before.base - line.base < 3 * line.size
        )
        common = [gap for gap, count in gaps.items() if count >= max(2, 0.04 * gaps.total())]
        return min(common or gaps or [1.5 * _middle([line.size for line in self.lines])])

    def _end_of_column(self, pages: Sequence[Page]) -> float:
        """Return where lines must end: where those do that were filled, or, where none is, at a margin like the other.

        Filled lines end close to each other; in a document of short answers the longest line shows nothing.
        """
        end = _high([self._end_of(line) for line in self.lines], 0.02)
        start = min((self._start_of(line) for line in self.lines), default=0.0)
        width = _middle([page.width for page in pages])
        filled = sum(self._end_of(line) > end - 0.1 * (end - start) for line in self.lines)
        if filled >= _FEWEST_FILLED and end - start > 0.4 * width:
            return end
        return max(end, -width - start if self.rtl else width - start)

    def _labels(self) -> set[str]:
        """Return what stands before a colon at the start of two or more lines."""
        counts = Counter(match.group() for line in self.lines if (match := _LABEL.match(line.text)))
        return {label for label, count in counts.items() if count > 1}


def _in_order(page: Page) -> list[Line]:
    """Return the lines from top to bottom; in the order of the file where some stand beside each other."""
    if _beside(page.lines):
        return page.lines
    return sorted(page.lines, key=lambda line: -line.base)


def _beside(lines: Sequence[Line]) -> int:
    """Count the lines that stand beside another one."""
    ordered = sorted(lines, key=lambda line: -line.base)
    return sum(
        before.base - line.base < 0.5 * min(before.size, line.size)
        and (before.right <= line.left or line.right <= before.left)
        for before, line in pairwise(ordered)
    )


def _columned(lines: Sequence[Line]) -> bool:
    """Say whether a page is set in columns."""
    return _beside(lines) > 0.25 * len(lines)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def _high(values: Sequence[float], drop: float) -> float:
    """Return the highest of `values` after dropping the given share of outliers."""
    ordered = sorted(values)
    return ordered[max(0, len(ordered) - 1 - int(len(ordered) * drop))] if ordered else 0.0


def _weigh(lines: Iterable[Line]) -> None:
    """Set weights to 700 or 400: some fonts don't name theirs, and are bold only in comparison with the others."""
    lines = list(lines)
    letters: Counter[int] = Counter()
    for line in lines:
        letters[line.weight] += len(line.text)
    usual = letters.most_common(1)[0][0] if letters else 400
    for line in lines:
        bold = usual < BOLD and (line.weight >= BOLD or (usual > 0 and line.weight > 1.3 * usual))
        line.weight = 700 if bold else 400


class Joiner:
    """Joins the lines of paragraphs, and decides from the document's own words which hyphens are real."""

    def __init__(self, lines: Sequence[Line], rtl: bool) -> None:
        self._words: Counter[str] = Counter()
        divided = False
        for line in lines:
            words = _WORD.findall(line.text.casefold())
            # The halves of a divided word are no words that anybody uses.
            begin, divided = int(divided), line.text.endswith(_HYPHENS)
            self._words.update(words[begin : len(words) - divided])
        self._rtl = rtl
        self._mirror = rtl and _closes_before_it_opens(lines)

    def text(self, paragraph: Paragraph) -> str:
        """Return the text of `paragraph` on one line."""
        text = ""
        for line in paragraph.lines:
            piece = self._mended(line.text) if self._rtl and direction(line.text) == "rtl" else line.text
            text = self._joined(text, piece) if text else piece
        return text

    def _mended(self, text: str) -> str:
        """Return a line that runs from right to left with what PDFium reads off the page put the right way round.

        Signs that come in pairs are drawn mirrored, and the hyphen between a letter and a number stands, as seen from
        the left, behind the number.
        """
        if self._mirror:
            text = text.translate(_MIRRORED)
        return _HYPHEN_BEHIND.sub(r"\1-\2", text)

    def _joined(self, text: str, piece: str) -> str:
        if not text.endswith(_HYPHENS) or len(text) < 2 or not text[-2].isalpha():
            return f"{text} {piece}"
        if text.endswith("\u00ad"):
            return text[:-1] + piece
        if not piece[:1].islower():
            return text + piece if piece[:1].isalnum() else f"{text} {piece}"
        if _SUSPENDED.match(piece):
            return f"{text} {piece}"
        first = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*-$", text.replace("\u2010", "-"))
        second = _WORD.match(piece)
        if first is None or second is None:
            return text[:-1] + piece
        return text + piece if self._is_real(first.group()[:-1], second.group()) else text[:-1] + piece

    def _is_real(self, first: str, second: str) -> bool:
        """Say whether the hyphen between two halves belongs to the word, or was only set at the line's end."""
        first, second = first.casefold(), second.casefold()
        joined, hyphenated = self._words[first + second], self._words[f"{first}-{second}"]
        if joined or hyphenated:
            return hyphenated > joined
        last = first.rpartition("-")[2]
        return bool(self._words[last] and self._words[second] and len(last) > 2 and len(second) > 3)


def _closes_before_it_opens(lines: Sequence[Line]) -> bool:
    text = "\n".join(line.text for line in lines if direction(line.text) == "rtl")
    signs = re.findall(r"[()]", text)
    pairs = Counter(zip(signs[::2], signs[1::2], strict=False))
    return pairs[")", "("] > pairs["(", ")"]
