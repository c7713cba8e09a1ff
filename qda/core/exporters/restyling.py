"""Word documents in the styles of a file of the user's own: a journal's, a university's, or ours with changes.

A style is known by its name, which is the same in every language of Word ("heading 1"), and not by its id, which isn't.
What the template has a style for looks as there; what only we have (our tables, quotes, notes) keeps its own measures
on the template's type. Pages keep their size, since the widths of tables follow from it.
"""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from qda.core.exporters.officefile import RELATIONS
from qda.core.exporters.wordfile import MAIN
from qda.core.importers.archives import open_archive, read_member
from qda.core.importers.xmlparts import parse_xml
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _

_STYLES, _THEME, _CONTENTS, _RELATED = (
    "word/styles.xml",
    "word/theme/theme1.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)
LARGEST = 20_000_000
"""Bytes of a template, also unpacked; real ones have a few hundred thousand."""
_REFERENCES = ("basedOn", "next", "link")
_THEME_KIND = "application/vnd.openxmlformats-officedocument.theme+xml"


def restyle(path: Path, template: bytes, name: str = "") -> list[str]:
    """Give the Word document at `path` the styles of a template, and return sentences on what that could not do.

    `name` is what the template is called. Raises RefusedError for one that is no Word document, locked or harmful.
    """
    name = name or _("The template")
    given, theme = _read(template, name)
    with ZipFile(path) as package:
        members = {info.filename: info for info in package.infolist()}
        ours = parse_xml(package.read(_STYLES), path.name, _STYLES)
        if not any(_id(style).startswith("Themeloom") for style in ours.iterfind(_w("style"))):
            return [_("This document has looks of its own that readers rely on; it takes no styles of a template.")]
        merged = _merged(ours, given)
        finished = path.with_name(f".themeloom-{secrets.token_hex(6)}.docx")
        try:
            with ZipFile(finished, "w", ZIP_DEFLATED) as target:
                for member in members:
                    target.writestr(member, _part(package, member, merged, with_theme=theme is not None))
                if theme is not None:
                    target.writestr(_THEME, theme)
            finished.replace(path)
        finally:
            finished.unlink(missing_ok=True)
    return []


def _read(template: bytes, name: str) -> tuple[Any, bytes | None]:
    """Return the styles of a template as XML, and its theme (fonts and colours that styles may refer to)."""
    with tempfile.TemporaryDirectory(prefix="themeloom-") as folder:
        file = Path(folder) / "template.docx"
        file.write_bytes(template)
        try:
            with open_archive(file, most_bytes=LARGEST) as archive:
                styles = parse_xml(read_member(archive, _STYLES), name, _STYLES)
                theme = read_member(archive, _THEME) if _THEME in archive.namelist() else None
            if theme is not None:
                parse_xml(theme, name, _THEME)
        except UnreadableFileError as error:
            sentence = _("{name} can't be used as a template: it is no Word document (.docx, .dotx), or is damaged.")
            raise RefusedError(sentence.format(name=name)) from error
    if styles.tag != _w("styles"):
        raise RefusedError(_("{name} can't be used as a template: it holds no styles.").format(name=name))
    return styles, theme


def _w(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _id(style: Any) -> str:
    return str(style.get(_w("styleId"), ""))


def _known(style: Any) -> tuple[str, str]:
    """Return type and name of a style, by which it is the same in two files."""
    name = style.find(_w("name"))
    return style.get(_w("type"), "paragraph"), "" if name is None else str(name.get(_w("val"), "")).casefold()


def _merged(ours: Any, given: Any) -> bytes:
    """Return the template's styles under the ids that our documents use, with those of ours that it lacks."""
    from lxml import etree

    mine = {_known(style): style for style in ours.iterfind(_w("style"))}
    taken = {_id(style) for style in mine.values()}
    ids: dict[str, str] = {}
    for style in given.iterfind(_w("style")):
        same = mine.get(_known(style))
        if same is not None:
            ids[_id(style)] = _id(same)
        else:
            ids[_id(style)] = f"{_id(style)}Template" if _id(style) in taken else _id(style)
    defaults = set()
    for style in given.iterfind(_w("style")):
        style.set(_w("styleId"), ids[_id(style)])
        for reference in (style.find(_w(tag)) for tag in _REFERENCES):
            if reference is not None:
                named = reference.get(_w("val"), "")
                reference.set(_w("val"), ids.get(named, named))
        # Numbers of lists stand in a part of the template that doesn't come along.
        for numbers in list(style.iter(_w("numPr"))):
            numbers.getparent().remove(numbers)
        if style.get(_w("default")) == "1":
            defaults.add(style.get(_w("type")))
    there = {_id(style) for style in given.iterfind(_w("style"))}
    for style in mine.values():
        if _id(style) not in there:
            if style.get(_w("type")) in defaults:
                style.attrib.pop(_w("default"), None)
            given.append(style)
    _speak(ours, given)
    return bytes(etree.tostring(given, xml_declaration=True, encoding="UTF-8", standalone=True))


def _speak(ours: Any, given: Any) -> None:
    """Keep the language and the direction of our document, whatever the template is written in."""
    from lxml import etree

    for default, inner, tag in (("rPrDefault", "rPr", "lang"), ("pPrDefault", "pPr", "bidi")):
        wanted = ours.find(f"{_w('docDefaults')}/{_w(default)}/{_w(inner)}/{_w(tag)}")
        place = given
        for number, step in enumerate(("docDefaults", default, inner)):
            found = place.find(_w(step))
            if found is None:
                found = etree.Element(_w(step))
                place.insert(0 if number == 0 else len(place), found)
            place = found
        for old in place.findall(_w(tag)):
            place.remove(old)
        if wanted is not None:
            # The schema wants the direction before spacing, and the language near the end.
            place.insert(0 if tag == "bidi" else len(place), wanted)


def _part(package: ZipFile, member: str, styles: bytes, *, with_theme: bool) -> bytes:
    """Return a part of the document as it is with the template's styles."""
    if member == _STYLES:
        return styles
    data = package.read(member)
    if with_theme and member == _CONTENTS:
        extra = f'<Override PartName="/{_THEME}" ContentType="{_THEME_KIND}"/></Types>'
        return data.replace(b"</Types>", extra.encode())
    if with_theme and member == _RELATED:
        extra = f'<Relationship Id="rIdTheme" Type="{RELATIONS}/theme" Target="theme/theme1.xml"/></Relationships>'
        return data.replace(b"</Relationships>", extra.encode())
    return data
