"""The history of a project in words: what was done, when and by whom, with the names things have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.storage.models import ChangeRow, Code, Coder, Memo, Participant, Source, Theme
from qda.storage.project import Change

_NAMED = {
    "code": (Code.id, Code.name),
    "coder": (Coder.id, Coder.name),
    "memo": (Memo.id, Memo.title),
    "participant": (Participant.id, Participant.name),
    "source": (Source.id, Source.name),
    "theme": (Theme.id, Theme.name),
}
_FEW = 500  # so many things are looked up one by one


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history. `time` in milliseconds since 1970, `coder` a name ("" where nobody was chosen)."""

    change: int
    time: int
    coder: str
    label: str
    undoes: int | None


def steps(session: Session, changes: Sequence[Change]) -> list[Step]:
    """Return `changes` as people read them; names are those of today, and none for what is gone."""
    names = _names(session)
    undone = {change.seq: change.undoes for change in changes}
    return [
        Step(
            change=change.seq,
            time=change.at,
            coder=names.get(("coder", change.coder_id or ""), ""),
            label=_direction(session, change, undone).format(label=describe(change, names)),
            undoes=change.undoes,
        )
        for change in changes
    ]


def describe(change: Change, names: dict[tuple[str, str], str]) -> str:
    """Return the label of a change with the names of what it was about."""
    known = [names[thing] for thing in change.about if thing in names]
    label = _(change.label)
    if not known:
        return label
    listed = ", ".join(f"“{name}”" for name in known[:3]) + (" …" if len(known) > 3 else "")
    return f"{label} {listed}"


def label_of(session: Session, change: Change) -> str:
    """Return the label of one change with names."""
    return describe(change, _names(session, change.about) if change.about else {})


def _direction(session: Session, change: Change, undone: dict[int, int | None]) -> str:
    """Return how the label reads: taking back an action is an undo, taking back an undo a redo, and so on."""
    times, step = 0, change.undoes
    while step is not None:
        times += 1
        if step not in undone:
            undone[step] = session.scalar(select(ChangeRow.undoes).where(ChangeRow.seq == step))
        step = undone[step]
    if times == 0:
        return "{label}"
    return _("Undo: {label}") if times % 2 else _("Redo: {label}")


def _names(session: Session, about: Sequence[tuple[str, str]] = ()) -> dict[tuple[str, str], str]:
    """Return the names of these things by kind and id; of all that have one where none are given, or a great many."""
    names: dict[tuple[str, str], str] = {}
    for kind, (identity, name) in _NAMED.items():
        query = select(identity, name)
        if 0 < len(about) <= _FEW:
            keys = [key for one, key in about if one == kind]
            if not keys:
                continue
            query = query.where(identity.in_(keys))
        names.update(((kind, key), words) for key, words in session.execute(query))
    return names
