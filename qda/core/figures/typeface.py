"""The typeface of figures, DejaVu Sans, as it comes with the program: how wide words are, and its glyphs for PDF.

Only what figures need of TrueType is read (Apple, "TrueType Reference Manual"; ISO/IEC 14496-22): which glyph a
character has, how far it advances, and the outlines of the glyphs that a file uses.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterable

from qda.resources import path

NAME = "DejaVu Sans"
# What lets any reader lay the embedded outlines out; names, kerning and substitutions are left behind.
_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_MORE, _WORDS, _SCALES = 0x20, 0x01, {0x08: 2, 0x40: 4, 0x80: 8}  # flags of parts of a composite glyph


class Typeface:
    """A TrueType font: glyphs by character, advances in thousandths of the size, and files of some glyphs only."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (count,) = struct.unpack_from(">H", data, 4)
        self._tables: dict[str, tuple[int, int]] = {}
        for number in range(count):
            name, _sum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
            self._tables[name.decode("ascii")] = (offset, length)
        head, hhea = self._tables["head"][0], self._tables["hhea"][0]
        self.units: int = struct.unpack_from(">H", data, head + 18)[0]
        self.box: tuple[int, ...] = tuple(map(self._scaled, struct.unpack_from(">4h", data, head + 36)))
        self.rise, self.fall = map(self._scaled, struct.unpack_from(">2h", data, hhea + 4))
        long = struct.unpack_from(">h", data, head + 50)[0]
        (self._widths,) = struct.unpack_from(">H", data, hhea + 34)
        (self._glyphs,) = struct.unpack_from(">H", data, self._tables["maxp"][0] + 4)
        places = struct.unpack_from(f">{self._glyphs + 1}{'L' if long else 'H'}", data, self._tables["loca"][0])
        self._places = places if long else tuple(2 * place for place in places)
        self._known = self._characters()

    def _scaled(self, units: int) -> int:
        return round(units * 1000 / self.units)

    def _characters(self) -> dict[int, int]:
        """Read the table of characters in format 12, which has all planes, or else 4."""
        data, start = self._data, self._tables["cmap"][0]
        (count,) = struct.unpack_from(">H", data, start + 2)
        found: dict[int, int] = {}
        for number in range(count):
            (offset,) = struct.unpack_from(">L", data, start + 4 + 8 * number + 4)
            kind = struct.unpack_from(">H", data, start + offset)[0]
            if kind == 12:
                (groups,) = struct.unpack_from(">L", data, start + offset + 12)
                for group in range(groups):
                    first, last, glyph = struct.unpack_from(">3L", data, start + offset + 16 + 12 * group)
                    found.update((char, glyph + char - first) for char in range(first, last + 1))
        if not found:
            raise ValueError("the font has no table of characters in format 12")
        return found

    def glyph(self, char: str) -> int:
        """Return the number of the glyph of a character, 0 where the typeface has none."""
        return self._known.get(ord(char), 0)

    def advance(self, glyph: int) -> int:
        """Return how far a glyph moves on, in thousandths of the size."""
        place = self._tables["hmtx"][0] + 4 * min(glyph, self._widths - 1)
        return self._scaled(struct.unpack_from(">H", self._data, place)[0])

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font file in which only these glyphs have outlines; all keep their numbers."""
        wanted = self._with_parts({0, *glyphs})
        start = self._tables["glyf"][0]
        outlines, places = bytearray(), [0]
        for glyph in range(self._glyphs):
            if glyph in wanted:
                outlines += self._data[start + self._places[glyph] : start + self._places[glyph + 1]]
                outlines += b"\0" * (-len(outlines) % 4)
            places.append(len(outlines))
        tables = {name: self._table(name) for name in _KEPT if name in self._tables}
        tables["glyf"] = bytes(outlines)
        tables["loca"] = struct.pack(f">{len(places)}L", *places)
        tables["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
        return _font_file(tables)

    def _table(self, name: str) -> bytes:
        offset, length = self._tables[name]
        return self._data[offset : offset + length]

    def _with_parts(self, glyphs: set[int]) -> set[int]:
        """Return the glyphs with those of which they are put together (é of e and ´)."""
        start, found, waiting = self._tables["glyf"][0], set(glyphs), list(glyphs)
        while waiting:
            glyph = waiting.pop()
            place, end = self._places[glyph], self._places[glyph + 1]
            if place == end or struct.unpack_from(">h", self._data, start + place)[0] >= 0:
                continue
            at, flags = start + place + 10, _MORE
            while flags & _MORE:
                flags, part = struct.unpack_from(">2H", self._data, at)
                at += 4 + (4 if flags & _WORDS else 2) + next((size for bit, size in _SCALES.items() if flags & bit), 0)
                if part not in found:
                    found.add(part)
                    waiting.append(part)
        return found


def _font_file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, count * 16 - power * 16)
    offset, directory, bodies = 12 + 16 * count, b"", b""
    for name, body in sorted(tables.items()):
        padded = body + b"\0" * (-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", name.encode("ascii"), total, offset + len(bodies), len(body))
        bodies += padded
    return head + directory + bodies


@functools.cache
def typeface() -> Typeface:
    """Return the typeface of figures."""
    return Typeface(path("fonts", "DejaVuSans.ttf").read_bytes())


@functools.cache
def _advance(char: str) -> int:
    face = typeface()
    return face.advance(face.glyph(char))


def width_of(words: str, size: float) -> float:
    """Return how wide words are at a size, in points."""
    return sum(map(_advance, words)) * size / 1000


def shortened(words: str, room: float, size: float) -> str:
    """Return as much of `words` as fits into `room` points, with … where something is left out."""
    if width_of(words, size) <= room:
        return words
    room -= width_of("…", size)
    end = 0
    for char in words:
        room -= width_of(char, size)
        if room < 0:
            break
        end += 1
    return words[:end].rstrip() + "…"


def wrapped(words: str, room: float, size: float, most: int = 0) -> list[str]:
    """Return `words` in lines of at most `room` points, at most `most` of them (0: any number), the last cut short.

    A word that is wider than a line is parted where the line ends, as German ones must be.
    """
    lines = [""]
    for word in words.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, size) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while width_of(word, size) > room and len(word) > 1:
            end = max(1, next(n for n in range(1, len(word) + 1) if width_of(word[:n] + "-", size) > room) - 1)
            lines[-1] = word[:end] + "-"
            lines.append("")
            word = word[end:]
        lines[-1] = word
    if most and len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room, size)]
    return lines
