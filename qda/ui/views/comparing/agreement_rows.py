"""Rows of the Agreement page, made of a comparison: code by code with its values, and the heat map."""

from __future__ import annotations

from collections.abc import Mapping

from qda.core.agreement.asking import ALL, CODE, THEME, Agreement, Result
from qda.core.agreement.heat import Heat, group_name, index, rows_of, share
from qda.core.agreement.snapshots import Snapshot, difference, figures_of, why_not_alike
from qda.core.agreement.wording import (
    SHARES,
    beside,
    figure,
    interval,
    names_of,
    plain_reading,
    title_of,
    told,
    value_of,
)
from qda.i18n import _
from qda.ui.models.rows_model import Cell

_DEEPER = "\u2003"  # an em space for each level

_HEADS = {
    "percent": _("Percent"),
    "cohen-kappa": _("Cohen's κ"),
    "fleiss-kappa": _("Fleiss' κ"),
    "light-kappa": _("Light's κ"),
    "conger-kappa": _("Conger's κ"),
    "krippendorff-alpha": _("Krippendorff's α"),
    "scott-pi": _("Scott's π"),
    "gwet-ac1": _("Gwet's AC1"),
    "brennan-prediger": _("Brennan-Prediger"),
    "holsti": _("Holsti"),
    "dice": _("Dice"),
}
"""Heads that leave room for names of codes; the whole names stand beside."""

_JUDGED = {
    "sentence": _("Sentences"),
    "turn": _("Turns"),
    "line": _("Lines"),
    "word": _("Words"),
    "character": _("Characters"),
    "passage": _("Characters"),
}
"""Heads of the numbers that the values rest on."""

Row = tuple[str, str | None, str]
"""Scope, id of code or theme, and path."""


def statistics_of(found: Agreement, group: tuple[str, ...]) -> list[str]:
    """Return the statistics that there are for a group of coders, in the order asked for."""
    return list(dict.fromkeys(one.statistic for one in found.results if one.coders == group))


def main_statistic(names: list[str]) -> str:
    """Return the one whose interval is shown: the first that corrects for chance."""
    return next((name for name in names if name not in SHARES), names[0] if names else "")


def _name(row: Row, depths: Mapping[str, int]) -> Cell:
    scope, key, path = row
    if scope == ALL:
        return Cell(path)
    if scope == THEME:
        return Cell(_("Theme: {name}").format(name=path), about=path)
    depth = depths.get(key or "", path.count(" > "))
    return Cell(_DEEPER * depth + path.rpartition(" > ")[2], about=path)


def figures(
    found: Agreement, group: tuple[str, ...], depths: Mapping[str, int]
) -> tuple[list[str], list[list[Cell]], list[Row]]:
    """Return heads and cells of the table of a group of coders, and what each row is about."""
    names, by = statistics_of(found, group), index(found)
    main = main_statistic(names)
    drawn = any(one.low is not None for one in found.results)
    heads = [_("Code or theme")]
    for name in names:
        heads.append(_HEADS.get(name, title_of(name)))
        if name == main and drawn:
            heads.append(_("Interval"))
    heads.append(_JUDGED[found.unit])
    rows: list[list[Cell]] = []
    about: list[Row] = []
    for row in rows_of(found):
        results = {name: by.get((row[0], row[1], group, name)) for name in names}
        first = results.get(main) or next((one for one in results.values() if one is not None), None)
        if first is None:
            continue
        cells = [_name(row, depths)]
        for name, one in results.items():
            cells.append(_value(one))
            if name == main and drawn:
                cells.append(Cell(interval(first), -2 if first.low is None else first.low, first.why_no_interval))
        cells.append(Cell(f"{first.n:,}", first.n))
        rows.append(cells)
        about.append(row)
    return heads, rows, about


def _value(one: Result | None) -> Cell:
    if one is None:
        return Cell("", -3)
    return Cell(value_of(one), -2 if one.value is None else one.value, one.reason)


def heat_cells(heat: Heat, depths: Mapping[str, int]) -> tuple[list[str], list[list[Cell]], list[Row]]:
    """Return heads and cells of a heat map, and what each row is about."""
    rows, about = [], []
    for row in heat.rows:
        what = (row.scope, row.id, row.name)
        cells = [_name(what, depths)]
        for one in row.results:
            plain = _value(one)
            dark = None if one is None else share(one.value)
            cells.append(Cell("–" if plain.text == _("undefined") else plain.text, plain.number, plain.about, dark))
        rows.append(cells)
        about.append(what)
    return [_("Code or theme"), *heat.names], rows, about


def reading(found: Agreement, row: Row, group: tuple[str, ...]) -> list[str]:
    """Return what the figures of a row say: the plain sentence first, then each value, then what stands beside."""
    by, people = index(found), names_of(found.coders)
    results = [by.get((row[0], row[1], group, name)) for name in statistics_of(found, group)]
    there = [one for one in results if one is not None]
    if not there:
        return []
    name = row[2].rpartition(" > ")[2] if row[0] not in (ALL, THEME) else row[2]
    told_of = [told(one, found.level) for one in there]
    bare = [one.why_no_interval for one in there if one.value is not None and one.why_no_interval]
    if bare:  # the same for all of them: once is enough
        told_of = [words.replace(bare[0], "").strip() for words in told_of]
    return [plain_reading(there[0], people, name), "\n".join(told_of), *bare[:1], beside(there[0])]


def groups_offered(found: Agreement) -> list[tuple[str, str]]:
    """Return groups of coders to choose from, by their ids joined by a blank."""
    groups = dict.fromkeys(one.coders for one in found.results)
    return [(" ".join(group), group_name(found, group)) for group in groups]


def kappa(found: Agreement, row: Row, group: tuple[str, ...]) -> float | None:
    """Return the value of the first kappa of a row, None where there is none."""
    by = index(found)
    results = [by.get((row[0], row[1], group, name)) for name in statistics_of(found, group) if "kappa" in name]
    return next((one.value for one in results if one is not None), None)


def since(earlier: Snapshot, found: Agreement) -> str:
    """Say how figures have moved since a snapshot: over all codes, and for how many codes they rose and fell."""
    if earlier.unit != found.unit:
        return why_not_alike(earlier, found)
    moved = difference(earlier.figures, figures_of(found))
    everybody = tuple(sorted(person.id for person in found.coders))
    here = [one for one in moved if tuple(sorted(one.figure.coders)) == everybody]
    told_of = [
        _("{title}: {before}, now {after}.").format(
            title=title_of(one.figure.statistic),
            before=figure(one.figure.statistic, one.before),
            after=figure(one.figure.statistic, one.after),
        )
        for one in here
        if one.figure.scope == ALL and one.by is not None
    ]
    main = main_statistic(list(dict.fromkeys(one.figure.statistic for one in here)))
    steps = [one.by for one in here if one.figure.scope == CODE and one.figure.statistic == main]
    rose = sum(step is not None and step > 0 for step in steps)
    fell = sum(step is not None and step < 0 for step in steps)
    if told_of:
        words = _("{title} of codes: higher for {rose}, lower for {fell}, of {all}.")
        told_of.append(words.format(title=title_of(main), rose=rose, fell=fell, all=len(steps)))
    else:
        told_of.append(_("No figure over all codes can be compared with it."))
    return " ".join([*told_of, why_not_alike(earlier, found)]).strip()
