"""Pseudonyms put in everywhere at once: what the file holds now, what it held, and its backups.

It can't be undone, and undo goes no further back than here. What leads back is the key alone: it is written before
anything else, and lies outside the project.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from qda.core import coding
from qda.core.correcting import spans
from qda.core.pseudonyms.finding import Finder
from qda.core.pseudonyms.keyfile import Key, new_key, write_key
from qda.core.pseudonyms.originals import doubtful
from qda.core.pseudonyms.places import counted, occurrences
from qda.core.pseudonyms.table import Table
from qda.core.text import count_words
from qda.errors import RefusedError
from qda.i18n import _
from qda.progress import Progress
from qda.storage import backups
from qda.storage.aside import rewrite_aside
from qda.storage.lineage import PROJECT
from qda.storage.models import (
    Coder,
    Coding,
    Pseudonymising,
    Source,
    Speaker,
    TextVersion,
    TurnRow,
    now_ms,
)
from qda.storage.project import Project
from qda.storage.rewriting import Counts, NewText, Plan, purge, rewrite
from qda.storage.texts import load_text, put_blob, stored

SpanPlace = Callable[[int, int], tuple[int, int] | None]
LABEL = "Replace names by pseudonyms"
DROP, REPLACE = "drop", "replace"
"""What becomes of an original file in which a name stands: it goes, or its text takes its place, with pseudonyms."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: hits replaced by kind of place, original files that went, images of the past that are others.

    `backups` were rewritten, and `lost` are those that could not be and were deleted.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    originals: int = 0
    past: int = 0
    backups: int = 0
    lost: int = 0


def write_new_key(made: Table, path: Path, passphrase: str = "") -> Key:
    """Write the key for a table that is about to be applied, and return it.

    Raises RefusedError for a table without rows and where the file exists, ProjectFileError where it can't be written.
    """
    if not made.entries:
        raise RefusedError(_("The table is empty: there is nothing to replace."))
    key = new_key(made)
    write_key(path, key, passphrase)
    return key


def apply(
    project: Project,
    key: Key,
    *,
    originals: str = DROP,
    coder_id: str | None = None,
    progress: Progress | None = None,
) -> Applied:
    """Put the pseudonyms of a key in everywhere: the project's present and past, and its backups.

    A backup is made before, and rewritten like the others at the end. Undo goes no further back. Raises
    RefusedError for a table that was never written as a key, and for a key that was applied here; CancelledError, and
    then nothing was changed; ProjectFileError where the file, or a backup before it, can't be written.
    """
    if not key.id:
        raise RefusedError(_("This table is no key yet. Write it to a file first, so that you can find back."))
    with project.read(everything=True) as session:
        if session.get(Pseudonymising, key.id) is not None:
            raise RefusedError(_("This key was applied to the project already."))
    backups.make(project.path, "pseudonymised")
    with project.rewriting(LABEL) as session:
        counts = counted(occurrences(session, key.table))
        written, gone = putting_in(key, originals=originals, progress=progress)(session)
        said = json.dumps(counts, sort_keys=True)
        row = {"id": key.id, "counts": said, "key_print": key.print, "coder_id": coder_id, "at": now_ms()}
        session.add(Pseudonymising(**row))
        # Before all this is certain: a process that dies between the two would leave names in backups of a project
        # that has none; the other way round, the key is applied once more.
        kept, lost = _rewrite_backups(project, key, originals, row)
    purge(project.path)
    return Applied(counts, gone, written.past, kept, lost)


def putting_in(
    key: Key, *, originals: str = DROP, progress: Progress | None = None
) -> Callable[[Session], tuple[Counts, int]]:
    """Return what puts the pseudonyms of a key in everywhere in one file, in a transaction that rewrites it.

    It returns what was rewritten, and how many files in it went. Speakers of one source who come to be called the same
    become one, and passages that come to overlap are joined.
    """
    return partial(_put_in, key=key, originals=originals, progress=progress)


def catch_up_within(session: Session, key: Key, row: Mapping[str, Any], *, originals: str = DROP) -> None:
    """Put the pseudonyms of a key in in a file from before, in a transaction that rewrites it, unless they are there.

    `row` says when and by whom they were put in in the project, by column; the file knows of it from now on.
    """
    if session.get(Pseudonymising, key.id) is None:
        putting_in(key, originals=originals)(session)
        there = row["coder_id"] is not None and session.get(Coder, row["coder_id"]) is not None
        session.add(Pseudonymising(**{**row, "coder_id": row["coder_id"] if there else None}))


def _put_in(session: Session, key: Key, originals: str, progress: Progress | None) -> tuple[Counts, int]:
    finder = key.table.finder()
    going = doubtful(session, finder)
    lacking = list(session.scalars(select(Source.id).where(Source.original_hash.in_(going)))) if going else []
    joined = _same_speakers(session, finder)
    turns = select(TurnRow.id, TurnRow.speaker_id).where(TurnRow.speaker_id.in_(joined))
    spoken = {turn_id: joined[gone] for turn_id, gone in session.execute(turns) if gone} if joined else {}
    linked = _people_of(session, joined)
    plan = Plan(
        words=finder.words,
        texts=dict(_new_texts(session, finder)),
        gone={"speaker": frozenset(joined)} if joined else {},
        blobs=dict.fromkeys(going),
    )
    sources = {one: plan.texts[key].place for one, key in _texts_of(session) if key in plan.texts}
    done = rewrite(session, plan, progress)
    for source_id, place in sources.items():
        spans.move_links_in_memos(session, source_id, place)
    for turn_id, kept in spoken.items():
        session.execute(update(TurnRow).where(TurnRow.id == turn_id).values(speaker_id=kept))
    for speaker_id, participant_id in linked.items():
        session.execute(update(Speaker).where(Speaker.id == speaker_id).values(participant_id=participant_id))
    _join_overlaps(session)
    _give_originals(session, lacking, as_text=originals == REPLACE)
    session.flush()
    return done, len(going)


def _new_texts(session: Session, finder: Finder) -> Iterator[tuple[bytes, NewText]]:
    """Yield every text of the store in which a name stands, with the one that takes its place.

    Codebooks as they were lie there, too, as JSON; the rewriting sees to their words.
    """
    known = {*session.scalars(select(Source.text_hash)), *session.scalars(select(TextVersion.text_hash))}
    for key, text in stored(session):
        if key in known or not _is_json(text):
            moved = finder.replaced(text)
            if moved.swaps:
                yield key, NewText(moved.text, moved.place, count_words(moved.text))


def _texts_of(session: Session) -> Iterable[tuple[str, bytes]]:
    return ((row.id, row.text_hash) for row in session.execute(select(Source.id, Source.text_hash)))


def _is_json(text: str) -> bool:
    if text[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _same_speakers(session: Session, finder: Finder) -> dict[str, str]:
    """Return the speakers who come to be called as another one of their source is, with that one."""
    first: dict[tuple[str, str], str] = {}
    joined: dict[str, str] = {}
    query = select(Speaker.id, Speaker.source_id, Speaker.label).order_by(Speaker.id)
    for speaker_id, source_id, label in session.execute(query):
        kept = first.setdefault((source_id, finder.words(label)), speaker_id)
        if kept != speaker_id:
            joined[speaker_id] = kept
    return joined


def _people_of(session: Session, joined: Mapping[str, str]) -> dict[str, str]:
    """Return which of the speakers that stay are whom, where only the one that joins them says so."""
    query = select(Speaker.id, Speaker.participant_id).where(Speaker.id.in_({*joined, *joined.values()}))
    people = dict(session.execute(query).all()) if joined else {}
    found: dict[str, str] = {}
    for gone, kept in joined.items():
        person = people.get(gone)
        if person is not None and people.get(kept) is None:
            found.setdefault(kept, person)
    return found


def _join_overlaps(session: Session) -> None:
    """Join the codings of a code that came to overlap, where each began or ended inside a name."""
    query = select(Coding).order_by(Coding.code_id, Coding.coder_id, Coding.source_id, Coding.start, Coding.id)
    codes: set[str] = set()
    last: Coding | None = None
    for row in session.scalars(query):
        if last is not None and _same(last) == _same(row) and row.start < last.end:
            codes.add(row.code_id)
        last = row
    for code_id in sorted(codes):
        coding.join_overlaps(session, code_id, weights="highest")


def _same(row: Coding) -> tuple[str, str, str]:
    return row.code_id, row.coder_id, row.source_id


def _give_originals(session: Session, source_ids: Collection[str], *, as_text: bool) -> None:
    """Give sources whose original went their text as one, or leave them without."""
    for source_id in source_ids:
        row = session.get(Source, source_id, populate_existing=True)
        if row is None:
            continue
        if as_text:
            row.original_hash = put_blob(session, load_text(session, row.text_hash).encode("utf-8"))
            row.original_name = f"{row.original_name.rpartition('.')[0] or row.original_name}.txt"
        else:
            row.original_name = ""


def _rewrite_backups(project: Project, key: Key, originals: str, row: Mapping[str, Any]) -> tuple[int, int]:
    """Put the pseudonyms in in all backups of the project and its copies; return how many, and how many were deleted.

    A backup that can't be rewritten would keep the names, so it goes.
    """

    done = lost = 0
    for one in backups.all_backups(project.meta(PROJECT) or ""):
        if rewrite_aside(one.path, LABEL, partial(catch_up_within, key=key, row=row, originals=originals)):
            done += 1
        else:
            one.path.unlink(missing_ok=True)
            lost += 1
    return done, lost
