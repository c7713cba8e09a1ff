"""What is counted in a review: reports, studies or samples, and of which of them a fraction is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import AttributeRow, Values, attribute_rows, values
from qda.core.naming import clean, unknown
from qda.i18n import _, n_
from qda.storage.models import Source

REPORTS, STUDIES, SAMPLES = "reports", "studies", "samples"
UNITS = ((STUDIES, _("Studies")), (REPORTS, _("Reports")), (SAMPLES, _("Samples")))
"""The units by name, with their words."""
ALL = "all"
_ABOUT = {
    REPORTS: _("Every report (source) counts."),
    STUDIES: _("Reports of one study count once; a report for which no study is noted counts as a study of its own."),
    SAMPLES: _(
        "Reports on one sample count once; where no sample is noted the study stands for it, and where no study is "
        "noted the report."
    ),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A report, study or sample: its `name`, and the ids and names of the sources that report it."""

    name: str
    source_ids: tuple[str, ...]
    sources: tuple[str, ...]


def units(session: Session, kind: str) -> list[Unit]:
    """Return the units of a kind in the order of sources; what is noted under one label is one unit.

    Capitals and spaces don't tell labels apart. A sample stands by itself: two studies on it are one unit of samples.
    """
    found: dict[tuple[str, str], tuple[str, list[tuple[str, str]]]] = {}
    columns = (Source.id, Source.name, Source.study_label, Source.sample_label)
    for source_id, name, study, sample in session.execute(select(*columns).order_by(Source.position, Source.id)):
        level, label = "report", source_id
        if kind == SAMPLES and clean(sample):
            level, label = "sample", clean(sample)
        elif kind != REPORTS and clean(study):
            level, label = "study", clean(study)
        shown = name if level == "report" else label
        found.setdefault((level, label.casefold()), (shown, []))[1].append((source_id, name))
    return [
        Unit(name, tuple(key for key, _name in sources), tuple(title for _key, title in sources))
        for name, sources in found.values()
    ]


def counted(kind: str, number: int) -> str:
    """Return a number of units in words: ``23 studies``."""
    if kind == REPORTS:
        return n_("{n} report", "{n} reports", number)
    if kind == SAMPLES:
        return n_("{n} sample", "{n} samples", number)
    return n_("{n} study", "{n} studies", number)


def about(kind: str) -> str:
    """Return the sentence that says what of a kind counts once."""
    return _ABOUT[kind]


@dataclass(frozen=True, slots=True)
class Denominator:
    """Of which units a fraction is taken: `numbers` are their places in the list of all units.

    `words` is the sentence that says how they were chosen.
    """

    numbers: frozenset[int]
    words: str


def denominators(session: Session) -> list[tuple[str, str]]:
    """Return (choice, its words) of all denominators there can be: all units, or those of whom something is known."""
    rows = attribute_rows(session, "source")
    return [
        (ALL, _("All that are included")),
        *((row.name, _("Those with a value of {attribute}").format(attribute=row.name)) for row in rows),
    ]


def denominator(session: Session, found: Sequence[Unit], kind: str, choice: str) -> Denominator:
    """Return the denominator called `choice`: ``all``, an attribute of sources, or ``attribute=value``.

    A unit has a value where any of its reports has. Raises NotFoundError for an attribute there is none of.
    """
    included = counted(kind, len(found))
    if clean(choice).casefold() in ("", ALL):
        words = _("The denominator is all {included} that are included.").format(included=included)
        return Denominator(frozenset(range(len(found))), words)
    name, equals, value = (clean(part) for part in choice.partition("="))
    row = _attribute(session, name)
    known, wanted = values(session), value.casefold()
    numbers = frozenset(
        number
        for number, unit in enumerate(found)
        if any(not equals or one.casefold() == wanted for one in values_of_unit(known, row.id, unit.source_ids))
    )
    said = _("{attribute} is {value}").format(attribute=row.name, value=value) if equals else ""
    said = said or _("{attribute} has a value").format(attribute=row.name)
    words = _("The denominator is the {number} of {included} included for which {condition}.")
    return Denominator(numbers, words.format(number=len(numbers), included=included, condition=said))


def _attribute(session: Session, name: str) -> AttributeRow:
    rows: Mapping[str, AttributeRow] = {row.name.casefold(): row for row in attribute_rows(session, "source")}
    if name.casefold() not in rows:
        sentence = _("There is no attribute of sources called {name}, so it can't choose the denominator.")
        raise unknown(sentence, name, (row.name for row in rows.values()))
    return rows[name.casefold()]


def values_of_unit(known: Values, attribute_id: str, source_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the different values that the reports of a unit have of an attribute of sources."""
    return tuple(dict.fromkeys(value for key in source_ids for value in known.of_source(attribute_id, key)))
