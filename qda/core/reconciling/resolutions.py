"""How differences were settled: what each coder had, what was decided, by whom and why, and whether it still holds.

A resolution is found again by what each coder has (:func:`qda.core.reconciling.key_of`), so changes elsewhere in the
source don't touch it. Where somebody has coded the same passage otherwise since, it is *stale*: what was decided was
decided on something else. One made by more coders than are looked at now holds for those who are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from qda.core.reconciling import Difference, Held, joined
from qda.i18n import _
from qda.storage.models import Resolution

TOOK, BOTH, NEW, NOBODY, LATER, NOTED = "took", "both", "new", "nobody", "later", ""
OUTCOMES = {
    TOOK: _("One coder's taken"),
    BOTH: _("All taken"),
    NEW: _("Another code"),
    NOBODY: _("Nobody's taken"),
    LATER: _("To discuss later"),
    NOTED: _("Not settled yet"),
}
"""NOTED is a note on what is not settled yet."""

OPEN, SETTLED, STALE = "open", "settled", "stale"
STATES = {
    OPEN: _("Open"),
    LATER: _("To discuss later"),
    STALE: _("Coded otherwise since it was settled"),
    SETTLED: _("Settled"),
}

Had = dict[str, tuple[Held, ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution. `had` is what each coder had, by the coder's id; `took` whose passages were taken.

    `gave` is what the consensus got by it; `coder_id` decided, at `at` (milliseconds since 1970, UTC).
    """

    id: str
    source_id: str
    start: int
    end: int
    kind: str
    outcome: str
    note: str
    coder_id: str | None
    at: int
    had: Had
    took: tuple[str, ...]
    gave: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A difference and how it stands: `state` is one of :data:`STATES`; `was` are the resolutions it is about, if any.

    Only the first of `was` counts; further ones were made when the passages still were several differences.
    """

    difference: Difference
    state: str
    was: tuple[Resolved, ...] = ()

    @property
    def resolved(self) -> Resolved | None:
        """Return the resolution that counts."""
        return self.was[0] if self.was else None


def resolutions(session: Session, source_id: str | None = None) -> list[Resolved]:
    """Return the resolutions of a source, or of all, by place; those that can't be read are left out (`qda check`)."""
    query = select(Resolution).order_by(Resolution.source_id, Resolution.start, Resolution.end, Resolution.id)
    if source_id is not None:
        query = query.where(Resolution.source_id == source_id)
    return [one for row in session.scalars(query) if (one := _read(row)) is not None]


def _read(row: Resolution) -> Resolved | None:
    sides = read_sides(row.sides)
    if sides is None:
        return None
    fields = (row.id, row.source_id, row.start, row.end, row.kind, row.outcome, row.note, row.coder_id, row.at)
    return Resolved(*fields, *sides)


def read_sides(words: str) -> tuple[Had, tuple[str, ...], tuple[Held, ...]] | None:
    """Return what coders had, whose was taken and what the consensus got, as kept; None where it can't be read."""
    try:
        kept = json.loads(words)
        had = {str(coder_id): tuple(map(_held, held)) for coder_id, held in kept["had"].items()}
        return had, tuple(map(str, kept["took"])), tuple(map(_held, kept["gave"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _held(kept: Sequence[Any]) -> Held:
    code_id, start, end = kept
    return Held(str(code_id), int(start), int(end))


def written_sides(had: Mapping[str, Sequence[Held]], took: Sequence[str], gave: Sequence[Held]) -> str:
    """Return what :func:`read_sides` reads."""
    return json.dumps({"had": had, "took": took, "gave": gave}, sort_keys=True, separators=(",", ":"))


# Finding them again --------------------------------------------------------------------------------------------------


def cases(differences: Sequence[Difference], resolved: Iterable[Resolved]) -> list[Case]:
    """Say of each difference of one source how it stands; `resolved` are the resolutions of that source."""
    rows = list(resolved)
    exact: dict[str, list[Resolved]] = {}
    for one in differences:
        held = [row for row in rows if _holds(row, one)]
        if held:
            exact[one.key] = sorted(held, key=lambda row: (row.at, row.id), reverse=True)
    settled = {row.id for several in exact.values() for row in several}
    rest = [row for row in rows if row.id not in settled]
    return [_case(one, exact.get(one.key, ()), rest) for one in differences]


def _holds(row: Resolved, one: Difference) -> bool:
    """Tell whether a resolution was made on what these coders have now."""
    if row.start >= one.end or row.end <= one.start:
        return False
    return all(row.had.get(side.coder_id) == side.held for side in one.sides)


def _case(one: Difference, exact: Sequence[Resolved], rest: Sequence[Resolved]) -> Case:
    if exact:
        state = {LATER: LATER, NOTED: OPEN}.get(exact[0].outcome, SETTLED)
        return Case(one, state, tuple(exact))
    before = sorted((row for row in rest if _met(row, one)), key=lambda row: (row.at, row.id), reverse=True)
    if not before:
        return Case(one, OPEN)
    state = {LATER: LATER, NOTED: OPEN}.get(before[0].outcome, STALE)
    return Case(one, state, tuple(before))


def _met(row: Resolved, one: Difference) -> bool:
    """Tell whether a resolution was about passages of the same codes on the same words."""
    if row.start >= one.end or row.end <= one.start:
        return False
    before = {held for several in row.had.values() for held in several}
    return any(
        was.code_id == now.code_id and was.start < now.end and was.end > now.start
        for side in one.sides
        for now in side.held
        for was in before
    )


# What happens to codes and coders ------------------------------------------------------------------------------------


def move_code(session: Session, code_id: str, target: str) -> None:
    """Let what was settled about a code be about `target`, into which it is merged."""
    _put_for(session, code_id, target)
    session.execute(update(Resolution).where(Resolution.code_id == code_id).values(code_id=target))
    session.expire_all()


def move_coder(session: Session, coder_id: str, target: str) -> None:
    """Let what a coder had and decided be `target`'s, with whom it is one person now."""
    _put_for(session, coder_id, target)
    session.execute(update(Resolution).where(Resolution.coder_id == coder_id).values(coder_id=target))
    session.expire_all()


def move_passages(session: Session, source_id: str, place: Callable[[int, int], tuple[int, int] | None]) -> None:
    """Let what coders had and got in a source lie where it lies after a correction of its text.

    What lies nowhere any more (`place` gives None) is left out.
    """

    def moved(several: Iterable[Held]) -> tuple[Held, ...]:
        places = ((one, place(one.start, one.end)) for one in several)
        return joined(Held(one.code_id, *found) for one, found in places if found is not None)

    for row in session.scalars(select(Resolution).where(Resolution.source_id == source_id)).all():
        if (sides := read_sides(row.sides)) is not None:
            had, took, gave = sides
            row.sides = written_sides({key: moved(held) for key, held in had.items()}, took, moved(gave))
    session.flush()


def _put_for(session: Session, old: str, new: str) -> None:
    """Put one id for another in what coders had, were taken from and got."""
    session.flush()
    mentions = Resolution.sides.contains(old, autoescape=True)
    for row in session.scalars(select(Resolution).where(mentions)).all():
        sides = read_sides(row.sides)
        if sides is None:
            continue
        had, took, gave = sides
        renamed: Had = {}
        for coder_id, held in had.items():
            key = new if coder_id == old else coder_id
            # As the join rule makes one of the passages that now are of one code and one coder.
            renamed[key] = joined((*renamed.get(key, ()), *_renamed(held, old, new)))
        takers = tuple(dict.fromkeys(new if coder_id == old else coder_id for coder_id in took))
        row.sides = written_sides(renamed, takers, _renamed(gave, old, new))
    session.flush()


def _renamed(held: Iterable[Held], old: str, new: str) -> tuple[Held, ...]:
    return tuple(one._replace(code_id=new) if one.code_id == old else one for one in held)
