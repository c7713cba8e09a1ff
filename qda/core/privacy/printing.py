"""Which attributes of participants are printed, and how: as they are, numbers in bands, or not at all.

It is a choice of the study, shared with the team: tables of participants, and labels of quotes, keep to it until
somebody names attributes for one product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.attribute_types import number
from qda.core.attributes import AttributeRow, Values, attribute_rows, values
from qda.core.participants import attribute_row, participants
from qda.core.settings_of_study import listed, put_setting, setting
from qda.errors import RefusedError
from qda.i18n import _

FEWEST = 3
"""People who have to share what is printed of them, so that nobody can be picked out. (k-anonymity with k = 3; the
smallest cell that offices of statistics publish is often 3, too.)"""
WAYS: Mapping[str, str] = {"": _("As it is"), "bands": _("In bands"), "no": _("Not printed")}
"""How an attribute can be printed, and what that is called; bands are for numbers."""
_WAYS_KEY, _SPLIT_KEY = "print.attributes", "print.split"


@dataclass(frozen=True, slots=True)
class Printing:
    """How the attributes of participants are printed: `ways` by id ("" is as it is), `bands` of those in bands.

    `split` where the table of participants does not use the pseudonyms by which quotes are cited.
    """

    rows: tuple[AttributeRow, ...]
    ways: Mapping[str, str]
    bands: Mapping[str, Mapping[str, str]]
    split: bool

    @property
    def printed(self) -> tuple[AttributeRow, ...]:
        """Return the attributes that are printed."""
        return tuple(row for row in self.rows if self.ways.get(row.id) != "no")

    def said(self, attribute_id: str, known: Sequence[str]) -> tuple[str, ...]:
        """Return values as they are printed: in their bands, each once."""
        bands = self.bands.get(attribute_id)
        return tuple(known if bands is None else dict.fromkeys(bands.get(value, value) for value in known))


def printing(session: Session) -> Printing:
    """Return how the attributes of participants are printed in this study."""
    rows = tuple(attribute_rows(session, "participant"))
    kept = listed(session, _WAYS_KEY, {})
    ways = {row.id: str(kept.get(row.id, "")) for row in rows} if isinstance(kept, dict) else {}
    banded = [row for row in rows if ways.get(row.id) == "bands"]
    known = values(session) if banded else None
    bands = {row.id: bands_of(session, row.id, known) for row in banded} if known else {}
    return Printing(rows, ways, bands, setting(session, _SPLIT_KEY) == "yes")


def print_attribute(session: Session, attribute_id: str, way: str) -> None:
    """Say how an attribute is printed from now on, one of :data:`WAYS`; RefusedError for bands of what is no number."""
    row = attribute_row(session, attribute_id)
    if way not in WAYS:
        raise TypeError("attributes are printed as they are, in bands, or not")
    if row.scope != "participant":
        raise RefusedError(_("{name} is an attribute of sources, not of people.").format(name=row.name))
    if way == "bands" and row.type != "number":
        raise RefusedError(_("Bands are for numbers; {name} is none.").format(name=row.name))
    kept = listed(session, _WAYS_KEY, {})
    there = {one.id for one in attribute_rows(session, "participant")}
    ways = {key: value for key, value in kept.items() if key in there and value} if isinstance(kept, dict) else {}
    ways.pop(attribute_id, None)
    put_setting(session, _WAYS_KEY, (ways | ({attribute_id: way} if way else {})) or None)


def print_only(session: Session, attribute_id: str) -> None:
    """Print one attribute of participants, and no other."""
    print_attribute(session, attribute_id, "")
    for row in attribute_rows(session, "participant"):
        if row.id != attribute_id:
            print_attribute(session, row.id, "no")


def split_labels(session: Session, *, split: bool) -> None:
    """Say whether the table of participants has labels of its own, so that quotes can't be joined with it."""
    put_setting(session, _SPLIT_KEY, "yes" if split else None)


def bands_of(session: Session, attribute_id: str, known: Values | None = None) -> dict[str, str]:
    """Return the band of each value of a number, such that at least :data:`FEWEST` people are in each: ``24–31``."""
    known = known or values(session)
    held = [value for one in participants(session) for value in known.of_person(attribute_id, one.id)]
    numbers = {value: found for value in held if (found := number(value)) is not None}
    groups: list[list[str]] = [[]]
    for value in sorted(numbers, key=numbers.__getitem__):
        same = groups[-1] and numbers[groups[-1][-1]] == numbers[value]
        if sum(held.count(one) for one in groups[-1]) >= FEWEST and not same:
            groups.append([])
        groups[-1].append(value)
    # The rest at the end may be too few for a band of their own.
    if len(groups) > 1 and sum(held.count(one) for one in groups[-1]) < FEWEST:
        groups[-2:] = [groups[-2] + groups[-1]]
    return {value: _words(group) for group in groups for value in group}


def _words(group: Sequence[str]) -> str:
    return group[0] if group[0] == group[-1] else f"{group[0]}–{group[-1]}"
