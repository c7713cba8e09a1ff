"""What a line says before the spoken words: a speaker label, a time or both, in the forms people write."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from qda.core.importers.speaker_words import ANSWERS, NEVER, PARTICLES, ROLES

# 1:02, 00:01:23, 00:01:23.456, 00:01:23-4 (tenths), and 0:0:3.45 as Teams wrote
_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|-\d(?!\d))?(?![\d:])|\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,7}(?!\d))"
_TO = r"(?:\s?(?:-->|[-–])\s?"
# [00:01:23], (0:12), #00:01:23-4#, <01:23>, 00:01:23.456, [0:10 - 0:15]
_TIME = rf"(?:[\[({{<#]\s?{_CLOCK}{_TO}{_CLOCK})?\s?[\])}}>#]|{_CLOCK}{_TO}{_CLOCK})?)"
_NAME = r"[^\W\d_](?:[\w.,#'’`´״׳\"&/ \t·‐‑–-]|[\u0300-\u036f\u0591-\u05c7]){0,59}?"
# Possessive wherever what follows can't begin with it: a line of blanks or brackets takes no time.
_ROLE = r"\((?:[^()\n]|\([^()\n]{0,60}+\)){1,120}+\)"
_OPEN = r"[*_<\[(]{0,3}"
_CLOSE = r"[*_>\])]{0,3}"
_SPACE = r"[ \t\u00a0\u202f\u3000\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_ASIDE = rf"{_SPACE}*+(?P<role>{_ROLE})?{_SPACE}*+{_CLOSE}{_SPACE}*+"
_START = rf"{_SPACE}{{0,8}}(?P<open>{_OPEN})"

_WITH_COLON = re.compile(
    rf"{_START}(?:(?P<before>{_TIME}){_SPACE}*+[-–|:]?{_SPACE}*+)?{_OPEN}(?P<label>{_NAME}){_ASIDE}"
    rf"(?P<bracket>{_TIME}|\[[^\[\]\n]{{1,24}}\])?[ \t\u00a0\u202f|]*[:：](?![/\d:]){_CLOSE}{_SPACE}*+"
    rf"(?P<after>{_TIME})?{_SPACE}*+{_CLOSE}{_SPACE}*+"
)
_BEFORE_TIME = re.compile(rf"{_START}(?P<label>{_NAME}){_ASIDE}(?P<time>{_TIME}){_SPACE}*+{_CLOSE}{_SPACE}*+")
_AFTER_TIME = re.compile(rf"{_START}(?P<time>{_TIME}){_SPACE}*+[-–|]?{_SPACE}*+{_OPEN}(?P<label>{_NAME}){_ASIDE}$")
_STYLED = re.compile(
    rf"{_SPACE}{{0,8}}(?P<open>\*\*|__)(?P<label>{_NAME}){_SPACE}*+(?P<role>{_ROLE})?(?P=open){_SPACE}*+"
)
_ONLY_TIME = re.compile(rf"{_SPACE}{{0,8}}[*_]{{0,2}}(?P<time>{_TIME})[*_]{{0,2}}{_SPACE}*+[-–|:]?{_SPACE}*+")
_END_TIME = re.compile(rf"#{_CLOCK}#?[ \t]*$|\[{_CLOCK}\][ \t]*$")
_NOT_A_LABEL = ("- ", "* ", "+ ", "• ", "---", "> ", "http", "#", "|", "```")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before the words of one line: `speech` is where they begin, `own_line` says that none follow."""

    start: int
    speech: int
    text: str | None
    role: str = ""
    kind: str = ""
    own_line: bool = False
    begin_ms: int | None = None
    end_ms: int | None = None
    bold: bool = False
    colon: bool = False
    time_first: bool = False


def milliseconds(clock: str) -> int:
    """Return the milliseconds of a time such as ``1:02``, ``01:02:03.4`` or ``00:01:23-4`` (tenths)."""
    whole, _dot, fraction = re.sub(r"[.,-](\d{1,7})$", r" \1", clock).partition(" ")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + (int(fraction[:3].ljust(3, "0")) if fraction else 0)


def times(mark: str | None) -> tuple[int | None, int | None]:
    """Return begin and end in milliseconds of a time mark in any of its brackets, None where there is none."""
    found = re.findall(_CLOCK, mark or "")
    return (milliseconds(found[0]) if found else None, milliseconds(found[1]) if len(found) > 1 else None)


def end_mark(text: str, start: int, end: int) -> int | None:
    """Return the time in milliseconds of a mark that ends ``text[start:end]``, as f4 and MAXQDA set them."""
    match = _END_TIME.search(text, max(start, end - 24), end)
    return times(match.group())[0] if match else None


def read_line(text: str, start: int, end: int, bold_end: int = 0) -> Label | None:
    """Return what stands before the words in line ``text[start:end]``, or None where it begins with plain words.

    `bold_end` is where bold letters that begin the line end (0: none do). Whether the label is a speaker is not decided
    here: that takes the whole document.
    """
    if text.startswith(_NOT_A_LABEL, start) and not text.startswith(("#0", "#1"), start):
        return None
    match = _WITH_COLON.match(text, start, end)
    if match:
        marks = [times(match[name]) for name in ("before", "bracket", "after")]
        begin = next((pair for pair in marks if pair[0] is not None), (None, None))
        return _label(match, start, end, begin, bold=bold_end > start, colon=True)
    match = _BEFORE_TIME.match(text, start, end)
    if match and (match.end() == end or not match["time"][0].isdigit()):
        return _label(match, start, end, times(match["time"]), bold=bold_end > start)
    match = _AFTER_TIME.match(text, start, end)
    label = _label(match, start, end, times(match["time"]), bold=bold_end > start) if match else None
    if label:
        return replace(label, time_first=True)
    return _styled(text, start, end, bold_end) or time_alone(text, start, end)


def _label(
    match: re.Match[str],
    start: int,
    end: int,
    time: tuple[int | None, int | None] = (None, None),
    *,
    bold: bool = False,
    colon: bool = False,
) -> Label | None:
    name = " ".join(match["label"].strip(" \t,.–-").split())
    role = match["role"] or ""
    kind = kind_of(name) if "://" not in role else ""
    if not kind:
        return None
    bold = bold or match["open"].startswith(("**", "__"))
    return Label(start, match.end(), name, role, kind, match.end() >= end, *time, bold=bold, colon=colon)


def _styled(text: str, start: int, end: int, bold_end: int) -> Label | None:
    match = _STYLED.match(text, start, end)
    if match:
        return _label(match, start, end)
    name = " ".join(text[start:bold_end].split()) if start < bold_end <= start + 60 else ""
    kind = kind_of(name)
    if not kind:
        return None
    speech = end - len(text[bold_end:end].lstrip())
    return Label(start, speech, name, "", kind, speech == end, bold=True)


def time_alone(text: str, start: int, end: int) -> Label | None:
    """Return the time that begins a line, in brackets or on a line of its own, where nobody is named."""
    match = _ONLY_TIME.match(text, start, end)
    if not match or (match["time"][0].isdigit() and match.end() < end):
        return None
    return Label(start, match.end(), None, "", "time", match.end() >= end, *times(match["time"]))


_CODE = re.compile(r"([^\W\d_]{1,4})[.]?[ -]?\d{0,3}[a-z]?")
_NUMBER = re.compile(r"#?\d{1,3}[a-z]?|[A-Z]\d{0,2}|[IVX]{1,4}")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def kind_of(name: str) -> str:
    """Return what sort of label `name` is by its form, or "" where it can't be one.

    ``code`` (I, P10, AN), ``role`` (Interviewer, Speaker 2), ``upper`` (THE CHAIRMAN), ``name`` (each word with a
    capital), ``script`` (scripts without capitals), ``answer`` (Question, Answer), ``plain`` (one small word),
    ``phrase`` (a capital and small words: Younger sister).
    """
    name = unicodedata.normalize("NFC", name)
    words = name.split()
    if not words or len(words) > 6:
        return ""
    first, rest = words[0].casefold().rstrip(".,"), words[1:]
    numbered = all(_NUMBER.fullmatch(word) for word in rest)
    if name.casefold() in NEVER or (first in NEVER and numbered):
        return ""
    if first in ANSWERS and numbered:
        return "" if rest else "answer"
    if first in ROLES or words[-1].casefold() in ROLES:
        return "role"
    code = _CODE.fullmatch(name)
    if code and code[1].isupper():
        return "code"
    return _kind_of_words(name, words)


def _kind_of_words(name: str, words: list[str]) -> str:
    letters = [char for char in name if char.isalpha()]
    if not any(char.isupper() or char.islower() for char in letters):
        short = len(name) <= 12 if _IDEOGRAPHS.search(name) else len(words) <= 4
        return "script" if letters and short and not name.endswith(",") else ""
    if _IDEOGRAPHS.search(name):
        return ""
    if all(char.isupper() for char in letters if char.isupper() or char.islower()):
        return "upper"
    if words[0][0].isupper() and all(_belongs_to_name(word) for word in words):
        return "name"
    if len(words) == 1:
        return "plain" if len(name) <= 20 else ""
    return "phrase" if len(words) <= 3 and words[0][0].isupper() and "," not in name else ""


def _belongs_to_name(word: str) -> bool:
    bare = word.strip("\"'’()")
    if word.casefold().rstrip("'’") in PARTICLES or _NUMBER.fullmatch(bare):
        return True
    if not bare or not (bare[0].isupper() or bare[:2] in ("d'", "d’", "l'", "l’")):
        return False
    return len(word) <= 6 or not word.endswith(".")
