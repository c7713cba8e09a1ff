"""Sources, who speaks in them, and what is known of people and sources, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import documents
from qda.core.attribute_types import number
from qda.core.attributes import AttributeRow, attribute_rows, values
from qda.core.dataset import Column, Content, Value, moment, table
from qda.core.naming import distinct
from qda.core.participants import participants
from qda.i18n import _
from qda.storage.models import AttributeValue, Participation, Source, Speaker, TurnRow


@table("sources", _("A row is a source: a transcript, report, answer sheet or field note."))
def sources(session: Session) -> Content:
    """Return the sources in order, with a column for each of their attributes."""
    shown = attribute_rows(session, "source")
    fixed = (
        Column("id", _("What the program knows the source by.")),
        Column("name", _("Its name.")),
        Column("kind", _("What it is: interview, report, …")),
        Column("language", _("Language as a tag: en, nb, …")),
        Column("words", _("Number of words."), "whole"),
        Column("characters", _("Number of characters (Unicode code points)."), "whole"),
        Column("sha256", _("SHA-256 of the text in UTF-8.")),
        Column("file", _("The name of the file it was read from.")),
        Column("study", _("The study that it reports, where studies are told apart.")),
        Column("sample", _("The sample that it is about.")),
        Column("note", _("What was noted of it.")),
        Column("created", _("When it came into the project."), "time"),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        known = values(session)
        for row in session.scalars(select(Source).order_by(Source.position, Source.id)):
            yield (
                *(row.id, row.name, row.kind, row.language, row.words, row.characters, row.text_hash.hex()),
                *(row.original_name, row.study_label, row.sample_label, row.note, moment(row.created)),
                *(typed(known.of_source(one.id, row.id), one) for one in shown),
            )

    return Content((*fixed, *attribute_columns(shown, fixed)), rows())


@table("texts", _("A row is the text of a source; passages elsewhere are counted in its characters."))
def texts(session: Session) -> Content:
    """Return the canonical texts."""
    columns = (
        Column("source_id", _("The source."), of="sources"),
        Column("source", _("Its name.")),
        Column("text", _("The whole text, with new lines as they are.")),
    )
    found = documents.source_names(session)
    return Content(columns, ((key, name, documents.source_text(session, key)) for key, name in found))


@table("turns", _("A row is what one speaker says before somebody else does."))
def turns(session: Session) -> Content:
    """Return the turns of all sources."""
    columns = (
        Column("source_id", _("The source."), of="sources"),
        Column("number", _("Which turn of the source it is, from 1."), "whole"),
        Column("start", _("First character of the turn, from 0, the speaker's label included."), "whole"),
        Column("end", _("The character after its last one."), "whole"),
        Column("speech", _("The first character of what is said."), "whole"),
        Column("speaker", _("The label as the text has it.")),
        Column("participant_id", _("The participant who speaks."), of="participants"),
        Column("interviewer", _("Whether the speaker asks the questions."), "yesno"),
        Column("begin_ms", _("When it begins in the recording, in milliseconds."), "whole"),
        Column("end_ms", _("When it ends there."), "whole"),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        query = (
            select(
                *(TurnRow.source_id, TurnRow.start, TurnRow.end, TurnRow.speech, Speaker.label),
                *(Speaker.participant_id, Speaker.interviewer, TurnRow.begin_ms, TurnRow.end_ms),
            )
            .join(Source, Source.id == TurnRow.source_id)
            .outerjoin(Speaker, Speaker.id == TurnRow.speaker_id)
            .order_by(Source.position, Source.id, TurnRow.start)
        )
        before, count = "", 0
        for source_id, start, end, speech, label, person, asks, begin_ms, end_ms in session.execute(query):
            count = count + 1 if source_id == before else 1
            before = source_id
            asking = None if asks is None else bool(asks)
            yield (source_id, count, start, end, speech, label, person, asking, begin_ms, end_ms)

    return Content(columns, rows())


@table("participants", _("A row is a participant, by pseudonym, with what is known of the person as a whole."))
def people(session: Session) -> Content:
    """Return the participants, with a column for each of their attributes."""
    shown = attribute_rows(session, "participant")
    fixed = (
        Column("id", _("What the program knows the participant by.")),
        Column("name", _("The pseudonym.")),
        Column("note", _("What was noted of the person.")),
        Column("sources", _("How many sources the person is in."), "whole"),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        known = values(session)
        for row in participants(session):
            said = (typed(known.overall(one.id, row.id), one) for one in shown)
            yield (row.id, row.name, row.note, len(row.source_ids), *said)

    return Content((*fixed, *attribute_columns(shown, fixed)), rows())


@table("participation", _("A row is a participant in a source, as a whole or as a speaker in it."))
def participation(session: Session) -> Content:
    """Return who is in which source."""
    columns = (
        Column("participant_id", _("The participant."), of="participants"),
        Column("source_id", _("The source."), of="sources"),
        Column("speaker", _("The label of the speaker; empty where the person is linked to the whole source.")),
    )
    whole = select(Participation.participant_id, Participation.source_id).order_by(Participation.id)
    speaking = select(Speaker.participant_id, Speaker.source_id, Speaker.label).order_by(Speaker.id)
    found = [(*row, "") for row in session.execute(whole)]
    linked = session.execute(speaking.where(Speaker.participant_id.is_not(None)))
    return Content(columns, (*found, *(tuple(row) for row in linked)))


@table(
    "attribute_values", _("A row is one value of an attribute: of a participant, a source, or a person in a source.")
)
def attribute_values(session: Session) -> Content:
    """Return every value, several of one attribute in their order."""
    columns = (
        Column("attribute", _("The attribute.")),
        Column("type", _("Its type: text, number, choice, choices, date, yesno.")),
        Column("participant_id", _("Whose it is; empty for an attribute of sources."), of="participants"),
        Column("source_id", _("The source; empty for what is said of a person as a whole."), of="sources"),
        Column("value", _("The value as it was written.")),
    )
    names = {row.id: (row.name, row.type) for row in attribute_rows(session)}
    query = select(
        AttributeValue.attribute_id, AttributeValue.participant_id, AttributeValue.source_id, AttributeValue.value
    )
    found = session.execute(query.order_by(AttributeValue.id))
    return Content(columns, ((*names[key], *rest) for key, *rest in found))


def typed(said: Sequence[str], attribute: AttributeRow) -> Value:
    """Return what is said by an attribute as its type has it; a number that is none stays away."""
    if attribute.type == "choices":
        return tuple(said)
    if not said:
        return None
    if attribute.type == "number":
        found = number(said[0])
        return int(found) if found is not None and found.is_integer() else found
    if attribute.type == "yesno":
        return said[0] == "yes"
    return "; ".join(said)


def attribute_columns(shown: Sequence[AttributeRow], fixed: Sequence[Column]) -> Iterator[Column]:
    """Return a column for each attribute; one that is called like another column gets a number."""
    taken = [column.name for column in fixed]
    kinds = {"number": "number", "yesno": "yesno", "choices": "list"}
    for row in shown:
        taken.append(distinct(row.name, taken))
        about = _("Attribute of the type {type}.").format(type=row.type)
        yield Column(taken[-1], about, kinds.get(row.type, "text"))  # type: ignore[arg-type]
