"""Measures that all easy-read documents share, from the published standards (docs/easy-read-check.md)."""

from __future__ import annotations

SPACING = 1.5
"""Distance of lines, in text sizes."""
PICTURE_CM = 3.0
"""Greatest width and height of a picture: six beside two lines each, below a title of two, fit a page."""
TEXT_AT_CM = 4.0
"""Where statements begin, right of their pictures."""
MARGIN_CM = 2.0
PAGE_CM = (21.0, 29.7)
"""A4."""
LOGO_CM = 2.5
"""Width of a logo; its conditions ask for at least 1.5 cm."""
HEADINGS = {1: 1.5, 2: 1.2}
"""Sizes of headings by level, in text sizes."""
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
"""Types of pictures that are printed, and the ends of their names."""
