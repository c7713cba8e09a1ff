"""The parts of a Word document's package: where the body, styles, lists, notes and headers are kept."""

from __future__ import annotations

import posixpath
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qda.core.importers.archives import read_member
from qda.core.importers.wordlists import Lists
from qda.core.importers.wordstyles import Styles, W
from qda.core.importers.xmlparts import Element, parse_xml
from qda.errors import UnreadableFileError
from qda.i18n import _

if TYPE_CHECKING:
    from zipfile import ZipFile

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_LOOSE = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_USUAL_BODY = "word/document.xml"
# Documents of one office share their template: parsing its styles (up to 350 kB) once is most of a second saved in 60.
_shared_styles: dict[tuple[int, int], Styles] = {}
_MOST_SHARED = 8


class WordParts:
    """The parts of the document in `archive`, each read on first use."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self.file = path.name
        self._archive = archive
        self._names = set(archive.namelist())

    @cached_property
    def body(self) -> Element:
        """The element that holds the text of the document."""
        name = self._body_name
        if name not in self._names:
            raise UnreadableFileError(
                _("{file} is not a Word document: it holds no text part. Open it in Word and save it as .docx.").format(
                    file=self.file
                )
            )
        body = self._part(name).find(f"{W}body")
        if body is None:
            raise UnreadableFileError(
                _("{file} is damaged: its text part has no body. Open it in Word and save it again.").format(
                    file=self.file
                )
            )
        return body

    @cached_property
    def styles(self) -> Styles:
        """The styles; a plain set where the document has none."""
        name = self._related("styles")
        if name is None:
            return Styles(None)
        info = self._archive.getinfo(name)
        key = (info.CRC, info.file_size)
        if key not in _shared_styles:
            if len(_shared_styles) >= _MOST_SHARED:
                _shared_styles.clear()
            _shared_styles[key] = Styles(self._part(name))
        return _shared_styles[key]

    @cached_property
    def lists(self) -> Lists:
        """The numbered and bulleted lists with their counters at the start."""
        name = self._related("numbering")
        return Lists(None if name is None else self._part(name), self.styles)

    def notes(self, kind: str) -> dict[str, Element]:
        """Return the notes of `kind` (footnote or endnote) by id."""
        name = self._related(f"{kind}s")
        if name is None:
            return {}
        return {one.get(f"{W}id", ""): one for one in self._part(name).iterchildren(f"{W}{kind}")}

    def margin(self, relationship: str) -> Element | None:
        """Return the header or footer that the body names by `relationship`, or None where it is missing."""
        name = self._relationships.get(relationship, ("", ""))[1]
        return self._part(name) if name in self._names else None

    def _part(self, name: str) -> Element:
        root = parse_xml(read_member(self._archive, name), self.file, name)
        if any(uri and uri.startswith(_STRICT.decode()) for uri in root.nsmap.values()):
            root = _loosened(root, self.file, name)
        return root

    @cached_property
    def _body_name(self) -> str:
        if _USUAL_BODY in self._names:
            return _USUAL_BODY
        for kind, target in self._targets("_rels/.rels", "").values():
            if kind == "officeDocument":
                return target
        return _USUAL_BODY

    @cached_property
    def _relationships(self) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(self._body_name)
        return self._targets(f"{folder}/_rels/{name}.rels", folder)

    def _targets(self, name: str, folder: str) -> dict[str, tuple[str, str]]:
        """Return kind and member name of the relationships in part `name` by id."""
        if name not in self._names:
            return {}
        root = parse_xml(read_member(self._archive, name), self.file, name)
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in root.iterchildren(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }

    def _related(self, kind: str) -> str | None:
        return next(
            (name for found, name in self._relationships.values() if found == kind and name in self._names), None
        )


def _loosened(root: Element, file: str, part: str) -> Element:
    """Return `root` with the namespaces of the strict format (ISO/IEC 29500 Strict) replaced by the usual ones."""
    from lxml import etree

    data: bytes = etree.tostring(root, encoding="utf-8")
    for strict, loose in _LOOSE.items():
        data = data.replace(strict, loose)
    return parse_xml(data, file, part)
