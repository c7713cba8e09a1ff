"""What merging a copy would do, in numbers and in people's words, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OURS, THEIRS, BOTH = "ours", "theirs", "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that was changed differently on both sides, so that a person must choose.

    `key` is stable: previewed again, the same conflict has the same key. `kind` is the table (``code``, ``coding``,
    …), `title` names the thing ("Code “Masks”"), `field` what of it in people's words ("definition"; "" where it is
    about the thing as a whole). `base`, `ours` and `theirs` are the three versions as words to show; "" is empty, and
    a side that removed the thing says so in words. `choices` are those possible of OURS, THEIRS and BOTH, in this
    order; `words` says what each of them would do, `default` is the one that stands ready and loses the least.
    """

    key: str
    kind: str
    title: str
    field: str
    base: str
    ours: str
    theirs: str
    choices: tuple[str, ...]
    words: Mapping[str, str]
    default: str = OURS


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Something of the copy that has no place here and is listed, never dropped silently.

    `kind` is the table, `title` names it ("Passage coded “Masks” by Ben in Carla"), `reason` is a sentence, `words`
    are the words of the passage or memo, "" where it has none. It is looked at again at the next merge of that copy.
    """

    kind: str
    title: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What merging a copy would do; made by :func:`qda.core.merging.preview`, changes nothing.

    The numbers are rows by kind (table): `new` come along, `changed` and `removed` are changed and removed here
    because only the copy did so, and `same` is how many rows of the copy need nothing. They are counted with every
    conflict at its default. `coders` are the names of those whose work comes, `copy` the name of the file, `notes`
    whole sentences about the merge as a whole.
    """

    path: str
    copy: str
    coders: tuple[str, ...]
    new: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    same: int
    conflicts: tuple[Conflict, ...]
    held_back: tuple[HeldBack, ...]
    notes: tuple[str, ...]
    draft: Any = field(repr=False, compare=False)
    """What merging works from; no part of the interface."""
    names: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Names of what is new by kind, with 0; for ``coding`` the names of codes and how many new passages each has."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to merge: everything of the copy is here, or was decided on before."""
        return not (self.new or self.changed or self.removed or self.conflicts)


@dataclass(frozen=True, slots=True)
class Answer:
    """A conflict as it was settled; `choice` is OURS, THEIRS or BOTH."""

    title: str
    field: str
    ours: str
    theirs: str
    choice: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a merge did; the rows of ``merge_report`` hold it as JSON. Numbers by kind as in :class:`Plan`.

    `id` is "" where nothing was to be merged, so that nothing was changed and nothing kept. `coder` is the name of
    who merged, `at` milliseconds since 1970.
    """

    id: str
    copy: str
    at: int
    coder: str
    coders: tuple[str, ...]
    new: Mapping[str, int]
    changed: Mapping[str, int]
    removed: Mapping[str, int]
    answers: tuple[Answer, ...]
    held_back: tuple[HeldBack, ...]
    notes: tuple[str, ...]
