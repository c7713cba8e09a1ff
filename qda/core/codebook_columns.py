"""A codebook in a table, as other programs and people write it: which columns there are, and each row as a code.

Known are our own exports, the code lists of the usual programs, and tables made by hand: a code's name or path, its
category, and what is said of it. A file is told by its headings, wherever in its first rows they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from colorsys import rgb_to_hls
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qda import resources
from qda.core.codebook import KINDS, ORIGINS, SEPARATOR
from qda.core.codebook_places import COLOURS
from qda.core.finding import fold
from qda.core.naming import clean
from qda.core.table_columns import Columns, find_columns
from qda.errors import UnreadableFileError
from qda.i18n import _

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "path": ("path", "code path", "full path", "hierarchical name", "pfad", "chemin", "ruta"),
    "name": ("name", "code", "code name", "codename", "label", "codes", "node", "code label", "kode", "código"),
    "parent": ("category", "parent", "parent code", "parent name", "group", "code group", "kategorie", "obercode"),
    "definition": ("definition", "description", "meaning", "comment", "code memo", "code definition", "beschreibung"),
    "include": ("include", "when to use", "inclusion", "inclusion criteria", "use when", "einschluss"),
    "exclude": ("exclude", "when not to use", "exclusion", "exclusion criteria", "do not use when", "ausschluss"),
    "example": ("example", "examples", "typical example", "anchor example", "example quote", "ankerbeispiel"),
    "colour": ("colour", "color", "farbe", "couleur"),
    "kind": ("kind",),
    "codable": ("codable", "for passages"),
    "origin": ("origin",),
    "stance": ("stance", "barrier or enabler"),
    "also": ("also", "also under"),
}
"""The fields of a code, and the headings by which a column of each is known, capitals and accents aside."""
VALUES = tuple(name for name in HEADINGS if name not in ("path", "name", "parent", "also"))
_ROOTS = {"nodes", "codes", "code system", "codesystem", "codebook"}
_NAMED_COLOURS = {"purple": "violet", "grey": "slate", "gray": "slate", "yellow": "amber", "black": "slate"}
_LONGEST = 1_000  # characters of a path
_GREY = 0.12  # of what saturation on a colour counts as one
_NO = {"no", "false", "0", "nein", "non"}


@dataclass(frozen=True, slots=True)
class Line:
    """A code in a table: the number of its `row` in the file, its path, what is said of it, where it stands too.

    `values` holds only what the table says, of the fields :data:`VALUES`; `codable` is ``yes`` or ``no``.
    """

    row: int
    path: str
    values: Mapping[str, str]
    also: str = ""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A codebook as it stands in a file: `used` are its headings by field, `unused` those that mean nothing here."""

    name: str
    lines: tuple[Line, ...]
    refused: tuple[tuple[int, str], ...]
    used: Mapping[str, str]
    unused: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def read_codebook(path: Path) -> CodeTable:
    """Read a codebook from .csv, .tsv or .xlsx.

    Raises UnreadableFileError for a file that is damaged, no table, or in which no column names codes.
    """
    from qda.core.importers.grid import read_grids

    grids = read_grids(path)
    warnings = tuple(grids[0].warnings)
    for grid in grids:
        columns = find_columns(grid.rows, HEADINGS, lambda fields: bool({"name", "path"} & set(fields)))
        if columns is not None:
            return _table(path.name, columns, warnings)
    raise UnreadableFileError(
        _(
            "{file} has no column with the names of codes. A codebook has a column called “code”, “name” or “path”, "
            "and perhaps “category”, “definition”, “include”, “exclude”, “example” and “colour”."
        ).format(file=path.name)
    )


def _table(name: str, columns: Columns, warnings: tuple[str, ...]) -> CodeTable:
    paths = _paths(columns)
    lines: list[Line] = []
    refused: list[tuple[int, str]] = []
    first: dict[str, int] = {}
    for number, row in columns.rows:
        path = paths[number]
        key = path.casefold()
        if not path:
            refused.append((number, _("The name of the code is missing.")))
        elif len(path) > _LONGEST:
            refused.append((number, _("The name of the code is longer than {n} characters.").format(n=_LONGEST)))
        elif key in first:
            refused.append((number, _("“{path}” stands in row {row} already.").format(path=path, row=first[key])))
        else:
            first[key] = number
            values = {name: _value(name, columns.cell(row, name)) for name in VALUES}
            said = {name: value for name, value in values.items() if value}
            lines.append(Line(number, path, said, columns.cell(row, "also")))
    return CodeTable(name, tuple(_with_kinds(lines)), tuple(refused), columns.used, columns.unused, warnings)


def _with_kinds(lines: Sequence[Line]) -> Iterable[Line]:
    """A code over others is a category, unless the table says what it is."""
    above = {line.path.rpartition(SEPARATOR)[0].casefold() for line in lines}
    for line in lines:
        if "kind" not in line.values and line.path.casefold() in above:
            yield Line(line.row, line.path, {**line.values, "kind": "category"}, line.also)
        else:
            yield line


# Where codes stand --------------------------------------------------------------------------------------------------


def _paths(columns: Columns) -> dict[int, str]:
    """Return the path of the code of every row, "" where it has no name."""
    names = {number: columns.cell(row, "name") for number, row in columns.rows}
    if "path" in columns.places:
        ways = {number: columns.cell(row, "path") or names[number] for number, row in columns.rows}
        ends = (clean(way.rpartition(">")[2]) == clean(names[number]) for number, way in ways.items())
        if "name" in columns.places and all(ends):
            return {number: _joined(way.split(">")) for number, way in ways.items()}
        return _cut(ways, r"\\+")
    if "parent" not in columns.places:
        # A single backslash may well be part of a name.
        return _cut(names, r"\\{2,}")
    above = {clean(names[number]).casefold(): columns.cell(row, "parent") for number, row in columns.rows}
    return {number: _under(name, above) for number, name in names.items()}


def _under(name: str, above: Mapping[str, str]) -> str:
    """Return the way to a code by its category, that one's category, and so on, as far as the table knows them."""
    if not clean(name):
        return ""
    way, seen = [name], {clean(name).casefold()}
    while clean(parent := above.get(clean(way[0]).casefold(), "")):
        way[:0] = parent.split(">")
        key = clean(way[0]).casefold()
        if key in seen:
            # A category that would stand below itself, or one of the same name as its code.
            break
        seen.add(key)
    return _joined(way)


def _cut(cells: Mapping[int, str], other: str) -> dict[int, str]:
    """Return paths with our separator where names stand apart by it or by the `other` one, without a common root."""
    mark = ">" if any(">" in cell for cell in cells.values()) else other
    ways = {number: [part for part in re.split(mark, cell) if clean(part)] for number, cell in cells.items()}
    roots = {fold(clean(way[0])) for way in ways.values() if way}
    if len(roots) == 1 and roots <= _ROOTS and any(len(way) > 1 for way in ways.values()):
        ways = {number: way[1:] for number, way in ways.items()}
    return {number: _joined(way) for number, way in ways.items()}


def _joined(names: Iterable[str]) -> str:
    return SEPARATOR.join(name for name in map(clean, names) if name)


# What is said of codes ----------------------------------------------------------------------------------------------


def _value(name: str, cell: str) -> str:
    """Return what a cell says of a code; "" where it says nothing that there is."""
    word = fold(cell).strip()
    if not word:
        return ""
    if name == "codable":
        return "no" if word in _NO else "yes"
    if name == "kind":
        return word if word in KINDS else ""
    if name == "origin":
        return word if word in ORIGINS else ""
    if name == "colour":
        return word if word in COLOURS else _NAMED_COLOURS.get(word) or _nearest(word)
    return clean(cell) if name == "stance" else cell


def _nearest(colour: str) -> str:
    """Return the one of our colours that is nearest to ``#rrggbb`` in hue, "" where that is no such colour."""
    if not re.fullmatch(r"#?[0-9a-f]{6}", colour):
        return ""
    hue, _light, strength = _look(colour)
    if strength < _GREY:
        return "slate"

    def distance(name: str) -> float:
        other, _light, pure = _stripes()[name]
        apart = abs(hue - other)
        return min(apart, 1 - apart) + abs(strength - pure) / 10

    return min(_stripes(), key=distance)


def _look(colour: str) -> tuple[float, float, float]:
    """Return hue, lightness and saturation, each from 0 to 1, of ``#rrggbb``."""
    digits = colour.removeprefix("#")
    return rgb_to_hls(*(int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)))


@cache
def _stripes() -> dict[str, tuple[float, float, float]]:
    import tomllib

    codes = tomllib.loads(resources.path("themes", "light.toml").read_text(encoding="utf-8"))["codes"]
    return {name: _look(codes[name]["stripe"]) for name in COLOURS if name != "slate"}
