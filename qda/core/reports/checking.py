"""Can the recipes of reports be read?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.reports.recipes import FORMS, read_content
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import Recipe


def checks() -> dict[str, Check]:
    """Return the checks of reports, by name."""
    return {"reports": _recipes}


def _recipes(session: Session) -> Iterator[Finding]:
    for key, name, content in session.execute(select(Recipe.id, Recipe.name, Recipe.content)):
        try:
            _title, parts = read_content(content)
        except ValueError:
            yield Finding("reports", _("What the report {name} is made of can't be read.").format(name=name), key)
            continue
        if any(part.form not in FORMS for part in parts):
            sentence = _("A part of the report {name} has a form that is not known.")
            yield Finding("reports", sentence.format(name=name), key)
