"""Codebook versions: the whole codebook kept under a name, to be read and compared later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import CodeRow, codes
from qda.core.naming import clean, required
from qda.errors import NotFoundError, ProjectFileError, RefusedError
from qda.i18n import _
from qda.storage.check import Finding
from qda.storage.ids import new_id
from qda.storage.models import CodebookVersion
from qda.storage.texts import load_text, put_text

_FIELDS = (
    *("id", "name", "path", "parent", "kind", "codable", "definition", "include", "exclude", "example"),
    *("origin", "stance", "colour", "also"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A code as it was in a codebook: the fields of :class:`~qda.core.codebook.CodeRow` that say what it is."""

    id: str
    name: str
    path: str
    parent: str | None
    kind: str
    codable: bool
    definition: str
    include: str
    exclude: str
    example: str
    origin: str
    stance: str
    colour: str
    also: tuple[str, ...]


Book = dict[str, Kept]
"""A codebook by the ids of its codes, in the order of its tree."""


@dataclass(frozen=True, slots=True)
class Version:
    """A codebook that was kept; `at` in milliseconds since 1970, `codes` how many codes and categories it holds."""

    id: str
    name: str
    note: str
    coder_id: str | None
    at: int
    codes: int


def versions(session: Session) -> list[Version]:
    """Return the kept codebooks, oldest first; raises ProjectFileError where one is damaged."""
    rows = session.scalars(select(CodebookVersion).order_by(CodebookVersion.at, CodebookVersion.id)).all()
    return [
        Version(row.id, row.name, row.note, row.coder_id, row.at, len(read_book(load_text(session, row.text_hash))))
        for row in rows
    ]


def keep_version(session: Session, name: str, note: str = "", *, coder_id: str | None = None) -> str:
    """Keep the codebook as it is under `name` and return the version's id.

    Raises RefusedError without a name or codes, and for a name that a version has already.
    """
    rows = codes(session)
    if not rows:
        raise RefusedError(_("There is no code yet, so there is no codebook to keep."))
    row = CodebookVersion(
        id=new_id(),
        name=_free(session, name),
        note=note.strip(),
        text_hash=put_text(session, written(rows)),
        coder_id=coder_id,
    )
    session.add(row)
    session.flush()
    return row.id


def edit_version(session: Session, version_id: str, **values: str) -> None:
    """Change name or note of a kept codebook; what it holds never changes."""
    row = _version(session, version_id)
    for field, value in values.items():
        if field not in ("name", "note"):
            raise TypeError(f"a codebook version has no {field} that can be changed")
        setattr(row, field, _free(session, value, besides=version_id) if field == "name" else value.strip())
    session.flush()


def delete_version(session: Session, version_id: str) -> None:
    """Keep a codebook no more; undo brings it back."""
    session.delete(_version(session, version_id))


def book(session: Session, version_id: str | None) -> Book:
    """Return the codebook of a version, or (None) as it is now."""
    if version_id is None:
        return read_book(written(codes(session)))
    return read_book(load_text(session, _version(session, version_id).text_hash))


def written(rows: Iterable[CodeRow]) -> str:
    """Return a codebook as canonical JSON: ``{"fields": [...], "codes": [[...], ...]}``, codes in tree order."""
    listed = [[getattr(row, field) for field in _FIELDS] for row in rows]
    return json.dumps({"fields": _FIELDS, "codes": listed}, ensure_ascii=False, separators=(",", ":"))


def read_book(kept: str) -> Book:
    """Return the codebook that :func:`written` wrote; raises ProjectFileError for anything else."""
    try:
        told = json.loads(kept)
        fields, rows = told["fields"], told["codes"]
        found = [dict(zip(fields, row, strict=True)) for row in rows]
        return {
            row["id"]: Kept(**{name: row[name] for name in _FIELDS} | {"also": tuple(row["also"])}) for row in found
        }
    except (ValueError, KeyError, TypeError) as error:
        raise ProjectFileError(_("A codebook version can't be read. Restore a backup.")) from error


def check_versions(session: Session) -> Iterator[Finding]:
    """Say which kept codebooks are missing or can't be read."""
    columns = (CodebookVersion.id, CodebookVersion.name, CodebookVersion.text_hash)
    for key, name, text_hash in session.execute(select(*columns)):
        try:
            read_book(load_text(session, text_hash))
        except ProjectFileError:
            sentence = _("The codebook version {name} is missing or can't be read.").format(name=name)
            yield Finding("versions", sentence, f"codebook_version {key}")


def _version(session: Session, version_id: str) -> CodebookVersion:
    row = session.get(CodebookVersion, version_id)
    if row is None:
        raise NotFoundError(_("That codebook version is not in this project any more."))
    return row


def _free(session: Session, name: str, besides: str | None = None) -> str:
    name = required(name, _("A codebook version needs a name."))
    for key, known in session.execute(select(CodebookVersion.id, CodebookVersion.name)):
        if key != besides and clean(known).casefold() == name.casefold():
            raise RefusedError(_("There is a codebook version called {name} already.").format(name=known))
    return name
