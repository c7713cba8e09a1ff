"""What a file is by its content, not by its name: the suffix whose reader it deserves, or why nobody reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from qda.core.importers.encodings import text_begins
from qda.core.whole_file import refuse_what_is_no_file
from qda.errors import UnreadableFileError
from qda.i18n import _

_HEAD = 65_536
_MOST_JSON = 5_000_000  # a longer file that looks like JSON is taken for it unread
_TABLES = (".csv", ".tsv", ".tab")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_DATA = (".json", ".jsonl", ".ipynb", ".geojson")
_WEB_ARCHIVES = (".mht", ".mhtml", ".doc", ".eml")
_SUBRIP = re.compile(r"\s*(?:\d+[ \t]*\r?\n)?\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,2}:\d{2}")
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.S | re.I)
_SOME_HTML = re.compile(r"<(?:p|div|table|span|br|h[1-6]|ul|ol)\b[^>]*>", re.I)

_PICTURE, _RECORDING, _PACKED, _DATABASE, _PROGRAM = "picture", "recording", "packed", "database", "program"
_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"GIF8", _PICTURE),
    (0, b"II*\x00", _PICTURE),
    (0, b"MM\x00*", _PICTURE),
    (8, b"WEBP", _PICTURE),
    (4, b"ftyphei", _PICTURE),
    (4, b"ftyp", _RECORDING),
    (0, b"RIFF", _RECORDING),
    (0, b"ID3", _RECORDING),
    (0, b"\xff\xfb", _RECORDING),
    (0, b"\xff\xf3", _RECORDING),
    (0, b"OggS", _RECORDING),
    (0, b"fLaC", _RECORDING),
    (0, b"#!AMR", _RECORDING),
    (0, b"\x1aE\xdf\xa3", _RECORDING),
    (0, b"0&\xb2u\x8ef\xcf\x11", _RECORDING),
    (0, b"\x1f\x8b", _PACKED),
    (0, b"BZh", _PACKED),
    (0, b"7z\xbc\xaf'\x1c", _PACKED),
    (0, b"Rar!", _PACKED),
    (0, b"\xfd7zXZ", _PACKED),
    (0, b"SQLite format 3\x00", _DATABASE),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"MZ\x90", _PROGRAM),
)


def detect(path: Path) -> str:
    """Return the suffix that the content of the file at `path` deserves, such as ``.docx`` for a Word file named .doc.

    Names decide only between kinds of plain text: .csv and .md are what they are called, all other text is .txt.
    Raises UnreadableFileError with a sentence for whatever is no transcript: pictures, recordings, archives, data
    files, locked documents, empty and missing files, folders.
    """
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(path)
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return ".rtf"
    for place, mark, kind in _BEGINNINGS:
        if head.startswith(mark, place):
            raise UnreadableFileError(_known_sentence(path, kind))
    return _text(path, head)


def _head(path: Path) -> bytes:
    name = path.name or str(path)
    refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise UnreadableFileError(
            _("{file} is not there any more; was it moved or renamed?").format(file=name)
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(
            _("{file} could not be opened ({reason}); check that you may read it and that no program holds it.").format(
                file=name, reason=reason
            )
        ) from error
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableFileError(_("{file} is empty; there is nothing to import.").format(file=name))
    return head


def _known_sentence(path: Path, kind: str) -> str:
    if kind == _DATABASE and path.suffix.lower() == ".loom":
        return _("{file} is a Themeloom project; open it, or merge it as a copy.").format(file=path.name)
    sentences = {
        _PICTURE: _("{file} is a picture; recognise its text first and save that as a document."),
        _RECORDING: _("{file} is a recording; transcribe it first and import the transcript."),
        _PACKED: _("{file} is a packed archive; unpack it and import the files in it."),
        _DATABASE: _("{file} is a database; export the text from its program and import that."),
        _PROGRAM: _("{file} is a program; there is no transcript in it."),
    }
    return sentences[kind].format(file=path.name)


def _archive(path: Path) -> str:
    from qda.core.importers.archives import open_archive, read_member

    with open_archive(path) as archive:
        names = set(archive.namelist())
        kinds = read_member(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        mimetype = read_member(archive, "mimetype")[:200] if "mimetype" in names else b""
        manifest = read_member(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if "word/document.xml" in names or b"wordprocessingml.document.main" in kinds or b"ms-word.document" in kinds:
        return ".docx"
    if "xl/workbook.xml" in names:
        return ".xlsx"
    if b"encryption-data" in manifest:
        raise UnreadableFileError(
            _("{file} is locked with a password; open it in its program and save it without one.").format(
                file=path.name
            )
        )
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return ".odt"
    raise UnreadableFileError(_other_archive(path, names, mimetype))


def _other_archive(path: Path, names: set[str], mimetype: bytes) -> str:
    if "project.qde" in names or path.suffix.lower() == ".qdpx":
        sentence = _("{file} is a project of another program; use “Bring in a project of another program” for it.")
    elif b"spreadsheet" in mimetype:
        sentence = _("{file} is an OpenDocument table; save it as .xlsx or .csv and import that.")
    elif "ppt/presentation.xml" in names or b"presentation" in mimetype:
        sentence = _("{file} is a set of slides; save its text as a document and import that.")
    elif b"epub" in mimetype:
        sentence = _("{file} is an e-book; save its text as .docx or .html and import that.")
    elif "index/document.iwa" in {name.lower() for name in names} or path.suffix.lower() in (".pages", ".numbers"):
        sentence = _("{file} is a Pages or Numbers document; export it to Word or Excel and import that.")
    else:
        sentence = _known_sentence(path, _PACKED)
    return sentence.format(file=path.name)


def _compound(path: Path) -> str:
    """Tell the old Office formats apart by the names of their streams, which stand in the file in UTF-16."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            _("{file} could not be read to its end; copy it to this computer and try again.").format(file=path.name)
        ) from error
    if _stream(data, "EncryptedPackage") or _stream(data, "EncryptionInfo"):
        sentence = _("{file} is locked with a password; open it in its program and save it without one.")
    elif _stream(data, "WordDocument"):
        return ".doc"
    elif _stream(data, "Workbook") or _stream(data, "Book"):
        sentence = _("{file} is an Excel file from before 2007; save it as .xlsx and import that.")
    elif _stream(data, "PowerPoint Document"):
        sentence = _("{file} is a set of slides; save its text as a document and import that.")
    else:
        sentence = _("{file} is an old Office file without a Word text in it; save it as .docx and import that.")
    raise UnreadableFileError(sentence.format(file=path.name))


def _stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") + b"\x00\x00" in data


def _text(path: Path, head: bytes) -> str:
    suffix = path.suffix.lower()
    begin = text_begins(head)
    if begin is None:
        raise UnreadableFileError(
            _("{file} is not a document that can be read here; save it as .docx, .odt, .pdf, .txt or .csv.").format(
                file=path.name
            )
        )
    if begin.startswith("WEBVTT"):
        return ".vtt"
    if _SUBRIP.match(begin):
        return ".srt"
    if _HTML.match(begin) or (suffix in (".html", ".htm", ".xhtml") and _SOME_HTML.search(begin)):
        return ".html"
    _refuse_data(path, suffix, begin)
    if suffix in _TABLES:
        return ".csv"
    return ".md" if suffix in MARKDOWN else ".txt"


def _refuse_data(path: Path, suffix: str, begin: str) -> None:
    """Refuse text that is written for machines: JSON, XML, web archives."""
    if suffix in _DATA or _is_json(path, begin):
        sentence = _("{file} is a JSON data file, not a transcript; export its text as .txt or .csv and import that.")
    elif begin.lstrip().startswith("<?xml") or suffix in (".xml", ".fodt", ".ttml", ".eaf", ".qdc", ".qde"):
        sentence = _("{file} is an XML data file; save it from its program as .docx, .odt or .txt and import that.")
    elif suffix in _WEB_ARCHIVES and re.match(r"(?:[\w-]+:.*\n)*?MIME-Version:", begin, re.I):
        sentence = _("{file} is a web archive or a letter in mail format; save it as .docx or .html and import that.")
    else:
        return
    raise UnreadableFileError(sentence.format(file=path.name))


def _is_json(path: Path, begin: str) -> bool:
    if not re.match(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\d\]])", begin):
        return False
    if path.stat().st_size > _MOST_JSON:
        return True
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return True
