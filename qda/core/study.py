"""The study itself: title, approach, and what the approach shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import approaches
from qda.core.approaches import Approach
from qda.core.naming import clean, required
from qda.core.text import LINE_UNITS
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coding, Study

APPROACHES = tuple(approaches.APPROACHES)


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """The project's own facts. `counts` says whether its approach shows numbers of sources and participants."""

    title: str
    approach: str
    research_question: str
    language: str
    line_unit: str
    line_width: int
    counts: bool


def facts(session: Session) -> StudyFacts:
    """Return the project's own facts."""
    row = session.scalars(select(Study)).one()
    return StudyFacts(
        title=row.title,
        approach=row.approach,
        research_question=row.research_question,
        language=row.language,
        line_unit=row.line_unit,
        line_width=row.line_width,
        counts=approaches.APPROACHES[row.approach].counts,
    )


def approach(session: Session) -> Approach:
    """Return the project's way of working."""
    return approaches.APPROACHES[session.scalars(select(Study.approach)).one()]


def edit_study(session: Session, **values: str) -> None:
    """Change title, approach, research question or language of the project; the approach never locks anything."""
    row = session.scalars(select(Study)).one()
    if "title" in values:
        values["title"] = required(values["title"], _("A project needs a title."))
    if values.get("approach", row.approach) not in APPROACHES:
        raise RefusedError(
            _("There is no approach called {name}; choose one of {known}.").format(
                name=values["approach"], known=", ".join(APPROACHES)
            )
        )
    for field, value in values.items():
        if field not in ("title", "approach", "research_question", "language"):
            raise TypeError(f"a study has no {field}")
        setattr(row, field, clean(value))


def set_lines(session: Session, unit: str, width: int = 72) -> None:
    """Fix what a citable line is, for everybody; refused once something is coded, since numbers may be quoted."""
    if unit not in LINE_UNITS or not 20 <= width <= 400:
        raise RefusedError(_("Lines are turns, sentences, or 20 to 400 characters."))
    if session.scalar(select(Coding.id).limit(1)) is not None:
        raise RefusedError(_("Lines can't be counted in another way any more: something is coded already."))
    row = session.scalars(select(Study)).one()
    row.line_unit, row.line_width = unit, width
