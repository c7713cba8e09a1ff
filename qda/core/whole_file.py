"""Files that people choose, read whole: only ordinary ones that are there, and none larger than what is asked for."""

from __future__ import annotations

from pathlib import Path

from qda.errors import UnreadableFileError
from qda.i18n import _


def bytes_of(path: Path, most: int) -> bytes:
    """Return the bytes of the file at `path`, at most `most` of them.

    Raises UnreadableFileError with a sentence for what is missing, a folder, a pipe or device (reading one could wait
    for ever), larger, or can't be read.
    """
    refuse_what_is_no_file(path)
    with_reason = _("{file} can't be read: {reason}. Check that it is there and that you may read it.")
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no disk can hold
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFileError(with_reason.format(file=path.name, reason=reason)) from error
    if len(data) > most:
        size = f"{most / 1_000_000:g}"
        sentence = _("{file} is larger than {size} MB, which no such file is; it was not read.")
        raise UnreadableFileError(sentence.format(file=path.name, size=size))
    return data


def refuse_what_is_no_file(path: Path) -> None:
    """Raise UnreadableFileError for a folder, and for a pipe or device, from which somebody could read for ever."""
    name = path.name or str(path)  # "." has no name
    try:
        folder = path.is_dir()
        strange = path.exists() and not path.is_file()
    except (OSError, ValueError):  # what reads it says why
        return
    if folder:
        raise UnreadableFileError(_("{file} is a folder and can't be read; choose the files in it.").format(file=name))
    if strange:
        raise UnreadableFileError(_("{file} is not an ordinary file; choose a document.").format(file=name))
