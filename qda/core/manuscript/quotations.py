"""Finding the quotations of a text by their marks: of all languages, nested, over several paragraphs, or forgotten.

A mark is told by what stands beside it: ``’`` between letters is an apostrophe, ``“`` closes in German and opens in
English. Only the outermost marks make a quotation; those inside belong to what is quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BREAK = "\u2029"
"""What parts paragraphs in the text that is looked through; a new line is a soft break."""

# What can close a quotation, by the mark that opened it (English, German, French, Swedish, Danish, Polish, Japanese …).
_CLOSERS = {
    "“": "”", "”": "”", "„": "“”", "‟": "”", "«": "»", "»": "«»", '"': '"', "‘": "’", "‚": "‘’", "‛": "’", "‹": "›",
    "›": "‹", "'": "'", "「": "」", "『": "』", "〝": "〞", "``": "''",
}  # fmt: skip
_CLOSING = frozenset("".join(_CLOSERS.values()))
_ALL = _CLOSING.union(_CLOSERS)
_SINGLE = frozenset("‘’‚‛'")
_SPACES = "\u00a0\u202f\u2009"
_BEFORE = frozenset("([{—–-/:…" + _SPACES)
_MOST_PARAGRAPHS = 6
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation between marks: `start` and `end` with them, `inner` and `last` without."""

    start: int
    inner: int
    last: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, outermost marks only, in order."""
    found: list[Quotation] = []
    place = 0
    while place < len(text):
        if text[place] in _CLOSERS and _opens(text, place):
            end = _closed(text, place, nested=True)
            if end is None:  # some mark inside was forgotten
                end = _closed(text, place, nested=False)
            if end is not None:
                found.append(Quotation(place, place + 1, end, end + 1))
                place = end + 1
                continue
        place += 1
    return found


def _opens(text: str, place: int) -> bool:
    """Tell whether the mark at a place can open: nothing or a space before it, a word after it."""
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if after and after in (_SPACES + " " if mark in "«»" else _SPACES):
        after = text[place + 2 : place + 3]  # French marks have a space inside, and two marks in a row a thin one
    if not after or after.isspace():
        return False
    if before and not (before.isspace() or before in _BEFORE or before in _ALL):
        return mark in "„«「『" and not before.isalnum()
    return after.isalnum() or after in "[(…." or after in _ALL or not (after in ",;:!?)]" or after.isspace())


def _closes(text: str, place: int) -> bool:
    """Tell whether the mark at a place can close: a word or stop before it, no letter after it."""
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if before and before in (_SPACES + " " if mark in "»«" else _SPACES):
        before = text[place - 2 : place - 1]
    return bool(before) and not before.isspace() and not after.isalnum()


def _closed(text: str, start: int, *, nested: bool) -> int | None:
    """Return where the quotation that opens at `start` closes; None where it never does.

    With `nested`, the same mark opens a quotation inside, as where printers put marks around words that have their own.
    """
    closers = _CLOSERS[text[start]]
    single = text[start] in _SINGLE
    limit = min(len(text), start + _LONGEST)
    inner: list[str] = []  # what closes the quotations inside that are open
    paragraphs = 0
    inside = False  # one with the same marks was closed inside: a paragraph that opens anew is another quotation
    place = start + 1
    while place < limit:
        sign = text[place]
        if sign == BREAK:
            paragraphs += 1
            again = text[place + 1 : place + 2] == text[start]
            goes_on = not inside if again else not (nested or single) and _closes_first(text, place, closers)
            if paragraphs > _MOST_PARAGRAPHS or not goes_on:
                return None
            inner.clear()
            # Printers repeat the opening mark at the head of each paragraph.
            place += 2 if again else 1
            continue
        if sign in closers and _closes(text, place) and not (sign in _SINGLE and _apostrophe(text, place, limit)):
            if not inner or sign not in inner[-1]:
                return place
            if sign in _SINGLE and not _closed_again(text, place, closers, limit):
                return place
            inner.pop()
            inside = True
        elif inner and sign in inner[-1] and _closes(text, place):
            inner.pop()
        elif sign in _CLOSERS and _opens(text, place) and (nested or sign != text[start]):
            inner.append(_CLOSERS[sign])
        place += 1
    return None


def _closes_first(text: str, place: int, closers: str) -> bool:
    """Tell whether the next mark of this kind closes: the quotation goes over the end of a paragraph."""
    for at in range(place + 1, min(len(text), place + _LONGEST)):
        if text[at] == BREAK:
            return False
        if text[at] in closers and _closes(text, at):
            return True
        if text[at] in '“„«»"' and _opens(text, at):
            return False
    return False


def _closed_again(text: str, place: int, closers: str, limit: int) -> bool:
    """Tell whether another closing mark follows in the paragraph before another quotation opens."""
    for at in range(place + 1, limit):
        if text[at] == BREAK:
            return False
        if text[at] in closers and _closes(text, at):
            return True
        if text[at] in _CLOSERS and _opens(text, at):
            return False
    return False


def _apostrophe(text: str, place: int, limit: int) -> bool:
    """Tell whether a single closing mark after an s is an apostrophe: the real one comes later in the sentence."""
    if text[place - 1 : place] not in "sSnN" or not re.match(r"\s[a-z]", text[place + 1 : place + 3]):
        return False
    rest = re.split(rf"[{BREAK}‘]", text[place + 1 : limit], maxsplit=1)[0]
    return any(_closes(rest, at) for at, sign in enumerate(rest) if sign in "’'" and at)


_TRAILING = re.compile(r"\s*(?:[(\[]([^()\[\]]{1,160})[)\]]|[—–]\s*([^.!?\u2029]{1,80}))[\s.;,]*$")
_AFTER = re.compile(r"[\s\u2029.,;:!?\d]{0,6}[(\[]([^()\[\]\u2029]{1,160})[)\]]")
_DASHED = re.compile(r"[ \u00a0\n\u2029]{0,3}[—–-]\s?([^.!?()\u2029\n\"“”„«»]{1,80})(?=[.\n\u2029]|$)")
_LEAD = re.compile(r"(?:^|[.!?\u2029\n]\s*)([^.!?\u2029\n\"“”„«»]{1,80}?)[:,]\s*$")


def label_after(text: str, end: int) -> str:
    """Return what stands in brackets, or after a dash, right behind a quotation: who says it. "" for nothing."""
    rest = text[end : end + 200]
    match = _AFTER.match(rest) or _DASHED.match(rest)
    return " ".join(match[1].split()) if match else ""


def label_before(text: str, start: int) -> str:
    """Return how a sentence leads in to a quotation (``Neil said:``), "" where nothing does."""
    match = _LEAD.search(text[max(0, start - 160) : start])
    return " ".join(match[1].split()) if match else ""


def trailing_label(text: str) -> tuple[int, str]:
    """Return where the label at the end of a paragraph begins, and the label; its length and "" for none."""
    match = _TRAILING.search(text)
    return (match.start(), " ".join((match[1] or match[2]).split())) if match else (len(text), "")
