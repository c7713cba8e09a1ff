"""Sources with their turns, and coded passages by the join rule, as they come in from another program."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.anchoring import Placing
from qda.core.documents import asks_questions
from qda.core.exchange.bundle import Bundle, CodingItem, TextItem
from qda.core.exchange.drafting import Draft, Identities
from qda.core.importers.speakers import find_turns
from qda.core.naming import clean, distinct
from qda.core.text import Turn, canonical, count_words, direction, text_hash
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.models import Coding, Source, Speaker, TurnRow, now_ms
from qda.storage.texts import load_text

Spoken = list[tuple[int, int, str]]
"""Turns of a source that have a speaker: start, end, the speaker's id."""


@dataclass(slots=True)
class Texts:
    """The sources of a bundle in the project: how long each is and which version, and where its passages lie.

    `spoken` are the turns of those that are new; `fresh` are their ids.
    """

    length: dict[str, int] = field(default_factory=dict)
    version: dict[str, int] = field(default_factory=dict)
    placing: dict[str, Placing] = field(default_factory=dict)
    spoken: dict[str, Spoken] = field(default_factory=dict)

    def place(self, source_id: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where a passage of the file lies in the project's text: cut to it; None where it has no place."""
        if source_id in self.placing:
            return self.placing[source_id].place(start, end)
        start, end = max(0, start), min(end, self.length[source_id])
        return (start, end) if start < end else None


def take_sources(session: Session, bundle: Bundle, draft: Draft, progress: Progress | None = None) -> Texts:
    """Bring in the sources that have words; speakers are found as in a transcript that is imported as a file.

    A source is known by its id, or else by its name and exact text. Where the text of a known source is another one
    here (a mended typo), passages go by the difference of the two.
    """
    identities = Identities(session, Source)
    there = {row.id: row for row in session.scalars(select(Source))}
    twins = {(row.name.casefold(), row.text_hash): row.id for row in there.values()}
    names = [row.name for row in there.values()]
    last = session.scalar(select(func.max(Source.position)))
    position = -1 if last is None else last
    texts = Texts()
    for number, item in enumerate(bundle.sources):
        go_on(progress, number, len(bundle.sources))
        text, name = canonical(item.text), clean(item.name) or clean(item.original_name) or _("Source without a name")
        if not text.strip():
            draft.lose("unplaced", _("Sources"), name, _("It holds no text."))
            continue
        key, known = identities.claim(item.id)
        twin = None if known else twins.get((name.casefold(), text_hash(text)))
        if twin is not None:
            key, known = twin, True
        draft.things["source", item.id] = key
        if known and key in there:
            draft.known["sources"] += 1
            _know(session, draft, texts, there[key], text)
            continue
        free = distinct(name, names)
        if free != name:
            why = _("There is another source of that name; this one is called “{name}”.").format(name=free)
            draft.lose("moved", _("Names of sources"), name, why)
        names.append(free)
        position += 1
        _add(draft, texts, key, free, text, item, position)
    return texts


def _know(session: Session, draft: Draft, texts: Texts, row: Source, text: str) -> None:
    texts.length[row.id], texts.version[row.id] = row.characters, row.text_version
    if text_hash(text) != row.text_hash:
        texts.placing[row.id] = Placing(text, load_text(session, row.text_hash))
        why = _("Its text is another one here and stays; passages go where their words are.")
        draft.lose("moved", _("Texts"), row.name, why)


def _add(draft: Draft, texts: Texts, key: str, name: str, text: str, item: TextItem, position: int) -> None:
    draft.texts[text_hash(text)] = text
    row = {
        "id": key,
        "name": name,
        "kind": "interview",
        "language": item.language,
        "text_hash": text_hash(text),
        "text_version": 1,
        "characters": len(text),
        "words": count_words(text),
        "direction": direction(text),
        "original_hash": draft.keep_file(item.original),
        "original_name": item.original_name,
        "format": item.format,
        "encoding": "",
        "study_label": "",
        "sample_label": "",
        "position": position,
        "note": item.description,
        "created": item.created or now_ms(),
    }
    draft.add(Source, row)
    draft.new["sources"] += 1
    texts.length[key], texts.version[key] = len(text), 1
    texts.spoken[key] = _add_turns(draft, key, name, turns_in(text, item, draft, name))


def turns_in(text: str, item: TextItem, draft: Draft, name: str) -> tuple[Turn, ...]:
    """Return the turns of a source: its own, or as they are found in its text, with the times that its moments say."""
    turns = item.turns or tuple(find_turns(text))
    moments = sorted((point, at) for point, at in item.moments if 0 <= point < len(text))
    if not moments:
        return turns
    if not turns:
        return _between(text, moments)
    timed, used = _timed(turns, moments)
    if used < len(moments):
        why = _("Only where somebody begins to speak is a time kept.")
        draft.lose("dropped", _("Moments of recordings"), name, why, len(moments) - used)
    return timed


def _between(text: str, moments: Sequence[tuple[int, int]]) -> tuple[Turn, ...]:
    """Return turns without speakers from each moment to the next one."""
    found = []
    for (start, begin), (end, finish) in pairwise([*moments, (len(text), None)]):
        stop = start + len(text[start:end].rstrip())
        if stop > start:
            found.append(Turn(start, stop, start, None, begin, finish))
    return tuple(found)


def _timed(turns: Sequence[Turn], moments: Sequence[tuple[int, int]]) -> tuple[tuple[Turn, ...], int]:
    """Return turns with the time of the first moment between their start and their words, and how many were used."""
    points = [point for point, _at in moments]
    found, used = [], 0
    for turn in turns:
        # A moment in the line's end before a turn is the turn's, too.
        after = bisect_right(points, turn.speech)
        first = next((n for n in range(after) if points[n] >= turn.start - 1), None) if after else None
        used += sum(turn.start - 1 <= points[n] <= turn.speech for n in range(max(0, after - 3), after))
        known = turn.begin_ms is not None or first is None
        found.append(turn if known or first is None else replace(turn, begin_ms=moments[first][1]))
    return tuple(found), used


def _add_turns(draft: Draft, source_id: str, name: str, turns: Iterable[Turn]) -> Spoken:
    """Have turns and speakers of a new source written; what does not lie in order in its text is told."""
    speakers: dict[str, str] = {}
    spoken: Spoken = []
    reach = 0
    for turn in turns:
        if not reach <= turn.start <= turn.speech <= turn.end:
            draft.lose("unplaced", _("Turns of speakers"), name, _("It lies outside the text or in another turn."))
            continue
        reach = turn.end
        if turn.speaker and turn.speaker not in speakers:
            speakers[turn.speaker] = draft.row_id(Speaker, len(speakers), source_id, turn.speaker)
            row = {"id": speakers[turn.speaker], "source_id": source_id, "label": turn.speaker, "participant_id": None}
            draft.add(Speaker, {**row, "interviewer": asks_questions(turn.speaker)})
        speaker_id = speakers[turn.speaker] if turn.speaker else None
        span = {"start": turn.start, "end": turn.end, "speech": turn.speech}
        times = {"begin_ms": turn.begin_ms, "end_ms": turn.end_ms}
        row_id = draft.row_id(TurnRow, turn.start, source_id)
        draft.add(TurnRow, {"id": row_id, "source_id": source_id, "speaker_id": speaker_id, **span, **times})
        if speaker_id is not None:
            spoken.append((turn.start, turn.end, speaker_id))
    return spoken


# Coded passages ------------------------------------------------------------------------------------------------------


class _Passage(NamedTuple):
    """A coding of the file where it lies in the project."""

    start: int
    end: int
    id: str
    item: CodingItem


_Whose = tuple[str, str, str]  # coder, code, source


def take_codings(
    session: Session, bundle: Bundle, draft: Draft, texts: Texts, coder_of: Callable[[str | None], str]
) -> None:
    """Bring in the coded passages; those of one coder and code that share words become one, and that is told.

    One that is here already, by its id or within one of the same coder and code, is known.
    """
    identities = Identities(session, Coding)
    titles = {draft.things.get(("source", item.id), item.id): item.name for item in bundle.sources}
    labels = {draft.things.get(("code", item.id), ""): item.name for item in bundle.codes}
    groups: dict[_Whose, list[_Passage]] = {}
    things = draft.things
    for item in bundle.codings:
        source_id, code_id = things.get(("source", item.source)), things.get(("code", item.code))
        if source_id is None or code_id is None:
            why = _("Its text is not there.") if source_id is None else _("Its code is not in the file.")
            draft.lose("unplaced", _("Coded passages"), titles.get(source_id or item.source, ""), why)
            continue
        key, known = identities.claim(item.id)
        if known:
            things["coding", item.id] = key
            draft.known["codings"] += 1
            continue
        place = texts.place(source_id, item.start, item.end)
        if place is None:
            why = _("{start}-{end} ({code}) does not lie in the text.")
            why = why.format(start=item.start, end=item.end, code=labels[code_id])
            draft.lose("unplaced", _("Coded passages"), titles[source_id], why)
            continue
        if place != (item.start, item.end) and source_id not in texts.placing:
            draft.lose("moved", _("Coded passages"), titles[source_id], _("It reached beyond the text and was cut."))
        groups.setdefault((coder_of(item.coder), code_id, source_id), []).append(_Passage(*place, key, item))
    here = _here(session, texts, {source_id for _coder, _code, source_id in groups})
    for whose, passages in groups.items():
        joined = _join(draft, texts, whose, passages, here.get(whose, ()))
        if joined:
            why = _("“{code}”: passages of one person that share words became one.").format(code=labels[whose[1]])
            draft.lose("moved", _("Coded passages"), titles[whose[2]], why, joined)


def _here(session: Session, texts: Texts, source_ids: set[str]) -> dict[_Whose, list[tuple[int, int, str, str]]]:
    """Return what is coded in those of the sources that are here already: (start, end, id, note)."""
    old = source_ids - texts.spoken.keys()
    found: dict[_Whose, list[tuple[int, int, str, str]]] = {}
    columns = (Coding.coder_id, Coding.code_id, Coding.source_id, Coding.start, Coding.end, Coding.id, Coding.note)
    for source_id in sorted(old):
        query = select(*columns).where(Coding.source_id == source_id)
        for coder, code, source, start, end, key, note in session.execute(query):
            found.setdefault((coder, code, source), []).append((start, end, key, note))
    return found


def _join(
    draft: Draft,
    texts: Texts,
    whose: _Whose,
    passages: list[_Passage],
    here: Sequence[tuple[int, int, str, str]],
) -> int:
    """Have the passages of one coder, code and source written, overlapping ones as one; return how many were joined."""
    coder_id, code_id, source_id = whose
    joined = 0
    for cluster in _clusters(_unknown(draft, passages, here)):
        key = min(one.id for one in cluster)
        start, end = cluster[0].start, max(one.end for one in cluster)
        times = sorted(cluster, key=lambda one: one.item.created or 0)
        notes = [one.item.note.strip() for one in times if one.item.note.strip()]
        row = {
            "id": key,
            "source_id": source_id,
            "code_id": code_id,
            "coder_id": coder_id,
            "start": start,
            "end": end,
            "text_version": texts.version[source_id],
            "weight": None,
            "note": "\n\n".join(dict.fromkeys(notes)),
            "created": times[0].item.created or now_ms(),
        }
        draft.add(Coding, row)
        for one in cluster:
            draft.things["coding", one.item.id] = key
        draft.new["codings"] += len(cluster)
        joined += len(cluster) - 1
        if any(old[0] < end and old[1] > start for old in here):
            draft.overlapping.add(code_id)
            joined += 1
    return joined


def _unknown(draft: Draft, passages: list[_Passage], here: Sequence[tuple[int, int, str, str]]) -> list[_Passage]:
    """Return the passages that are not within one that is here, with their note."""
    fresh = []
    for one in passages:
        note = one.item.note.strip()
        holds = (old[2] for old in here if old[0] <= one.start and one.end <= old[1] and note in old[3])
        known = next(holds, None)
        if known is None:
            fresh.append(one)
        else:
            draft.things["coding", one.item.id] = known
            draft.known["codings"] += 1
    return fresh


def _clusters(passages: list[_Passage]) -> list[list[_Passage]]:
    """Return the passages in groups of those that share words, directly or through others; touching ones stay apart."""
    found: list[list[_Passage]] = []
    reach = 0
    for one in sorted(passages, key=lambda one: (one.start, one.end, one.id)):
        if found and one.start < reach:
            found[-1].append(one)
        else:
            found.append([one])
            reach = one.end
        reach = max(reach, one.end)
    return found
