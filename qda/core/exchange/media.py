"""Where a part of a file without text lies, as it is kept: JSON of what is known, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from qda.core.exchange.bundle import Area

_FIELDS = frozenset(one.name for one in fields(Area))


def write_area(area: Area) -> str:
    """Return an area as JSON; what is unknown is left out."""
    return json.dumps({name: value for name, value in asdict(area).items() if value is not None}, sort_keys=True)


def read_area(written: str) -> Area:
    """Return the area that :func:`write_area` wrote. ValueError for anything else."""
    found = json.loads(written)
    if not isinstance(found, dict) or not _FIELDS.issuperset(found):
        raise ValueError(written)
    if not all(type(value) is int for value in found.values()):
        raise ValueError(written)
    return Area(**found)
