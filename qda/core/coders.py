"""Coders: the people who code, each an id with a name, initials and a colour."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from qda.core.naming import clean, only_id, required
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Coder, Coding, Verification

COLOURS = (
    *("blue", "orange", "teal", "magenta", "olive", "rose", "sky", "brown"),
    *("violet", "green", "amber", "indigo", "cyan", "pink", "red", "slate"),
)
CONSENSUS = "consensus"
"""The role of the coder whose passages are what a team agreed on (:mod:`qda.core.reconciling`)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A coder as shown to people."""

    id: str
    name: str
    initials: str
    colour: str
    role: str
    codings: int

    @property
    def is_consensus(self) -> bool:
        """Tell whether this is no person but what a team agreed on."""
        return self.role == CONSENSUS


def coders(session: Session, *, counted: bool = True) -> list[Person]:
    """Return all coders in the order in which they joined; `counted`, with the number of their codings.

    Counting looks at all codings there are, so a view that only names people goes without.
    """
    numbers = select(Coding.coder_id, func.count()).group_by(Coding.coder_id)
    counts = dict(session.execute(numbers).all()) if counted else {}
    return [
        Person(row.id, row.name, row.initials, row.colour, row.role, counts.get(row.id, 0))
        for row in session.scalars(select(Coder).order_by(Coder.id))
    ]


def add_coder(session: Session, name: str, initials: str = "", colour: str = "", role: str = "") -> str:
    """Add a coder and return the id; two coders may share a name, since a person is an id."""
    name = required(name, _("A coder needs a name."))
    number = session.scalar(select(func.count()).select_from(Coder)) or 0
    row = Coder(
        name=name,
        initials=clean(initials) or initials_of(name),
        colour=colour or COLOURS[number % len(COLOURS)],
        role=clean(role),
    )
    session.add(row)
    session.flush()
    return row.id


def initials_of(name: str) -> str:
    """Return the initials of `name`: the first letter of its first and last word."""
    words = name.split()
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [name.strip()[:2]]
    return "".join(letters).upper()


def edit_coder(session: Session, coder_id: str, **values: str) -> None:
    """Change name, initials, colour or role of a coder."""
    row = get_coder(session, coder_id)
    if "name" in values:
        values["name"] = required(values["name"], _("A coder needs a name."))
    for field, value in values.items():
        if field not in ("name", "initials", "colour", "role"):
            raise TypeError(f"a coder has no {field}")
        setattr(row, field, clean(value))


def remove_coder(session: Session, coder_id: str) -> None:
    """Remove a coder with all codings; memos and codes made by that person stay. Undo brings everything back."""
    row = get_coder(session, coder_id)
    # With nobody named, they would say that everybody's work was looked over.
    session.execute(delete(Verification).where(Verification.whose_id == coder_id))
    session.delete(row)


def find_coder(session: Session, name: str) -> str:
    """Return the id of the coder with this id, name or initials; NotFoundError or RefusedError where that isn't one."""
    return only_id(
        session.execute(select(Coder.id, Coder.name, Coder.initials)).all(),
        name.strip(),
        several=_("Several coders are called {name}; use the initials, or the id where these are the same too."),
        nothing=_("There is no coder called {name}."),
    )


def get_coder(session: Session, coder_id: str) -> Coder:
    """Return a coder; raise NotFoundError where that one is not in the project any more."""
    row = session.get(Coder, coder_id)
    if row is None:
        raise NotFoundError(_("That coder is not in this project any more."))
    return row
