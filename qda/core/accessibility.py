"""Barriers in a Word document for people who use a screen reader, by the rules of Microsoft's accessibility checker.

Source of the rules: Microsoft, "Rules for the Accessibility Checker" (support.microsoft.com): alternative text, header
rows, headings in order, objects in line with text, contrast, no blanks to make room, document title and language. What
words mean is for people to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qda.core.importers.archives import open_archive, read_member
from qda.core.importers.xmlparts import Element, parse_xml
from qda.i18n import _

if TYPE_CHECKING:
    from zipfile import ZipFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FILE_NAME = re.compile(
    r"^\s*[\w .()-]+\.(png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf)\s*$|^\s*(image|picture)\s*\d*\s*$", re.IGNORECASE
)
_AROUND = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_MOST = 200_000_000  # bytes that a document unpacks to: more is no document but an attack


class Barrier(NamedTuple):
    """Something that keeps people out: its kind, in words, and where (words of the document, or a picture's name)."""

    kind: str
    words: str
    where: str


def barriers(path: Path) -> list[Barrier]:
    """Return what is in the way of reading a .docx with a screen reader; UnreadableFileError for anything else."""
    from qda.core.word_contrast import faint

    with open_archive(path, most_bytes=_MOST) as packed:
        parts = {name: _part(packed, f"{name}.xml") for name in ("word/document", "word/styles", "docProps/core")}
        around = [_part(packed, name) for name in packed.namelist() if _AROUND.fullmatch(name)]
    body = parts["word/document"]
    return [
        *_title(parts["docProps/core"]),
        *_language(parts["word/styles"], body),
        *(barrier for part in (body, *around) for barrier in _pictures(part)),
        *_headings(body, _levels(parts["word/styles"])),
        *_tables(body),
        *_blanks(body),
        *(Barrier("contrast", _("Words are too faint."), words) for words in faint(body, parts["word/styles"])),
    ]


def _part(packed: ZipFile, name: str) -> Element:
    return parse_xml(read_member(packed, name), Path(packed.filename or "").name, name)


def _title(core: Any) -> Iterator[Barrier]:
    title = core.find(f"{_DC}title")
    if title is None or not (title.text or "").strip():
        yield Barrier("title", _("The document has no title."), "")


def _language(styles: Any, body: Any) -> Iterator[Barrier]:
    lang = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    if (lang is None or not lang.get(f"{_W}val")) and body.find(f".//{_W}lang") is None:
        yield Barrier("language", _("The document does not say in which language it is."), "")


def _pictures(body: Any) -> Iterator[Barrier]:
    for anchor in body.iter(f"{_WP}anchor"):
        yield Barrier("floating", _("A picture floats beside the text; it has to stand in line."), _name(anchor))
    for name in (f"{_VML}textbox", f"{_VML}shape", f"{_VML}rect"):
        for shape in body.iter(name):
            if not any(above.tag == f"{_MC}Fallback" for above in shape.iterancestors()):
                yield Barrier("floating", _("A text box floats beside the text."), shape.get("id", ""))
    for about in body.iter(f"{_WP}docPr"):
        words = about.get("descr", "")
        if not words.strip():
            decorative = any(one.tag.endswith("}decorative") and one.get("val") == "1" for one in about.iter())
            if not decorative:
                yield Barrier("alternative text", _("A picture has no alternative text."), about.get("name", ""))
        elif _FILE_NAME.match(words):
            yield Barrier("alternative text", _("The alternative text of a picture is a file name."), words)


def _name(anchor: Any) -> str:
    about = anchor.find(f"{_WP}docPr")
    return "" if about is None else about.get("name", "")


def _levels(styles: Any) -> dict[str, int]:
    """Return the level of each heading style by its id."""
    found = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        heading = None if name is None else _HEADING.match(name.get(f"{_W}val", ""))
        if heading:
            found[style.get(f"{_W}styleId")] = int(heading[1])
    return found


def _headings(body: Any, levels: dict[str, int]) -> Iterator[Barrier]:
    last = 0
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = None if style is None else levels.get(style.get(f"{_W}val"))
        if level is None:
            continue
        words = "".join(paragraph.itertext()).strip()
        if not words:
            yield Barrier("headings", _("A heading is empty."), "")
        elif level > last + 1:
            yield Barrier("headings", _("A heading skips a level."), words)
        last = level
    if not last:
        yield Barrier("headings", _("The document has no headings."), "")


def _tables(body: Any) -> Iterator[Barrier]:
    for table in body.iter(f"{_W}tbl"):
        row = table.find(f"{_W}tr")
        header = None if row is None else row.find(f"{_W}trPr/{_W}tblHeader")
        first = "".join(row.itertext())[:60] if row is not None else ""
        if header is None or header.get(f"{_W}val") in ("0", "false"):
            yield Barrier("tables", _("A table has no header row."), first)
        if any(_merged(cell) for cell in table.iter(f"{_W}tc")):
            yield Barrier("tables", _("A table has merged cells."), first)


def _merged(cell: Any) -> bool:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    joined = any(cell.find(f"{_W}tcPr/{_W}{name}") is not None for name in ("vMerge", "hMerge"))
    return joined or (span is not None and span.get(f"{_W}val") not in (None, "1"))


def _blanks(body: Any) -> Iterator[Barrier]:
    """Yield where empty paragraphs or blanks make room: a screen reader says "blank" each time."""
    empty, before = 0, ""
    for paragraph in body.iterfind(f"{_W}body/{_W}p"):
        words = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
        # What has a border or a tab is a line to write on.
        marks = (paragraph.find(f".//{_W}{name}") for name in ("drawing", "pBdr", "tab"))
        shown = words.strip() or any(mark is not None for mark in marks)
        empty = 0 if shown else empty + 1
        if empty == 2 or "     " in words:
            yield Barrier("blanks", _("Blanks make room where the layout should."), (words.strip() or before)[:60])
        before = words.strip() or before
