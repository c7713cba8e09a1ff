"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word, a sign of a script that writes without spaces, white space, or any other sign.
_PARTS = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+|\\s+|[^\\w\\s]")
_ALIKE = 0.3  # of the words: texts that share fewer are two texts, and their words are not mixed
_MOST = 4_000_000  # pairs of parts; beyond that only what both texts begin and end with is kept


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that are in both texts (``same``), only in the earlier (``gone``) or only in the later (``new``)."""

    what: Literal["same", "gone", "new"]
    text: str


def word_changes(before: str, after: str) -> list[Stretch]:
    """Return both texts as one row of stretches, what went before what came in its place.

    Without the new ones they are `before`, without those that went they are `after`. Texts that share few words come
    as two whole stretches.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    if len(old) * len(new) > _MOST:
        return _ends_kept(old, new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if _shared(matcher, old, new) < _ALIKE:
        return _pair(before, after)
    found: list[Stretch] = []
    for what, low, high, first, last in matcher.get_opcodes():
        if what == "equal":
            found.append(Stretch("same", "".join(old[low:high])))
            continue
        if high > low:
            found.append(Stretch("gone", "".join(old[low:high])))
        if last > first:
            found.append(Stretch("new", "".join(new[first:last])))
    return _joined(found)


def _shared(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> float:
    """Return which share of the longer text's words stands in both in the same order, 0 to 1; 1 where it has none."""
    whole = max(sum(map(str.isalnum, old)), sum(map(str.isalnum, new)))
    blocks = matcher.get_matching_blocks()
    same = sum(part.isalnum() for block in blocks for part in old[block.a : block.a + block.size])
    return same / whole if whole else 1.0


def _ends_kept(old: list[str], new: list[str]) -> list[Stretch]:
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    parts: list[Stretch] = [
        Stretch("same", "".join(old[:head])),
        Stretch("gone", "".join(old[head : len(old) - tail])),
        Stretch("new", "".join(new[head : len(new) - tail])),
        Stretch("same", "".join(old[len(old) - tail :])),
    ]
    return [part for part in parts if part.text]


def _joined(found: list[Stretch]) -> list[Stretch]:
    """Take a blank between two changed stretches into both, so that whole phrases are shown as changed."""
    result: list[Stretch] = []
    gone, new = "", ""
    for number, part in enumerate(found):
        between = 0 < number < len(found) - 1 and part.what == "same" and part.text.isspace()
        if part.what == "same" and not between:
            result += _pair(gone, new)
            result.append(part)
            gone, new = "", ""
            continue
        gone += part.text if part.what != "new" else ""
        new += part.text if part.what != "gone" else ""
    return result + _pair(gone, new)


def _pair(gone: str, new: str) -> list[Stretch]:
    return [*([Stretch("gone", gone)] if gone else []), *([Stretch("new", new)] if new else [])]
