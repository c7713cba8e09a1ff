"""Makes the kept project file of the present format in tests/data: ``python -m tests.storage.make_kept``.

Run when a format is fixed; the file is never made anew after a release, since it stands for what people have on their
disks. It holds a small study with sources, codings, themes, memos and a history of 14 changes, two of them undone and
one redone, so that undo and redo both have somewhere to go.
"""

from __future__ import annotations

from pathlib import Path

from qda.storage import schema
from tests.storage.study import build_study

PLACE = Path(__file__).parents[1] / "data" / f"format{schema.FORMAT}.loom"

if __name__ == "__main__":
    PLACE.unlink(missing_ok=True)
    with build_study(PLACE) as project:
        project.undo()
        project.undo()
        project.redo()
