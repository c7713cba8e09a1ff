"""Contrast of colours as WCAG 2.2 reckons it: between two of them, and of the named ones of a theme."""

from __future__ import annotations

from itertools import product

from qda.ui.theme import Theme

LEAST = 4.5
RING = 3.0  # what is seen and not read
GROUNDS = ("bg", "surface", "raised", "selection")
_PAGES = ("bg", "surface", "raised")
_MEANING = ("accent", "danger", "success", "warning")


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB``."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(theme: Theme) -> list[str]:
    """Return a line for each pair of named colours that are too close to each other."""
    asked = [(name, ground, LEAST) for name, ground in product(("text", "muted"), GROUNDS)]
    asked += [(name, ground, LEAST) for name, ground in product(_MEANING, _PAGES)]
    asked += [("accent_text", "accent", LEAST), *(("focus", ground, RING) for ground in GROUNDS)]
    pairs = [(name, getattr(theme, name), ground, getattr(theme, ground), least) for name, ground, least in asked]
    stripe = 6.6 if theme.dark else 4.4
    for name, code in theme.codes.items():
        pairs.append(("text", theme.text, f"{name} tint", code.tint, 7.0))
        pairs.append(("muted", theme.muted, f"{name} tint", code.tint, LEAST))  # labels of speakers lie under tints too
        pairs.append((f"{name} stripe", code.stripe, "surface", theme.surface, stripe))
    return [
        f"{theme.name}: {front} on {back} has a contrast of {contrast(one, other):.2f}, wanted is {least:g}"
        for front, one, back, other, least in pairs
        if contrast(one, other) < least
    ]
