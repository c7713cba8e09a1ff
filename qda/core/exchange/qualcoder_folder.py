"""Where a QualCoder project lies: a folder NAME.qda with data.qda and the files of its sources, or a zip of one."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from qda.core.importers.archives import open_archive, read_member
from qda.errors import UnreadableFileError
from qda.i18n import _

DATABASE = "data.qda"
FOLDERS = ("documents", "images", "audio", "video")
MOST_FILE = 500_000_000
"""Bytes of one file of a source; a larger one stays where it is, and that is told."""


class Files:
    """The files of a project, by their place in its folder."""

    def __init__(self, folder: Path | None, archive: zipfile.ZipFile | None = None, above: str = "") -> None:
        self._folder = folder
        self._archive = archive
        self._above = above
        self._names = {} if archive is None else {name.replace("\\", "/"): name for name in archive.namelist()}

    def read(self, kind: str, name: str) -> bytes | None:
        """Return the file `name` in the folder `kind`; None where it is missing, too large or elsewhere."""
        if self._archive is not None:
            member = self._names.get(f"{self._above}{kind}/{name}")
            if member is None or self._archive.getinfo(member).file_size > MOST_FILE:
                return None
            return read_member(self._archive, member)
        if self._folder is None or PurePosixPath(name).name != name:
            return None
        try:
            inside = (self._folder / kind).resolve()
            found = (inside / name).resolve()
            # A link that leads out of the project is another computer's file, or somebody else's.
            if found.parent != inside or not found.is_file() or found.stat().st_size > MOST_FILE:
                return None
        except (OSError, ValueError):  # a name that no disk can hold
            return None
        return found.read_bytes()


@contextmanager
def located(path: Path) -> Iterator[tuple[Path, Files]]:
    """Find the database of a project and its files: `path` is the folder, its data.qda, or a zip of the folder.

    Raises UnreadableFileError where there is none in it, or an archive could do harm.
    """
    if path.is_dir():
        database = path / DATABASE
        if not database.is_file():
            raise UnreadableFileError(_missing(path))
        yield database, Files(path)
    elif zipfile.is_zipfile(path):
        with open_archive(path) as archive, tempfile.TemporaryDirectory(prefix="themeloom-") as private:
            member = _database_in(path, archive)
            database = Path(private) / DATABASE
            # A project that was packed while it was open has its newest rows in a log beside the file.
            for suffix in ("", "-wal", "-journal"):
                if member + suffix in archive.namelist():
                    database.with_name(DATABASE + suffix).write_bytes(read_member(archive, member + suffix))
            yield database, Files(None, archive, member.replace("\\", "/").removesuffix(DATABASE))
    else:
        yield path, Files(path.parent if path.name == DATABASE else None)


def _database_in(path: Path, archive: zipfile.ZipFile) -> str:
    names = [name for name in archive.namelist() if PurePosixPath(name.replace("\\", "/")).name == DATABASE]
    # Backups lie beside the project or deeper; the outermost one is meant.
    outermost = sorted(names, key=lambda name: (name.count("/") + name.count("\\"), "_BKUP_" in name, name))
    if not outermost:
        raise UnreadableFileError(_missing(path))
    return outermost[0]


def _missing(path: Path) -> str:
    return _("{file} is no project of QualCoder: there is no file “data.qda” in it.").format(file=path.name)
