"""Who took part, as a group: how many have each characteristic, perhaps in a column for each group; nobody alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.attributes import attribute_rows, values
from qda.core.exporters import Choice, ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, continued, paragraph, visible
from qda.core.group_characteristics import Characteristic, group_characteristics
from qda.core.participants import participants
from qda.core.privacy.printing import printing
from qda.errors import RefusedError
from qda.i18n import _, n_

GROUPS = Choice("groups", _("Columns by this attribute"))
PERCENT = Choice("percent", _("Percent beside numbers"), (("yes", _("Yes")), ("no", _("No"))))
_FEW = 2  # people; a group so small may be recognised


@dataclass(frozen=True, slots=True)
class _Group:
    """Some of the participants: what they are called, how many they are, and their characteristics by name."""

    name: str
    people: int
    known: dict[str, Characteristic]


@exporters.product(
    "participant-groups",
    title=_("Participants as a group"),
    about=_("Characteristics of those who took part, as numbers and percent, with nobody listed alone."),
    suffixes=(".docx", ".xlsx", ".csv", ".html", ".md"),
    choices=(GROUPS, PERCENT),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the table; RefusedError where there are no participants or nothing is known of them."""
    groups = _groups(session, GROUPS.of(options))
    if not groups[-1].people:
        raise RefusedError(_("There is no participant yet. Name one in Sources first."))
    printed = {row.name for row in printing(session).printed}
    wanted = [name for name in groups[-1].known if name in printed]
    if options.attributes is not None:
        named = citing.known_attributes(session, options.attributes)
        wanted = [name for name in named if name in groups[-1].known]
    if len(groups) > 1 and len(wanted) > 1:
        # What parts the groups is in the heads of their columns.
        wanted = [name for name in wanted if name != GROUPS.of(options)]
    if not wanted:
        raise RefusedError(
            _("Nothing is known of the participants that can be counted. Give them attributes in Sources first.")
        )
    facts = colophon(session)
    rows = list(_rows(groups, wanted))
    notices = list(_recognisable(groups[-1], wanted))
    if formats.is_data(path):
        notices += formats.write_listing(path, _listing(groups, rows, facts), facts)
    else:
        formats.write_grid(path, _grid(groups, rows, facts, percent=PERCENT.of(options) == "yes"), facts)
    return Written(path, tuple(notices), people=groups[-1].people, rows=len(rows))


def _groups(session: Session, attribute: str) -> list[_Group]:
    """Return the groups by the values of an attribute in their order, and last everybody together."""
    everybody = [person.id for person in participants(session)]
    found: list[tuple[str, list[str]]] = []
    if attribute:
        (name,) = citing.known_attributes(session, [attribute])
        (row,) = (row for row in attribute_rows(session, "participant") if row.name == name)
        known = values(session)
        said = {person: known.of_person(row.id, person) for person in everybody}
        used = dict.fromkeys((*row.options, *(value for given in said.values() for value in given)))
        found = [(value, [person for person in everybody if value in said[person]]) for value in used]
        found.append((_("Not known"), [person for person in everybody if not said[person]]))
        found = [(value, people) for value, people in found if people]
    found.append((_("All") if found else _("Participants"), everybody))
    return [
        _Group(value, len(people), {one.name: one for one in group_characteristics(session, people)})
        for value, people in found
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: a value of a characteristic with the number in each group, or a summary of numbers in words instead."""

    characteristic: str
    value: str
    numbers: tuple[int | None, ...]
    words: tuple[str, ...] = ()


def _rows(groups: Sequence[_Group], wanted: Sequence[str]) -> Iterator[_Line]:
    for name in wanted:
        whole = groups[-1].known[name]
        if whole.numbers:
            words = tuple(_summary(group.known.get(name)) for group in groups)
            yield _Line(name, _("median (range)"), (None,) * len(groups), words)
        for value, _n in whole.counts:
            yield _Line(name, value, tuple(dict(_counts(group, name)).get(value, 0) for group in groups))
        if whole.unknown:
            yield _Line(name, _("not known"), tuple(_unknown(group, name) for group in groups))


def _counts(group: _Group, name: str) -> tuple[tuple[str, int], ...]:
    return group.known[name].counts if name in group.known else ()


def _unknown(group: _Group, name: str) -> int:
    return group.known[name].unknown if name in group.known else group.people


def _summary(known: Characteristic | None) -> str:
    if known is None or known.numbers is None:
        return "–"
    low, middle, high = known.numbers
    return f"{middle:g} ({low:g}–{high:g})"


def _recognisable(everybody: _Group, wanted: Sequence[str]) -> Iterator[str]:
    """Yield a sentence on values that only one or two people have: a table that names nobody may still tell who."""
    few = [f"{name}: {value}" for name in wanted for value, n in everybody.known[name].counts if n <= _FEW]
    if few:
        one = "{n} value is of one or two people only, who may be recognised:"
        several = "{n} values are of one or two people only, who may be recognised:"
        yield f"{n_(one, several, len(few))} {'; '.join(few)}."


# As a table on pages -----------------------------------------------------------------------------------------------


def _grid(groups: Sequence[_Group], rows: Sequence[_Line], facts: Colophon, *, percent: bool) -> Grid:
    names = 0.5 if len(groups) < 3 else 0.3
    made: list[Row] = []
    last = ""
    for row in rows:
        if row.characteristic != last:
            last = row.characteristic
            # Its values stand below a characteristic; what is said in one row needs no other.
            made.append(Row(((paragraph(visible(last), "theme"),), *((),) * len(groups)), opens=True))
        numbers = row.words or tuple(
            _number(n, group.people, percent=percent) for n, group in zip(row.numbers, groups, strict=True)
        )
        cells = ((paragraph(visible(words), "number"),) for words in numbers)
        made.append(Row(((paragraph(visible(row.value), "text", 1),), *cells), continued(last)))
    return Grid(
        title=visible(facts.title),
        caption=_("Characteristics of participants"),
        columns=(
            Column(_("Characteristic"), names),
            *(
                Column(f"{visible(group.name)} (n\u00a0=\u00a0{group.people})", (1 - names) / len(groups), number=True)
                for group in groups
            ),
        ),
        rows=tuple(made),
        notes=tuple(_notes(groups, rows, percent=percent)),
        upright=len(groups) < 4,
    )


def _number(n: int | None, of: int, *, percent: bool) -> str:
    if not n or not percent:
        return str(n or 0)
    return f"{n} ({(200 * n + of) // (2 * of)}%)"  # halves are rounded up, as readers expect


def _notes(groups: Sequence[_Group], rows: Sequence[_Line], *, percent: bool) -> Iterator[str]:
    if percent:
        yield _("Numbers are of people; percent are of all people in the column.")
    several = [
        name for name, one in groups[-1].known.items() if one.several and any(r.characteristic == name for r in rows)
    ]
    if several:
        sentence = _("Several values may hold for one person, so that these add up to more than all: {names}.")
        yield sentence.format(names=visible(", ".join(several)))
    if len(groups) > 1 and sum(group.people for group in groups[:-1]) > groups[-1].people:
        yield _("Who belongs to several groups is counted in each of them, and once among all.")


# As data -----------------------------------------------------------------------------------------------------------


def _listing(groups: Sequence[_Group], rows: Sequence[_Line], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a characteristic with one of its values, in one group. Nobody is listed alone."),
        fields=(
            Field("characteristic", _("Characteristic"), _("The attribute of participants."), 26),
            Field("value", _("Value"), _("One of its values; of numbers, what is told of them."), 26),
            Field("group", _("Group"), _("Of whom the numbers are."), 22),
            Field("n", _("n"), _("How many people of the group it holds for."), 8),
            Field("of", _("Of"), _("How many people there are in the group."), 8),
            Field("summary", _("Summary"), _("Median, smallest and largest number."), 18),
        ),
        rows=_data(groups, rows),
    )


def _data(groups: Sequence[_Group], rows: Sequence[_Line]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        for number, group in enumerate(groups):
            summary = row.words[number] if row.words else None
            yield (row.characteristic, row.value, group.name, row.numbers[number], group.people, summary)
