"""Whom and what agreement is counted over: coders, the sources they have finished, and which parts of them count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.agreement.asking import PARTICIPANTS, Ask, Compared, LeftOut
from qda.core.agreement.cutting import Layout, Span, common, without
from qda.core.coders import CONSENSUS, coders
from qda.core.documents import line_unit, source_names
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Assignment, CodingRound, Reading, Resolution, Source, Speaker, TurnRow

TRAINING = "training"
_CODE = "code"  # the task of an assignment; to verify is another


@dataclass(frozen=True, slots=True)
class Part:
    """A source that counts: `finishers` are the places of the coders who have finished it, `layout` what of it counts.

    `speech` are its turns in full: (start, where the words begin, end, whether an interviewer speaks).
    """

    id: str
    name: str
    text_hash: bytes
    characters: int
    finishers: frozenset[int]
    layout: Layout
    speech: tuple[tuple[int, int, int, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What is compared. `groups` are places of coders: all of them first, then every pair where that is asked."""

    coders: tuple[Compared, ...]
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    groups: tuple[tuple[int, ...], ...]
    round: str = ""
    training: bool = False
    consensus: bool = False
    discussed: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A source on the way to be a part of the basis, or left out; `stretches` are what counts, None all of it."""

    id: str
    name: str
    text_hash: bytes
    characters: int
    finishers: frozenset[int] = frozenset()
    stretches: tuple[Span, ...] | None = None


def find_basis(session: Session, ask: Ask) -> Basis:
    """Return whom and what an :class:`Ask` compares.

    A source counts for two coders where both have finished it, and in a round only what both were given there. Raises
    RefusedError where nothing can be compared, NotFoundError for what the project does not have.
    """
    round_name, kind, given = _round(session, ask.round_id)
    who, consensus = _people(session, ask, given)
    sources = _sources(session, ask, [person.id for person in who])
    left_out: list[LeftOut] = []
    if ask.round_id is None:
        sources = _without_training(session, sources, [person.id for person in who], left_out)
    else:
        sources = _of_round(sources, [person.id for person in who], given)
    kept = _finished_by_two(sources, who, left_out, pairs=ask.pairs)
    if not kept:
        raise RefusedError(_nothing(who, left_out))
    everybody = tuple(range(len(who)))
    pairs = tuple(combinations(everybody, 2)) if ask.pairs and len(who) > 2 else ()
    return Basis(
        coders=tuple(who),
        parts=tuple(_laid_out(session, kept, ask)),
        left_out=tuple(left_out),
        groups=(everybody, *pairs),
        round=round_name,
        training=kind == TRAINING,
        consensus=consensus,
        discussed=_discussed(session, kept),
    )


# Who -----------------------------------------------------------------------------------------------------------------


def _people(session: Session, ask: Ask, given: dict[str, dict[str, list[Span]]]) -> tuple[list[Compared], bool]:
    """Return the coders to compare, and whether a consensus coder is one of them."""
    known = {person.id: person for person in coders(session, counted=False)}
    if ask.coder_ids:
        chosen = list(dict.fromkeys(ask.coder_ids))
        if not known.keys() >= set(chosen):
            raise NotFoundError(_("That coder is not in this project any more."))
    else:
        query = select(Reading.coder_id).where(Reading.finished.is_not(None)).distinct()
        finished = set(session.scalars(query))
        chosen = [key for key, person in known.items() if key in finished and person.role != CONSENSUS]
        if ask.round_id is not None:
            chosen = [key for key in chosen if key in given]
    if len(chosen) < 2:
        raise RefusedError(
            _("Agreement needs two coders, each with a source that they have finished. Choose two, or finish a source.")
        )
    people = [Compared(key, known[key].name, known[key].initials) for key in chosen]
    return people, any(known[key].role == CONSENSUS for key in chosen)


# Which sources -------------------------------------------------------------------------------------------------------


def _sources(session: Session, ask: Ask, coder_ids: Sequence[str]) -> list[_Source]:
    """Return the sources asked for, in the project's order, with those who have finished them."""
    query = select(Source.id, Source.name, Source.text_hash, Source.characters)
    rows = {row.id: _Source(*row) for row in session.execute(query)}
    if not rows.keys() >= set(ask.source_ids):
        raise NotFoundError(_("That source is not in this project any more."))
    places = {coder_id: place for place, coder_id in enumerate(coder_ids)}
    said = select(Reading.source_id, Reading.coder_id)
    said = said.where(Reading.finished.is_not(None), Reading.coder_id.in_(coder_ids))
    finishers: dict[str, set[int]] = {}
    for source_id, coder_id in session.execute(said):
        finishers.setdefault(source_id, set()).add(places[coder_id])
    wanted = set(ask.source_ids) or rows.keys()
    asked = [key for key, _name in source_names(session) if key in wanted]
    return [replace(rows[key], finishers=frozenset(finishers.get(key, ()))) for key in asked]


def _round(session: Session, round_id: str | None) -> tuple[str, str, dict[str, dict[str, list[Span]]]]:
    """Return name and kind of a round, and what of which source it gives to each coder."""
    if round_id is None:
        return "", "", {}
    row = session.get(CodingRound, round_id)
    if row is None:
        raise NotFoundError(_("That round is not in this project any more."))
    return row.name, row.kind, _given(session, CodingRound.id == round_id)


def _given(session: Session, which: object) -> dict[str, dict[str, list[Span]]]:
    """Return coder id -> source id -> stretches to code, in the rounds of a condition."""
    query = (
        select(Assignment.coder_id, Assignment.source_id, Assignment.start, Assignment.end, Source.characters)
        .join(CodingRound, CodingRound.id == Assignment.round_id)
        .join(Source, Source.id == Assignment.source_id)
        .where(which, Assignment.task == _CODE)  # type: ignore[arg-type]
        .order_by(Assignment.source_id, Assignment.start)
    )
    found: dict[str, dict[str, list[Span]]] = {}
    for coder_id, source_id, start, end, characters in session.execute(query):
        stretches = found.setdefault(coder_id, {}).setdefault(source_id, [])
        until = characters if end is None else min(end, characters)
        begin = max(start, stretches[-1][1] if stretches else 0)
        if begin < until:
            stretches.append((begin, until))
    return found


def _of_round(
    sources: Sequence[_Source], coder_ids: Sequence[str], given: dict[str, dict[str, list[Span]]]
) -> list[_Source]:
    """Return the sources of a round, cut down to what all who have it were given."""
    kept = []
    for row in sources:
        having = [place for place, key in enumerate(coder_ids) if row.id in given.get(key, {})]
        if not having:
            continue
        finishers = row.finishers & set(having)
        stretches: list[Span] | None = None
        for place in sorted(finishers):
            theirs = given[coder_ids[place]][row.id]
            stretches = theirs if stretches is None else common(stretches, theirs)
        kept.append(replace(row, finishers=finishers, stretches=None if stretches is None else tuple(stretches)))
    return kept


def _without_training(
    session: Session, sources: Sequence[_Source], coder_ids: Sequence[str], left_out: list[LeftOut]
) -> list[_Source]:
    """Return the sources without what one of the coders was given for practice; list those it is about."""
    trained = _given(session, CodingRound.kind == TRAINING)
    kept = []
    for row in sources:
        practice = [trained[key][row.id] for key in coder_ids if row.id in trained.get(key, {})]
        rest = [(0, row.characters)]
        for stretches in practice:
            rest = without(rest, stretches)
        kept.append(replace(row, stretches=tuple(rest)) if practice else row)
        if practice and rest:
            reason = _("Part of it was coded for practice; only the rest counts.")
            left_out.append(LeftOut(row.id, row.name, reason))
        elif practice:
            left_out.append(LeftOut(row.id, row.name, _("It was coded for practice, in a training round.")))
    return kept


def _finished_by_two(
    sources: Sequence[_Source], who: Sequence[Compared], left_out: list[LeftOut], *, pairs: bool
) -> list[_Source]:
    """Return the sources that at least two coders have finished, all of them without `pairs`; list the others."""
    kept = []
    for row in sources:
        if row.stretches == ():
            if all(one.source_id != row.id for one in left_out):
                left_out.append(LeftOut(row.id, row.name, _("The coders were not given the same part of it.")))
            continue
        missing = [person.name for place, person in enumerate(who) if place not in row.finishers]
        done = [person.name for place, person in enumerate(who) if place in row.finishers]
        if len(done) == len(who):
            kept.append(row)
            continue
        if len(done) > 1 and pairs:
            kept.append(row)
            reason = _("{names} did not finish it: it counts only between those who did.")
            left_out.append(LeftOut(row.id, row.name, reason.format(names=", ".join(missing))))
        elif done:
            reason = _("Only {names} finished it.").format(names=", ".join(done))
            left_out.append(LeftOut(row.id, row.name, reason))
        else:
            left_out.append(LeftOut(row.id, row.name, _("None of them finished it.")))
    return kept


def _nothing(who: Sequence[Compared], left_out: Sequence[LeftOut]) -> str:
    names = ", ".join(person.name for person in who)
    sentence = _("There is no source that {names} have finished, so there is nothing to compare.").format(names=names)
    told = [f"{row.name}: {row.reason}" for row in left_out[:3]]
    return " ".join([sentence, *told])


# What of them --------------------------------------------------------------------------------------------------------


def _laid_out(session: Session, sources: Sequence[_Source], ask: Ask) -> list[Part]:
    """Return the sources with their turns, where they are needed, and the stretches that count."""
    line = line_unit(session)
    turns: dict[str, list[tuple[int, int, int, bool]]] = {}
    if ask.unit in ("turn", "line") or ask.speech == PARTICIPANTS or ask.intervals == "turns":
        query = select(TurnRow.source_id, TurnRow.start, TurnRow.speech, TurnRow.end, Speaker.interviewer)
        query = query.outerjoin(Speaker, Speaker.id == TurnRow.speaker_id).order_by(TurnRow.source_id, TurnRow.start)
        if len(sources) < 50:
            query = query.where(TurnRow.source_id.in_([row.id for row in sources]))
        for source_id, start, speech, end, asks in session.execute(query):
            turns.setdefault(source_id, []).append((start, speech, end, bool(asks)))
    parts = []
    for row in sources:
        spoken = turns.get(row.id, [])
        counted: Sequence[Span] | None = row.stretches
        if ask.speech == PARTICIPANTS and spoken:
            said = [(speech, end) for _start, speech, end, asks in spoken if not asks and speech < end]
            counted = said if counted is None else common(said, counted)
        # Only what the unit needs is in the key under which a cut is kept.
        spans = tuple((start, end) for start, _s, end, _a in spoken) if ask.unit in ("turn", "line") else ()
        layout = Layout(spans, None if counted is None else tuple(counted), line if ask.unit == "line" else ("turn", 0))
        parts.append(Part(row.id, row.name, row.text_hash, row.characters, row.finishers, layout, tuple(spoken)))
    return parts


def _discussed(session: Session, sources: Sequence[_Source]) -> tuple[Compared, ...]:
    """Return the sources of which differences between coders were talked about."""
    talked = set(session.scalars(select(Resolution.source_id).distinct()))
    return tuple(Compared(row.id, row.name) for row in sources if row.id in talked)
