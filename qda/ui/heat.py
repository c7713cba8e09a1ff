"""Heat: how dark a cell is for its share of the greatest number, and which colour its figures then have."""

from __future__ import annotations

import functools

from qda.ui.theme import Theme

_LIGHTEST, _DARKEST = 0.06, 0.62  # of the accent over the page
_LEAST = 4.6  # contrast of figures on any ground
STEPS = 24


def shade(theme: Theme, share: float) -> tuple[str, str]:
    """Return the ground of a cell with `share` (0 to 1) of the greatest number, and the colour of the words on it."""
    step = round(min(max(share, 0.0), 1.0) * STEPS)
    return _grounds(theme)[step], theme.text


@functools.cache
def _grounds(theme: Theme) -> tuple[str, ...]:
    """Return the grounds of a theme from the lightest on: as far as its words can be read on them, and no further."""
    darkest = _DARKEST
    while contrast(theme.blend(theme.accent, theme.surface, darkest), theme.text) < _LEAST:
        darkest -= 0.02
    steps = (_LIGHTEST + (darkest - _LIGHTEST) * step / STEPS for step in range(STEPS + 1))
    return tuple(theme.blend(theme.accent, theme.surface, share) for share in steps)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#RRGGBB``, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
