"""Where the passages of a table of codings lie: nothing is written by looking.

A passage is known by its offsets, by its words, or by both. Words that could stand in several places, or stand there
only with changes, are for a person to place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.orm import Session

from qda.core import documents
from qda.core.codebook import codes
from qda.core.coders import coders
from qda.core.coding import source_of_passage
from qda.core.coding_columns import CodingLine, CodingTable
from qda.core.participants import participants
from qda.core.quote_finding import DOUBTFUL, FOUND, MOST_PLACES, MOVED, NOWHERE, THERE, QuoteFinder
from qda.core.text import lines as citable
from qda.errors import NotFoundError, QdaError, UnreadableFileError
from qda.i18n import _, n_

REFUSED = "refused"
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


def plan(session: Session, table: CodingTable, *, coder_id: str | None = None) -> CodingPlan:
    """Say what :func:`qda.core.coding_table.import_codings` would do; rows that name no coder are `coder_id`'s."""
    looked = Looked(session, coder_id)
    rows = tuple(looked.planned(line) for line in table.lines)
    kept = [row.line for row in rows if row.kind in (THERE, FOUND, MOVED, DOUBTFUL)]
    paths = dict.fromkeys(path for line in kept for path in line.codes if looked.code(path) is None)
    people = dict.fromkeys(line.coder.strip() for line in kept if looked.coder(line.coder) is None)
    return CodingPlan(rows, tuple(paths), tuple(people))


class Looked:
    """Names of a table resolved once each, and texts read once each."""

    def __init__(self, session: Session, coder_id: str | None) -> None:
        self.session = session
        self._coder_id = coder_id
        self.codes = {code.path.casefold(): code.id for code in codes(session)}
        people = coders(session)
        # A name counts more than the same letters as somebody's initials, and an id most.
        self.coders = {person.initials: person.id for person in people}
        self.coders |= {person.name: person.id for person in people} | {person.id: person.id for person in people}
        self._sources: dict[str, str | QdaError] = {}
        self._names = dict(documents.source_names(session))
        self._people = {person.id: person.name for person in participants(session)}
        self._finders: dict[str, QuoteFinder] = {}

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
        start, end = whole(line.start, "start"), whole(line.end, "end")
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

    # Who and what is known -----------------------------------------------------------------------------------------

    def coder(self, name: str) -> str | None:
        """Return the id of a coder by id, name or initials, None where there is none such."""
        return self.coders.get(name.strip()) if name.strip() else self._coder_id or ""

    def code(self, path: str) -> str | None:
        """Return the id of the code at a path, None where there is none; levels may stand apart by backslashes."""
        return self.codes.get(code_key(path)) or self.codes.get(code_key(code_way(path)))


def _several(count: int) -> str:
    """Return that words stand in several places, and that not all of them are named where these are many."""
    words = n_("These words stand in {n} place.", "These words stand in {n} places.", count)
    return words if count <= MOST_PLACES else words + " " + _("The first {n} are named.").format(n=MOST_PLACES)


def code_key(path: str) -> str:
    """Return a path as it is looked up: capitals and spaces around levels don't tell codes apart."""
    return " > ".join(part.strip() for part in path.split(">")).casefold()


def code_way(path: str) -> str:
    """Return a path with our sign between its levels."""
    return path if ">" in path else " > ".join(part for part in path.split("\\") if part.strip())


def whole(value: str, column: str) -> int:
    """Return the whole number in a cell; UnreadableFileError names the column where it is none."""
    try:
        return int(value.strip())
    except ValueError:
        sentence = _("“{value}” in the column {column} is not a whole number.")
        raise UnreadableFileError(sentence.format(value=value, column=column)) from None
