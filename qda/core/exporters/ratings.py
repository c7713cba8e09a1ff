"""Ratings: themes by how many studies have them, studies by what they contribute, findings with their confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.confidence import COMPONENTS, LEVELS, ConfidenceRow
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import (
    Cell,
    Column,
    Field,
    Grid,
    Listing,
    Row,
    Value,
    continued,
    paragraph,
    paragraphs,
    visible,
)
from qda.core.exporters.ratings_crossed import crossed_data, crossed_grid
from qda.core.tables.bands import note
from qda.core.tables.ratings import RatedTheme, Ratings, ratings
from qda.core.tables.units import ALL, UNITS, about, counted
from qda.core.themes.stances import stance_words
from qda.errors import RefusedError
from qda.i18n import _, n_

_TABLE = Choice(
    "table",
    _("Table"),
    (
        ("themes", _("Themes with their ratings")),
        ("studies", _("Studies with what they contribute")),
        ("crossed", _("Studies by themes, with ratings")),
        ("findings", _("Summary of qualitative findings")),
    ),
)
_UNIT = Choice("unit", _("What is counted"), UNITS)
_OF = Choice("denominator", _("Fractions are of: all, or those with a value of an attribute"), default=ALL)
_LEVEL = Choice("level", _("The level whose themes are the subthemes"))
_UNITS = dict(UNITS)


@exporters.product(
    "ratings",
    title=_("Ratings and summary of findings"),
    about=_("How many studies have each theme, what each study contributes, and the confidence in findings."),
    suffixes=(".docx", ".xlsx", ".csv", ".html"),
    choices=(_TABLE, _UNIT, _OF, _LEVEL),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write one of the tables; RefusedError where there is nothing to put in it."""
    found = ratings(session, _UNIT.of(options), _OF.of(options), _LEVEL.of(options))
    if not found.themes:
        raise RefusedError(_("There is no theme to rate yet. Make a theme first."))
    facts = colophon(session)
    table = _TABLE.of(options)
    rows = _findings(found) if table == "findings" else list(found.themes)
    notices = list(_notices(found, facts, options))
    if formats.is_data(path):
        listing = _DATA[table](found, facts, rows)
        notices += formats.write_listing(path, listing, facts)
    else:
        grid = _GRIDS[table](found, facts, rows)
        formats.write_grid(path, grid, facts)
    return Written(path, tuple(notices), themes=0 if table == "studies" else len(rows))


def _notices(found: Ratings, facts: Colophon, options: ProductOptions) -> Iterator[str]:
    if not (facts.counts if options.counts is None else options.counts):
        yield _("Reflexive analysis does not weigh themes by numbers; this table was written because it was asked for.")
    if not found.of:
        yield _("No study is in the denominator, so no fraction says anything.")


def _findings(found: Ratings) -> list[RatedTheme]:
    """Return the themes that are findings: those of which people have said how confident they are."""
    rows = [row for row in found.themes if row.confidence is not None]
    if not rows:
        raise RefusedError(
            _("Nobody has said how confident they are in a theme yet. Say it in Tables, Ratings, and write this again.")
        )
    return rows


def _unit_word(found: Ratings) -> str:
    return _UNITS[found.kind]


def _statement(row: RatedTheme) -> str:
    """Return a finding as a statement: the central idea of the theme, else its definition, else its name."""
    theme = row.theme
    return theme.idea.strip() or theme.definition.strip() or theme.name


def _explanation(said: ConfidenceRow | None) -> list[str]:
    """Return why the confidence is what it is: what is said as a whole, and of each component."""
    if said is None:
        return []
    parts = [f"{title}: {said.component(name).words()}" for name, title in COMPONENTS.items()]
    known = [part for part, name in zip(parts, COMPONENTS, strict=True) if said.component(name).words()]
    return [*([said.why] if said.why else []), *known]


def _level_words(row: RatedTheme) -> str:
    return LEVELS.get(row.confidence.level, row.confidence.level) if row.confidence else ""


# On pages ------------------------------------------------------------------------------------------------------------


def _theme_grid(found: Ratings, facts: Colophon, rows: Sequence[RatedTheme]) -> Grid:
    nested = any(row.theme.depth for row in rows)
    unit = _unit_word(found)
    return Grid(
        title=visible(facts.title),
        caption=_("Themes by the number of {units} that have them").format(units=unit.lower()),
        columns=(
            Column(_("Theme and subtheme") if nested else _("Theme"), 0.32),
            Column(_("{units} (n)").format(units=unit), 0.09, number=True),
            Column(_("Rating"), 0.09),
            Column(_("Significance"), 0.11, number=True),
            Column(_("Confidence"), 0.12),
            Column(unit, 0.27),
        ),
        rows=tuple(
            Row(
                (
                    _name(row),
                    (paragraph(str(row.number), "number"),),
                    paragraphs(row.rating or "–"),
                    (paragraph(found.significance(row), "number"),),
                    paragraphs(_level_words(row)),
                    paragraphs(visible("; ".join(found.names(row.units))), "detail"),
                ),
                continued(row.theme.name, min(row.theme.depth, 3)),
                opens=row.theme.depth == 0,
            )
            for row in rows
        ),
        notes=(
            f"{counted(found.kind, len(found.units))}. {about(found.kind)}",
            note(found.bands),
            _("Significance: the fraction of {units} that have the theme. {denominator}").format(
                units=unit.lower(), denominator=found.denominator.words
            ),
            _("Confidence is set by people; it is not worked out from the figures."),
        ),
    )


def _name(row: RatedTheme) -> Cell:
    theme, depth = row.theme, min(row.theme.depth, 3)
    parts = [paragraph(visible(theme.name), "subtheme" if depth else "theme", depth)]
    if kind := " · ".join(part for part in (theme.level, stance_words(theme.stance)) if part):
        parts.append(paragraph(visible(kind), "level", depth))
    return tuple(parts)


def _study_grid(found: Ratings, facts: Colophon, _rows: Sequence[RatedTheme]) -> Grid:
    several = any(len(row.unit.source_ids) > 1 for row in found.units)
    shares = [0.3, *([0.22] if several else []), 0.12, *(0.14 for _attribute in found.attributes)]
    heads = [
        (_unit_word(found), False),
        *([(_("Reports"), False)] if several else []),
        (_("Sensitivity"), True),
        *((row.name, row.type == "number") for row in found.attributes),
    ]
    whole = sum(shares)
    return Grid(
        title=visible(facts.title),
        caption=_("{units} with the number of different subthemes each contributes").format(units=_unit_word(found)),
        columns=tuple(
            Column(visible(head), share / whole, number) for (head, number), share in zip(heads, shares, strict=True)
        ),
        rows=tuple(
            Row(
                (
                    paragraphs(visible(row.unit.name), "theme"),
                    *([paragraphs(visible("\n".join(row.unit.sources)), "detail")] if several else []),
                    (paragraph(str(row.sensitivity), "number"),),
                    *(
                        paragraphs(visible("; ".join(values)), "number" if attribute.type == "number" else "text")
                        for values, attribute in zip(row.values, found.attributes, strict=True)
                    ),
                ),
                continued(row.unit.name),
            )
            for row in found.units
        ),
        notes=(
            f"{counted(found.kind, len(found.units))}. {about(found.kind)}",
            _sensitivity_note(found),
        ),
    )


def _sensitivity_note(found: Ratings) -> str:
    number = len(found.subtheme_ids)
    if found.level:
        themes = n_("{n} theme", "{n} themes", number)
        sentence = _("Sensitivity: how many of the {themes} on the level “{level}” a row contributes to.")
        return sentence.format(themes=themes, level=found.level)
    themes = n_("{n} theme that has none below it", "{n} themes that have none below them", number)
    return _("Sensitivity: how many of the {themes} a row contributes to.").format(themes=themes)


def _finding_grid(found: Ratings, facts: Colophon, rows: Sequence[RatedTheme]) -> Grid:
    unit = _unit_word(found)
    return Grid(
        title=visible(facts.title),
        caption=_("Summary of qualitative findings"),
        columns=(
            Column(_("No."), 0.07, number=True),
            Column(_("Finding"), 0.31),
            Column(_("Contributing {units}").format(units=unit.lower()), 0.22),
            Column(_("Confidence"), 0.11),
            Column(_("Explanation"), 0.29),
        ),
        rows=tuple(
            Row(
                (
                    (paragraph(str(number), "number"),),
                    _finding_words(row),
                    (
                        paragraph(counted(found.kind, row.number), "count"),
                        *paragraphs(visible("; ".join(found.names(row.units))), "detail"),
                    ),
                    paragraphs(_level_words(row) or _("not said yet"), "theme"),
                    tuple(part for words in _explanation(row.confidence) for part in paragraphs(words, "detail")),
                ),
                continued(row.theme.name),
            )
            for number, row in enumerate(rows, 1)
        ),
        notes=tuple(
            part
            for part in (
                about(found.kind),
                _("Confidence is set by people, with the components of GRADE-CERQual; it is not worked out."),
                _missing(found, rows),
            )
            if part
        ),
    )


def _finding_words(row: RatedTheme) -> Cell:
    statement = _statement(row)
    head = () if statement == row.theme.name else (paragraph(visible(row.theme.name), "theme"),)
    return (*head, *paragraphs(statement))


def _missing(found: Ratings, rows: Sequence[RatedTheme]) -> str:
    left = len(found.themes) - len(rows)
    one = "{n} theme of which nobody has said a confidence is not in this table."
    return n_(one, "{n} themes of which nobody has said a confidence are not in this table.", left) if left else ""


# As data -------------------------------------------------------------------------------------------------------------


def _theme_data(found: Ratings, facts: Colophon, rows: Sequence[RatedTheme]) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a theme, with all below it. {denominator} {bands}").format(
            denominator=found.denominator.words, bands=note(found.bands)
        ),
        fields=(
            Field("theme", _("Theme"), _("The name of the theme."), 34),
            Field("level", _("Level"), _("The level of the theme in this study."), 12),
            Field("stance", _("Barrier or enabler"), _("What the theme is to the question."), 12),
            Field("unit", _("What is counted"), about(found.kind), 12),
            Field("number", _("Number"), _("How many units have the theme."), 9),
            Field("rating", _("Rating"), note(found.bands), 9),
            Field("counted", _("Of the denominator"), _("How many units of the denominator have the theme."), 9),
            Field("denominator", _("Denominator"), found.denominator.words, 12),
            Field("chosen", _("Denominator chosen"), _("How the denominator was chosen."), 30),
            Field("confidence", _("Confidence"), _("Set by people, not worked out."), 12),
            Field("units", _("Which"), _("The units that have the theme."), 50),
        ),
        rows=(
            (
                *(row.theme.name, row.theme.level, row.theme.stance, found.kind, row.number, row.rating),
                *(len(row.counted), found.of, found.denominator.words),
                row.confidence.level if row.confidence else "",
                found.names(row.units),
            )
            for row in rows
        ),
    )


def _study_data(found: Ratings, facts: Colophon, _rows: Sequence[RatedTheme]) -> Listing:
    names = {row.theme.id: row.theme.name for row in found.themes}
    return Listing(
        title=facts.title,
        about=_("Each row is a unit. {about} {sensitivity}").format(
            about=about(found.kind), sensitivity=_sensitivity_note(found)
        ),
        fields=(
            Field("unit", _unit_word(found), about(found.kind), 34),
            Field("reports", _("Reports"), _("The sources that belong to it."), 34),
            Field("sensitivity", _("Sensitivity"), _sensitivity_note(found), 12),
            Field("subthemes", _("Subthemes"), _("The themes it contributes to."), 50),
            *(Field(row.name, row.name, _("Attribute of the source."), 16) for row in found.attributes),
        ),
        rows=(
            (
                row.unit.name,
                row.unit.sources,
                row.sensitivity,
                tuple(names[key] for key in row.subtheme_ids),
                *row.values,
            )
            for row in found.units
        ),
    )


def _finding_data(found: Ratings, facts: Colophon, rows: Sequence[RatedTheme]) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a finding, with the confidence that people have in it."),
        fields=(
            Field("theme", _("Theme"), _("The name of the theme."), 34),
            Field("finding", _("Finding"), _("The theme as a statement."), 60),
            Field("unit", _("What is counted"), about(found.kind), 12),
            Field("number", _("Number"), _("How many units contribute."), 9),
            Field("units", _("Which"), _("The units that contribute."), 50),
            Field("confidence", _("Confidence"), _("The level that people set."), 12),
            Field("why", _("Explanation"), _("Why it is that level."), 50),
            *(Field(name, title, _("A component of GRADE-CERQual: concern and why."), 40) for name, title in _PARTS),
            Field("coder", _("Set by"), _("Who said it last."), 18),
        ),
        rows=(_finding_values(found, row) for row in rows),
    )


_PARTS = tuple(COMPONENTS.items())


def _finding_values(found: Ratings, row: RatedTheme) -> tuple[Value, ...]:
    said = row.confidence or ConfidenceRow(row.theme.id)
    return (
        *(row.theme.name, _statement(row), found.kind, row.number, found.names(row.units), said.level, said.why),
        *(said.component(name).words() for name, _title in _PARTS),
        said.coder,
    )


_Rows = Sequence[RatedTheme]
_GRIDS: Mapping[str, Callable[[Ratings, Colophon, _Rows], Grid]] = {
    "themes": _theme_grid,
    "studies": _study_grid,
    "crossed": lambda found, facts, _rows: crossed_grid(found, facts),
    "findings": _finding_grid,
}
_DATA: Mapping[str, Callable[[Ratings, Colophon, _Rows], Listing]] = {
    "themes": _theme_data,
    "studies": _study_data,
    "crossed": lambda found, facts, _rows: crossed_data(found, facts),
    "findings": _finding_data,
}
