"""How well a colour is seen on another: the contrast ratio of WCAG 2."""

from __future__ import annotations

import re

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b", re.IGNORECASE)
_NAMED = {
    "black": "000000",
    "white": "ffffff",
    "red": "ff0000",
    "green": "008000",
    "blue": "0000ff",
    "gray": "808080",
    "grey": "808080",
    "silver": "c0c0c0",
    "lightgray": "d3d3d3",
    "lightgrey": "d3d3d3",
    "yellow": "ffff00",
    "orange": "ffa500",
    "navy": "000080",
    "purple": "800080",
    "maroon": "800000",
    "darkgray": "a9a9a9",
    "darkgrey": "a9a9a9",
    "teal": "008080",
    "lime": "00ff00",
    "aqua": "00ffff",
}


def contrast(ink: str, ground: str) -> float | None:
    """Return the contrast ratio (1 to 21) of two colours, each ``#rrggbb``, ``rgb(…)`` or a common name.

    None where one of them is something else. Relative luminance as in WCAG 2.1, "Contrast (Minimum)".
    """
    found = [_luminance(colour) for colour in (ink, ground)]
    if found[0] is None or found[1] is None:
        return None
    low, high = sorted((found[0], found[1]))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float | None:
    parts = _parts(colour.strip().lower())
    if parts is None:
        return None
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int] | None:
    in_rgb = _RGB.match(colour)
    if in_rgb:
        return int(in_rgb[1]), int(in_rgb[2]), int(in_rgb[3])
    found = _HEX.fullmatch(_NAMED.get(colour, colour))
    if found is None:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
