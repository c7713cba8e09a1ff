"""Sources: transcripts in the project, with canonical text, turns, speakers and citable lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import String, cast, func, insert, select
from sqlalchemy.orm import Session

from qda.core.importers import Imported
from qda.core.importers.speaker_words import INTERVIEWERS
from qda.core.naming import clean, distinct, only_id, required
from qda.core.privacy.withholding import shown_text
from qda.core.text import Turn, cited_lines, count_words, direction, lines
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Coder, Coding, Source, Speaker, Study, TurnRow
from qda.storage.texts import load_blob, load_text, put_blob, put_text

_FEW = 500  # so many sources are asked for one by one; of more, all are read


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the table of sources shows it; `coders` are the initials of those who coded it."""

    id: str
    name: str
    words: int
    characters: int
    sha256: str
    language: str
    direction: str
    format: str
    encoding: str
    original_name: str
    turns: int
    speakers: tuple[str, ...]
    codings: int
    coders: tuple[str, ...]
    coder_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker of a source; `participant_id` where it is known who that is."""

    id: str
    label: str
    participant_id: str | None
    interviewer: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything the transcript view needs: canonical text, turns, citable lines, direction, speakers."""

    id: str
    name: str
    text: str
    turns: tuple[Turn, ...]
    lines: tuple[tuple[int, int], ...]
    direction: str
    speakers: tuple[SpeakerRow, ...]

    def line_span(self, start: int, end: int) -> str:
        """Return the citable line numbers of a passage: ``12`` or ``12-14``, empty where it touches none."""
        return cited_lines(self.lines, start, end)


def add_source(session: Session, imported: Imported, original: bytes | None = None, original_name: str = "") -> str:
    """Add a transcript that was read from a file and return its id; the original bytes are kept beside the text.

    Speakers become rows of their own; one called interviewer, moderator or the like is marked as such. Raises
    RefusedError for an empty text.
    """
    if not imported.text.strip():
        raise RefusedError(_("{name} holds no text.").format(name=imported.name))
    position = session.scalar(select(func.coalesce(func.max(Source.position), -1))) or 0
    name = required(imported.name, _("A source needs a name."))
    source = Source(
        id=new_id(),
        name=distinct(name, session.scalars(select(Source.name))),
        language=imported.language,
        text_hash=put_text(session, imported.text),
        characters=len(imported.text),
        words=count_words(imported.text),
        direction=direction(imported.text),
        original_hash=put_blob(session, original) if original is not None else None,
        original_name=original_name,
        format=imported.format,
        encoding=imported.encoding or "",
        position=position + 1,
    )
    session.add(source)
    session.flush()
    _add_turns(session, source.id, imported.turns)
    return source.id


def asks_questions(label: str) -> bool:
    """Guess from a speaker's label whether this is the interviewer; a person may correct it."""
    return label.casefold() in INTERVIEWERS


def _add_turns(session: Session, source_id: str, turns: Sequence[Turn]) -> None:
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    speakers = {label: new_id() for label in labels}
    if speakers:
        session.execute(
            insert(Speaker),
            [
                {"id": key, "source_id": source_id, "label": label, "interviewer": asks_questions(label)}
                for label, key in speakers.items()
            ],
        )
    if turns:
        session.execute(
            insert(TurnRow),
            [
                {
                    "source_id": source_id,
                    "speaker_id": speakers.get(turn.speaker) if turn.speaker else None,
                    "start": turn.start,
                    "end": turn.end,
                    "speech": turn.speech,
                    "begin_ms": turn.begin_ms,
                    "end_ms": turn.end_ms,
                }
                for turn in turns
            ],
        )


def sources(session: Session) -> list[SourceRow]:
    """Return all sources in the project's order."""
    turns = dict(session.execute(select(TurnRow.source_id, func.count()).group_by(TurnRow.source_id)).all())
    speakers: dict[str, list[str]] = {}
    for source_id, label in session.execute(select(Speaker.source_id, Speaker.label).order_by(Speaker.id)):
        speakers.setdefault(source_id, []).append(label)
    codings, coders = _coded(session)
    return [
        SourceRow(
            id=row.id,
            name=row.name,
            words=row.words,
            characters=row.characters,
            sha256=row.text_hash.hex(),
            language=row.language,
            direction=row.direction,
            format=row.format,
            encoding=row.encoding,
            original_name=row.original_name,
            turns=turns.get(row.id, 0),
            speakers=tuple(speakers.get(row.id, ())),
            codings=codings.get(row.id, 0),
            coders=tuple(initials for initials, _name in coders.get(row.id, ())),
            coder_names=tuple(name for _initials, name in coders.get(row.id, ())),
        )
        for row in session.scalars(select(Source).order_by(Source.position, Source.id))
    ]


def source_names(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of all sources in the project's order."""
    return list(session.execute(select(Source.id, Source.name).order_by(Source.position, Source.id)))


def _coded(session: Session) -> tuple[dict[str, int], dict[str, list[tuple[str, str]]]]:
    totals: dict[str, int] = {}
    coders: dict[str, list[tuple[str, str]]] = {}
    query = (
        select(Coding.source_id, Coder.initials, Coder.name, func.count())
        .join(Coder, Coder.id == Coding.coder_id)
        .group_by(Coding.source_id, Coder.id)
        .order_by(Coder.id)
    )
    for source_id, initials, name, count in session.execute(query):
        totals[source_id] = totals.get(source_id, 0) + count
        coders.setdefault(source_id, []).append((initials, name))
    return totals, coders


def source(session: Session, source_id: str) -> Source:
    """Return the source row; raise NotFoundError where it is gone."""
    row = session.get(Source, source_id)
    if row is None:
        raise NotFoundError(_("That source is not in this project any more."))
    return row


def find_source(session: Session, name: str) -> str:
    """Return the id of the source with this id, name or file name.

    Raises NotFoundError where none has it, RefusedError where several do.
    """
    return only_id(
        session.execute(select(Source.id, Source.name, Source.original_name)).all(),
        clean(name),
        several=_("Several sources are called {name}; use the id."),
        nothing=_("There is no source called {name}."),
    )


def source_text(session: Session, source_id: str) -> str:
    """Return the canonical text of a source, as it may be shown now (:mod:`qda.core.privacy.withholding`)."""
    return shown_text(source_id, load_text(session, source(session, source_id).text_hash))


def original_file(session: Session, source_id: str) -> bytes | None:
    """Return the bytes of the file a source was read from."""
    key = source(session, source_id).original_hash
    return load_blob(session, key) if key is not None else None


def same_text(session: Session, hashes: Iterable[bytes]) -> dict[bytes, str]:
    """Return, for those text hashes that are in the project already, the name of the source that has them."""
    query = select(Source.text_hash, Source.name).where(Source.text_hash.in_(list(hashes)))
    return dict(session.execute(query).all())


def turns_of(session: Session, source_id: str) -> tuple[Turn, ...]:
    """Return the turns of a source in order."""
    query = (
        select(TurnRow.start, TurnRow.end, TurnRow.speech, Speaker.label, TurnRow.begin_ms, TurnRow.end_ms)
        .outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
        .where(TurnRow.source_id == source_id)
        .order_by(TurnRow.start)
    )
    return tuple(Turn(*row) for row in session.execute(query))


def turn_starts(session: Session, source_ids: Iterable[str]) -> dict[str, list[int]]:
    """Return where the turns of several sources begin, ascending: all that citable lines need of them."""
    found: dict[str, list[int]] = {}
    starts = func.aggregate_strings(cast(TurnRow.start, String), ",")
    query = select(TurnRow.source_id, starts).group_by(TurnRow.source_id)
    wanted = list(source_ids)
    if len(wanted) <= _FEW:
        query = query.where(TurnRow.source_id.in_(wanted))
    for source_id, joined in session.execute(query):
        found[source_id] = sorted(map(int, joined.split(",")))
    return found


def line_unit(session: Session) -> tuple[str, int]:
    """Return what a citable line is in this project, and its width where it is fixed."""
    return session.execute(select(Study.line_unit, Study.line_width)).one()


def transcript(session: Session, source_id: str) -> Transcript:
    """Return a source with everything the transcript view shows, except codings."""
    row = source(session, source_id)
    text = load_text(session, row.text_hash)
    turns = turns_of(session, source_id)
    unit, width = line_unit(session)
    return Transcript(
        id=row.id,
        name=row.name,
        text=shown_text(source_id, text),
        turns=turns,
        lines=tuple(lines(text, turns, unit, width)),
        direction=row.direction,
        speakers=tuple(speakers_of(session, source_id)),
    )


def speakers_of(session: Session, source_id: str) -> list[SpeakerRow]:
    """Return the speakers of a source in the order in which they first speak."""
    columns = select(Speaker.id, Speaker.label, Speaker.participant_id, Speaker.interviewer)
    query = columns.where(Speaker.source_id == source_id).order_by(Speaker.id)
    return [SpeakerRow(*row) for row in session.execute(query)]


def mark_interviewer(session: Session, speaker_id: str, interviewer: bool) -> None:
    """Say whether a speaker asks the questions; an interviewer's turns are no participant's words."""
    row = session.get(Speaker, speaker_id)
    if row is None:
        raise NotFoundError(_("That speaker is not in this project any more."))
    row.interviewer = interviewer


@dataclass(frozen=True, slots=True)
class SourceLabels:
    """A source with the study it reports and the sample it is about, "" where nobody has said."""

    id: str
    name: str
    study: str
    sample: str


def source_labels(session: Session) -> list[SourceLabels]:
    """Return the study and sample of every source, in order."""
    query = select(Source.id, Source.name, Source.study_label, Source.sample_label)
    return [SourceLabels(*row) for row in session.execute(query.order_by(Source.position, Source.id))]


def edit_source(session: Session, source_id: str, **values: str) -> None:
    """Change name, kind, language, note, study or sample label of a source."""
    row = source(session, source_id)
    if "name" in values:
        values["name"] = required(values["name"], _("A source needs a name."))
    for field, value in values.items():
        if field not in ("name", "kind", "language", "note", "study_label", "sample_label"):
            raise TypeError(f"a source has no {field}")
        setattr(row, field, value if field == "note" else clean(value))


def move_source(session: Session, source_id: str, position: int) -> None:
    """Put a source at `position` (from 0) in the project's order."""
    ordered = list(session.scalars(select(Source).order_by(Source.position, Source.id)))
    moved = source(session, source_id)
    ordered.remove(moved)
    ordered.insert(max(0, min(position, len(ordered))), moved)
    for number, row in enumerate(ordered):
        row.position = number


def remove_source(session: Session, source_id: str) -> None:
    """Remove a source with its turns, codings and quotes; undo brings everything back."""
    session.delete(source(session, source_id))
