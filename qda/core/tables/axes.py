"""The rows and columns of a matrix: which there can be, what each is called, and where a coded passage belongs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import AttributeRow, attribute_rows
from qda.core.codebook import CodeRow
from qda.core.naming import clean, unknown
from qda.core.retrieval import codes_of_theme, reach
from qda.core.themes.outline import ThemeRow
from qda.i18n import _
from qda.storage.models import AttributeValue, Coder, Participant, Source

CODES, CATEGORIES, THEMES = "codes", "categories", "themes"
PARTICIPANTS, SOURCES, CODERS, NOTHING = "participants", "sources", "coders", "nothing"
WORDS = {
    CODES: _("Codes"),
    CATEGORIES: _("Categories"),
    THEMES: _("Themes"),
    PARTICIPANTS: _("Participants"),
    SOURCES: _("Sources"),
    CODERS: _("Coders"),
    NOTHING: _("Totals only"),
}
ROWS = (CODES, CATEGORIES, THEMES)
COLUMNS = (PARTICIPANTS, SOURCES, CODERS, NOTHING)
_ATTRIBUTE = "attribute:"
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Head:
    """What heads a row or a column: `key` is an id or a value ("" for those of whom nothing is known).

    `code_ids` are the codes that a row counts; `depth` indents it, `colour` is its code's.
    """

    key: str
    name: str
    path: str = ""
    depth: int = 0
    colour: str = ""
    code_ids: tuple[str, ...] = ()


def of_attribute(attribute_id: str) -> str:
    """Return the name of the axis that the values of an attribute make."""
    return _ATTRIBUTE + attribute_id


def attribute_id(axis: str) -> str | None:
    """Return the attribute whose values make an axis, None for any other axis."""
    return axis.removeprefix(_ATTRIBUTE) if axis.startswith(_ATTRIBUTE) else None


def axes(session: Session, fixed: Sequence[str]) -> list[tuple[str, str]]:
    """Return (axis, its words) of all there can be: those in `fixed`, then the values of each attribute."""
    return [
        *((name, WORDS[name]) for name in fixed),
        *((of_attribute(one.id), one.name) for one in attribute_rows(session)),
    ]


def find_axis(session: Session, words: str, fixed: Sequence[str]) -> str:
    """Return the axis meant by `words`: one of `fixed`, or an attribute by name or id; NotFoundError for others."""
    wanted = clean(words)
    if wanted.casefold() in fixed:
        return wanted.casefold()
    for one in attribute_rows(session):
        if wanted.removeprefix(_ATTRIBUTE) in (one.id, one.name):
            return of_attribute(one.id)
    names = (*fixed, *(one.name for one in attribute_rows(session)))
    raise unknown(_("A table can't be made of “{name}”."), wanted, names)


def title_of(session: Session, axis: str) -> str:
    """Return the words for an axis."""
    key = attribute_id(axis)
    if key is None:
        return WORDS[axis]
    return next((one.name for one in attribute_rows(session) if one.id == key), _("An attribute that is gone"))


# Rows ----------------------------------------------------------------------------------------------------------------


def row_heads(rows: str, book: Sequence[CodeRow], outline: Sequence[ThemeRow], *, lower: bool) -> list[Head]:
    """Return the heads of codes, categories or themes, each with the codes it counts: with all below it if `lower`.

    Themes that are set aside are left out. Themes count the codes on which they draw.
    """
    if rows == THEMES:
        return [
            Head(
                theme.id,
                theme.name,
                theme.name,
                theme.depth,
                code_ids=tuple(codes_of_theme(book, outline, theme.id) if lower else theme.code_ids),
            )
            for theme in outline
            if theme.status != "set aside"
        ]
    above = {code.parent for code in book} | {parent for code in book for parent in code.also}
    reached = reach(book) if lower else {}
    wanted = [code for code in book if rows == CODES or code.kind == "category" or code.id in above]
    return [
        Head(
            code.id,
            code.name,
            code.path,
            code.depth,
            code.colour,
            tuple(sorted(reached[code.id])) if lower else (code.id,),
        )
        for code in wanted
    ]


# Columns -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Values:
    """Who has which value of one attribute. `own` and `in_source` are by participant, `sources` by source."""

    facts: AttributeRow
    own: Mapping[str, tuple[str, ...]]
    in_source: Mapping[tuple[str, str], tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]

    @property
    def of_sources(self) -> bool:
        """Say whether it is an attribute of sources."""
        return self.facts.scope == "source"

    def of_person(self, person: str, source_id: str | None = None) -> tuple[str, ...]:
        """Return the values of a participant: those for one source where there are any, else their own."""
        here = self.in_source.get((person, source_id), ()) if source_id is not None else ()
        return here or self.own.get(person, ())


def values_of(session: Session, key: str) -> Values:
    """Read who has which value of an attribute; NotFoundError where there is no such attribute."""
    facts = next((one for one in attribute_rows(session) if one.id == key), None)
    if facts is None:
        raise unknown(_("There is no attribute called {name}."), key, ())
    own: dict[str, list[str]] = {}
    in_source: dict[tuple[str, str], list[str]] = {}
    sources: dict[str, list[str]] = {}
    query = select(AttributeValue.participant_id, AttributeValue.source_id, AttributeValue.value)
    for person, source_id, value in session.execute(
        query.where(AttributeValue.attribute_id == key).order_by(AttributeValue.id)
    ):
        if person is None:
            sources.setdefault(source_id or "", []).append(value)
        elif source_id is None:
            own.setdefault(person, []).append(value)
        else:
            in_source.setdefault((person, source_id), []).append(value)
    return Values(facts, _frozen(own), _frozen(in_source), _frozen(sources))


def _frozen(found: dict[_Key, list[str]]) -> dict[_Key, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}


def value_heads(values: Values) -> list[Head]:
    """Return the heads of an attribute's values: its options in their order, then others by number or alphabet."""
    used = {one for found in (values.own, values.in_source, values.sources) for some in found.values() for one in some}
    ordered = [one for one in values.facts.options if one] + sorted(used.difference(values.facts.options), key=_order)
    return [Head(one, one, one) for one in dict.fromkeys(ordered)] + [Head("", _("(not known)"), _("(not known)"))]


def _order(value: str) -> tuple[int, float, str]:
    try:
        return (0, float(value.replace(",", ".")), value)
    except ValueError:
        return (1, 0.0, value.casefold())


def thing_heads(session: Session, axis: str) -> list[Head]:
    """Return the heads of participants, sources or coders, in the project's order."""
    if axis == SOURCES:
        rows = session.execute(select(Source.id, Source.name).order_by(Source.position, Source.id)).all()
        return [Head(key, name, name) for key, name in rows]
    if axis == CODERS:
        rows = session.execute(select(Coder.id, Coder.name).order_by(Coder.id)).all()
        return [Head(key, name, name) for key, name in rows]
    rows = session.execute(
        select(Participant.id, Participant.name).order_by(Participant.position, Participant.id)
    ).all()
    return [*(Head(key, name, name) for key, name in rows), Head("", _("(nobody known)"), _("(nobody known)"))]


class Columns:
    """The columns of a matrix of coded passages: tells of a passage in which of them it belongs."""

    def __init__(self, session: Session, axis: str) -> None:
        self.axis = axis
        key = attribute_id(axis)
        self._values = values_of(session, key) if key is not None else None
        if axis == NOTHING:
            self.heads: list[Head] = []
        elif self._values is not None:
            self.heads = value_heads(self._values)
        else:
            self.heads = thing_heads(session, axis)
        self._at = {head.key: number for number, head in enumerate(self.heads)}

    @property
    def by_coder(self) -> bool:
        """Say whether it matters who coded a passage."""
        return self.axis == CODERS

    def of(self, source_id: str, coder_id: str, people: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
        """Yield the columns of a passage with those among its `people` who belong there."""
        if self.axis == NOTHING:
            return
        if self.axis in (SOURCES, CODERS):
            yield self._at[source_id if self.axis == SOURCES else coder_id], people
        elif self.axis == PARTICIPANTS:
            for person in people:
                yield self._at[person], (person,)
            if not people:
                yield self._at[""], ()
        else:
            assert self._values is not None
            yield from self._of_values(self._values, source_id, people)

    def sources_of(self, key: str) -> tuple[str, ...] | None:
        """Return the sources that make a column, where it is made of whole sources."""
        if self.axis == SOURCES:
            return (key,)
        if self._values is None or not self._values.of_sources or not key:
            return None
        return tuple(source_id for source_id, found in self._values.sources.items() if key in found)

    def people_of(self, key: str) -> tuple[str, ...] | None:
        """Return the participants whose every word belongs in a column, where just these make it."""
        if self.axis == PARTICIPANTS:
            return (key,) if key else None
        if self._values is None or self._values.of_sources or self._values.in_source or not key:
            return None
        return tuple(person for person, found in self._values.own.items() if key in found)

    def _of_values(self, values: Values, source_id: str, people: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
        if values.of_sources:
            for value in values.sources.get(source_id, ("",)):
                yield self._at[value], people
            return
        found: dict[str, list[str]] = {}
        for person in people:
            for value in values.of_person(person, source_id) or ("",):
                found.setdefault(value, []).append(person)
        for value, some in (found or {"": []}).items():
            yield self._at[value], some
