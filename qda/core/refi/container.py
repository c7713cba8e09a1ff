"""The archive around a project: where its one project file lies, and the files that its sources name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from qda.core.importers.archives import open_archive, read_member
from qda.errors import UnreadableFileError
from qda.i18n import _

MOST_ARCHIVE = 8_000_000_000
"""Bytes of a whole project unpacked: films come along."""
_MOST_XML = 200_000_000
_SCHEME = re.compile(r"^(internal|relative|absolute):/*", re.I)


class TooLargeError(UnreadableFileError):
    """A file in the project is larger than what is taken out of one."""


@dataclass(frozen=True, slots=True)
class Container:
    """A project file and the files beside it, found by name; capitals don't count."""

    path: Path
    project: bytes
    part: str
    archive: zipfile.ZipFile | None = None
    members: dict[str, str] = field(default_factory=dict)

    def find(self, named: str, most: int) -> bytes | None:
        """Return the bytes of the file that a source names, None where it did not come along.

        Looked for in the folder of sources whatever the address says before its name; what lies outside the archive is
        read only from the folder that ATLAS.ti puts beside it, or from ``sources`` beside an unpacked project. Raises
        TooLargeError where it has more than `most` bytes, UnreadableFileError where the archive is damaged there.
        """
        name = _name(named)
        if not name:
            return None
        for candidate in dict.fromkeys((name, unquote(name))):
            member = self.members.get(PurePosixPath(candidate).name.lower())
            if member is not None and self.archive is not None:
                if self.archive.getinfo(member).file_size > most:
                    raise TooLargeError(_too_large(self.path, candidate))
                return bytes(read_member(self.archive, member))
        if re.match(r"^(absolute:|[a-z]:[\\/]|[\\/])", named, re.I):
            return None  # never opened without being asked for
        return self._beside(PurePosixPath(name).name, most)

    def _beside(self, name: str, most: int) -> bytes | None:
        folders = [f"{self.path.stem} Media", *(() if self.archive else ("sources", "Sources"))]
        for folder in (self.path.parent / one for one in folders):
            found: Path = folder / name
            try:
                # A link that leads out of the folder is nobody's source.
                there = found.is_file() and found.resolve().parent == folder.resolve()
            except (OSError, ValueError):  # a name that no disk can hold
                there = False
            if there:
                if found.stat().st_size > most:
                    raise TooLargeError(_too_large(self.path, name))
                return found.read_bytes()
        return None


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """Open a project: an archive (.qdpx), or its project file alone (.qde).

    Raises UnreadableFileError for what is neither, is hostile, or holds no project.
    """
    path = Path(path)
    if not zipfile.is_zipfile(path) and _begins_like_xml(path):
        if path.stat().st_size > _MOST_XML:
            raise TooLargeError(_too_large(path, path.name))
        yield Container(path, path.read_bytes(), path.name)
        return
    with open_archive(path, most_bytes=MOST_ARCHIVE) as archive:
        part = _project_part(path, archive)
        if archive.getinfo(part).file_size > _MOST_XML:
            raise TooLargeError(_too_large(path, part))
        yield Container(path, read_member(archive, part), part, archive, _members(archive, PurePosixPath(part).parent))


def origin_of(path: Path) -> str:
    """Return which program a project (.qdpx, .qde) or codebook (.qdc) says it is of; nothing where it says nothing."""
    try:
        with opened(path) as container:
            found = re.search(rb'\borigin="([^"]*)"', container.project[:4_000])
    except UnreadableFileError:
        return ""
    return found[1].decode("utf-8", "replace") if found else ""


def _begins_like_xml(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(400)
    except OSError as error:
        sentence = _("{file} could not be read: {reason}.")
        raise UnreadableFileError(sentence.format(file=path.name, reason=error.strerror or error)) from error
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _project_part(path: Path, archive: zipfile.ZipFile) -> str:
    """Return the member that is the project: ``project.qde`` at the top before any other, whatever its capitals."""
    found = [name for name in archive.namelist() if name.lower().endswith(".qde") and not _of_the_system(name)]
    if not found:
        sentence = _(
            "{file} holds no project of a program for qualitative analysis (a part whose name ends in .qde). Export it "
            "again as a REFI-QDA project."
        )
        raise UnreadableFileError(sentence.format(file=path.name))
    return min(found, key=lambda name: (name.count("/"), PurePosixPath(name).name.lower() != "project.qde", name))


def _members(archive: zipfile.ZipFile, root: PurePosixPath) -> dict[str, str]:
    """Return the files by name in small letters; those in the folder of sources go before others of that name."""
    found: dict[str, str] = {}
    places = [(PurePosixPath(name.replace("\\", "/")), name) for name in archive.namelist() if not name.endswith("/")]
    inside = [(place, name) for place, name in places if not _of_the_system(name)]
    inside.sort(key=lambda one: str(one[0].parent).lower() != str(root / "sources").lower())
    for place, name in inside:
        found.setdefault(place.name.lower(), name)
    return found


def _of_the_system(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")


def _name(named: str) -> str:
    """Return what an address names, without ``internal://`` and its kin, with forward strokes."""
    return _SCHEME.sub("", named.strip()).replace("\\", "/").lstrip("/")


def _too_large(path: Path, part: str) -> str:
    sentence = _("{file} holds a part, “{part}”, that is larger than what is read of a project.")
    return sentence.format(file=path.name, part=part)
