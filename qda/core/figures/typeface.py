"""The typeface of figures, DejaVu Sans as it comes with matplotlib: how wide words are, and what it lacks."""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

NAME = "DejaVu Sans"
_MEASURED_AT = 100.0  # points
# FreeType's faces, and matplotlib's settings, are for all threads at once: two that use them end the program.
one_at_a_time = threading.RLock()


def typeface_file() -> Path:
    """Return the file that holds the typeface."""
    import matplotlib as mpl

    return Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


@functools.cache
def _face() -> FT2Font:
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(typeface_file()))
    face.set_size(_MEASURED_AT, 72)
    return face


@functools.cache
def _advance(char: str) -> float:
    """Return how far a character moves on, in parts of the size."""
    from matplotlib.ft2font import LoadFlags

    with one_at_a_time:
        face = _face()
        # By its number: asked by the character, matplotlib warns of each that the typeface lacks.
        glyph = face.load_glyph(face.get_char_index(ord(char)), LoadFlags.NO_HINTING)
        return glyph.linearHoriAdvance / 65536 / _MEASURED_AT


def lacking(text: str) -> str:
    """Return the signs of `text` that the typeface has no glyph for, each once."""
    with one_at_a_time:
        face = _face()
        there = {char: bool(face.get_char_index(ord(char))) for char in text if char.isprintable()}
    return "".join(char for char, known in there.items() if not known)


def width_of(words: str, size: float) -> float:
    """Return how wide words are at a size, in points."""
    return sum(map(_advance, words)) * size


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
