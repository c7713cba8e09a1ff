"""Names that still stand in what is to be archived, for a person to look at: nothing is changed by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.archiving.choosing import Going
from qda.core.coders import coders
from qda.core.documents import source_text
from qda.core.importers.speaker_words import ASKERS, NAME_WORD, PARTICLES, ROLES
from qda.core.participants import participants
from qda.core.privacy.keyfile import real_names
from qda.core.privacy.speaking import runs_of
from qda.core.review.naming import Names

_SHORTEST = 3


def known_names(session: Session, taken: Going, key: Path | None = None) -> list[str]:
    """Return the names that should not be met: of coders, in replaced labels and names of files, and of a key file.

    The pseudonym of a participant who is in the archive is none of them, that of one who stays away is. Raises
    UnreadableFileError for a key file that is none.
    """
    there = {person for one in taken.sources for person in one.people}
    pseudonyms = [one.name for one in participants(session)]
    staying = [one.name for one in participants(session) if one.id in there]
    found = [name for name in pseudonyms if name not in staying]
    found += [one.name for one in coders(session, counted=False) if not one.is_consensus]
    found += [label for label in sorted(taken.labels) if not is_role(label)]
    found += [name for name in Names(session).hidden if name not in pseudonyms]
    if key is not None:
        found += real_names(key, pseudonyms)
    known = {part.casefold() for name in staying for part in (name, *NAME_WORD.findall(name))}
    parts = (part for name in found for part in dict.fromkeys((name, *NAME_WORD.findall(name))))
    kept = (part for part in parts if len(part) >= _SHORTEST and part.casefold() not in known)
    return [part for part in dict.fromkeys(kept) if part.casefold() not in PARTICLES and part[:1] != part[:1].lower()]


def is_role(label: str) -> bool:
    """Say whether a label tells only what somebody does there, or is too short to be a name (“P1”)."""
    words = [word.casefold() for word in NAME_WORD.findall(label)]
    return not words or all(len(word) < _SHORTEST or word in ROLES or word in ASKERS for word in words)


def standing(names: Iterable[str], texts: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Return how often each name stands in which text, for those that do; letters as names are written."""
    found: dict[str, dict[str, int]] = {}
    for name in names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        counts = {place: len(pattern.findall(text)) for place, text in texts.items() if name in text}
        if any(counts.values()):
            found[name] = {place: number for place, number in counts.items() if number}
    return found


class StayingAway:
    """The words of sources that stay away, to be known where somebody wrote them down elsewhere."""

    def __init__(self, session: Session, taken: Going) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for source_id, _name in taken.away:
            self._runs.update(_runs(source_text(session, source_id)))

    def said_in(self, words: str) -> bool:
        """Say whether a run of their words stands in `words`."""
        return bool(self._runs) and any(run in self._runs for run in _runs(words))


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    return runs_of([word.casefold() for word in NAME_WORD.findall(text)])
