"""Bringing files that were read into the project as one change: originals kept, duplicates named, people noted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import add_source, mark_interviewer, same_text, source, speakers_of
from qda.core.importers import Imported
from qda.core.naming import clean
from qda.core.participants import (
    add_attribute,
    add_participants,
    attributes,
    link_source,
    link_speaker,
    set_values,
)
from qda.core.text import canonical, text_hash
from qda.core.withdrawal.marks import REFUSED, was_withdrawn
from qda.errors import QdaError, RefusedError
from qda.i18n import _
from qda.storage.models import Participant
from qda.storage.texts import digest

if TYPE_CHECKING:
    from qda.core.importers.reading import FileResult

# Without leading zeros: those are numbers of people and places, not amounts.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:[.,]\d+)?")
_MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class Taken:
    """A source that came in from `file`; `warnings` are finished sentences."""

    file: str
    source_id: str
    name: str
    words: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was left out, and the sentence that says why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a batch of files, in their order."""

    imported: tuple[Taken, ...]
    refused: tuple[Refused, ...]


def take_in(
    session: Session,
    results: Iterable[FileResult],
    *,
    duplicates: bool = False,
    people: bool = False,
    interviewers: Mapping[Path, Collection[str]] | None = None,
) -> Intake:
    """Add the sources of files that were read, each with its original bytes; return what came in and what did not.

    A file that holds the words of somebody who was withdrawn is left out. So is one whose every text is in the project
    or earlier in the batch, and it is named, unless `duplicates` asks for it. Facts about a respondent (survey columns)
    make a participant with attributes. With `people`, every speaker who isn't the interviewer becomes a participant
    too. Equal labels in two sources stay two people, since "P1" of one focus group isn't that of the next; a person
    joins them where they are one. Only those who answered several questions of one table are one person in all of
    them. `interviewers` names by file the labels of those who ask the questions, where a person said so; else they are
    guessed.
    """
    imported: list[Taken] = []
    refused: list[Refused] = []
    batch: dict[bytes, str] = {}
    for result in results:
        file = str(result.path)
        if result.reason:
            refused.append(Refused(file, result.reason))
            continue
        hashes = [text_hash(one.text) for one in result.imported]
        if was_withdrawn(session, hashes if result.data_hash is None else [*hashes, result.data_hash]):
            refused.append(Refused(file, REFUSED))
            continue
        twin = None if duplicates else _twin(session, hashes, batch)
        if twin is not None:
            refused.append(Refused(file, twin))
            continue
        try:
            with session.begin_nested():
                taken = _add_file(session, result, people, (interviewers or {}).get(result.path))
        except OSError as error:
            refused.append(Refused(file, _("It can't be read any more: {error}.").format(error=error.strerror)))
            continue
        except QdaError as error:
            refused.append(Refused(file, error.sentence))
            continue
        imported += taken
        batch.update((key, one.name) for key, one in zip(hashes, taken, strict=True))
    return Intake(tuple(imported), tuple(refused))


def _twin(session: Session, hashes: Sequence[bytes], batch: dict[bytes, str]) -> str | None:
    """Return the sentence that names what holds the same text, or None where any text is new.

    Whole files are compared, not single texts: two respondents of one survey may well give the same answer.
    """
    known = {**same_text(session, hashes), **batch}
    if not hashes or not all(key in known for key in hashes):
        return None
    return _("It holds the same text as “{name}”, which is in the project already; it was left out.").format(
        name=known[hashes[0]]
    )


def _add_file(session: Session, result: FileResult, people: bool, askers: Collection[str] | None) -> list[Taken]:
    path, sources = result.path, result.imported
    original = path.read_bytes()
    if result.data_hash is not None and digest(original) != result.data_hash:
        raise RefusedError(_("{file} was changed after it was read. Import it again.").format(file=path.name))
    _make_attributes(session, [one.attributes for one in sources if _is_one_person(one)])
    added: list[str] = []
    kept: bytes | None = None
    for one in sources:
        # The bytes are stored once; the other sources of a table only point to them.
        source_id = add_source(session, one, original if kept is None else None, canonical(path.name))
        row = source(session, source_id)
        kept = row.original_hash if kept is None else kept
        row.original_hash = kept
        for speaker in speakers_of(session, source_id) if askers is not None else ():
            mark_interviewer(session, speaker.id, speaker.label in (askers or ()))
        added.append(source_id)
    said = _note_people(session, path.stem, list(zip(added, sources, strict=True)), people)
    rows = [source(session, source_id) for source_id in added]
    session.flush()
    return [
        Taken(str(path), row.id, row.name, row.words, (*one.warnings, *said.get(row.id, ())))
        for row, one in zip(rows, sources, strict=True)
    ]


@dataclass(slots=True)
class _Person:
    """A participant of a file before it is one: where they speak, and what is known of them."""

    name: str
    sources: list[str] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


def _note_people(
    session: Session, stem: str, sources: Sequence[tuple[str, Imported]], people: bool
) -> dict[str, list[str]]:
    """Make the participants of one file; return sentences, by source, about facts that could not be noted.

    A table read by question makes sources that are called by their question, not by the file: there a label is one
    person throughout. Two transcripts in one workbook may each have a P1.
    """
    found: dict[tuple[str, str], _Person] = {}
    for source_id, one in sources:
        speaking = [speaker for speaker in speakers_of(session, source_id) if not speaker.interviewer]
        if one.attributes and _is_one_person(one):
            alone = [speaker.id for speaker in speaking]
            found[source_id, ""] = _Person(one.name, [source_id], alone, one.attributes)
        elif people:
            where = source_id if one.name.startswith(stem) else ""
            for speaker in speaking:
                person = found.setdefault((where, speaker.label.casefold()), _Person(speaker.label))
                person.speakers.append(speaker.id)
    if not found:
        return {}
    names = _free_names(session, [person.name for person in found.values()], source(session, sources[0][0]).name)
    said: dict[str, list[str]] = {}
    for participant_id, person in zip(add_participants(session, names), found.values(), strict=True):
        for source_id in person.sources:
            link_source(session, participant_id, source_id)
            said[source_id] = _note_facts(session, participant_id, person.facts)
        for speaker_id in person.speakers:
            link_speaker(session, speaker_id, participant_id)
    return said


def _is_one_person(one: Imported) -> bool:
    """Tell whether a source is one respondent's, so that its facts are facts about that person."""
    return len({turn.speaker for turn in one.turns if turn.speaker}) < 2


def _free_names(session: Session, labels: Iterable[str], where: str) -> list[str]:
    """Return labels, those that a participant has already with the source behind them."""
    taken = {name.casefold() for name in session.scalars(select(Participant.name))}
    return [f"{label} ({where})" if clean(label).casefold() in taken else label for label in labels]


def _make_attributes(session: Session, answers: Sequence[dict[str, str]]) -> None:
    """Add the attributes that a table of facts needs and the project lacks, typed by what its columns hold."""
    columns: dict[str, list[str]] = {}
    for facts in answers:
        for heading, value in facts.items():
            if clean(heading) and clean(value):
                columns.setdefault(clean(heading), []).append(clean(value))
    known = {name for _key, name, _type in attributes(session)}
    for name, values in columns.items():
        if name not in known:
            type_, options = _type_of(values)
            add_attribute(session, name, type_, options)


def _type_of(values: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if all(_NUMBER.fullmatch(value) for value in values):
        return "number", ()
    options = tuple(dict.fromkeys(values))
    if len(options) <= _MOST_OPTIONS and 2 * len(options) <= len(values):
        return "choice", options
    return "text", ()


def _note_facts(session: Session, participant_id: str, facts: dict[str, str]) -> list[str]:
    said: list[str] = []
    known = {name: key for key, name, _type in attributes(session)}
    for heading, value in facts.items():
        name = clean(heading)
        if name and clean(value):
            try:
                set_values(session, participant_id, known[name], [value])
            except QdaError as error:
                said.append(error.sentence)
    return said
