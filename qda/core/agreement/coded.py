"""What coders coded, as arrays: passages of codes, and of all that a code or theme stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import LargeBinary, select, type_coerce
from sqlalchemy.orm import Session

from qda.core.agreement.basis import Basis
from qda.storage.models import Coding

_FEW_CODES = 40  # more are quicker read all together


@dataclass(frozen=True, slots=True)
class Coded:
    """Passages as arrays of equal length: numbers of code, coder and source, first and last + 1 character."""

    code: np.ndarray
    coder: np.ndarray
    source: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def of(self, wanted: np.ndarray) -> Coded:
        """Return some of them, in the order of `wanted` where that is an array of numbers."""
        return Coded(self.code[wanted], self.coder[wanted], self.source[wanted], self.start[wanted], self.end[wanted])


def read_coded(session: Session, basis: Basis, code_ids: Sequence[str]) -> Coded:
    """Return what the coders gave these codes to, in the sources that each has finished; codes by their place."""
    # As they lie in the file: a hundred thousand ids of 32 digits would take longer than all the counting.
    query = select(
        type_coerce(Coding.code_id, LargeBinary),
        type_coerce(Coding.coder_id, LargeBinary),
        type_coerce(Coding.source_id, LargeBinary),
        Coding.start,
        Coding.end,
    )
    if len(code_ids) <= _FEW_CODES:
        query = query.where(Coding.code_id.in_(code_ids))
    if len(basis.parts) <= _FEW_CODES:
        query = query.where(Coding.source_id.in_([part.id for part in basis.parts]))
    codes = _places(code_ids)
    coders = _places(person.id for person in basis.coders)
    sources = _places(part.id for part in basis.parts)
    finished = [part.finishers for part in basis.parts]
    rows = []
    for code_id, coder_id, source_id, begin, until in session.execute(query):
        where, who = sources.get(source_id, -1), coders.get(coder_id, -1)
        if where >= 0 and who in finished[where] and code_id in codes:
            rows.append((codes[code_id], who, where, begin, until))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Coded(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], columns[:, 4])


def _places(ids: Iterable[str]) -> dict[bytes, int]:
    return {bytes.fromhex(key): place for place, key in enumerate(ids)}


def of_targets(coded: Coded, targets: Sequence[Iterable[int]], codes: int) -> Coded:
    """Return the passages again by what they stand for: target n wherever one of the codes of ``targets[n]`` stands.

    `codes` is how many codes there are; a passage comes once for each target that its code is in.
    """
    pairs = [(code, target) for target, inside in enumerate(targets) for code in inside]
    columns = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    code, target = columns[:, 0], columns[:, 1]
    begin = np.searchsorted(code, np.arange(codes + 1))
    number = np.diff(begin)[coded.code]
    which = np.repeat(np.arange(len(coded.code)), number)
    within = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
    again = coded.of(which)
    return Coded(target[begin[again.code] + within], again.coder, again.source, again.start, again.end)
