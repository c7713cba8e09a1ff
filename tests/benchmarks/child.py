"""The process of one operation: ``python -m tests.benchmarks.child OPERATION PATH ROUNDS`` answers in JSON."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.operations import find
from tests.benchmarks.rounds import Measured, peak_mb


def main() -> None:
    """Measure, and print what was measured as the last line."""
    name, path, rounds = sys.argv[1:]
    module, _colon, function = find(name).where.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["THEMELOOM_CONFIG"] = os.environ["THEMELOOM_BACKUPS"] = folder
        measure = getattr(importlib.import_module(f"tests.benchmarks.{module}"), function)
        # The projects are kept for the next run, and others may be running: each operation has a copy of its own.
        place = Path(path)
        if place.is_file():
            place = Path(shutil.copy(place, Path(folder) / "study.loom"))
        measured: Measured = measure(place, int(rounds))
    if measured.memory_mb is None:
        measured.memory_mb = peak_mb()
    print(json.dumps(asdict(measured)), flush=True)
    # Qt's own end, with windows still in the interpreter's hands, is nobody's business here.
    os._exit(0)


if __name__ == "__main__":
    main()
