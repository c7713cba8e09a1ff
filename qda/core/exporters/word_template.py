"""A Word document that shows every style of ours by its name: changed in Word, it is a template for all products."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Column, Grid, Role, Row, Run, paragraph
from qda.core.exporters.prose import Block, Heading, Kind, Part, Prose, block, write_prose
from qda.i18n import _

_TEXTS: tuple[tuple[Kind, str], ...] = (
    ("text", _("Running text")),
    ("lead", _("The lead of a passage")),
    ("facts", _("Facts about what follows, in small type")),
    ("quote", _("“A quote that is a paragraph of its own.” (Participant, Interview 1, line 12)")),
    ("translation", _("The translation of a quote")),
    ("item", _("An item of a list")),
    ("note", _("A note below a table")),
)
_CELLS: tuple[tuple[Role, str], ...] = (
    ("theme", _("Name of a theme")),
    ("level", _("Its level")),
    ("subtheme", _("Name of a subtheme")),
    ("detail", _("A definition")),
    ("count", _("n = 4 sources, 5 participants")),
    ("code", _("A code")),
    ("quote", _("“A quote in a table.” (Participant)")),
    ("translation", _("Its translation")),
    ("number", _("12")),
    ("text", _("Other words of a table")),
)


@exporters.product(
    "word-template",
    title=_("Word template"),
    about=_("Every style of our Word files. Change them in Word, and write products with this file as template."),
    suffixes=(".docx",),
    alone=True,
)
def write(session: Session, path: Path, _options: ProductOptions) -> Written:
    """Write the document of styles."""
    write_prose(path, Prose(_("Title"), tuple(_parts())), colophon(session))
    return Written(path, rows=len(_TEXTS) + len(_CELLS))


def _parts() -> Iterator[Part]:
    yield block(_("Change the styles, not these words: in Word, right-click a style and choose Modify."))
    for level in range(1, 5):
        yield Heading(_("Heading {level}").format(level=level), level)
    for kind, words in _TEXTS:
        yield Block((Run(words),), kind)
    yield Grid(
        title="",
        caption=_("Caption of a table"),
        columns=(Column(_("Heading of a column"), 0.5), Column(_("Words"), 0.5)),
        rows=tuple(Row(((paragraph(words, role),), (paragraph(words, role),))) for role, words in _CELLS),
        notes=(_("A note below a table."),),
    )
