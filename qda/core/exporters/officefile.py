"""The frame that Word and Excel files share (Open Packaging Conventions): contents, relations, properties.

Files are written as plain parts in a zip, straight to their place: a file of thousands of rows costs little more than
its text, and no words of an interview pass through the system's folder for temporary files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from html import escape
from io import BufferedWriter
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import visible

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS = f"{OFFICE}/relationships"
_AT_ONCE = 1 << 18  # bytes that go to the compressor together: rows are short, and each call costs
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@contextmanager
def office_file(path: Path | BinaryIO, parts: dict[str, str], facts: Colophon, title: str) -> Iterator[ZipFile]:
    """Begin an Office file at `path`, or in a file that is open, and give the zip to fill.

    `parts` are content types by name, the main part first.
    """
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types(parts))
        package.writestr(
            "_rels/.rels",
            relations(
                {
                    "rId1": (f"{RELATIONS}/officeDocument", next(iter(parts))),
                    "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                    "rId3": (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
                }
            ),
        )
        package.writestr("docProps/core.xml", _core(facts, title))
        package.writestr("docProps/app.xml", _APP)
        yield package


def write_part(package: ZipFile, name: str, pieces: Iterable[str]) -> None:
    """Write a part of any size piece by piece."""
    with package.open(name, "w", force_zip64=True) as part, BufferedWriter(part, _AT_ONCE) as file:
        file.write(HEAD.encode())
        for piece in pieces:
            file.write(piece.encode())


def relations(parts: dict[str, tuple[str, str]]) -> str:
    """Return the relations of a part: id, type, target."""
    rows = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in parts.items())
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_APP = f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties"><Application>Themeloom</Application></Properties>'


def _content_types(parts: dict[str, str]) -> str:
    kinds = {
        **parts,
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _core(facts: Colophon, title: str) -> str:
    written = facts.written.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {
        "dc:title": title,
        "dc:subject": facts.question,
        "dc:creator": "; ".join(facts.authors),
        "cp:lastModifiedBy": facts.authors[0] if facts.authors else "",
        "dc:language": facts.language,
    }
    said = "".join(f"<{name}>{escape(visible(text), quote=False)}</{name}>" for name, text in texts.items() if text)
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{written}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{said}{times}</cp:coreProperties>'
    )
