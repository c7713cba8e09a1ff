"""The worked examples of the folder ``agreement`` beside a checkout, as ratings, and what its names are called here."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qda.core.agreement.ratings import Ratings, ratings_of

FOLDER = Path(os.environ.get("THEMELOOM_SHARED", Path(__file__).resolve().parents[4] / "shared")) / "agreement"

# Their names, with the level at which ours gives the same.
OURS = {
    "alpha_nominal": ("krippendorff-alpha", "nominal"),
    "alpha_ordinal": ("krippendorff-alpha", "ordinal"),
    "alpha_interval": ("krippendorff-alpha", "interval"),
    "alpha_ratio": ("krippendorff-alpha", "ratio"),
    "alpha_quadratic_weights(=interval)": ("krippendorff-alpha", "interval"),
    "percent_agreement": ("percent", "nominal"),
    "cohen_kappa": ("cohen-kappa", "nominal"),
    "cohen_kappa_linear": ("weighted-kappa", "ordinal"),
    "cohen_kappa_quadratic": ("weighted-kappa-quadratic", "ordinal"),
    "scott_pi": ("scott-pi", "nominal"),
    "fleiss_kappa": ("fleiss-kappa", "nominal"),
    "fleiss_kappa(siegel_castellan_pi)": ("fleiss-kappa", "nominal"),
    "conger_kappa": ("conger-kappa", "nominal"),
    "multi_kappa(davies_fleiss)": ("conger-kappa", "nominal"),
    "hubert_kappa": ("conger-kappa", "nominal"),
    "light_kappa": ("light-kappa", "nominal"),
    "mean_pairwise_cohen_kappa(light)": ("light-kappa", "nominal"),
    "randolph_kappa": ("randolph-kappa", "nominal"),
    "brennan_prediger": ("brennan-prediger", "nominal"),
    "bennett_s": ("brennan-prediger", "nominal"),
    "gwet_ac1": ("gwet-ac1", "nominal"),
    "gwet_ac2_quadratic": ("gwet-ac2", "interval"),
    "exact_match_percent": ("percent", "nominal"),
    "alpha_jaccard(nltk)": ("krippendorff-alpha-jaccard", "nominal"),
}


@dataclass(frozen=True)
class Case:
    """One worked example of ratings."""

    name: str
    data: dict[str, Any]
    ratings: Ratings

    def __str__(self) -> str:
        return self.name


def cases() -> Iterator[Case]:
    """Yield the examples that are of ratings; those of passages are another matter."""
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if path.name != "INDEX.json" and (units := _units(data)) is not None:
            yield Case(path.stem, data, ratings_of(units, data.get("categories")))


def _units(data: dict[str, Any]) -> list[Sequence[Any]] | None:
    if "ratings" in data:
        return list(zip(*data["ratings"], strict=True))
    if "table" in data:
        return from_table(data["table"], data["categories"])
    if "pairs" in data:
        return [tuple(frozenset(codes) for codes in pair) for pair in data["pairs"]]
    return None


def from_table(table: Sequence[Sequence[int]], values: Sequence[Any]) -> list[Sequence[Any]]:
    """Return a row a unit from a table of two coders, the first one's answers down."""
    return [
        (one, other)
        for one, row in zip(values, table, strict=True)
        for other, count in zip(values, row, strict=True)
        for _unit in range(count)
    ]
