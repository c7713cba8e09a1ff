"""What starts a process of its own: the window, and a command in the terminal."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import floors
from tests.benchmarks.rounds import Measured, alternate

# What `qda` without arguments runs, with an event loop that ends the process as soon as the window is painted: how long
# it takes to take down what it built is nobody's wait.
_WINDOW = """
import os, sys
from PySide6.QtWidgets import QApplication
def painted(*_):
    application = QApplication.instance()
    for _turn in range(3):
        application.sendPostedEvents()
        application.processEvents()
    windows = [one for one in application.topLevelWidgets() if one.isVisible()]
    os._exit(0 if windows else 1)
QApplication.exec = painted
from qda.cli.main import main
sys.argv = ["qda"]
main()
"""
_COMMAND = "import sys; from qda.cli.main import main; sys.argv = ['qda', 'codes', sys.argv[1]]; main()"


def start(_path: Path, rounds: int) -> Measured:
    """Start the program until its window is painted."""
    bare = [sys.executable, str(Path(floors.__file__)), "window"]
    with tempfile.TemporaryDirectory() as folder:
        measured = _processes([sys.executable, "-c", _WINDOW], bare, rounds, folder)
    measured.note = "memory is that of the larger process"
    return measured


def codes(path: Path, rounds: int) -> Measured:
    """List the codebook with its counts in the terminal."""
    command = [sys.executable, "-c", _COMMAND, str(path)]
    with tempfile.TemporaryDirectory() as folder:
        return _processes(command, [sys.executable, "-c", floors.CODES_FLOOR], rounds, folder)


def _processes(work: list[str], floor: list[str], rounds: int, folder: str) -> Measured:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "THEMELOOM_CONFIG": folder}
    # An installed program has its bytecode; where Python is told to write none, each start would compile it anew.
    # The first round, which isn't counted, writes it for work and floor alike.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    surroundings["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")

    def run(command: list[str]) -> None:
        done = subprocess.run(command, env=surroundings, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()

    measured = alternate(lambda: run(work), lambda: run(floor), rounds)
    measured.memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1_024 / 1e6
    return measured
