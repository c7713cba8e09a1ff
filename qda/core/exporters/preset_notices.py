"""A report by the rules of a journal: what is done by themselves, and sentences on what goes against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from qda.core.exporters.grid import Grid, ground
from qda.core.exporters.prose import Heading, Part, Turn, block
from qda.core.figures import Figure
from qda.core.papers.presets import Preset
from qda.i18n import _

_LISTED = "participants"  # the product that lists people one by one


def preset_notices(preset: Preset, parts: Iterable[Part], products: Collection[str] = ()) -> list[str]:
    """Return a sentence for each rule of a preset that the parts of a product break, the first that does so named.

    `products` are the names of the products that they are of.
    """
    found: list[str] = []
    tables, figures = 0, 0
    for part in parts:
        if isinstance(part, Grid):
            for grid in (part, *part.parts):
                tables += bool(grid.caption)
                found += _of_table(preset, grid, _("Table {n}").format(n=tables))
        elif isinstance(part, Figure):
            figures += 1
            found += _too_long(preset, part.title, _("Figure {n}").format(n=figures))
            if not preset.colour:
                found.append(preset.rules["colour"].told())
            if preset.figures_apart:
                found.append(preset.rules["figures"].told())
    if tables and preset.stacked_captions:
        found.append(preset.rules["caption"].told())
    if _LISTED in products and preset.groups_only:
        found.append(preset.rules["people"].told())
    return list(dict.fromkeys(found))


def by_preset(preset: Preset, parts: Sequence[Part]) -> list[Part]:
    """Return the parts of a report as a journal wants them: no shades, and tables behind the text where it says so.

    Where a table stood, a line says that it belongs there; numbers of tables stay as they are. A table without a
    caption has no number: it is part of the text and stays.
    """
    text: list[Part] = []
    tables: list[Grid] = []
    for part in parts:
        if isinstance(part, Turn) and preset.tables_at_the_end:
            continue  # only tables need pages on their side
        if not isinstance(part, Grid):
            text.append(part)
            continue
        grid = part if preset.shading else _plain(part)
        if not (preset.tables_at_the_end and grid.caption):
            text.append(grid)
            continue
        tables.append(grid)
        text.append(block(_("[Table {n} about here]").format(n=len(tables)), "note"))
    return [*text, Heading(_("Tables")), *tables] if tables else text


def _plain(grid: Grid) -> Grid:
    rows = tuple(
        replace(row, cells=tuple(tuple(replace(part, shade=None) for part in cell) for cell in row.cells))
        for row in grid.rows
    )
    return replace(grid, rows=rows, parts=tuple(map(_plain, grid.parts)))


def _of_table(preset: Preset, grid: Grid, what: str) -> Iterator[str]:
    yield from _too_long(preset, grid.caption, what)
    most = preset.words_at_most("legend_words")
    legend = sum(len(note.split()) for note in grid.notes)
    if most is not None and legend > most:
        sentence = _("{what} has {n} words below it. {rule}")
        yield sentence.format(what=what, n=legend, rule=preset.rules["legend_words"].told())
    if not preset.shading and any(ground(cell) for row in grid.rows for cell in row.cells):
        sentence = _("{what} has shaded cells. {rule}")
        yield sentence.format(what=what, rule=preset.rules["shading"].told())


def _too_long(preset: Preset, title: str, what: str) -> Iterator[str]:
    most, there = preset.words_at_most("title_words"), len(title.split())
    if most is not None and there > most:
        sentence = _("The title of {what} has {n} words. {rule}")
        yield sentence.format(what=what, n=there, rule=preset.rules["title_words"].told())
