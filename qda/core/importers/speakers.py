"""Who speaks where: turns found by the habits of people who write transcripts, decided on the whole document.

A sentence with a colon is never a speaker: a label counts where it recurs, or where it sits in the same form as the
labels of a document that plainly is a dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qda.core.importers.dialogue import INLINE, key_of, speaker_labels
from qda.core.importers.labels import Label, end_mark, kind_of, read_line, time_alone
from qda.core.text import Turn, paragraphs

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?:[ \t].*\n|\w[\w -]*:.*\n|[-#].*\n|\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_DECLARED = re.compile(
    r"^(?:speakers?|participants?|sprecher|interviewees?)[ \t]*:[ \t]*(.*(?:\n[ \t]*-.*)*)", re.M | re.I
)
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*|Transcribed by https?://\S+")


def find_turns(text: str, *, bold: Sequence[tuple[int, int]] = ()) -> list[Turn]:
    """Return the turns of canonical `text` in order, disjoint; an empty list where nobody plainly speaks.

    `bold` are the spans of bold letters that the file has (a name in bold on a line of its own is a label there).
    Paragraphs without a label belong to the turn before them, until a heading. Recognised: labels with a colon (also
    the wide one), times in brackets or between number signs before, after or inside the label, names with a time on a
    line of their own, names in bold, and short recurring labels inside a paragraph.
    """
    matter = _FRONT_MATTER.match(text)
    lines = [span for span in _trimmed(text) if matter is None or span[0] >= matter.end()]
    starts = _bold_starts(text, bold)
    labels = _labels(text, lines, starts)
    accepted = speaker_labels(text, labels, _declared(matter.group() if matter else ""), lines)
    if accepted:
        labels = _with_inline(text, lines, labels, accepted)
    else:
        labels = _times_only(labels)
    return _turns(text, lines, labels, starts) if labels else []


def _trimmed(text: str) -> list[tuple[int, int]]:
    spans = []
    for start, end in paragraphs(text):
        line = text[start:end]
        spans.append((start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())))
    return spans


def _labels(text: str, lines: list[tuple[int, int]], starts: dict[int, int]) -> list[Label]:
    """Read every line; a word after a time is a name only where a line without a time follows, with the words."""
    read = [read_line(text, start, end, starts.get(start, 0)) for start, end in lines]
    labels = []
    for i, label in enumerate(read):
        if label and label.time_first:
            following = read[i + 1] if i + 1 < len(read) else label
            if following and following.begin_ms is not None:
                label = time_alone(text, *lines[i])
        if label and label.text is None and label.own_line and i + 2 < len(read) and not (read[i + 1] or read[i + 2]):
            label = _named_below(text, label, lines[i + 1])
        if label:
            labels.append(label)
    return labels


def _named_below(text: str, label: Label, line: tuple[int, int]) -> Label:
    """Join a time on a line of its own with the name on the line below it, as Teams writes them."""
    name = " ".join(text[slice(*line)].split())
    kind = kind_of(name) if len(name) <= 60 else ""
    if kind not in ("code", "role", "name", "upper"):
        return label
    return replace(label, speech=line[1], text=name, kind=kind)


def _bold_starts(text: str, bold: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return where bold letters begin and end, spans that only white space parts joined, never across a newline."""
    joined: list[list[int]] = []
    for start, end in sorted(bold):
        between = text[joined[-1][1] : start] if joined else "\n"
        if not between.strip() and "\n" not in between:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    starts = {}
    for start, end in joined:
        while start < end and text[start].isspace():
            start += 1
        newline = text.find("\n", start, end)
        starts[start] = end if newline < 0 else newline
    return starts


def _declared(matter: str) -> set[str]:
    """Return the names that the front matter lists as speakers, in small letters."""
    names: set[str] = set()
    for match in _DECLARED.finditer(matter):
        names.update(part.strip(" \t-'\"[]").casefold() for part in re.split(r"[,\n]", match[1]))
    return names - {""}


def _times_only(labels: list[Label]) -> list[Label]:
    """Turns without names: at least three times that begin lines and never go back."""
    marks = [label for label in labels if label.text is None]
    clock = [label.begin_ms or 0 for label in marks]
    return marks if len(marks) >= 3 and clock == sorted(clock) else []


def _with_inline(text: str, lines: list[tuple[int, int]], labels: list[Label], accepted: set[str]) -> list[Label]:
    """Add the turns inside paragraphs and times that stand where a label was left out; drop a legend of the labels."""
    ends = dict(lines)
    result: list[Label] = []
    for label in labels:
        if key_of(label) not in accepted or _is_legend(text, label, ends[label.start], accepted):
            continue
        result.append(label)
        inside = INLINE.finditer(text, label.speech, ends[label.start]) if label.colon else ()
        for match in inside:
            name, kind = match["label"], kind_of(match["label"])
            if name.casefold() in accepted - {key_of(result[-1])} and kind in ("code", "role"):
                result.append(Label(match.start("label"), match.end() + 1, name, "", kind, colon=True))
    if not result:
        return []
    timed = [label for label in result if label.begin_ms is not None]
    lost = [label for label in labels if label.text is None and label.start > result[0].start]
    if len(timed) >= 0.8 * len(result) and 0 < len(lost) <= 0.1 * len(result):
        result = sorted([*result, *lost], key=lambda label: label.start)
    return result


def _is_legend(text: str, label: Label, end: int, accepted: set[str]) -> bool:
    """Tell whether a line explains the labels, as in ``I: interviewer, B: teacher``."""
    line = text[label.start : end]
    others = {part.casefold() for part in re.findall(r"[,;/] *([^\W\d_][\w.]{0,3}) ?[:=]", line)}
    return bool(others & accepted - {key_of(label)}) and len(line.split()) <= 5 * (len(others) + 1)


def _names(labels: list[Label]) -> dict[tuple[str, str], str]:
    """Return the speaker of each label and role: the role is dropped unless it alone tells people apart."""
    roles: dict[str, set[str]] = {}
    for label in labels:
        roles.setdefault(key_of(label), set()).add(label.role.strip("() "))
    names: dict[tuple[str, str], str] = {}
    for label in labels:
        kept = sorted(roles[key_of(label)])
        several = kept[0] != "" and len(kept) > 1 and not all(role.startswith(kept[0]) for role in kept)
        names.setdefault((key_of(label), label.role), f"{label.text} {label.role}" if several else (label.text or ""))
    return names


def _turns(text: str, lines: list[tuple[int, int]], labels: list[Label], starts: dict[int, int]) -> list[Turn]:
    names = _names(labels)
    waiting = sorted(labels, key=lambda label: label.start, reverse=True)
    turns: list[Turn] = []
    is_open = False
    for start, end in lines:
        if turns and end <= turns[-1].speech:
            continue  # the name below a time
        if not waiting or waiting[-1].start >= end:
            is_open = is_open and not _is_heading(text, start, end, starts)
            if is_open:
                turns[-1] = _continued(text, turns[-1], start, end)
        while waiting and waiting[-1].start < end:
            label = waiting.pop()
            following = waiting[-1].start if waiting else len(text)
            stop = max(min(end, following), min(label.speech, following))
            stop -= len(text[label.start : stop]) - len(text[label.start : stop].rstrip())
            speech = min(label.speech, stop)
            end_ms = label.end_ms or end_mark(text, speech, stop)
            name = names[key_of(label), label.role] or None
            turns.append(Turn(label.start, stop, speech, name, label.begin_ms, end_ms))
            is_open = True
    return _with_end_marks(turns)


def _continued(text: str, turn: Turn, start: int, end: int) -> Turn:
    speech = start if turn.speech >= turn.end else turn.speech
    return replace(turn, end=end, speech=speech, end_ms=end_mark(text, start, end) or turn.end_ms)


def _is_heading(text: str, start: int, end: int, starts: dict[int, int]) -> bool:
    """Tell whether a line belongs to no turn: headings, rules, short lines in capitals or bold, a program's last."""
    line = text[start:end]
    if re.match(r"#{1,6}\s", line) or _RULE.fullmatch(line):
        return True
    if len(line.split()) > 8 or line.rstrip("*_> ")[-1:] in (*".!?…,;:。！？", ""):
        return False
    if starts.get(start, 0) >= end or re.fullmatch(r"\*\*[^*]+\*\*|__[^_]+__", line):
        return True
    blank_before = not text[max(0, text.rfind("\n", 0, max(0, text.rfind("\n", 0, start)))) : start].strip()
    capitals = sum(char.isalpha() for char in line) >= 4 and line == line.upper() and line != line.lower()
    return capitals and blank_before


def _with_end_marks(turns: list[Turn]) -> list[Turn]:
    """Where times stand at the ends of turns only, as f4 writes them, a turn begins where the one before it ended."""
    if any(turn.begin_ms is not None for turn in turns):
        return turns
    done: list[Turn] = []
    for turn in turns:
        done.append(replace(turn, begin_ms=done[-1].end_ms) if done else turn)
    return done
