"""Which statistics are offered for coded passages, and the few that are shown where nobody chose."""

from __future__ import annotations

from qda.core.agreement import statistics
from qda.core.agreement.wording import UNITIZING_TITLES, title_of

_FEW = ("percent", "cohen-kappa", "fleiss-kappa", "krippendorff-alpha")
_YES_OR_NO = (
    *("percent", "holsti", "dice", "cohen-kappa", "light-kappa", "conger-kappa", "fleiss-kappa", "scott-pi"),
    *("krippendorff-alpha", "gwet-ac1", "brennan-prediger"),
)


def few(coders: int, unit: str = "sentence") -> tuple[str, ...]:
    """Return the names of a small good choice: percent, a kappa that fits so many coders, Krippendorff's alpha.

    Of three and more that is Fleiss' kappa for all and Cohen's for each pair. Passages of free length have u-alpha.
    """
    if unit == "passage":
        return ("u-alpha",)
    return tuple(name for name in _FEW if coders > 2 or name != "fleiss-kappa")


def offered(coders: int, unit: str = "sentence") -> tuple[tuple[str, str], ...]:
    """Return (name, title) of all statistics that can be asked for; those of two coders only are told for pairs."""
    if unit == "passage":
        return tuple(UNITIZING_TITLES.items())
    known = statistics()
    same = ("light-kappa", "conger-kappa", "fleiss-kappa") if coders == 2 else ()
    return tuple((name, title_of(name)) for name in _YES_OR_NO if name in known and name not in same)
