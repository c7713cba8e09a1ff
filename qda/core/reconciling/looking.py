"""Looking at differences: those of one source with how each stands, and how far a team has come in all sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.coding import Span, coded_spans
from qda.core.reconciling import Held
from qda.core.reconciling.consensus import find_consensus, refuse_fewer
from qda.core.reconciling.pairing import pair
from qda.core.reconciling.resolutions import LATER, OPEN, SETTLED, STALE, Case, Resolved, cases, resolutions
from qda.progress import Progress, go_on
from qda.storage.models import Coding, Source


@dataclass(frozen=True, slots=True)
class Tally:
    """How many differences of a source stand how, and how many passages all agree on; `taken` of those are taken over.

    `sides` is how many of the coders compared have coded anything there.
    """

    open: int = 0
    later: int = 0
    stale: int = 0
    settled: int = 0
    agreed: int = 0
    taken: int = 0
    sides: int = 0

    @property
    def differences(self) -> int:
        """Return how many there are, however they stand."""
        return self.open + self.later + self.stale + self.settled


@dataclass(frozen=True, slots=True)
class Look:
    """What coders differ on in a source, by place; what they have alike, and what the consensus has."""

    source_id: str
    coder_ids: tuple[str, ...]
    cases: tuple[Case, ...]
    agreed: tuple[Held, ...]
    consensus: tuple[Held, ...]
    tally: Tally


def look(session: Session, source_id: str, coder_ids: Sequence[str]) -> Look:
    """Compare coders in one source. Raises RefusedError for fewer than two."""
    refuse_fewer(coder_ids)
    there = coded_spans(session, source_id)
    return _looked(source_id, there, coder_ids, resolutions(session, source_id), find_consensus(session))


def _looked(
    source_id: str,
    there: Sequence[Span],
    coder_ids: Sequence[str],
    resolved: Sequence[Resolved],
    consensus_id: str | None,
) -> Look:
    found = pair(source_id, there, coder_ids)
    standing = tuple(cases(found.differences, resolved))
    has = tuple(sorted(Held(row.code_id, row.start, row.end) for row in there if row.coder_id == consensus_id))
    states = Counter(case.state for case in standing)
    tally = Tally(
        open=states[OPEN],
        later=states[LATER],
        stale=states[STALE],
        settled=states[SETTLED],
        agreed=len(found.agreed),
        taken=_covered(found.agreed, has),
        sides=len({row.coder_id for row in there} & set(coder_ids)),
    )
    return Look(source_id, tuple(coder_ids), standing, found.agreed, has, tally)


def _covered(agreed: Sequence[Held], has: Sequence[Held]) -> int:
    """Count the agreed passages that lie in those the consensus `has`."""
    by_code: dict[str, list[Held]] = {}
    for held in has:
        by_code.setdefault(held.code_id, []).append(held)
    return sum(
        any(one.start <= held.start and held.end <= one.end for one in by_code.get(held.code_id, ())) for held in agreed
    )


def looks(session: Session, coder_ids: Sequence[str], progress: Progress | None = None) -> list[Look]:
    """Compare coders in all sources, in the project's order; CancelledError where `progress` says so.

    Takes some seconds for 100,000 codings, so windows ask for it beside themselves.
    """
    refuse_fewer(coder_ids)
    source_ids = list(session.scalars(select(Source.id).order_by(Source.position, Source.id)))
    consensus_id = find_consensus(session)
    wanted = [*coder_ids, *([consensus_id] if consensus_id else [])]
    columns = select(Coding.source_id, Coding.id, Coding.code_id, Coding.coder_id, Coding.start, Coding.end)
    rows = session.execute(columns.where(Coding.coder_id.in_(wanted)).order_by(Coding.source_id))
    there = {key: [Span._make(row[1:]) for row in part] for key, part in groupby(rows, key=lambda row: row[0])}
    decided = {key: list(part) for key, part in groupby(resolutions(session), key=lambda row: row.source_id)}
    found = []
    for number, source_id in enumerate(source_ids):
        go_on(progress, number, len(source_ids))
        spans, resolved = there.get(source_id, []), decided.get(source_id, [])
        found.append(_looked(source_id, spans, coder_ids, resolved, consensus_id))
    return found


def tallies(session: Session, coder_ids: Sequence[str], progress: Progress | None = None) -> dict[str, Tally]:
    """Return how far these coders have come in each source, by the source's id."""
    return {one.source_id: one.tally for one in looks(session, coder_ids, progress)}


# Choosing among them -------------------------------------------------------------------------------------------------


class Wanted(NamedTuple):
    """Which differences are looked at: of these kinds and states, about these codes; None means all.

    The codes of a theme are told by :func:`qda.core.retrieval.codes_of_theme`.
    """

    kinds: Collection[str] | None = None
    states: Collection[str] | None = None
    code_ids: Collection[str] | None = None

    def lets(self, case: Case) -> bool:
        """Tell whether a difference is among them; one about several codes is where any of them is wanted."""
        return (
            (self.kinds is None or case.difference.kind in self.kinds)
            and (self.states is None or case.state in self.states)
            and (self.code_ids is None or not set(self.code_ids).isdisjoint(case.difference.code_ids))
        )
