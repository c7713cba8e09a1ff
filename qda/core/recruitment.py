"""The recruitment log: who was approached, by a code and never a name, what they said, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from qda.core.attribute_types import refusal, written
from qda.core.naming import clean
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_
from qda.storage.ids import new_id
from qda.storage.models import Participant, Recruitment

OUTCOMES = {
    "approached": _("approached"),
    "agreed": _("agreed"),
    "declined": _("declined"),
    "withdrew": _("withdrew"),
}
"""How it stands with a person, and the words for it; who withdrew had agreed before."""
FIELDS = ("label", "outcome", "date", "how", "why", "participant")


@dataclass(frozen=True, slots=True)
class Approached:
    """A person in the log; `participant` is the pseudonym of the participant whom they became, "" for nobody yet."""

    id: str
    label: str
    outcome: str
    date: str
    how: str
    why: str
    participant: str


@dataclass(frozen=True, slots=True)
class Recruited:
    """Numbers of the log. `agreed` has all who ever agreed, `withdrew` those of them who left; `reasons` by outcome."""

    approached: int
    agreed: int
    declined: int
    withdrew: int
    open: int
    reasons: Mapping[str, tuple[tuple[str, int], ...]]

    @property
    def taking_part(self) -> int:
        """Return how many agreed and stayed."""
        return self.agreed - self.withdrew


def recruitment_log(session: Session) -> list[Approached]:
    """Return everybody in the log, in its order."""
    people = dict(session.execute(select(Participant.id, Participant.name)).all())
    return [
        Approached(row.id, row.label, row.outcome, row.date, row.how, row.why, people.get(row.participant_id or "", ""))
        for row in session.scalars(select(Recruitment).order_by(Recruitment.position, Recruitment.id))
    ]


def add_approached(session: Session, number: int = 1, label: str = "", **values: str) -> list[str]:
    """Add people to the end of the log and return their ids; without a `label` they are R1, R2 and so on."""
    rows = list(session.scalars(select(Recruitment)))
    taken = {row.label.casefold() for row in rows}
    count, made = 1, []
    for position in range(len(rows), len(rows) + number):
        name = clean(label)
        while not name or name.casefold() in taken:
            name, count = f"{clean(label) or 'R'}{count}", count + 1
        taken.add(name.casefold())
        made.append(Recruitment(id=new_id(), label=name, position=position))
    session.add_all(made)
    session.flush()
    if values:
        fill_log(session, {(row.id, field): words for row in made for field, words in values.items()})
    return [row.id for row in made]


def fill_log(session: Session, cells: Mapping[tuple[str, str], str]) -> None:
    """Set cells of the log, each by the id of its row and its field; all of them or, with RefusedError, none."""
    people = {name.casefold(): key for key, name in session.execute(select(Participant.id, Participant.name))}
    for (row_id, field), typed in cells.items():
        row = session.get(Recruitment, row_id)
        if row is None:
            raise NotFoundError(_("That person is not in the log any more."))
        words = clean(typed)
        if field == "participant":
            if words and words.casefold() not in people:
                raise RefusedError(_("There is no participant called {name}.").format(name=words))
            row.participant_id = people.get(words.casefold())
        elif field == "outcome":
            row.outcome = _outcome(words)
        elif field == "date":
            row.date = _date(words)
        elif field in FIELDS:
            setattr(row, field, words)
        else:
            raise TypeError(f"the log has no {field}")
    session.flush()


def _outcome(words: str) -> str:
    for name, title in OUTCOMES.items():
        if words.casefold() in (name, title.casefold()):
            return name
    if not words:
        return "approached"
    sentence = _("“{words}” is no outcome; there are {known}.")
    raise RefusedError(sentence.format(words=words, known=", ".join(OUTCOMES.values())))


def _date(words: str) -> str:
    known = written("date", words) if words else ""
    if known is None:
        raise RefusedError(refusal(_("The date"), "date", words))
    return known


def remove_approached(session: Session, row_ids: list[str]) -> int:
    """Take people out of the log, and return how many that were; participants stay."""
    known = list(session.scalars(select(Recruitment.id).where(Recruitment.id.in_(row_ids))))
    session.execute(delete(Recruitment).where(Recruitment.id.in_(known)))
    return len(known)


def recruited(session: Session) -> Recruited:
    """Count the log."""
    rows = recruitment_log(session)
    outcomes = Counter(row.outcome for row in rows)
    reasons = {
        outcome: tuple(Counter(row.why for row in rows if row.outcome == outcome and row.why).most_common())
        for outcome in ("declined", "withdrew")
    }
    return Recruited(
        approached=len(rows),
        agreed=outcomes["agreed"] + outcomes["withdrew"],
        declined=outcomes["declined"],
        withdrew=outcomes["withdrew"],
        open=outcomes["approached"],
        reasons=reasons,
    )


def recruitment_sentences(session: Session) -> list[str]:
    """Return sentences for the methods section, none where the log is empty."""
    count = recruited(session)
    if not count.approached:
        return []
    parts = [n_("{n} agreed", "{n} agreed", count.agreed)]
    if count.declined:
        parts.append(n_("{n} declined", "{n} declined", count.declined) + _reasons(count.reasons["declined"]))
    if count.open:
        parts.append(n_("{n} has not answered", "{n} have not answered", count.open))
    who = n_("{n} person was approached", "{n} people were approached", count.approached)
    sentences = [f"{who}: {', '.join(parts)}."]
    if count.withdrew:
        left = n_("{n} of those who agreed withdrew", "{n} of those who agreed withdrew", count.withdrew)
        stay = n_("{n} takes part", "{n} take part", count.taking_part)
        sentences.append(f"{left}{_reasons(count.reasons['withdrew'])}; {stay}.")
    return sentences


def _reasons(reasons: tuple[tuple[str, int], ...]) -> str:
    return f" ({', '.join(f'{why}: {n}' for why, n in reasons)})" if reasons else ""
