"""Web pages and text exported as HTML (.html, .htm): what a reader of the page sees, without network or scripts."""

from __future__ import annotations

import re
from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry
from qda.core.importers.page import Page
from qda.core.text import Turn
from qda.errors import UnreadableFileError
from qda.i18n import _, n_

MOST_BYTES = 200_000_000
MOST_ELEMENTS = 2_000_000
_PIECE = 1 << 20
_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE
)
# A page that is XML may close these at once; to a reader of HTML they would swallow all that follows.
_CLOSED_AT_ONCE = re.compile(r"<(script|style|title|textarea|iframe|noscript|xmp)(\b[^<>]{0,2000})/>", re.IGNORECASE)
_EMPTY_NAMES = re.compile(
    r"(?:index|untitled|document|page|download|export|default|unbenannt|[\W\d_]+)[\W\d_]*", re.IGNORECASE
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]|$)")


@entry(".html", ".htm", ".xhtml")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Read an HTML page as one transcript.

    Raises :class:`UnreadableFileError` where nothing on the page can be seen, or it is larger than any transcript
    (:data:`MOST_BYTES`, :data:`MOST_ELEMENTS`).
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFileError(_too_large(path))
    text, encoding, warnings = _decoded(path.read_bytes(), options.encoding)
    page = _parsed(path, text)
    if not page.text:
        raise UnreadableFileError(
            _("{file} shows no text. If it does in a browser, save it there as text and import that.").format(
                file=path.name
            )
        )
    if page.removed:
        warnings.append(n_("{n} deleted passage was left out.", "{n} deleted passages were left out.", page.removed))
    language = _LANGUAGE.match(page.language)
    return [
        Imported(
            name=_name(path, page.title),
            text=page.text,
            turns=_turns(page) if options.speakers else (),
            format=".html",
            encoding=encoding,
            language=language[1].lower() if language else "",
            warnings=tuple(warnings),
        )
    ]


def _decoded(data: bytes, chosen: str | None) -> tuple[str, str, list[str]]:
    """Decode by the person's choice, else a byte order mark, else what the page declares, else detection."""
    from qda.core.importers.encodings import decode

    declared = _DECLARED.search(data[:8192])
    if chosen or declared is None or data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decode(data, chosen)
    name = declared[1].decode("ascii").lower()
    if name in ("utf-8", "utf8") or name.startswith("utf-16"):
        return decode(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # Browsers read the old Latin names as cp1252, and so their writers meant them.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name
    else:
        return decode(data, "utf-8")
    try:
        return decode(data, name)
    except UnreadableFileError:
        return decode(data)


def _parsed(path: Path, text: str) -> Page:
    from lxml import etree

    if text.lstrip()[:5] == "<?xml":
        text = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", text)
    page = Page(MOST_ELEMENTS)
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE].encode("utf-8"))
        parser.close()
    except OverflowError as error:
        raise UnreadableFileError(_too_large(path)) from error
    except etree.XMLSyntaxError:
        return page  # Not one tag or letter in it.
    return page


def _too_large(path: Path) -> str:
    return _("{file} is larger than any transcript. Save the part you need as a page of its own.").format(
        file=path.name
    )


def _turns(page: Page) -> tuple[Turn, ...]:
    from qda.core.importers.flow import Flow

    flow = Flow()
    flow.paragraph(page.text, page.bold)
    flow.labels.extend(page.labels)
    flow.tables.extend(page.tables)
    return flow.turns()


def _name(path: Path, title: str) -> str:
    """Return the file's name, by which people know interviews; the page's title only where the name says nothing."""
    return title if 0 < len(title) <= 80 and _EMPTY_NAMES.fullmatch(path.stem) else path.stem
