"""What is changed: small whole files of every kind, made here, and real ones cut short where the shared data is."""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("THEMELOOM_SHARED", Path(__file__).resolve().parents[3] / "shared"))
MADE = Path(__file__).parent / "made"
SEEDS = Path(__file__).parent / "seeds"
"""Inputs that once found something, a folder an importer; each is tried in every run, and changed further."""
_LETTERS = 3_000  # of a real text; what is longer is only slower
_BLOCKS = 14  # parts of each part of a real document
_NEEDLESS = re.compile(
    r"media/|Pictures/|WithEffects|theme|fontTable|webSettings|customXml|Thumbnails|Configurations|glossary|\.jpe?g$"
)


def made(*names: str) -> list[bytes]:
    """Return files of ours that have a bit of everything."""
    return [(MADE / name).read_bytes() for name in names]


def tokens(*formats: str) -> tuple[bytes, ...]:
    """Return words of formats, of which a file may be put together at random."""
    known = json.loads((MADE / "tokens.json").read_bytes())
    return tuple(one.encode() for name in formats for one in known[name])


def real(folder: str, *names: str) -> Iterator[Path]:
    """Yield the real files that are there."""
    for name in names:
        found = SHARED / "data" / folder / name
        if found.is_file():
            yield found


def real_texts(folder: str, *names: str) -> list[bytes]:
    """Return the beginnings of real text files."""
    return [one.read_bytes()[:_LETTERS] for one in real(folder, *names)]


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def _cut(data: bytes, part: str) -> bytes:
    """Return a document with the beginning of its body alone, some of its styles, and without pictures and fonts."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist() if not _NEEDLESS.search(one.filename)}
    for name in {part, "word/styles.xml", "word/numbering.xml", "styles.xml"} & set(parts):
        root = etree.fromstring(parts[name])
        for element in list(root.iter()):
            for below in list(element)[_BLOCKS:]:
                element.remove(below)
        parts[name] = etree.tostring(root)
    for name in [one for one in parts if one.endswith(".rels")]:
        root = etree.fromstring(parts[name])
        for relation in [one for one in root if _NEEDLESS.search(one.get("Target", ""))]:
            root.remove(relation)
        parts[name] = etree.tostring(root)
    return packed(parts)


def documents() -> list[bytes]:
    """Return Word files: one with a bit of everything, and real ones cut short."""
    import docx

    document = docx.Document()
    document.add_heading("One", 1)
    document.add_paragraph("“No bus at all” (Ana, line 3)", style="Quote")
    document.add_paragraph("first", style="List Number")
    paragraph = document.add_paragraph("Ana: ")
    paragraph.add_run("The mask felt like a prison mask").bold = True
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "I", "Why?"
    document.sections[0].header.paragraphs[0].text = "head"
    buffer = io.BytesIO()
    document.save(buffer)
    names = ("wma2_table.docx", "knesset_317899_rtl.docx")
    found = [_cut(buffer.getvalue(), "word/document.xml")]
    found += [_cut(one.read_bytes(), "word/document.xml") for one in real("transcripts/derived", *names)]
    paper = "NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx"
    return found + [_cut(one.read_bytes(), "word/document.xml") for one in real("transcripts/haski-paper", paper)]


def open_documents() -> list[bytes]:
    """Return OpenDocument texts."""
    mimetype = b"application/vnd.oasis.opendocument.text"
    [content] = made("content.xml")
    whole = packed({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": b"<m/>"})
    names = ("haski_interview2.odt", "knesset_317899_rtl.odt")
    return [whole, *(_cut(one.read_bytes(), "content.xml") for one in real("transcripts/derived", *names))]


def old_documents() -> list[bytes]:
    """Return the beginning of a real Word file from before 2007, and next to nothing that looks like one."""
    found = [one.read_bytes()[:60_000] for one in real("transcripts/knesset-committees", "20_ptv_317899.doc")]
    made = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + "WordDocument\0".encode("utf-16-le")
    return [*found, made]


def sheets() -> list[bytes]:
    """Return Excel workbooks: words, numbers, dates and times, a hidden sheet, and the beginning of a real one."""
    import warnings
    from datetime import datetime, time, timedelta

    import openpyxl

    found = []
    for table in made("people.csv", "survey.csv", "turns.tsv"):
        book = openpyxl.Workbook()
        for number, line in enumerate(table.decode().splitlines()):
            book.active.append([*line.replace("\t", ";").replace(",", ";").split(";"), number, 1.5])
        book.active.append([datetime(2024, 5, 6, 7, 8), time(1, 2), timedelta(hours=30), True, 0.5])
        book.active["A5"].number_format, book.active["E5"].number_format = "yyyy-mm-dd", "0.0%"
        book.create_sheet("hidden").sheet_state = "hidden"
        found.append(_saved(book))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for one in real("coded/rqi-relf", "issue-data.xlsx"):
            book = openpyxl.load_workbook(one)
            for sheet in book.worksheets:
                sheet.delete_rows(8, sheet.max_row)
            found.append(_saved(book))
    return found


def _saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pages() -> list[bytes]:
    """Return PDF files of one page, cut out of real ones, or one that is made where there are none."""
    import pypdfium2 as pdfium
    import typst

    page = '#set document(title: "T")\n= One\nAna: No bus at all\n\nI: Why? \\\n #table(columns: 2)[a][b]'
    found = [bytes(typst.compile(page.encode()))]
    for one in (
        *real("transcripts/pdpilot-user-study", "P1.pdf"),
        *real("transcripts/derived", "knesset_317899_rtl.pdf"),
    ):
        whole, cut, buffer = pdfium.PdfDocument(one), pdfium.PdfDocument.new(), io.BytesIO()
        cut.import_pages(whole, [0])
        cut.save(buffer)
        found.append(buffer.getvalue())
    return found


def pictures() -> list[bytes]:
    """Return pictures of every kind that is taken, with what cameras write, and a drawing."""
    from PIL import Image

    found = []
    for kind, mode in (("PNG", "RGBA"), ("JPEG", "RGB"), ("GIF", "P"), ("WEBP", "RGB"), ("BMP", "RGB"), ("TIFF", "L")):
        buffer = io.BytesIO()
        image = Image.new(mode, (23, 17), 1)
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = 6, "where"
        image.save(buffer, kind, **({"exif": exif} if kind in ("JPEG", "PNG", "WEBP") else {}))
        found.append(buffer.getvalue())
    return [*found, *made("drawing.svg")]


def picture_sets() -> list[bytes]:
    """Return zip files of pictures with their word lists."""
    photo, *_more, drawing = pictures()
    told = json.dumps([{"hexcode": "1F3E0", "annotation": "house", "tags": ["home", "flat"]}])
    listed = "symbol-en,tags,alt\nbus,helper;assistant,Somebody helps\n1F3E0,x,y\n"
    return [packed({"a/bus.svg": drawing, "a/1F3E0.png": photo, "a/l.csv": listed.encode(), "a/l.json": told.encode()})]


def made_by(make: Callable[[Path], Any], name: str) -> bytes:
    """Return the file that `make` makes at a path of that name, or the zip of the folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        make(path)
        if path.is_file():
            return path.read_bytes()
        files = (one for one in sorted(path.rglob("*")) if one.is_file())
        return packed({f"{name}/{one.relative_to(path).as_posix()}": one.read_bytes() for one in files})


def seeds(name: str) -> list[bytes]:
    """Return the inputs that once found something in an importer."""
    folder = SEEDS / name
    return [one.read_bytes() for one in sorted(folder.iterdir())] if folder.is_dir() else []
