"""Studies by the themes they have: a mark where a study has a theme, ratings in the heads, sensitivity at the end."""

from __future__ import annotations

from collections.abc import Iterator

from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, Value, continued, paragraph, paragraphs, visible
from qda.core.exporters.parting import parted
from qda.core.tables.bands import note
from qda.core.tables.ratings import RatedTheme, Ratings
from qda.core.tables.units import UNITS, about, counted
from qda.i18n import _

_UNITS = dict(UNITS)
_ABREAST = 7  # columns beside the names of studies on a page on its side
_HAS = "•"


def crossed_grid(found: Ratings, facts: Colophon) -> Grid:
    """Return the table for reading, in several parts where there are many themes."""
    themes = _themes(found)
    grid = Grid(
        title=visible(facts.title),
        caption=_("{units} and the themes that each of them has").format(units=_UNITS[found.kind]),
        columns=(
            Column(_UNITS[found.kind], 0.2),
            *(Column(_headed(row), 0.1) for row in themes),
            Column(_("Sensitivity"), 0.1, number=True),
        ),
        rows=tuple(
            Row(
                (
                    paragraphs(visible(unit.unit.name), "theme"),
                    *((paragraph(_HAS),) if row.theme.id in unit.subtheme_ids else () for row in themes),
                    (paragraph(str(unit.sensitivity), "number"),),
                ),
                continued(unit.unit.name),
            )
            for unit in found.units
        ),
        notes=(
            f"{counted(found.kind, len(found.units))}. {about(found.kind)}",
            _("{mark}: has the theme. In brackets the rating of the theme. {bands}").format(
                mark=_HAS, bands=note(found.bands)
            ),
            _("Sensitivity: how many of the {n} themes a row contributes to.").format(n=len(themes)),
        ),
    )
    return parted(grid, _ABREAST, 0.2)


def _themes(found: Ratings) -> list[RatedTheme]:
    wanted = set(found.subtheme_ids)
    return [row for row in found.themes if row.theme.id in wanted]


def _headed(row: RatedTheme) -> str:
    return visible(f"{row.theme.name} ({row.rating})" if row.rating else row.theme.name)


def crossed_data(found: Ratings, facts: Colophon) -> Listing:
    """Return the table as data: a row a study and theme, 1 where the study has it and 0 where it hasn't."""
    return Listing(
        title=facts.title,
        about=_("Each row is a unit with a theme. {about}").format(about=about(found.kind)),
        fields=(
            Field("unit", _UNITS[found.kind], about(found.kind), 34),
            Field("theme", _("Theme"), _("The name of the theme."), 34),
            Field("has", _("Has it"), _("1: a passage of it has a code of the theme; 0: none has."), 8),
            Field("rating", _("Rating"), note(found.bands), 9),
        ),
        rows=_rows(found),
    )


def _rows(found: Ratings) -> Iterator[tuple[Value, ...]]:
    themes = _themes(found)
    for unit in found.units:
        for row in themes:
            yield (unit.unit.name, row.theme.name, int(row.theme.id in unit.subtheme_ids), row.rating)
