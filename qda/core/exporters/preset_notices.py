"""What in a product goes against the rules of a journal: sentences for the person who writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qda.core.exporters.grid import Grid, ground
from qda.core.exporters.prose import Block, Heading
from qda.core.figures import Figure
from qda.core.papers.presets import Preset
from qda.i18n import _

_LISTED = "participants"  # the product that lists people one by one


def preset_notices(preset: Preset, parts: Iterable[Heading | Block | Grid | Figure], product: str = "") -> list[str]:
    """Return a sentence for each rule of a preset that the parts of a product break, the first that does so named.

    `product` is the name of the product that they are of, where it is one alone.
    """
    found: list[str] = []
    tables, figures = 0, 0
    for part in parts:
        if isinstance(part, Grid):
            for grid in (part, *part.parts):
                tables += 1
                found += _of_table(preset, grid, _("Table {n}").format(n=tables))
        elif isinstance(part, Figure):
            figures += 1
            found += _too_long(preset, part.title, _("Figure {n}").format(n=figures))
            if not preset.colour:
                found.append(preset.rules["colour"].told())
            if preset.figures_apart:
                found.append(preset.rules["figures"].told())
    if tables and preset.tables_at_the_end:
        found.append(preset.rules["placement"].told())
    if product == _LISTED and preset.groups_only:
        found.append(preset.rules["people"].told())
    return list(dict.fromkeys(found))


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
