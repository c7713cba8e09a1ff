"""Which passages of several coders belong together, and how they differ: sweeps over intervals, never over characters.

The rules are in :mod:`qda.core.reconciling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from qda.core.reconciling import BORDER, CODE, MISSING, SAME, Difference, Held, Side


class Coded(Protocol):
    """What is compared: a code that a coder gave to ``[start, end)``."""

    @property
    def code_id(self) -> str: ...
    @property
    def coder_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Paired(NamedTuple):
    """What coders differ on in a source, by place, and the passages that all of them have alike."""

    differences: tuple[Difference, ...]
    agreed: tuple[Held, ...]


class _Group(NamedTuple):
    """The passages of one code that belong together, by coder, and how far they reach."""

    code_id: str
    start: int
    end: int
    by: dict[str, list[Held]]


def pair(source_id: str, codings: Iterable[Coded], coder_ids: Sequence[str]) -> Paired:
    """Compare what `coder_ids` have among the codings of a source; others' codings are left aside.

    Takes time in proportion to the codings and to the pairs of different codes on the same words.
    """
    agreed: list[Held] = []
    borders: list[_Group] = []
    missing: list[_Group] = []
    for group in _groups(codings, coder_ids):
        if len(group.by) < len(coder_ids):
            missing.append(group)
        elif all(held == next(iter(group.by.values())) for held in group.by.values()):
            agreed.append(next(iter(group.by.values()))[0])
        else:
            borders.append(group)
    together = [(BORDER, [group]) for group in borders]
    together += [(CODE if len(groups) > 1 else MISSING, groups) for groups in _by_code(missing)]
    differences = [_difference(source_id, kind, groups, coder_ids) for kind, groups in together]
    differences.sort(key=lambda one: (one.start, one.end, one.code_ids))
    return Paired(tuple(differences), tuple(sorted(agreed, key=lambda held: (held.start, held.end, held.code_id))))


def _groups(codings: Iterable[Coded], coder_ids: Sequence[str]) -> list[_Group]:
    """Return the passages of each code in groups that share characters, directly or through others."""
    wanted = frozenset(coder_ids)
    rows = [(row.code_id, row.start, row.end, row.coder_id) for row in codings if row.coder_id in wanted]
    rows.sort()
    groups: list[_Group] = []
    for code_id, start, end, coder_id in rows:
        last = groups[-1] if groups else None
        if last is None or last.code_id != code_id or start >= last.end:
            groups.append(_Group(code_id, start, end, {coder_id: [Held(code_id, start, end)]}))
        else:
            last.by.setdefault(coder_id, []).append(Held(code_id, start, end))
            if end > last.end:
                groups[-1] = last._replace(end=end)
    return groups


def _by_code(groups: Sequence[_Group]) -> list[list[_Group]]:
    """Return groups whose codes stand for each other on largely the same words, together; the others alone."""
    together = [[number] for number in range(len(groups))]
    belongs = list(range(len(groups)))
    for _share, first, second in sorted(_candidates(groups)):
        kept, moved = belongs[first], belongs[second]
        if not _coders_of(groups, together[kept]).isdisjoint(_coders_of(groups, together[moved])):
            continue
        for number in together[moved]:
            belongs[number] = kept
        together[kept] += together[moved]
        together[moved] = []
    return [[groups[number] for number in sorted(several)] for several in together if several]


def _candidates(groups: Sequence[_Group]) -> list[tuple[float, int, int]]:
    """Return pairs of groups by different coders on largely the same words: less the share, and their numbers."""
    order = sorted(range(len(groups)), key=lambda number: groups[number].start)
    found: list[tuple[float, int, int]] = []
    near: list[int] = []
    for number in order:
        group = groups[number]
        near = [other for other in near if groups[other].end > group.start]
        for other in near:
            before = groups[other]
            share = (min(before.end, group.end) - group.start) / (max(before.end, group.end) - before.start)
            if share >= SAME and before.by.keys().isdisjoint(group.by):
                found.append((-share, min(other, number), max(other, number)))
        near.append(number)
    return found


def _coders_of(groups: Sequence[_Group], numbers: Sequence[int]) -> set[str]:
    return {coder_id for number in numbers for coder_id in groups[number].by}


def _difference(source_id: str, kind: str, groups: Sequence[_Group], coder_ids: Sequence[str]) -> Difference:
    sides = tuple(
        Side(
            coder_id,
            tuple(sorted((held for group in groups for held in group.by.get(coder_id, ())), key=lambda one: one[1:])),
        )
        for coder_id in coder_ids
    )
    start, end = min(group.start for group in groups), max(group.end for group in groups)
    return Difference(source_id, kind, start, end, sides)
