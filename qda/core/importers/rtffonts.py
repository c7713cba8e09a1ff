"""Fonts and code pages of RTF: what the bytes of a run mean."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from qda.core.importers.symbols import symbol

# \fcharset numbers (RTF 1.9.1, font table) and the Python codecs of their code pages.
_CODEC_OF_CHARSET = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_CODEC_OF_PAGE = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 708: "cp864", 1361: "johab"}
_SYMBOL_CHARSET = 2
_DOUBLE_BYTE = {"cp932", "cp949", "johab", "gbk", "cp950"}


@dataclass(slots=True)
class Font:
    """One entry of the font table: its name, its `codec` (None: that of the document) and whether it holds signs."""

    name: str = ""
    codec: str | None = None
    signs: bool = False

    def set_charset(self, number: int) -> None:
        """Take over a ``\\fcharset``."""
        self.signs = number == _SYMBOL_CHARSET
        self.codec = _CODEC_OF_CHARSET.get(number)

    def sign(self, code: int) -> str | None:
        """Return what `code` shows in this symbol font, None where it is not known."""
        return symbol(code, self.name.strip().rstrip(";"))


def codec_of_page(number: int) -> str:
    """Return the codec of a Windows code page; cp1252 for one that Python does not know."""
    name = _CODEC_OF_PAGE.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def is_half(data: bytes, codec: str) -> bool:
    """Say whether `data` ends in the first of two bytes that make a character."""
    if codec not in _DOUBLE_BYTE:
        return False
    decoder = codecs.getincrementaldecoder(codec)("replace")
    decoder.decode(data)
    return bool(decoder.getstate()[0])
