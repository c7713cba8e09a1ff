"""Cues of WebVTT and SubRip files as they stand there, tolerant of damage: words are kept whatever the times are like.

The libraries that exist pass over a cue whose arrow or blank lines are off without a word; here every loss of form is
counted, and no words are lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(slots=True)
class Cue:
    """One timed piece of speech: raw lines with their tags; times in milliseconds, None where damaged."""

    begin_ms: int | None
    end_ms: int | None
    lines: list[str] = field(default_factory=list)
    speaker: str | None = None


@dataclass(slots=True)
class CueFile:
    """All cues of a file in their order, the language its header names, and how often something was off.

    `untimed` counts damaged time lines, `turned` ends before their beginning, `empty` cues without words, `loose`
    lines that stood outside any cue, `backward` cues that begin before the one they follow, `notes` comment, style and
    region blocks.
    """

    cues: list[Cue] = field(default_factory=list)
    language: str = ""
    untimed: int = 0
    turned: int = 0
    empty: int = 0
    loose: int = 0
    backward: int = 0
    notes: int = 0


_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"{_TIME}\s*-->\s*{_TIME}(?=\s|$)(.*)", re.DOTALL)
# An arrow that lost a stroke or all of them: only between two times so exact that nobody says them.
_EXACT = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_NEARLY = re.compile(rf"{_EXACT}(?:\s*(?:[-–—=]*[>→]|[-–—]+)\s*|\s+){_EXACT}(?=\s|$)(.*)", re.DOTALL)
_BROKEN = re.compile(r"(?:\d[\w:.,]{0,20}\s*)?-->")
_SETTING = re.compile(r"\w+:\S+")
_IDENTIFIER = re.compile(r"\s*(?:\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,}[/\w-]*|\d+\s+\"[^\"]*\"\s*\(\d*\))\s*")
_ZOOM_IDENTIFIER = re.compile(r'\s*\d+\s+"([^"]+)"\s*\(\d*\)\s*')
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION|region)(?:[ \t].*)?:?$|Region:")
_LANGUAGE = re.compile(r"\blanguage\s*:\s*\"?([A-Za-z]{2,3}(?:-\w+)*)", re.IGNORECASE)


def parse(text: str, *, vtt: bool) -> CueFile:
    """Cut canonical `text` into cues; `vtt` says that NOTE, STYLE and REGION blocks are no speech."""
    return _Scan(text.split("\n"), vtt).run()


class _Scan:
    """One pass over the lines; `pending` is a line after a blank one, which the next line makes a name or words."""

    def __init__(self, lines: list[str], vtt: bool) -> None:
        self.lines, self.vtt = lines, vtt
        self.file = CueFile()
        self.pending: str | None = None
        self.open = False

    def run(self) -> CueFile:
        position, after_blank = self._header(), True
        while position < len(self.lines):
            line = self.lines[position]
            position += 1
            if self._begin_cue(line):
                after_blank = False
            elif not line:
                self._settle()
                after_blank, self.open = True, False
            elif after_blank and self.vtt and _BLOCK.match(line):
                position = self._skip_block(position, line)
            elif after_blank:
                self.pending, after_blank = line, False
            else:
                self._settle()
                self._words(line)
        self._settle()
        self._tidy()
        return self.file

    def _header(self) -> int:
        """Return where the cues begin: after the WEBVTT line and the lines that belong to it."""
        if not self.lines[0].startswith("WEBVTT"):
            return 0
        position = 1
        while position < len(self.lines) and self.lines[position] and not _times(self.lines[position]):
            if found := _LANGUAGE.match(self.lines[position]):
                self.file.language = found[1]
            position += 1
        return position

    def _begin_cue(self, line: str) -> bool:
        timing = _times(line)
        if timing is None:
            return False
        begin, end, sound, tail = timing
        cue = Cue(begin, end)
        identifier = self._take_identifier()
        if identifier and (named := _ZOOM_IDENTIFIER.fullmatch(identifier)):
            cue.speaker = named[1].strip()
        if tail:
            cue.lines.append(tail)
        self.file.untimed += not sound
        if begin is not None and end is not None and end < begin:
            self.file.turned += 1
            cue.end_ms = None
        self.file.cues.append(cue)
        self.open = True
        return True

    def _take_identifier(self) -> str | None:
        if self.pending is not None:
            identifier, self.pending = self.pending, None
            return identifier
        # No blank line before the number of this cue: it stands at the end of the words before.
        before = self.file.cues[-1].lines if self.file.cues and self.open else []
        return before.pop() if before and _IDENTIFIER.fullmatch(before[-1]) else None

    def _settle(self) -> None:
        if self.pending is None:
            return
        line, self.pending = self.pending, None
        if line.strip() == str(len(self.file.cues) + 1):
            self.file.empty += 1
            return
        self._words(line)

    def _words(self, line: str) -> None:
        if not self.open and line.strip():
            self.file.loose += 1
        if not self.file.cues:
            self.file.cues.append(Cue(None, None))
        self.file.cues[-1].lines.append(line)

    def _skip_block(self, position: int, first: str) -> int:
        self.file.notes += 1
        if not self.file.language and (found := _LANGUAGE.search(first)):
            self.file.language = found[1]
        while position < len(self.lines) and self.lines[position] and not _times(self.lines[position]):
            position += 1
        return position

    def _tidy(self) -> None:
        last = 0
        for cue in self.file.cues:
            if not any(line.strip() for line in cue.lines):
                self.file.empty += 1
            if cue.begin_ms is not None:
                self.file.backward += cue.begin_ms < last
                last = cue.begin_ms
        self.file.cues = [cue for cue in self.file.cues if any(line.strip() for line in cue.lines)]


def _times(line: str) -> tuple[int | None, int | None, bool, str] | None:
    """Return begin, end, whether the line is sound, and words that stand behind the times; None for no time line."""
    line, sound = line.strip(), True
    match = _TIMING.match(line)
    if match is None:
        sound = False
        match = _NEARLY.match(line)
    if match is None:
        return (None, None, False, "") if _BROKEN.match(line) else None
    begin, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:8])
    tail = match[9].strip()
    if all(_SETTING.fullmatch(part) for part in tail.split()):
        tail = ""
    return begin, end, sound and begin is not None and end is not None, tail


def _milliseconds(parts: tuple[str | None, ...]) -> int | None:
    hours, minutes, seconds, fraction = parts
    if int(minutes or 0) > 59 or int(seconds or 0) > 59 or len(hours or "") > 4:
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
