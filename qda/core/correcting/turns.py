"""Turns of a corrected text: those that stay move along, and where something was corrected they are read anew.

Reading anew is the reading of imports (:func:`qda.core.importers.speakers.find_turns`), and sound only where that finds
the turns that are there; elsewhere (subtitles, tables of speakers, names in bold) turns follow their words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from qda.core.correcting import speakers
from qda.core.importers.speakers import find_turns
from qda.core.replacing import Replaced
from qda.core.text import Turn
from qda.differing import Swap
from qda.storage.models import Speaker, TurnRow


@dataclass(frozen=True, slots=True)
class _Kept:
    """A turn of the old text with its row."""

    id: str
    speaker_id: str | None
    turn: Turn


@dataclass(frozen=True, slots=True)
class _Region:
    """Turns ``[first, last)`` of the old text, at which something is corrected, and where they lie in both texts."""

    first: int
    last: int
    old: tuple[int, int]
    new: tuple[int, int]


def follow(
    session: Session, source_id: str, old: str, new: str, swaps: Sequence[Swap], read: Sequence[Turn] | None = None
) -> None:
    """Bring the turns and speakers of a source in step with its `new` text, which differs from the `old` by `swaps`.

    `read` are the turns of the new text where somebody knows them, as the reader of a corrected file does. A turn that
    goes on keeps its row, and its times where the text itself tells none.
    """
    kept = _rows(session, source_id)
    replaced = Replaced(new, tuple(swaps))
    if read is not None:
        regions = [_Region(0, len(kept), (0, len(old)), (0, len(new)))]
        was: Sequence[Turn] = ()
        now = read
    else:
        regions = _regions(kept, old, new, replaced)
        was, now = find_turns(old), find_turns(new)
    stay: list[tuple[_Kept, Turn]] = []
    fresh: list[Turn] = []
    gone: list[str] = []
    done = 0
    for region in regions:
        stay += [(one, _shifted(one.turn, replaced)) for one in kept[done : region.first]]
        done = region.last
        there = kept[region.first : region.last]
        before = [one.turn for one in there]
        turns = list(now) if read is not None else _read_anew(was, now, region, before, replaced)
        for one, turn in _matched(
            there, turns if turns is not None else _followed(old, new, before, replaced), replaced
        ):
            if one is None and turn is not None:
                fresh.append(turn)
            elif one is not None and turn is not None:
                stay.append((one, _timed(turn, one.turn)))
            elif one is not None:
                gone.append(one.id)
    stay += [(one, _shifted(one.turn, replaced)) for one in kept[done:]]
    _write(session, source_id, stay, fresh, gone)


def _rows(session: Session, source_id: str) -> list[_Kept]:
    columns = (TurnRow.start, TurnRow.end, TurnRow.speech, Speaker.label, TurnRow.begin_ms, TurnRow.end_ms)
    query = select(TurnRow.id, TurnRow.speaker_id, *columns).outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
    rows = session.execute(query.where(TurnRow.source_id == source_id).order_by(TurnRow.start))
    return [_Kept(row[0], row[1], Turn(*row[2:])) for row in rows]


def _regions(kept: Sequence[_Kept], old: str, new: str, replaced: Replaced) -> list[_Region]:
    """Return the runs of turns at which something is corrected, with one more on either side."""
    ends, starts = [one.turn.end for one in kept], [one.turn.start for one in kept]
    found: list[tuple[int, int]] = []
    for begin, finish, _there, _until in replaced.swaps:
        first = max(bisect_left(ends, begin) - 1, 0)
        last = min(bisect_right(starts, finish) + 1, len(kept))
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    regions = []
    for first, last in found:
        begin, finish = ends[first - 1] if first else 0, starts[last] if last < len(kept) else len(old)
        there = replaced.at(begin) if first else 0, replaced.at(finish) if last < len(kept) else len(new)
        regions.append(_Region(first, last, (begin, finish), there))
    return regions


def _shifted(turn: Turn, replaced: Replaced) -> Turn:
    start, end, speech = (replaced.at(position) for position in (turn.start, turn.end, turn.speech))
    return replace(turn, start=start, end=end, speech=speech)


def _read_anew(
    was: Sequence[Turn], now: Sequence[Turn], region: _Region, there: Sequence[Turn], replaced: Replaced
) -> list[Turn] | None:
    """Return the turns that reading finds in a region; None where it does not find those that are there.

    It decides on a document as a whole, so that a label may be none any more where another one was taken out.
    """
    before = [turn for turn in was if region.old[0] <= turn.start < region.old[1]]
    if [_said(turn) for turn in before] != [_said(turn) for turn in there]:
        return None
    begin, finish = region.new
    found = [replace(turn, end=min(turn.end, finish)) for turn in now if begin <= turn.start < finish]
    starts = {(turn.start, turn.speaker) for turn in found}
    for turn in there:
        first = bisect_left(replaced.swaps, turn.start, key=lambda swap: swap[1])
        touched = first < len(replaced.swaps) and replaced.swaps[first][0] < turn.speech
        if not touched and (replaced.at(turn.start), turn.speaker) not in starts:
            return None
    return found


def _said(turn: Turn) -> tuple[int, int, int, str | None]:
    return turn.start, turn.end, turn.speech, turn.speaker


def _followed(old: str, new: str, there: Sequence[Turn], replaced: Replaced) -> list[Turn]:
    """Return turns where their words are: what was put in at either end of one is part of it, up to a new paragraph."""
    put_in = {start: (first, last) for start, end, first, last in replaced.swaps if start == end}
    found: list[Turn] = []
    for turn in there:
        place = replaced.place(turn.start, turn.end)
        start, end = place or (replaced.at(turn.start), replaced.at(turn.start))
        if turn.start in put_in:
            first, last = put_in[turn.start]
            start = last if new[first:last].endswith("\n") else first
        if turn.end in put_in:
            end = max(end, put_in[turn.end][1])
        start = max(start, found[-1].end if found else 0)
        end = start + len(new[start:end].rstrip())
        if start >= end:
            continue
        label = old[turn.start : turn.speech]
        speech = start + len(label) if new.startswith(label, start) else replaced.at(turn.speech)
        found.append(replace(turn, start=start, end=end, speech=min(max(speech, start), end)))
    return found


def _matched(
    there: Sequence[_Kept], turns: Sequence[Turn], replaced: Replaced
) -> Iterator[tuple[_Kept | None, Turn | None]]:
    """Pair old and new turns in their order, by speaker and by the words that both hold; None: goes, or is new."""
    places = [replaced.place(one.turn.start, one.turn.end) for one in there]
    next_one = 0
    for turn in turns:
        best, most = -1, (False, 0)
        for number in range(next_one, len(there)):
            place = places[number]
            if place is None:
                continue
            if place[0] >= turn.end:
                break
            both = min(place[1], turn.end) - max(place[0], turn.start)
            if both > 0 and (there[number].turn.speaker == turn.speaker, both) > most:
                best, most = number, (there[number].turn.speaker == turn.speaker, both)
        if best < 0:
            yield None, turn
            continue
        for number in range(next_one, best):
            yield there[number], None
        yield there[best], turn
        next_one = best + 1
    for number in range(next_one, len(there)):
        yield there[number], None


def _timed(turn: Turn, before: Turn) -> Turn:
    """Return a turn with the times that it had, where its text tells none."""
    begin = before.begin_ms if turn.begin_ms is None else turn.begin_ms
    return replace(turn, begin_ms=begin, end_ms=before.end_ms if turn.end_ms is None else turn.end_ms)


def _columns(turn: Turn, speaker_id: str | None) -> dict[str, Any]:
    values = {name: getattr(turn, name) for name in ("start", "end", "speech", "begin_ms", "end_ms")}
    return values | {"speaker_id": speaker_id}


def _write(
    session: Session, source_id: str, moved: Sequence[tuple[_Kept, Turn]], fresh: Sequence[Turn], gone: Sequence[str]
) -> None:
    """Write what became of turns, and see to it that their speakers are those whom the text names."""
    had = set(session.scalars(select(TurnRow.speaker_id).where(TurnRow.source_id == source_id)))
    for first in range(0, len(gone), 500):
        session.execute(delete(TurnRow).where(TurnRow.id.in_(gone[first : first + 500])))
    spoken = [(one.speaker_id, turn.speaker) for one, turn in moved]
    keys = speakers.settle(session, source_id, spoken, [turn.speaker for turn in fresh])
    changes = []
    for one, turn in moved:
        values = _columns(turn, keys[turn.speaker] if turn.speaker else None)
        if values != _columns(one.turn, one.speaker_id):
            changes.append({f"new_{name}": value for name, value in values.items()} | {"key": one.id})
    table: Any = TurnRow.__table__
    if changes:
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _columns(moved[0][1], None)}
        session.connection().execute(update(table).where(table.c.id == bindparam("key")).values(columns), changes)
    if fresh:
        rows = [_columns(turn, keys[turn.speaker] if turn.speaker else None) for turn in fresh]
        session.execute(insert(TurnRow), [row | {"source_id": source_id} for row in rows])
    session.expire_all()
    speakers.drop_silent(session, source_id, had)
