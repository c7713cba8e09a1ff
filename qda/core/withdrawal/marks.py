"""Marks by which what was withdrawn is known again: ids, and keyed hashes of texts and files that held its words.

A text's plain hash would tell everybody who has the transcript whose it was; each mark has a key of its own, so that
marks can't be compared with those of other files or with a list of known hashes.
"""

from __future__ import annotations

import hmac
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.storage.looking_back import backwards
from qda.storage.models import Source, TextVersion, Tombstone

REFUSED = _(
    "It holds the words of somebody who was withdrawn from this project, so it was left out. Take those words out of "
    "the file, and bring it again."
)
TEXT = "text"
"""The kind of the marks that are keyed hashes; the others are names of tables, and their marks ids."""
_KEY = 16  # bytes; twice as many digits


@dataclass(frozen=True, slots=True)
class Marks:
    """Ids of what was withdrawn: participants, the sources that were theirs alone, their speakers in others.

    `texts` are keyed hashes of the texts and files that held their words: 32 digits of the key, 64 of the hash.
    `memos` are ids of what others wrote about them, where a person decided that it goes, too.
    """

    participants: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    memos: frozenset[str] = frozenset()

    def kinds(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Return tables and ids, and the marks of texts."""
        return (
            ("participant", self.participants),
            ("source", self.sources),
            ("speaker", self.speakers),
            (TEXT, self.texts),
            ("memo", self.memos),
        )

    def __or__(self, other: Marks) -> Marks:
        """Return the marks of both."""
        pairs = zip(self.kinds(), other.kinds(), strict=True)
        return Marks(*(mine | theirs for (_kind, mine), (_same, theirs) in pairs))

    def __bool__(self) -> bool:
        """Say whether there is any mark."""
        return any(ids for _kind, ids in self.kinds())

    def holds(self, hashes: Iterable[bytes]) -> bool:
        """Say whether one of some sha-256 is that of a text or file that held what was withdrawn."""
        return any(hmac.compare_digest(mark, _keyed(one, mark[: 2 * _KEY])) for one in hashes for mark in self.texts)


def tombstones(session: Session) -> Marks:
    """Return the marks of everything that was withdrawn from the project."""
    ids: dict[str, set[str]] = defaultdict(set)
    for kind, mark in session.execute(select(Tombstone.kind, Tombstone.mark)):
        ids[kind].add(mark)
    return Marks(*(frozenset(ids[kind]) for kind, _none in Marks().kinds()))


def was_withdrawn(session: Session, hashes: Iterable[bytes]) -> bool:
    """Say whether a text or file (by its sha-256) held the words of somebody who was withdrawn from the project."""
    texts = session.scalars(select(Tombstone.mark).where(Tombstone.kind == TEXT))
    return Marks(texts=frozenset(texts)).holds(hashes)


def marked(hashes: Iterable[bytes]) -> frozenset[str]:
    """Return marks for texts and files of these sha-256, each with a new key."""
    return frozenset(_keyed(one, secrets.token_hex(_KEY)) for one in hashes)


def texts_ever(session: Session, source_ids: Collection[str]) -> dict[str, set[bytes]]:
    """Return, by source, the hashes of all texts that it has and ever had, as far as the file knows."""
    query = select(Source.id, Source.text_hash).where(Source.id.in_(source_ids))
    ever = {key: {text} for key, text in session.execute(query)}
    versions = select(TextVersion.source_id, TextVersion.text_hash).where(TextVersion.source_id.in_(source_ids))
    for key, text in session.execute(versions):
        ever[key].add(text)
    for seen in backwards(session) if ever else ():
        for image in seen.images({"source"}):
            if image.key.lower() in ever and "text_hash" in image.row:
                named = image.row["text_hash"]
                both = named if isinstance(named, list) else [named]
                ever[image.key.lower()] |= {bytes.fromhex(one) for one in both}
    return ever


def _keyed(hashed: bytes, key: str) -> str:
    return key + hmac.digest(bytes.fromhex(key), hashed, "sha256").hex()
