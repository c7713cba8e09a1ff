"""Ratings of themes by how many studies have them, and of studies by how many subthemes they contribute.

The three figures are those of Dunn et al. 2024 (BMJ Quality & Safety 33(5)): the frequency rating of a subtheme in
bands, the significance of a theme as a fraction of studies, and the sensitivity of a study as the number of different
subthemes it contributes. Each is of reports, studies or samples, and every fraction carries its denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.attributes import AttributeRow, attribute_rows, values
from qda.core.codebook import CodeRow, codes
from qda.core.confidence import ConfidenceRow, confidences
from qda.core.naming import clean, unknown
from qda.core.retrieval import code_source_matrix, reach
from qda.core.tables.bands import Band, bands, rating
from qda.core.tables.units import ALL, STUDIES, Denominator, Unit, denominator, units, values_of_unit
from qda.core.themes.outline import ThemeRow, levels, themes
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class RatedTheme:
    """A theme with its units, as places in the list of units: all that have it, and of how many it is a fraction.

    `rating` is the name of its band by the number of all units that have it, "" where none has.
    """

    theme: ThemeRow
    units: tuple[int, ...]
    counted: tuple[int, ...]
    rating: str
    confidence: ConfidenceRow | None

    @property
    def number(self) -> int:
        """Return how many units have the theme."""
        return len(self.units)


@dataclass(frozen=True, slots=True)
class RatedUnit:
    """A unit with the different subthemes it contributes, as theme ids, and its values of each attribute in order."""

    unit: Unit
    subtheme_ids: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]

    @property
    def sensitivity(self) -> int:
        """Return how many different subthemes the unit contributes."""
        return len(self.subtheme_ids)


@dataclass(frozen=True, slots=True)
class Ratings:
    """Themes and units with their figures. `kind` is what was counted, `level` what the subthemes are ("" for leaves).

    `subtheme_ids` are the themes that count for the sensitivity of a unit; `attributes` are those of sources.
    """

    kind: str
    level: str
    bands: tuple[Band, ...]
    denominator: Denominator
    themes: tuple[RatedTheme, ...]
    units: tuple[RatedUnit, ...]
    subtheme_ids: tuple[str, ...]
    attributes: tuple[AttributeRow, ...]

    @property
    def of(self) -> int:
        """Return the denominator: of how many units a fraction is taken."""
        return len(self.denominator.numbers)

    def significance(self, row: RatedTheme) -> str:
        """Return the fraction of units that have a theme: ``18/21``."""
        return f"{len(row.counted)}/{self.of}"

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the names of units."""
        return tuple(self.units[number].unit.name for number in numbers)


def ratings(session: Session, kind: str = STUDIES, of: str = ALL, level: str = "") -> Ratings:
    """Rate all themes that are not set aside, and the units that have them.

    A unit has a theme where a passage of any of its reports has a code on which the theme or one of its subthemes
    draws, or a code below. `kind` is one of UNITS, `of` a choice of :func:`~qda.core.tables.units.denominators`, and
    `level` names the level whose themes are the subthemes ("": as :func:`subtheme_level` has it).
    """
    outline = _kept(themes(session))
    found = units(session, kind)
    whole = denominator(session, found, kind, of)
    level = _known_level(session, level) if level else subtheme_level(session, outline)
    chosen = _subthemes(outline, level)
    has = _units_of_themes(session, outline, found)
    scale, said = bands(session), confidences(session)
    rated = tuple(
        RatedTheme(
            theme,
            tuple(sorted(has[theme.id])),
            tuple(sorted(has[theme.id] & whole.numbers)),
            rating(scale, len(has[theme.id])),
            said.get(theme.id),
        )
        for theme in outline
    )
    attributes, known = attribute_rows(session, "source"), values(session)
    return Ratings(
        kind=kind,
        level=level,
        bands=scale,
        denominator=whole,
        themes=rated,
        units=tuple(
            RatedUnit(
                unit,
                tuple(key for key in chosen if number in has[key]),
                tuple(values_of_unit(known, row.id, unit.source_ids) for row in attributes),
            )
            for number, unit in enumerate(found)
        ),
        subtheme_ids=tuple(chosen),
        attributes=tuple(attributes),
    )


def _kept(outline: Sequence[ThemeRow]) -> list[ThemeRow]:
    """Leave out themes that are set aside, with all below them."""
    left_out: set[str] = set()
    for theme in outline:
        if theme.status == "set aside" or theme.parent in left_out:
            left_out.add(theme.id)
    return [theme for theme in outline if theme.id not in left_out]


def subtheme_level(session: Session, outline: Sequence[ThemeRow]) -> str:
    """Return the level whose themes are the subthemes of a study; "" means themes that have none below them.

    It is the lowest level whose name says so (subtheme, sub-category), where any theme is on it.
    """
    used = {theme.level for theme in outline}
    return next((name for _key, name in levels(session) if name.casefold().startswith("sub") and name in used), "")


def _known_level(session: Session, level: str) -> str:
    names = {name.casefold(): name for _key, name in levels(session)}
    if clean(level).casefold() not in names:
        raise unknown(_("There is no level called {name}."), level, names.values())
    return names[clean(level).casefold()]


def _subthemes(outline: Sequence[ThemeRow], level: str) -> list[str]:
    if level:
        return [theme.id for theme in outline if theme.level == level]
    above = {theme.parent for theme in outline}
    return [theme.id for theme in outline if theme.id not in above]


def _units_of_themes(session: Session, outline: Sequence[ThemeRow], found: Sequence[Unit]) -> dict[str, set[int]]:
    """Return the places of the units that have each theme, its subthemes included."""
    place = {source_id: number for number, unit in enumerate(found) for source_id in unit.source_ids}
    using: dict[str, set[int]] = {}
    for code_id, source_id in code_source_matrix(session):
        using.setdefault(code_id, set()).add(place[source_id])
    book: Sequence[CodeRow] = codes(session)
    reached = reach(book)
    has = {
        theme.id: {number for drawn in theme.code_ids for code in reached[drawn] for number in using.get(code, ())}
        for theme in outline
    }
    # Parents stand before their children, so going backwards each is complete when it is handed up.
    for theme in reversed(outline):
        if theme.parent in has:
            has[theme.parent] |= has[theme.id]
    return has
