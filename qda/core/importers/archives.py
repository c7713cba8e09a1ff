"""Opening zip archives (docx, odt, xlsx, epub …) only after their directory shows nothing that could do harm."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from qda.core.whole_file import refuse_what_is_no_file
from qda.errors import UnreadableFileError
from qda.i18n import _

MOST_MEMBERS = 10_000
MOST_BYTES = 1_000_000_000
# Deflate reaches at most about 1030:1. Real Office files of some size stay under 100:1; small ones may be denser.
MOST_RATIO = 200
RATIO_FREE_BYTES = 50_000_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1


def open_archive(path: Path, *, most_bytes: int | None = None) -> zipfile.ZipFile:
    """Open the zip archive at `path` for reading; the caller closes it.

    Raises :class:`UnreadableFileError` where it is no zip file, is locked with a password, holds more than
    :data:`MOST_MEMBERS` members or `most_bytes` unpacked bytes (:data:`MOST_BYTES` unless given), is packed more
    densely than documents are (:data:`MOST_RATIO`), has members that lie over each other, or names a place outside
    itself.
    """
    refuse_what_is_no_file(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(_not_a_zip(path)) from error
    except OSError as error:
        raise UnreadableFileError(
            _("{file} could not be read: {reason}.").format(file=path.name, reason=error.strerror or error)
        ) from error
    try:
        _inspect(path, archive, most_bytes or MOST_BYTES)
    except UnreadableFileError:
        archive.close()
        raise
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the unpacked bytes of member `name`; raises :class:`UnreadableFileError` where missing or damaged."""
    import lzma
    import zlib

    file = Path(archive.filename or "").name
    try:
        return archive.read(name)
    except KeyError as error:
        raise UnreadableFileError(
            _(
                "{file} lacks the part “{part}”, so it is not a whole document. Save it again in the program it came "
                "from."
            ).format(file=file, part=name)
        ) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise UnreadableFileError(
            _("{file} is damaged: its part “{part}” cannot be unpacked. Try to get the file again.").format(
                file=file, part=name
            )
        ) from error


def _not_a_zip(path: Path) -> str:
    with path.open("rb") as file:
        begin = file.read(8)
    if begin == _OLD_OFFICE:
        return _(
            "{file} is locked with a password or in an Office format from before 2007. Open it in its program and save "
            "it again without a password, in today’s format."
        ).format(file=path.name)
    return _(
        "{file} is damaged or not the kind of file its name says: it cannot be unpacked. Try to get it again."
    ).format(file=path.name)


def _inspect(path: Path, archive: zipfile.ZipFile, most_bytes: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > most_bytes:
        raise UnreadableFileError(
            _(
                "{file} unpacks to {count} parts with {size} MB; documents of more than {most_count} parts or "
                "{most_size} MB are not read. Split the document and import the pieces."
            ).format(
                file=path.name,
                count=len(members),
                size=unpacked // 1_000_000,
                most_count=MOST_MEMBERS,
                most_size=most_bytes // 1_000_000,
            )
        )
    # Members that share their packed bytes make a small file unpack to anything: their sizes exceed the file's own.
    dense = unpacked > RATIO_FREE_BYTES and unpacked > MOST_RATIO * max(packed, 1)
    if dense or packed > path.stat().st_size:
        raise UnreadableFileError(
            _("{file} is packed the way zip bombs are, not the way documents are, and was not opened.").format(
                file=path.name
            )
        )
    for member in members:
        if not member.filename:
            raise UnreadableFileError(_not_a_zip(path))
        if _leads_outside(member.filename):
            raise UnreadableFileError(
                _("{file} names a place outside itself (“{part}”) and was not opened.").format(
                    file=path.name, part=member.filename[:80]
                )
            )
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableFileError(
                _("{file} is locked with a password. Save it without one and import it again.").format(file=path.name)
            )


def _leads_outside(name: str) -> bool:
    place = PurePosixPath(name.replace("\\", "/"))
    return place.is_absolute() or ".." in place.parts or (len(name) > 1 and name[1] == ":")
