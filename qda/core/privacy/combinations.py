"""People whom fewer than three share what is printed of them: who knows a few facts of somebody can find their words.

Tables of participants and quotes are read together: where both use one pseudonym, what the table says of somebody holds
for each of their quotes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from qda.core.attribute_types import SEVERAL
from qda.core.attributes import AttributeRow, values
from qda.core.consent import consents
from qda.core.participants import participants
from qda.core.privacy.printing import FEWEST, Printing, bands_of, printing
from qda.core.privacy.withholding import refusing
from qda.i18n import _

_MOST_OFFERS = 5


@dataclass(frozen=True, slots=True)
class Rare:
    """What fewer than three people share: the values by name of attribute, and who these people are."""

    values: tuple[tuple[str, str], ...]
    people: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the values in words: ``Role: manager, Age: 61``; what is not known of them is left out."""
        return ", ".join(f"{name}: {value}" for name, value in self.values if value)


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to print less: `kind` bands, leave out, only, or split; of which attribute; how many stay rare then."""

    kind: str
    attribute_id: str
    attribute: str
    left: int

    @property
    def words(self) -> str:
        """Return the offer as a sentence."""
        sentence = {
            "bands": _("Print {name} in bands. Recognisable then: {n}."),
            "leave out": _("Do not print {name}. Recognisable then: {n}."),
            "only": _("Print {name} and nothing else. Recognisable then: {n}."),
            "split": _("Give the table labels of its own, so that no quote can be joined with its row."),
        }[self.kind]
        return sentence.format(name=self.attribute, n=self.left)


@dataclass(frozen=True, slots=True)
class Combinations:
    """What is printed together (names of attributes), who can be picked out by it, and what would help."""

    attributes: tuple[str, ...]
    rare: tuple[Rare, ...]
    offers: tuple[Offer, ...]
    people: int
    split: bool

    @property
    def recognisable(self) -> int:
        """Return how many people can be picked out."""
        return sum(len(one.people) for one in self.rare)

    @property
    def words(self) -> str:
        """Return in a sentence who can be picked out, "" for nobody."""
        if not self.rare:
            return ""
        sentence = _(
            "{n} of {all} people can be picked out by what is printed of them ({names}): fewer than {few} share it."
        )
        names = ", ".join(self.attributes)
        return sentence.format(n=self.recognisable, all=self.people, names=names, few=FEWEST)


def combinations(session: Session, names: Sequence[str] | None = None) -> Combinations:
    """Return who can be picked out by what is printed of participants, by these attributes or as the study prints.

    Who refused to take part is in no table, and counts for nobody.
    """
    how = printing(session)
    shown = [row for row in how.rows if row.name in names] if names is not None else list(how.printed)
    known = values(session)
    away = {one for one, absent in refusing(consents(session)).items() if absent}
    people = [one for one in participants(session) if one.id not in away]
    held = {(row.id, one.id): known.of_person(row.id, one.id) for row in how.rows for one in people}
    names_of = {one.id: one.name for one in people}

    def rare(rows: Sequence[AttributeRow], by: Printing) -> list[Rare]:
        groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for one in people:
            said = tuple((row.name, SEVERAL.join(by.said(row.id, held[row.id, one.id]))) for row in rows)
            groups.setdefault(said, []).append(names_of[one.id])
        # Of whom nothing is known nothing can be found out.
        found = [Rare(said, tuple(who)) for said, who in groups.items() if any(value for _name, value in said)]
        return [one for one in found if len(one.people) < FEWEST]

    found = rare(shown, how)
    now = sum(len(one.people) for one in found)

    def left(rows: Sequence[AttributeRow], by: Printing = how) -> int:
        return sum(len(one.people) for one in rare(rows, by))

    offers = []
    for row in shown if found else ():
        if row.type == "number" and row.id not in how.bands:
            bands: Mapping[str, Mapping[str, str]] = {**how.bands, row.id: bands_of(session, row.id, known)}
            offers.append(Offer("bands", row.id, row.name, left(shown, replace(how, bands=bands))))
        if len(shown) > 1:
            offers.append(Offer("only", row.id, row.name, left([row])))
        offers.append(Offer("leave out", row.id, row.name, left([one for one in shown if one is not row])))
    helping = sorted((one for one in offers if one.left < now), key=lambda one: one.left)[:_MOST_OFFERS]
    if found and not how.split:
        helping.append(Offer("split", "", "", now))
    return Combinations(tuple(row.name for row in shown), tuple(found), tuple(helping), len(people), how.split)
