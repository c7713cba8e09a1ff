"""What a picture file must be to be kept: its kind is told by its content, and nothing but the picture stays in it.

Photos are turned upright and made smaller, and lose what cameras write into them: place, time, owner.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.core.importers.damage import PARSER_ERRORS
from qda.core.whole_file import bytes_of
from qda.errors import RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
SUFFIXES = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".bmp", ".tif", ".tiff")
"""Endings of files that can be picture files."""
LARGEST = 60_000_000
"""Bytes of a picture file that is read."""
_PIXELS = 51_000_000  # those of the largest usual cameras; each takes eight bytes while it is turned
_MOST_DRAWN = 100_000  # elements of a drawing, those counted again that are used again
_DEEPEST = 20
_SIDE = 1600  # pixels of the longer side that are kept: 13 cm at 300 dots an inch
_DRAWN = 2_000_000  # bytes of an SVG drawing
_NAMED_LIKE_A_FILE = re.compile(
    r"(^|[\s/\\])[^\s/\\]+\.(png|jpe?g|svg|gif|webp|bmp|tiff?|heic|pdf)$|^(img|dsc|dscn|pxl|image|photo|scan|screenshot)"
    r"[\s_-]*\d[\w\s-]*$|^\w*_\w*\d\w*$|^[\da-f]{8,}$",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(rb"url\(\s*['\"]?(?!#)|@import|expression\(", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_HARMFUL = frozenset(("script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "set", "animate"))


def is_file_name(words: str) -> bool:
    """Say whether words are the name of a file, which tells nobody what a picture shows."""
    return bool(_NAMED_LIKE_A_FILE.search(words.strip()))


def media_of(data: bytes) -> str:
    """Return the type of a picture by its first bytes, "" for what can't be kept as it is."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return SVG if start.startswith(b"<") and b"<svg" in start else ""


def prepared_file(path: Path) -> tuple[str, bytes]:
    """Return the type and bytes of the picture file at `path` as they are kept; raises what :func:`prepared` does."""
    return prepared(bytes_of(path, LARGEST), path.name)


def prepared(data: bytes, name: str = "") -> tuple[str, bytes]:
    """Return the type and bytes of a picture file as they are kept.

    Raises RefusedError with the reason for anything that is no picture, or too large, or a drawing that holds
    programs or reaches for something outside itself.
    """
    named = name or _("This file")
    if len(data) > LARGEST:
        raise RefusedError(_("{file} is too large for a picture on a page; save it smaller.").format(file=named))
    if media_of(data) == SVG:
        return SVG, _drawing(data, named)
    return _photo(data, named)


def _photo(data: bytes, named: str) -> tuple[str, bytes]:
    from PIL import Image, ImageOps

    refusal = RefusedError(
        _("{file} is no picture that can be printed here: choose a photo or drawing (PNG, JPEG, SVG).").format(
            file=named
        )
    )
    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > _PIXELS:
                raise RefusedError(
                    _("{file} is too large for a picture on a page; save it smaller.").format(file=named)
                )
            keep = media_of(data)
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except (*PARSER_ERRORS, Image.DecompressionBombError) as error:
        raise refusal from error
    upright.thumbnail((_SIDE, _SIDE))
    return (JPEG, _jpeg(upright)) if keep == JPEG else (PNG, _png(upright))


def _jpeg(image: Image) -> bytes:
    file = BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=88, optimize=True, exif=b"", icc_profile=None)
    return file.getvalue()


def _png(image: Image) -> bytes:
    file = BytesIO()
    clear = "A" in image.getbands() or "transparency" in image.info
    bare = image.convert("RGBA" if clear else "RGB")
    bare.info = {}
    bare.save(file, "PNG", optimize=True)
    return file.getvalue()


def _drawing(data: bytes, named: str) -> bytes:
    from lxml import etree

    if len(data) > _DRAWN:
        raise RefusedError(_("{file} is too large for a picture on a page; save it smaller.").format(file=named))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(_("{file} is damaged: it can't be read as a drawing.").format(file=named)) from error
    harmful = any(_is_harmful(element) for element in root.iter()) or _grows(root)
    if root.tag != f"{_SVG}svg" or root.getroottree().docinfo.internalDTD is not None or harmful:
        raise RefusedError(
            _("{file} holds more than a drawing (a program, or a link to something outside) and is not kept.").format(
                file=named
            )
        )
    return bytes(etree.tostring(root, encoding="utf-8"))


def _grows(root: Any) -> bool:
    """Say whether a drawing that uses parts of itself again, and these others, would be drawn without end."""
    parts = {element.get("id"): element for element in root.iter() if element.get("id")}
    sizes: dict[str, int] = {}

    def size(element: Any, way: tuple[str, ...]) -> int:
        drawn = 0
        for one in element.iter():
            drawn += 1
            used = "" if one.tag != f"{_SVG}use" else next((one.get(name) for name in _HREFS if one.get(name)), "")[1:]
            if used in way or len(way) > _DEEPEST or drawn > _MOST_DRAWN:
                return _MOST_DRAWN + 1
            if used in parts:
                if used not in sizes:
                    sizes[used] = size(parts[used], (*way, used))
                drawn += sizes[used]
        return drawn

    return size(root, ()) > _MOST_DRAWN


def _is_harmful(element: object) -> bool:
    from lxml import etree

    if not isinstance(element, etree._Element) or not isinstance(element.tag, str):
        return True  # an entity that was not resolved
    kind = etree.QName(element).localname
    if kind in _HARMFUL:
        return True
    for name, value in element.attrib.items():
        bare = str(name).rpartition("}")[2].lower()
        text = str(value).strip()
        inside = text.startswith(("#", "data:image/png;base64,", "data:image/jpeg;base64,"))
        if bare.startswith("on") or (str(name) in _HREFS and text and not inside):
            return True
        if _OUTSIDE.search(text.encode("utf-8")):
            return True
    return kind == "style" and bool(_OUTSIDE.search((element.text or "").encode("utf-8")))
