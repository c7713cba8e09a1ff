"""The sample study for tests: told once in a process, which takes seconds, and copied for each."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from qda.core import sample
from qda.storage.project import Project

_folder = tempfile.TemporaryDirectory(prefix="themeloom-told-")


@cache
def _told() -> Path:
    path = Path(_folder.name) / "Sample.loom"
    sample.build(path).close()
    return path


def sample_study(path: Path) -> Project:
    """Return the sample study at `path`, open; the caller closes it."""
    shutil.copyfile(_told(), path)
    return Project.open(path)
