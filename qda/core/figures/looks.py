"""Looks of figures: what the names of colours mean in print, in grey, or in the colours of a window."""

from __future__ import annotations

from dataclasses import dataclass

# The colours of Okabe & Ito (2008, "Color Universal Design"), which people with any colour vision tell apart, without
# yellow, black and sky blue's lighter neighbours: what is too pale on white paper can't stand for a series.
_SERIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
_GREYS = ("#4D4D4D", "#858585", "#ABABAB", "#696969", "#949494", "#5C5C5C")
HATCHES = ("", "/", "\\", "-", "x", "|")
MARKERS = ("disc", "square", "triangle", "diamond", "ring", "cross")


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as ``#RRGGBB``; `series` are those of lines and bars, `heat` the strongest of a scale, `hatched` says
    whether areas of a series get its hatch as well."""

    ground: str
    ink: str
    muted: str
    grid: str
    series: tuple[str, ...]
    heat: str
    hatched: bool = False
    grey: bool = False


PRINT = Look("#FFFFFF", "#1C1D1F", "#5A5D63", "#D9D9D6", _SERIES, "#0072B2")
GREY = Look("#FFFFFF", "#000000", "#4D4D4D", "#D0D0D0", _GREYS, "#4D4D4D", hatched=True, grey=True)


def colour(name: str, look: Look) -> str:
    """Return the ``#RRGGBB`` that a colour's name means in a look; "" (nothing is drawn) stays "".

    Names are ``ground``, ``ink``, ``muted``, ``grid``; ``s0``, ``s1``, … of series; ``heat:0.4`` on a scale from the
    ground (0) to the strongest; ``on NAME`` for words that stand on that colour; or an ``#RRGGBB`` of one's own.
    """
    if name.startswith("on "):
        behind = colour(name[3:], look)
        return max((look.ink, look.ground), key=lambda one: contrast(one, behind))
    if name.startswith("heat:"):
        return blend(look.heat, look.ground, min(1.0, max(0.0, float(name[5:]))))
    if name.startswith("#"):
        return _grey_of(name) if look.grey else name
    if name[:1] == "s" and name[1:].isdecimal():
        return look.series[int(name[1:]) % len(look.series)]
    return {"ground": look.ground, "ink": look.ink, "muted": look.muted, "grid": look.grid, "": ""}[name]


def hatch(name: str, look: Look) -> str:
    """Return the hatch that areas of a colour get in a look: one of HATCHES."""
    if look.hatched and name[:1] == "s" and name[1:].isdecimal():
        return HATCHES[int(name[1:]) % len(HATCHES)]
    return ""


def marker(number: int) -> str:
    """Return the mark of a series by its number, the same in every look: colour is never the only sign."""
    return MARKERS[number % len(MARKERS)]


def parts(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#RRGGBB``, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def blend(front: str, back: str, share: float) -> str:
    """Return `share` (0 to 1) of colour `front` laid over `back`."""
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(parts(front), parts(back), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.1)."""
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in parts(colour))
    )
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _grey_of(colour: str) -> str:
    """Return the grey as light as a colour looks."""
    light = luminance(colour)
    value = round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{value:02X}{value:02X}{value:02X}"
