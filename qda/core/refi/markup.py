"""The XML of REFI-QDA files: parsed safely, mended where a program wrote what is no XML, told by local names alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qda.core.importers.xmlparts import Element, parse_xml
from qda.errors import UnreadableFileError

# What XML 1.0 can't hold, as bytes of UTF-8 and as references to it.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
_BARE_AND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,10}|#x[0-9a-fA-F]{1,8});)")
_BARE_LESS = re.compile(rb"<(?![A-Za-z_/!?])")


def parse(data: bytes, file: str, part: str) -> tuple[Element, int]:
    """Return the root of XML `data` with its tags as local names, and how many places had to be mended for that.

    Namespaces are left out, because programs use those of drafts. Mended are signs that XML can't hold (left out), and
    ampersands and less-than signs that stand bare. Raises UnreadableFileError for what stays broken, declares entities,
    or is nested beyond reason.
    """
    data = data.lstrip()
    mended = 0
    try:
        root = parse_xml(data, file, part)
    except UnreadableFileError:
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise
        data, mended = _mend(data)
        if not mended:
            raise
        root = parse_xml(data, file, part)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root, mended


def _mend(data: bytes) -> tuple[bytes, int]:
    data, controls = _CONTROL.subn(b"", data)
    wrong = 0

    def sound(found: re.Match[bytes]) -> bytes:
        nonlocal wrong
        number = int(found[1], 16) if found[1] else int(found[2])
        if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0xFFFF < number < 0x110000:
            return found[0]
        wrong += 1
        return b""

    data = _REFERENCE.sub(sound, data)
    data, ands = _BARE_AND.subn(b"&amp;", data)
    data, lesses = _BARE_LESS.subn(b"&lt;", data)
    return data, controls + wrong + ands + lesses


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children of `element` with one of the local `names`."""
    return (child for child in (() if element is None else element) if child.tag in names)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child called `name`, or None."""
    return next(children(element, name), None)


def text_of(element: Element | None, name: str) -> str:
    """Return the text of the child called `name`, nothing where there is none; newlines inside stay."""
    found = child(element, name)
    return "" if found is None else "".join(found.itertext())


def described(element: Element) -> str:
    """Return the description of a thing, without white space around it."""
    return text_of(element, "Description").strip()
