"""Figures as PNG of 300 dots an inch: the PDF rendered by PDFium, with title and description in the file."""

from __future__ import annotations

import struct
import threading
import zlib

from qda.core.figures.drawing import Figure
from qda.core.figures.looks import Look
from qda.core.figures.pdf import pdf

DOTS = 300
_ONE_AT_A_TIME = threading.Lock()  # PDFium must not be called by two threads at once


def png(figure: Figure, look: Look) -> bytes:
    """Return a figure as a PNG file."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf(figure, look))
        bitmap = document[0].render(scale=DOTS / 72, rev_byteorder=True)
        width, height, stride, channels = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
        data = bytes(bitmap.buffer)
        bitmap.close()
        document.close()
    rows = (_rgb(data[row * stride : row * stride + width * channels], channels) for row in range(height))
    # Each row begins with the number of its filter; 0 is none.
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    metres = round(DOTS / 0.0254)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">2LB", metres, metres, 1)),
            _said("Title", figure.title),
            _said("Description", figure.about or figure.title),
            _said("Software", "Themeloom"),
            _chunk(b"IDAT", pixels),
            _chunk(b"IEND", b""),
        )
    )


def _rgb(row: bytes, channels: int) -> bytes:
    if channels == 3:
        return row
    kept = bytearray(len(row) // channels * 3)
    for place in range(3):
        kept[place::3] = row[place::channels]
    return bytes(kept)


def _said(key: str, text: str) -> bytes:
    """Return words of the file: ``tEXt`` where Latin-1 holds them, else ``iTXt`` (UTF-8)."""
    try:
        return _chunk(b"tEXt", key.encode("ascii") + b"\0" + text.encode("latin-1"))
    except UnicodeEncodeError:
        return _chunk(b"iTXt", key.encode("ascii") + b"\0\0\0\0\0" + text.encode("utf-8"))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))
