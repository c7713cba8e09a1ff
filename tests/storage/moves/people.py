"""Moves of attributes, of the labels of speakers, and of what people say of their findings."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import attribute_table, attributes, confidence, participants, speakers
from qda.core.attribute_columns import facts_table
from qda.core.attributes import Cell
from qda.core.confidence import Component
from qda.core.tables import bands
from qda.storage import models
from tests.storage.moves.base import Moves, move

VALUES = ("7", "3,5", "yes", "2026-03", "2.4.2026", "patient", "mask; prison")


def _place(m: Moves, s: Session, attribute_id: str) -> tuple[str | None, str | None]:
    """Return whose value an attribute takes: a source's, a participant's, or a participant's in one interview."""
    if s.get_one(models.Attribute, attribute_id).scope == "source":
        return None, m.one(s, models.Source)
    return m.one(s, models.Participant), m.maybe_one(s, models.Source)


@move(participants.add_attribute)
def _(m: Moves, s: Session) -> object:
    type_, scope = m.random.choice(participants.ATTRIBUTE_TYPES), m.random.choice(participants.SCOPES)
    return participants.add_attribute(s, m.words(2), type_, [m.prose()], scope=scope)


@move(participants.remove_attribute)
def _(m: Moves, s: Session) -> object:
    return participants.remove_attribute(s, m.one(s, models.Attribute))


@move(participants.set_values)
def _(m: Moves, s: Session) -> object:
    attribute = m.one(s, models.Attribute)
    person, source = _place(m, s, attribute)
    given = m.random.choice(([], ["7"], ["3,5"], ["no"], [m.words()], [m.words(), m.words()]))
    asked = m.random.choice(("add", "ask"))
    return participants.set_values(s, person, attribute, given, source_id=source, new_options=asked)


@move(attributes.set_cells)
def _(m: Moves, s: Session) -> object:
    keys = [m.one(s, models.Attribute) for _cell in range(4)]
    cells = [Cell(key, *_place(m, s, key), m.random.choice((*VALUES, m.words(), ""))) for key in keys]
    return attributes.set_cells(s, cells, new_options=m.random.choice(("add", "ask")))


@move(attributes.rename_attribute)
def _(m: Moves, s: Session) -> object:
    return attributes.rename_attribute(s, m.one(s, models.Attribute), m.prose())


@move(attributes.move_attribute)
def _(m: Moves, s: Session) -> object:
    return attributes.move_attribute(s, m.one(s, models.Attribute), m.random.randint(-1, 5))


@move(attributes.edit_options)
def _(m: Moves, s: Session) -> object:
    key = m.one(s, models.Attribute)
    known = next(row.options for row in attributes.attribute_rows(s) if row.id == key)
    options = [(option, m.random.choice((option, m.words(1)))) for option in known if m.random.random() < 0.8]
    return attributes.edit_options(
        s, key, [("", m.words(2)), *options], used=m.random.choice(("ask", "keep", "remove"))
    )


@move(attributes.retype)
def _(m: Moves, s: Session) -> object:
    type_, unfitting = m.random.choice(participants.ATTRIBUTE_TYPES), m.random.choice(("ask", "aside", "remove"))
    return attributes.retype(s, m.one(s, models.Attribute), type_, unfitting=unfitting)


@move(attributes.put_into_group)
def _(m: Moves, s: Session) -> object:
    return attributes.put_into_group(s, m.some(s, models.Participant), m.words(1), into=m.random.random() < 0.7)


@move(speakers.link_label)
def _(m: Moves, s: Session) -> object:
    label = m.random.choice(s.scalars(select(models.Speaker.label)).all() or ["P1"])
    sources = m.some(s, models.Source) if m.maybe() else None
    return speakers.link_label(s, label, m.maybe_one(s, models.Participant), sources)


@move(bands.set_bands)
def _(m: Moves, s: Session) -> object:
    return bands.set_bands(s, m.random.choice(("", "many >= 3, few < 3", "A > 5, B <= 5", "A > 5, B < 5", m.prose())))


@move(confidence.set_scale)
def _(m: Moves, s: Session) -> object:
    return confidence.set_scale(s, m.random.choice(tuple(confidence.SCALES)))


@move(confidence.set_confidence)
def _(m: Moves, s: Session) -> object:
    given = {m.random.choice(tuple(confidence.COMPONENTS)): Component(m.random.choice(("", "minor")), m.prose())}
    level, why = m.random.choice((None, "", "high", "very low")), m.random.choice((None, "", m.prose()))
    theme, coder = m.one(s, models.Theme), m.maybe_one(s, models.Coder)
    return confidence.set_confidence(s, theme, level=level, why=why, components=given, coder_id=coder)


@move(attribute_table.import_facts)
def _(m: Moves, s: Session) -> object:
    people = [*s.scalars(select(models.Participant.name)).all(), m.words(2)]
    sources = [*s.scalars(select(models.Source.name)).all(), ""]
    names = [*s.scalars(select(models.Attribute.name)).all(), m.words(2)]
    head = m.random.choice((("Participant", "Interview"), ("Name", "Interview"), ("Report", "Study")))
    rows = [
        (m.random.choice(people if head[0] != "Report" else sources), m.random.choice(sources), m.random.choice(VALUES))
        for _row in range(3)
    ]
    table = facts_table("people.csv", (*head, m.random.choice(names)), list(enumerate(rows, 2)))
    return attribute_table.import_facts(s, table, take=m.maybe())


@move(speakers.link_sources)
def _(m: Moves, s: Session) -> object:
    return speakers.link_sources(s, m.one(s, models.Participant), m.some(s, models.Source))
