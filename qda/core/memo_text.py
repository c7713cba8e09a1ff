"""The words of a memo: plain text in a small part of Markdown, and the links that stand in it.

A line that begins with ``#`` to ``###`` and a space is a heading, one with ``-`` or ``*`` an item of a list, one with
``1.`` a numbered item; two spaces more put an item one step deeper. ``**bold**``, ``*italics*``, and
``[words](code:ID)`` for a link to ``code``, ``theme``, ``source``, ``participant``, ``coding`` or ``memo``, or to a
``passage`` (``passage:ID:start-end``, code points of the source). Anything else stands for itself, so that a memo that
knows nothing of this reads as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

LINE_KINDS = ("text", "heading", "item", "number")
LineKind = Literal["text", "heading", "item", "number"]
DEEPEST = 3  # steps of headings, and of items in items

# The things a link may name, each with the field of Link that holds its id.
FIELDS = {
    "code": "code_id",
    "theme": "theme_id",
    "source": "source_id",
    "participant": "participant_id",
    "coding": "coding_id",
    "memo": "other_id",
}
_LINE = re.compile(r"(?P<heading>#{1,3}) |(?P<indent>(?:  ){0,3})(?:(?P<item>[-*])|(?P<number>\d{1,3})[.)]) ")
_TARGET = r"(?:code|theme|source|participant|coding|memo):[0-9a-f]{32}|passage:[0-9a-f]{32}:[0-9]{1,9}-[0-9]{1,9}"
_INLINE = re.compile(
    rf"\[(?P<words>[^\[\]\s](?:[^\[\]\n]*[^\[\]\s])?)\]\((?P<target>{_TARGET})\)"
    r"|(?<!\*)\*\*(?P<bold>(?=[^\s*]|\*[^\s*]))"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
)
_LINK = re.compile(rf"\[(?P<words>[^\[\]\n]+)\]\((?P<target>{_TARGET})\)")
_BOLD_END = re.compile(r"(?<=\S)\*\*(?!\*)")
_BRACKETS = str.maketrans("[]", "()")


@dataclass(frozen=True, slots=True)
class Link:
    """What a memo is about: exactly one thing, or a passage of a source (`source_id` with `start` and `end`)."""

    code_id: str | None = None
    theme_id: str | None = None
    source_id: str | None = None
    participant_id: str | None = None
    coding_id: str | None = None
    other_id: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def kind(self) -> str:
        """Return what it names: a key of :data:`FIELDS`, or ``passage``."""
        if self.start is not None:
            return "passage"
        return next(kind for kind, field in FIELDS.items() if getattr(self, field) is not None)

    @property
    def thing_id(self) -> str:
        """Return the id of the thing it names; of a passage that of its source."""
        return str(next(found for field in FIELDS.values() if (found := getattr(self, field)) is not None))


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `link` is where they lead."""

    text: str
    bold: bool = False
    italic: bool = False
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is shown. `level` is 1 to 3 of a heading, and how deep (from 0) an item stands."""

    kind: LineKind
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Return the bare words."""
        return "".join(run.text for run in self.runs)


def lines(body: str) -> list[Line]:
    """Return the lines of a memo, empty ones too."""
    return [line_of(words) for words in body.split("\n")]


def line_of(words: str) -> Line:
    """Read one line."""
    head = _LINE.match(words)
    if head is None:
        return Line("text", tuple(_joined(_runs(words, Run("")))))
    runs = tuple(_joined(_runs(words[head.end() :], Run(""))))
    if head["heading"]:
        return Line("heading", runs, len(head["heading"]))
    return Line("item" if head["item"] else "number", runs, len(head["indent"]) // 2)


def _runs(words: str, look: Run) -> Iterator[Run]:
    """Yield the runs of `words`, which stand inside of what has a `look` already."""
    last = at = 0
    ends = True  # once no bold words end any more, none of the signs that follow is asked where its words end
    while match := _INLINE.search(words, at):
        bold = match["bold"] is not None
        end = _BOLD_END.search(words, match.end() + 1) if bold and ends else None
        at = (end or match).end()
        if bold and end is None:
            ends = False
            continue
        if match.start() > last:
            yield replace(look, text=words[last : match.start()])
        if match["target"]:
            yield replace(look, text=match["words"], link=link_of(match["target"]))
        elif end is not None:
            yield from _runs(words[match.end() : end.start()], replace(look, bold=True))
        else:
            yield from _runs(match["italic"], replace(look, italic=True))
        last = at
    if last < len(words):
        yield replace(look, text=words[last:])


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs with those of one look made one."""
    for _look, same in groupby(runs, key=lambda run: (run.bold, run.italic, run.link)):
        first, *others = same
        yield replace(first, text=first.text + "".join(run.text for run in others))


# Writing it down ----------------------------------------------------------------------------------------------------


def body_of(shown: Iterable[Line]) -> str:
    """Return the plain text of lines.

    Spaces at the borders of bold and italic words go outside their signs, and looks that could not be read again there
    (italics that begin in the middle of a word, or where bold words end) are left out.
    """
    written, count = [], 0
    for line in shown:
        count = count + 1 if line.kind == "number" else 0
        written.append(_head(line, count) + _written(line.runs))
    return "\n".join(written)


def _head(line: Line, count: int) -> str:
    if line.kind == "heading":
        return "#" * line.level + " "
    if line.kind == "text":
        return ""
    return "  " * line.level + ("- " if line.kind == "item" else f"{count}. ")


def _written(runs: Iterable[Run]) -> str:
    """Return runs with the signs of bold words around those of italic ones."""
    bold = [(look, list(same)) for look, same in groupby(runs, key=lambda run: run.bold)]
    parts = [_within(look, _italic(same), "**") for look, same in bold]
    return _beside(parts)


def _italic(runs: Iterable[Run]) -> str:
    looks = [(look, list(same)) for look, same in groupby(runs, key=lambda run: run.italic)]
    return _beside([_within(look, "".join(map(_linked, same)), "*") for look, same in looks])


_Part = tuple[str, str, str]  # words with their signs, without, and which sign it is


def _within(look: bool, words: str, sign: str) -> _Part:
    inner = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    marked = f"{before}{sign}{inner}{sign}{after}" if look and inner else words
    return marked, words, sign


def _beside(parts: list[_Part]) -> str:
    whole = ""
    for number, (marked, words, sign) in enumerate(parts):
        following = parts[number + 1][1] if number + 1 < len(parts) else ""
        clash = marked != words and (
            (marked[0] == "*" and whole.endswith("*"))
            or (sign == "*" and marked[0] == "*" and whole[-1:].isalnum())
            or (sign == "*" and marked[-1] == "*" and following[:1].isalnum())
        )
        whole += words if clash else marked
    return whole


def _linked(run: Run) -> str:
    inner = " ".join(run.text.split()).translate(_BRACKETS)
    if run.link is None or not inner:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    return f"{before}[{inner}]({target_of(run.link)}){after}"


@lru_cache(maxsize=4_000)
def plain(body: str) -> str:
    """Return the words of a memo without their signs, line by line; remembered, since every typed letter asks."""
    return "\n".join(words if _bare(words) else line_of(words).text for words in body.split("\n"))


def _bare(words: str) -> bool:
    """Tell whether a line holds nothing that could be a sign."""
    return "*" not in words and "](" not in words and _LINE.match(words) is None


# Links --------------------------------------------------------------------------------------------------------------


def link_of(target: str) -> Link | None:
    """Return the link that ``code:ID`` or ``passage:ID:start-end`` stands for, None for anything else."""
    if re.fullmatch(_TARGET, target) is None:
        return None
    kind, thing_id, *span = target.split(":")
    if span:
        start, end = map(int, span[0].split("-"))
        return Link(source_id=thing_id, start=start, end=end)
    return link_to(FIELDS[kind], thing_id)


def link_to(field: str, thing_id: str) -> Link:
    """Return the link whose `field` (``code_id``, …) names this thing."""
    named: dict[str, Any] = {field: thing_id}
    return Link(**named)


def target_of(link: Link) -> str:
    """Return how a link is written in the words of a memo."""
    span = f":{link.start}-{link.end}" if link.start is not None else ""
    return f"{link.kind}:{link.thing_id}{span}"


def link_words(name: str, link: Link) -> str:
    """Return a link as it is typed into a memo."""
    return _linked(Run(name.strip() or "…", link=link))


def links_in(body: str) -> tuple[Link, ...]:
    """Return the links that stand in the words of a memo, each once, in their order."""
    if "](" not in body:
        return ()
    found = (run.link for line in lines(body) for run in line.runs if run.link is not None)
    return tuple(dict.fromkeys(found))


def relinked(body: str, moves: Mapping[Link, Link | None]) -> str:
    """Return the words of a memo with links leading elsewhere as `moves` says; where it says None, as mere words."""
    targets = {target_of(old): new for old, new in moves.items()}

    def moved(match: re.Match[str]) -> str:
        if match["target"] not in targets:
            return match[0]
        new = targets[match["target"]]
        return match["words"] if new is None else f"[{match['words']}]({target_of(new)})"

    return _LINK.sub(moved, body) if targets else body


def unlinked(body: str, link: Link) -> str:
    """Return the words of a memo with those that led to `link` as mere words."""
    return relinked(body, {link: None})
