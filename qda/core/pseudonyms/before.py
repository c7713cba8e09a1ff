"""Copies from before names were replaced: refused until the key is there, which is then applied to the copy first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.pseudonyms.keyfile import Key, unlike
from qda.errors import KeyNeededError, RefusedError
from qda.i18n import _
from qda.storage.models import Pseudonymising
from qda.storage.snapshot import Snapshot


def catch_up(ours: Session, copy: Snapshot, keys: Sequence[Key] = ()) -> None:
    """Put into a copy that was looked at (never into its file) the pseudonyms that the project has and it lacks.

    Raises KeyNeededError where the key to them is not among `keys`, RefusedError where it is the copy that was
    pseudonymised since.
    """
    with copy.read() as theirs:
        late = lacking(theirs, pseudonymisings(ours))
        missing = lacking(ours, pseudonymisings(theirs))
    if late:
        sentence = _(
            "In {name} names were replaced by pseudonyms, and in this project they are not. Replace them here first, "
            "with the same key; then bring the copy in."
        )
        raise RefusedError(sentence.format(name=copy.path.name))
    wanted = [key_of(row, keys, copy.path.name) for row in missing]
    if wanted:
        from qda.core.pseudonyms.applying import putting_in

        for key in wanted:
            copy.change(putting_in(key))


def pseudonymisings(session: Session) -> set[str]:
    """Return the ids of all times that names were replaced in a file."""
    return set(session.scalars(select(Pseudonymising.id)))


def lacking(session: Session, known: Collection[str]) -> list[Pseudonymising]:
    """Return the times that names were replaced in a file, oldest first, but for those that are `known`."""
    rows = session.scalars(select(Pseudonymising).order_by(Pseudonymising.at, Pseudonymising.id))
    return [row for row in rows if row.id not in known]


def key_of(row: Pseudonymising, keys: Sequence[Key], name: str) -> Key:
    """Return the key by which names were replaced; raise KeyNeededError where it is not among `keys`.

    `name` is that of the file from before.
    """
    found = next((key for key in keys if not unlike(key, row.key_print)), None)
    if found is not None:
        return found
    if any(key.id == row.id for key in keys):
        sentence = _(
            "The key was changed since names were replaced, so it does not lead to the same words. Bring the key as it "
            "was written then."
        )
        raise KeyNeededError(sentence)
    sentence = _(
        "{name} is from before names were replaced by pseudonyms, and would bring them back. Give the key that was "
        "written then: the names in the copy are replaced by it first."
    )
    raise KeyNeededError(sentence.format(name=name))
