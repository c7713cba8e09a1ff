"""Bringing a codebook in from a table: what would become of every row, and doing it as one change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from qda.core.codebook import SEPARATOR, CodeRow, add_path, codes, edit_code, refer_code
from qda.core.codebook_columns import CodeTable, Line
from qda.core.naming import clean
from qda.errors import QdaError
from qda.i18n import _

NEW, FILLS, DIFFERS, SAME = "new", "fills", "differs", "same"
# What every code has before anybody said anything; other fields of words are empty then.
_UNSAID = {"origin": "inductive"}


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a row: a NEW code, one of whose fields are FILLED, one that DIFFERS, or the SAME.

    `fills` are fields in which the project's code says nothing yet, `differs` those in which it says something else;
    `here` is what it says there.
    """

    line: Line
    kind: str
    code_id: str | None = None
    fills: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    here: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ImportedCodes:
    """What became of a table: numbers of codes, and (row, reason) of what was refused."""

    added: int
    filled: int
    changed: int
    refused: tuple[tuple[int, str], ...]


def plan(session: Session, table: CodeTable) -> list[Planned]:
    """Say what :func:`import_codebook` would do with every row."""
    known = {_key(row.path): row for row in codes(session)}
    return [_planned(line, known.get(_key(line.path))) for line in table.lines]


def import_codebook(
    session: Session, table: CodeTable, *, take: Collection[int] = (), coder_id: str | None = None
) -> ImportedCodes:
    """Add the codes of a table that are not there, and say of known ones what was not said yet.

    Codes are the same where their paths are. Where the table says something else than the project, the project's words
    stay, but for the rows in `take`. A row that can't be added is refused with its reason, and the others are added.
    """
    refused = list(table.refused)
    added = filled = changed = 0
    made: list[tuple[Line, str]] = []
    for step in plan(session, table):
        line = step.line
        fields = step.fills + (step.differs if line.row in take else ())
        try:
            with session.begin_nested():
                code_id = step.code_id or add_path(session, line.path, coder_id=coder_id)
                _write(session, code_id, line, tuple(line.values) if step.kind == NEW else fields)
        except QdaError as error:
            refused.append((line.row, error.sentence))
            continue
        made.append((line, code_id))
        added += step.kind == NEW
        changed += step.kind == DIFFERS and line.row in take
        filled += step.kind == FILLS or (step.kind == DIFFERS and bool(step.fills) and line.row not in take)
    refused += _refer(session, made)
    return ImportedCodes(added, filled, changed, tuple(sorted(refused)))


def _key(path: str) -> str:
    return SEPARATOR.join(map(clean, path.split(">"))).casefold()


def _planned(line: Line, row: CodeRow | None) -> Planned:
    if row is None:
        return Planned(line, NEW)
    here = {field: _said(row, field) for field in line.values}
    fills = tuple(field for field in line.values if here[field] in ("", _UNSAID.get(field)))
    differs = tuple(field for field, value in line.values.items() if not _same(here[field], value))
    fills = tuple(field for field in fills if field in differs)
    differs = tuple(field for field in differs if field not in fills)
    kind = DIFFERS if differs else FILLS if fills else SAME
    return Planned(line, kind, row.id, fills, differs, {field: here[field] for field in differs})


def _said(row: CodeRow, field: str) -> str:
    value = getattr(row, field)
    return value if isinstance(value, str) else "yes" if value else "no"


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _write(session: Session, code_id: str, line: Line, fields: Collection[str]) -> None:
    values: dict[str, Any] = {field: line.values[field] for field in fields}
    if "codable" in values:
        values["codable"] = values["codable"] == "yes"
    if values:
        edit_code(session, code_id, **values)


def _refer(session: Session, made: Collection[tuple[Line, str]]) -> list[tuple[int, str]]:
    """Let codes stand under their other categories, which are there only now; return what could not be done."""
    session.flush()
    known = {_key(row.path): row.id for row in codes(session)}
    refused: list[tuple[int, str]] = []
    for line, code_id in made:
        for path in _places(line.also, known):
            parent = known.get(_key(path))
            try:
                if parent is None:
                    words = _("There is no code “{path}” under which it could be shown, too.")
                    refused.append((line.row, words.format(path=path)))
                else:
                    with session.begin_nested():
                        refer_code(session, code_id, parent)
            except QdaError as error:
                refused.append((line.row, error.sentence))
    return refused


def _places(also: str, known: Collection[str]) -> list[str]:
    """Cut the paths that stand in one cell, apart by semicolons, which may stand in a name, too."""
    parts = [part for part in also.split(";") if part.strip()]
    found: list[str] = []
    while parts:
        # The longest beginning that is a path; else the first part, to be refused by its name.
        end = next((end for end in range(len(parts), 0, -1) if _key(";".join(parts[:end])) in known), 1)
        found.append(";".join(parts[:end]).strip())
        del parts[:end]
    return found
