"""Codings from a table as one change: what can be placed is applied, and the rest is told and kept in a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.codebook import add_path
from qda.core.coders import add_coder
from qda.core.coding import apply_code
from qda.core.coding_columns import CodingLine, CodingTable
from qda.core.coding_plan import Looked, Place, Planned, code_key, code_way, whole
from qda.core.exchange import reports
from qda.core.exchange.bundle import Loss
from qda.core.quote_finding import DOUBTFUL, MOVED
from qda.core.readings import finish
from qda.errors import QdaError, UnreadableFileError
from qda.i18n import _
from qda.storage.models import Code, Coder, Coding

_LOSS_WORDS = 90  # characters of a quotation that a report names


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a table of codings: `added` were applied, and there are `added` - `joined` codings more.

    One joins where it overlaps what its coder gave the same code already. `refused` are (row number from 1 without the
    header, reason), `doubtful` the rows that wait for somebody to say where their words stand, `moved` the numbers of
    rows whose words stand elsewhere than their offsets said.
    """

    added: int
    joined: int
    refused: tuple[tuple[int, str], ...]
    doubtful: tuple[Planned, ...] = ()
    moved: tuple[int, ...] = ()


def import_codings(
    session: Session,
    table: CodingTable,
    *,
    finished: bool = False,
    take: Mapping[int, int] | None = None,
    coder_id: str | None = None,
) -> Loaded:
    """Apply the codings of a table; codes and coders that are missing are made, bad rows refused one by one.

    `take` says which of their places (from 0) doubtful rows have, by row number. Rows that name no coder are
    `coder_id`'s. With `finished`, the coders' sources in the table count as finished by them. A report of what moved
    and what was not placed stays in the project.
    """
    looked = Looked(session, coder_id)
    writer = _Writer(session, looked)
    refused: list[tuple[int, str]] = []
    doubtful: list[Planned] = []
    moved: list[Planned] = []
    added, before = 0, _counts(session)
    for line in table.lines:
        step = looked.planned(line)
        chosen = (take or {}).get(line.row, -1) if step.kind == DOUBTFUL else 0
        if step.kind == DOUBTFUL and not 0 <= chosen < len(step.places):
            doubtful.append(step)
        elif not step.places:
            refused.append((line.row, step.reason))
        else:
            try:
                # A refused row leaves nothing behind, no code or coder of its own either.
                with session.begin_nested():
                    writer.apply(line, step.places[chosen])
            except QdaError as error:
                writer.forget_row()
                refused.append((line.row, error.sentence))
            else:
                added += len(line.codes)
                moved += [step] if step.kind == MOVED else []
    if finished:
        for person, source_ids in writer.touched.items():
            finish(session, person, sorted(source_ids))
    new = {name: number - before[name] for name, number in _counts(session).items()}
    losses = _losses(table, moved, doubtful, refused)
    if losses:
        kept = {name: number for name, number in new.items() if number}
        report = reports.Report(program=_("Table"), file_name=table.name, new=kept, losses=losses)
        reports.keep(session, report, coder_id)
    rows = tuple(step.line.row for step in moved)
    return Loaded(added, added - new["codings"], tuple(refused), tuple(doubtful), rows)


def _counts(session: Session) -> dict[str, int]:
    models = {"codings": Coding, "codes": Code, "coders": Coder}
    return {name: session.scalar(select(func.count()).select_from(model)) or 0 for name, model in models.items()}


def _losses(
    table: CodingTable, moved: Sequence[Planned], doubtful: Sequence[Planned], refused: Sequence[tuple[int, str]]
) -> tuple[Loss, ...]:
    """Return what is kept of the rows that lie elsewhere and of those that were left out."""
    lines = {line.row: line for line in table.lines}

    def loss(kind: Literal["moved", "unplaced"], row: int, why: str) -> Loss:
        line = lines[row]
        words = shorten(line.quote, _LOSS_WORDS, placeholder="…") or f"{line.start}-{line.end}"
        where = _("Row {row}, {source}: “{words}” ({codes})").format(
            row=row, source=line.source or "?", words=words, codes="; ".join(line.codes)
        )
        return Loss(kind, _("Coded passages"), where, why)

    elsewhere = _("Its words stand at the characters {start}-{end}, not where the table says.")
    return (
        *(
            loss("moved", step.line.row, elsewhere.format(start=step.places[0].start, end=step.places[0].end))
            for step in moved
        ),
        *(loss("unplaced", step.line.row, step.reason) for step in doubtful),
        *(loss("unplaced", row, reason) for row, reason in refused),
    )


class _Writer:
    """Applies rows, and makes the coders and codes that they name."""

    def __init__(self, session: Session, looked: Looked) -> None:
        self.touched: dict[str, set[str]] = {}
        self._session = session
        self._looked = looked
        self._made: list[tuple[dict[str, str], str]] = []

    def forget_row(self) -> None:
        """Forget the codes and coders that the row just refused had made."""
        for known, key in self._made:
            del known[key]
        self._made.clear()

    def apply(self, line: CodingLine, place: Place) -> None:
        """Give a place the codes of a row; raise QdaError with the reason where that can't be."""
        self._made.clear()
        weight = whole(line.weight, "weight") if line.weight.strip() else None
        coder_id = self._made_coder(line.coder)
        for path in line.codes:
            code_id = self._made_code(path, coder_id)
            span = (place.source_id, place.start, place.end)
            apply_code(self._session, coder_id, code_id, *span, note=line.note, weight=weight)
        self.touched.setdefault(coder_id, set()).add(place.source_id)

    def _made_coder(self, name: str) -> str:
        known = self._looked.coder(name)
        if known == "":
            raise UnreadableFileError(_("The coder is missing."))
        if known is None:
            known = self._looked.coders[name.strip()] = add_coder(self._session, name.strip())
            self._made.append((self._looked.coders, name.strip()))
        return known

    def _made_code(self, path: str, coder_id: str) -> str:
        known = self._looked.code(path)
        if known is None:
            way = code_way(path)
            known = self._looked.codes[code_key(way)] = add_path(self._session, way, coder_id=coder_id)
            self._made.append((self._looked.codes, code_key(way)))
        return known
