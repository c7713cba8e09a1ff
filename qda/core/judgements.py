"""Judgements: what each coder decides of a source by itself, such as include or exclude, or a rating.

A judgement is a value of an attribute of sources that only its coder stands for. Where coders agree, or have settled
what they differ on, the value becomes that of the source (:func:`adopt`); everybody's own judgement stays, so that
agreement can still be told from what each said before they talked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attribute_types import SEVERAL, WITH_OPTIONS, number, parted
from qda.core.attributes import AttributeRow, attribute_rows
from qda.core.coders import Person, coders
from qda.core.naming import clean
from qda.core.participants import attribute_row, checked, set_values
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import AttributeValue, Coder, Judgement, Source

if TYPE_CHECKING:
    from qda.core.agreement.ratings import Ratings


@dataclass(frozen=True, slots=True)
class Judged:
    """What coders decided of sources for one attribute.

    `sources` are (id, name) in the project's order, `coders` the people who judged any of them, in the order in which
    they joined. `answers` are the values by (source id, coder id), several only of an attribute of several choices;
    `values` are what the attribute says of each source as a whole.
    """

    attribute: AttributeRow
    sources: tuple[tuple[str, str], ...]
    coders: tuple[Person, ...]
    answers: Mapping[tuple[str, str], tuple[str, ...]]
    values: Mapping[str, tuple[str, ...]]

    def of(self, source_id: str, coder_id: str) -> tuple[str, ...]:
        """Return what a coder decided of a source, nothing where it is open."""
        return self.answers.get((source_id, coder_id), ())

    def number_by(self, coder_id: str) -> int:
        """Return how many of the sources a coder judged."""
        return sum(bool(self.of(key, coder_id)) for key, _name in self.sources)

    def differing(self, coder_ids: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of sources of which at least two of these coders decided differently."""
        return tuple(key for key, _name in self.sources if len(self._said(key, coder_ids)) > 1)

    def agreed(self, coder_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return what all of these coders decided alike, by the ids of the sources."""
        return {
            key: next(iter(said))
            for key, _name in self.sources
            if all(self.of(key, one) for one in coder_ids) and len(said := self._said(key, coder_ids)) == 1
        }

    def _said(self, source_id: str, coder_ids: Sequence[str]) -> set[tuple[str, ...]]:
        return {said for one in coder_ids if (said := self.of(source_id, one))}

    def ratings(self, coder_ids: Sequence[str]) -> Ratings:
        """Return the judgements of these coders as ratings: a unit a source.

        The values are the options in their order (of two the first one last), or no and yes, where the attribute has
        such; numbers are numbers; several choices are sets.
        """
        from qda.core.agreement.scores import ratings_from

        names = {person.id: person.name for person in self.coders}
        several = self.attribute.type == "choices"
        rows = [[self._answer(self.of(key, one), several) for one in coder_ids] for key, _name in self.sources]
        declared = None if several else self._declared(said for row in rows for said in row if said is not None)
        return ratings_from(rows, declared, coders=[names.get(one, "") for one in coder_ids])

    def _answer(self, said: tuple[str, ...], several: bool) -> object:
        if not said:
            return None
        if several:
            return frozenset(said)
        # Programs that write 85 % and 85 mean one number.
        return number(said[0]) if self.attribute.type == "number" else said[0]

    def _declared(self, given: Iterable[object]) -> list[str] | None:
        if self.attribute.type == "yesno":
            return ["no", "yes"]
        if not self.attribute.options:
            return None
        others = sorted({str(said) for said in given} - set(self.attribute.options))
        declared = [*self.attribute.options, *others]
        # Of two values the second is what positive agreement and prevalence are about: of include, exclude the first.
        return declared[::-1] if len(declared) == 2 else declared


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many values sources got: `agreed` from all coders alike, `settled` by choice; `open` differ still."""

    agreed: int
    settled: int
    open: int


def judged(session: Session, attribute_id: str, source_ids: Collection[str] | None = None) -> Judged:
    """Return what coders decided of all sources, or of these, for an attribute of sources.

    What a coder may not see yet is not in it: a blind round hides others' judgements as it hides their codings.
    """
    attribute = next((row for row in attribute_rows(session, "source") if row.id == attribute_id), None)
    if attribute is None:
        raise NotFoundError(_("That attribute of sources is not in this project any more."))
    rows = session.execute(select(Source.id, Source.name).order_by(Source.position, Source.id)).all()
    sources = tuple((key, name) for key, name in rows if source_ids is None or key in source_ids)
    wanted = {key for key, _name in sources}
    said = session.scalars(select(Judgement).where(Judgement.attribute_id == attribute_id).order_by(Judgement.id))
    answers = {
        (row.source_id, row.coder_id): tuple(parted(attribute.type, row.value))
        for row in said
        if row.source_id in wanted
    }
    who = {coder_id for _source, coder_id in answers}
    people = tuple(person for person in coders(session, counted=False) if person.id in who)
    values: dict[str, tuple[str, ...]] = {}
    query = select(AttributeValue.source_id, AttributeValue.value).where(AttributeValue.attribute_id == attribute_id)
    for key, value in session.execute(query.order_by(AttributeValue.id)):
        if key in wanted:
            values[key] = (*values.get(key, ()), value)
    return Judged(attribute, sources, people, answers, values)


def judge(session: Session, attribute_id: str, source_id: str, coder_id: str, values: Iterable[str]) -> None:
    """Keep what a coder decides of a source, in place of what the same coder decided before; nothing takes it back.

    Raises RefusedError for values that the attribute does not take, NotFoundError where any of them is gone.
    """
    attribute = attribute_row(session, attribute_id)
    if attribute.scope != "source":
        raise RefusedError(_("{name} is an attribute of people, not of sources.").format(name=attribute.name))
    if session.get(Source, source_id) is None:
        raise NotFoundError(_("That source is not in this project any more."))
    if session.get(Coder, coder_id) is None:
        raise NotFoundError(_("That coder is not in this project any more."))
    wanted = _among_options(session, attribute_id, checked(attribute, values))
    found = session.scalars(
        select(Judgement).where(
            Judgement.attribute_id == attribute_id, Judgement.source_id == source_id, Judgement.coder_id == coder_id
        )
    ).first()
    value = SEVERAL.join(wanted)
    if found is None and value:
        session.add(Judgement(attribute_id=attribute_id, source_id=source_id, coder_id=coder_id, value=value))
    elif found is not None and not value:
        session.delete(found)
    elif found is not None:
        found.value = value
    session.flush()


def _among_options(session: Session, attribute_id: str, values: Sequence[str]) -> list[str]:
    attribute = next(row for row in attribute_rows(session, "source") if row.id == attribute_id)
    if attribute.type not in WITH_OPTIONS or not attribute.options:
        return list(values)
    known = {option.casefold(): option for option in attribute.options}
    for value in values:
        if value.casefold() not in known:
            options = SEVERAL.join(attribute.options)
            sentence = _("{name} has no option “{value}”; it has {options}.")
            raise RefusedError(sentence.format(name=attribute.name, value=value, options=options))
    return [known[value.casefold()] for value in values]


def adopt(
    session: Session,
    attribute_id: str,
    coder_ids: Sequence[str],
    chosen: Mapping[str, str] | None = None,
    *,
    source_ids: Collection[str] | None = None,
) -> Adopted:
    """Give sources the values that these coders agree on, and the `chosen` ones (by source id) where they differ.

    A source that has a value already keeps it, unless one was chosen. Raises RefusedError for fewer than two coders and
    for a chosen value that the attribute does not take.
    """
    if len(set(coder_ids)) < 2:
        raise RefusedError(_("It takes two people's decisions to agree."))
    found = judged(session, attribute_id, source_ids)
    settled = dict(chosen or {})
    for source_id, value in settled.items():
        values = parted(found.attribute.type, clean(value))
        set_values(session, None, attribute_id, _among_options(session, attribute_id, values), source_id=source_id)
    agreed = 0
    for source_id, said in found.agreed(coder_ids).items():
        if source_id not in settled and source_id not in found.values:
            set_values(session, None, attribute_id, said, source_id=source_id)
            agreed += 1
    still = [key for key in found.differing(coder_ids) if key not in settled and key not in found.values]
    return Adopted(agreed, len(settled), len(still))
