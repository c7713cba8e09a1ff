"""A reporting checklist: each item with what the project says of it, empty where only the authors can say something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters, study
from qda.core.checklists.filling import STATES, Answer, Filled, fill
from qda.core.checklists.lists import usual
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Cell,
    Column,
    Field,
    Grid,
    Listing,
    Paragraph,
    Row,
    Run,
    Value,
    continued,
    paragraph,
    paragraphs,
    visible,
)
from qda.i18n import _, n_

LIST = Choice(
    "list",
    _("Checklist"),
    (
        ("usual", _("As the approach has it")),
        ("rtarg", _("RTARG, reflexive analysis")),
        ("coreq", _("COREQ, interviews and groups")),
        ("srqr", _("SRQR, any qualitative study")),
        ("entreq", _("ENTREQ, synthesis of studies")),
    ),
)


@exporters.product(
    "checklist",
    title=_("Reporting checklist"),
    about=_("RTARG, COREQ, SRQR or ENTREQ: filled in where the project knows, empty where only authors do."),
    suffixes=(".docx", ".xlsx", ".html", ".md"),
    choices=(LIST,),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write a checklist, with a notice of how many items the project says something of."""
    filled, facts = fill(session, _chosen(session, options)), colophon(session)
    notices = list(filled.notices)
    told = sum(bool(one.told) for one in filled.answers)
    notices.append(
        _("Of {all} items the project says something of {n}; the rest is for the authors.").format(
            all=len(filled.answers), n=told
        )
    )
    if formats.is_data(path):
        notices += formats.write_listing(path, _listing(filled, facts), facts)
    else:
        formats.write_grid(path, _grid(filled, visible(facts.title)), facts)
    return Written(path, tuple(notices), rows=len(filled.answers))


def _chosen(session: Session, options: ProductOptions) -> str:
    chosen = LIST.of(options)
    return usual(study.approach(session).name) if chosen == "usual" else chosen


# On pages ----------------------------------------------------------------------------------------------------------


def _grid(filled: Filled, title: str) -> Grid:
    found = filled.guideline
    return Grid(
        title=title,
        caption=f"{found.title}. {found.name}",
        columns=(
            Column(_("Item"), 0.3),
            Column(_("What the project says"), 0.54),
            Column(_("Where it stands in the paper"), 0.16),
        ),
        rows=tuple(_rows(filled)),
        notes=tuple(_notes(filled)),
    )


def _rows(filled: Filled) -> Iterator[Row]:
    section = ""
    for one in filled.answers:
        if one.item.section != section:
            section = one.item.section
            yield Row(((Paragraph((Run(section, bold=True, italic=True),)),), (), ()), opens=True)
        name = f"{one.item.number}. {one.item.heading}" + ("" if one.item.confirmed else " *")
        head: Cell = (
            paragraph(name, "theme"),
            paragraph(one.item.asks, "detail"),
        )
        yield Row((head, _said(one), ()), continued(name))


def _said(one: Answer) -> Cell:
    """Return what the project says, what authors add to it, and what needs a reason; nothing where only authors do."""
    cell: list[Paragraph] = [part for words in one.told for part in paragraphs(words)]
    if one.needs_reason:
        lead, reason = _("Needs a reason: “not applicable, because …”"), f" {one.item.reflexive}"
        cell.append(Paragraph((Run(lead, bold=True), Run(reason)), "text"))
    elif one.told and one.item.authors:
        cell.append(Paragraph((Run(_("Authors add:"), bold=True), Run(f" {one.item.authors}")), "detail"))
    return tuple(cell)


def _notes(filled: Filled) -> Iterator[str]:
    found = filled.guideline
    yield _("Source: {source}. Items are in words of our own; journals want the original form.").format(
        source=found.source
    )
    yield _("An empty cell is for the authors. Nothing was made up.")
    if reasons := sum(one.needs_reason for one in filled.answers):
        yield n_("{n} item needs a reason.", "{n} items need a reason.", reasons)
    yield from filled.notices


# As data -----------------------------------------------------------------------------------------------------------


def _listing(filled: Filled, facts: Colophon) -> Listing:
    found = filled.guideline
    rows: Iterator[tuple[Value, ...]] = (
        (
            *(one.item.number, one.item.section, one.item.heading, one.item.asks),
            "\n".join(visible(words) for words in one.told),
            *(one.item.authors if one.told else "", one.item.reflexive if one.needs_reason else ""),
            *(STATES[one.state], "", "" if one.item.confirmed else _("from memory")),
        )
        for one in filled.answers
    )
    return Listing(
        title=facts.title,
        about=" ".join((f"{found.title}. {found.name}.", *_notes(filled))),
        fields=(
            Field("number", _("Number"), _("The number of the item."), 9),
            Field("section", _("Section"), _("The part of the paper."), 22),
            Field("item", _("Item"), _("What it is called."), 26),
            Field("asks", _("Asks"), _("What it asks, in words of our own."), 40),
            Field("said", _("What the project says"), _("Empty where only authors can say something."), 70),
            Field("authors", _("Authors add"), _("What the project can't say of it."), 30),
            Field("reason", _("Needs a reason"), _("Why “not applicable” needs one in this approach."), 40),
            Field("state", _("State"), _("How the item stands."), 24),
            Field("where", _("Where it stands in the paper"), _("For the authors: page or section."), 18),
            Field("note", _("Note"), _("Says where an item is from memory, to be confirmed."), 14),
        ),
        rows=rows,
    )
