"""Where coders differ in a source, by kind, and what became of it.

The rules by which passages are compared (:mod:`qda.core.reconciling.pairing` goes by them):

- **Same code.** The passages of one code by the coders compared that share a character, directly or through others,
  are one group; touching passages stay apart, since they are two incidents. In a group a coder may have several
  passages (Ann two where Ben has one over both). A group in which every coder has the very same passage is *agreed*.
  Where every coder has something of it, but not the same, the **borders** differ. Where a coder has nothing of it, the
  code is **missing**, whatever borders the others gave it.
- **Different codes.** Groups in which a code is missing are then paired with each other where different coders have
  them on largely the same words: what both share is at least half (:data:`SAME`) of what they cover together. The pair
  that shares most comes first, and a group that has its pair is not paired again but with codes of further coders. Such
  a pair is one difference of **code**, no longer two of missing ones.

So each passage belongs to one group, and each group is agreed or part of one difference: nothing is listed twice. What
differs is a fact about two readings and no fault; nothing here scores it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from qda.i18n import _

SAME = 0.5
MISSING, CODE, BORDER = "missing", "code", "border"
KINDS = {
    MISSING: _("Coded by some only"),
    CODE: _("Different codes"),
    BORDER: _("Different borders"),
}


class Held(NamedTuple):
    """A passage that has a code: ``[start, end)`` in code points."""

    code_id: str
    start: int
    end: int


class Side(NamedTuple):
    """What one coder has of a difference, by start; nothing where the code is missing."""

    coder_id: str
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Difference:
    """A passage on which coders differ: `kind` is one of :data:`KINDS`, ``[start, end)`` reaches over all of it.

    `sides` are all coders compared, in the order in which they were asked for.
    """

    source_id: str
    kind: str
    start: int
    end: int
    sides: tuple[Side, ...]

    @cached_property
    def code_ids(self) -> tuple[str, ...]:
        """Return the codes it is about, each once."""
        return tuple(dict.fromkeys(held.code_id for side in self.sides for held in side.held))

    @cached_property
    def coder_ids(self) -> tuple[str, ...]:
        """Return the coders compared."""
        return tuple(side.coder_id for side in self.sides)

    @cached_property
    def had(self) -> dict[str, tuple[Held, ...]]:
        """Return what each coder has, by the coder's id."""
        return {side.coder_id: side.held for side in self.sides}

    @cached_property
    def key(self) -> str:
        """Return what it is known by: it stays the same as long as nobody codes this passage otherwise."""
        return key_of(self.source_id, self.had)


def key_of(source_id: str, had: Mapping[str, Sequence[Held]]) -> str:
    """Return the key of a difference in a source by what each coder has: 24 hexadecimal digits."""
    said = [source_id, *([coder_id, sorted(map(list, had[coder_id]))] for coder_id in sorted(had))]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=12).hexdigest()


def joined(passages: Iterable[Held]) -> tuple[Held, ...]:
    """Return passages as the join rule has them: those of one code that share a character become one; by place."""
    found: list[Held] = []
    for one in sorted(passages):
        if found and found[-1].code_id == one.code_id and one.start < found[-1].end:
            found[-1] = Held(one.code_id, found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return tuple(sorted(found, key=lambda held: (held.start, held.end, held.code_id)))
