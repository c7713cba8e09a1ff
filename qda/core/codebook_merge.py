"""Codes that become one, and one that becomes two: what would happen, in numbers, and doing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from qda.core.codebook import TEXTS, code_beside, meant_beside, move_code
from qda.core.codebook_places import free_spelling, get_code, place_under, refuse_cycle
from qda.core.coding import join_overlaps, overlapping_clusters, recode
from qda.core.memos import move_links
from qda.core.naming import required
from qda.core.reconciling import resolutions
from qda.core.tables.frame_names import move_rows
from qda.core.themes.placing import merge_places
from qda.core.themes.relations import Node, move_relations
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Code, CodePlace, Coding, MemoLink, Quote, ThemeCode

JOIN, KEEP = "join", "keep"
"""What becomes of definitions: put together, or the target's kept; instead of either, the id of the code they are
taken from."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging would do: numbers of `codes` that go, `passages` that move, and of those `joined` away by overlap.

    `themes`, `exemplars` and `memos` are places that the target takes over or shares already, `below` codes that move
    under it. `weights` are those that would meet on one passage, where somebody must say which stays.
    """

    codes: int
    passages: int
    joined: int
    themes: int
    exemplars: int
    memos: int
    below: int
    weights: tuple[int, ...]


def merging(session: Session, code_ids: Iterable[str], target: str) -> Merging:
    """Say what :func:`merge_codes` would do; raises RefusedError where it would."""
    merged = _merged(session, code_ids, target)

    def count(column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> int:
        return session.scalar(select(func.count()).where(column.in_(merged))) or 0

    joined, weights = _overlaps(session, Coding.code_id.in_([target, *merged]))
    places = (CodePlace.parent_id.in_(merged), CodePlace.main.is_(True), CodePlace.code_id.not_in([target, *merged]))
    return Merging(
        codes=len(merged),
        passages=count(Coding.code_id),
        joined=joined,
        themes=count(ThemeCode.code_id),
        exemplars=count(Quote.code_id),
        memos=count(MemoLink.code_id),
        below=session.scalar(select(func.count()).select_from(CodePlace).where(*places)) or 0,
        weights=weights,
    )


def _merged(session: Session, code_ids: Iterable[str], target: str) -> list[str]:
    """Return the codes that go, each once; raise RefusedError where the target can't take them."""
    merged = [code_id for code_id in dict.fromkeys(code_ids) if code_id != target]
    kept = get_code(session, target)
    for code_id in merged:
        get_code(session, code_id)
        refuse_cycle(session, code_id, target)
    if not kept.codable and session.scalar(select(Coding.id).where(Coding.code_id.in_(merged)).limit(1)):
        raise RefusedError(_("“{name}” is only a heading, and no passages move to it.").format(name=kept.name))
    return merged


def _overlaps(session: Session, which: ColumnElement[bool]) -> tuple[int, tuple[int, ...]]:
    """Count the codings that would be joined away if `which` had one code, and tell the weights that would meet."""
    query = select(Coding.coder_id, Coding.source_id, Coding.start, Coding.end, Coding.weight).where(which)
    joined, meeting = 0, set[int]()
    ordered = query.order_by(Coding.coder_id, Coding.source_id, Coding.start, Coding.id)
    for _key, rows in groupby(session.execute(ordered), key=lambda row: (row[0], row[1])):
        for cluster in overlapping_clusters(cast(list[Coding], list(rows))):
            joined += len(cluster) - 1
            weights = {row.weight for row in cluster if row.weight is not None}
            meeting |= weights if len(weights) > 1 else set()
    return joined, tuple(sorted(meeting))


def merged_texts(kept: Mapping[str, str], others: Mapping[str, Mapping[str, str]], definitions: str) -> dict[str, str]:
    """Return definition, include, exclude and example of merged codes, each given as such a mapping.

    `others` are the codes that go, by id. `definitions` is JOIN, KEEP or the id of the one whose words are taken, where
    it has any.
    """
    if definitions == KEEP:
        return {field: kept[field] for field in TEXTS}
    if definitions != JOIN:
        return {field: others[definitions][field] or kept[field] for field in TEXTS}
    parts = {field: (kept[field], *(other[field] for other in others.values())) for field in TEXTS}
    return {field: "\n".join(dict.fromkeys(part for part in several if part)) for field, several in parts.items()}


def merge_codes(
    session: Session, code_ids: Iterable[str], target: str, *, definitions: str = JOIN, weights: str = "ask"
) -> int:
    """Merge codes into `target` and return how many codings were joined because both codes lay on the same words.

    Codings, themes, quotes, memos, relations and rows of framework matrices move to the target, codes below become its
    children, and `definitions` says which are left (:func:`merged_texts`). Raises QuestionError where differing weights
    meet and `weights` doesn't say which stays (:mod:`qda.core.coding`).
    """
    merged = _merged(session, code_ids, target)
    kept = get_code(session, target)
    texts = {code_id: _texts(get_code(session, code_id)) for code_id in merged}
    for field, words in merged_texts(_texts(kept), texts, definitions if merged else KEEP).items():
        setattr(kept, field, words)
    for code_id in merged:
        _move_uses(session, code_id, target)
        session.flush()
        session.delete(get_code(session, code_id))
        session.flush()
    session.expire_all()
    return join_overlaps(session, target, weights=weights)


def _texts(code: Code) -> dict[str, str]:
    return {field: getattr(code, field) for field in TEXTS}


def _move_uses(session: Session, code_id: str, target: str) -> None:
    session.execute(update(Coding).where(Coding.code_id == code_id).values(code_id=target))
    move_links(session, "code_id", [code_id], target)
    _move_exemplars(session, code_id, target)
    move_relations(session, Node("code", code_id), Node("code", target))
    move_rows(session, code_id, target)
    resolutions.move_code(session, code_id, target)
    has = set(session.scalars(select(ThemeCode.theme_id).where(ThemeCode.code_id == target)))
    for link in session.scalars(select(ThemeCode).where(ThemeCode.code_id == code_id)).all():
        if link.theme_id in has:
            session.delete(link)
        else:
            link.code_id = target
    merge_places(session, code_id, target)
    for place in session.scalars(select(CodePlace).where(CodePlace.parent_id == code_id)).all():
        if place.main:
            child = get_code(session, place.code_id)
            child.name = free_spelling(session, child.name, target, besides=child.id)
            move_code(session, child.id, target)
        elif place.code_id == target or place_under(session, place.code_id, target):
            session.delete(place)
        else:
            place.parent_id = target
        session.flush()


def _move_exemplars(session: Session, code_id: str, target: str, coding_ids: Sequence[str] | None = None) -> None:
    """Let quotes picked as examples of one code be the target's: all, or those whose passages are these codings."""
    passage = select(Quote.source_id, Quote.start, Quote.end)
    has = set(session.execute(passage.where(Quote.code_id == target)))
    moving = select(Quote).where(Quote.code_id == code_id)
    spans: set[object] | None = None
    if coding_ids is not None:
        rows = select(Coding.source_id, Coding.start, Coding.end).where(Coding.id.in_(coding_ids))
        spans = {tuple(row) for row in session.execute(rows)}
    for quote in session.scalars(moving).all():
        span = (quote.source_id, quote.start, quote.end)
        if spans is not None and span not in spans:
            continue
        if span in has:
            session.delete(quote)
        else:
            quote.code_id = target
    session.flush()


@dataclass(frozen=True, slots=True)
class Splitting:
    """What splitting would do: `moved` passages go to `target` (None: a new code), `left` stay.

    Of those moved, `joined` would be joined away by overlap with what has that code; `weights` as in Merging.
    """

    target: str | None
    moved: int
    left: int
    joined: int
    weights: tuple[int, ...]


def splitting(session: Session, code_id: str, coding_ids: Sequence[str], other: str) -> Splitting:
    """Say what :func:`split_code` would do; raises RefusedError where it would, or where no code is named yet."""
    wanted = _of_code(session, code_id, coding_ids)
    target = meant_beside(session, code_id, required(other, _("Name the code that they are to have.")))
    _refuse_target(session, code_id, target)
    joined, weights = 0, tuple[int, ...]()
    if target is not None:
        joined, weights = _overlaps(session, or_(Coding.code_id == target, Coding.id.in_(wanted)))
    whole = session.scalar(select(func.count()).where(Coding.code_id == code_id)) or 0
    return Splitting(target, len(wanted), whole - len(wanted), joined, weights)


@dataclass(frozen=True, slots=True)
class Split:
    """What splitting did: the code that has the passages now, how many moved, how many of those overlapped there."""

    code_id: str
    moved: int
    joined: int


def split_code(
    session: Session,
    code_id: str,
    coding_ids: Sequence[str],
    other: str,
    *,
    coder_id: str | None = None,
    weights: str = "ask",
) -> Split:
    """Give some passages of a code another one: a path or name, known or new (then it stands beside the code).

    Passages picked as examples of the code go along. Raises RefusedError where there are none, where some are not this
    code's, and where the other code is the same one.
    """
    wanted = _of_code(session, code_id, coding_ids)
    target = code_beside(session, code_id, other, coder_id=coder_id)
    _refuse_target(session, code_id, target)
    _move_exemplars(session, code_id, target, wanted)
    return Split(target, len(wanted), recode(session, wanted, target, weights=weights))


def _of_code(session: Session, code_id: str, coding_ids: Sequence[str]) -> list[str]:
    """Return the ids of these codings of a code, each once; raise RefusedError where one is not the code's."""
    get_code(session, code_id)
    wanted = list(dict.fromkeys(coding_ids))
    if not wanted:
        raise RefusedError(_("Tick the passages that are to have the other code."))
    query = select(func.count()).where(Coding.code_id == code_id, Coding.id.in_(wanted))
    if session.scalar(query) != len(wanted):
        raise RefusedError(_("Some of these passages don't have this code any more. Open the list again."))
    return wanted


def _refuse_target(session: Session, code_id: str, target: str | None) -> None:
    if target == code_id:
        raise RefusedError(_("These passages have that code already; give them another one."))
    if target is not None and not get_code(session, target).codable:
        name = get_code(session, target).name
        raise RefusedError(_("“{name}” is only a heading, and no passages move to it.").format(name=name))
