"""All words that a written file holds, also those that no reader sees at first: properties, alternative texts, scripts.

Word and other zipped files are read part by part, pages with their scripts and attributes, projects and networks for
other programs by their text and their names, PDF by its text and its properties; a project of QualCoder, which is a
folder, by what stands in its tables and in the files beside them. Pictures inside are given by their sha-256.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from qda.core.importers.damage import damage_told
from qda.core.importers.speaker_words import word_set
from qda.core.importers.xmlparts import Element, parse_xml
from qda.core.whole_file import bytes_of
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _
from qda.storage.foreign import opened

_ZIPPED = (".docx", ".xlsx", ".zip", ".odt", ".qdpx")
_NETWORKS = (".graphml", ".gexf", ".qdc", ".qde")
"""What is written for other programs as XML, where things are called by attributes."""
_DOCUMENTS = (".docx", ".odt", ".xlsx", ".pdf")
_PLAIN = (".html", ".htm", ".md", ".txt", ".csv", ".json", ".svg")
SUFFIXES = (*_ZIPPED, *_PLAIN, *(one for one in _NETWORKS if one != ".qde"), ".pdf")
_TABLES = ".qda"
PATHS = (*SUFFIXES, _TABLES)
"""What can be read where it lies: files of the kinds above, and projects of QualCoder."""
_MOST = 200 * 1024 * 1024
"""Bytes of text in one file; more is no document of ours."""
_ENDS = word_set(
    """
    p h tr tc br c is si row v f title creator subject description keywords category contentStatus language
    lastModifiedBy initial-creator keyword generator Company Manager Application lpstr
    """
)
"""Elements after which another paragraph, cell or property begins."""
_TITLES = frozenset(("descr", "title", "author"))
_NAMED = _TITLES | {"name", "label", "value", "description", "plainTextPath", "path"}
_SAYING = frozenset(("tblCaption", "tblDescription", "alias"))
_DATA = re.compile(r"data:[\w/+.;=-]*;base64,([A-Za-z0-9+/=\s]+)")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"</?(?:b|i|em|strong|span|mark|a|u)\b[^<>]*>|<[^<>]*>")
_INLINE = re.compile(r"</?(?:b|i|em|strong|span|mark|a|u)\b")
_ATTRIBUTE = re.compile(r"\b(?:alt|title|content|aria-label|value|placeholder|data-[\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a file, part by part, and the sha-256 of each picture or sound in it."""

    parts: tuple[str, ...]
    media: frozenset[bytes]


def read_words(path: Path) -> Content:
    """Read a file, or the folder of a QualCoder project.

    Raises RefusedError for a kind that can't be looked through, UnreadableFileError for a file that is damaged.
    """
    suffix = path.suffix.lower()
    if suffix not in PATHS:
        sentence = _("{file} can't be looked through; it can be one of {suffixes}.")
        raise RefusedError(sentence.format(file=path.name, suffixes=", ".join(PATHS)))
    if suffix == _TABLES:
        return _folder(path) if path.is_dir() else Content(tuple(_cells(path)), frozenset())
    return words_in(bytes_of(path, _MOST), suffix, path.name)


def words_in(data: bytes, suffix: str, name: str) -> Content:
    """Return what the bytes of a file hold whose kind `suffix` is one of :data:`SUFFIXES`, and which is called `name`.

    Raises UnreadableFileError for a file that is damaged.
    """
    with damage_told(_("{file} is damaged and can't be looked through.").format(file=name)):
        if suffix == ".pdf":
            return Content(tuple(_pdf(data)), frozenset())
        if suffix in _ZIPPED:
            return _zipped(data, name, inside=suffix not in _DOCUMENTS)
        if suffix in _NETWORKS:
            return Content(("".join(_xml(parse_xml(data, name, name), _NAMED)),), frozenset())
        return _plain(data.decode("utf-8-sig", errors="replace"), suffix)


def _plain(text: str, suffix: str) -> Content:
    found = [_bytes(match[1]) for match in _DATA.finditer(text)]
    media = frozenset(sha256(one).digest() for one in found if one)
    words = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), _DATA.sub(" ", text)).replace("\\n", " ")
    if suffix in (".html", ".htm", ".svg"):
        said = [unescape(match[1][1:-1]) for match in _ATTRIBUTE.finditer(words)]
        # Marks inside a sentence part no word; all others end one.
        bare = _TAG.sub(lambda match: "" if _INLINE.match(match[0]) else "\n", words)
        return Content((unescape(bare), *said), media)
    return Content((words,), media)


def _bytes(written: str) -> bytes:
    try:
        return b64decode(written)
    except (Base64Error, ValueError):
        return b""


def _zipped(packed: bytes, name: str, *, inside: bool) -> Content:
    """Read a zipped file, and with `inside` the documents in it; not those in these, which could go on for ever."""
    parts: list[str] = []
    media: set[bytes] = set()
    with ZipFile(BytesIO(packed)) as package:
        if sum(one.file_size for one in package.infolist()) > _MOST:
            raise UnreadableFileError(_("{file} holds too much to be looked through.").format(file=name))
        for one in package.infolist():
            parts.append(one.filename)
            data = package.read(one)
            if one.filename.endswith((".xml", ".rels")):
                parts.append("".join(_xml(parse_xml(data, name, one.filename))))
            elif one.filename.endswith(_NETWORKS):
                parts.append("".join(_xml(parse_xml(data, name, one.filename), _NAMED)))
            elif one.filename.endswith(_PLAIN):
                inner = _plain(data.decode("utf-8", errors="replace"), Path(one.filename).suffix)
                parts += inner.parts
                media.add(sha256(data).digest())
            else:
                parts += _document(data, one.filename) if inside else ()
                media.add(sha256(data).digest())
    return Content(tuple(parts), frozenset(media))


def _document(data: bytes, name: str) -> tuple[str, ...]:
    """Return the words of a document that lies in a file, as it was imported; none of a picture, or what is damaged."""
    suffix = Path(name).suffix.lower()
    with suppress(UnreadableFileError):
        return words_in(data, suffix, name).parts if suffix in _DOCUMENTS else ()
    return ()


def _folder(folder: Path) -> Content:
    """Return what the tables of a project hold, what its files are called, and what stands in those with words."""
    parts: list[str] = []
    media: set[bytes] = set()
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        parts.append(path.relative_to(folder).as_posix())
        if path.suffix.lower() == _TABLES:
            parts += _cells(path)
        elif path.suffix.lower() in _PLAIN:
            parts += read_words(path).parts
        elif path.suffix.lower() in _DOCUMENTS:
            parts += _document(bytes_of(path, _MOST), path.name)
        with path.open("rb") as file:
            media.add(file_digest(file, "sha256").digest())
        if sum(map(len, parts)) > _MOST:
            raise UnreadableFileError(_("{file} holds too much to be looked through.").format(file=folder.name))
    return Content(tuple(parts), frozenset(media))


def _cells(path: Path) -> Iterator[str]:
    """Yield each text of a SQLite file, in any table."""
    with opened(path) as tables:
        for table, columns in tables.columns.items():
            for row in tables.rows(table, *columns):
                yield from (cell for cell in row if isinstance(cell, str) and cell)


def _xml(root: Element, named: Collection[str] = _TITLES) -> Iterator[str]:
    """Yield the text of an XML part, a line a paragraph, and what alternative texts, captions and `named` say."""
    waiting: list[Element | str] = [root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
            continue
        name = here.tag.rpartition("}")[2]
        for attribute, said in here.attrib.items():
            bare = attribute.rpartition("}")[2]
            if bare in named or (bare == "val" and name in _SAYING):
                yield f"\n{said}\n"
        waiting.append("\n" if name in _ENDS or named is _NAMED else " " if name == "tab" else "")
        for inner in reversed(here):
            waiting += [inner.tail or "", inner]
        yield here.text or ""


def _pdf(data: bytes) -> list[str]:
    from qda.core.pdfs import opened

    with opened(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        return [*document.get_metadata_dict().values(), *pages]
