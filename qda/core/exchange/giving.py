"""A whole project written as a file for another program, and what that file can't hold."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.exchange.bundle import Loss
from qda.core.exchange.gathering import gather
from qda.errors import RefusedError
from qda.i18n import _
from qda.progress import Progress

SUFFIXES = (".qdpx", ".qdc", ".qda")
"""What can be written: projects and codebooks of REFI-QDA, projects of QualCoder."""


def give(
    session: Session, path: Path, *, profile: str = "standard", progress: Progress | None = None
) -> tuple[Loss, ...]:
    """Write the project to `path` for another program; return what of the project does not go along.

    The suffix says what is written, one of :data:`SUFFIXES`. `profile` is for .qdpx alone: ``standard``, or ``nvivo``
    for NVivo for Windows. Raises RefusedError for another suffix and for what the writers refuse, CancelledError.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        sentence = _("{file} should end in {suffixes}.")
        raise RefusedError(sentence.format(file=path.name, suffixes=", ".join(SUFFIXES)))
    bundle = gather(session, progress)
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
