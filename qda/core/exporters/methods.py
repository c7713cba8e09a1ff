"""The methods section in plain prose, made of what was really done, with a list of what only the authors can say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.checklists.methods import SOFTWARE, Passage, gaps, methods
from qda.core.exporters import Choice, ProductOptions, Written
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import visible
from qda.core.exporters.prose import Block, Heading, Prose, block, led, write_prose
from qda.errors import RefusedError
from qda.i18n import _

GAPS = Choice("gaps", _("What is missing"), (("show", _("List it")), ("leave out", _("Leave out"))))


@exporters.product(
    "methods",
    title=_("Methods paragraph"),
    about=_("What was really done, in plain prose: sources, coders, codes over time, checks, who looked at what."),
    suffixes=(".docx", ".html", ".md"),
    choices=(GAPS,),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the methods; RefusedError while there is no source."""
    facts, passages = colophon(session), methods(session)
    if not any(one.lead == SOFTWARE for one in passages):
        raise RefusedError(_("There is no source yet, so nothing was done that could be told."))
    parts = tuple(_parts(session, passages, options))
    write_prose(path, Prose(visible(facts.title), parts), facts)
    words = sum(len(run.text.split()) for part in parts if isinstance(part, Block) for run in part.runs)
    notice = _("The project can only say what is in it. Hold each sentence against what you did.")
    return Written(path, (notice,), words=words)


def _parts(session: Session, passages: Sequence[Passage], options: ProductOptions) -> Iterator[Heading | Block]:
    yield Heading(_("Methods"))
    for one in passages:
        yield from led(one.lead, visible(one.words))
    if GAPS.of(options) == "show":
        yield Heading(_("Not in the project, for the authors to write"), 2)
        yield from (block(words, "item") for words in gaps(session))
