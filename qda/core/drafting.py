"""A text in the making: what was put in place of what since the stored text, taken back and done again step by step."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qda.core.replacing import Replaced, Swap, replaced

Piece = tuple[int, int, str]
"""``[start, end)`` in code points of a text, and the words that take its place."""


@dataclass(frozen=True, slots=True)
class Put:
    """`words` came at `start` of the text as it then stood, in the place of `gone`."""

    start: int
    gone: str
    words: str

    @property
    def back(self) -> Put:
        """What takes this back."""
        return Put(self.start, self.words, self.gone)


@dataclass(slots=True)
class _Step:
    """What is taken back at once: puts in their order, what was swapped before and after, and whether it is typing."""

    puts: list[Put]
    before: tuple[Swap, ...]
    after: tuple[Swap, ...]
    typing: bool


class Draft:
    """The stored text `base`, its `text` as it stands now, and which stretches of the one are which of the other.

    Steps join as people expect it: letters of a word that is typed are one step, so are letters taken away in a row.
    """

    def __init__(self, base: str, pieces: Iterable[Piece] = ()) -> None:
        self.base = base
        self.now: Replaced = replaced(base, pieces)
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def text(self) -> str:
        """The text as it stands now."""
        return self.now.text

    @property
    def pieces(self) -> list[Piece]:
        """What differs from the stored text: stretches of that, in order and apart, with the words in their place."""
        return [(start, end, self.text[first:last]) for start, end, first, last in self.now.swaps]

    def is_changed(self) -> bool:
        """Tell whether the text differs from the stored one."""
        return bool(self.now.swaps)

    # Places ----------------------------------------------------------------------------------------------------------

    def to_base(self, point: int, closing: bool = False) -> int:
        """Return where `point` lies in the stored text; inside what was put in, where that begins or, closing, ends."""
        number = bisect_right(self.now.swaps, point, key=lambda swap: swap[2]) - 1
        if number < 0:
            return point
        start, end, _first, last = self.now.swaps[number]
        if point < last:
            return end if closing else start
        return point - last + end

    # Changing --------------------------------------------------------------------------------------------------------

    def put(self, start: int, end: int, words: str, *, typing: bool = False) -> None:
        """Put `words` in the place of ``[start, end)``; `typing` may join what was typed just before, as one step."""
        gone = self.text[start:end]
        if gone == words:
            return
        self._do([Put(start, gone, words)], typing)

    def put_all(self, pieces: Iterable[Piece]) -> None:
        """Put words in the place of several stretches of the text as it stands, which must not overlap, as one step."""
        more, puts = 0, []
        for start, end, words in sorted(pieces):
            gone = self.text[start:end]
            if gone != words:
                puts.append(Put(start + more, gone, words))
                more += len(words) - len(gone)
        if puts:
            self._do(puts, False)

    def _do(self, puts: list[Put], typing: bool) -> None:
        before, pieces = self.now.swaps, _pieces(puts)
        done = replaced(self.text, pieces if len(pieces) > 1 else [_with_its_word(self.text, *pieces[0])])
        self.now = Replaced(done.text, _composed(self.base, self.now, done))
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if typing and last is not None and last.typing and _goes_on(last.puts[-1], puts[0]):
            last.puts.extend(puts)
            last.after = self.now.swaps
        else:
            self._done.append(_Step(puts, before, self.now.swaps, typing))

    # Taking back -----------------------------------------------------------------------------------------------------

    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._done)

    def can_redo(self) -> bool:
        """Tell whether a step was taken back that can be done again."""
        return bool(self._undone)

    def undo(self) -> list[Put]:
        """Take the last step back; return what was put where, in the order in which to follow it."""
        if not self._done:
            return []
        step = self._done.pop()
        self._undone.append(step)
        return self._replay(
            [put.back for put in reversed(step.puts)], step.before, at_once=not step.typing, forward=False
        )

    def redo(self) -> list[Put]:
        """Do the step that was taken back last again; return as :meth:`undo` does."""
        if not self._undone:
            return []
        step = self._undone.pop()
        self._done.append(step)
        return self._replay(list(step.puts), step.after, at_once=not step.typing, forward=True)

    def _replay(self, puts: list[Put], swaps: tuple[Swap, ...], *, at_once: bool, forward: bool) -> list[Put]:
        text = self.text
        if at_once:
            text = replaced(text, _pieces(puts) if forward else [_piece(put, 0) for put in puts]).text
        else:
            for put in puts:
                text = text[: put.start] + put.words + text[put.start + len(put.gone) :]
        self.now = Replaced(text, swaps)
        return puts


def _piece(put: Put, more: int) -> Piece:
    return put.start - more, put.start - more + len(put.gone), put.words


def _pieces(puts: Sequence[Put]) -> list[Piece]:
    """Return puts, each at its place after those before it, as pieces of the text in which none was done yet."""
    more, pieces = 0, []
    for put in puts:
        pieces.append(_piece(put, more))
        more += len(put.words) - len(put.gone)
    return pieces


def _with_its_word(text: str, start: int, end: int, words: str) -> Piece:
    """Return a piece that, where it goes on with a word, holds the letter beside it.

    So a passage that ends with “weakness” ends with “weaknesses” when this becomes of it.
    """
    if start < end:
        return start, end, words
    first = start - (_letter(text[start - 1 : start]) and _letter(words[:1]))
    last = end + (_letter(text[end : end + 1]) and _letter(words[-1:]))
    return first, last, text[first:start] + words + text[end:last]


def _letter(sign: str) -> bool:
    """Tell whether words go on with `sign`: not in scripts that write without spaces, where each may end one."""
    return (sign.isalnum() or unicodedata.category(sign or " ")[0] == "M") and not "\u2e80" <= sign <= "\u9fff"


def _goes_on(last: Put, put: Put) -> bool:
    """Tell whether typing `put` goes on with `last`: the next letter of a word, or the next one taken away."""
    if last.words and not put.gone:
        begins = put.words[:1].isspace() and not last.words[-1:].isspace()
        return put.start == last.start + len(last.words) and "\n" not in last.words + put.words and not begins
    if last.words or put.words:
        return False
    return put.start + len(put.gone) == last.start or put.start == last.start


# Swaps upon swaps ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Swaps of before and of now that meet, as one stretch ``[start, end)`` of the text between them."""

    start: int
    end: int
    old: list[Swap]
    new: list[Swap]


_Meet = Callable[[Swap, Swap], bool]


def _meeting(base: str, text: str) -> _Meet:
    """Return what tells whether a swap that led from `base` to `text` and one of now are one swap.

    They are where they share words, and where something is put in just where words were swapped; but not beside words
    that only go on longer than they did: “weakness”, made “weaknesses”, does not hold what is written after it.
    """

    def meet(old: Swap, new: Swap) -> bool:
        first, last, begin, finish = old
        start, end = new[:2]
        if start < end or begin < start < finish:
            return begin < end and start < finish
        if not begin <= start <= finish:
            return False
        was, words = base[first:last], text[begin:finish]
        return not was or not (words.startswith(was) if start == finish else words.endswith(was))

    return meet


def _composed(base: str, before: Replaced, done: Replaced) -> tuple[Swap, ...]:
    """Return what was swapped since `base`: `before` led to a text of which `done` replaced stretches in turn."""
    swaps = before.swaps
    if not done.swaps:
        return swaps
    low, high = done.swaps[0][0], done.swaps[-1][1]
    first = bisect_left(swaps, low, key=lambda swap: swap[3])
    last = bisect_right(swaps, high, key=lambda swap: swap[2])
    result = list(swaps[:first])
    # How far a place of the text between lies from the same in the stored text, and in the new one.
    back = swaps[first - 1][1] - swaps[first - 1][3] if first else 0
    on = 0
    for group in _groups(swaps[first:last], done.swaps, _meeting(base, before.text)):
        old, new = group.old, group.new
        start = old[0][0] if old and old[0][2] == group.start else group.start + back
        new_start = new[0][2] if new and new[0][0] == group.start else group.start + on
        back = old[-1][1] - old[-1][3] if old else back
        on = new[-1][3] - new[-1][1] if new else on
        end, new_end = group.end + back, group.end + on
        if base[start:end] != done.text[new_start:new_end]:
            result.append((start, end, new_start, new_end))
    result += [(start, end, begin + on, finish + on) for start, end, begin, finish in swaps[last:]]
    return tuple(result)


def _groups(old: Sequence[Swap], new: Sequence[Swap], meet: _Meet) -> list[_Group]:
    """Return the swaps of before (`old`) and of now (`new`) in groups of those that `meet`, by place."""
    parts = [_Group(swap[2], swap[3], [swap], []) for swap in old]
    parts += [_Group(swap[0], swap[1], [], [swap]) for swap in new]
    parts.sort(key=lambda part: (part.start, part.end))
    groups: list[_Group] = []
    for part in parts:
        group = part
        while groups and _meets(groups[-1], part, meet):
            before = groups.pop()
            group = _Group(
                min(before.start, group.start),
                max(before.end, group.end),
                before.old + group.old,
                before.new + group.new,
            )
        groups.append(group)
    return groups


def _meets(group: _Group, part: _Group, meet: _Meet) -> bool:
    if part.old:
        # What was put in at the end of one swap is no part of another that begins there.
        taken = bool(group.old) and group.end == part.start
        return bool(group.new) and not taken and meet(part.old[0], group.new[-1])
    return bool(group.old) and meet(group.old[-1], part.new[0])
