"""Sensitising concepts: what the researchers bring along from theory and keep in view beside the codes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, required
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Concept


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept by its name, and in words what it makes one look for."""

    id: str
    name: str
    words: str


def concepts(session: Session) -> list[ConceptRow]:
    """Return the concepts in their order."""
    rows = session.execute(select(Concept.id, Concept.name, Concept.words).order_by(Concept.position, Concept.id))
    return [ConceptRow(*row) for row in rows]


def add_concept(session: Session, name: str, words: str = "") -> str:
    """Add a concept after the others and return its id."""
    row = Concept(
        name=required(name, _("A concept needs a name.")),
        words=words.strip(),
        position=session.scalar(select(func.count()).select_from(Concept)) or 0,
    )
    session.add(row)
    session.flush()
    return row.id


def edit_concept(session: Session, concept_id: str, *, name: str | None = None, words: str | None = None) -> None:
    """Change a concept's name or what is said of it."""
    row = _concept(session, concept_id)
    if name is not None:
        row.name = required(clean(name), _("A concept needs a name."))
    if words is not None:
        row.words = words.strip()


def move_concept(session: Session, concept_id: str, position: int) -> None:
    """Put a concept at `position` in the list, counted from 0."""
    moved = _concept(session, concept_id)
    rows = list(session.scalars(select(Concept).order_by(Concept.position, Concept.id)))
    rows.remove(moved)
    rows.insert(max(0, min(position, len(rows))), moved)
    for number, row in enumerate(rows):
        row.position = number


def remove_concept(session: Session, concept_id: str) -> None:
    """Remove a concept."""
    session.delete(_concept(session, concept_id))


def _concept(session: Session, concept_id: str) -> Concept:
    row = session.get(Concept, concept_id)
    if row is None:
        raise NotFoundError(_("That concept is not in this project any more."))
    return row
