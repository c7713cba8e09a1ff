"""Codings from a table: where each row's passage lies, what would become of it, and doing it as one change.

A passage is known by its offsets, by its words, or by both. Words that could stand in several places, or stand there
only with changes, are for a person to place: they are listed, and come in only where a place was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from textwrap import shorten
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core import documents
from qda.core.codebook import add_path, codes
from qda.core.coders import add_coder, coders
from qda.core.coding import apply_code, source_of_passage
from qda.core.coding_columns import CodingLine, CodingTable
from qda.core.exchange import reports
from qda.core.exchange.bundle import Loss
from qda.core.participants import participants
from qda.core.quote_finding import DOUBTFUL, FOUND, MOST_PLACES, MOVED, NOWHERE, THERE, QuoteFinder
from qda.core.readings import finish
from qda.core.text import lines as citable
from qda.errors import NotFoundError, QdaError, UnreadableFileError
from qda.i18n import _, n_
from qda.storage.models import Code, Coder, Coding

REFUSED = "refused"
_LOSS_WORDS = 90  # characters of a quotation that a report names
_AROUND = 40  # characters shown on both sides of a place


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage may lie: ``[start, end)`` of a source, in code points, the words there and those around them."""

    source_id: str
    source: str
    start: int
    end: int
    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a row: its kind, and the `places` of its passage, the likeliest first.

    `kind` is one of :mod:`qda.core.quote_finding` or REFUSED; `reason` says in a sentence why a row is not applied.
    """

    line: CodingLine
    kind: str
    places: tuple[Place, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CodingPlan:
    """What a table would do: every row, and the codes and coders that would be made."""

    rows: tuple[Planned, ...]
    new_codes: tuple[str, ...] = ()
    new_coders: tuple[str, ...] = ()

    def number(self, kind: str) -> int:
        """Return how many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)


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


def plan(session: Session, table: CodingTable, *, coder_id: str | None = None) -> CodingPlan:
    """Say what :func:`import_codings` would do with every row; rows that name no coder are `coder_id`'s."""
    looked = _Table(session, coder_id)
    rows = tuple(looked.planned(line) for line in table.lines)
    kept = [row.line for row in rows if row.kind in (THERE, FOUND, MOVED, DOUBTFUL)]
    paths = dict.fromkeys(path for line in kept for path in line.codes if looked.code(path) is None)
    people = dict.fromkeys(line.coder.strip() for line in kept if looked.coder(line.coder) is None)
    return CodingPlan(rows, tuple(paths), tuple(people))


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
    looked = _Table(session, coder_id)
    refused: list[tuple[int, str]] = []
    doubtful: list[Planned] = []
    moved: list[Planned] = []
    added, before = 0, _counts(session)
    for line in table.lines:
        step = looked.planned(line)
        chosen = (take or {}).get(line.row, 0 if step.kind in (THERE, FOUND, MOVED) else -1)
        if step.kind == DOUBTFUL and not 0 <= chosen < len(step.places):
            doubtful.append(step)
        elif not step.places:
            refused.append((line.row, step.reason))
        else:
            try:
                # A refused row leaves nothing behind, no code or coder of its own either.
                with session.begin_nested():
                    looked.apply(line, step.places[chosen])
            except QdaError as error:
                looked.forget_row()
                refused.append((line.row, error.sentence))
            else:
                added += len(line.codes)
                moved += [step] if step.kind == MOVED else []
    if finished:
        for person, source_ids in looked.touched.items():
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


class _Table:
    """Names of a table resolved once each, and texts read once each."""

    def __init__(self, session: Session, coder_id: str | None) -> None:
        self.session = session
        self.touched: dict[str, set[str]] = {}
        self._coder_id = coder_id
        self._codes = {code.path.casefold(): code.id for code in codes(session)}
        people = coders(session)
        # A name counts more than the same letters as somebody's initials, and an id most.
        self._coders = {person.initials: person.id for person in people}
        self._coders |= {person.name: person.id for person in people} | {person.id: person.id for person in people}
        self._sources: dict[str, str | QdaError] = {}
        self._names = dict(documents.source_names(session))
        self._people = {person.id: person.name for person in participants(session)}
        self._finders: dict[str, QuoteFinder] = {}
        self._made: list[tuple[dict[str, str], str]] = []

    # Where a row's passage lies ------------------------------------------------------------------------------------

    def planned(self, line: CodingLine) -> Planned:
        """Return what would become of a row."""
        try:
            if not line.codes:
                raise UnreadableFileError(_("The code is missing."))
            if not line.quote.strip():
                return self._by_offsets(line)
            if line.source.strip():
                return self._by_words(line, self._source(line.source.strip()))
            return self._anywhere(line)
        except QdaError as error:
            return Planned(line, REFUSED, reason=error.sentence)

    def _by_offsets(self, line: CodingLine) -> Planned:
        start, end = _whole(line.start, "start"), _whole(line.end, "end")
        source_id = self._source(line.source.strip())
        source_of_passage(self.session, source_id, start, end)
        return Planned(line, THERE, (self._place(source_id, start, end),))

    def _by_words(self, line: CodingLine, source_id: str) -> Planned:
        standing = self._finder(source_id).find(line.quote, line.hints)
        places = tuple(self._place(source_id, *span) for span in standing.places)
        reason = ""
        if standing.kind == NOWHERE:
            reason = _("These words are not in {source}.").format(source=self._names[source_id])
        elif standing.kind == DOUBTFUL and standing.exact:
            reason = _several(standing.count)
        elif standing.kind == DOUBTFUL:
            reason = _("Only words like these are there.")
        return Planned(line, standing.kind, places, reason)

    def _anywhere(self, line: CodingLine) -> Planned:
        """Look for the words in all sources, since the row names none."""
        found: list[Place] = []
        count = 0
        for source_id in self._names:
            standing = self._finder(source_id).find(line.quote, line.hints, changed=False)
            found += [self._place(source_id, *span) for span in standing.places]
            count += standing.count or len(standing.places)
        if not found:
            return Planned(line, NOWHERE, reason=_("These words are in no source."))
        if len(found) == 1:
            return Planned(line, FOUND, tuple(found))
        return Planned(line, DOUBTFUL, tuple(found[:MOST_PLACES]), _several(count))

    def _source(self, name: str) -> str:
        """Return the id of a source by id, name or file name, or by its name with the ending of a file."""
        if name not in self._sources:
            try:
                self._sources[name] = documents.find_source(self.session, name)
            except NotFoundError as error:
                try:
                    self._sources[name] = documents.find_source(self.session, PurePath(name).stem)
                except QdaError:
                    self._sources[name] = error
            except QdaError as error:
                self._sources[name] = error
        found = self._sources[name]
        if isinstance(found, QdaError):
            raise found
        return found

    def _finder(self, source_id: str) -> QuoteFinder:
        if source_id not in self._finders:
            text = documents.source_text(self.session, source_id)
            turns = documents.turns_of(self.session, source_id)
            unit, width = documents.line_unit(self.session)
            spoken = {
                speaker.label: self._people[speaker.participant_id]
                for speaker in documents.speakers_of(self.session, source_id)
                if speaker.participant_id
            }
            self._finders[source_id] = QuoteFinder(text, turns, citable(text, turns, unit, width), spoken)
        return self._finders[source_id]

    def _place(self, source_id: str, start: int, end: int) -> Place:
        text = self._finder(source_id).text
        around = (text[max(0, start - _AROUND) : start], text[end : end + _AROUND])
        return Place(source_id, self._names[source_id], start, end, text[start:end], *around)

    # Doing it ------------------------------------------------------------------------------------------------------

    def forget_row(self) -> None:
        """Forget the codes and coders that the row just refused had made."""
        for known, key in self._made:
            del known[key]
        self._made.clear()

    def apply(self, line: CodingLine, place: Place) -> None:
        """Give a place the codes of a row; raise QdaError with the reason where that can't be."""
        self._made.clear()
        weight = _whole(line.weight, "weight") if line.weight.strip() else None
        coder_id = self._made_coder(line.coder)
        for path in line.codes:
            code_id = self._made_code(path, coder_id)
            span = (place.source_id, place.start, place.end)
            apply_code(self.session, coder_id, code_id, *span, note=line.note, weight=weight)
        self.touched.setdefault(coder_id, set()).add(place.source_id)

    def coder(self, name: str) -> str | None:
        """Return the id of a coder by id, name or initials, None where there is none such."""
        return self._coders.get(name.strip()) if name.strip() else self._coder_id or ""

    def code(self, path: str) -> str | None:
        """Return the id of the code at a path, None where there is none; levels may stand apart by backslashes."""
        return self._codes.get(_key(path)) or self._codes.get(_key(_way(path)))

    def _made_coder(self, name: str) -> str:
        known = self.coder(name)
        if known == "":
            raise UnreadableFileError(_("The coder is missing."))
        if known is None:
            known = self._coders[name.strip()] = add_coder(self.session, name.strip())
            self._made.append((self._coders, name.strip()))
        return known

    def _made_code(self, path: str, coder_id: str) -> str:
        known = self.code(path)
        if known is None:
            way = _way(path)
            known = self._codes[_key(way)] = add_path(self.session, way, coder_id=coder_id)
            self._made.append((self._codes, _key(way)))
        return known


def _several(count: int) -> str:
    """Return that words stand in several places, and that not all of them are named where these are many."""
    words = n_("These words stand in {n} place.", "These words stand in {n} places.", count)
    return words if count <= MOST_PLACES else words + " " + _("The first {n} are named.").format(n=MOST_PLACES)


def _key(path: str) -> str:
    return " > ".join(part.strip() for part in path.split(">")).casefold()


def _way(path: str) -> str:
    """Return a path with our sign between its levels."""
    return path if ">" in path else " > ".join(part for part in path.split("\\") if part.strip())


def _whole(value: str, column: str) -> int:
    try:
        return int(value.strip())
    except ValueError:
        sentence = _("“{value}” in the column {column} is not a whole number.")
        raise UnreadableFileError(sentence.format(value=value, column=column)) from None
