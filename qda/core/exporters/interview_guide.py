"""The interview guide as journals want it beside a paper: every version with its questions, and why it changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import visible
from qda.core.exporters.prose import Block, Heading, Prose, block, led, write_prose
from qda.core.guides import GuideRow, guide_versions
from qda.errors import RefusedError
from qda.i18n import _, n_

VERSIONS = Choice("versions", _("Versions"), (("all", _("All, with why they changed")), ("last", _("The last one"))))


@exporters.product(
    "interview-guide",
    title=_("Interview guide"),
    about=_("The questions of the interviews, in every version, and why they changed."),
    suffixes=(".docx", ".html", ".md"),
    choices=(VERSIONS,),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the interview guide; RefusedError where there is none."""
    facts, found = colophon(session), guide_versions(session)
    if not found:
        raise RefusedError(_("There is no interview guide yet. Write it in Study, Facts and guide."))
    shown = found[-1:] if VERSIONS.of(options) == "last" else found
    parts = (Heading(_("Interview guide")), *(part for one in shown for part in _version(one, len(shown))))
    write_prose(path, Prose(visible(facts.title), parts), facts)
    return Written(path, rows=sum(isinstance(part, Block) and part.kind == "item" for part in parts))


def _version(one: GuideRow, shown: int) -> Iterator[Heading | Block]:
    if shown > 1:
        yield Heading(visible(_("Version {name}").format(name=one.name)), 2)
    used = n_("Used in {n} interview.", "Used in {n} interviews.", one.interviews)
    yield block(" · ".join(filter(None, (one.date, used))), "facts")
    if one.why:
        yield from led(_("Why it changed."), one.why)
    yield from (block(line.strip(), "item") for line in visible(one.text).split("\n") if line.strip())
