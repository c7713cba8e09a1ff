"""Roads from and to other programs: a neutral bundle, readers and writers of foreign files, and the project.

:func:`read` tells by its content which program a file is from. Readers are loaded only where they are needed.
"""

from __future__ import annotations

import importlib
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from qda.core.importers.damage import PARSER_ERRORS
from qda.core.whole_file import refuse_what_is_no_file
from qda.errors import UnreadableFileError
from qda.i18n import _
from qda.progress import Progress

if TYPE_CHECKING:
    from qda.core.exchange.bundle import Bundle

READERS = {
    "project": "qda.core.refi.reader",
    "codebook": "qda.core.refi.codebook",
    "qualcoder": "qda.core.exchange.qualcoder",
    "taguette": "qda.core.exchange.taguette",
    "rqda": "qda.core.exchange.rqda",
}
"""The modules that read each kind of file, each with a function ``read(path, progress)``."""
SUFFIXES = (".qdpx", ".qdc", ".qde", ".qda", ".sqlite3", ".rqda", ".zip")
"""What such files are mostly called; the content decides."""
QUALCODER_FILE = "data.qda"

_HEAD = 65_536
_ROOT = re.compile(r"<(?:[\w.-]+:)?(Project|CodeBook)\b", re.IGNORECASE)
_SQLITE = b"SQLite format 3\x00"


def read(path: Path, progress: Progress | None = None) -> Bundle:
    """Read a project or codebook of another program: REFI-QDA (.qdpx, .qdc), QualCoder, Taguette or RQDA.

    `path` is a file, or the folder of a QualCoder project. Raises UnreadableFileError with a sentence for anything
    else, CancelledError.
    """
    bundle: Bundle = importlib.import_module(READERS[kind_of(path)]).read(path, progress)
    return bundle


def kind_of(path: Path) -> str:
    """Return what the file at `path` is by its content, a key of :data:`READERS`; UnreadableFileError for others."""
    try:
        if path.is_dir():
            if (path / QUALCODER_FILE).is_file():
                return "qualcoder"
            raise _stranger(path)
        refuse_what_is_no_file(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _packed(path)
    except PARSER_ERRORS as error:
        reason = getattr(error, "strerror", None) or error
        sentence = _("{file} can't be read: {error}.").format(file=path.name, error=reason)
        raise UnreadableFileError(sentence) from error
    if head.startswith(_SQLITE):
        return _database(path)
    root = _ROOT.search(_as_text(head))
    if root is None:
        raise _stranger(path)
    return "codebook" if root[1].casefold() == "codebook" else "project"


def _packed(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    # At the top of the archive, whatever it is called, or in a folder where somebody packed the unpacked project anew.
    if any(name.casefold().endswith(".qde") for name in names):
        return "project"
    if any(name.split("/")[-1] == QUALCODER_FILE for name in names):
        return "qualcoder"
    raise _stranger(path)


def _database(path: Path) -> str:
    from qda.storage import foreign

    tables = foreign.table_names(path)
    if {"highlights", "tags", "documents"} <= tables:
        return "taguette"
    if {"code_text", "code_name"} <= tables:
        return "qualcoder"
    if {"freecode", "coding"} <= tables:
        return "rqda"
    raise _stranger(path)


def _as_text(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return head.decode(encoding, "replace")


def _stranger(path: Path) -> UnreadableFileError:
    sentence = _(
        "{file} is no project or codebook of another program that can be read here: these are REFI-QDA (.qdpx, .qdc, "
        "from NVivo, MAXQDA, ATLAS.ti and others), QualCoder, Taguette and RQDA."
    )
    return UnreadableFileError(sentence.format(file=path.name))
