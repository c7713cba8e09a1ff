"""Reading many files safely: folders opened, parsers in child processes that can hang, die or eat memory alone."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qda.core.importers import Imported, ReadOptions, readers
from qda.core.importers.damage import PARSER_ERRORS
from qda.core.importers.detect import detect
from qda.errors import CancelledError, QdaError, UnreadableFileError
from qda.i18n import _

MOST_BYTES = 200_000_000
_IN_PROCESS_KINDS = (".txt", ".md", ".vtt", ".srt")
_IN_PROCESS_BYTES = 200_000
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini")

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its transcripts, or the sentence that says why there are none.

    `data_hash` is the sha-256 of the file's bytes (None where they could not be read).
    """

    path: Path
    imported: list[Imported] = field(default_factory=list)
    reason: str | None = None
    data_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost: seconds, bytes of memory and bytes of size; and how many are read side by side."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3
    size: int = MOST_BYTES
    workers: int = 2


def read_files(
    paths: Sequence[Path],
    options: ReadOptions | Mapping[Path, ReadOptions] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Iterator[FileResult]:
    """Yield a result for every file in `paths`, folders opened, in natural order; one bad file stops no other.

    `options` hold for all files, or by path. `progress(done, total, name)` is called after each file. A file that takes
    longer, more memory or more room than `limits`, or ends its child process, is refused with a sentence. Raises
    CancelledError soon after `cancelled()` is true; child processes are gone then, as they are when iteration stops.
    """
    limits = limits or Limits()
    files = expand(paths)
    jobs = [(path, _options_of(options, path)) for path in files]
    if all(_may_be_read_here(path) for path in files) and sum(map(_size, files)) < _IN_PROCESS_BYTES:
        results = _read_here(jobs, limits, cancelled)
    else:
        from qda.core.importers.children import read_in_children

        results = read_in_children(jobs, limits, cancelled)
    for done, result in enumerate(results, 1):
        if progress:
            progress(done, len(files), result.path.name)
        yield result


def read_file(path: Path, options: ReadOptions | None = None, most_bytes: int = MOST_BYTES) -> list[Imported]:
    """Read one file in this process; whoever reads files of others uses :func:`read_files`.

    Raises UnreadableFileError with a sentence that names the file, whatever its parser stumbled over.
    """
    if _size(path) > most_bytes:
        sentence = _("{file} is larger than {size} MB; split it and import the parts.")
        raise UnreadableFileError(sentence.format(file=path.name, size=most_bytes // 1_000_000))
    suffix = detect(path)
    reader = readers().get(suffix)
    if reader is None:
        raise UnreadableFileError(_("{file}: nothing here reads {suffix} files.").format(file=path.name, suffix=suffix))
    try:
        imported = reader(path, options or ReadOptions())
    except UnreadableFileError as error:
        if path.name in error.sentence:
            raise
        raise UnreadableFileError(f"{path.name}: {error.sentence}") from error
    except PARSER_ERRORS as error:
        raise UnreadableFileError(_damaged(path, suffix)) from error
    if not any(part.text.strip() for part in imported):
        raise UnreadableFileError(_("{file} holds no words; there is nothing to import.").format(file=path.name))
    return imported


def expand(paths: Sequence[Path]) -> list[Path]:
    """Return the files of `paths` in natural order, folders opened to their depths, each file once.

    In folders, hidden files, lock files (``~$x.docx``) and what systems leave behind are passed over; a file that is
    named by itself is kept. A folder without files stays in the list, so that somebody says so.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        files = sorted(_files_in(path), key=_natural) if path.is_dir() else [path]
        for file in files or [path]:
            found.setdefault(file.absolute(), file)
    return list(found.values())


def outcome(path: Path, options: ReadOptions, limits: Limits) -> FileResult:
    """Read one file and turn every failure into a sentence: the border behind which parsers of all kinds work."""
    if path.is_dir():
        return FileResult(path, reason=_("There are no files to import in the folder {file}.").format(file=path.name))
    try:
        imported = read_file(path, options, limits.size)
        with path.open("rb") as file:
            return FileResult(path, imported, data_hash=hashlib.file_digest(file, "sha256").digest())
    except QdaError as error:
        reason = error.sentence
    except MemoryError:
        reason = too_much_memory(path)
    except Exception:  # noqa: BLE001 - a parser may raise anything, and one bad file must not stop the others
        reason = _damaged(path, path.suffix)
    return FileResult(path, reason=reason)


def too_much_memory(path: Path) -> str:
    """Return the sentence for a file that needs more memory than its limit."""
    return _("{file} needs more memory than one file may take; split it and import the parts.").format(file=path.name)


def _damaged(path: Path, suffix: str) -> str:
    return _(
        "{file} is damaged or not what its name says ({suffix}); open it in its program, save it anew and import that."
    ).format(file=path.name, suffix=suffix)


def _options_of(options: ReadOptions | Mapping[Path, ReadOptions] | None, path: Path) -> ReadOptions:
    if isinstance(options, ReadOptions):
        return options
    return (options or {}).get(path) or ReadOptions()


def _read_here(
    jobs: list[tuple[Path, ReadOptions]], limits: Limits, cancelled: Callable[[], bool] | None
) -> Iterator[FileResult]:
    for path, options in jobs:
        if cancelled and cancelled():
            raise CancelledError(_("The import was stopped; nothing was imported."))
        yield outcome(path, options, limits)


def _may_be_read_here(path: Path) -> bool:
    """Tell whether reading costs no child process: small plain text, and what is refused unopened."""
    try:
        return _size(path) < _IN_PROCESS_BYTES and detect(path) in _IN_PROCESS_KINDS
    except QdaError:
        return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


# Project files and what lies beside an open one: reading them here would also drop SQLite's lock on them.
_OURS = re.compile(r"\.loom(-wal|-shm|-journal|\.lock|\.holder|(\.[0-9a-f]{6})?\.part)?$", re.IGNORECASE)


def _files_in(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        for name in names:
            if not name.startswith((".", "~$")) and name.lower() not in _LEFT_BY_SYSTEMS and not _OURS.search(name):
                yield Path(place, name)


def _natural(path: Path) -> list[tuple[str, int, str]]:
    """Sort ``P2`` before ``P10``."""
    pieces = re.findall(r"(\D*)(\d*)", str(path).casefold())
    return [(words, int(number or 0), number) for words, number in pieces]
