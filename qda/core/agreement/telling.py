"""What is told of ratings at once: the statistics that suit them, and the sentences that belong under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.agreement import Statistic, find_statistic
from qda.core.agreement.asking import SAMPLES, SEED
from qda.core.agreement.bootstrap import draws_of_units
from qda.core.agreement.kappas import largest_kappa
from qda.core.agreement.prevalence import bias_index, prevalence_index
from qda.core.agreement.ratings import Ratings
from qda.core.agreement.scores import Score, score, usual
from qda.core.agreement.tallies import shown
from qda.i18n import _, n_
from qda.progress import Progress, go_on


@dataclass(frozen=True, slots=True)
class Told:
    """Each statistic with its score, in order, and finished `sentences`: intervals, prevalence, what was left out."""

    scores: tuple[tuple[Statistic, Score], ...]
    sentences: tuple[str, ...]


def tell(
    ratings: Ratings,
    level: str = "nominal",
    left_out: Sequence[tuple[str, str]] = (),
    progress: Progress | None = None,
    *,
    seed: int = SEED,
) -> Told:
    """Return the usual statistics of ratings with intervals over units; `left_out` are (unit, reason)."""
    draws = draws_of_units(ratings, seed=seed)
    names = usual(ratings, level)
    scores: list[tuple[Statistic, Score]] = []
    for done, name in enumerate(names):
        go_on(progress, done, len(names))
        scores.append((find_statistic(name), score(ratings, name, level, draws=draws)))
    return Told(tuple(scores), tuple(_sentences(ratings, [one for _name, one in scores], left_out, draws.why, seed)))


def _sentences(
    ratings: Ratings, scores: Sequence[Score], left_out: Sequence[tuple[str, str]], why: str, seed: int
) -> list[str]:
    found: list[str] = []
    if why:
        found.append(why)
    else:
        found.append(
            _("Intervals: 95 %, {samples} samples of the units drawn again (seed {seed}).").format(
                samples=f"{SAMPLES:,}", seed=seed
            )
        )
        found += dict.fromkeys(one.why_no_interval for one in scores if one.value is not None and one.why_no_interval)
    indices = [float(index(ratings)) for index in (prevalence_index, bias_index)]
    if all(index == index for index in indices):
        sentence = _(
            "Dice is of the answer {value}; its prevalence index is {prevalence:.2f}, the bias index {bias:.2f} "
            "(Byrt et al. 1993)."
        )
        found.append(sentence.format(value=shown(ratings.values[1]), prevalence=indices[0], bias=indices[1]))
    if ratings.rows.shape[1] == 2 and (most := float(largest_kappa(ratings))) < 1:
        sentence = _("So often as each of the two gave the answers, kappa can be {most:.3f} at most.")
        found.append(sentence.format(most=most))
    for reason in dict.fromkeys(reason for _unit, reason in left_out):
        units = [unit for unit, other in left_out if other == reason]
        told = n_("{n} unit was left out:", "{n} units were left out:", len(units))
        found.append(f"{told} {_few(units)}. {reason}")
    return found


def _few(names: Sequence[str], most: int = 8) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + ("" if rest <= 0 else " " + _("and {n} more").format(n=rest))
