"""Settling differences: what was decided is kept with its reason, and the consensus has it from then on.

Changing one's mind is settling again: what the consensus had by the last decision goes, what it has by others stays.
Nobody's own passages are ever touched.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qda.core.chosen import Choice, made_codes
from qda.core.coding import coded_spans
from qda.core.documents import source
from qda.core.reconciling import Difference, Held, joined
from qda.core.reconciling import consensus as agreed_on
from qda.core.reconciling.pairing import pair
from qda.core.reconciling.resolutions import (
    BOTH,
    LATER,
    NEW,
    NOBODY,
    NOTED,
    OUTCOMES,
    TOOK,
    Resolved,
    cases,
    resolutions,
    written_sides,
)
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Resolution, now_ms


def settle(
    session: Session,
    difference: Difference,
    outcome: str,
    *,
    coder_id: str | None,
    took: Sequence[str] = (),
    choices: Sequence[Choice] = (),
    note: str | None = None,
) -> str:
    """Settle a difference and return the id of the resolution; settled again, it is the same one.

    `outcome` is ``took`` (the passages of the coders `took`), ``both`` (everybody's), ``new`` (the whole passage gets
    the codes of `choices`, made where they are missing), ``nobody`` or ``later``. `coder_id` decides; without a `note`
    that of before stays. Raises RefusedError where somebody has coded the passage otherwise meanwhile.
    """
    if outcome not in OUTCOMES or outcome == NOTED:
        raise ValueError(f"no outcome is called {outcome}")
    was = _present(session, difference)
    gave = _given(session, difference, outcome, took, choices, coder_id)
    return _put(session, difference, was, outcome, tuple(took) if outcome == TOOK else (), gave, coder_id, note)


def reopen(session: Session, difference: Difference, *, coder_id: str | None) -> None:
    """Let a difference be open again; its note stays, and the consensus loses what it had by the decision."""
    was = _present(session, difference)
    if was:
        _put(session, difference, was, NOTED, (), (), coder_id, None)


def note_on(session: Session, difference: Difference, note: str, *, coder_id: str | None) -> None:
    """Write the note on a difference, settled or not."""
    was = _present(session, difference)
    words = note.strip()
    if not was:
        if words:
            _put(session, difference, (), NOTED, (), (), coder_id, words)
        return
    row = session.get_one(Resolution, was[0].id)
    if words or row.outcome != NOTED:
        row.note = words
    else:
        session.delete(row)
    session.flush()


def _present(session: Session, difference: Difference) -> tuple[Resolved, ...]:
    """Return what was decided on a difference; RefusedError where it is not there any more as it was shown."""
    source_id = difference.source_id
    found = pair(source_id, coded_spans(session, source_id), difference.coder_ids).differences
    here = next((one for one in found if one.key == difference.key), None)
    if here is None:
        raise RefusedError(_("Somebody has coded this passage otherwise since it was shown. Look at it again."))
    standing = cases(found, resolutions(session, source_id))
    return next(case.was for case in standing if case.difference.key == here.key)


def _given(
    session: Session,
    difference: Difference,
    outcome: str,
    took: Sequence[str],
    choices: Sequence[Choice],
    coder_id: str | None,
) -> tuple[Held, ...]:
    """Return what the consensus is to have by an outcome."""
    if outcome == TOOK:
        if not took or not set(took) <= set(difference.coder_ids):
            raise RefusedError(_("Choose whose passages are taken: one of the coders compared."))
        return joined(held for coder in took for held in difference.had[coder])
    if outcome == BOTH:
        return joined(held for side in difference.sides for held in side.held)
    if outcome == NEW:
        if not choices or coder_id is None:
            raise RefusedError(_("Choose the code that the passage is to have."))
        code_ids = made_codes(session, coder_id, choices)
        return tuple(Held(code_id, difference.start, difference.end) for code_id in code_ids)
    assert outcome in (NOBODY, LATER)
    return ()


def _put(
    session: Session,
    difference: Difference,
    was: Sequence[Resolved],
    outcome: str,
    took: Sequence[str],
    gave: Sequence[Held],
    coder_id: str | None,
    note: str | None,
) -> str:
    """Keep a decision in the place of those before, and bring the consensus in step with it."""
    about = [held for side in difference.sides for held in side.held] if outcome not in (LATER, NOTED) or was else []
    before = [held for one in was for held in one.gave]
    ids = [one.id for one in was]
    agreed_on.take_back(session, difference.source_id, (*about, *before), difference.coder_ids, ids)
    row = session.get(Resolution, ids[0]) if ids else None
    for spare in ids[1:]:
        session.delete(session.get_one(Resolution, spare))
    kept_note = was[0].note if was else ""
    if row is None:
        row = Resolution(id=new_id())
        session.add(row)
    row.source_id, row.start, row.end = difference.source_id, difference.start, difference.end
    row.text_version = source(session, difference.source_id).text_version
    row.kind, row.outcome = difference.kind, outcome
    row.code_id = (gave[0].code_id if outcome == NEW else difference.code_ids[0]) if difference.code_ids else None
    row.sides = written_sides(difference.had, took, gave)
    row.note = kept_note if note is None else note.strip()
    row.coder_id, row.at = coder_id, now_ms()
    resolution_id = row.id
    if outcome == NOTED and not row.note:
        session.delete(row)
    session.flush()
    if gave:
        agreed_on.give(session, difference.source_id, gave)
    return resolution_id
