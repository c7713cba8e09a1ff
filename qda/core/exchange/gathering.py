"""A whole project as a bundle, from which writers make files for other programs.

What a bundle can't hold is told in its losses. What the person who looks doesn't see (an independent coder's sight)
is left out by the session itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.attributes import AttributeRow, attribute_rows
from qda.core.codebook import CodeRow, codes
from qda.core.coders import coders
from qda.core.exchange.bundle import (
    About,
    Bundle,
    CodeItem,
    CodingItem,
    LinkItem,
    Loss,
    MediaItem,
    MediaMark,
    NoteItem,
    PersonItem,
    SetItem,
    TextItem,
    ThingKind,
    User,
    ValueItem,
    Variable,
)
from qda.core.exchange.left_behind import left_behind
from qda.core.exchange.meanings_of_codes import one_field
from qda.core.exchange.media import read_area
from qda.core.exchange.palette import hex_of
from qda.core.memo_text import Link, plain
from qda.core.memos import memos
from qda.core.participants import participants
from qda.core.privacy.printing import Printing, printing
from qda.core.privacy.withholding import cleaned, is_whole, shown_text
from qda.core.text import Turn
from qda.core.themes.relations import Node, relations
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage import lineage
from qda.storage.models import (
    AttributeValue,
    CodePlace,
    Coding,
    MediaFile,
    MediaSelection,
    Participation,
    Source,
    Speaker,
    Study,
    Theme,
    ThemeCode,
    TurnRow,
)
from qda.storage.texts import load_blob, load_texts

PROGRAM = "Themeloom"
_STEPS = 3
_LINKED: dict[str, ThingKind] = {
    "code": "code",
    "theme": "set",
    "source": "source",
    "passage": "source",
    "participant": "person",
    "coding": "coding",
    "memo": "memo",
}


def gather(session: Session, progress: Progress | None = None, *, whole: bool = True) -> Bundle:
    """Return the project as a bundle; ids are the project's own, so that a file of it is the same every time.

    Themes come as sets of their codes, a heading that only shows codes by reference as one, too; speakers who are
    persons as these persons' passages. Unless it is `whole`, of persons is told what is printed of them
    (:mod:`qda.core.privacy.printing`). Raises CancelledError.
    """
    study = session.scalars(select(Study)).one()
    go_on(progress, 0, _STEPS)
    tree = codes(session)
    headings = _sets_of_codes(session, tree)
    sets = headings | {one.id: one for one in _themes(session)}
    sources = tuple(_sources(session))
    go_on(progress, 1, _STEPS)
    codings = tuple(_codings(session))
    how = None if whole else printing(session)
    unprinted = {row.id for row in how.rows if row not in how.printed} if how else frozenset[str]()
    go_on(progress, 2, _STEPS)
    bundle = Bundle(
        program=PROGRAM,
        title=study.title,
        id=lineage.facts(session)[lineage.PROJECT],
        users=tuple(User(one.id, one.name, one.initials) for one in coders(session, counted=False)),
        codes=tuple(_code(row) for row in tree if row.id not in headings),
        sources=sources,
        codings=codings,
        notes=tuple(_notes(session, sets)),
        variables=tuple(_variable(row, how) for row in attribute_rows(session) if row.id not in unprinted),
        values=tuple(one for one in _values(session, how) if one.variable not in unprinted),
        persons=tuple(_persons(session)),
        sets=tuple(sets.values()),
        links=tuple(_links(session, sets)),
        media=tuple(_media(session)),
        losses=(*left_behind(session, set(headings)), *_apart(session, how)),
    )
    go_on(progress, _STEPS, _STEPS)
    return cleaned(bundle)


def _code(row: CodeRow) -> CodeItem:
    meaning = one_field(row.definition, row.include, row.exclude, row.example)
    return CodeItem(row.id, row.name, row.parent, row.codable, meaning, hex_of(row.colour))


def _sets_of_codes(session: Session, tree: list[CodeRow]) -> dict[str, SetItem]:
    """Return the headings at the top that only show codes by reference, as sets; by their ids."""
    parents = {row.parent for row in tree}
    members: dict[str, list[str]] = {}
    query = select(CodePlace.parent_id, CodePlace.code_id).where(CodePlace.main.is_(False))
    for parent, code_id in session.execute(query.order_by(CodePlace.position, CodePlace.id)):
        members.setdefault(parent or "", []).append(code_id)
    found = {}
    for row in tree:
        if row.parent is None and not row.codable and row.id not in parents and row.id in members:
            shown = tuple[tuple[ThingKind, str], ...](("code", key) for key in members[row.id])
            meaning = one_field(row.definition, row.include, row.exclude, row.example)
            found[row.id] = SetItem(row.id, row.name, shown, meaning)
    # A set in a set has no place in other programs; then it is a heading like any other.
    return {key: one for key, one in found.items() if not any(member in found for _kind, member in one.members)}


def _themes(session: Session) -> Iterator[SetItem]:
    drawn: dict[str, list[tuple[ThingKind, str]]] = {}
    query = select(ThemeCode.theme_id, ThemeCode.code_id).order_by(ThemeCode.position, ThemeCode.id)
    for theme_id, code_id in session.execute(query):
        drawn.setdefault(theme_id, []).append(("code", code_id))
    for row in session.scalars(select(Theme).where(Theme.id.in_(drawn)).order_by(Theme.position, Theme.id)):
        words = "\n\n".join(filter(None, (row.idea.strip(), row.definition.strip())))
        yield SetItem(row.id, row.name, tuple(drawn[row.id]), words)


def _sources(session: Session) -> Iterator[TextItem]:
    rows = session.scalars(select(Source).order_by(Source.position, Source.id)).all()
    turns: dict[str, list[Turn]] = {}
    spoken = (TurnRow.source_id, TurnRow.start, TurnRow.end, TurnRow.speech, Speaker.label)
    query = select(*spoken, TurnRow.begin_ms, TurnRow.end_ms).outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
    for source_id, start, end, speech, label, begin, finish in session.execute(
        query.order_by(TurnRow.source_id, TurnRow.start)
    ):
        turns.setdefault(source_id, []).append(Turn(start, end, speech, label, begin, finish))
    texts = load_texts(session, (row.text_hash for row in rows))
    for row in rows:
        said = tuple(turns.get(row.id, ()))
        yield TextItem(
            id=row.id,
            name=row.name,
            text=shown_text(row.id, texts[row.text_hash]),
            language=row.language,
            description=row.note,
            turns=said,
            original=load_blob(session, row.original_hash)
            if row.original_hash is not None and is_whole(row.id)
            else None,
            original_name=row.original_name,
            format=row.format,
            moments=tuple((turn.start, turn.begin_ms) for turn in said if turn.begin_ms is not None),
            created=row.created,
        )


def _codings(session: Session) -> Iterator[CodingItem]:
    columns = (Coding.id, Coding.source_id, Coding.code_id, Coding.coder_id, Coding.start, Coding.end, Coding.note)
    query = select(*columns, Coding.created).join(Source, Source.id == Coding.source_id)
    ordered = query.order_by(Source.position, Coding.source_id, Coding.start, Coding.end, Coding.id)
    return (CodingItem(*row) for row in session.execute(ordered))


def _notes(session: Session, sets: Collection[str]) -> Iterator[NoteItem]:
    for row in sorted(memos(session), key=lambda memo: (memo.created, memo.id)):
        about = tuple(_about(link, sets) for link in row.links if link.kind != "theme" or link.thing_id in sets)
        times = (row.coder_id, row.created, row.modified)
        yield NoteItem(row.id, row.title, plain(row.body), about, row.kind, *times)


def _about(link: Link, sets: Collection[str]) -> About:
    kind: ThingKind = "set" if link.thing_id in sets else _LINKED[link.kind]
    return About(kind, link.thing_id, link.start, link.end)


def _variable(row: AttributeRow, how: Printing | None) -> Variable:
    kind = "text" if how and row.id in how.bands else row.type
    return Variable(row.id, row.name, kind, "source" if row.scope == "source" else "participant")


def _values(session: Session, how: Printing | None) -> Iterator[ValueItem]:
    """Yield what is said of persons as a whole and of sources; values of one interview have no place in a bundle."""
    columns = (AttributeValue.attribute_id, AttributeValue.participant_id, AttributeValue.source_id)
    query = select(*columns, AttributeValue.value).order_by(*columns, AttributeValue.id)
    for attribute_id, person, source, value in session.execute(query):
        # Where a table of people stands apart from their pseudonyms, nothing is told beside their words either.
        if (person is None or source is None) and not (person and how and how.split):
            said = how.said(attribute_id, [value]) if how else [value]
            yield from (ValueItem(attribute_id, person or source or "", one) for one in said)


def _apart(session: Session, how: Printing | None) -> Iterator[Loss]:
    """Yield what is known of persons, where it is told in a table apart from their pseudonyms."""
    query = select(func.count()).where(AttributeValue.participant_id.is_not(None), AttributeValue.source_id.is_(None))
    number = (session.scalar(query) or 0) if how and how.split else 0
    if number:
        yield Loss("dropped", _("Values of persons"), "", _("They are told apart from pseudonyms only."), number)


def _persons(session: Session) -> Iterator[PersonItem]:
    whole: dict[str, list[str]] = {}
    query = select(Participation.participant_id, Participation.source_id)
    placed = query.join(Source, Source.id == Participation.source_id).order_by(Source.position, Source.id)
    for person, source_id in session.execute(placed):
        whole.setdefault(person, []).append(source_id)
    said: dict[str, list[tuple[str, int, int]]] = {}
    spoken = select(Speaker.participant_id, TurnRow.source_id, TurnRow.start, TurnRow.end)
    spoken = spoken.join(Speaker, Speaker.id == TurnRow.speaker_id).where(Speaker.participant_id.is_not(None))
    spoken = spoken.join(Source, Source.id == TurnRow.source_id).order_by(Source.position, Source.id, TurnRow.start)
    for speaking, source_id, start, end in session.execute(spoken):
        said.setdefault(speaking or "", []).append((source_id, start, end))
    for row in participants(session):
        sources, passages = tuple(whole.get(row.id, ())), tuple(said.get(row.id, ()))
        yield PersonItem(row.id, row.name, row.note, sources, passages)


def _links(session: Session, sets: Collection[str]) -> Iterator[LinkItem]:
    """Yield relations; those of a theme without codes, which is no set, stay behind."""

    def end(node: Node) -> tuple[ThingKind, str]:
        return ("set" if node.id in sets else "code", node.id)

    for row in relations(session):
        if any(node.kind == "theme" and node.id not in sets for node in (row.start, row.end)):
            continue
        direction = "Bidirectional" if row.mutual else "OneWay"
        yield LinkItem(row.id, row.name, end(row.start), end(row.end), direction, row.note)


def _media(session: Session) -> Iterator[MediaItem]:
    marks: dict[str, list[MediaMark]] = {}
    for one in session.scalars(select(MediaSelection).order_by(MediaSelection.id)):
        mark = MediaMark(one.id, read_area(one.area), one.code_id, one.coder_id, one.name, one.note, one.created)
        marks.setdefault(one.media_id, []).append(mark)
    for row in session.scalars(select(MediaFile).order_by(MediaFile.position, MediaFile.id)):
        data = load_blob(session, row.hash) if row.hash is not None else None
        parts = tuple(marks.get(row.id, ()))
        yield MediaItem(row.id, row.name, row.kind, data, row.original_name, row.note, parts)  # type: ignore[arg-type]
