"""Giving up what the superuser may, so that protected files are protected in tests that root runs too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NOBODY = 65534


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """Make a folder whose files anybody may look at, which pytest's own are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Go on as nobody, where one is root; modules that are needed meanwhile must be loaded already."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
