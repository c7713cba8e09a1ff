"""Which labels of a document name speakers: decided on all of them together, never on one line."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from qda.core.importers.labels import Label, kind_of
from qda.core.importers.speaker_words import ASKERS

_STRONG = ("code", "role", "upper")
_NEVER = 10**9
INLINE = re.compile(
    r"(?<=[.!?…”\"»)\]–—-])[ \t]+(?P<label>[^\W\d_][\w.]{0,3}|[^\W\d_]\w{3,14}(?: \d{1,2})?)[:：](?=[ \t])"
)


def key_of(label: Label) -> str:
    """Return the label in small letters, under which its uses are counted."""
    return (label.text or "").casefold()


def speaker_labels(text: str, labels: list[Label], declared: set[str], lines: list[tuple[int, int]]) -> set[str]:
    """Return the labels, in small letters, that name speakers of this document.

    `labels` are all that stand before words of a line, in order; `declared` the names that the file itself lists as
    speakers; `lines` the spans of all lines that hold anything.
    """
    named = [label for label in labels if label.text]
    inside = _inline_counts(text, named, lines)
    counts = Counter(key_of(label) for label in named) + inside
    timed = Counter(key_of(label) for label in named if label.begin_ms is not None)
    accepted = {key for key, count in inside.items() if count >= 2}
    for label in named:
        key = key_of(label)
        if counts[key] >= _least(label, key in declared, bool(timed[key]), sum(timed.values()) >= 3):
            accepted.add(key)
    if not accepted:
        return _short_interview(text, named, lines)
    if _is_a_form([label for label in named if key_of(label) in accepted]):
        return set()
    accepted |= _companions(text, named, accepted, counts)
    return accepted if accepted & declared or _plainly_spoken(named, accepted, counts) else set()


def _least(label: Label, declared: bool, timed: bool, enough_times: bool) -> int:
    """Return how often a label must recur to count by itself."""
    in_form = label.colon or (label.own_line and not label.time_first)
    if (declared and label.colon) or (timed and enough_times and in_form and label.kind in ("code", "role", "name")):
        return 1
    if not label.colon and not label.own_line and not timed and label.kind not in ("code", "role"):
        return _NEVER  # bold words that begin a paragraph
    if label.kind == "plain":
        return 4 if timed else _NEVER
    if label.kind == "phrase":
        return 3 if timed or label.role else _NEVER
    return 2 if label.kind in _STRONG or timed or (label.bold and label.colon) else 3


def _plainly_spoken(named: list[Label], accepted: set[str], counts: Counter[str]) -> bool:
    """Answers need somebody who asks, and one label alone is a speaker only in a strong form or often."""
    first = {key_of(label): label for label in reversed(named)}
    if len(accepted) > 1:
        return any(key not in first or first[key].kind != "answer" for key in accepted) or len(accepted) == 2
    only = next(iter(accepted))
    label = first.get(only)
    if label is None or label.kind == "answer":
        return False
    strong = label.kind in ("role", "code") or label.begin_ms is not None or label.own_line
    return strong and counts[only] >= 3


def _is_a_form(labels: list[Label]) -> bool:
    """Tell whether labels are the fields of records: they come in runs, or round in the same order each time."""
    if any(label.kind in ("code", "role") or label.begin_ms is not None or label.bold for label in labels):
        return False
    keys = [key_of(label) for label in labels]
    around = len(set(keys))
    if around > 1 and sum(a != b for a, b in pairwise(keys)) < 0.4 * (len(keys) - 1):
        return True
    return around >= 3 and len(keys) >= 2 * around and all(keys[i] == keys[i % around] for i in range(len(keys)))


def _short_interview(text: str, named: list[Label], lines: list[tuple[int, int]]) -> set[str]:
    """Two short labels once or twice each, one of them somebody who asks, both with whole sentences: an interview."""
    short = [label for label in named if label.colon and label.kind in ("code", "role")]
    keys = [key_of(label) for label in short]
    if len({_stem(key) for key in keys}) != 2 or len(set(keys)) != 2 or len(short) > 4 or not ASKERS & set(keys):
        return set()
    ends = dict(lines)
    words = [len(text[label.speech : ends[label.start]].split()) for label in short]
    alternate = all(a != b for a, b in pairwise(keys))
    return set(keys) if alternate and min(words) >= 5 else set()


def _stem(key: str) -> str:
    return key.rstrip("0123456789 ")


def _companions(text: str, named: list[Label], accepted: set[str], counts: Counter[str]) -> set[str]:
    """Return rarer labels that sit among the accepted ones in the same form, such as a person who speaks once."""
    spoken = [label for label in named if key_of(label) in accepted]
    begin = spoken[0].start
    kinds = {label.kind for label in spoken}
    own_lines = sum(label.own_line for label in spoken) * 2 > len(spoken)
    stems = Counter(_stem(key) for key in counts if key not in accepted and key[-1:].isdigit())
    found = set()
    for label in named:
        key, full_name = key_of(label), label.kind == "name" and len((label.text or "").split()) > 1
        if key in accepted or label.own_line != own_lines or label.colon != spoken[0].colon:
            continue
        if key[-1:].isdigit() and stems[_stem(key)] >= 3:
            continue  # Question 1, Question 2, Question 3: headings
        opens = full_name and (counts[key] > 1 or _opens_the_talk(text, label, named, begin))
        if label.start < begin and not opens:
            continue
        if label.kind == "phrase":
            fits = counts[key] >= 3
        else:
            fits = label.kind in ("code", "role", "answer") or (label.kind in kinds and _is_no_common_word(text, label))
        if fits:
            found.add(key)
    return found


def _opens_the_talk(text: str, label: Label, named: list[Label], begin: int) -> bool:
    """Tell whether the last label before the dialogue, with words of its own, begins it: its first speaker."""
    between = any(label.start < other.start < begin for other in named)
    return label.start < begin and not between and len(text[label.speech : begin].split()) >= 8


def _is_no_common_word(text: str, label: Label) -> bool:
    name = label.text or ""
    if label.kind == "script":
        return label.own_line
    if label.kind == "plain":
        return False
    return len(name.split()) > 1 or not re.search(rf"\b{re.escape(name.lower())}\b", text)


def _inline_counts(text: str, named: list[Label], lines: list[tuple[int, int]]) -> Counter[str]:
    """Count short labels inside paragraphs that begin with a short label."""
    ends = dict(lines)
    counts: Counter[str] = Counter()
    for label in named:
        if label.colon and label.kind in ("code", "role"):
            inside = INLINE.finditer(text, label.speech, ends[label.start])
            counts.update(match["label"].casefold() for match in inside if kind_of(match["label"]) in ("code", "role"))
    return counts
