"""XML inside documents, parsed so that a hostile file can neither fetch, expand nor exhaust anything."""

from __future__ import annotations

from typing import Any

from qda.errors import UnreadableFileError
from qda.i18n import _

# Elements of lxml, which has no types of its own.
Element = Any


def parse_xml(data: bytes, file: str, part: str) -> Element:
    """Return the root element (lxml) of XML `data`, comments and processing instructions left out.

    Raises :class:`UnreadableFileError` where it is broken or declares a document type, which no word processor writes
    and which entity bombs need.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(
            _(
                "{file} is damaged: its part “{part}” is not sound XML ({reason}). Open it in its program, save it "
                "again and import that."
            ).format(file=file, part=part, reason=error.msg)
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError(
            _("{file} declares XML entities, as harmful files do and documents don’t, and was not read.").format(
                file=file
            )
        )
    return root


def too_deep(file: str) -> UnreadableFileError:
    """Return the refusal of a document whose parts lie in each other beyond what can be followed."""
    return UnreadableFileError(
        _(
            "{file} is nested more deeply than any document is, and was not read. Save its text as a new document."
        ).format(file=file)
    )


def whole(text: str | None, otherwise: int) -> int:
    """Return `text` as a whole number, or `otherwise` where it is none or absurdly large."""
    digits = (text or "").removeprefix("-")
    return int(text or "0") if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise
