"""The key: a file outside the project that says which name became which pseudonym, plain or sealed by a passphrase.

Plain it is a table (CSV) that spreadsheets open. Sealed it is the same table under AES-256-GCM with a key derived by
scrypt (RFC 7914; N = 2^15, r = 8, p = 1): without the passphrase nobody reads it, and nobody can bring it back.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from qda.core.exporters.delimited import guarded
from qda.core.pseudonyms.table import Entry, Kept, Table, table
from qda.core.table_columns import Columns, find_columns
from qda.core.whole_file import bytes_of
from qda.errors import ProjectFileError, RefusedError, UnreadableFileError
from qda.i18n import _
from qda.storage.ids import new_id

MAGIC = b"Themeloom key 1\n"
"""How a sealed key begins."""
_SALT, _NONCE = 16, 12  # bytes
_COST = {"n": 2**15, "r": 8, "p": 1}
_MOST = 50_000_000  # bytes of a key; a table of a million names is no longer
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("name", "real name", "names", "identifier", "original", "klarname", "navn", "nom", "nombre", "person"),
        *("replace", "find", "who"),
    ),
    "pseudonym": (
        *("pseudonym", "pseudonyms", "alias", "replacement", "code", "instead", "id", "participant", "replace with"),
        *("pseudonyme", "seudónimo", "ersatz"),
    ),
    "kind": ("kind", "type", "of", "art"),
    "small": ("small letters", "small"),
    "genitive": ("genitive", "genitive s"),
    "before": ("before",),
    "after": ("after",),
}
_YES = frozenset(("yes", "y", "true", "1", "x", "ja", "sí", "oui"))
_NO = frozenset(("no", "n", "false", "0", "nein", "non", "nei"))
_STAYS, _MARK = "stays", "key"  # kinds of rows that are no entries


@dataclass(frozen=True, slots=True)
class Key:
    """A table and what ties it to one pseudonymising: its `id` in the project, and a `secret` that is only here."""

    table: Table
    id: str = ""
    secret: str = ""

    @property
    def print(self) -> str:
        """The keyed hash by which a project knows this key again, and from which nobody learns a name."""
        entries = [list(asdict(one).values()) for one in self.table.entries]
        kept = sorted(list(asdict(one).values()) for one in self.table.kept)
        said = json.dumps([self.id, entries, kept], ensure_ascii=False, separators=(",", ":"))
        return hashlib.blake2b(said.encode(), key=self.secret.encode(), digest_size=32).hexdigest()


def new_key(made: Table) -> Key:
    """Return a key for a table that is about to be applied."""
    return Key(made, new_id(), secrets.token_hex(16))


def write_key(path: Path, key: Key, passphrase: str = "") -> None:
    """Write a key to a new file that only its owner can read, sealed where there is a passphrase.

    Raises RefusedError where a file of that name exists: an older key must never be lost. ProjectFileError where none
    can be written.
    """
    path = Path(path)
    data = _written(key).encode("utf-8-sig")
    if passphrase:
        data = _sealed(data, passphrase)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        sentence = _("{name} exists already, and a key must never be overwritten. Choose another name for the new one.")
        raise RefusedError(sentence.format(name=path.name)) from None
    except OSError as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        sentence = _("The key can't be written to {path}: {error}. Choose another place; nothing was replaced.")
        raise ProjectFileError(sentence.format(path=path, error=error.strerror or error)) from error


def is_sealed(path: Path) -> bool:
    """Say whether a key file needs a passphrase; False for one that can't be read."""
    if not Path(path).is_file():
        return False
    with suppress(OSError), Path(path).open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
    return False


def read_key(path: Path, passphrase: str = "") -> Key:
    """Read a key, or any table of names and pseudonyms (.csv, .tsv, .xlsx; two columns are enough).

    A table that was never applied has no id. Raises UnreadableFileError for a file that is none, RefusedError for a
    passphrase that is missing or wrong, or a table that nobody could follow.
    """
    path = Path(path)
    if is_sealed(path):
        text = _unsealed(path, passphrase).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    else:
        from qda.core.importers.grid import read_grids

        rows = read_grids(path)[0].rows
    columns = find_columns(rows, _HEADINGS, lambda fields: {"name", "pseudonym"} <= set(fields))
    if columns is None:
        if not rows or max(map(len, rows)) < 2:
            sentence = _("{file} is no table of names: it needs the columns “name” and “pseudonym”.")
            raise UnreadableFileError(sentence.format(file=path.name))
        columns = Columns({"name": 0, "pseudonym": 1}, (), tuple(enumerate(rows, 1)))
    return _key(columns)


def unlike(key: Key, key_print: str) -> bool:
    """Say whether a key is another one than that of which a project keeps the print."""
    return not secrets.compare_digest(key.print, key_print)


# The table as text --------------------------------------------------------------------------------------------------


def _written(key: Key) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([words[0] for words in _HEADINGS.values()])
    for entry in key.table.entries:
        marks = ["yes" if yes else "no" for yes in (entry.small, entry.genitive)]
        writer.writerow([guarded(entry.name), guarded(entry.pseudonym), entry.kind, *marks, "", ""])
    for kept in sorted(key.table.kept, key=lambda one: (one.words, one.before, one.after)):
        writer.writerow([guarded(kept.words), "", _STAYS, "", "", guarded(kept.before), guarded(kept.after)])
    if key.id:
        writer.writerow(["", f"{key.id}:{key.secret}", _MARK, "", "", "", ""])
    return text.getvalue()


def _key(columns: Columns) -> Key:
    entries: list[Entry] = []
    kept: list[Kept] = []
    mark = ""
    for _number, row in columns.rows:
        name, pseudonym, kind, small, genitive, before, after = (columns.cell(row, field) for field in _HEADINGS)
        kind = kind.strip().casefold()
        if kind == _MARK and not name.strip():
            mark = pseudonym.strip()
        elif kind == _STAYS:
            kept.append(Kept(name, before, after))
        elif name.strip() or pseudonym.strip():
            plain = kind if kind in ("place", "organisation", "other") else "person"
            entries.append(Entry(name, pseudonym, plain, _said(small, usual=True), _said(genitive, usual=False)))
    known, _colon, secret = mark.partition(":")
    return Key(table(entries, kept), known, secret)


def _said(cell: str, *, usual: bool) -> bool:
    word = cell.strip().casefold()
    return word in _YES or (usual and word not in _NO)


# Sealing ------------------------------------------------------------------------------------------------------------


def _derived(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **_COST).derive(passphrase.encode("utf-8"))


def _sealed(data: bytes, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return MAGIC + salt + nonce + AESGCM(_derived(passphrase, salt)).encrypt(nonce, data, MAGIC)


def _unsealed(path: Path, passphrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not passphrase:
        raise RefusedError(_("{file} is sealed: its passphrase is needed.").format(file=path.name))
    data = bytes_of(path, _MOST)[len(MAGIC) :]
    salt, nonce, rest = data[:_SALT], data[_SALT : _SALT + _NONCE], data[_SALT + _NONCE :]
    try:
        return AESGCM(_derived(passphrase, salt)).decrypt(nonce, rest, MAGIC)
    except (InvalidTag, ValueError):
        sentence = _("{file} does not open with this passphrase, or it is damaged.")
        raise RefusedError(sentence.format(file=path.name)) from None
