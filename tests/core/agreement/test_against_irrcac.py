"""The coefficients of irrCAC (Gwet's own formulas) on any table, with missing answers.

It wants an older numpy than the program, so it runs in an environment of its own that holds irrCAC and pytest, nothing
else: ``python -m pytest -p no:cacheprovider --noconftest -c /dev/null tests/core/agreement/test_against_irrcac.py``.
Elsewhere there is no test here, rather than a skipped one: a run in which nothing may skip can't have both versions.
"""

from __future__ import annotations

import importlib.util
import math
import random

from qda.core.agreement import alpha, free, kappas, pooled
from qda.core.agreement.ratings import Ratings, ratings_of
from qda.core.agreement.spacing import SQUARED, closeness

OURS = {
    "gwet": free.gwet_ac1,
    "fleiss": pooled.fleiss_kappa,
    "conger": kappas.conger_kappa,
    "krippendorff": alpha.krippendorff_alpha,
    "bp": free.brennan_prediger,
}


def table(seed: int) -> list[list[float | None]]:
    """Return a table of 2 to 5 coders, of whom each leaves out some units, with more agreement than chance has."""
    chance = random.Random(seed)
    coders = chance.randint(2, 5)
    units: list[list[float | None]] = []
    for _unit in range(chance.randint(6, 15)):
        true = chance.randint(1, 4)
        row = [float(true if chance.random() < 0.6 else chance.randint(1, 4)) for _coder in range(coders)]
        units.append([None if chance.random() < 0.2 else answer for answer in row])
    return units


if importlib.util.find_spec("irrCAC") is not None:
    import pandas
    import pytest
    from irrCAC.raw import CAC

    @pytest.mark.parametrize("seed", range(60))
    def test_every_coefficient_is_theirs(seed: int) -> None:
        units = table(seed)
        ratings: Ratings = ratings_of(units)
        compared = 0
        for weights in ("identity", "quadratic"):
            theirs = CAC(pandas.DataFrame(units, dtype=float), weights=weights, digits=12)
            for name, score in OURS.items():
                if weights == "identity":
                    ours = float(score(ratings))
                elif name == "gwet":
                    near = closeness(ratings, "interval", SQUARED)
                    assert near is not None
                    ours = float(free.gwet(ratings, near))
                elif name == "krippendorff":
                    ours = float(score(ratings, "interval"))
                else:
                    continue
                if not math.isnan(ours):
                    told = getattr(theirs, name)()["est"]["coefficient_value"]
                    assert ours == pytest.approx(told, abs=1e-9), (name, weights)
                    compared += 1
        assert compared
