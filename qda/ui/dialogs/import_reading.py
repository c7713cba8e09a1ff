"""What the import dialog has to know about files, found out beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qda.core import documents
from qda.core.importers import ReadOptions
from qda.core.importers.reading import FileResult, expand, read_files
from qda.core.importers.tables import TablePreview, preview
from qda.core.text import count_words, text_hash
from qda.errors import QdaError
from qda.storage.project import Project

TABLES = (".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Look:
    """A file that was read: its result, words in all its sources, speakers in order, hashes of its texts.

    `known` names the sources of the project that hold one of its texts, by hash; `table` describes the columns of a
    table that was read again (None: not asked for, or no table).
    """

    result: FileResult
    words: int = 0
    speakers: tuple[str, ...] = ()
    hashes: tuple[bytes, ...] = ()
    known: dict[bytes, str] | None = None
    table: TablePreview | None = None

    @property
    def format(self) -> str:
        """The suffix that the content deserves, or the one the name has where it could not be read."""
        return self.result.imported[0].format if self.result.imported else self.result.path.suffix.lower()

    @property
    def encoding(self) -> str | None:
        """The encoding that was used; None for formats that have none."""
        return self.result.imported[0].encoding if self.result.imported else None

    @property
    def warnings(self) -> list[str]:
        """What the reader said about the file, each sentence once."""
        return list(dict.fromkeys(words for one in self.result.imported for words in one.warnings))


def look_at(project: Project, result: FileResult) -> Look:
    """Count and compare what was read from a file."""
    speakers: dict[str, None] = {}
    for one in result.imported:
        speakers.update((turn.speaker, None) for turn in one.turns if turn.speaker)
    hashes = tuple(text_hash(one.text) for one in result.imported)
    with project.read() as session:
        known = documents.same_text(session, hashes) if hashes else {}
    return Look(result, sum(count_words(one.text) for one in result.imported), tuple(speakers), hashes, known)


def read_all(
    project: Project,
    paths: Sequence[Path],
    found: Callable[[list[Path]], None],
    arrived: Callable[[Look], None],
    progress: Callable[[int, int], bool],
) -> None:
    """Read files and all files of folders: `found` gets them all first, `arrived` each one that was read.

    Raises CancelledError soon after `progress(done, all)` answers False.
    """
    files = expand(paths)
    found(files)
    done = 0

    def stopped() -> bool:
        return not progress(done, len(files))

    for result in read_files(files, cancelled=stopped):
        arrived(look_at(project, result))
        done += 1
    progress(done, len(files))


def read_again(project: Project, path: Path, options: ReadOptions, progress: Callable[[int, int], bool]) -> Look:
    """Read one file with what a person corrected; a table comes with its columns."""
    result = next(read_files([path], options, cancelled=lambda: not progress(0, 0)))
    look = look_at(project, result)
    if look.format not in TABLES:
        return look
    return Look(look.result, look.words, look.speakers, look.hashes, look.known, columns(path, options))


def columns(path: Path, options: ReadOptions) -> TablePreview | None:
    """Describe the columns of a table, or return None where it can't be read as one."""
    try:
        return preview(path, options)
    except (QdaError, OSError):
        return None
