"""The consensus coder: one more coder, whose passages are what a team agreed on; everybody's own stay as they are.

It is made when something is first agreed on. Its id comes from the project's, so that copies of a project that each
began a consensus have the same one when they come together. What it has of a code heeds the join rule.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import readings
from qda.core.coders import COLOURS, CONSENSUS
from qda.core.coding import apply_code, apply_code_to, coded_spans, uncode
from qda.core.reconciling import Held
from qda.core.reconciling.pairing import pair
from qda.core.reconciling.resolutions import LATER, OPEN, STALE, cases, resolutions
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.storage.models import Coder, Study

_COLOUR = "slate"


def find_consensus(session: Session) -> str | None:
    """Return the id of the consensus coder; None where nothing was agreed on yet."""
    return session.scalar(select(Coder.id).where(Coder.role == CONSENSUS).order_by(Coder.id).limit(1))


def consensus_coder(session: Session) -> str:
    """Return the id of the consensus coder, after making it where there is none."""
    found = find_consensus(session)
    if found is not None:
        return found
    taken = set(session.scalars(select(Coder.colour)))
    colour = _COLOUR if _COLOUR not in taken else next((one for one in COLOURS if one not in taken), _COLOUR)
    row = Coder(id=_own_id(session), name=_("Consensus"), initials=_("Co"), colour=colour, role=CONSENSUS)
    session.add(row)
    session.flush()
    return row.id


def _own_id(session: Session) -> str:
    """Return the id that the consensus of this project has in every copy; it stands behind those of all people."""
    study = session.scalar(select(Study.id).order_by(Study.id).limit(1)) or ""
    return f"f{hashlib.sha256(f'consensus of {study}'.encode()).hexdigest()[:31]}"


def give(session: Session, source_id: str, passages: Iterable[Held]) -> None:
    """Let the consensus have passages; those of one code that overlap become one."""
    consensus_id = consensus_coder(session)
    for code_id, start, end in passages:
        apply_code(session, consensus_id, code_id, source_id, start, end)


def take_back(
    session: Session, source_id: str, passages: Iterable[Held], coder_ids: Sequence[str], but: Iterable[str]
) -> None:
    """Take passages from the consensus, but not what it has for another reason.

    Those are what other resolutions gave it (all but those of the ids `but`), and what all of `coder_ids` have alike
    and it has, too.
    """
    away = tuple(dict.fromkeys(passages))
    consensus_id = find_consensus(session)
    if consensus_id is None or not away:
        return
    left = set(but)
    other = [held for one in resolutions(session, source_id) if one.id not in left for held in one.gave]
    there = coded_spans(session, source_id)
    has = [Held(row.code_id, row.start, row.end) for row in there if row.coder_id == consensus_id]
    agreed = [held for held in pair(source_id, there, coder_ids).agreed if any(_within(held, one) for one in has)]
    stays = [held for held in dict.fromkeys((*other, *agreed)) if any(_share(held, one) for one in away)]
    for code_id, start, end in away:
        uncode(session, consensus_id, code_id, source_id, start, end)
    give(session, source_id, stays)


def _within(inner: Held, outer: Held) -> bool:
    return inner.code_id == outer.code_id and outer.start <= inner.start and inner.end <= outer.end


def _share(one: Held, other: Held) -> bool:
    return one.code_id == other.code_id and one.start < other.end and one.end > other.start


# What all agree on, and being done -----------------------------------------------------------------------------------


def take_agreed(session: Session, source_id: str, coder_ids: Sequence[str]) -> int:
    """Let the consensus have what all of these coders have alike in a source; return how many passages were new to it.

    Raises RefusedError for fewer than two coders.
    """
    refuse_fewer(coder_ids)
    agreed = sorted(pair(source_id, coded_spans(session, source_id), coder_ids).agreed)
    if not agreed:
        return 0
    consensus_id, fresh = consensus_coder(session), 0
    for code_id, held in groupby(agreed, key=lambda one: one.code_id):
        spans = [(one.start, one.end) for one in held]
        fresh += apply_code_to(session, consensus_id, code_id, source_id, spans).coded
    return fresh


def finish_consensus(session: Session, source_id: str, coder_ids: Sequence[str], *, finished: bool = True) -> None:
    """Say that the consensus on a source is done, or is not.

    Raises RefusedError where something is open between these coders, to be discussed later or coded otherwise since,
    and where not all that they agree on is taken over.
    """
    consensus_id = consensus_coder(session)
    if finished:
        refuse_fewer(coder_ids)
        there = coded_spans(session, source_id)
        found = pair(source_id, there, coder_ids)
        states = [case.state for case in cases(found.differences, resolutions(session, source_id))]
        left = sum(state in (OPEN, LATER, STALE) for state in states)
        if left:
            sentence = n_(
                "{n} difference is still to be settled in this source.",
                "{n} differences are still to be settled in this source.",
                left,
            )
            raise RefusedError(sentence)
        has = [Held(row.code_id, row.start, row.end) for row in there if row.coder_id == consensus_id]
        if not all(any(_within(held, one) for one in has) for held in found.agreed):
            raise RefusedError(_("Take over first what you agree on in this source."))
    readings.finish(session, consensus_id, [source_id], finished=finished)


def refuse_fewer(coder_ids: Sequence[str]) -> None:
    """Raise RefusedError for fewer than two coders."""
    if len(set(coder_ids)) < 2:
        raise RefusedError(_("Choose at least two coders to compare."))
