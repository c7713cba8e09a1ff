"""Participants with what is known of them: a row a person, and a row for each interview in which something differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.attribute_types import SEVERAL
from qda.core.attributes import AttributeRow, values
from qda.core.documents import source_names
from qda.core.exporters import ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, continued, paragraph, paragraphs, visible
from qda.core.participants import ParticipantRow, participants
from qda.core.privacy.printing import Printing, printing
from qda.errors import RefusedError
from qda.i18n import _, n_


@exporters.product(
    "participants",
    title=_("Participants"),
    about=_("Who took part, and what is known of them: a row a person, for the paper or as data."),
    suffixes=(".docx", ".xlsx", ".csv"),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the table of participants; RefusedError where there are none."""
    people = participants(session)
    if not people:
        raise RefusedError(_("There is no participant yet. Name one in Sources first."))
    facts = colophon(session)
    how = printing(session)
    shown: Sequence[AttributeRow] = how.printed
    if options.attributes is not None:
        names = citing.known_attributes(session, options.attributes)
        shown = [row for name in names for row in how.rows if row.name == name]
    lines = list(_lines(session, people, shown, how))
    if how.split:
        lines = _apart(lines)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, _listing(lines, shown, facts), facts)
    else:
        formats.write_grid(path, _grid(lines, shown, facts, len(people)), facts)
    return Written(path, tuple(notices), people=len(people))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: a participant as a whole, or (with a `source`) what is different in one interview."""

    person: ParticipantRow
    source: str
    sources: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


def _apart(lines: Sequence[_Line]) -> list[_Line]:
    """Return the rows of people as a whole under labels of their own, so that nobody's quotes can be joined with them.

    They stand in the order of what is told of them: the order of the study would tell who is who.
    """
    whole = sorted((line for line in lines if not line.source), key=lambda line: line.values)
    named = ((line, _("Person {n}").format(n=number)) for number, line in enumerate(whole, start=1))
    return [replace(line, person=replace(line.person, name=name, note=""), sources=()) for line, name in named]


def _lines(
    session: Session, people: Sequence[ParticipantRow], shown: Sequence[AttributeRow], how: Printing
) -> Iterator[_Line]:
    known, titles = values(session), dict(source_names(session))
    for person in people:
        sources = tuple(titles[key] for key in person.source_ids)
        yield _Line(person, "", sources, tuple(how.said(row.id, known.overall(row.id, person.id)) for row in shown))
        # What was said of an interview is kept when the person is linked to it no more; it is listed all the same.
        for source_id, title in titles.items():
            there = tuple(how.said(row.id, known.there(row.id, person.id, source_id)) for row in shown)
            if any(there):
                yield _Line(person, title, (title,), there)


def _grid(lines: Sequence[_Line], shown: Sequence[AttributeRow], facts: Colophon, people: int) -> Grid:
    where = any(line.sources for line in lines)
    shares = [0.2, *(0.14 for _row in shown), *([0.2] if where else [])]
    heads = [_("Participant"), *(row.name for row in shown), *([_("Sources")] if where else [])]
    numbers = [False, *(row.type == "number" for row in shown), *([False] if where else [])]
    whole = sum(shares)
    columns = zip(heads, shares, numbers, strict=True)
    notes = [n_("{n} participant.", "{n} participants.", people)]
    if any(line.source for line in lines):
        notes.append(_("A row with the name of a source says what was different at that interview."))
    return Grid(
        title=visible(facts.title),
        caption=_("Participants"),
        columns=tuple(Column(visible(head), share / whole, right) for head, share, right in columns),
        rows=tuple(_row(line, numbers, where=where) for line in lines),
        notes=tuple(notes),
    )


def _row(line: _Line, numbers: Sequence[bool], *, where: bool) -> Row:
    name = paragraph(
        visible(line.source or line.person.name), "subtheme" if line.source else "theme", bool(line.source)
    )
    cells = (
        paragraphs(visible(SEVERAL.join(given)), "number" if right else "text")
        for given, right in zip(line.values, numbers[1:], strict=False)
    )
    sources = () if line.source else paragraphs(visible("; ".join(line.sources)), "detail")
    return Row(((name,), *cells, *([sources] if where else [])), continued(line.person.name), opens=not line.source)


def _listing(lines: Sequence[_Line], shown: Sequence[AttributeRow], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a participant; with an interview, what was different there. It can be imported again."),
        fields=(
            Field("participant", _("Participant"), _("The pseudonym."), 22),
            Field("interview", _("Interview"), _("The source for which the row holds; empty for the person."), 22),
            Field("sources", _("Sources"), _("Where the participant speaks."), 30),
            *(Field(row.name, row.name, _about(row), 18, row.type == "number") for row in shown),
            Field("note", _("Note"), _("What was written down about the participant."), 40),
        ),
        rows=map(_data, lines),
    )


_TYPES: Mapping[str, str] = {
    "number": _("A number."),
    "choice": _("One of: {options}."),
    "choices": _("Some of: {options}."),
    "date": _("A date, or a part of one."),
    "yesno": _("yes or no."),
}


def _about(row: AttributeRow) -> str:
    return _TYPES.get(row.type, _("Attribute of the participant.")).format(options=", ".join(row.options))


def _data(line: _Line) -> tuple[Value, ...]:
    return (
        line.person.name,
        line.source or None,
        line.sources,
        *line.values,
        None if line.source else line.person.note,
    )
