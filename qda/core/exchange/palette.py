"""Colours of codes as other programs write them (#rrggbb), and as they are called here."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from qda import resources


@lru_cache(maxsize=1)
def _colours() -> dict[str, tuple[int, int, int]]:
    with resources.path("themes", "light.toml").open("rb") as file:
        return {name: _rgb(one["stripe"]) for name, one in tomllib.load(file)["codes"].items()}


def _rgb(written: str) -> tuple[int, int, int]:
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def hex_of(name: str) -> str:
    """Return the colour of codes that is called `name` as #RRGGBB, as it is drawn in the light theme."""
    red, green, blue = _colours().get(name, _colours()["slate"])
    return f"#{red:02X}{green:02X}{blue:02X}"


def nearest(written: str) -> str:
    """Return the name of the colour of codes that is most like `written` (#rrggbb), "" for what is no colour.

    Distance by the "redmean" formula (Riemersma, https://www.compuphase.com/cmetric.htm), near to what eyes see.
    """
    try:
        red, green, blue = _rgb(written)
    except ValueError:
        return ""

    def distance(name: str) -> float:
        r, g, b = _colours()[name]
        mean = (r + red) / 2
        return (2 + mean / 256) * (r - red) ** 2 + 4 * (g - green) ** 2 + (2 + (255 - mean) / 256) * (b - blue) ** 2

    return min(_colours(), key=distance)
