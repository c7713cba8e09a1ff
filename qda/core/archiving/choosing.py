"""Which sources may lie in a repository, and what they, their speakers and those who coded them are called there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.archiving.masking import Masked, masked
from qda.core.coders import coders
from qda.core.consent import LeftOut
from qda.core.documents import source_names, source_text, speakers_of, turns_of
from qda.core.naming import distinct
from qda.core.participants import participants, voices
from qda.i18n import _

_ODD = re.compile(r"[^\w .,()-]")  # what some system can't hold in the name of a file


@dataclass(frozen=True, slots=True)
class Kept:
    """A source that goes into the archive: its name and the file of its masked text there, and ids of who speaks."""

    id: str
    name: str
    file: str
    masked: Masked
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """What goes: the sources, those (id, name) that stay away and why, who codes, the labels that were replaced.

    `as_they_were` are the names of participants that took no label's place: nothing shows that they are pseudonyms.
    """

    sources: tuple[Kept, ...]
    away: tuple[tuple[str, str], ...]
    left_out: LeftOut
    coders: Mapping[str, str]
    labels: frozenset[str]
    as_they_were: tuple[str, ...]


def going(session: Session, *, not_asked: bool = False, own_names: bool = False) -> Going:
    """Return what may go: sources whose people all said yes to being archived.

    With `not_asked`, sources go too where nobody refused and somebody was not asked, or nobody is known to speak. With
    `own_names`, sources keep their names; otherwise they are numbered.
    """
    given, speaking = consent.consents(session), voices(session)
    names = {one.id: one.name for one in participants(session)}
    kept: list[Kept] = []
    away: list[tuple[str, str]] = []
    verdicts: list[bool | None] = []
    labels: set[str] = set()
    unproven: dict[str, None] = {}
    put: set[str] = set()
    there = source_names(session)
    for source_id, own_name in there:
        people = speaking.everyone(source_id)
        may = consent.allowed_by(given, people, "archive")
        if may is False or (may is None and not not_asked):
            away.append((source_id, own_name))
            verdicts.append(may)
            continue
        called = _called(session, source_id, names)
        labels.update(label for label, name in called.items() if label != name)
        unproven |= {names[one]: None for one in people}
        put.update(name for label, name in called.items() if label != name)
        text = masked(source_text(session, source_id), turns_of(session, source_id), called)
        numbered = f"source-{len(kept) + 1:0{max(2, len(str(len(there))))}}"
        name = distinct(own_name, [one.name for one in kept]) if own_names else numbered
        file = distinct(_ODD.sub("_", name).strip(". "), [one.file.removesuffix(".txt") for one in kept])
        kept.append(Kept(source_id, name, f"{file}.txt", text, tuple(people)))
    own = tuple(name for name in unproven if name not in put)
    return Going(tuple(kept), tuple(away), consent.counted(verdicts), _coders(session), frozenset(labels), own)


def _called(session: Session, source_id: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return what each label of a source becomes: a pseudonym, the interviewer, or a number for whom nobody knows."""
    speakers = speakers_of(session, source_id)
    asking = sum(one.interviewer for one in speakers)
    called: dict[str, str] = {}
    asked = others = 0
    for one in speakers:
        if one.participant_id:
            called[one.label] = names[one.participant_id]
        elif one.interviewer:
            asked += 1
            called[one.label] = _("Interviewer") if asking == 1 else _("Interviewer {n}").format(n=asked)
        else:
            others += 1
            called[one.label] = _("Speaker {n}").format(n=others)
    return called


def _coders(session: Session) -> dict[str, str]:
    """Return who codes, by a number; what a team agreed on stays told apart."""
    numbers = iter(range(1, 1_000_000))
    return {
        one.id: _("Consensus") if one.is_consensus else _("Coder {n}").format(n=next(numbers))
        for one in coders(session, counted=False)
    }
