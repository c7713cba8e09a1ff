"""What a person typed to find, as patterns: words next to each other, wildcards, alternatives, exact wording.

``prison mask`` finds the two words next to each other. ``mask*`` finds words that begin so, ``*mask`` words that end
so, ``m?sk`` any one letter. ``mask | cover`` finds either. In quotation marks every sign counts, spaces and commas too.
A question mark at the end of a word is one that was said, no wildcard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from qda.core.text import MARKS
from qda.storage.fulltext import fold

LETTER = rf"(?:[^\W_]|[{MARKS}])"
_TOKEN = re.compile(rf'["“”„]([^"“”„]*)["“”]|((?:{LETTER}|[*?])+)')
_LETTER = re.compile(LETTER)
_WILD = re.compile(r"[*?]")
_GAP = rf"(?:(?!{LETTER})[^\n])+"
# Scripts that write no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"
)
_BEFORE, _AFTER = f"(?<!{LETTER})", f"(?!{LETTER})"

Forms = Callable[[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """What is looked for in folded text.

    `pattern` finds it. `anchor` finds the lines in which it can be at all, and is quick; None where a match may go over
    the end of a line. `expression` finds stretches in the full-text index; None where the texts must be looked through.
    """

    pattern: re.Pattern[str]
    anchor: re.Pattern[str] | None
    expression: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """One alternative, or one word of it: its pattern, what every match holds, and its question to the index."""

    pattern: str
    anchors: tuple[str, ...]
    expression: str | None


def wording(words: str, *, inside: bool = False, forms: Forms | None = None) -> Wording | None:
    """Return what `words` ask for; None where they ask for nothing.

    With `inside`, any part of a word counts, and spaces and marks are taken as they are. `forms` returns the other
    forms of a word, in small letters.
    """
    parts = [part for piece in _alternatives(words) if (part := _alternative(piece, inside, forms)) is not None]
    if not parts:
        return None
    anchors = sorted({anchor for part in parts for anchor in part.anchors})
    over_lines = any("\n" in anchor for anchor in anchors) or "\n" in words.strip()
    expressions = [part.expression for part in parts]
    return Wording(
        re.compile("|".join(part.pattern for part in parts)),
        None if over_lines else re.compile("|".join(map(re.escape, anchors))),
        None if None in expressions else " OR ".join(f"({expression})" for expression in expressions),
    )


def _alternatives(words: str) -> list[str]:
    """Part `words` at the bars that stand outside quotation marks."""
    pieces, last = [], 0
    for match in re.finditer(r'["“„][^"“”„]*["“”]|(\|)', words):
        if match.group(1):
            pieces.append(words[last : match.start()])
            last = match.end()
    return [*pieces, words[last:]]


def _alternative(words: str, inside: bool, forms: Forms | None) -> _Part | None:
    words = words.strip()
    if not words:
        return None
    if not _LETTER.search(words):
        return _Part(re.escape(words), (words,), None)
    if inside or _UNSPACED.search(words):
        words = fold(words.strip('"“”„'))
        return _Part(_wild(words), (_anchor(words),), None)
    found = [_word(token.group(1), token.group(2), forms) for token in _TOKEN.finditer(words)]
    parts = [part for part in found if part is not None]
    if not parts:
        return None
    asked = [part.expression for part in parts]
    # A phrase in the index where every word is one form: FTS5 takes a beginning at the end of a phrase only.
    simple = all(part and part.startswith('"') and (part.endswith('"') or part is asked[-1]) for part in asked)
    known = [part for part in asked if part is not None]
    return _Part(
        _GAP.join(part.pattern for part in parts),
        max((part.anchors for part in parts), key=lambda anchors: (-len(anchors), min(map(len, anchors)))),
        (" + " if simple else " AND ").join(known) or None,
    )


def _word(exact: str | None, word: str | None, forms: Forms | None) -> _Part | None:
    if exact is not None:
        return _exact(fold(exact.strip()))
    assert word is not None
    folded = fold(word)
    if not _LETTER.search(folded):
        return None
    # Only a letter after it makes a question mark one that stands for a letter.
    folded = folded.rstrip("?")
    if not _WILD.search(folded):
        ways = sorted({folded, *(fold(form) for form in forms(word))}) if forms else [folded]
        either = "|".join(map(re.escape, ways))
        pattern = f"(?:{either})" if len(ways) > 1 else either
        asked = " OR ".join(f'"{way}"' for way in ways)
        return _Part(f"{_BEFORE}{pattern}{_AFTER}", tuple(ways), f"({asked})" if len(ways) > 1 else asked)
    begins = _WILD.split(folded, maxsplit=1)[0]
    return _Part(f"{_BEFORE}{_wild(folded)}{_AFTER}", (_anchor(folded),), f'"{begins}"*' if begins else None)


def _exact(words: str) -> _Part | None:
    if not words:
        return None
    before = _BEFORE if _LETTER.match(words) else ""
    after = _AFTER if _LETTER.match(words[-1]) else ""
    quoted = words.replace('"', "")
    return _Part(f"{before}{re.escape(words)}{after}", (words,), f'"{quoted}"' if _LETTER.search(words) else None)


def _wild(words: str) -> str:
    """Return the pattern of words with wildcards; ``*`` is one beside a letter only, ``?`` before a letter only."""
    pattern = []
    for place, sign in enumerate(words):
        if sign == "*" and (_lettered(words, place - 1) or _lettered(words, place + 1)):
            pattern.append(f"{LETTER}*")
        elif sign == "?" and _lettered(words, place + 1):
            pattern.append(LETTER)
        else:
            pattern.append(re.escape(sign))
    return "".join(pattern)


def _lettered(words: str, place: int) -> bool:
    """Tell whether a letter or another wildcard stands at a place."""
    return 0 <= place < len(words) and (words[place] in "*?" or _LETTER.match(words[place]) is not None)


def _anchor(words: str) -> str:
    """Return the longest stretch of `words` without wildcards."""
    return max(_WILD.split(words), key=len)


def unspaced(words: str) -> bool:
    """Tell whether `words` are of a script that writes no spaces between words, so that they can't be told apart."""
    return _UNSPACED.search(words) is not None
