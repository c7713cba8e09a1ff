"""The list of further files of a paper, as journals want it: name, format, title and description of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters, prisma
from qda.core.checklists.known import Known
from qda.core.checklists.lists import guideline, usual
from qda.core.exporters import Choice, Product, ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, paragraph, paragraphs, visible
from qda.core.guides import guide_versions
from qda.core.papers.presets import Preset, preset, presets
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _

PRESET = Choice("preset", _("Journal"), tuple((one.name, one.title) for one in presets().values()))
FILES = Choice("files", _("Products, parted by commas (empty: all that this project can fill)"))
FORMATS = {
    ".docx": _("Word document"),
    ".xlsx": _("Excel workbook"),
    ".csv": _("CSV table"),
    ".html": _("Web page"),
    ".md": _("Markdown text"),
    ".json": _("JSON data"),
    ".svg": _("SVG figure"),
    ".pdf": _("PDF document"),
    ".png": _("PNG picture"),
}
"""What the format of a file is called, by its suffix."""

_USUAL: dict[str, Callable[[Known], bool]] = {
    "checklist": lambda known: bool(known.sources),
    "interview-guide": lambda known: bool(guide_versions(known.session)),
    "prisma": lambda known: known.approach.name == "review" and not prisma.flow(known.session).empty,
    "codebook": lambda known: bool(known.book),
    "coding-tree": lambda known: bool(known.book),
    "numbered-quotes": lambda known: any(one.kind == "chosen" for one in known.quotes),
    "agreement": lambda known: known.approach.agreement and known.facts.twice > 0,
    "audit": lambda known: any(one.in_force for one in known.trail.decisions),
    "co-production": lambda known: known.review is not None,
}
"""What papers give beside themselves, in their order, and whether a project has anything for it."""


@dataclass(frozen=True, slots=True)
class FurtherFile:
    """A further file: what the paper calls it, its file name, its format, its title and what is in it."""

    name: str
    file: str
    format: str
    title: str
    description: str


@exporters.product(
    "additional-files",
    title=_("List of additional files"),
    about=_(
        "What is sent beside a paper: name, format, title and description of each file, as the journal calls them."
    ),
    suffixes=(".docx", ".xlsx", ".html", ".md"),
    choices=(PRESET, FILES),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the list; RefusedError where there would be nothing in it, NotFoundError for a product there isn't."""
    chosen, facts = preset(PRESET.of(options)), colophon(session)
    files = further_files(session, chosen, FILES.of(options))
    notices = [chosen.note]
    if "further_files" in chosen.rules:
        notices.insert(0, chosen.rules["further_files"].told())
    if formats.is_data(path):
        notices += formats.write_listing(path, _listing(files, facts, notices), facts)
    else:
        formats.write_grid(path, _grid(files, visible(facts.title)), facts)
    return Written(path, tuple(notices), rows=len(files))


def further_files(session: Session, chosen: Preset, wanted: str = "") -> list[FurtherFile]:
    """Return the further files by the rules of a journal.

    `wanted` are names of products parted by commas, each with a suffix if it is not to be the usual one
    (``codebook.xlsx``); without any, all that papers usually give and this project can fill.
    """
    known, there = Known(session), exporters.products()
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    if not names:
        names = [name for name, filled in _USUAL.items() if name in there and filled(known)]
    if not names:
        raise RefusedError(_("There is nothing yet that could go beside a paper."))
    return [_file(known, chosen, number, *_found(there, name)) for number, name in enumerate(names, start=1)]


def _found(there: dict[str, Product], name: str) -> tuple[Product, str]:
    """Return a product and the suffix in which it is wanted."""
    stem, dot, suffix = name.partition(".")
    if stem not in there:
        sentence = _("There is no product called {name}; there are {names}.")
        raise NotFoundError(sentence.format(name=stem, names=", ".join(there)))
    product = there[stem]
    wanted = f".{suffix.lower()}" if dot else product.suffixes[0]
    if wanted not in product.suffixes:
        sentence = _("{name} can't be written as {file}; it comes as {suffixes}.")
        raise RefusedError(sentence.format(name=stem, file=name, suffixes=", ".join(product.suffixes)))
    return product, wanted


def _file(known: Known, chosen: Preset, number: int, product: Product, suffix: str) -> FurtherFile:
    title, about = product.title, product.about
    if product.name == "checklist":
        found = guideline(usual(known.approach.name))
        title, about = _("Checklist {name}").format(name=found.title), f"{found.name}."
    name = chosen.further_file(number)
    return FurtherFile(
        name=name,
        file=f"{name.lower().replace(' ', '-')}-{product.name}{suffix}",
        format=f"{FORMATS.get(suffix, suffix)} ({suffix})",
        title=title,
        description=about,
    )


def _grid(files: list[FurtherFile], title: str) -> Grid:
    return Grid(
        title=title,
        caption=_("Further files"),
        columns=(
            Column(_("Name"), 0.27),
            Column(_("Format"), 0.18),
            Column(_("Title"), 0.2),
            Column(_("Description"), 0.35),
        ),
        rows=tuple(
            Row(
                (
                    (paragraph(one.name, "theme"), paragraph(one.file, "detail")),
                    paragraphs(one.format),
                    paragraphs(one.title),
                    paragraphs(one.description),
                )
            )
            for one in files
        ),
    )


def _listing(files: list[FurtherFile], facts: Colophon, notes: list[str]) -> Listing:
    return Listing(
        title=facts.title,
        about=" ".join(notes),
        fields=(
            Field("name", _("Name"), _("What the paper calls it."), 24),
            Field("file", _("File"), _("The name of the file."), 44),
            Field("format", _("Format"), _("The format, with its suffix."), 24),
            Field("title", _("Title"), _("The title of what is in it."), 30),
            Field("description", _("Description"), _("What is in it."), 70),
        ),
        rows=((one.name, one.file, one.format, one.title, one.description) for one in files),
    )
