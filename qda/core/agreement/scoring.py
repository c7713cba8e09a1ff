"""From counts to results: the statistics of ratings by yes and no, with intervals and the figures that stand beside."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qda.core.agreement import Statistic
from qda.core.agreement.asking import Result
from qda.core.agreement.counting import Patterns
from qda.core.agreement.drawing import Draws, no_value, undefined_too_often
from qda.core.agreement.ratings import Ratings
from qda.i18n import _

LEVEL = "nominal"
CODED = 1


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row of results is about; see :class:`qda.core.agreement.asking.Result`."""

    scope: str
    code_id: str | None = None
    theme_id: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands beside a statistic: the fields of a :class:`Result` of the same names."""

    n: int
    any_coded: int
    all_coded: int
    observed: float | None
    positive: float | None
    negative: float | None
    prevalence: float | None
    prevalence_index: float | None
    bias_index: float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A value or why there is none, and an interval or why there is none."""

    value: float | None
    reason: str = ""
    low: float | None = None
    high: float | None = None
    why_no_interval: str = ""


def figures(rows: np.ndarray, totals: np.ndarray) -> list[Figures]:
    """Return the figures of every target: `rows` (rows x coders) of 0 and 1, `totals` (targets x rows) of units."""
    coders = rows.shape[1]
    coded = rows == CODED
    both, neither, first, second, bias = (np.zeros(len(totals)) for _field in range(5))
    pairs = list(combinations(range(coders), 2))
    number = totals.sum(axis=1)
    for one, other in pairs:
        a, b = coded[:, one], coded[:, other]
        both += totals @ (a & b)
        neither += totals @ (~a & ~b)
        more, less = totals @ (a & ~b), totals @ (~a & b)
        first, second = first + more, second + less
        bias += np.abs(more - less) if len(pairs) > 1 else more - less
    apart = first + second
    shares = totals @ coded.mean(axis=1)
    anybody, everybody = totals @ coded.any(axis=1), totals @ coded.all(axis=1)
    n = number * len(pairs)
    columns = [
        _divided(both + neither, n),
        _divided(2 * both, 2 * both + apart),
        _divided(2 * neither, 2 * neither + apart),
        _divided(shares, number),
        _divided(both - neither, n),
        _divided(bias, n),
    ]
    return [
        Figures(
            round(number[place]), round(anybody[place]), round(everybody[place]), *(part[place] for part in columns)
        )
        for place in range(len(totals))
    ]


def _divided(upper: np.ndarray, lower: np.ndarray) -> list[float | None]:
    return [float(part / whole) if whole else None for part, whole in zip(upper.tolist(), lower.tolist(), strict=True)]


def score(
    patterns: Patterns, wanted: Sequence[Statistic], coders: Sequence[str], draw: Draws
) -> Iterator[list[tuple[str, Scored]]]:
    """Yield for every target of `patterns` the wanted statistics by name, those that suit so many coders."""
    suited = [one for one in wanted if not one.pairs or len(coders) == 2]
    ratings = Ratings(patterns.rows, patterns.counts.sum(axis=1), (_("not coded"), _("coded")), tuple(coders))
    drawn = None if draw.why else ratings.with_counts(draw.counts(patterns.counts))
    columns = []
    # What is not defined comes as NaN, and is told in words below.
    with np.errstate(divide="ignore", invalid="ignore"):
        for one in suited:
            values = np.asarray(one.score(ratings, LEVEL), dtype=np.float64)
            ends = None if drawn is None else draw.interval(np.asarray(one.score(drawn, LEVEL), dtype=np.float64))
            columns.append((one, values, ends))
    for target in range(len(patterns.counts)):
        row = []
        for one, values, ends in columns:
            if not math.isfinite(values[target]):
                row.append((one.name, Scored(None, _reason(one, ratings, target), why_no_interval=no_value())))
            elif ends is None:
                row.append((one.name, Scored(float(values[target]), why_no_interval=draw.why)))
            elif not (math.isfinite(ends[0][target]) and math.isfinite(ends[1][target])):
                row.append((one.name, Scored(float(values[target]), why_no_interval=undefined_too_often())))
            else:
                low, high = float(ends[0][target]), float(ends[1][target])
                row.append((one.name, Scored(float(values[target]), "", low, high)))
        yield row


def _reason(one: Statistic, ratings: Ratings, target: int) -> str:
    if not ratings.counts[target].any():
        return nothing_to_judge()
    return one.reason(ratings.with_counts(ratings.counts[target]), LEVEL)


def nothing_to_judge() -> str:
    """Return the sentence for coders who have nothing to judge in common."""
    return _("Undefined, because there is nothing to judge that all of them have finished.")


def result(
    subject: Subject,
    coders: Sequence[str],
    unit: str,
    sources: int,
    statistic: str,
    beside: Figures,
    scored: Scored,
) -> Result:
    """Put a result together."""
    return Result(
        scope=subject.scope,
        code_id=subject.code_id,
        theme_id=subject.theme_id,
        source_id=subject.source_id,
        coders=tuple(coders),
        unit=unit,
        statistic=statistic,
        value=scored.value,
        reason=scored.reason,
        low=scored.low,
        high=scored.high,
        why_no_interval=scored.why_no_interval,
        n=beside.n,
        sources=sources,
        any_coded=beside.any_coded,
        all_coded=beside.all_coded,
        observed=beside.observed,
        positive=beside.positive,
        negative=beside.negative,
        prevalence=beside.prevalence,
        prevalence_index=beside.prevalence_index,
        bias_index=beside.bias_index,
    )
