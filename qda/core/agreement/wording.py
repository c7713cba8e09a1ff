"""Figures of agreement in words: units, values, what a result says in plain English, and why there is none.

Nothing here judges a figure. The bands of Landis and Koch come only where somebody asks for them, with their caveat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qda.core.agreement import statistics
from qda.core.agreement.asking import ALL, SET, THEME, Compared, Result
from qda.i18n import _, n_

UNIT_TITLES = {
    "character": _("Characters"),
    "word": _("Words"),
    "sentence": _("Sentences"),
    "line": _("Lines"),
    "turn": _("Turns"),
    "passage": _("Passages as they are"),
}
"""Units as they are offered."""

SHARES = ("percent", "holsti", "dice")
"""Statistics that are read as a share, in per cent."""

UNITIZING_TITLES = {
    "u-alpha": _("Unitizing alpha (u-alpha)"),
    "u-alpha-relevance": _("Alpha of where passages begin and end (|u-alpha)"),
    "cu-alpha": _("Alpha of codes on shared passages (cu-alpha)"),
    "ku-alpha": _("Alpha of one code on shared passages ((k)u-alpha)"),
    "alpha-U": _("Older unitizing alpha (alpha-U)"),
}

_UNITS: dict[str, Callable[[int], str]] = {
    "character": lambda n: n_("{n:,} character", "{n:,} characters", n),
    "word": lambda n: n_("{n:,} word", "{n:,} words", n),
    "sentence": lambda n: n_("{n:,} sentence", "{n:,} sentences", n),
    "line": lambda n: n_("{n:,} line", "{n:,} lines", n),
    "turn": lambda n: n_("{n:,} turn", "{n:,} turns", n),
    "passage": lambda n: n_("{n:,} character", "{n:,} characters", n),
}
_BANDS = (
    (0.2, _("slight")),
    (0.4, _("fair")),
    (0.6, _("moderate")),
    (0.8, _("substantial")),
    (1.0, _("almost perfect")),
)


def units(unit: str, n: int) -> str:
    """Return a number of units in words: "1 sentence", "2 sentences"; of free passages, characters are counted."""
    return _UNITS[unit](n)


def title_of(statistic: str) -> str:
    """Return what a statistic is called on screens and in reports."""
    if statistic in UNITIZING_TITLES:
        return UNITIZING_TITLES[statistic]
    known = statistics()
    return known[statistic].title if statistic in known else statistic


def percent(value: float | None) -> str:
    """Return a share (0 to 1) as a whole number of per cent; "100 %" and "0 %" only where it is exactly so."""
    if value is None:
        return "–"
    whole = round(value * 100)
    if whole == 100 and value < 1:
        return _("over 99 %")
    if whole == 0 and value > 0:
        return _("under 1 %")
    return _("{n} %").format(n=whole)


def decimals(value: float | None) -> str:
    """Return a value with two decimals and a true minus sign, a dash where there is none."""
    if value is None:
        return "–"
    rounded = f"{value:.2f}"
    return "0.00" if rounded == "-0.00" else rounded.replace("-", "\u2212")


def figure(statistic: str, value: float | None) -> str:
    """Return the value of a statistic: shares in per cent, all others with two decimals."""
    return percent(value) if statistic in SHARES else decimals(value)


def value_of(result: Result) -> str:
    """Return the value of a result as it is shown, "undefined" where it has none."""
    return _("undefined") if result.value is None else figure(result.statistic, result.value)


def interval(result: Result) -> str:
    """Return an interval ("0.60 to 0.80"), nothing where there is none."""
    if result.low is None or result.high is None:
        return ""
    ends = (figure(result.statistic, end) for end in (result.low, result.high))
    return _("{low} to {high}").format(**dict(zip(("low", "high"), ends, strict=True)))


def joined(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


# What a result says --------------------------------------------------------------------------------------------------


def names_of(people: Sequence[Compared], by: str = "names") -> dict[str, str]:
    """Return how coders are called, by id: by ``names``, ``initials`` (a name where they have none) or ``numbers``."""
    if by == "numbers":
        return {person.id: _("coder {n}").format(n=place) for place, person in enumerate(people, start=1)}
    return {person.id: (person.short or person.name) if by == "initials" else person.name for person in people}


def plain_reading(result: Result, names: Mapping[str, str], of: str = "") -> str:
    """Say in one sentence what the coders did, in numbers of units: no coefficient, no verdict.

    `names` are the coders by id, as they are to be called; `of` is the name of the code, category or theme.
    """
    who = joined([names[key] for key in result.coders])
    if not result.n:
        return _("There is nothing that {who} have all finished.").format(who=who)
    if not result.any_coded:
        nobody = _("None of {who} coded “{of}” in {units}.")
        if result.scope == ALL:
            nobody = _("None of {who} coded anything here.")
        return nobody.format(who=who, of=of, units=units(result.unit, result.n))
    both = result.all_coded
    if len(result.coders) == 2:
        told = n_("{n:,} was coded by both", "{n:,} were coded by both", both)
    else:
        told = n_("{n:,} was coded by all of them", "{n:,} were coded by all of them", both)
    if not both:
        told = _("none was coded by both") if len(result.coders) == 2 else _("none was coded by all of them")
    return _frame(result).format(
        units=units(result.unit, result.any_coded),
        who=who,
        of=of,
        told=told,
        share=percent(both / result.any_coded),
    )


def _frame(result: Result) -> str:
    if result.scope == ALL:
        return _(
            "Over all codes, each counted by itself: of {units} that at least one of {who} coded, {told} ({share})."
        )
    if result.scope == THEME:
        return _("Of {units} that at least one of {who} gave a code of the theme “{of}”, {told} ({share}).")
    if result.scope == SET:
        return _("Of {units} that at least one of {who} gave a code below “{of}”, {told} ({share}).")
    return _("Of {units} that at least one of {who} coded “{of}”, {told} ({share}).")


def told(result: Result, level: float = 0.95) -> str:
    """Say the value of a result with its interval, or why it has none."""
    title = title_of(result.statistic)
    if result.value is None:
        return f"{title}: {result.reason}"
    value = value_of(result)
    if ends := interval(result):
        sentence = _("{title} is {value} ({level} interval {ends}).")
        return sentence.format(title=title, value=value, level=percent(level), ends=ends)
    return f"{_('{title} is {value}.').format(title=title, value=value)} {result.why_no_interval}".strip()


def beside(result: Result) -> str:
    """Say what must be known to read a coefficient: what was judged, how much was coded, how differently much."""
    if not result.n:
        return ""
    judged = _judged(result)
    if result.prevalence is None or result.observed is None:
        return judged
    sentence = _(
        "{judged} They say the same on {observed} of them. On average a coder coded {prevalence} of them "
        "(prevalence index {index}, bias index {bias})."
    )
    return sentence.format(
        judged=judged,
        observed=percent(result.observed),
        prevalence=percent(result.prevalence),
        index=decimals(result.prevalence_index),
        bias=decimals(result.bias_index),
    )


def _judged(result: Result) -> str:
    where = n_("{n} source", "{n} sources", result.sources)
    sentence = _("Judged: {units} in {where}.")
    if result.scope == ALL:
        sentence = _("Judged: {units} in {where}, counted once for each code.")
    return sentence.format(units=units(result.unit, result.n), where=where)


# The bands of Landis and Koch, for those who ask ---------------------------------------------------------------------


def band(value: float | None) -> str:
    """Return what Landis & Koch (1977), Biometrics 33:159-174, p. 165, call a kappa of this value; "" where undefined.

    Their bounds leave room between two decimals (0.20 to 0.21); here a band goes up to its upper bound, inclusive.
    """
    if value is None:
        return ""
    if value < 0:
        return _("poor")
    return next(words for upper, words in _BANDS if value <= upper or upper == 1.0)


def band_caveat() -> str:
    """Return what must stand wherever a band is shown."""
    return _(
        "Words for kappa after Landis & Koch (1977), Biometrics 33:159-174. The authors call these divisions clearly "
        "arbitrary; a kappa also depends on how often a code is given and on what is counted, so a word is no verdict."
    )
