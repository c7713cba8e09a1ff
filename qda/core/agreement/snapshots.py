"""Figures of agreement kept as they were on a day, to be read again and compared with later ones.

A snapshot holds ids and names of coders, codes and themes, and ids of sources: no name of a source and none of its
words, so that nothing of a participant stays in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from qda import __version__
from qda.core.agreement.asking import ALL, THEME, UNITS, Agreement, Compared
from qda.core.naming import required
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.ids import new_id
from qda.storage.models import AgreementSnapshot, Resolution


@dataclass(frozen=True, slots=True)
class Figure:
    """One kept figure: of a code, a theme or all codes; `name` is what that was called, `coders` are ids."""

    scope: str
    code_id: str | None
    theme_id: str | None
    name: str
    coders: tuple[str, ...]
    statistic: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    reason: str

    @property
    def key(self) -> tuple[object, ...]:
        """Return what the figure is of, by which the same one of another day is found."""
        return self.scope, self.code_id, self.theme_id, tuple(sorted(self.coders)), self.statistic


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Figures of a day; `at` in milliseconds since 1970. `discussed`: coders had talked about differences before."""

    id: str
    name: str
    note: str
    at: int
    coder_id: str | None
    discussed: bool
    unit: str
    coders: tuple[Compared, ...]
    source_ids: tuple[str, ...]
    round: str
    training: bool
    methods: str
    version: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The same figure then (`before`) and later (`after`); None where it was not there or not defined."""

    figure: Figure
    before: float | None
    after: float | None

    @property
    def by(self) -> float | None:
        """Return how far it moved."""
        return None if self.before is None or self.after is None else self.after - self.before


def keep_snapshot(
    session: Session, found: Agreement, name: str, note: str = "", *, methods: str = "", coder_id: str | None = None
) -> str:
    """Keep the figures of `found` under `name` and return the snapshot's id; `methods` is what was said of them.

    It is marked as discussed where a consensus is compared, or differences in one of its sources have been talked
    about. Raises RefusedError without a name.
    """
    row = AgreementSnapshot(
        id=new_id(),
        name=required(name, _("A snapshot needs a name.")),
        note=note.strip(),
        figures=_written(found, methods),
        discussed=not found.independent or _talked(session, [one.id for one in found.sources]),
        coder_id=coder_id,
    )
    session.add(row)
    session.flush()
    return row.id


def delete_snapshot(session: Session, snapshot_id: str) -> None:
    """Keep these figures no more; undo brings them back."""
    session.delete(_row(session, snapshot_id))
    session.flush()


def snapshots(session: Session) -> list[Snapshot]:
    """Return all snapshots that can be read, the newest first."""
    rows = session.scalars(select(AgreementSnapshot).order_by(AgreementSnapshot.at.desc(), AgreementSnapshot.id.desc()))
    read = (_read(row) for row in rows)
    return [one for one in read if one is not None]


# Comparing days ------------------------------------------------------------------------------------------------------


def figures_of(found: Agreement) -> tuple[Figure, ...]:
    """Return the figures of a comparison that a snapshot keeps: of all coders together, and of pairs over all codes."""
    everybody = tuple(person.id for person in found.coders)
    codes = {row.id: row.name for row in (*found.codes, *found.sets)}
    themes = {row.id: row.name for row in found.themes}
    return tuple(
        Figure(
            scope=one.scope,
            code_id=one.code_id,
            theme_id=one.theme_id,
            name=themes.get(one.theme_id or "", "") if one.scope == THEME else codes.get(one.code_id or "", ""),
            coders=one.coders,
            statistic=one.statistic,
            value=one.value,
            low=one.low,
            high=one.high,
            n=one.n,
            reason=one.reason,
        )
        for one in found.results
        if one.source_id is None and (one.coders == everybody or one.scope == ALL)
    )


def difference(earlier: Sequence[Figure], later: Sequence[Figure]) -> list[Moved]:
    """Return how figures moved, in the order of the later ones; figures that only one has come with None.

    Coders may stand in another order; a merged or deleted code is another code.
    """
    before = {one.key: one for one in earlier}
    rows = [Moved(one, _value(before.pop(one.key, None)), one.value) for one in later]
    return [*rows, *(Moved(one, one.value, None) for one in before.values())]


def why_not_alike(one: Snapshot, other: Snapshot | Agreement) -> str:
    """Say why figures of two days should not be compared, "" where they may be."""
    if one.unit != other.unit:
        return _("They count different units, so their figures can't be compared.")
    if {person.id for person in one.coders} != {person.id for person in other.coders}:
        return _("They are of different coders.")
    ids = other.source_ids if isinstance(other, Snapshot) else [row.id for row in other.sources]
    if set(one.source_ids) != set(ids):
        return _("They are of different sources: part of a difference may come from that.")
    return ""


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value


# Writing and reading -------------------------------------------------------------------------------------------------


def _written(found: Agreement, methods: str) -> str:
    places = {person.id: place for place, person in enumerate(found.coders)}
    figures = [
        [
            *(one.scope, one.code_id, one.theme_id, one.name, [places[key] for key in one.coders], one.statistic),
            *(one.value, one.low, one.high, one.n, one.reason),
        ]
        for one in figures_of(found)
    ]
    kept = {
        "version": __version__,
        "unit": found.unit,
        "coders": [[person.id, person.name, person.short] for person in found.coders],
        "sources": [row.id for row in found.sources],
        "round": found.round,
        "training": found.training,
        "methods": methods,
        "figures": figures,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _read(row: AgreementSnapshot) -> Snapshot | None:
    try:
        kept: dict[str, Any] = json.loads(row.figures)
        coders = tuple(Compared(*person) for person in kept["coders"])
        figures = tuple(
            Figure(scope, code, theme, name, tuple(coders[n].id for n in who), statistic, value, low, high, n, reason)
            for scope, code, theme, name, who, statistic, value, low, high, n, reason in kept["figures"]
        )
        sources = tuple(kept["sources"])
        said = (kept["round"], kept["training"], kept["methods"], kept["version"])
        unit = kept["unit"]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None
    if unit not in UNITS:
        return None
    return Snapshot(
        row.id, row.name, row.note, row.at, row.coder_id, row.discussed, unit, coders, sources, *said, figures
    )


def _talked(session: Session, source_ids: Sequence[str]) -> bool:
    """Say whether differences between coders were talked about in one of these sources."""
    return any(
        session.scalar(select(exists().where(Resolution.source_id.in_(source_ids[at : at + 500]))))
        for at in range(0, len(source_ids), 500)
    )


def _row(session: Session, snapshot_id: str) -> AgreementSnapshot:
    row = session.get(AgreementSnapshot, snapshot_id)
    if row is None:
        raise NotFoundError(_("That snapshot is not in this project any more."))
    return row


def checks() -> dict[str, Check]:
    """Return the check of kept figures, by name."""
    return {"snapshots": _check}


def _check(session: Session) -> Iterator[Finding]:
    for row in session.scalars(select(AgreementSnapshot).order_by(AgreementSnapshot.id)):
        if _read(row) is None:
            sentence = _("Kept figures of agreement (“{name}”) can't be read.").format(name=row.name)
            yield Finding("snapshots", sentence, f"agreement_snapshot {row.id}")
