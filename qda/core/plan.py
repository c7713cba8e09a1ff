"""The plan of double coding: rounds of drawn parts, who codes or looks over which of them, and how far each is.

In a round where coders work *independently* (`blind`), what others have coded and noted in a source is hidden from a
coder until that coder says "finished" for it. That guards against being swayed; it is no security.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from qda.core.coders import get_coder
from qda.core.draws import Draw, Stretch, draw
from qda.core.naming import clean, required
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Assignment, Coder, CodingRound, Reading, Source, Verification

KINDS = ("counted", "training")
TASKS = ("code", "verify")


@dataclass(frozen=True, slots=True)
class Round:
    """A round: its parts are `unit`s, `how` they were drawn; `coder_ids` in the order in which they joined.

    `kind` is counted or training (calibration: never in a sentence for the methods section). `task` is ``code`` where
    the parts are coded independently, ``verify`` where others' coding is looked over, which is no agreement. `share` is
    in thousandths.
    """

    id: str
    name: str
    kind: str
    task: str
    unit: str
    how: str
    share: int | None
    number: int | None
    attribute_id: str | None
    seed: int
    blind: bool
    note: str
    created: int
    coder_ids: tuple[str, ...]
    parts: int
    source_ids: tuple[str, ...]


class Given(NamedTuple):
    """A part that was given to a coder; `task` is to code or to verify it."""

    coder_id: str
    task: str
    part: Stretch


class Done(NamedTuple):
    """How far a coder is in a round: of so many `assigned` sources, so many `finished` (or looked over)."""

    coder_id: str
    assigned: int
    finished: int


# Reading the plan ----------------------------------------------------------------------------------------------------


def rounds(session: Session) -> list[Round]:
    """Return all rounds in the order in which they were planned."""
    query = select(Assignment.round_id, Assignment.coder_id, Assignment.source_id, Assignment.start, Assignment.task)
    ordered = query.join(Source, Source.id == Assignment.source_id).order_by(
        Source.position, Source.id, Assignment.start
    )
    given: dict[str, list[tuple[str, str, int, str]]] = {}
    for round_id, coder_id, source_id, start, task in session.execute(ordered):
        given.setdefault(round_id, []).append((coder_id, source_id, start, task))
    joined = list(session.scalars(select(Coder.id).order_by(Coder.id)))
    rows = session.scalars(select(CodingRound).order_by(CodingRound.position, CodingRound.id))
    return [_as_round(row, given.get(row.id, []), joined) for row in rows]


def _as_round(row: CodingRound, given: Sequence[tuple[str, str, int, str]], joined: Sequence[str]) -> Round:
    people = {coder_id for coder_id, *_rest in given}
    return Round(
        id=row.id,
        name=row.name,
        kind=row.kind,
        task="verify" if given and all(task == "verify" for *_rest, task in given) else "code",
        unit=row.unit,
        how=row.how,
        share=row.share,
        number=row.number,
        attribute_id=row.attribute_id,
        seed=row.seed,
        blind=row.blind,
        note=row.note,
        created=row.created,
        coder_ids=tuple(key for key in joined if key in people),
        parts=len({(source_id, start) for _coder, source_id, start, _task in given}),
        source_ids=tuple(dict.fromkeys(source_id for _coder, source_id, _start, _task in given)),
    )


def find_round(session: Session, name: str) -> str:
    """Return the id of the round with this id or name; NotFoundError where there is none, the first of several."""
    wanted = clean(name)
    for row in rounds(session):
        if wanted.casefold() in (row.id, row.name.casefold()):
            return row.id
    raise NotFoundError(_("There is no round called {name}.").format(name=wanted))


def assignments(session: Session, round_id: str) -> list[Given]:
    """Return what of a round was given to whom, by the project's order of sources; ends are resolved."""
    _round(session, round_id)
    query = (
        select(Assignment, Source.characters)
        .join(Source, Source.id == Assignment.source_id)
        .where(Assignment.round_id == round_id)
        .order_by(Source.position, Source.id, Assignment.start, Assignment.coder_id)
    )
    return [
        Given(
            row.coder_id,
            row.task,
            Stretch(row.source_id, row.start, characters if row.end is None else min(row.end, characters)),
        )
        for row, characters in session.execute(query)
    ]


def parts_of(session: Session, round_id: str, coder_ids: Iterable[str] | None = None) -> list[Stretch]:
    """Return the stretches of sources that a round has coded independently, each once, in the project's order.

    With `coder_ids`, only what was given to all of those. What is only to be looked over is not among them: it never
    counts for agreement. Raises NotFoundError where there is no such round.
    """
    whose: dict[Stretch, set[str]] = {}
    for coder_id, task, part in assignments(session, round_id):
        if task == "code":
            whose.setdefault(part, set()).add(coder_id)
    wanted = set(coder_ids or ())
    return [part for part, people in whose.items() if wanted <= people]


def progress(session: Session, round_id: str) -> list[Done]:
    """Return how far each coder of a round is, in the order in which they joined; sources count, not their parts."""
    given: dict[str, dict[str, str]] = {}
    for coder_id, task, part in assignments(session, round_id):
        given.setdefault(coder_id, {})[part.source_id] = task
    finishing = select(Reading.coder_id, Reading.source_id).where(Reading.finished.is_not(None))
    looking = select(Verification.coder_id, Verification.source_id)
    finished = {tuple(row) for row in session.execute(finishing)}
    verified = {tuple(row) for row in session.execute(looking)}
    return [
        Done(
            coder_id,
            len(tasks),
            sum((coder_id, key) in (verified if task == "verify" else finished) for key, task in tasks.items()),
        )
        for coder_id, tasks in sorted(given.items())
    ]


def came_later(session: Session, round_id: str) -> list[str]:
    """Return the ids of the sources that came into the project after a round was drawn: none of them is in it."""
    row = _round(session, round_id)
    inside = select(Assignment.source_id).where(Assignment.round_id == round_id)
    query = select(Source.id).where(Source.created > row.created, Source.id.not_in(inside))
    return list(session.scalars(query.order_by(Source.position, Source.id)))


def hidden_sources(session: Session, coder_id: str) -> list[str]:
    """Return the ids of the sources in which others' work is hidden from a coder, in no order.

    In a round where coders work independently everybody else's work on a source is hidden from those who are to code
    it, until they say "finished" for it.
    """
    done = select(Reading.source_id).where(Reading.coder_id == coder_id, Reading.finished.is_not(None))
    query = (
        select(Assignment.source_id)
        .join(CodingRound, CodingRound.id == Assignment.round_id)
        .where(
            CodingRound.blind.is_(True),
            Assignment.coder_id == coder_id,
            Assignment.task == "code",
            Assignment.source_id.not_in(done),
        )
    )
    return list(session.scalars(query.distinct()))


# Changing the plan ---------------------------------------------------------------------------------------------------


def plan_round(
    session: Session,
    name: str,
    wanted: Draw,
    coder_ids: Sequence[str],
    *,
    kind: str = "counted",
    task: str = "code",
    pairs: bool = False,
    blind: bool = False,
    note: str = "",
) -> str:
    """Draw the parts of a round, give them to coders, and return its id.

    Each part goes to all coders, or with `pairs` to two of them, every pair in turn so that all get alike. Raises
    RefusedError where nobody is chosen, or fewer than two for pairs, and where nothing can be drawn.
    """
    if kind not in KINDS or task not in TASKS:
        raise ValueError(f"no such round: {kind}, {task}")
    position = session.scalar(select(func.coalesce(func.max(CodingRound.position), -1)))
    drawn = draw(session, wanted)
    row = CodingRound(
        id=new_id(),
        name=required(name, _("A round needs a name.")),
        kind=kind,
        unit=wanted.unit,
        how=wanted.how,
        share=int(wanted.share * 1000) if wanted.share is not None else None,
        number=wanted.number,
        attribute_id=wanted.attribute_id,
        seed=wanted.seed,
        blind=blind and task == "code",
        note=clean(note),
        position=(0 if position is None else position) + 1,
    )
    session.add(row)
    session.flush()
    _give(session, row.id, drawn, list(dict.fromkeys(coder_ids)), task, pairs, whole=wanted.unit == "source")
    return row.id


def _give(
    session: Session,
    round_id: str,
    drawn: Sequence[Stretch],
    people: Sequence[str],
    task: str,
    pairs: bool,
    whole: bool,
) -> None:
    for coder_id in people:
        get_coder(session, coder_id)
    if not people:
        raise RefusedError(_("Choose who is to do it."))
    if pairs and len(people) < 2:
        raise RefusedError(_("Pairs need at least two coders."))
    rows = [
        {
            "round_id": round_id,
            "coder_id": coder_id,
            "source_id": part.source_id,
            "start": part.start,
            # A whole source stays whole when its text is mended.
            "end": None if whole else part.end,
            "task": task,
        }
        for part, whose in zip(drawn, _turns(people, len(drawn)) if pairs else [people] * len(drawn), strict=True)
        for coder_id in whose
    ]
    session.execute(insert(Assignment), rows)


def _turns(people: Sequence[str], number: int) -> list[tuple[str, str]]:
    """Return a pair of people for each of so many parts: the pair that had fewest, and of those who have least."""
    had = dict.fromkeys(combinations(people, 2), 0)
    load = dict.fromkeys(people, 0)
    chosen = []
    for _part in range(number):
        pair = min(had, key=lambda two: (had[two], load[two[0]] + load[two[1]]))
        had[pair] += 1
        for one in pair:
            load[one] += 1
        chosen.append(pair)
    return chosen


def edit_round(session: Session, round_id: str, **values: str | bool) -> None:
    """Change name, kind, note or `blind` of a round; what was drawn stays drawn."""
    row = _round(session, round_id)
    for field, value in values.items():
        if field == "blind":
            row.blind = bool(value)
        elif field == "kind" and value in KINDS:
            row.kind = str(value)
        elif field == "name":
            row.name = required(str(value), _("A round needs a name."))
        elif field == "note":
            row.note = clean(str(value))
        else:
            raise TypeError(f"a round has no {field} {value}")


def remove_round(session: Session, round_id: str) -> None:
    """Remove a round from the plan; everything that was coded in it stays."""
    session.delete(_round(session, round_id))


def _round(session: Session, round_id: str) -> CodingRound:
    row = session.get(CodingRound, round_id)
    if row is None:
        raise NotFoundError(_("That round is not in this project any more."))
    return row
