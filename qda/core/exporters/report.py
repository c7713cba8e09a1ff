"""A report by recipe: several products as one document, whose tables and figures are numbered through."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written
from qda.core.exporters.assembling import assemble
from qda.core.exporters.colophon import colophon
from qda.core.exporters.prose import Turn, write_prose
from qda.core.exporters.restyling import restyle
from qda.core.reports.recipes import find_recipe, recipe
from qda.i18n import _
from qda.storage.texts import load_blob

RECIPE = Choice("recipe", _("Which report, by its name (empty: the first)"))


@exporters.product(
    "report",
    title=_("Report put together"),
    about=_("Several products as one document, as put together in Report, Report."),
    suffixes=(".docx", ".pdf", ".html", ".md"),
    choices=(RECIPE,),
    alone=True,
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write a report; NotFoundError for one that isn't there, RefusedError where nothing of it can be written."""
    facts = colophon(session)
    wanted = recipe(session, find_recipe(session, RECIPE.of(options)))
    prose, notices = assemble(session, wanted, facts)
    notices += tuple(write_prose(path, prose, facts))
    template = load_blob(session, wanted.template_hash) if wanted.template_hash is not None else None
    if path.suffix == ".docx" and template is not None and options.template is None:
        notices += tuple(restyle(path, template, wanted.template_name))
    return Written(path, notices, rows=sum(not isinstance(part, Turn) for part in prose.parts))
