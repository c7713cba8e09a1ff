"""Canonical text: one string per source, counted in Unicode code points, cut into turns, sentences and lines.

Offsets everywhere in the program are half-open ``[start, end)`` and count code points. Only the transcript widget
speaks UTF-16, and it converts with :class:`Utf16Map` at its border.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

SPLITTER_VERSION = 1
LINE_UNITS = ("turn", "sentence", "fixed")


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a source.

    `start`/`end` span the whole turn, label and inline time included, without the newline that ends it; `speech` is
    where the spoken words begin. `speaker` is the label as the file has it, without colon or brackets (None: nobody
    is named). Times are milliseconds from the start of the recording.
    """

    start: int
    end: int
    speech: int
    speaker: str | None = None
    begin_ms: int | None = None
    end_ms: int | None = None


def canonical(text: str) -> str:
    r"""Return the canonical form of `text`: newlines as ``\n``, no byte order mark, no NUL, all else untouched.

    Lone surrogates, which no file of ours can hold, become U+FFFD.
    """
    text = text.replace("\x00", "").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def text_hash(text: str) -> bytes:
    """Return the sha-256 of canonical `text` (32 bytes over its UTF-8 form)."""
    return hashlib.sha256(text.encode("utf-8")).digest()


class Utf16Map:
    """Positions of one text in code points and in UTF-16 units, both ways, in O(log astral characters)."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._astral = _astral(text)
        self._astral16 = [position + extra for extra, position in enumerate(self._astral)]

    def follow(self, start: int, end: int, words: str) -> None:
        """Be the map of the text with `words` in the place of code points ``[start, end)``."""
        first, last = bisect_left(self._astral, start), bisect_left(self._astral, end)
        more = len(words) - (end - start)
        self.length += more
        self._astral[first:] = [
            *(start + position for position in _astral(words)),
            *(position + more for position in self._astral[last:]),
        ]
        self._astral16 = [position + extra for extra, position in enumerate(self._astral)]

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 offset of code point offset `position`."""
        return position + bisect_left(self._astral, position)

    def to_points(self, position: int) -> int:
        """Return the code point offset of UTF-16 offset `position`; inside a surrogate pair, that of its character."""
        return position - bisect_left(self._astral16, position)


def _astral(text: str) -> list[int]:
    """Return the positions of the characters of `text` that are two units in UTF-16."""
    return [] if text.isascii() else [match.start() for match in re.finditer("[\U00010000-\U0010ffff]", text)]


_PARAGRAPH = re.compile(r"[^\n]+")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs of `text` that hold anything but white space."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if not match.group().isspace()]


# Never the end of a sentence; "etc.", "usw.", "Ltd." are missing here: a capital after them mostly begins one.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Hon|St|vs|Fig|cf|approx|Nr|Hr|Fr|Sr|Sra|Dra|bzw|ca|evtl|ggf|Abs|Bd|ev|jf|kl|bl|Mme|Mlle|"
    r"pp|vol)|\b(?:f\.eks|bl\.a|p\.ej)|(?<![\w'’\u0300-\u036f-])(?:[^\W\d_]\.[^\W\d_]|(?!I\b)[^\W\d_]))\.$"
)
_NUMBERED = re.compile(r"\b(?:No|no)\.$")  # "No. 7" goes on, while "No." as an answer ends
_ORDINAL = re.compile(r"\b\d{1,2}\.$")
_AFTER_ORDINAL = re.compile(
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jänner)\w*|Jahrhundert|Klasse|Semester|Stock|Kapitel"
)
_CLOSING = "\"'”’“‘»›)\\]\u200e\u200f\u202c\u2069"
_SENTENCE_END = re.compile(rf"[.!?…؟۔।]+[{_CLOSING}]*(?=\s)|[。！？｡]+[”’」』）]*")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in ``text[start:end]``; a paragraph's end always ends a sentence.

    Our own rules, version :data:`SPLITTER_VERSION`: sentence marks followed by white space and something that can begin
    a sentence (after a full stop, an ellipsis or a closing quote not a small letter); no break after common
    abbreviations, initials, a number that begins the sentence, or an ordinal before a month. Surrounding white space
    belongs to no sentence.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(text, start, end):
        begin = match.start()
        for mark in _SENTENCE_END.finditer(text, match.start(), match.end()):
            if not _mark_ends(text, begin, mark, match.end()):
                continue
            _add_trimmed(spans, text, begin, mark.end())
            begin = mark.end()
        _add_trimmed(spans, text, begin, match.end())
    return spans


def _mark_ends(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    marks = mark.group()
    if marks[0] in "。！？｡" or marks[-1] in "!?؟۔।":
        return True
    following = mark.end()
    while following < end and text[following].isspace():
        following += 1
    if following < end and text[following].islower():
        return False
    return marks != "." or _full_stop_ends(text, begin, mark.end(), following)


def _full_stop_ends(text: str, begin: int, stop: int, following: int) -> bool:
    window = max(begin, stop - 12)
    if text[begin : stop - 1].strip().isdecimal() or _ABBREVIATION.search(text, window, stop):
        return False
    if _NUMBERED.search(text, window, stop):
        return not text[following : following + 1].isdecimal()
    return not (_ORDINAL.search(text, window, stop) and _AFTER_ORDINAL.match(text, following))


def _add_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def lines(text: str, turns: Sequence[Turn], unit: str = "turn", width: int = 72) -> list[tuple[int, int]]:
    """Return the spans of the citable lines of `text`; line numbers count from 1, so line n is item n - 1.

    `unit` is ``turn`` (each turn, and each paragraph outside and inside turns), ``sentence`` or ``fixed`` (at most
    `width` characters, broken at white space, the same for everybody and for ever). What a window wraps plays no part.
    """
    if unit == "sentence":
        return sentences(text)
    if unit == "fixed":
        return [piece for start, end in paragraphs(text) for piece in _fixed(text, start, end, width)]
    if unit != "turn":
        raise ValueError(f"unknown line unit {unit!r}")
    return turn_lines(text, sorted(turn.start for turn in turns))


def turn_lines(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the lines of unit ``turn``: paragraphs of `text`, cut where a turn begins inside; `starts` ascend."""
    spans: list[tuple[int, int]] = []
    place, count = 0, len(starts)
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while place < count and starts[place] <= start:
            place += 1
        while place < count and starts[place] < end:
            _add_trimmed(spans, text, start, starts[place])
            start = starts[place]
            place += 1
        if text[start].isspace() or text[end - 1].isspace():
            _add_trimmed(spans, text, start, end)
        else:
            spans.append((start, end))
    return spans


def _fixed(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while end - start > width:
        cut = max(text.rfind(" ", start + 1, start + width + 1), text.rfind("\t", start + 1, start + width + 1))
        cut = cut if cut > start else start + width
        _add_trimmed(pieces, text, start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    _add_trimmed(pieces, text, start, end)
    return pieces


def line_numbers(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last line number (from 1) that ``[start, end)`` touches, or None where it touches none."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return (first + 1, last) if last > first else None


def cited_lines(spans: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """Return the line numbers of ``[start, end)`` as people cite them: ``12`` or ``12-14``, empty where it has none."""
    found = line_numbers(spans, start, end)
    if found is None:
        return ""
    return str(found[0]) if found[0] == found[1] else f"{found[0]}-{found[1]}"


_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Marks that belong to the letter before them: decomposed accents, vowel points, Indic, Thai and Burmese vowel signs.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03"
    "\u0a3c-\u0a51\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u0f71-\u0f87\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u200c\u200d"
)
# Letters and then marks, over and over, never given back: several times as quick as letter by letter.
_RUN = rf"(?:[^\W_]++[{MARKS}]*+)++"
_ASCII_WORD = re.compile(r"[A-Za-z0-9]++(?:['\"\-][A-Za-z0-9]++)*+")  # the same in plain ASCII, in half the time
_WORD = re.compile(rf"{_RUN}(?:['’ʼ׳״\"\-‐‑]{_RUN})*")
_IDEOGRAPH = re.compile(
    "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\U00020000-\U000323af]"
)


def direction(text: str) -> str:
    """Return ``rtl`` where most letters of `text` belong to a right-to-left script, else ``ltr``."""
    if not _RTL.search(text, 0, 20_000):
        return "ltr"
    letters = [char for char in text[:20_000] if char.isalpha()]
    right = sum(_RTL.match(char) is not None for char in letters)
    return "rtl" if right * 2 > len(letters) else "ltr"


def count_words(text: str) -> int:
    """Count the words of `text`: runs of letters and digits with their marks; Chinese and Japanese by character."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    ideographs = len(_IDEOGRAPH.findall(text))
    return ideographs + len(_WORD.findall(_IDEOGRAPH.sub(" ", text)))


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the words in ``text[start:end]``, those that :func:`count_words` counts."""
    part = text[start : len(text) if end is None else end]
    if part.isascii():
        return [(start + match.start(), start + match.end()) for match in _ASCII_WORD.finditer(part)]
    spans = [(start + match.start(), start + match.end()) for match in _IDEOGRAPH.finditer(part)]
    if not spans:
        return [(start + match.start(), start + match.end()) for match in _WORD.finditer(part)]
    # One space for each ideograph, so that nothing moves.
    apart = _IDEOGRAPH.sub(" ", part)
    spans += [(start + match.start(), start + match.end()) for match in _WORD.finditer(apart)]
    return sorted(spans)
