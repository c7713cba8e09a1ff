"""Subtitles and meeting captions (.vtt, .srt): cues become turns, one paragraph ``Speaker: text`` each.

Zoom and Otter write the speaker before a colon, Teams into a voice tag; YouTube repeats each line in the next cue. Cue
times go into the turns, never into the text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry
from qda.core.importers.cues import Cue, CueFile, parse
from qda.core.importers.draft import Draft
from qda.errors import UnreadableFileError
from qda.i18n import _, n_

PAUSE_MS = 2_000
PARAGRAPH_CHARACTERS = 400
LONGEST_PARAGRAPH = 1_500


@dataclass(slots=True)
class _Said:
    """What one speaker says in one cue: plain lines, the times of the cue."""

    lines: list[str]
    speaker: str | None
    begin_ms: int | None
    end_ms: int | None

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@entry(".vtt", ".srt")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Read a WebVTT or SubRip file as one transcript.

    Raises :class:`UnreadableFileError` where no cue has any words.
    """
    from qda.core.importers.encodings import decode

    text, encoding, warnings = decode(path.read_bytes(), options.encoding)
    vtt = text.startswith("WEBVTT") or (path.suffix.lower() == ".vtt" and "\nWEBVTT" not in text[:1000])
    file = parse(text, vtt=vtt)
    said = [piece for cue in file.cues for piece in _pieces(cue)]
    if not said or all(cue.begin_ms is None for cue in file.cues):
        raise UnreadableFileError(
            _("{file} holds no subtitles: nothing in it has a time and words. Import it as a text file.").format(
                file=path.name
            )
        )
    said, repeats = _without_repeats(said)
    voices = any(piece.speaker for piece in said)
    if options.speakers and not voices:
        said = list(_by_labels(said))
    draft = Draft()
    for turn in _join(said):
        draft.turn(turn.text, turn.speaker, turn.begin_ms, turn.end_ms)
    return [
        Imported(
            name=path.stem,
            text=draft.text,
            turns=draft.turns if options.speakers else (),
            format=".vtt" if vtt else ".srt",
            encoding=encoding,
            language=file.language,
            warnings=(*warnings, *_findings(file, repeats)),
        )
    ]


_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]*)>|</v>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|font|span|lang|ruby|rt)(?:[.\s][^<>]*)?/?>|<(?:\d+:)?\d+:\d+[.,]\d+>|\{\\[^{}]*\}",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|\\[Nn](?=\S)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SPACE = " \t\n\f\v"


def _pieces(cue: Cue) -> Iterator[_Said]:
    """Cut a cue at its voice tags; unknown tags stay, since transcribers write <laughs> and mean it."""
    raw = "\n".join(cue.lines)
    speaker, position = cue.speaker, 0
    for tag in [*_VOICE.finditer(raw), None]:
        lines = _plain(raw[position : tag.start() if tag else len(raw)])
        if lines:
            yield _Said(lines, speaker, cue.begin_ms, cue.end_ms)
        if tag:
            speaker = (" ".join(_plain(tag[1])) or None) if tag[1] is not None else cue.speaker
            position = tag.end()


def _plain(raw: str) -> list[str]:
    text = _BREAK.sub("\n", _TAG.sub("", raw))
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return [line.strip(_SPACE) for line in text.split("\n") if line.strip()]


def _without_repeats(said: list[_Said]) -> tuple[list[_Said], int]:
    """Drop what rolling captions repeat of the cue before, and count those cues; people may repeat themselves."""
    overlaps = [0, *(_overlap(before, after) for before, after in pairwise(said))]
    repeats = sum(overlap != 0 for overlap in overlaps)
    partly = sum(overlap not in (0, len(piece.lines)) for overlap, piece in zip(overlaps, said, strict=True))
    if repeats < 3 or repeats < 0.3 * len(said) or partly * 4 < repeats:
        return said, 0
    kept: list[_Said] = []
    for position, (piece, overlap) in enumerate(zip(said, overlaps, strict=True)):
        lines = piece.lines[overlap:]
        if overlap < 0:  # The line before grew at its end.
            lines = [piece.text[len(said[position - 1].text) + 1 :]]
        if lines:
            kept.append(replace(piece, lines=lines))
        elif kept and piece.end_ms is not None:
            kept[-1].end_ms = max(piece.end_ms, kept[-1].end_ms or 0)
    return kept, repeats


def _overlap(before: _Said, after: _Said) -> int:
    """Return how many lines `after` repeats of `before`; -1 where it repeats all of it and goes on in the same line."""
    if before.speaker != after.speaker:
        return 0
    for count in range(min(len(before.lines), len(after.lines)), 0, -1):
        if before.lines[-count:] == after.lines[:count]:
            return count
    return -1 if after.text.startswith(before.text + " ") else 0


_LABEL = re.compile(
    r"(?:>>\s*|-\s*)?(?:\[([^\[\]:：]{1,60})\]|([^\s\d:：<>\[\]!?;][^:：<>\[\]!?;]{0,59}?))"
    r"\s?(?::[ \t\u00a0]+|：\s*)(?=\S)"
)
_SMALL_WORD = re.compile(
    r"de|der|den|del|della|d[aio]|d[ao]s|du|la|le|van|von|vom|zu|zum|ter|ten|el|al|bin|ibn|a[fv]|und|and|[yei]"
)


def _by_labels(said: list[_Said]) -> Iterator[_Said]:
    """Give each piece the speaker whose label stands before it or before an earlier piece."""
    labels = _labels(said)
    speaker: str | None = None
    for piece in said:
        lines: list[str] = []
        for line in piece.lines:
            match = _LABEL.match(line)
            name = (match[1] or match[2]).strip() if match else None
            if match and name in labels:
                if lines:
                    yield replace(piece, lines=lines, speaker=speaker)
                speaker, lines = name, [line[match.end() :]]
            else:
                lines.append(line)
        if lines:
            yield replace(piece, lines=lines, speaker=speaker)


def _labels(said: list[_Said]) -> frozenset[str]:
    """Return the words before colons that are speakers: they recur and open the cues; one colon makes no speaker."""
    opening = [(match[1] or match[2]).strip() if (match := _LABEL.match(piece.lines[0])) else None for piece in said]
    counts = Counter(label for label in opening if label is not None)
    inner = (match for piece in said for line in piece.lines[1:] if (match := _LABEL.match(line)))
    everywhere = counts + Counter((match[1] or match[2]).strip() for match in inner)
    names = {label for label in everywhere if _like_a_name(label)}
    recurring = {label for label in everywhere if everywhere[label] > 1}
    if len(said) > 1 and sum(counts[label] for label in names) >= 0.6 * len(said):
        return frozenset(recurring | (names & counts.keys()))
    share = sum(counts[label] for label in recurring) / len(said)
    if share >= 0.5:
        return frozenset(recurring)
    # Otter names a speaker only where the speaker changes: then a name stands at the very beginning, too.
    named = names & recurring
    several = len(named) > 1 and any(label in named for label in opening[:3])
    alone = opening[0] in named and share >= 0.2
    return frozenset(named if several or alone else ())


def _like_a_name(label: str) -> bool:
    words = label.split()
    if len(words) > 6 or words[0][0].islower():
        return False
    return all(not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words)


_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def _join(said: Iterable[_Said]) -> Iterator[_Said]:
    """Join pieces of one speaker into a turn; where nobody is named, pauses and sentence ends make the paragraphs."""
    current: _Said | None = None
    length = 0
    for piece in said:
        if current is None or _parts(current, length, piece):
            if current is not None:
                yield current
            current, length = replace(piece, lines=[piece.text]), len(piece.text)
            continue
        current.lines.append(piece.text)
        length += len(piece.text) + 1
        current.begin_ms = _earlier(current.begin_ms, piece.begin_ms)
        current.end_ms = _later(current.end_ms, piece.end_ms)
    if current is not None:
        yield current


def _parts(current: _Said, length: int, piece: _Said) -> bool:
    if current.speaker != piece.speaker:
        return True
    if current.speaker is not None:
        return False
    if piece.lines[0].startswith(">>"):
        return True
    if current.end_ms is not None and piece.begin_ms is not None and piece.begin_ms - current.end_ms > PAUSE_MS:
        return True
    ends = length >= PARAGRAPH_CHARACTERS and _SENTENCE_END.search(current.lines[-1]) is not None
    return ends or length >= LONGEST_PARAGRAPH


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((time for time in (one, other) if time is not None), default=None)


def _later(one: int | None, other: int | None) -> int | None:
    return max((time for time in (one, other) if time is not None), default=None)


def _findings(file: CueFile, repeats: int) -> Iterator[str]:
    """Say what was left out or mended, each with its count."""
    if file.notes:
        yield n_(
            "{n} note, style or region block of the file is no speech and was left out.",
            "{n} note, style and region blocks of the file are no speech and were left out.",
            file.notes,
        )
    if repeats:
        yield n_(
            "These are rolling captions: {n} caption repeats words of the one before; the repetition was left out.",
            "These are rolling captions: {n} captions repeat words of the one before; the repetitions were left out.",
            repeats,
        )
    if file.untimed:
        yield n_(
            "{n} caption has a damaged time line; its words were kept.",
            "{n} captions have damaged time lines; their words were kept.",
            file.untimed,
        )
    if file.turned:
        yield n_(
            "{n} caption ends before it begins; its words and beginning were kept.",
            "{n} captions end before they begin; their words and beginnings were kept.",
            file.turned,
        )
    if file.loose:
        yield n_(
            "{n} line stood outside any caption and was added to the caption before it.",
            "{n} lines stood outside any caption and were added to the captions before them.",
            file.loose,
        )
    if file.backward:
        yield n_(
            "{n} caption begins before the one it follows; the order of the file was kept.",
            "{n} captions begin before the ones they follow; the order of the file was kept.",
            file.backward,
        )
    if file.empty:
        yield n_("{n} caption is empty and was left out.", "{n} captions are empty and were left out.", file.empty)
