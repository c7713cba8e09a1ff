"""Opening a project from the terminal, to read or to change, and the arguments that all commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qda.storage.project import Project

StudyFile = Annotated[Path, typer.Argument(metavar="STUDY.loom", help="The project file.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]

_PATIENCE = 3.0  # seconds


@contextmanager
def changing(path: Path) -> Iterator[Project]:
    """Open the project at `path` to change it; raise ProjectFileError where it can only be read.

    Another command may be at work in it for a moment; a window keeps it for hours, so nobody waits for long.

    Where one person codes alone, the change is theirs; where there are several, nobody's.
    """
    from qda.core.coders import coders
    from qda.storage.project import Project

    with Project.open(path, wait=_PATIENCE) as project:
        # A change that touches nothing leaves no trace, but says who else has the file before any work is done.
        with project.change("Look"):
            pass
        with project.read() as session:
            people = coders(session)
        if len(people) == 1:
            project.coder_id = people[0].id
        yield project
