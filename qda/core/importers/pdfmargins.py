"""What stands around the text on the pages of a PDF: running heads, page numbers and the numbers of lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise, takewhile

from qda.core.importers.pdfpages import Line, Page

_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.|side|sida|página|pagina|strona|עמוד|第)\s*)?\d{1,4}\s*(?:(?:/|of|von|de|av|af|di|van|מתוך)"
    r"\s*\d{1,4})?\s*頁?页?\W*",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d:\d\d")
_ZONE = 3  # so many lines at the top and at the bottom of a page may be a running head
_SAME_PLACE = 4.0
_FEWEST_NUMBERS = 3


def take_margins(pages: Sequence[Page]) -> list[str]:
    """Take running heads and page numbers out of `pages` and return their texts, each once.

    A running head stands at the same height on most pages (or most left or right ones) and nowhere inside the text; the
    one number in it that may differ counts with the pages.
    """
    filled = [page for page in pages if page.lines]
    places: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for page in filled:
        for line, top in _zone(page):
            for key in _keys(line):
                places[key, top].append(line)
    inside = Counter(line.text for page in filled for line in page.lines)
    found: set[int] = set()
    for (key, _top), lines in places.items():
        lines = _at_one_height(lines)
        if _on_most_pages(lines, filled) and _is_margin(key, lines, inside):
            found.update(map(id, lines))
    dropped: dict[int, Line] = {}
    for page in filled:
        ordered = sorted(page.lines, key=lambda line: -line.base)
        for lines in (ordered, ordered[::-1]):
            # From the edge inwards: what stands behind a line of the text is text.
            dropped.update((id(line), line) for line in takewhile(lambda line: id(line) in found, lines))
        page.lines = [line for line in page.lines if id(line) not in dropped]
    return list(dict.fromkeys(line.text for line in dropped.values()))


def _zone(page: Page) -> list[tuple[Line, bool]]:
    ordered = sorted(page.lines, key=lambda line: -line.base)
    top = [(line, True) for line in ordered[:_ZONE] if line.base > page.height * 0.8]
    return top + [(line, False) for line in ordered[-_ZONE:] if line.base < page.height * 0.2]


def _keys(line: Line) -> list[str]:
    keys = [line.text]
    if _TIME.search(line.text):
        return keys
    for match in _NUMBER.finditer(line.text):
        offset = int(match.group()) - line.page
        keys.append(f"{line.text[: match.start()]}\x00{offset}{line.text[match.end() :]}")
    return keys


def _at_one_height(lines: list[Line]) -> list[Line]:
    heights = sorted(line.base for line in lines)
    middle = heights[len(heights) // 2]
    return [line for line in lines if abs(line.base - middle) < _SAME_PLACE]


def _on_most_pages(lines: Sequence[Line], pages: Sequence[Page]) -> bool:
    numbers = {line.page for line in lines}
    for side in ({0, 1}, {0}, {1}):
        # The first page often has no running head.
        due = [page.number for page in pages if page.number % 2 in side and page is not pages[0]]
        if len(due) >= 2 and sum(number in numbers for number in due) >= 0.8 * len(due):
            return True
    return len(pages) == 2 and len(numbers) == 2


def _is_margin(key: str, lines: Sequence[Line], inside: Counter[str]) -> bool:
    if "\x00" in key:
        return len(lines) > 2 or all(_PAGE_NUMBER.fullmatch(line.text) for line in lines)
    return inside[key] <= len(lines)


def take_line_numbers(pages: Sequence[Page]) -> tuple[int, int] | None:
    """Take the numbers of lines in the margin out of `pages`; return the first and the last, or None."""
    alone = [line for page in pages for line in page.lines if line.number is not None and line.text.isdigit()]
    beside = [line for line in alone if _is_beside(line, pages[line.page])]
    if len(beside) >= _FEWEST_NUMBERS and _counts_up(beside):
        gone = set(map(id, beside))
        for page in pages:
            page.lines = [line for line in page.lines if id(line) not in gone]
        return _range(beside)
    lines = [line for page in pages for line in page.lines]
    within = [line for line in lines if line.number is not None and not line.text.isdigit()]
    if len(within) >= _FEWEST_NUMBERS and len(within) >= 0.8 * len(lines) and _counts_up(within):
        for line in within:
            line.text = line.text[len(str(line.number)) :].lstrip()
            line.left, line.first_word = line.after_number
        return _range(within)
    return None


def _range(lines: Sequence[Line]) -> tuple[int, int]:
    numbers = [line.number or 0 for line in lines]
    return min(numbers), max(numbers)


def _is_beside(line: Line, page: Page) -> bool:
    """Say whether a number stands left or right of the text on its page, a running head or two apart."""
    others = [one for one in page.lines if not one.text.isdigit()]
    apart = max(sum(line.right <= one.left for one in others), sum(line.left >= one.right for one in others))
    return bool(others) and apart >= 0.9 * len(others) - 1


def _counts_up(lines: Sequence[Line]) -> bool:
    numbers = [line.number or 0 for line in sorted(lines, key=lambda line: (line.page, -line.base))]
    steps = Counter(after - before for before, after in pairwise(numbers))
    step, count = steps.most_common(1)[0]
    return 0 < step <= 10 and count >= 0.8 * sum(steps.values())
