"""The whole project for other programs, as REFI-QDA (.qdpx)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exchange.gathering import gather
from qda.core.exporters import REFUSED, Choice, ProductOptions, Written
from qda.core.exporters.carried import left_behind
from qda.core.exporters.known_of_people import KNOWN
from qda.core.refi import writer
from qda.i18n import _

PROFILE = Choice("profile", _("Written for"), writer.PROFILES)


@exporters.product(
    "project",
    title=_("Project for other programs"),
    about=_(
        "Sources, codes, coded passages, memos, persons and their attributes for NVivo, MAXQDA, ATLAS.ti and others."
    ),
    suffixes=(".qdpx",),
    choices=(PROFILE, KNOWN, REFUSED),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the project; the notices say what other programs have no place for."""
    bundle = gather(session, whole=KNOWN.of(options) == "all")
    profile = next(name for name, _words in writer.PROFILES if name == PROFILE.of(options))
    losses = (*bundle.losses, *writer.write(path, bundle, profile=profile))
    warning = _(
        "The file holds whole transcripts and the names of persons: keep it as carefully as the project itself."
    )
    return Written(
        path,
        (warning, *left_behind(losses)),
        codes=len(bundle.codes),
        codings=len(bundle.codings),
        people=len(bundle.persons),
        memos=len(bundle.notes),
        rows=len(bundle.sources),
    )
