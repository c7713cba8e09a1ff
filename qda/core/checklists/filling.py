"""A checklist filled in: to each item what the project says, what only authors can add, and what needs a reason."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.checklists.analysis import ANALYSIS
from qda.core.checklists.known import Fact, Known
from qda.core.checklists.lists import Guideline, Item, guideline
from qda.core.checklists.material import MATERIAL
from qda.core.checklists.synthesis import SYNTHESIS
from qda.i18n import _

FACTS: dict[str, Fact] = {**MATERIAL, **ANALYSIS, **SYNTHESIS}
"""What a project may say, by the names that items ask for."""

TOLD, PARTLY, OPEN, REASON = "told", "partly", "open", "reason"
STATES = {
    TOLD: _("The project says it"),
    PARTLY: _("The project says a part; authors add"),
    OPEN: _("For the authors"),
    REASON: _("Needs a reason"),
}
"""How an item stands, and the words for it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An item with what the project says of it, a sentence or more each, and whether it needs a reason."""

    item: Item
    told: tuple[str, ...]
    needs_reason: bool

    @property
    def state(self) -> str:
        """Return how it stands, a key of :data:`STATES`."""
        if self.needs_reason:
            return REASON
        if not self.told:
            return OPEN
        return PARTLY if self.item.authors else TOLD


@dataclass(frozen=True, slots=True)
class Filled:
    """A checklist with its answers; `notices` say what to bear in mind about using it for this project."""

    guideline: Guideline
    answers: tuple[Answer, ...]
    notices: tuple[str, ...]


def fill(session: Session, key: str) -> Filled:
    """Fill in a checklist with what the project knows; nothing is made up. NotFoundError for one that there isn't."""
    known, found = Known(session), guideline(key)
    reflexive = known.approach.name == "reflexive"
    said: dict[str, str] = {}
    for name in dict.fromkeys(name for item in found.items for name in item.facts):
        said[name] = FACTS[name](known)
    answers = tuple(
        Answer(item, tuple(said[name] for name in item.facts if said[name]), reflexive and bool(item.reflexive))
        for item in found.items
    )
    return Filled(found, answers, tuple(_notices(found, known)))


def _notices(found: Guideline, known: Known) -> list[str]:
    notices = []
    name = known.approach.name
    if found.approach and found.approach != name:
        words = {
            "reflexive": _("{list} is for reflexive thematic analysis; this project works by another approach."),
            "review": _("{list} is for syntheses of studies; this project works by another approach."),
        }
        notices.append(words[found.approach].format(list=found.title))
    if name == "reflexive" and any(item.reflexive for item in found.items):
        sentence = _(
            "{list} was not made for reflexive analysis. Items marked “Needs a reason” are better answered by “not "
            "applicable, because …” than by something that the analysis did not do; see RTARG."
        )
        notices.append(sentence.format(list=found.title))
    if found.unconfirmed:
        notices.append(found.unconfirmed)
    return notices
