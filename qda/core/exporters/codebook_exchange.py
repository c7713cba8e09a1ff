"""The codebook alone for other programs, as REFI-QDA (.qdc)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exchange.gathering import gather
from qda.core.exporters import ProductOptions, Written
from qda.core.exporters.carried import left_behind
from qda.core.refi import codebook
from qda.i18n import _


@exporters.product(
    "codebook-exchange",
    title=_("Codebook for other programs"),
    about=_("Codes with their tree, definitions and colours for NVivo, MAXQDA, ATLAS.ti, Taguette and others."),
    suffixes=(".qdc",),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:  # noqa: ARG001  # nothing to choose
    """Write the codes, and themes as sets of them; RefusedError where there is no code."""
    bundle = gather(session)
    losses = codebook.write(path, bundle)
    return Written(path, tuple(left_behind(losses)), codes=len(bundle.codes), themes=len(bundle.sets))
