"""Charting for reviews: what each report says under fixed headings, and how many say what, of how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attribute_types import SEVERAL
from qda.core.attributes import AttributeRow, Cell, Filled, attribute_rows, set_cells, values
from qda.core.documents import edit_source
from qda.core.tables.units import units
from qda.errors import NotFoundError
from qda.i18n import _, n_
from qda.storage.models import Source

UNITS = {"reports": _("reports"), "studies": _("studies"), "samples": _("samples")}
"""What is counted; reports of one study, or on one sample, count once where those are."""
STUDY, SAMPLE = "study_label", "sample_label"
LABELS = {STUDY: _("Study"), SAMPLE: _("Sample")}


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its study and sample labels and what is charted: values by the id of their heading."""

    source_id: str
    name: str
    study: str
    sample: str
    values: Mapping[str, tuple[str, ...]]

    def words(self, field: str) -> str:
        """Return what is charted under a heading, or a label, as it is typed."""
        if field in LABELS:
            return self.study if field == STUDY else self.sample
        return SEVERAL.join(self.values.get(field, ()))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many say what. `rows` are (value, number), `of` all that were counted; `silent` say nothing there.

    Where several values may stand under a heading, shares add up to more than a hundred.
    """

    heading: str
    unit: str
    rows: tuple[tuple[str, int], ...]
    of: int
    silent: int
    several: bool

    def share(self, number: int) -> float:
        """Return a number in hundredths of all that were counted."""
        return 100 * number / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Crossed:
    """How many say one thing and another: numbers by (value, other value) of two headings, of `of` in all."""

    heading: str
    across: str
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    of: int

    def share(self, number: int) -> float:
        """Return a number in hundredths of all that were counted."""
        return 100 * number / self.of if self.of else 0.0


def headings(session: Session) -> list[AttributeRow]:
    """Return the headings of the charting form, in order: the attributes of sources."""
    return attribute_rows(session, "source")


def reports(session: Session) -> list[Report]:
    """Return every source with what is charted of it, in the order of sources."""
    said, known = values(session), headings(session)
    columns = (Source.id, Source.name, Source.study_label, Source.sample_label)
    return [
        Report(
            source_id,
            name,
            study,
            sample,
            {row.id: found for row in known if (found := said.of_source(row.id, source_id))},
        )
        for source_id, name, study, sample in session.execute(select(*columns).order_by(Source.position, Source.id))
    ]


def chart(session: Session, cells: Mapping[tuple[str, str], str], *, new_options: str = "add") -> Filled:
    """Fill cells of the form, each by the id of its source and its heading (or STUDY, SAMPLE), from what was typed.

    A cell whose words its heading does not take is left and told of in `refused`.
    """
    labels = {key: words for key, words in cells.items() if key[1] in LABELS}
    for (source_id, field), words in labels.items():
        edit_source(session, source_id, **{field: words.strip()})
    wanted = [Cell(field, None, source_id, words) for (source_id, field), words in cells.items() if field not in LABELS]
    filled = set_cells(session, wanted, new_options=new_options)
    return Filled(filled.set + len(labels), filled.refused)


def count_by(session: Session, heading_id: str, unit: str = "reports") -> Counted:
    """Count reports, studies or samples by what they say under a heading; a value counts once for each of them."""
    heading, counted = _heading(session, heading_id), _units(session, unit)
    found: dict[str, int] = {}
    silent = 0
    for group in counted:
        said = _said(group, heading_id)
        silent += not said
        for value in said:
            found[value] = found.get(value, 0) + 1
    rows = tuple((value, found.get(value, 0)) for value in _ordered(heading, found))
    several = sum(number for _value, number in rows) > len(counted) - silent
    return Counted(heading.name, unit, rows, len(counted), silent, several)


def cross(session: Session, heading_id: str, across_id: str, unit: str = "reports") -> Crossed:
    """Count reports, studies or samples by what they say under two headings at once."""
    heading, across = _heading(session, heading_id), _heading(session, across_id)
    counted = _units(session, unit)
    cells: dict[tuple[str, str], int] = {}
    for group in counted:
        pairs = {
            (value, other): None
            for report in group
            for value in report.values.get(heading_id, ())
            for other in report.values.get(across_id, ())
        }
        for pair in pairs:
            cells[pair] = cells.get(pair, 0) + 1
    rows = _ordered(heading, (value for value, _other in cells))
    columns = _ordered(across, (other for _value, other in cells))
    return Crossed(heading.name, across.name, unit, rows, columns, cells, len(counted))


def of_sentence(count: Counted) -> str:
    """Return what the percentages are of."""
    n = count.of
    return {
        "reports": n_("Percent of {n} report.", "Percent of {n} reports.", n),
        "studies": n_("Percent of {n} study.", "Percent of {n} studies.", n),
        "samples": n_("Percent of {n} sample.", "Percent of {n} samples.", n),
    }[count.unit]


def counted_sentence(count: Counted) -> str:
    """Return what the percentages are of, and what else one must know to read them."""
    sentences = [of_sentence(count)]
    if count.silent:
        words = n_("{n} says nothing under this heading", "{n} say nothing under this heading", count.silent)
        sentences.append(f"{words}.")
    if count.several:
        sentences.append(_("Several values may stand together, so shares can add up to more than 100 %."))
    return " ".join(sentences)


def _heading(session: Session, heading_id: str) -> AttributeRow:
    for row in headings(session):
        if row.id == heading_id:
            return row
    raise NotFoundError(_("That heading is not in this project any more."))


def _units(session: Session, unit: str) -> list[list[Report]]:
    if unit not in UNITS:
        raise TypeError(f"{unit} are not counted")
    found = {row.source_id: row for row in reports(session)}
    return [[found[key] for key in one.source_ids] for one in units(session, unit)]


def _said(group: Sequence[Report], heading_id: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for report in group for value in report.values.get(heading_id, ())))


def _ordered(heading: AttributeRow, found: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a heading: its options in order, and then what else was found."""
    usual = ("yes", "no") if heading.type == "yesno" else heading.options
    return tuple(dict.fromkeys((*usual, *sorted(set(found) - set(usual)))))
