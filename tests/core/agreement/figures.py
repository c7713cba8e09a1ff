"""Results and comparisons made by hand, for tests of how they are told."""

from __future__ import annotations

from dataclasses import replace

from qda.core.agreement.asking import ALL, CODE, Agreement, Ask, Compared, Result

ANN, BEN, CY = Compared("a", "Ann Noor", "AN"), Compared("b", "Ben Ito", "BI"), Compared("c", "Cy Li")
NAMES = {"a": "Ann", "b": "Ben", "c": "Cy"}
PLAIN = Result(
    scope=CODE,
    code_id="x",
    theme_id=None,
    source_id=None,
    coders=("a", "b"),
    unit="sentence",
    statistic="cohen-kappa",
    value=0.7149,
    reason="",
    low=0.6,
    high=0.8049,
    why_no_interval="",
    n=1200,
    sources=12,
    any_coded=100,
    all_coded=71,
    observed=0.976,
    positive=0.83,
    negative=0.98,
    prevalence=0.07,
    prevalence_index=-0.86,
    bias_index=0.004,
)


def made(**values: object) -> Result:
    """Return a result with some fields of its own."""
    return replace(PLAIN, **values)


def agreement(*results: Result, **values: object) -> Agreement:
    """Return a comparison of two coders in 12 sources."""
    base = Agreement(
        ask=Ask(),
        unit="sentence",
        coders=(ANN, BEN),
        sources=(Compared("s", "Interview 1"),),
        codes=(Compared("x", "Fear"), Compared("y", "Help")),
        themes=(),
        left_out=(),
        unused=(),
        results=results or (made(scope=ALL, code_id=None, n=2400), PLAIN, made(code_id="y", value=0.9)),
        seed=20,
        samples=1000,
        level=0.95,
    )
    return replace(base, **values)
