"""Codings: a coder gives a code to a passage; the join rule keeps codings of one code by one coder apart.

Two codings of one code by one coder never share a character. Where they would, they become one: the smallest id
survives, the span is their union, notes are put together by time, and links of memos and quotes move to the survivor.
Touching codings stay apart, since they are two incidents.

A weight is a whole number of :data:`WEIGHTS`, or none. Where codings of different weights become one, `weights` says
which stays: ``highest``, ``lowest``, ``newest`` (that of the coding made last), or ``ask``, which raises QuestionError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import EllipsisType
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from qda.core.documents import source
from qda.core.memos import move_links
from qda.errors import NotFoundError, QuestionError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, Coder, Coding, MemoLink, Quote, Source, now_ms

WEIGHTS = range(101)
WEIGHT_ANSWERS = (
    ("highest", _("Keep the highest")),
    ("lowest", _("Keep the lowest")),
    ("newest", _("Keep the newest")),
)


class CodingRow(NamedTuple):
    """A coding as the transcript shows it; offsets in code points of the source's text.

    A named tuple, since a transcript may have thousands and each is made in a third of a dataclass's time.
    """

    id: str
    source_id: str
    code_id: str
    coder_id: str
    start: int
    end: int
    weight: int | None
    note: str
    created: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying did: the coding that now holds the passage, and the ids of those that became part of it."""

    id: str
    joined: tuple[str, ...] = ()


_COLUMNS = select(
    Coding.id,
    Coding.source_id,
    Coding.code_id,
    Coding.coder_id,
    Coding.start,
    Coding.end,
    Coding.weight,
    Coding.note,
    Coding.created,
)


def codings(session: Session, source_id: str) -> list[CodingRow]:
    """Return all codings of a source, by start and then longest first."""
    query = _COLUMNS.where(Coding.source_id == source_id).order_by(Coding.start, Coding.end.desc(), Coding.id)
    return list(map(CodingRow._make, session.execute(query)))


class Span(NamedTuple):
    """The least of a coding: what is marked in a transcript, and whose it is."""

    id: str
    code_id: str
    coder_id: str
    start: int
    end: int


def coded_spans(session: Session, source_id: str) -> list[Span]:
    """Return where a source is coded, in no order; quicker than :func:`codings`, since a transcript opens with it."""
    query = select(Coding.id, Coding.code_id, Coding.coder_id, Coding.start, Coding.end)
    return list(map(Span._make, session.execute(query.where(Coding.source_id == source_id))))


def notes_and_weights(session: Session, source_id: str) -> dict[str, tuple[str, int | None]]:
    """Return note and weight of those codings of a source that have either, by their ids."""
    query = select(Coding.id, Coding.note, Coding.weight).where(Coding.source_id == source_id)
    rows = session.execute(query.where((Coding.note != "") | Coding.weight.is_not(None)))
    return {key: (note, weight) for key, note, weight in rows}


def codings_by_id(session: Session, coding_ids: Sequence[str]) -> list[CodingRow]:
    """Return those of these codings that are still there."""
    rows = [session.execute(_COLUMNS.where(Coding.id.in_(part))).all() for part in _parts(list(coding_ids))]
    return [CodingRow._make(row) for part in rows for row in part]


def apply_code(
    session: Session,
    coder_id: str,
    code_id: str,
    source_id: str,
    start: int,
    end: int,
    *,
    note: str = "",
    weight: int | None = None,
    weights: str = "ask",
) -> Applied:
    """Give ``[start, end)`` of a source a code; overlapping codings of the same coder and code are joined with it.

    Raises RefusedError for an empty passage or one outside the text, for a code that is only a heading and for what is
    no weight; QuestionError where differing weights would be joined.
    """
    text_version = source_of_passage(session, source_id, start, end).text_version
    _refuse_heading(session, code_id)
    _refuse_weight(weight)
    if session.get(Coder, coder_id) is None:
        raise NotFoundError(_("That coder is not in this project any more."))
    cluster = _overlapping(session, coder_id, code_id, source_id, start, end)
    if any(old.start <= start and end <= old.end for old in cluster) and not note and weight is None:
        return Applied(cluster[0].id)
    fresh = Coding(
        id=new_id(),
        source_id=source_id,
        code_id=code_id,
        coder_id=coder_id,
        start=start,
        end=end,
        text_version=text_version,
        note=note.strip(),
        weight=weight,
        created=now_ms(),
    )
    if not cluster:
        session.add(fresh)
        session.flush()
        return Applied(fresh.id)
    return _join(session, [*cluster, fresh], weights)


def source_of_passage(session: Session, source_id: str, start: int, end: int) -> Source:
    """Return the source of a passage; RefusedError where it is empty or does not lie in the text."""
    row = source(session, source_id)
    if not 0 <= start < end <= row.characters:
        raise RefusedError(
            _("The passage {start}-{end} does not lie in the text, which has {length} characters.").format(
                start=start, end=end, length=row.characters
            )
        )
    return row


class AppliedMany(NamedTuple):
    """How many passages were coded anew, how many codings became part of one, and how many had the code already."""

    coded: int
    joined: int
    known: int


def apply_code_to(
    session: Session,
    coder_id: str,
    code_id: str,
    source_id: str,
    spans: Sequence[tuple[int, int]],
    *,
    weights: str = "ask",
) -> AppliedMany:
    """Give many passages of a source a code, as :func:`apply_code` would one by one, with few statements.

    The passages are in order and share no character with each other. Raises what :func:`apply_code` raises.
    """
    text_version = source(session, source_id).text_version
    for start, end in spans:
        source_of_passage(session, source_id, start, end)
    _refuse_heading(session, code_id)
    if session.get(Coder, coder_id) is None:
        raise NotFoundError(_("That coder is not in this project any more."))
    mine = (Coding.source_id == source_id, Coding.code_id == code_id, Coding.coder_id == coder_id)
    there = list(session.scalars(select(Coding).where(*mine).order_by(Coding.start)))
    coded = joined = known = 0
    for start, end in spans:
        cluster = [old for old in there if old.start < end and old.end > start]
        if any(old.start <= start and end <= old.end for old in cluster):
            known += 1
            continue
        fresh = Coding(
            id=new_id(),
            source_id=source_id,
            code_id=code_id,
            coder_id=coder_id,
            start=start,
            end=end,
            text_version=text_version,
            created=now_ms(),
        )
        coded += 1
        if cluster:
            applied = _join(session, [*cluster, fresh], weights)
            joined += len(cluster)
            there = [old for old in there if old.id not in applied.joined]
        else:
            session.add(fresh)
    session.flush()
    return AppliedMany(coded, joined, known)


def remove_codings(session: Session, coding_ids: Iterable[str]) -> int:
    """Take codings away and return how many there were; chosen quotes and memos on the passage stay."""
    removed = 0
    for part in _parts(list(coding_ids)):
        removed += session.execute(delete(Coding).where(Coding.id.in_(part))).rowcount  # type: ignore[attr-defined]
    return removed


def uncode(session: Session, coder_id: str, code_id: str, source_id: str, start: int, end: int) -> int:
    """Take a coder's code away from ``[start, end)`` only: codings that reach further are shortened or split.

    Returns the number of codings that were touched.
    """
    touched = _overlapping(session, coder_id, code_id, source_id, start, end)
    for old in touched:
        _cut(session, old, start, end)
    session.flush()
    return len(touched)


def resize_coding(session: Session, coding_id: str, start: int, end: int, *, weights: str = "ask") -> Applied:
    """Give a coding other borders; what it then overlaps of the same coder and code is joined with it."""
    row = _coding(session, coding_id)
    source_of_passage(session, row.source_id, start, end)
    others = _overlapping(session, row.coder_id, row.code_id, row.source_id, start, end, besides=row.id)
    row.start, row.end = start, end
    session.flush()
    return _join(session, [row, *others], weights) if others else Applied(row.id)


def split_coding(session: Session, coding_id: str, points: Sequence[int]) -> tuple[str, ...]:
    """Divide a coding at `points` and return the ids of its parts in order, which touch.

    Every part has the code, note and weight, and the memos on it; a quote chosen from it goes to the part in which it
    begins. Raises RefusedError where no point lies inside the passage.
    """
    row = _coding(session, coding_id)
    inside = sorted({point for point in points if row.start < point < row.end})
    if not inside:
        raise RefusedError(_("A passage is divided at a place inside it; that one lies at its border or outside."))
    ends = [*inside[1:], row.end]
    row.end = inside[0]
    fresh = [_copy(row, start, end) for start, end in zip(inside, ends, strict=True)]
    session.add_all(fresh)
    session.flush()
    for part in fresh:
        begins_here = (Quote.coding_id == row.id, Quote.start >= part.start, Quote.start < part.end)
        session.execute(update(Quote).where(*begins_here).values(coding_id=part.id))
    for memo_id in session.scalars(select(MemoLink.memo_id).where(MemoLink.coding_id == row.id)).all():
        session.add_all(MemoLink(memo_id=memo_id, coding_id=part.id) for part in fresh)
    session.flush()
    return row.id, *(part.id for part in fresh)


def recode(session: Session, coding_ids: Sequence[str], code_id: str, *, weights: str = "ask") -> int:
    """Give codings another code and return how many were joined away, because the passage had that code already."""
    _refuse_heading(session, code_id)
    for part in _parts(list(coding_ids)):
        session.execute(update(Coding).where(Coding.id.in_(part)).values(code_id=code_id))
    session.expire_all()
    return join_overlaps(session, code_id, weights=weights)


def edit_coding(
    session: Session, coding_id: str, *, note: str | None = None, weight: int | EllipsisType | None = ...
) -> None:
    """Change the note of a coding, or its weight (None takes it away); what isn't given stays."""
    row = _coding(session, coding_id)
    if note is not None:
        row.note = note.strip()
    if not isinstance(weight, EllipsisType):
        _refuse_weight(weight)
        row.weight = weight


def join_overlaps(session: Session, code_id: str, *, weights: str = "ask") -> int:
    """Bring the join rule about for one code, for all coders and sources; return how many codings were joined away."""
    query = (
        select(Coding)
        .where(Coding.code_id == code_id)
        .order_by(Coding.coder_id, Coding.source_id, Coding.start, Coding.id)
    )
    joined = 0
    for _key, rows in groupby(session.scalars(query).all(), key=lambda row: (row.coder_id, row.source_id)):
        for cluster in overlapping_clusters(list(rows)):
            joined += len(_join(session, cluster, weights).joined)
    return joined


def overlapping_clusters(rows: list[Coding]) -> list[list[Coding]]:
    """Return the groups of two or more codings, sorted by start, that share characters directly or through others."""
    clusters: list[list[Coding]] = []
    current: list[Coding] = []
    reach = 0
    for row in rows:
        if current and row.start < reach:
            current.append(row)
        else:
            clusters.append(current)
            current = [row]
            reach = row.end
        reach = max(reach, row.end)
    clusters.append(current)
    return [cluster for cluster in clusters if len(cluster) > 1]


def _join(session: Session, cluster: list[Coding], weights: str) -> Applied:
    weight = _weight_that_stays(cluster, weights)
    stored = sorted((row for row in cluster if row in session), key=lambda row: row.id)
    survivor, others = stored[0], [row.id for row in stored[1:]]
    notes = [row.note for row in sorted(cluster, key=lambda row: row.created) if row.note]
    survivor.start = min(row.start for row in cluster)
    survivor.end = max(row.end for row in cluster)
    survivor.note = "\n\n".join(dict.fromkeys(notes))
    survivor.weight = weight
    session.flush()
    for part in _parts(others):
        session.execute(update(Quote).where(Quote.coding_id.in_(part)).values(coding_id=survivor.id))
        move_links(session, "coding_id", part, survivor.id)
        session.execute(delete(Coding).where(Coding.id.in_(part)))
    return Applied(survivor.id, tuple(others))


def _weight_that_stays(cluster: Sequence[Coding], which: str) -> int | None:
    rows = sorted((row for row in cluster if row.weight is not None), key=lambda row: (row.created, row.id))
    weights = [row.weight for row in rows if row.weight is not None]
    if len(set(weights)) < 2:
        return next(iter(weights), None)
    ways = {"highest": max(weights), "lowest": min(weights), "newest": weights[-1]}
    if which in ways:
        return ways[which]
    if which != "ask":
        raise ValueError(f"no way to choose a weight is called {which}")
    differing = tuple(sorted(set(weights)))
    words = _("These passages become one, but they carry different weights ({weights}). Which one is to stay?")
    raise QuestionError(words.format(weights=", ".join(map(str, differing))), differing, "weights", WEIGHT_ANSWERS)


def _copy(row: Coding, start: int, end: int) -> Coding:
    """Return a coding like `row` on other words."""
    return Coding(
        id=new_id(),
        source_id=row.source_id,
        code_id=row.code_id,
        coder_id=row.coder_id,
        start=start,
        end=end,
        text_version=row.text_version,
        weight=row.weight,
        note=row.note,
        created=row.created,
    )


def _cut(session: Session, old: Coding, start: int, end: int) -> None:
    if start <= old.start and old.end <= end:
        session.delete(old)
        return
    if old.start < start and end < old.end:
        session.add(_copy(old, end, old.end))
        old.end = start
    elif old.start < start:
        old.end = start
    else:
        old.start = end


def _overlapping(
    session: Session, coder_id: str, code_id: str, source_id: str, start: int, end: int, besides: str | None = None
) -> list[Coding]:
    query = select(Coding).where(
        Coding.source_id == source_id,
        Coding.code_id == code_id,
        Coding.coder_id == coder_id,
        Coding.start < end,
        Coding.end > start,
    )
    if besides is not None:
        query = query.where(Coding.id != besides)
    return list(session.scalars(query.order_by(Coding.start)))


def _refuse_heading(session: Session, code_id: str) -> None:
    code = session.get(Code, code_id)
    if code is None:
        raise NotFoundError(_("That code is not in this project any more."))
    if not code.codable:
        raise RefusedError(_("“{name}” is only a heading; choose one of its codes.").format(name=code.name))


def _refuse_weight(weight: int | None) -> None:
    if weight is not None and weight not in WEIGHTS:
        raise RefusedError(
            _("{weight} is no weight: a weight is a whole number from {least} to {most}.").format(
                weight=weight, least=WEIGHTS[0], most=WEIGHTS[-1]
            )
        )


def _coding(session: Session, coding_id: str) -> Coding:
    row = session.get(Coding, coding_id)
    if row is None:
        raise NotFoundError(_("That coded passage is not in this project any more."))
    return row


def _parts(ids: list[str], size: int = 500) -> list[list[str]]:
    return [ids[first : first + size] for first in range(0, len(ids), size)]
