"""The key of pseudonyms: a table of who is who that lies outside the project and is read only for a check."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from qda.core.importers.grid import read_grids
from qda.errors import UnreadableFileError
from qda.i18n import _

_HEADINGS = ("name", "pseudonym", "navn", "nom", "nombre", "code", "id", "participant", "person")
"""What a heading may be called, or end with."""
_NAMES = ("name", "navn", "nom", "nombre")
_SHORTEST = 2


def real_names(path: Path, pseudonyms: Collection[str], passphrase: str = "") -> list[str]:
    """Return the names in a key file that are no pseudonyms of the project, each once.

    The file is a table as a text or a workbook, with or without headings. Where headings call columns names, those are
    read, else all. A sealed key is opened by its `passphrase`. Raises UnreadableFileError where there are none,
    RefusedError for a passphrase that is missing or wrong.
    """
    from qda.core.pseudonyms.keyfile import is_sealed, read_key

    if is_sealed(path):
        return [one.name for one in read_key(path, passphrase).table.entries]
    rows = [[cell.strip() for cell in row] for row in read_grids(path)[0].rows]
    columns: Collection[int] = ()
    if rows and any(cell.casefold().endswith(_HEADINGS) for cell in rows[0]):
        headings = [cell.casefold() for cell in rows.pop(0)]
        columns = [at for at, cell in enumerate(headings) if cell.endswith(_NAMES) and "pseudo" not in cell]
    known = {one.casefold() for one in pseudonyms}
    cells = [cell for row in rows for at, cell in enumerate(row) if not columns or at in columns]
    found = [cell for cell in dict.fromkeys(cells) if len(cell) >= _SHORTEST and cell.casefold() not in known]
    if not found:
        sentence = _("{file} holds no names beside pseudonyms; it should have a row for each person.")
        raise UnreadableFileError(sentence.format(file=path.name))
    return found
