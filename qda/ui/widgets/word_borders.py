"""Where words begin and end in a text, for stretching a passage word by word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from qda.core.text import MARKS

_RUN = rf"(?:[^\W_][{MARKS}]*+)++"
_IDEOGRAPH = "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u3096\u30a1-\u30fa\U00020000-\U000323af]"
# An ideograph stands for itself; signs between words are a stop of their own, so that a full stop can be left out.
_WORD = re.compile(rf"{_IDEOGRAPH}[{MARKS}]*|(?:(?!{_IDEOGRAPH}){_RUN})(?:['’ʼ׳״\-‐‑]{_RUN})*|(?:[^\w\s]|_)+")
_SIGN, _GAP = re.compile(r"\S"), re.compile(r"\s+")
_REACH = 400  # characters; a longer word has a border in the middle, which is better than none


def word_border(text: str, point: int, forward: bool, *, ends: bool) -> int:
    """Return the next border of a word after `point`, or before it; `ends`: where one ends, else where one begins.

    At the beginning and the end of the text it is `point` itself.
    """
    low, high = _window(text, point, forward)
    borders = [match.end() if ends else match.start() for match in _WORD.finditer(text, low, high)]
    if forward:
        at = bisect_right(borders, point)
        return borders[at] if at < len(borders) else point
    at = bisect_left(borders, point) - 1
    return borders[at] if at >= 0 else point


def nearest_border(text: str, point: int, *, ends: bool) -> int:
    """Return the border of a word nearest to `point`, which may be one itself."""
    before = word_border(text, point + 1, False, ends=ends) if point < len(text) else point
    after = word_border(text, point - 1, True, ends=ends) if point else point
    before = before if before <= point else after
    after = after if after >= point else before
    return before if point - before <= after - point else after


def _window(text: str, point: int, forward: bool) -> tuple[int, int]:
    """Return the stretch around `point` in which the next border is looked for; it begins and ends between words.

    White space beside `point`, however much (many empty lines), is passed over first.
    """
    if forward:
        found = _SIGN.search(text, point)
        point = found.start() if found else len(text)
    else:
        point = len(text[:point].rstrip())
    low, high = max(0, point - _REACH), min(len(text), point + _REACH)
    if low > 0:
        gap = _GAP.search(text, low, point)
        low = gap.start() if gap else low
    if high < len(text):
        high = max((gap.start() for gap in _GAP.finditer(text, point + 1, high)), default=high)
    return low, high
