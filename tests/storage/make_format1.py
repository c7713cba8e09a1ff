"""Makes tests/data/format1.loom, the kept project file of format 1: ``python -m tests.storage.make_format1``.

Run once, when format 1 was fixed (0.1.0); the file is never made anew, since it stands for what people have on their
disks. It holds a small study with sources, codings, themes, memos and a history of 14 changes, two of them undone and
one redone, so that undo and redo both have somewhere to go.
"""

from __future__ import annotations

from pathlib import Path

from tests.storage.study import make_study

PLACE = Path(__file__).parents[1] / "data" / "format1.loom"

if __name__ == "__main__":
    PLACE.unlink(missing_ok=True)
    with make_study(PLACE) as project:
        project.undo()
        project.undo()
        project.redo()
