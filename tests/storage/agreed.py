"""A comparison of two coders made by hand, to be kept in a project."""

from __future__ import annotations

from collections.abc import Sequence

from qda.core.agreement.asking import ALL, CODE, Agreement, Ask, Compared, Result


def agreed(coders: Sequence[str], code: str, sources: Sequence[str], value: float = 0.5, *, talked: bool = False):
    """Return figures of a code and of all codes, the one defined and the other not."""
    of_code = Result(
        scope=CODE,
        code_id=code,
        theme_id=None,
        source_id=None,
        coders=tuple(coders),
        unit="sentence",
        statistic="alpha",
        value=value,
        reason="",
        low=value - 0.2,
        high=1.0,
        why_no_interval="",
        n=10,
        sources=len(sources),
        any_coded=4,
        all_coded=2,
        observed=0.8,
        positive=0.67,
        negative=0.86,
        prevalence=0.3,
        prevalence_index=-0.4,
        bias_index=0.0,
    )
    over_all = Result(
        scope=ALL,
        code_id=None,
        theme_id=None,
        source_id=None,
        coders=tuple(coders),
        unit="sentence",
        statistic="alpha",
        value=None,
        reason="Undefined, because.",
        low=None,
        high=None,
        why_no_interval="There is none.",
        n=10,
        sources=len(sources),
        any_coded=0,
        all_coded=0,
        observed=1.0,
        positive=None,
        negative=1.0,
        prevalence=0.0,
        prevalence_index=-1.0,
        bias_index=0.0,
    )
    compared = tuple(Compared(key, f"Source {place}") for place, key in enumerate(sources))
    return Agreement(
        ask=Ask(),
        unit="sentence",
        coders=tuple(Compared(key, f"Coder {place}", f"C{place}") for place, key in enumerate(coders)),
        sources=compared,
        codes=(Compared(code, "Barriers > The mask"),),
        themes=(),
        left_out=(),
        unused=(),
        results=(over_all, of_code),
        seed=20,
        samples=1000,
        level=0.95,
        discussed=compared if talked else (),
    )
