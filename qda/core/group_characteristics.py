"""Who took part, as a group: how many have each value of an attribute, and between which numbers the others lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from sqlalchemy.orm import Session

from qda.core.attribute_types import number
from qda.core.attributes import attribute_rows, values
from qda.core.participants import participants
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class Characteristic:
    """An attribute of participants over all of them.

    `counts` are values with how many people have each, in the order of the options, else the most frequent first;
    `several` says that one person may have several of them. Of numbers it is (smallest, median, largest) instead.
    `said` is of how many of `people` anything is known.
    """

    name: str
    counts: tuple[tuple[str, int], ...]
    numbers: tuple[float, float, float] | None
    several: bool
    said: int
    people: int

    @property
    def unknown(self) -> int:
        """Return of how many people nothing is known."""
        return self.people - self.said

    def words(self) -> str:
        """Return it in words: “Role: peer worker 3, service user 4, not known 1”."""
        if self.numbers:
            low, middle, high = self.numbers
            parts = [_("{low:g} to {high:g}, median {median:g}").format(low=low, high=high, median=middle)]
        else:
            parts = [f"{value} {n}" for value, n in self.counts]
        if self.unknown:
            parts.append(_("not known {n}").format(n=self.unknown))
        words = f"{self.name}: {', '.join(parts)}"
        return _("{words} (several may hold for one person)").format(words=words) if self.several else words


def group_characteristics(session: Session, among: Collection[str] | None = None) -> list[Characteristic]:
    """Return what can be said of participants together, attribute by attribute, in the order of attributes.

    They are all participants, or those whose ids are `among`.

    Free words and dates are left out: they are of single people. An attribute of which nothing is known is, too.
    """
    people = [person for person in participants(session) if among is None or person.id in among]
    known, found = values(session), []
    for row in attribute_rows(session, "participant"):
        given = [said for person in people if (said := known.of_person(row.id, person.id))]
        if not given or row.type not in ("choice", "choices", "number", "yesno"):
            continue
        facts = (len(given), len(people))
        if row.type == "number":
            read = [value for said in given if (value := number(said[0])) is not None]
            if read:
                found.append(Characteristic(row.name, (), (min(read), median(read), max(read)), False, *facts))
            continue
        counts = Counter(value for said in given for value in said)
        order = {option: place for place, option in enumerate(row.options)}
        ranked = sorted(counts.items(), key=lambda one: (order.get(one[0], len(order)), -one[1], one[0]))
        several = any(len(said) > 1 for said in given)
        found.append(Characteristic(row.name, tuple(ranked), None, several, *facts))
    return found
