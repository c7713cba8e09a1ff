"""Codings from a table: source, start, end, code, coder and perhaps a note, a row a coding."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.codebook import add_path, codes
from qda.core.coders import add_coder, coders
from qda.core.coding import apply_code
from qda.core.documents import find_source
from qda.core.readings import finish
from qda.errors import QdaError, UnreadableFileError
from qda.i18n import _
from qda.storage.models import Coding

COLUMNS = ("source", "start", "end", "code", "coder")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a table of codings: `added` rows were applied, and there are `added` - `joined` codings more.

    A row joins where it overlaps what its coder gave the same code already. `refused` are (row number from 1 without
    the header, reason).
    """

    added: int
    joined: int
    refused: tuple[tuple[int, str], ...]


def import_codings(session: Session, path: Path, *, finished: bool = False) -> Loaded:
    """Apply the codings of a CSV file; codes and coders that are missing are made, bad rows refused one by one.

    Columns: source (id or name), start, end (code points), code (path), coder (id, name or initials), optionally note
    and weight. With `finished`, the coders' sources in the table count as finished by them.
    """
    rows = _read(path)
    table = _Table(session)
    refused: list[tuple[int, str]] = []
    added, before = 0, _count(session)
    for number, row in enumerate(rows, start=1):
        try:
            # A refused row leaves nothing behind, no code or coder of its own either.
            with session.begin_nested():
                table.apply(row)
        except QdaError as error:
            table.forget_row()
            refused.append((number, error.sentence))
        else:
            added += 1
    if finished:
        for coder_id, source_ids in table.touched.items():
            finish(session, coder_id, sorted(source_ids))
    return Loaded(added, before + added - _count(session), tuple(refused))


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Coding)) or 0


class _Table:
    """Names of a table resolved once each."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.touched: dict[str, set[str]] = {}
        self._codes = {code.path.casefold(): code.id for code in codes(session)}
        people = coders(session)
        # A name counts more than the same letters as somebody's initials, and an id most.
        self._coders = {person.initials: person.id for person in people}
        self._coders |= {person.name: person.id for person in people} | {person.id: person.id for person in people}
        self._sources: dict[str, str] = {}
        self._made: list[tuple[dict[str, str], str]] = []

    def forget_row(self) -> None:
        """Forget the codes and coders that the row just refused had made."""
        for known, key in self._made:
            del known[key]
        self._made.clear()

    def apply(self, row: Mapping[str, str]) -> None:
        """Apply one row; raise QdaError with the reason where that can't be."""
        self._made.clear()
        source_name = row["source"].strip()
        if source_name not in self._sources:
            self._sources[source_name] = find_source(self.session, source_name)
        source_id = self._sources[source_name]
        start, end = _whole(row["start"], "start"), _whole(row["end"], "end")
        weight = _whole(row["weight"], "weight") if (row.get("weight") or "").strip() else None
        coder_id = self._coder(row["coder"].strip())
        code_id = self._code(row["code"], coder_id)
        note = row.get("note") or ""
        apply_code(self.session, coder_id, code_id, source_id, start, end, note=note, weight=weight)
        self.touched.setdefault(coder_id, set()).add(source_id)

    def _coder(self, name: str) -> str:
        if not name:
            raise UnreadableFileError(_("The coder is missing."))
        if name not in self._coders:
            self._coders[name] = add_coder(self.session, name)
            self._made.append((self._coders, name))
        return self._coders[name]

    def _code(self, path: str, coder_id: str) -> str:
        key = " > ".join(part.strip() for part in path.split(">")).casefold()
        if key not in self._codes:
            self._codes[key] = add_path(self.session, path, coder_id=coder_id)
            self._made.append((self._codes, key))
        return self._codes[key]


def _whole(value: str, column: str) -> int:
    try:
        return int(value.strip())
    except ValueError:
        sentence = _("“{value}” in the column {column} is not a whole number.")
        raise UnreadableFileError(sentence.format(value=value, column=column)) from None


def _read(path: Path) -> list[dict[str, str]]:
    from qda.core.exporters.delimited import unguarded
    from qda.core.importers.encodings import decode

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("{path} can't be read: {error}.").format(path=path, error=error.strerror)
        ) from error
    try:
        text, _encoding, _warnings = decode(data)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error.sentence}") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # The module's own limit of 131,072 characters a cell is for files from nowhere; a note may be longer.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    names = [name.strip().casefold() for name in reader.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise UnreadableFileError(
            _("{name} lacks the columns {missing}; a table of codings has {columns}.").format(
                name=path.name, missing=", ".join(missing), columns=", ".join(COLUMNS)
            )
        )
    reader.fieldnames = names
    return [{key: unguarded(value or "") for key, value in row.items() if isinstance(key, str)} for row in reader]
