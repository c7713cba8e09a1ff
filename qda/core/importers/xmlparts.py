"""XML inside documents, parsed so that a hostile file can neither fetch, expand nor exhaust anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qda.errors import UnreadableFileError
from qda.i18n import _

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_TAGS = 3_000_000
"""Tags of one part, which take up to 400 MB; the transcript of a day has a hundred thousand."""
_PIECE = 1 << 20
# Elements of lxml, which has no types of its own.
Element = Any


def parse_xml(data: bytes, file: str, part: str) -> Element:
    """Return the root element (lxml) of XML `data`, comments and processing instructions left out.

    Raises :class:`UnreadableFileError` where it is broken, holds more tags than :data:`MOST_TAGS`, or declares a
    document type, which no word processor writes and which entity bombs need.
    """
    from lxml import etree

    if data.count(b"<") > MOST_TAGS:
        raise UnreadableFileError(
            _("{file} is larger than any document: its part “{part}” has millions of pieces. Split it.").format(
                file=file, part=part
            )
        )
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


def crowded(archive: ZipFile, most: int = MOST_TAGS) -> bool:
    """Say whether an XML part of an archive holds more tags than `most`, for libraries that read it without asking."""
    return any(tags_in(archive, one) > most for one in archive.infolist() if one.filename.endswith((".xml", ".rels")))


def tags_in(archive: ZipFile, member: ZipInfo) -> int:
    """Return how many tags a part of an archive holds; raises what the archive does for a damaged one."""
    with archive.open(member) as part:
        return sum(piece.count(b"<") for piece in iter(lambda: part.read(_PIECE), b""))


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
