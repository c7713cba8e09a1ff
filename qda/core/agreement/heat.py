"""Codes by groups of coders: which value of one statistic stands where, for heat maps on screens, pages and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.agreement.asking import ALL, CODE, SET, THEME, Agreement, Result
from qda.i18n import _


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Results of one code, theme or of all codes, one for each column; None where there is none."""

    scope: str
    id: str | None
    name: str
    results: tuple[Result | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat map: `columns` are groups of coders (all of them first, then pairs), by their ids; `names` their heads."""

    statistic: str
    columns: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def share(value: float | None) -> float | None:
    """Return how dark a value is shown, 0 to 1: below nought nothing is darker, and what is not defined has no shade.

    The shade is the value itself, so there is no bound at which a colour turns.
    """
    return None if value is None else min(max(value, 0.0), 1.0)


def rows_of(found: Agreement) -> list[tuple[str, str | None, str]]:
    """Return (scope, id, name) of what was compared: all codes together, sets and codes in their order, then themes."""
    there = {(one.scope, one.theme_id or one.code_id) for one in found.results}
    rows: list[tuple[str, str | None, str]] = [(ALL, None, _("All codes together"))]
    seen = [(one.scope, one.code_id) for one in found.results if one.scope in (SET, CODE)]
    names = {row.id: row.name for row in (*found.sets, *found.codes)}
    rows += [(scope, key, names.get(key or "", "")) for scope, key in dict.fromkeys(seen)]
    rows += [(THEME, row.id, row.name) for row in found.themes]
    return [row for row in rows if row[:2] in there]


def groups(found: Agreement) -> tuple[tuple[str, ...], ...]:
    """Return who was compared with whom: all coders, then each pair of more than two."""
    return tuple(dict.fromkeys(one.coders for one in found.results))


def group_name(found: Agreement, coders: Sequence[str], *, whole: bool = True) -> str:
    """Return what a group of coders is called: by initials with an en dash, or "All"."""
    if whole and len(coders) > 2:
        return _("All {n}").format(n=len(coders))
    short = {person.id: person.short or person.name for person in found.coders}
    return "\u2013".join(short[key] for key in coders)


def index(found: Agreement) -> dict[tuple[object, ...], Result]:
    """Return results over all sources by (scope, id of code or theme, coders, statistic)."""
    return {
        (one.scope, one.theme_id or one.code_id, one.coders, one.statistic): one
        for one in found.results
        if one.source_id is None
    }


def heat_of(found: Agreement, statistic: str) -> Heat:
    """Return the heat map of one statistic; of one that pairs only have, the column of all coders is left out."""
    by = index(found)
    there = {key[2] for key in by if key[3] == statistic}
    columns = tuple(group for group in groups(found) if group in there)
    rows = tuple(
        HeatRow(scope, key, name, tuple(by.get((scope, key, group, statistic)) for group in columns))
        for scope, key, name in rows_of(found)
    )
    return Heat(statistic, columns, tuple(group_name(found, group) for group in columns), rows)
