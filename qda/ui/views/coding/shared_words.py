"""What two codes share, in words."""

from __future__ import annotations

from collections.abc import Sequence

from qda.core.codebook import CodeRow
from qda.core.comparing import Comparison, Spread
from qda.i18n import _, n_

_NAMED = 3


def names_of(rows: Sequence[CodeRow], *, marks: bool = True) -> str:
    """Return the names of codes, of many the first; with quotation marks for a sentence."""
    names = (f"“{row.name}”" if marks else row.name for row in rows[:_NAMED])
    return ", ".join(names) + (" …" if len(rows) > _NAMED else "")


def in_words(found: Comparison, first: str, second: str) -> tuple[str, str]:
    """Return what the codes called `first` and `second` share, with numbers, and then with the names of all."""
    spreads = ((_("Sources"), found.sources), (_("Participants"), found.participants))
    known = [(kind, spread) for kind, spread in spreads if any((spread.both, spread.first, spread.second))]
    numbers = [_numbers(kind, spread, first, second) for kind, spread in known]
    return "\n".join([_passages(found), *numbers]), "\n\n".join(_all(*row, first, second) for row in known)


def _passages(found: Comparison) -> str:
    parts = (
        (found.same, n_("{n} passage has both", "{n} passages have both", found.same)),
        (found.overlapping, n_("{n} pair overlaps", "{n} pairs overlap", found.overlapping)),
        (found.beside, n_("{n} stands beside the other code", "{n} stand beside the other code", found.beside)),
    )
    words = ", ".join(words for number, words in parts if number)
    return (words or _("They share no passage and no source")) + "."


def _numbers(kind: str, spread: Spread, first: str, second: str) -> str:
    both, one, other = len(spread.both), len(spread.first), len(spread.second)
    words = _("{kind}: {both} with both, {one} with {first} only, {other} with {second} only.")
    return words.format(kind=kind, both=both, one=one, other=other, first=first, second=second)


def _all(kind: str, spread: Spread, first: str, second: str) -> str:
    only = _("only {name}")
    rows = (
        (_("both"), spread.both),
        (only.format(name=first), spread.first),
        (only.format(name=second), spread.second),
    )
    return "\n".join(f"{kind}, {which}: {', '.join(names)}" for which, names in rows if names)
