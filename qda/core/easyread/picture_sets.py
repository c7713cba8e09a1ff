"""Sets of pictures from elsewhere: a folder or zip file with its word list, whose licence is asked for once."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.easyread.picture_files import LARGEST, SUFFIXES, is_file_name, prepared
from qda.core.easyread.pictures import keep
from qda.core.importers.archives import open_archive, read_member
from qda.core.naming import clean, required
from qda.errors import CancelledError, NotFoundError, QdaError, RefusedError, UnreadableFileError
from qda.i18n import _
from qda.storage.models import Picture, PictureSet

MOST = 6_000
"""Pictures of one set."""
_LISTS = (".csv", ".tsv", ".json")
_LARGEST_LIST = 20_000_000
_LARGEST_SET = 200_000_000  # bytes of pictures, which are held in memory until they are kept
_FILES = (
    "file",
    "filename",
    "file name",
    "file_name",
    "image",
    "picture",
    "symbol",
    "symbol-en",
    "symbol_en",
    "hexcode",
)
_IDEAS = (
    "idea",
    "name",
    "title",
    "label",
    "word",
    "annotation",
    "keyword",
    "symbol-en",
    "symbol_en",
    "symbol",
    "gloss",
)
_SEARCH = ("keywords", "words", "tags", "synonyms", "search", "openmoji_tags", "category", "category-en", "plural")
_ALT = ("alt", "alternative text", "alternative_text", "description")
_NON_COMMERCIAL = re.compile(r"\bNC\b|non[\s-]*commercial|nicht[\s-]*kommerz|no[\s-]*comercial|ikke[\s-]*kommers", re.I)
_SEPARATORS = re.compile(r"[_\-\s]+")


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set of the project, with how many of its pictures it holds and how often these are shown."""

    id: str
    name: str
    licence: str
    credit: str
    commercial: bool
    pictures: int


@dataclass(frozen=True, slots=True)
class SetFile:
    """A picture of a set: what it stands for, other words, and its alternative text where its word list has one."""

    name: str
    media: str
    data: bytes
    idea: str
    search: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadSet:
    """What was found in a folder or zip file: pictures, and the files that are none with the reason.

    `listed` is the name of the word list that was found, "" where there was none.
    """

    name: str
    files: tuple[SetFile, ...]
    refused: tuple[tuple[str, str], ...]
    listed: str


def sets(session: Session) -> list[SetRow]:
    """Return the sets of the project by name."""
    counts = dict(session.execute(select(Picture.set_id, func.count()).group_by(Picture.set_id)).all())
    rows = session.scalars(select(PictureSet).order_by(PictureSet.name, PictureSet.id))
    return [SetRow(row.id, row.name, row.licence, row.credit, row.commercial, counts.get(row.id, 0)) for row in rows]


def read_set(path: Path, progress: Callable[[int, int], bool] | None = None) -> ReadSet:
    """Read a folder or zip file of pictures; nothing is unpacked to the disk.

    Raises UnreadableFileError for a zip file that could do harm, RefusedError for one without pictures or with too
    many, CancelledError where `progress` says no.
    """
    opened = _folder(path) if path.is_dir() else _archive(path)
    with opened as files:
        names = files.names()
        pictured = [name for name in names if PurePosixPath(name).suffix.lower() in SUFFIXES]
        if not pictured:
            raise RefusedError(_("There are no pictures in {name}.").format(name=path.name))
        if len(pictured) > MOST:
            raise RefusedError(
                _("{name} holds {n} pictures; a set may have {most}. Bring in a part of it.").format(
                    name=path.name, n=len(pictured), most=MOST
                )
            )
        listed, words = _word_list(files, names)
        found: list[SetFile] = []
        refused: list[tuple[str, str]] = []
        kept = 0
        for number, name in enumerate(pictured):
            if progress is not None and not progress(number, len(pictured)):
                raise CancelledError(_("The pictures were not brought in."))
            try:
                media, data = prepared(files.read(name), PurePosixPath(name).name)
            except QdaError as error:
                refused.append((name, error.sentence))
                continue
            found.append(_set_file(name, media, data, words))
            kept += len(data)
            if kept > _LARGEST_SET:
                raise RefusedError(
                    _("The pictures in {name} take more than {size} MB. Bring in a part of them.").format(
                        name=path.name, size=_LARGEST_SET // 1_000_000
                    )
                )
    return ReadSet(path.stem, tuple(found), tuple(refused), listed)


def add_set(
    session: Session, read: ReadSet, name: str, licence: str, credit: str, commercial: bool | None = None
) -> str:
    """Keep a set that was read, and return its id; `commercial` says whether its licence allows that (None: see it).

    The credit line is printed at the end of every document that shows one of its pictures. Raises RefusedError
    without a name, a licence or a credit line.
    """
    row = PictureSet(name=required(name, _("A set of pictures needs a name.")))
    row.licence = required(
        licence, _("Say under which licence the pictures may be used; it stands where they come from.")
    )
    row.credit = required(credit, _("A set of pictures needs the line that is printed: whose pictures these are."))
    row.commercial = not non_commercial(licence) if commercial is None else commercial
    session.add(row)
    session.flush()
    for one in read.files:
        keep(session, one.media, one.data, one.words, idea=one.idea, search=one.search, kind="symbol", set_id=row.id)
    return row.id


def edit_set(session: Session, set_id: str, **values: Any) -> None:
    """Change a set: name, licence, credit (a line each), commercial."""
    row = session.get(PictureSet, set_id)
    if row is None:
        raise NotFoundError(_("That set of pictures is not in this project any more."))
    for column, value in values.items():
        if column == "commercial":
            row.commercial = bool(value)
        elif column in ("name", "licence", "credit"):
            setattr(row, column, required(value, _("A set of pictures needs a name, a licence and a line to print.")))
        else:
            raise ValueError(f"{column} is nothing that a set of pictures has")
    session.flush()


def remove_set(session: Session, set_id: str) -> None:
    """Take a set away with its pictures; statements that showed one have none then."""
    row = session.get(PictureSet, set_id)
    if row is None:
        raise NotFoundError(_("That set of pictures is not in this project any more."))
    for one in session.scalars(select(Picture).where(Picture.set_id == set_id)):
        session.delete(one)
    session.delete(row)
    session.flush()


def non_commercial(licence: str) -> bool:
    """Say whether a licence forbids use for money, by its words (CC BY-NC, non-commercial)."""
    return bool(_NON_COMMERCIAL.search(licence))


class _Files:
    """The files of a set by name, wherever they lie."""

    def __init__(self, names: list[str], read: Callable[[str], bytes], close: Callable[[], None]) -> None:
        self._names, self.read, self._close = names, read, close

    def names(self) -> list[str]:
        return [name for name in self._names if not _is_hidden(name)]

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_error: object) -> None:
        self._close()


def _folder(path: Path) -> _Files:
    def read(name: str) -> bytes:
        file = path / name
        try:
            if file.stat().st_size > LARGEST:
                raise RefusedError(_("{file} is too large for a picture on a page; save it smaller.").format(file=name))
            return file.read_bytes()
        except OSError as error:
            reason = error.strerror or error
            raise UnreadableFileError(
                _("{file} could not be read: {reason}.").format(file=name, reason=reason)
            ) from error

    # A link may lead anywhere: only what lies in the folder itself is looked at.
    names = sorted(
        one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file() and not one.is_symlink()
    )
    return _Files(names, read, lambda: None)


def _archive(path: Path) -> _Files:
    archive = open_archive(path)
    sizes = {one.filename: one.file_size for one in archive.infolist() if not one.is_dir()}

    def read(name: str) -> bytes:
        if sizes[name] > LARGEST:
            raise RefusedError(_("{file} is too large for a picture on a page; save it smaller.").format(file=name))
        return read_member(archive, name)

    return _Files(sorted(sizes), read, archive.close)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _word_list(files: _Files, names: list[str]) -> tuple[str, dict[str, Mapping[str, str]]]:
    """Return the name of the word list and its rows by file, the list that knows most of the pictures."""
    best: tuple[str, dict[str, Mapping[str, str]]] = ("", {})
    stems = {_plain(PurePosixPath(name).stem) for name in names}
    for name in names:
        if PurePosixPath(name).suffix.lower() not in _LISTS:
            continue
        try:
            raw = files.read(name)
            rows = list(_rows(raw, name)) if len(raw) <= _LARGEST_LIST else []
        except (QdaError, ValueError, RecursionError, csv.Error):
            continue  # another file that happens to lie there
        known = {}
        for row in rows:
            file = next((row[column] for column in _FILES if row.get(column)), "")
            if _plain(PurePosixPath(file).stem if "." in file else file) in stems:
                known[_plain(PurePosixPath(file).stem if "." in file else file)] = row
        if len(known) > len(best[1]):
            best = (name, known)
    return best


def _rows(raw: bytes, name: str) -> Iterator[Mapping[str, str]]:
    text = raw.decode("utf-8-sig")
    if name.lower().endswith(".json"):
        told = json.loads(text)
        for one in told if isinstance(told, list) else []:
            if isinstance(one, dict):
                yield {str(key).casefold(): _told(value) for key, value in one.items()}
        return
    first = text.split("\n", 1)[0]
    mark = max(("\t", ";", ","), key=first.count)
    for row in csv.DictReader(StringIO(text), delimiter=mark):
        yield {
            str(key).strip().casefold(): value.strip() for key, value in row.items() if key and isinstance(value, str)
        }


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _set_file(name: str, media: str, data: bytes, words: dict[str, Mapping[str, str]]) -> SetFile:
    stem = PurePosixPath(name).stem
    row = words.get(_plain(stem), {})
    idea = next((row[column] for column in _IDEAS if row.get(column)), "") or stem
    said = [row[column] for column in _SEARCH if row.get(column)]
    alternative = next((row[column] for column in _ALT if row.get(column)), "")
    bare = clean(_SEPARATORS.sub(" ", idea))
    return SetFile(
        name,
        media,
        data,
        "" if is_file_name(bare) else bare,
        ", ".join(clean(one.replace(";", ",")) for one in said),
        "" if is_file_name(alternative) else clean(alternative),
    )


def _plain(stem: str) -> str:
    return _SEPARATORS.sub(" ", stem).strip().casefold()
