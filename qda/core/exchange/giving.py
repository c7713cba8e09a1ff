"""A whole project written as a file for another program, and what that file can't hold."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.exchange.bundle import Loss
from qda.core.exchange.gathering import gather
from qda.core.privacy.withholding import withholding
from qda.errors import RefusedError
from qda.i18n import _
from qda.progress import Progress

SUFFIXES = (".qdpx", ".qdc", ".qda")
"""What can be written: projects and codebooks of REFI-QDA, projects of QualCoder."""


def give(
    session: Session,
    path: Path,
    *,
    profile: str = "standard",
    refused: bool = False,
    progress: Progress | None = None,
) -> tuple[Loss, ...]:
    """Write the project to `path` for another program; return what of the project does not go along.

    The suffix says what is written, one of :data:`SUFFIXES`. `profile` is for .qdpx alone: ``standard``, or ``nvivo``
    for NVivo for Windows. What people refused stays behind and is among the losses, and of persons goes along what is
    printed of them; with `refused` all goes along, for a file that stays with the team. Raises RefusedError for another
    suffix and for what the writers refuse, CancelledError.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        sentence = _("{file} should end in {suffixes}.")
        raise RefusedError(sentence.format(file=path.name, suffixes=", ".join(SUFFIXES)))
    if refused:
        return _written(session, path, suffix, profile, progress, whole=True)
    with withholding(session) as withheld:
        losses = _written(session, path, suffix, profile, progress, whole=False)
    kept_away = withheld.notices() if withheld else ()
    return (*(Loss("dropped", _("What people refused"), "", sentence) for sentence in kept_away), *losses)


def _written(
    session: Session, path: Path, suffix: str, profile: str, progress: Progress | None, *, whole: bool
) -> tuple[Loss, ...]:
    bundle = gather(session, progress, whole=whole)
    if suffix == ".qdc":
        from qda.core.refi import codebook

        # Of the rest nobody expects that it is in a codebook.
        return codebook.write(path, bundle)
    if suffix == ".qda":
        from qda.core.exchange import qualcoder

        return (*bundle.losses, *qualcoder.write(path, bundle, progress))
    from qda.core.refi import writer
    from qda.core.refi.write_sources import Profile

    way: Profile = "nvivo" if profile == "nvivo" else "standard"
    return (*bundle.losses, *writer.write(path, bundle, profile=way, progress=progress))
