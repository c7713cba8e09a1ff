"""Themes laid out in columns, a column a level: where each stands, and what the columns are called."""

from __future__ import annotations

from collections.abc import Sequence

from qda.core.exporters.grid import visible
from qda.core.exporters.theme_entries import Entry
from qda.i18n import _

DEEPEST = 3
"""The last column that themes may stand in, counted from 0; what is deeper in the outline stands there too."""

Placed = tuple[int, Entry]


def placed(entries: Sequence[Entry]) -> list[Placed]:
    """Return the themes with the columns in which they stand, counted from 0.

    A core category that is not above the others in the outline, but bound to them by relations, stands before them all
    the same: what belongs to the core comes first, and all else is a column further in.
    """
    cores = [entry for entry in entries if entry.theme.core and entry.depth == 0]
    beside = bool(cores) and any(entry.depth == 0 and not entry.theme.core for entry in entries)
    inside = {entry.theme.id for entry in cores}
    found: list[Placed] = []
    for entry in entries:
        if entry.theme.parent in inside:
            inside.add(entry.theme.id)
        depth = entry.depth + (beside and entry.theme.id not in inside)
        found.append((min(depth, DEEPEST), entry))
    found.sort(key=lambda one: one[1].theme.id not in inside)
    return found


def level_titles(themes: Sequence[Placed]) -> list[str]:
    """Return what each column of themes is called: the level that all of them share, else what they are."""
    return [_title(themes, depth) for depth in range(max(depth for depth, _entry in themes) + 1)]


def _title(themes: Sequence[Placed], depth: int) -> str:
    names = {entry.theme.level for place, entry in themes if place == depth}
    if len(names) == 1 and (name := names.pop()):
        return visible(name[:1].upper() + name[1:])
    return _("Theme") if depth == 0 else _("Subtheme")
