"""Agreement of coders on pages: its tables, one below the other, and the heat map as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qda.core.agreement.asking import ALL, Agreement, Result
from qda.core.agreement.heat import Heat, group_name, groups, heat_of, index, rows_of, share
from qda.core.agreement.methods import not_independent
from qda.core.agreement.wording import (
    SHARES,
    band,
    band_caveat,
    decimals,
    interval,
    percent,
    title_of,
    value_of,
)
from qda.core.agreement.wording import (
    figure as told,
)
from qda.core.exporters.grid import Cell, Column, Grid, Row, paragraph, paragraphs, visible
from qda.core.exporters.parting import parted
from qda.core.figures import Figure
from qda.core.figures.heat_map import HeatCells, heat_map
from qda.i18n import _, n_

_PAIRS = 8  # columns of the heat map on a page


def grid(found: Agreement, title: str, methods: str, *, bands: bool = False) -> Grid:
    """Return all tables: over all codes, by code, heat map, by source, and what was left out."""
    label = not_independent(found)
    caption = _("Agreement over all codes")
    drawn = any(one.low is not None for one in found.results)
    first = Grid(
        title,
        f"{caption} ({label})" if label else caption,
        (
            Column(_("Coders"), 0.28),
            Column(_("Statistic"), 0.32),
            Column(_("Value"), 0.18 if drawn else 0.26, number=True),
            *((Column(_("Interval"), 0.14, number=True),) if drawn else ()),
            Column(_("n"), 0.08 if drawn else 0.14, number=True),
        ),
        tuple(_overall(found, bands, drawn)),
        (methods, *_reasons(found), *_notes(found, bands)),
    )
    heats = [parted(one, _PAIRS) for one in _heat_grids(found)]
    tables = (_by_code(found, name, bands) for name in _statistics(found))
    parts = [one for one in tables if one.rows]
    parts += [part for one in heats for part in (replace(one, parts=()), *one.parts)]
    parts += [part for part in (_by_source(found), _left_out(found)) if part is not None]
    return replace(first, parts=tuple(parts))


def figure(found: Agreement, language: str) -> Figure:
    """Return the heat map of the first statistic that corrects for chance, of codes by groups of coders."""
    heat = heat_of(found, _main(found))
    label = not_independent(found)
    title = title_of(heat.statistic) + (f" ({label})" if label else "")
    rows = [
        HeatCells(_short(row.name), tuple((_value(one), share(one.value) if one else None) for one in row.results))
        for row in heat.rows
    ]
    about = _("Heat map: {what} of {rows} rows for {columns}.").format(
        what=title,
        rows=len(rows),
        columns=n_("{n} group of coders", "{n} groups of coders", len(heat.columns)),
    )
    return replace(heat_map(title, about, heat.names, rows, _heat_note()), language=language)


# Parts ---------------------------------------------------------------------------------------------------------------


def _statistics(found: Agreement) -> list[str]:
    return list(dict.fromkeys(one.statistic for one in found.results))


def _main(found: Agreement) -> str:
    names = _statistics(found)
    return next((name for name in names if name not in SHARES), names[0])


def _number(words: str) -> Cell:
    return (paragraph(words, "number"),)


def _value(one: Result | None) -> str:
    return "" if one is None else "–" if one.value is None else told(one.statistic, one.value)


def _short(path: str) -> str:
    return path.rpartition(" > ")[2]


def _worded(one: Result, bands: bool) -> str:
    kappa = bands and "kappa" in one.statistic and one.value is not None
    return f"{value_of(one)} ({band(one.value)})" if kappa else value_of(one)


def _overall(found: Agreement, bands: bool, drawn: bool) -> list[Row]:
    rows = []
    before: tuple[str, ...] = ()
    for one in _over_all(found):
        who = group_name(found, one.coders, whole=False) if one.coders != before else ""
        numbers = (_worded(one, bands), *((interval(one),) if drawn else ()), f"{one.n:,}")
        cells = (paragraphs(visible(who)), paragraphs(title_of(one.statistic)), *map(_number, numbers))
        rows.append(Row(cells, opens=bool(who)))
        before = one.coders
    return rows


def _over_all(found: Agreement) -> list[Result]:
    return [one for one in found.results if one.scope == ALL and one.source_id is None]


def _reasons(found: Agreement) -> list[str]:
    """Return why figures over all codes are not defined, or have no interval, each reason once."""
    told_of: dict[str, list[str]] = {}
    for one in _over_all(found):
        name = f"{title_of(one.statistic)}, {group_name(found, one.coders)}"
        if one.value is None:
            told_of.setdefault(one.reason, []).append(name)
    reasons = [f"{'; '.join(names)}: {reason}" for reason, names in told_of.items()]
    bare = [one.why_no_interval for one in _over_all(found) if one.value is not None and one.low is None]
    return [*reasons, *dict.fromkeys(why for why in bare if why)]


def _notes(found: Agreement, bands: bool) -> tuple[str, ...]:
    notes = [*found.notes]
    if label := not_independent(found):
        notes.append(_("These figures are {label}.").format(label=label))
    if found.samples and any(one.low is not None for one in found.results):
        sentence = _("Intervals: {level}, percentile bootstrap, {n:,} samples, seed {seed}.")
        notes.append(sentence.format(level=percent(found.level), n=found.samples, seed=found.seed))
    notes.append(_("Prevalence index: (both − neither) / n. Bias index: difference of the coders' shares."))
    if bands:
        notes.append(band_caveat())
    return tuple(notes)


def _by_code(found: Agreement, statistic: str, bands: bool) -> Grid:
    """Return the table of one statistic for all codes and themes, of all coders together or of the only pairs."""
    by, rows = index(found), []
    reasons: dict[str, list[str]] = {}
    everybody = groups(found)[0]
    drawn = any(one.low is not None for one in found.results)
    for scope, key, name in rows_of(found):
        one = by.get((scope, key, everybody, statistic))
        if one is None:
            continue
        if one.value is None:
            reasons.setdefault(one.reason, []).append(_short(name))
        numbers = (
            *(_worded(one, bands), *((interval(one),) if drawn else ())),
            *(f"{one.n:,}", f"{one.any_coded:,}", f"{one.all_coded:,}"),
            *(percent(one.prevalence), decimals(one.prevalence_index), decimals(one.bias_index)),
        )
        depth = 0 if scope == ALL else name.count(" > ")
        first = (paragraph(visible(_short(name)), "text" if depth else "theme", depth),)
        rows.append(Row((first, *map(_number, numbers)), opens=depth == 0))
    heads = (
        *((_("Value"), 0.11), *(((_("Interval"), 0.13),) if drawn else ())),
        *((_("n"), 0.08), (_("Coded by any"), 0.08), (_("Coded by all"), 0.08), (_("Prevalence"), 0.1)),
        *((_("Prevalence index"), 0.1), (_("Bias index"), 0.06)),
    )
    columns = (
        Column(_("Code or theme"), 0.26 if drawn else 0.39),
        *(Column(head, share, number=True) for head, share in heads),
    )
    notes = [f"{', '.join(names)}: {reason}" for reason, names in reasons.items()]
    return Grid(
        "", _("{statistic}, code by code").format(statistic=title_of(statistic)), columns, tuple(rows), tuple(notes)
    )


def _heat_grids(found: Agreement) -> list[Grid]:
    """Return the heat map of the main statistic, where there are pairs to be compared with each other."""
    heats = [heat_of(found, name) for name in _statistics(found) if name not in SHARES]
    wide = [heat for heat in heats if len(heat.columns) > 1] or heats[:1]
    return [_heat_grid(heat) for heat in wide[:1]]


def _heat_grid(heat: Heat) -> Grid:
    rows = []
    for row in heat.rows:
        name = (paragraph(visible(_short(row.name)), "text", 0 if row.scope == ALL else row.name.count(" > ")),)
        cells = (
            (replace(paragraph(_value(one), "number"), shade=None if one is None else share(one.value)),)
            for one in row.results
        )
        rows.append(Row((name, *cells)))
    columns = (Column(_("Code or theme"), 0), *(Column(visible(name), 0, number=True) for name in heat.names))
    caption = _("{statistic}: codes by pairs of coders").format(statistic=title_of(heat.statistic))
    return Grid("", caption, columns, tuple(rows), (_heat_note(),))


def _heat_note() -> str:
    return _("The darker, the higher the value, without any bound between good and bad; – = not defined.")


def _by_source(found: Agreement) -> Grid | None:
    everybody = groups(found)[0]
    by = {
        (one.source_id, one.statistic): one
        for one in found.results
        if one.scope == ALL and one.source_id is not None and one.coders == everybody
    }
    if not by:
        return None
    names = [name for name in _statistics(found) if any(key[1] == name for key in by)]
    rows = []
    for source in (one for one in found.sources if any(key[0] == one.id for key in by)):
        here = [by.get((source.id, name)) for name in names]
        n = next((one.n for one in here if one is not None), 0)
        rows.append(Row((paragraphs(visible(source.name)), _number(f"{n:,}"), *(_number(_value(one)) for one in here))))
    heads = [Column(_("Source"), 0), Column(_("n"), 0, number=True)]
    heads += [Column(title_of(name), 0, number=True) for name in names]
    whole = Grid(
        "", _("Agreement over all codes, source by source"), tuple(heads), tuple(rows), (_("– = not defined."),)
    )
    return parted(whole, 8)


def _left_out(found: Agreement) -> Grid | None:
    if not found.left_out:
        return None
    rows: Sequence[Row] = [
        Row((paragraphs(visible(one.name)), paragraphs(visible(one.reason)))) for one in found.left_out
    ]
    columns = (Column(_("Source"), 0.4), Column(_("Why it did not count, or not in full"), 0.6))
    return Grid("", _("What was left out"), columns, tuple(rows))
