"""Makes the drawings of easy read in resources/pictures: `python packaging/make_pictures.py [FOLDER]`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from drawing.parts import DRAWINGS, svg

PICTURES = Path(__file__).resolve().parents[1] / "resources" / "pictures" / "drawings"
GROUPS = ("signs", "talking", "feelings", "places")


def main(folder: Path = PICTURES) -> None:
    """Write one SVG for each drawing; those of names that are gone go."""
    for group in GROUPS:
        importlib.import_module(f"drawing.{group}")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        if old.stem not in DRAWINGS:
            old.unlink()
    for name, draw in DRAWINGS.items():
        (folder / f"{name}.svg").write_text(svg(draw()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
