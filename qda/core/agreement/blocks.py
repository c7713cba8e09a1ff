"""Blocks of units that hang together (sources, or turns), and the coders for whom each block counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qda.core.agreement.asking import Ask
from qda.core.agreement.basis import Basis
from qda.core.agreement.cutting import Axis
from qda.core.agreement.drawing import Draws, draws


@dataclass(frozen=True, slots=True)
class Group:
    """Coders compared with each other: their places, ids and names, and how samples are drawn for them.

    `parts` are the numbers of the sources that count for them, `lookup` gives for every block its number among those
    that count (-1: it doesn't), and `numbers` how many units each of these has.
    """

    coders: tuple[int, ...]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    parts: tuple[int, ...]
    lookup: np.ndarray
    numbers: np.ndarray
    draw: Draws


class Blocks:
    """The blocks of an axis, in order, and the groups of coders; sources, or turns where those are drawn again."""

    def __init__(self, ask: Ask, basis: Basis, axis: Axis) -> None:
        borders = axis.bounds
        if ask.intervals == "turns":
            begun = [(place, turn[0]) for place, part in enumerate(basis.parts) for turn in part.speech]
            borders = np.union1d(borders, axis.first_units(begun))
        self.borders = np.unique(borders)
        """Where blocks begin, and at last how many units there are; a block without units is none."""
        self._ask, self._basis = ask, basis
        self._sources = axis.source_of(self.borders[:-1])
        self.groups = [self._group(places) for places in basis.groups]

    def __len__(self) -> int:
        return len(self.borders) - 1

    def of(self, units: np.ndarray) -> np.ndarray:
        """Return the numbers of the blocks in which units lie."""
        return np.searchsorted(self.borders, units, side="right") - 1

    def _group(self, places: tuple[int, ...]) -> Group:
        parts = [number for number, part in enumerate(self._basis.parts) if part.finishers >= set(places)]
        counted = np.isin(self._sources, parts)
        people = [self._basis.coders[place] for place in places]
        return Group(
            coders=places,
            ids=tuple(person.id for person in people),
            names=tuple(person.name for person in people),
            parts=tuple(parts),
            lookup=np.where(counted, np.cumsum(counted) - 1, -1),
            numbers=np.diff(self.borders)[counted],
            draw=draws(self._ask, len(parts), int(counted.sum())),
        )
