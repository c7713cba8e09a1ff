"""How the simple screen is set for a person: size of words, space, speed of the voice, one switch, pointer, colours.

It belongs to the person, not to the computer, and is kept in the project as a small JSON text.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace

SIZES = (100, 125, 150, 200, 250, 300)
"""Sizes of words, in percent."""
RATES = (130, 100)
"""How fast the voice reads, in words a minute: as usual, and more slowly."""
SCANS = (0, 1000, 2000, 3000, 5000)
"""How long a button stays lit for somebody with one switch, in ms; 0 where nothing lights up."""
COLOURS = ("", "light", "dark", "contrast")
"""Colours of the screen; "" as in the whole program."""


@dataclass(frozen=True, slots=True)
class View:
    """How a person sees and hears the screen; each value is one of the choices above."""

    size: int = 100
    space: bool = False
    rate: int = RATES[0]
    scan: int = 0
    pointer: bool = True
    colours: str = ""

    def sized(self, by: int) -> View:
        """Return the same with words `by` steps larger (smaller for less than 0), as far as there are such."""
        place = min(len(SIZES) - 1, max(0, SIZES.index(self.size) + by))
        return replace(self, size=SIZES[place])


_CHOICES = {"size": SIZES, "space": (False, True), "rate": RATES, "scan": SCANS, "pointer": (True, False)}


def read_view(text: str) -> View:
    """Read what :func:`write_view` wrote; whatever is missing or not one of the choices is as it is at first."""
    try:
        kept = json.loads(text)
    except ValueError:
        return View()
    if not isinstance(kept, dict):
        return View()
    choices = {**_CHOICES, "colours": COLOURS}
    known = {
        one.name: kept[one.name]
        for one in fields(View)
        if any(kept.get(one.name) == choice and type(kept[one.name]) is type(choice) for choice in choices[one.name])
    }
    return View(**known)


def write_view(view: View) -> str:
    """Return it as text, as it is kept with the person."""
    return json.dumps(asdict(view), sort_keys=True)
