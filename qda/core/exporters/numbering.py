"""The numbers by which quotes are cited from the text of a paper, the same in every product: T2-Q3.

Themes that stand on their own are counted in the order of the outline, and the quotes picked for a theme or for
anything below it are counted through: chosen ones first, then those with a different view, theme by theme. A core theme
above others binds them and is not one of them: it is C, and the themes below it are counted. What a product leaves out
changes no number, so that the text and its tables, written one after the other, cite alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.themes.outline import ThemeRow, themes
from qda.core.themes.quotes import Picked, picked_quotes
from qda.i18n import _

_KINDS = ("chosen", "counter")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers by id: of themes (``T2``; a subtheme has that of its theme) and of quotes picked for them (``T2-Q3``)."""

    themes: dict[str, str]
    quotes: dict[str, str]


def numbers(session: Session) -> Numbers:
    """Return the numbers of all themes that are not set aside, and of the quotes picked for them."""
    return numbered(themes(session), picked_quotes(session))


def numbered(outline: Sequence[ThemeRow], picked: Iterable[Picked]) -> Numbers:
    """Return the numbers for an outline and the quotes picked for its themes, both at hand."""
    kept = {theme.id for theme in outline if theme.status != "set aside"}
    above = {theme.parent for theme in outline if theme.id in kept}
    of_themes: dict[str, str] = {}
    cores: set[str] = set()
    counted = 0
    for theme in outline:
        if theme.id not in kept or (theme.parent is not None and theme.parent not in of_themes):
            continue
        if theme.parent is not None and theme.parent not in cores:
            of_themes[theme.id] = of_themes[theme.parent]
        elif theme.core and theme.id in above:
            cores.add(theme.id)
            of_themes[theme.id] = "C" if len(cores) == 1 else f"C{len(cores)}"
        else:
            counted += 1
            of_themes[theme.id] = f"T{counted}"
    by_theme: dict[str, list[Picked]] = {}
    for quote in picked:
        if quote.theme_id in of_themes and quote.kind in _KINDS:
            by_theme.setdefault(quote.theme_id, []).append(quote)
    of_quotes: dict[str, str] = {}
    counts: dict[str, int] = {}
    for theme_id, number in of_themes.items():
        for quote in sorted(by_theme.get(theme_id, ()), key=lambda quote: _KINDS.index(quote.kind)):
            counts[number] = counts.get(number, 0) + 1
            of_quotes[quote.id] = f"{number}-Q{counts[number]}"
    return Numbers(of_themes, of_quotes)


def span(cited: Sequence[str]) -> str:
    """Return how several numbers of one theme are cited: ``T2-Q1 to T2-Q3`` where they follow, else each of them."""
    pieces: list[list[str]] = []
    for one in cited:
        theme, _sign, place = one.rpartition("-Q")
        last = pieces[-1][-1].rpartition("-Q") if pieces else None
        if last is not None and last[0] == theme and int(last[2]) + 1 == int(place):
            pieces[-1].append(one)
        else:
            pieces.append([one])
    shown = []
    for piece in pieces:
        if len(piece) > 2:
            shown.append(_("{first} to {last}").format(first=piece[0], last=piece[-1]))
        else:
            shown += piece
    return ", ".join(shown)
